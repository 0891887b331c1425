"""What customers asked in vain: listed, put aside, noted as a gap, and answered, after which the bot knows it."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from people import Person, join
from support.conftest import Meta, text
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.support.desk_settings import change_settings
from tecnocursos.support.written_answers import with_section
from tecnocursos.worker.running import Runner

PATH = "/api/v1/support/questions"
ASKED = "vocês vendem roteador avulso?"


@pytest.fixture
def refused(platform: Platform, owner: Person, meta: Meta, runner: Runner) -> dict[str, Any]:
    """A question that was asked twice in other order."""
    with platform.database.transaction(owner.tenant_id) as session:
        change_settings(session, owner.actor, {"burst_seconds": 0})
    for phone, said in (("5511987654321", ASKED), ("5511912345678", "roteador avulso, vocês vendem?")):
        meta.deliver(text(said, phone))
        do_all(runner)
    (question,) = listed(owner)
    return question


def do_all(runner: Runner) -> None:
    while runner.run_next(("webhooks", "chat", "media", "quick", "reports")):
        pass


def listed(owner: Person, state: str = "open") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = owner.get(PATH, params={"state": state}).json()["items"]
    return found


def last_said(owner: Person, phone: str) -> dict[str, Any]:
    (conversation,) = owner.get("/api/v1/conversations", params={"search": phone, "box": "all"}).json()["items"]
    messages = owner.get(f"/api/v1/conversations/{conversation['id']}/messages").json()["items"]
    found: dict[str, Any] = next(one for one in messages if one["direction"] == "out")
    return found


def test_a_question_is_asked_refused_written_and_then_answered_with_its_source(
    owner: Person, meta: Meta, runner: Runner, refused: dict[str, Any]
) -> None:
    assert (refused["question"], refused["count"], refused["written_at"]) == ("vocês vendem roteador avulso", 2, None)
    assert last_said(owner, "5511987654321")["step"] == "refusal"
    answer = {
        "title": "Vocês vendem roteador avulso?",
        "text": "Não vendemos roteador avulso. O aparelho é emprestado, sem custo, enquanto durar o contrato.",
    }
    written = owner.post(f"{PATH}/{refused['id']}/answer", json=answer)
    assert written.status_code == 201, written.text
    assert written.json()["number"] == 1
    do_all(runner)
    assert listed(owner) == []
    (done,) = listed(owner, "answered")
    assert done["id"] == refused["id"]
    meta.deliver(text(ASKED))
    do_all(runner)
    said = last_said(owner, "5511987654321")
    assert (said["step"], "sem custo" in said["text"]) == ("answer", True)
    assert said["citations"][0]["document_id"] == written.json()["document_id"]
    assert said["citations"][0]["document_name"] == "Perguntas respondidas"


def test_further_answers_are_sections_of_the_same_document(
    owner: Person, runner: Runner, refused: dict[str, Any]
) -> None:
    path = f"{PATH}/{refused['id']}/answer"
    first = owner.post(path, json={"title": "Vendem roteador?", "text": "Não."}).json()
    owner.post(path, json={"title": "Vendem cabo?", "text": "# Sim\n\nNa loja.\n---"})
    third = owner.post(path, json={"title": "vendem  roteador?", "text": "Sim, na loja."}).json()
    assert (third["document_id"], third["number"]) == (first["document_id"], 3)
    do_all(runner)
    outline = owner.get(f"/api/v1/documents/{first['document_id']}/outline").json()
    titles = [section["title"] for section in outline["sections"]]
    assert [title for title in titles if title] == ["Perguntas respondidas", "vendem roteador?", "Vendem cabo?"]


def test_a_question_is_put_aside_and_noted_as_a_gap(owner: Person, refused: dict[str, Any]) -> None:
    path = f"{PATH}/{refused['id']}"
    assert owner.put(f"{path}/state", json={"state": "to_write"}).json()["state"] == "to_write"
    assert (listed(owner), len(listed(owner, "to_write"))) == ([], 1)
    sheet = owner.get(f"{PATH}/export")
    assert sheet.headers["content-type"].startswith("text/csv")
    head, line, _ = sheet.content.decode("utf-8").split("\r\n")
    assert head == "\ufeffPergunta;Vezes;Última vez;Situação"
    assert line.startswith("vocês vendem roteador avulso;2;")
    assert line.endswith(";a escrever")
    assert owner.put(f"{path}/state", json={"state": "dismissed"}).json()["state"] == "dismissed"
    assert owner.get(f"{PATH}/export").content.decode().count("\r\n") == 1
    assert owner.put(f"{path}/state", json={"state": "answered"}).status_code == 422


def test_another_tenant_and_agents_see_none(
    platform: Platform, client: TestClient, owner: Person, stranger: Person, refused: dict[str, Any]
) -> None:
    assert listed(stranger) == []
    assert stranger.get(f"{PATH}/{refused['id']}").json()["code"] == "question_not_found"
    agent = join(platform, client, "agent", owner.tenant_id)
    assert agent.get(PATH).json()["code"] == "permission_missing"


@given(st.lists(st.tuples(st.sampled_from(["Um", "Dois", "Três"]), st.text(alphabet="ab#-=`~<!> \n", max_size=40))))
def test_each_title_has_one_section_whatever_is_written_in_it(written: list[tuple[str, str]]) -> None:
    document = "# Perguntas respondidas\n"
    for title, said in written:
        document = with_section(document, title, said)
    tokens = MarkdownIt("commonmark").parse(document)
    headings = [
        tokens[place + 1].content for place, one in enumerate(tokens) if one.type == "heading_open" and not one.level
    ]
    assert sorted(headings) == sorted({"Perguntas respondidas", *(title for title, _ in written)})
