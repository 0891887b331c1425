"""How service is to be, teams, people, labels and replies, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from people import Person, join
from tecnocursos.bootstrap.platform import Platform

ROOT = "/api/v1/support"
WEEK = [{"weekday": day, "opens": "08:00", "closes": "18:00"} for day in range(5)]


def change(person: Person, version: int = 0, **changes: Any) -> Any:
    return person.patch(f"{ROOT}/settings", json=changes, headers={"If-Match": f'"{version}"'})


def test_settings_are_read_changed_and_written_down(owner: Person, agent: Person) -> None:
    first = agent.get(f"{ROOT}/settings").json()
    assert (first["version"], first["hours"], first["time_zone"]) == (0, [], "America/Sao_Paulo")
    changed = change(owner, hours=[*reversed(WEEK)], holidays=["2026-12-25", "2026-11-02"], first_reply_minutes=30)
    assert changed.status_code == 200, changed.text
    assert changed.json()["hours"] == WEEK
    assert changed.json()["holidays"] == ["2026-11-02", "2026-12-25"]
    assert change(owner, asks_rating=False).json()["code"] == "version_changed"
    kept = change(owner, 1, first_reply_minutes=None, asks_rating=None).json()
    assert (kept["first_reply_minutes"], kept["asks_rating"], kept["version"]) == (None, True, 2)
    written = owner.get("/api/v1/audit", params={"action": "support_settings.changed"}).json()["items"]
    assert len(written) == 2


@pytest.mark.parametrize(
    ("changes", "place", "told"),
    [
        ({"time_zone": "Marte/Olimpo"}, "body.time_zone", "time zone such as"),
        ({"hours": [{"weekday": 0, "opens": "18:00", "closes": "08:00"}]}, "body.hours.0", "close after"),
        ({"hours": [WEEK[0], {"weekday": 0, "opens": "17:00", "closes": "19:00"}]}, "body.hours", "overlap"),
    ],
)
def test_wrong_settings_are_named(owner: Person, changes: dict[str, Any], place: str, told: str) -> None:
    refused = change(owner, **changes)
    (field,) = refused.json()["fields"]
    assert (refused.status_code, field["place"]) == (422, place)
    assert told in field["message"]


def test_a_team_gets_its_people_and_its_subjects(owner: Person, agent: Person, platform: Platform) -> None:
    team = owner.post(f"{ROOT}/teams", json={"name": "Financeiro", "subjects": ["second_copy"]}).json()
    path = f"{ROOT}/teams/{team['id']}"
    again = owner.post(f"{ROOT}/teams", json={"name": "Financeiro"})
    assert (again.status_code, again.json()["code"]) == (409, "desk_name_taken")
    other = owner.post(f"{ROOT}/teams", json={"name": "Cobrança", "subjects": ["unlock", "second_copy"]})
    assert (other.status_code, other.json()["code"]) == (409, "subject_taken")
    member = str(agent.actor.user_id)
    assert owner.put(f"{path}/members", json={"user_ids": [member]}).json()["member_ids"] == [member]
    viewer = join(platform, owner.client, "viewer", owner.tenant_id)
    refused = owner.put(f"{path}/members", json={"user_ids": [str(viewer.actor.user_id)]})
    assert (refused.status_code, refused.json()["code"]) == (422, "support_person_unknown")
    assert agent.get(path).json()["member_ids"] == [member]
    (me,) = [one for one in agent.get(f"{ROOT}/people").json() if one["user_id"] == member]
    assert (me["team_ids"], me["is_available"], me["load"]) == ([team["id"]], False, 0)
    changed = owner.patch(path, json={"subjects": ["other"]}, headers={"If-Match": '"1"'}).json()
    assert (changed["name"], changed["subjects"], changed["version"]) == ("Financeiro", ["other"], 2)
    assert agent.patch(path, json={"name": "x"}, headers={"If-Match": "*"}).status_code == 403
    assert owner.delete(path, headers={"If-Match": "*"}).status_code == 204
    assert owner.get(f"{ROOT}/teams").json() == []


def test_people_say_themselves_whether_they_are_there_and_managers_how_much_they_take(
    owner: Person, agent: Person
) -> None:
    mine = f"{ROOT}/people/{agent.actor.user_id}"
    assert agent.put(mine, json={"is_available": True}).json()["is_available"]
    assert agent.put(mine, json={"capacity": 50}).status_code == 403
    assert agent.put(f"{ROOT}/people/{owner.actor.user_id}", json={"is_available": False}).status_code == 403
    changed = owner.put(mine, json={"capacity": 3}).json()
    assert (changed["capacity"], changed["is_available"]) == (3, True)
    unknown = owner.put(f"{ROOT}/people/{owner.tenant_id}", json={"capacity": 3})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "support_person_not_found")


def test_labels_and_replies_are_made_changed_and_deleted(owner: Person, agent: Person, stranger: Person) -> None:
    label = owner.post(f"{ROOT}/labels", json={"name": "Urgente", "colour": "#c2410c"}).json()
    assert agent.get(f"{ROOT}/labels").json() == [label]
    path = f"{ROOT}/labels/{label['id']}"
    renamed = owner.patch(path, json={"name": "Muito urgente"}, headers={"If-Match": '"1"'}).json()
    assert (renamed["name"], renamed["colour"]) == ("Muito urgente", "#c2410c")
    assert stranger.get(path).status_code == 404
    team = owner.post(f"{ROOT}/teams", json={"name": "Financeiro"}).json()
    body = {"shortcut": "bom-dia", "text": "Bom dia, {{nome}}!", "team_id": team["id"]}
    reply = owner.post(f"{ROOT}/canned-replies", json=body).json()
    path = f"{ROOT}/canned-replies/{reply['id']}"
    anyone = owner.patch(path, json={"team_id": None}, headers={"If-Match": '"1"'}).json()
    assert (anyone["team_id"], anyone["text"]) == (None, "Bom dia, {{nome}}!")
    assert owner.post(f"{ROOT}/canned-replies", json=body).json()["code"] == "desk_name_taken"
    foreign = stranger.post(f"{ROOT}/canned-replies", json=body)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "team_not_found")
    assert agent.delete(path, headers={"If-Match": "*"}).status_code == 403
    assert owner.delete(path, headers={"If-Match": "*"}).status_code == 204
    assert agent.get(f"{ROOT}/canned-replies").json() == []
