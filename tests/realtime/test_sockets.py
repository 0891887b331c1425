"""Sockets as clients see them: who gets in, what is said, what is refused."""

from __future__ import annotations

import re
import time
import urllib.request
from collections.abc import Callable
from contextlib import ExitStack
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import update
from websockets.exceptions import InvalidStatus

from newcomers import Town
from people import Person, join
from projects import make_project
from socket_lines import Server, open_line
from tecnocursos.accounts.models import SignIn, Tenant
from tecnocursos.accounts.tokens import ACCESS_MINUTES, AccessClaims, AccessTokens
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.clock import utc_now
from tecnocursos.realtime.service import notify
from tecnocursos.worker.running import Runner

PUBLIC_ORIGIN = {"Origin": "http://127.0.0.1:8000"}


def _short_token(platform: Platform, person: Person, seconds: float) -> str:
    """A token that runs out in so many seconds."""
    issued_at = utc_now() - timedelta(minutes=ACCESS_MINUTES) + timedelta(seconds=seconds)
    tokens = AccessTokens(platform.keyring.derive("access tokens"), lambda: issued_at)
    assert person.actor.session_id is not None
    return tokens.issue(AccessClaims(person.tenant_id, person.actor.session_id))


def test_whoever_connects_is_in_their_own_room_and_the_tenants(server: Server, owner: Person) -> None:
    with open_line(server, owner) as line:
        hello = line.expect("connection")
        assert hello["user_id"] == str(owner.actor.user_id)
        assert hello["expires_at"]
        line.expect("join_room", room=f"user:{owner.actor.user_id}")
        line.expect("join_room", room="tenant")
        line.say("ping", ref="7")
        assert line.expect("pong") == {"event": "pong", "ref": "7"}


@pytest.mark.parametrize("since", ["abc", "-1", "", "9" * 30])
def test_a_number_to_go_on_from_that_is_none_is_told(server: Server, owner: Person, since: str) -> None:
    with open_line(server, owner, f"/ws/room/equipe?since={since}") as line:
        assert line.close_code() == 4422


def test_browsers_are_known_by_cookie_and_origin(server: Server, owner: Person) -> None:
    cookie = {"Cookie": f"tc_access={owner.token}"}
    with open_line(server, None, headers=cookie | PUBLIC_ORIGIN) as line:
        line.expect("connection")
    # Without an Origin it is no browser, and a cookie is no proof.
    with open_line(server, None, headers=cookie) as line:
        assert line.close_code() == 4401
    for origin in ("https://evil.example", "null", "http://127.0.0.1:8000.evil.example"):
        with pytest.raises(InvalidStatus) as refused, open_line(server, None, headers=cookie | {"Origin": origin}):
            pass
        assert refused.value.response.status_code == 403


def test_programs_that_can_set_no_header_offer_their_token_as_a_subprotocol(server: Server, owner: Person) -> None:
    offered = ["tecnocursos.v1", f"bearer.{owner.token}"]
    with open_line(server, None, subprotocols=offered) as line:
        assert line.connection.subprotocol == "tecnocursos.v1"
        line.expect("connection")


@pytest.mark.parametrize("token", [None, "nonsense", "tc_0_0"])
def test_nobody_is_turned_away(server: Server, token: str | None) -> None:
    with open_line(server, None, token=token) as line:
        assert line.close_code() == 4401
    with open_line(server, None, f"/ws/connect?token={token}&access_token={token}") as line:
        assert line.close_code() == 4401


def test_a_chat_is_heard_in_order_and_kept(
    server: Server, platform: Platform, client: TestClient, owner: Person
) -> None:
    colleague = join(platform, client, "reviewer", owner.tenant_id)
    with open_line(server, owner, "/ws/room/equipe") as one, open_line(server, colleague, "/ws/room/equipe") as other:
        one.expect("join_room", room="equipe")
        other.expect("join_room", room="equipe")
        for number in range(5):
            one.say("chat", room="equipe", text=f"oi {number}")
        for number in range(5):
            said = other.expect("chat")
            assert said["payload"] == {"text": f"oi {number}"}
            assert said["from"] == str(owner.actor.user_id)
        one.expect("chat", payload={"text": "oi 4"})
        assert one.texts("equipe") == other.texts("equipe")
    page = colleague.get("/api/v1/rooms/equipe/messages", params={"limit": 3}).json()
    rest = colleague.get("/api/v1/rooms/equipe/messages", params={"cursor": page["next_cursor"]}).json()
    assert [message["text"] for message in page["items"] + rest["items"]] == [f"oi {n}" for n in (4, 3, 2, 1, 0)]
    stranger = join(platform, client)
    assert stranger.get("/api/v1/rooms/equipe/messages").json()["items"] == []


