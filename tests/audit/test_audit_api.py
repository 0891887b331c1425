"""The record as a tenant's administrators see it."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from people import Person, join
from tecnocursos.audit.service import record
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id

PATH = "/api/v1/audit"


def write(platform: Platform, person: Person, *actions: str, subject: Any = None) -> None:
    with platform.database.transaction(person.tenant_id) as session:
        for action in actions:
            record(session, person.actor, action, action.split(".")[0], subject, {"state": ("draft", "published")})


def actions(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [entry["action"] for entry in answer.json()["items"]]


def test_pages_go_on_where_they_ended(platform: Platform, owner: Person) -> None:
    write(platform, owner, *(f"project.step{n}" for n in range(5)))
    seen, cursor = [], None
    while True:
        page = owner.get(PATH, params={"limit": 2} | ({"cursor": cursor} if cursor else {})).json()
        seen += [entry["sequence"] for entry in page["items"]]
        write(platform, owner, "project.opened")  # what is written meanwhile changes nothing
        if (cursor := page["next_cursor"]) is None:
            break
    assert seen == [5, 4, 3, 2, 1]


def test_it_is_filtered(platform: Platform, client: TestClient, owner: Person) -> None:
    colleague, subject = join(platform, client, "editor", owner.tenant_id), new_id()
    write(platform, owner, "project.made", "scene.made", "project_x.made")
    write(platform, colleague, "scene.renamed", subject=subject)
    assert actions(owner.get(PATH, params={"action": "project."})) == ["project.made"]
    assert actions(owner.get(PATH, params={"action": "%"})) == []
    assert actions(owner.get(PATH, params={"actor_id": str(colleague.actor.user_id)})) == ["scene.renamed"]
    assert actions(owner.get(PATH, params={"subject_id": str(subject)})) == ["scene.renamed"]
    assert actions(owner.get(PATH, params={"subject_kind": "scene"})) == ["scene.renamed", "scene.made"]
    tomorrow = (utc_now() + timedelta(days=1)).isoformat()
    assert actions(owner.get(PATH, params={"since": tomorrow})) == []
    assert len(actions(owner.get(PATH, params={"until": tomorrow}))) == 4
    assert owner.get(PATH, params={"since": "2026-01-01T00:00:00"}).status_code == 422


def test_an_entry_says_what_happened(platform: Platform, owner: Person) -> None:
    write(platform, owner, "project.published")
    (entry,) = owner.get(PATH).json()["items"]
    assert entry["actor_id"] == str(owner.actor.user_id)
    assert entry["credential_id"] == str(owner.actor.session_id)
    assert entry["changes"] == {"state": ["draft", "published"]}
    assert len(entry["hash"]) == 64


@pytest.mark.parametrize("path", [PATH, f"{PATH}/verification", f"{PATH}/export"])
def test_only_those_who_may_read_it_do(platform: Platform, client: TestClient, owner: Person, path: str) -> None:
    editor = join(platform, client, "editor", owner.tenant_id)
    assert editor.get(path).json()["code"] == "permission_missing"
    assert client.get(path).status_code == 401


def test_another_tenant_sees_its_own_only(platform: Platform, owner: Person, stranger: Person) -> None:
    write(platform, owner, "project.made")
    assert actions(stranger.get(PATH)) == []
    assert "project.made" not in stranger.get(f"{PATH}/export").text


def test_it_is_exported_whole_and_that_is_recorded(platform: Platform, owner: Person) -> None:
    for _ in range(6):
        write(platform, owner, *["project.renamed"] * 100)
    lines = [json.loads(line) for line in owner.get(f"{PATH}/export").text.splitlines()]
    # The export's own entry is there too: it is committed before the file is sent.
    assert [line["sequence"] for line in lines] == list(range(1, 602))
    assert lines[-1]["action"] == "audit.exported"
    answer = owner.get(f"{PATH}/export", params={"format": "csv", "action": "project."})
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(answer.text.splitlines()))
    assert len(rows) == 600
    assert json.loads(rows[0]["changes"]) == {"state": ["draft", "published"]}
    assert owner.get(PATH).json()["items"][0]["trace_id"] == answer.headers["x-request-id"]


def test_it_says_that_it_is_whole(platform: Platform, owner: Person) -> None:
    write(platform, owner, "project.made", "project.renamed")
    assert owner.get(f"{PATH}/verification").json() == {
        "is_whole": True,
        "first_sequence": 1,
        "last_sequence": 2,
        "checkpoint_sequence": 0,
        "broken": None,
    }
