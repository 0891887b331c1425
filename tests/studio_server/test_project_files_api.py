"""Files of projects, courses written elsewhere, and how true a project is to its document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from studio_rows import LINES, finish_jobs, new_project, new_scene

from people import Person, join
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.worker.running import Runner

ANY = {"If-Match": "*"}
EXAMPLES = Path(__file__).parents[2] / "examples"
PICTURE = (EXAMPLES / "pictures" / "luzes-da-onu.png").read_bytes()
TEXT = "# Wi-Fi em casa\n\nA faixa de 5 GHz alcança 10 metros.\n\n- Ligue o roteador\n- Espere 2 minutos\n"


def add_file(person: Person, project: str, content: bytes = PICTURE, name: str = "foto.png") -> Any:
    return person.post(f"/api/v1/projects/{project}/media", files={"file": (name, content)})


def test_a_picture_is_added_shown_and_kept_while_it_is_used(owner: Person) -> None:
    project = new_project(owner)["id"]
    added = add_file(owner, project)
    assert added.status_code == 201
    name = added.json()["name"]
    assert add_file(owner, project, name="outro.jpg").json()["name"] == name
    slide = {"kind": "picture", "title": "Luzes", "picture": {"file": name, "alt": "As luzes"}}
    scene = new_scene(owner, project, slide=slide, lines=LINES[:1])
    drawn = owner.get(f"/api/v1/scenes/{scene['id']}/preview.png")
    assert drawn.status_code == 200
    path = f"/api/v1/projects/{project}/media"
    assert [file["name"] for file in owner.get(path).json()["items"]] == [name]
    assert owner.client.get(owner.get(f"{path}/{name}").json()["url"]).content == PICTURE
    refused = owner.delete(f"{path}/{name}")
    assert (refused.status_code, refused.json()["code"]) == (409, "project_file_in_use")
    owner.delete(f"/api/v1/scenes/{scene['id']}", headers=ANY)
    assert owner.delete(f"{path}/{name}").status_code == 204
    assert owner.get(f"{path}/{name}").json()["code"] == "project_file_unknown"


@pytest.mark.parametrize(
    "content", [b"", b"<svg/>", PICTURE[:200], b"\x89PNG\r\n\x1a\n" + bytes(50), b"GIF89a" + bytes(50)]
)
def test_what_cannot_be_shown_or_played_is_refused(owner: Person, content: bytes) -> None:
    project = new_project(owner)["id"]
    refused = add_file(owner, project, content)
    assert (refused.status_code, refused.json()["code"]) == (422, "project_file_unsupported")
    assert owner.get(f"/api/v1/projects/{project}/media").json()["items"] == []


def test_music_is_a_file_of_the_project(owner: Person) -> None:
    project = new_project(owner)["id"]
    music = add_file(owner, project, (EXAMPLES / "trilha.mp3").read_bytes(), "trilha.mp3").json()["name"]
    path = f"/api/v1/projects/{project}"
    assert owner.patch(path, json={"music": {"file": music}}, headers=ANY).json()["music"]["file"] == music
    assert owner.delete(f"{path}/media/{music}").json()["code"] == "project_file_in_use"
    copy = owner.post(f"{path}/duplicate").json()
    assert [file["name"] for file in owner.get(f"/api/v1/projects/{copy['id']}/media").json()["items"]] == [music]
    assert owner.patch(path, json={"music": None}, headers=ANY).json()["music"] is None


def test_an_asset_of_the_library_is_counted_as_used(owner: Person, runner: Runner) -> None:
    asset = owner.post("/api/v1/assets/upload", files={"file": ("luzes.png", PICTURE)}).json()
    finish_jobs(runner)
    project = new_project(owner)["id"]
    added = owner.post(f"/api/v1/projects/{project}/media", data={"asset_id": asset["id"]})
    assert added.status_code == 201, added.text
    assert owner.get(f"/api/v1/assets/{asset['id']}").json()["usage_count"] == 1
    assert owner.delete(f"/api/v1/projects/{project}/media/{added.json()['name']}").status_code == 204
    assert owner.get(f"/api/v1/assets/{asset['id']}").json()["usage_count"] == 0


def test_a_course_as_text_becomes_a_project(owner: Person) -> None:
    text = (EXAMPLES / "aula-em-texto.md").read_text()
    pictures = [("media", (path.name, path.read_bytes())) for path in (EXAMPLES / "pictures").iterdir()]
    made = owner.post("/api/v1/projects/import", files=[("course", ("aula.md", text.encode())), *pictures])
    assert made.status_code == 201, made.text
    assert made.json()["scene_count"] > 2
    for scene in owner.get("/api/v1/scenes", params={"project_id": made.json()["id"]}).json()["items"]:
        assert owner.get(f"/api/v1/scenes/{scene['id']}/preview.png", params={"width": 160}).status_code == 200


def test_a_course_file_becomes_a_project_and_its_mistakes_are_named(owner: Person) -> None:
    slide = {"kind": "picture", "picture": {"file": "x.media/luzes.png"}}
    course: dict[str, Any] = {
        "format": "tecnocursos-course", "title": "Luzes", "language": "pt-BR",
        "scenes": [{"id": "a", "slide": slide, "lines": [{"text": "Oi."}], "template": "tech"}],
    }  # fmt: skip

    def send(content: Any, *media: tuple[str, bytes]) -> Any:
        files = [("course", ("c.course.json", json.dumps(content).encode())), *(("media", file) for file in media)]
        return owner.post("/api/v1/projects/import", files=files)

    made = send(course, ("luzes.png", PICTURE))
    assert made.status_code == 201, made.text
    scene = owner.get("/api/v1/scenes", params={"project_id": made.json()["id"]}).json()["items"][0]
    assert (scene["key"], scene["look"]) == ("a", "tech")
    missing = send(course)
    assert (missing.status_code, missing.json()["code"]) == (404, "media_missing")
    assert send(course, ("luzes.png", b"<svg/>")).json()["code"] == "project_file_unsupported"
    assert send(course, ("luzes.png", PICTURE), ("luzes.png", PICTURE)).json()["code"] == "named_twice"
    for wrong in ({}, [], course | {"scenes": []}, course | {"scenes": course["scenes"] * 2}, course | {"size": "8k"}):
        assert send(wrong, ("luzes.png", PICTURE)).status_code == 422


def test_a_report_tells_what_is_covered_and_what_is_not_true(owner: Person, runner: Runner) -> None:
    document = owner.post("/api/v1/documents", files={"file": ("wifi.md", TEXT.encode())}).json()
    finish_jobs(runner)
    made = owner.post("/api/v1/projects", json={"document_version_id": document["version"]["id"]}).json()
    finish_jobs(runner)
    path = f"/api/v1/projects/{made['id']}"
    report = owner.get(f"{path}/report").json()
    assert report["covered_percent"] == 100
    assert report["findings"] == []
    scenes = owner.get(f"{path}/outline").json()
    linked = next(scene for scene in scenes if any(link["is_spoken"] for link in scene["links"]))
    whole = owner.get(f"/api/v1/scenes/{linked['id']}").json()
    lines = [line | {"text": "São 99 metros."} for line in whole["lines"]]
    owner.patch(f"/api/v1/scenes/{linked['id']}", json={"lines": lines}, headers=ANY)
    findings = owner.get(f"{path}/report").json()["findings"]
    assert any("99" in finding["pt"] for finding in findings)
    assert owner.delete(f"/api/v1/documents/{document['id']}", headers=ANY).json()["code"] == "in_use"
    forced = owner.delete(f"/api/v1/documents/{document['id']}", params={"force": "true"}, headers=ANY)
    assert forced.status_code == 204
    assert owner.get(f"{path}/report").json()["code"] == "project_has_no_document"
    assert owner.get(path).json()["scene_count"] == len(scenes)


def test_files_are_kept_apart(platform: Platform, client: TestClient, owner: Person) -> None:
    project = new_project(owner)["id"]
    name = add_file(owner, project).json()["name"]
    stranger, viewer = join(platform, client), join(platform, client, "viewer", owner.tenant_id)
    path = f"/api/v1/projects/{project}"
    for answer in (
        stranger.get(f"{path}/media"),
        stranger.get(f"{path}/media/{name}"),
        stranger.delete(f"{path}/media/{name}"),
        add_file(stranger, project),
        stranger.get(f"{path}/report"),
        stranger.get(f"{path}/outline"),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "project_not_found")
    assert add_file(viewer, project).status_code == 403
    assert viewer.delete(f"{path}/media/{name}").status_code == 403
    assert viewer.post("/api/v1/projects/import", files={"course": ("a.md", b"# A")}).status_code == 403
    own = new_project(stranger)["id"]
    slide = {"kind": "picture", "picture": {"file": name}}
    refused = stranger.post("/api/v1/scenes", json={"project_id": own, "slide": slide, "lines": LINES})
    assert refused.json()["code"] == "scene_media_missing"