def test_what_is_sent_again_with_its_nonce_is_said_once(server: Server, owner: Person) -> None:
    with open_line(server, owner, "/ws/room/equipe") as line:
        line.expect("join_room")
        line.say("chat", room="equipe", text="uma vez", nonce="n1")
        line.say("chat", room="equipe", text="uma vez", nonce="n1")
        line.say("chat", room="equipe", text="fim")
        line.expect("chat", payload={"text": "fim"})
        assert [text for _, text in line.texts("equipe")] == ["uma vez", "fim"]


def test_rooms_are_each_tenants_own(server: Server, platform: Platform, client: TestClient, owner: Person) -> None:
    stranger = join(platform, client)
    project_id = make_project(platform, owner)
    project = f"project:{project_id}"
    with open_line(server, owner, f"/ws/room/{project}") as mine, open_line(server, stranger) as line:
        mine.expect("join_room", room=project)
        for room, code in (
            (project, "project_not_found"),
            (f"user:{owner.actor.user_id}", "room_not_found"),
            (f"job:{project_id}", "job_not_found"),
            (f"scene:{project_id}", "room_not_found"),
            ("Sala Grande!", "room_name_invalid"),
        ):
            line.say("join_room", room=room, ref=room)
            assert line.expect("error", ref=room)["code"] == code
            line.say("chat", room=room, text="oi", ref=f"say {room}")
            assert line.expect("error", ref=f"say {room}")["code"] == "room_not_joined"
        # A free room of the same name is another one.
        line.join("equipe")
        mine.join("equipe")
        line.say("chat", room="equipe", text="segredo")
        line.expect("chat")
        mine.say("chat", room="equipe", text="nosso")
        assert mine.expect("chat")["payload"] == {"text": "nosso"}
        assert mine.texts("equipe") == [(mine.texts("equipe")[0][0], "nosso")]
    with open_line(server, stranger, f"/ws/room/{project}") as line:
        assert line.close_code() == 4404
    with open_line(server, stranger, "/ws/room/Sala%20Grande") as line:
        assert line.close_code() == 4422


def test_who_may_only_read_does_not_speak(
    server: Server, platform: Platform, client: TestClient, owner: Person
) -> None:
    viewer = join(platform, client, "viewer", owner.tenant_id)
    with open_line(server, viewer) as line:
        line.join("equipe")
        line.say("chat", room="equipe", text="oi", ref="1")
        assert line.expect("error", ref="1")["code"] == "permission_missing"
    with open_line(server, owner) as line:
        room = f"user:{owner.actor.user_id}"
        line.expect("join_room", room="tenant")
        line.say("chat", room=room, text="oi", ref="1")
        assert line.expect("error", ref="1")["code"] == "room_is_silent"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nonsense",
        "[]",
        "{}",
        '{"event": "shout"}',
        '{"event": "chat", "room": "tenant"}',
        '{"event": "chat", "room": "tenant", "text": "a\\u0000b"}',
        '{"event": "chat", "room": "tenant", "text": "\\ud800"}',
        '{"event": "join_room", "room": "equipe", "since": -1}',
        '{"event": "ping", "more": 1}',
        "[" * 60_000,
    ],
)
def test_frames_that_mean_nothing_are_answered_and_the_socket_goes_on(server: Server, owner: Person, text: str) -> None:
    with open_line(server, owner) as line:
        line.connection.send(text)
        assert line.expect("error")["code"] == "frame_invalid"
        line.connection.send(b"\x00\x01")
        assert line.expect("error")["code"] == "frame_invalid"
        line.say("ping")
        line.expect("pong")


def test_a_frame_of_a_megabyte_ends_the_socket(server: Server, owner: Person) -> None:
    with open_line(server, owner) as line:
        line.expect("join_room", room="tenant")
        line.connection.send("x" * 1024**2)
        assert line.close_code() == 1009


