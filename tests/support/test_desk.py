"""What people do with conversations, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient

from people import Person, join
from support.conftest import Meta, text
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.clock import utc_now
from tecnocursos.worker.running import Runner


@pytest.fixture
def conversation(meta: Meta, owner: Person, runner: Runner) -> dict[str, Any]:
    meta.deliver(text("minha net caiu"), names={"5511987654321": "Rosa Lima"})
    while runner.run_next(("webhooks",)):
        pass
    (found,) = owner.get("/api/v1/conversations").json()["items"]
    return found


def test_a_conversation_is_listed_counted_and_found(owner: Person, conversation: dict[str, Any]) -> None:
    assert (conversation["customer_name"], conversation["last_text"]) == ("Rosa Lima", "minha net caiu")
    assert (conversation["holder"], conversation["unread"]) == ("bot", 1)
    assert owner.get("/api/v1/conversations/counts").json() == {
        "mine": 0,
        "queue": 0,
        "bot": 1,
        "people": 0,
        "late": 0,
        "open": 1,
    }
    for search, count in (("rosa", 1), ("Lima  ROSA", 1), ("rosa silva", 0), ("11 98765-4321", 1), ("98765", 0)):
        found = owner.get("/api/v1/conversations", params={"search": search}).json()["items"]
        assert len(found) == count, search
    details = owner.get(f"/api/v1/conversations/{conversation['id']}").json()
    assert (details["customer"]["phone"], details["customer"]["is_identified"]) == ("5511987654321", False)


def test_an_agent_takes_it_writes_and_gives_it_back(owner: Person, agent: Person, conversation: dict[str, Any]) -> None:
    path = f"/api/v1/conversations/{conversation['id']}"
    refused = agent.post(f"{path}/messages", json={"text": "oi"})
    assert (refused.status_code, refused.json()["code"]) == (409, "conversation_not_held")
    taken = agent.post(f"{path}/take").json()
    assert (taken["holder"], taken["assignee_id"]) == ("person", str(agent.actor.user_id))
    assert owner.post(f"{path}/take").json()["code"] == "conversation_taken"
    sent = agent.post(f"{path}/messages", json={"text": "Boa tarde, Rosa!"})
    assert sent.status_code == 201, sent.text
    assert (sent.json()["state"], sent.json()["author"]) == ("queued", "member")
    assert agent.get(sent.headers["location"]).json() == sent.json()
    note = agent.post(f"{path}/notes", json={"text": "ver a ONU"}).json()
    assert note["direction"] == "note"
    assert agent.post(f"{path}/give-back").json()["holder"] == "bot"
    # Among what was said stands who had it when.
    me = str(agent.actor.user_id)
    assert [(one["text"] or one["step"], one["author_id"], one["person"]) for one in told_in(agent, path)] == [
        ("minha net caiu", None, None),
        ("taken", me, me),
        ("Boa tarde, Rosa!", me, None),
        ("ver a ONU", me, None),
        ("given_back", me, None),
    ]
    assert (
        agent.get("/api/v1/conversations", params={"box": "all"}).json()["items"][0]["last_text"] == "Boa tarde, Rosa!"
    )


def test_whom_it_was_passed_on_to_is_written_down_once(
    owner: Person, agent: Person, conversation: dict[str, Any]
) -> None:
    path = f"/api/v1/conversations/{conversation['id']}"
    me, her = str(agent.actor.user_id), str(owner.actor.user_id)
    agent.post(f"{path}/take")
    agent.post(f"{path}/take")
    agent.post(f"{path}/assign", json={"assignee_id": her})
    owner.post(f"{path}/assign", json={})
    agent.post(f"{path}/take")
    agent.post(f"{path}/resolve")
    agent.post(f"{path}/reopen")
    events = [one for one in told_in(agent, path) if one["kind"] == "event"]
    assert [(one["step"], one["author_id"], one["person"]) for one in events] == [
        ("taken", me, me),
        ("passed_on", me, her),
        ("returned", her, None),
        ("taken", me, me),
        ("resolved", me, None),
        ("reopened", me, me),
    ]
    assert {one["direction"] for one in events} == {"note"}


def told_in(person: Person, path: str) -> list[dict[str, Any]]:
    """What stands in a conversation, the oldest first."""
    found: list[dict[str, Any]] = person.get(f"{path}/messages").json()["items"]
    return found[::-1]


def test_a_resolved_conversation_asks_how_it_was_and_can_be_opened_again(
    agent: Person, conversation: dict[str, Any], meta: Meta, runner: Runner
) -> None:
    path = f"/api/v1/conversations/{conversation['id']}"
    agent.post(f"{path}/take")
    assert agent.post(f"{path}/resolve").json()["state"] == "resolved"
    asked = told_in(agent, path)[-2]
    assert (asked["kind"], len(asked["choices"])) == ("menu", 5)
    row = {"type": "list_reply", "list_reply": {"id": asked["choices"][0]["id"], "title": "★★★★★ Muito bom"}}
    meta.deliver(text("", type="interactive", interactive=row))
    while runner.run_next(("webhooks",)):
        pass
    found = agent.get(path).json()
    assert (found["rating"], found["state"]) == (5, "resolved")
    assert agent.post(f"{path}/messages", json={"text": "oi"}).json()["code"] == "conversation_resolved"
    assert agent.post(f"{path}/reopen").json()["holder"] == "person"


@pytest.mark.parametrize(
    ("words", "stars"), [("5", 5), ("nota 4", 4), ("3 estrelas!", 3), ("9", None), ("5 dias", None)]
)
def test_a_rating_may_be_written(
    agent: Person, conversation: dict[str, Any], meta: Meta, runner: Runner, words: str, stars: int | None
) -> None:
    path = f"/api/v1/conversations/{conversation['id']}"
    agent.post(f"{path}/take")
    agent.post(f"{path}/resolve")
    meta.deliver(text(words))
    while runner.run_next(("webhooks",)):
        pass
    found = agent.get(path).json()
    assert (found["rating"], found["state"]) == (stars, "resolved" if stars else "open")


def test_nothing_but_a_template_goes_out_when_the_window_is_closed(
    agent: Person, meta: Meta, owner: Person, runner: Runner
) -> None:
    meta.deliver(text("anteontem", at=utc_now().timestamp() - 2 * 86_400))
    while runner.run_next(("webhooks",)):
        pass
    (waiting,) = owner.get("/api/v1/conversations", params={"box": "queue"}).json()["items"]
    path = f"/api/v1/conversations/{waiting['id']}"
    agent.post(f"{path}/take")
    refused = agent.post(f"{path}/messages", json={"text": "oi"})
    assert (refused.status_code, refused.json()["code"]) == (409, "window_closed")
    unknown = agent.post(f"{path}/template-messages", json={"template_id": waiting["id"]})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "message_template_unusable")


def test_viewers_and_other_tenants_see_no_conversation(
    platform: Platform, client: TestClient, owner: Person, stranger: Person, conversation: dict[str, Any]
) -> None:
    viewer = join(platform, client, "viewer", owner.tenant_id)
    assert viewer.get("/api/v1/conversations").status_code == 403
    assert stranger.get(f"/api/v1/conversations/{conversation['id']}").status_code == 404
    assert stranger.get("/api/v1/conversations").json()["items"] == []


def test_a_conversation_ends_with_a_protocol_that_the_customer_is_told(
    agent: Person, conversation: dict[str, Any]
) -> None:
    path = f"/api/v1/conversations/{conversation['id']}"
    agent.post(f"{path}/take")
    unknown = agent.post(f"{path}/resolve", json={"done_protocols": [conversation["id"]]})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "protocol_not_found")
    (protocol,) = agent.post(f"{path}/resolve").json()["customer"]["protocols"]
    assert protocol["conversation_id"] == conversation["id"]
    assert protocol["resolved_at"] is not None
    told = told_in(agent, path)[-2]
    assert told["text"].startswith(f"Este atendimento foi encerrado. Protocolo: {protocol['number']}.\n\n")
    agent.post(f"{path}/reopen")
    again = agent.post(f"{path}/resolve", json={"tells_customer": False}).json()
    assert [one["number"] for one in again["customer"]["protocols"]] == [protocol["number"]]
    assert protocol["number"] not in told_in(agent, path)[-2]["text"]


def test_what_a_customer_said_before_is_found_by_them_and_reactions_by_what_they_are_to(
    agent: Person, conversation: dict[str, Any], meta: Meta, runner: Runner
) -> None:
    path = f"/api/v1/conversations/{conversation['id']}"
    same = {"box": "all", "customer_id": conversation["customer_id"]}
    assert [one["id"] for one in agent.get("/api/v1/conversations", params=same).json()["items"]] == [
        conversation["id"]
    ]
    nobody = {"box": "all", "customer_id": conversation["id"]}
    assert agent.get("/api/v1/conversations", params=nobody).json()["items"] == []
    said = text("caiu de novo")
    meta.deliver(said, text("", type="reaction", reaction={"message_id": said["id"], "emoji": "👍"}))
    while runner.run_next(("webhooks",)):
        pass
    reaction, answered, _ = agent.get(f"{path}/messages").json()["items"]
    assert (reaction["reaction"], reaction["reply_to"]) == ("👍", answered["id"])


def test_a_file_is_sent_as_what_it_is_and_not_what_it_is_called(agent: Person, conversation: dict[str, Any]) -> None:
    path = f"/api/v1/conversations/{conversation['id']}"
    picture = b"\x89PNG\r\n\x1a\n" + bytes(100)
    refused = agent.post(f"{path}/files", files={"file": ("luz.png", picture)})
    assert refused.json()["code"] == "conversation_not_held"
    agent.post(f"{path}/take")
    sent = agent.post(f"{path}/files", files={"file": ("luz.pdf", picture)}, data={"caption": "assim"})
    assert sent.status_code == 201, sent.text
    message = sent.json()
    assert (message["kind"], message["text"], message["state"]) == ("image", "assim", "queued")
    assert (message["media"]["media_type"], message["media"]["state"]) == ("image/png", "ready")
    assert agent.get(f"{path}/messages/{message['id']}/file").content == picture
    for name, content, caption in (
        ("a.png", b"#!/bin/sh", ""),
        ("a.png", picture + bytes(5 * 1024**2), ""),
        ("a.mp3", b"ID3" + bytes(100), "ouça"),
        ("a.png", b"PK\x03\x04" + bytes(100), ""),
    ):
        unsendable = agent.post(f"{path}/files", files={"file": (name, content)}, data={"caption": caption})
        assert (unsendable.status_code, unsendable.json()["code"]) == (422, "message_file_unsendable"), name
    assert agent.post(f"{path}/files", files={"file": ("a.docx", b"PK\x03\x04")}).json()["kind"] == "document"
