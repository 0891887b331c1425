"""A course beside its document: what a line says otherwise, what it may say instead, and what is left out."""

from __future__ import annotations

from typing import Any

from fastapi.testclient import TestClient
from studio_rows import finish_jobs, new_project

from people import Person, join
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.worker.running import Runner

ANY = {"If-Match": "*"}
TEXT = """# Wi-Fi em casa

A faixa de 5 GHz alcança 10 metros dentro de casa.

## Ligar

- Ligue o roteador na tomada
- Espere 2 minutos

## Cuidados

Nunca cubra o roteador com panos.
"""


def _course(owner: Person, runner: Runner) -> tuple[str, list[dict[str, Any]]]:
    """The path of a project made from the text, and its scenes in full."""
    document = owner.post("/api/v1/documents", files={"file": ("wifi.md", TEXT.encode())}).json()
    finish_jobs(runner)
    made = owner.post("/api/v1/projects", json={"document_version_id": document["version"]["id"]}).json()
    finish_jobs(runner)
    listed = owner.get("/api/v1/scenes", params={"project_id": made["id"], "sort": "position"}).json()["items"]
    scenes = [owner.get(f"/api/v1/scenes/{scene['id']}").json() for scene in listed]
    return f"/api/v1/projects/{made['id']}", scenes


def test_a_finding_names_its_line_and_what_the_document_says(owner: Person, runner: Runner) -> None:
    path, scenes = _course(owner, runner)
    scene = next(one for one in scenes if any("10 metros" in line["text"] for line in one["lines"]))

    def say(text: str, **more: object) -> list[Any]:
        lines = [line | {"text": text, **more} if "metros" in line["text"] else line for line in scene["lines"]]
        changed = owner.patch(f"/api/v1/scenes/{scene['id']}", json={"lines": lines}, headers=ANY)
        assert changed.status_code == 200, changed.text
        found: list[Any] = owner.get(f"{path}/report").json()["findings"]
        return found

    wrong = "A faixa de 5 GHz alcança 40 metros dentro de casa."
    (finding,) = say(wrong, origin="author")
    assert (finding["scene"], finding["text"]) == (scene["id"], wrong)
    assert finding["quote"] == "A faixa de 5 GHz alcança 10 metros dentro de casa."
    assert "40" in finding["pt"]
    assert "40" in finding["en"]
    assert say(wrong, confirmed=[finding["finding"]["token"]]) == []
    (other,) = say("A faixa de 5 GHz alcança 50 metros dentro de casa.", confirmed=["40 metros"])
    assert "50" in other["pt"]
    assert say(finding["quote"], origin="text") == []


def test_what_is_confirmed_belongs_to_the_course_in_all_its_forms(owner: Person, runner: Runner) -> None:
    _, scenes = _course(owner, runner)
    scene = next(one for one in scenes if any("10 metros" in line["text"] for line in one["lines"]))
    lines = [line | {"confirmed": ["10 metros", "(5) GHz"]} for line in scene["lines"]]
    owner.patch(f"/api/v1/scenes/{scene['id']}", json={"lines": lines}, headers=ANY)
    kept = owner.get(f"/api/v1/scenes/{scene['id']}").json()
    assert all(line["confirmed"] == ["10 metros", "(5) GHz"] for line in kept["lines"])


def test_what_is_left_out_can_be_made_a_scene_of(owner: Person, runner: Runner) -> None:
    path, scenes = _course(owner, runner)
    sources = owner.get(f"{path}/sources").json()
    assert (sources["name"], sources["number"]) == ("wifi.md", 1)
    part = next(one for one in sources["parts"] if one["text"].startswith("Nunca cubra"))
    assert (part["kind"], part["section_title"]) == ("paragraph", "Cuidados")
    owner.delete(f"/api/v1/scenes/{next(one['id'] for one in scenes if part['id'] in str(one))}", headers=ANY)
    left = [one["id"] for one in owner.get(f"{path}/report").json()["parts"] if one["treatment"] == "left_out"]
    assert part["id"] in left
    (drafted,) = owner.post(f"{path}/sources/draft", json={"part_ids": [part["id"]]}).json()["scenes"]
    assert drafted["section_id"] == part["section_id"]
    assert any(part["id"] in line["sources"] and "panos" in line["text"] for line in drafted["lines"])
    added = owner.post("/api/v1/scenes", json=drafted | {"project_id": path.rpartition("/")[2]})
    assert added.status_code == 201, added.text
    report = owner.get(f"{path}/report").json()
    assert next(one for one in report["parts"] if one["id"] == part["id"])["treatment"] != "left_out"
    assert report["findings"] == []
    assert owner.post(f"{path}/sources/draft", json={"part_ids": ["nowhere"]}).json()["scenes"] == []


def test_parts_are_for_those_who_may(platform: Platform, client: TestClient, owner: Person, runner: Runner) -> None:
    path, _ = _course(owner, runner)
    stranger, viewer = join(platform, client), join(platform, client, "viewer", owner.tenant_id)
    assert stranger.get(f"{path}/sources").json()["code"] == "project_not_found"
    assert viewer.get(f"{path}/sources").status_code == 200
    assert viewer.post(f"{path}/sources/draft", json={"part_ids": ["a"]}).status_code == 403
    empty = f"/api/v1/projects/{new_project(owner)['id']}"
    assert owner.get(f"{empty}/sources").json()["code"] == "project_has_no_document"
    refused = owner.post(f"{empty}/sources/draft", json={"part_ids": ["a"]})
    assert refused.json()["code"] == "project_has_no_document"