def test_a_flood_ends_the_socket(server: Server, owner: Person) -> None:
    with open_line(server, owner) as line:
        line.expect("join_room", room="tenant")
        for _ in range(200):
            line.say("ping")
        assert line.close_code() == 4429


def test_one_person_has_so_many_sockets(server: Server, owner: Person) -> None:
    with ExitStack() as lines:
        for _ in range(20):
            lines.enter_context(open_line(server, owner)).expect("join_room", room="tenant")
        with open_line(server, owner) as line:
            assert line.close_code() == 4429


def test_a_token_that_runs_out_is_renewed_or_the_socket_ends(
    server: Server, platform: Platform, client: TestClient, owner: Person
) -> None:
    token = _short_token(platform, owner, 2)
    stranger = join(platform, client)
    with open_line(server, None, token=token) as lasting, open_line(server, None, token=token) as ending:
        lasting.expect("error", code="token_expired")
        lasting.say("token", token=stranger.token, ref="theirs")
        assert lasting.expect("error", ref="theirs")["code"] == "not_authenticated"
        lasting.say("token", token=owner.token, ref="mine")
        lasting.expect("token", ref="mine")
        assert ending.close_code() == 4401
        lasting.say("ping")
        lasting.expect("pong")
    with open_line(server, None, token=_short_token(platform, owner, -1)) as line:
        assert line.close_code() == 4401


@pytest.mark.parametrize("how", ["signed out", "suspended"])
def test_whoever_may_no_longer_be_here_is_gone_soon(
    server: Server, platform: Platform, client: TestClient, owner: Person, how: str
) -> None:
    editor = join(platform, client, "editor", owner.tenant_id)
    with open_line(server, editor) as line:
        line.expect("join_room", room="tenant")
        with platform.database.transaction(SYSTEM) as session:
            if how == "signed out":
                session.execute(update(SignIn).where(SignIn.id == editor.actor.session_id).values(ended_at=utc_now()))
            else:
                session.execute(update(Tenant).where(Tenant.id == owner.tenant_id).values(state="suspended"))
        assert line.close_code(5) == 4401


def test_who_says_nothing_is_asked_and_then_closed(server: Server, owner: Person) -> None:
    with open_line(server, owner) as line:
        line.expect("join_room", room="tenant")
        line.say = lambda *_, **__: None  # type: ignore[method-assign]  so that no ping is answered
        line.expect("ping")
        assert line.close_code() == 4408


def test_notifications_come_at_once_to_each_of_ones_sockets(
    server: Server, platform: Platform, client: TestClient, owner: Person
) -> None:
    colleague = join(platform, client, "editor", owner.tenant_id)
    with open_line(server, owner) as one, open_line(server, owner) as two, open_line(server, colleague) as other:
        for line in (one, two, other):
            line.expect("join_room", room="tenant")
        assert owner.actor.user_id is not None
        with platform.database.transaction(owner.tenant_id) as session:
            notify(session, owner.tenant_id, owner.actor.user_id, "render.done", {"number": 1})
        assert one.expect("notification")["payload"]["kind"] == "render.done"
        assert two.expect("notification")["payload"]["payload"] == {"number": 1}
        sent = owner.post("/ws/broadcast", json={"text": "Manutenção às 22h."})
        assert (sent.status_code, sent.json()) == (202, {"people": 2})
        assert other.expect("notification")["payload"] == {
            "kind": "broadcast",
            "payload": {"text": "Manutenção às 22h."},
        }
        assert [frame["room"] for frame in other.heard if frame["event"] == "notification"] == ["tenant"]
    assert colleague.post("/ws/broadcast", json={"text": "oi"}).json()["code"] == "permission_missing"


