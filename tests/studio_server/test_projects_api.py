"""Projects over HTTP."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from studio_rows import finish_jobs, new_project, new_scene, titles

from people import Person, join
from platforms import PUBLIC_URL
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.config import ScriptModelSettings
from tecnocursos.studio.adapters.openai import OpenAIScriptModel
from tecnocursos.studio.courses import course_of
from tecnocursos.worker.running import Runner

EXAMPLES = Path(__file__).parents[2] / "examples"
TEXT = b"# Wi-Fi em casa\n\nA faixa de 5 GHz alcan\xc3\xa7a 10 metros.\n\n- Ligue o roteador\n- Espere 2 minutos\n"


def ready_version(person: Person, runner: Runner, content: bytes = TEXT, name: str = "wifi.md") -> str:
    document = person.post("/api/v1/documents", files={"file": (name, content)}).json()
    finish_jobs(runner)
    version = person.get(f"/api/v1/documents/{document['id']}").json()["latest"]
    assert version["state"] == "ready", version
    identity: str = version["id"]
    return identity


def test_a_document_becomes_a_project_with_scenes_and_pictures(
    platform: Platform, owner: Person, runner: Runner
) -> None:
    deck = (EXAMPLES / "internet-em-casa.pptx").read_bytes()
    version = ready_version(owner, runner, deck, "internet.pptx")
    made = owner.post("/api/v1/projects", json={"document_version_id": version, "look": "tech"}).json()
    assert (made["drafting"], made["scene_count"]) == ("waiting", 0)
    path = f"/api/v1/projects/{made['id']}"
    early = owner.patch(path, json={"title": "x"}, headers={"If-Match": "*"})
    assert (early.status_code, early.json()["code"]) == (409, "project_being_drafted")
    finish_jobs(runner)
    job = owner.get(f"/api/v1/jobs/{made['job_id']}").json()
    project = owner.get(path).json()
    assert (job["state"], job["result"]) == ("succeeded", {"scenes": project["scene_count"]})
    assert (project["drafting"], project["look"], project["language"]) == ("ready", "tech", "pt-BR")
    assert project["scene_count"] > 10
    with platform.database.transaction(owner.tenant_id) as session:
        course, media = course_of(session, owner.actor, UUID(made["id"]))
    shown = [scene.slide.picture.file for scene in course.scenes if hasattr(scene.slide, "picture")]
    assert shown
    assert set(shown) <= media.keys()


def test_a_project_names_its_cover_and_its_document(owner: Person, runner: Runner) -> None:
    version = ready_version(owner, runner)
    drafted = owner.post("/api/v1/projects", json={"document_version_id": version}).json()
    assert drafted["cover_scene_id"] is None
    finish_jobs(runner)
    empty = new_project(owner, title="Vazio")
    [document] = owner.get("/api/v1/documents").json()["items"]
    listed = {project["id"]: project for project in owner.get("/api/v1/projects").json()["items"]}
    for made, document_id in ((drafted, document["id"]), (empty, None)):
        scenes = owner.get("/api/v1/scenes", params={"project_id": made["id"], "sort": "position"}).json()["items"]
        known = owner.get(f"/api/v1/projects/{made['id']}").json()
        for told in (listed[made["id"]], known):
            assert (told["cover_scene_id"], told["document_id"]) == (scenes[0]["id"], document_id)
            assert told["scene_count"] == len(scenes)


@pytest.mark.parametrize("is_equipped", [True, False])
def test_it_is_told_what_courses_can_be_drafted_with(
    owner: Person, platform: Platform, is_equipped: bool, tmp_path: Path
) -> None:
    office = tmp_path / "soffice"
    if is_equipped:
        office.write_text("#!/bin/sh\n")
        office.chmod(0o755)
    model = OpenAIScriptModel(ScriptModelSettings(base_url="http://127.0.0.1:9/v1")) if is_equipped else None
    equipped = replace(platform, tools=replace(platform.tools, office_binary=office, script_model=model))
    visitor = replace(owner, client=TestClient(create_app(equipped), base_url=PUBLIC_URL))
    found = visitor.get("/api/v1/draft-choices").json()
    assert found == {
        "scripts": ["notes", "text", *(["llm"] if is_equipped else [])],
        "deck_slides": ["redrawn", *(["original"] if is_equipped else [])],
    }


def test_a_given_title_stays_and_a_missing_one_is_the_documents(owner: Person, runner: Runner) -> None:
    version = ready_version(owner, runner)
    made = [
        owner.post("/api/v1/projects", json={"document_version_id": version} | title).json()["id"]
        for title in ({"title": "Meu curso"}, {})
    ]
    finish_jobs(runner)
    names = [owner.get(f"/api/v1/projects/{project}").json()["title"] for project in made]
    assert names == ["Meu curso", "Wi-Fi em casa"]


def test_what_drafting_fails_for_is_told_and_can_be_tried_again(owner: Person, runner: Runner) -> None:
    version = ready_version(owner, runner)
    made = owner.post("/api/v1/projects", json={"document_version_id": version, "script": "llm"}).json()
    finish_jobs(runner)
    path = f"/api/v1/projects/{made['id']}"
    project = owner.get(path).json()
    assert (project["drafting"], project["error"]["code"]) == ("failed", "script_model_missing")
    assert owner.post(f"{path}/draft").status_code == 202
    assert owner.get(path).json()["drafting"] == "waiting"
    finish_jobs(runner)
    assert owner.get(path).json()["drafting"] == "failed"


def test_a_document_that_is_not_ready_is_refused(owner: Person, runner: Runner) -> None:
    document = owner.post("/api/v1/documents", files={"file": ("a.md", TEXT)}).json()
    refused = owner.post("/api/v1/projects", json={"document_version_id": document["version"]["id"]})
    assert (refused.status_code, refused.json()["code"]) == (409, "document_not_ready")
    finish_jobs(runner)


def test_settings_are_changed_one_by_one(owner: Person) -> None:
    project = new_project(owner)
    path = f"/api/v1/projects/{project['id']}"
    change = {"title": "Redes", "speed": 1.2, "own_lexicon": {"Wi-Fi": "uai fai"}, "voice": "espeak:pt-br"}
    changed = owner.patch(path, json=change, headers={"If-Match": f'"{project["version"]}"'}).json()
    assert {name: changed[name] for name in change} == change
    assert changed["size"] == project["size"]
    assert changed["version"] > project["version"]
    stale = owner.patch(path, json={"title": "Tarde"}, headers={"If-Match": f'"{project["version"]}"'})
    assert stale.status_code == 412
    unknown = owner.patch(path, json={"voice": "espeak:klingon"}, headers={"If-Match": "*"})
    assert (unknown.status_code, unknown.json()["code"]) == (404, "voice_unknown")
    recorded = owner.patch(path, json={"voice": "recording:fala.wav"}, headers={"If-Match": "*"})
    assert recorded.json()["voice"] == "recording:fala.wav"
    cleared = owner.patch(path, json={"voice": None, "size": None}, headers={"If-Match": "*"}).json()
    assert (cleared["voice"], cleared["size"]) == (None, "1080p")
    for wrong in ({"speed": 9}, {"title": ""}, {"size": "8k"}, {"unknown": 1}, {"music": {"file": "none.mp3"}}):
        assert owner.patch(path, json=wrong, headers={"If-Match": "*"}).status_code == 422, wrong
    missing = owner.patch(path, json={"brand_id": project["id"]}, headers={"If-Match": "*"})
    assert missing.json()["code"] == "brand_not_found"


def test_a_project_is_published_archived_and_reopened(owner: Person) -> None:
    project = new_project(owner)
    path, any_version = f"/api/v1/projects/{project['id']}", {"If-Match": "*"}
    assert owner.post(f"{path}/publish", headers=any_version).json()["state"] == "published"
    again = owner.post(f"{path}/publish", headers=any_version)
    assert (again.status_code, again.json()["code"]) == (409, "project_state_unreachable")
    assert owner.post(f"{path}/archive", headers=any_version).json()["state"] == "archived"
    assert owner.get("/api/v1/projects").json()["items"] == []
    assert len(owner.get("/api/v1/projects", params={"state": "archived"}).json()["items"]) == 1
    refused = owner.patch(path, json={"title": "x"}, headers=any_version)
    assert (refused.status_code, refused.json()["code"]) == (409, "project_archived")
    assert owner.post(f"{path}/reopen", headers=any_version).json()["state"] == "draft"


def test_a_copy_goes_its_own_way(owner: Person) -> None:
    project = new_project(owner)
    new_scene(owner, project["id"])
    copy = owner.post(f"/api/v1/projects/{project['id']}/duplicate").json()
    assert copy["title"] == "Internet em casa (2)"
    assert titles(owner, copy["id"]) == titles(owner, project["id"])
    new_scene(owner, copy["id"])
    assert len(titles(owner, project["id"])) == 2
    assert owner.delete(f"/api/v1/projects/{project['id']}", headers={"If-Match": "*"}).status_code == 204
    assert len(titles(owner, copy["id"])) == 3


def test_projects_are_found_and_paged(owner: Person) -> None:
    for title in ("Segurança", "Instalação", "Redes"):
        new_project(owner, title=title)
    found = owner.get("/api/v1/projects", params={"search": "segurANCA"}).json()["items"]
    assert [project["title"] for project in found] == ["Segurança"]
    first = owner.get("/api/v1/projects", params={"sort": "title", "limit": 2}).json()
    rest = owner.get("/api/v1/projects", params={"sort": "title", "cursor": first["next_cursor"]}).json()
    assert [p["title"] for p in first["items"] + rest["items"]] == ["Instalação", "Redes", "Segurança"]


def test_projects_are_kept_apart(platform: Platform, client: TestClient, owner: Person) -> None:
    path = f"/api/v1/projects/{new_project(owner)['id']}"
    stranger, viewer = join(platform, client), join(platform, client, "viewer", owner.tenant_id)
    any_version = {"If-Match": "*"}
    for person, status in ((stranger, 404), (viewer, 403)):
        for answer in (
            person.patch(path, json={"title": "x"}, headers=any_version),
            person.delete(path, headers=any_version),
            person.post(f"{path}/duplicate"),
            person.post(f"{path}/draft"),
            person.post(f"{path}/publish", headers=any_version),
        ):
            assert answer.status_code == status, answer.text
    assert stranger.get(path).json()["code"] == "project_not_found"
    assert stranger.get("/api/v1/projects").json()["items"] == []
    assert viewer.get(path).status_code == 200