def test_one_person_in_two_tabs_is_one_presence(
    server: Server, platform: Platform, client: TestClient, owner: Person
) -> None:
    colleague = join(platform, client, "viewer", owner.tenant_id)
    with open_line(server, owner, "/ws/room/equipe") as line:
        line.expect("join_room", room="equipe")
        with open_line(server, colleague, "/ws/room/equipe") as one:
            here = one.expect("join_room", room="equipe")["here"]
            assert {person["user_id"] for person in here} == {str(owner.actor.user_id), str(colleague.actor.user_id)}
            assert {person["name"] for person in here} == {"Ana"}
            assert line.expect("presence")["payload"]["state"] == "here"
            with open_line(server, colleague, "/ws/room/equipe") as two:
                two.expect("join_room", room="equipe")
                rooms = {room["name"]: room for room in owner.get("/ws/rooms").json()}
                assert rooms["equipe"] == {
                    "name": "equipe",
                    "connections": 3,
                    "people": 2,
                    "last_seq": rooms["equipe"]["last_seq"],
                }
            line.say("chat", room="equipe", text="ainda aqui")
            line.expect("chat")
        gone = line.expect("presence")
        assert gone["payload"] == {"user_id": str(colleague.actor.user_id), "state": "gone", "name": None}
        assert [frame["event"] for frame in line.heard].count("presence") == 2
        statistics = owner.get("/ws/stats").json()
        assert (statistics["connections"], statistics["people"], statistics["rooms"]) == (1, 1, 1)
    assert colleague.get("/ws/stats").json()["code"] == "permission_missing"
    assert join(platform, client).get("/ws/rooms").json() == []


def test_whoever_is_mentioned_is_notified(
    server: Server, platform: Platform, client: TestClient, owner: Person, stranger: Person
) -> None:
    colleague = join(platform, client, "viewer", owner.tenant_id)
    mentioned = str(colleague.actor.user_id)
    with open_line(server, owner, "/ws/room/equipe") as line, open_line(server, colleague) as other:
        line.expect("join_room")
        other.expect("join_room", room="tenant")
        for _ in range(2):
            # Sent again with its nonce, it is said once and told once.
            line.say("chat", room="equipe", text="Ana, veja", nonce="n", mentions=[mentioned, str(owner.actor.user_id)])
        assert mentioned in line.expect("chat")["payload"]["mentions"]
        told = other.expect("notification")["payload"]
        assert told["kind"] == "chat.mentioned"
        assert told["payload"] == {"room": "equipe", "author_id": str(owner.actor.user_id)}
        line.say("chat", room="equipe", text="?", mentions=[str(stranger.actor.user_id)], ref="r")
        assert line.expect("error", ref="r")["code"] == "chat_mention_unknown"
    assert [one["kind"] for one in colleague.get("/api/v1/notifications").json()["items"]] == ["chat.mentioned"]
    assert owner.get("/api/v1/notifications").json()["items"] == []


def test_a_program_comes_with_its_key_and_goes_with_it(
    server: Server, platform: Platform, client: TestClient, runner: Runner
) -> None:
    person = Town(platform, client, runner).sign_up()

    def make_key(*scopes: str) -> dict[str, Any]:
        made = person.post("/api/v1/api-keys", json={"name": "Painel", "scopes": list(scopes)})
        assert made.status_code == 201, made.text
        key: dict[str, Any] = made.json()
        return key

    reading = make_key("content:read")
    with open_line(server, None, token=reading["key"]) as line:
        # It is no person: of rooms that are somebody's own it has none.
        assert line.expect("join_room")["room"] == "tenant"
        line.join("equipe")
        line.say("chat", room="equipe", text="oi")
        assert line.expect("error")["code"] == "permission_missing"
        speaking = make_key("content:read", "content:comment")
        with open_line(server, None, "/ws/room/equipe", token=speaking["key"]) as speaker:
            speaker.expect("join_room")
            speaker.say("chat", room="equipe", text="pronto")
            assert line.expect("chat")["payload"]["text"] == "pronto"
        assert person.delete(f"/api/v1/api-keys/{reading['id']}").status_code == 204
        assert line.close_code() == 4401
    with open_line(server, None, token=reading["key"]) as line:
        assert line.close_code() == 4401
    blind = make_key("members:read")
    with open_line(server, None, token=blind["key"]) as line:
        assert line.close_code() == 4403


def test_open_sockets_are_counted(server: Server, owner: Person) -> None:
    def count() -> float:
        headers = {"Authorization": f"Bearer {owner.token}"}
        request = urllib.request.Request(f"http://127.0.0.1:{server.port}/metrics", headers=headers)
        page = urllib.request.urlopen(request, timeout=10).read().decode()
        return float(re.findall(r"^websockets_open(?:\{.*\})? (\S+)$", page, re.MULTILINE)[0])

    before = count()
    with open_line(server, owner) as line, open_line(server, owner):
        line.expect("join_room")
        _wait_for(lambda: count() == before + 2)
    _wait_for(lambda: count() == before)


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
