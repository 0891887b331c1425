"""Scenes taken away, and numbers about them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from people import Person, join
from projects import COURSE, make_project, scene_ids
from statements import statements
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.studio.course import Course
from tecnocursos.studio.course_text.courses import read_course_text
from tecnocursos.studio.models import Project, SceneRow, TemplateRow


@pytest.fixture
def project(platform: Platform, owner: Person) -> UUID:
    return make_project(platform, owner)


def test_a_scene_is_taken_away_as_data_and_as_text(
    platform: Platform, owner: Person, project: UUID, tmp_path: Path
) -> None:
    scene = scene_ids(platform, owner, project)[1]
    exported = owner.get(f"/api/v1/scenes/{scene}/export")
    assert exported.headers["content-disposition"] == 'attachment; filename="passos.json"'
    assert Course.model_validate(json.loads(exported.content)).scenes == COURSE.scenes[1:]
    text = owner.get(f"/api/v1/scenes/{scene}/export", params={"format": "md"})
    assert text.headers["content-type"].startswith("text/markdown")
    read = read_course_text(text.text, file="passos.md", folder=tmp_path)
    assert read.scenes == COURSE.scenes[1:]


def test_a_scene_is_taken_away_as_a_picture_of_any_step(platform: Platform, owner: Person, project: UUID) -> None:
    scene = scene_ids(platform, owner, project)[1]
    path = f"/api/v1/scenes/{scene}/export"
    whole = owner.get(path, params={"format": "png"})
    picture = Image.open(io.BytesIO(whole.content))
    assert (whole.headers["content-type"], picture.size) == ("image/png", (1280, 720))
    first = owner.get(path, params={"format": "png", "step": 1})
    assert first.content != whole.content
    assert owner.get(path, params={"format": "png", "step": 999}).content == whole.content
    square = owner.get(path, params={"format": "png", "size": "square"})
    assert Image.open(io.BytesIO(square.content)).size == (1080, 1080)
    drawn = owner.get(path, params={"format": "svg"})
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert drawn.text.startswith("<svg")
    for wrong in ({"format": "exe"}, {"step": -1}, {"size": "8k"}):
        assert owner.get(path, params=wrong).status_code == 422


def test_numbers_add_up(platform: Platform, owner: Person, project: UUID) -> None:
    english = COURSE.model_copy(update={"language": "en-US", "title": "Cables", "scenes": COURSE.scenes[:1]})
    other = make_project(platform, owner, english)
    scene = scene_ids(platform, owner, project)[0]
    for text in ("Um", "Dois"):
        owner.post(f"/api/v1/scenes/{scene}/comments", json={"text": text})
    (first, *_) = owner.get(f"/api/v1/scenes/{scene}/comments").json()["items"]
    owner.patch(f"/api/v1/comments/{first['id']}", json={"is_resolved": True}, headers={"If-Match": "*"})

    numbers = owner.get("/api/v1/scenes/stats").json()
    assert (numbers["scenes"], numbers["projects"]) == (3, 2)
    assert numbers["by_kind"] == {"bullets": 1, "title": 2}
    lines = [line.text for course in (COURSE, english) for scene in course.scenes for line in scene.lines]
    speech = numbers["speech"]
    assert speech["lines"] == len(lines)
    assert speech["words"] == sum(len(line.split()) for line in lines)
    assert speech["characters"] == sum(map(len, lines))
    assert 3_000 < speech["estimated_ms"] < 10_000
    assert (numbers["open_threads"], numbers["resolved_threads"]) == (1, 1)
    largest = [(one["project_id"], one["scenes"], one["open_threads"]) for one in numbers["largest_projects"]]
    assert largest == [(str(project), 2, 1), (str(other), 1, 0)]
    one = owner.get("/api/v1/scenes/stats", params={"project_id": str(other)}).json()
    assert (one["scenes"], one["projects"], one["open_threads"], one["by_kind"]) == (1, 1, 0, {"title": 1})


def test_looks_and_templates_are_counted(platform: Platform, owner: Person, project: UUID) -> None:
    first = scene_ids(platform, owner, project)[0]
    with platform.database.transaction(owner.tenant_id) as session:
        template = TemplateRow(tenant_id=owner.tenant_id, name="Da casa", look="tech")
        session.add(template)
        session.flush()
        scene = session.get_one(SceneRow, first)
        scene.look, scene.template_id = "tech", template.id
        assert session.get_one(Project, project).look == "modern"
    looks = owner.get("/api/v1/scenes/stats").json()["looks"]
    assert {(one["look"], one["template_name"], one["projects"], one["scenes"]) for one in looks} == {
        ("modern", None, 1, 1),
        ("tech", "Da casa", 1, 1),
    }


def test_an_empty_tenant_has_numbers_too(owner: Person) -> None:
    numbers = owner.get("/api/v1/scenes/stats").json()
    assert (numbers["scenes"], numbers["speech"]["lines"], numbers["looks"]) == (0, 0, [])


def test_lists_ask_the_database_no_more_as_they_grow(platform: Platform, owner: Person, project: UUID) -> None:
    scene = scene_ids(platform, owner, project)[0]
    paths = (
        "/api/v1/scenes/stats",
        f"/api/v1/scenes/{scene}/comments",
        f"/api/v1/projects/{project}/comments",
        f"/api/v1/projects/{project}/revisions",
        f"/api/v1/projects/{project}/renders",
    )
    owner.get("/api/v1/usage")  # a person's first request notes that they were there
    few = [_queries(platform, owner, path) for path in paths]
    for number in range(4):
        thread = owner.post(f"/api/v1/scenes/{scene}/comments", json={"text": f"n. {number}"}).json()["id"]
        owner.post(f"/api/v1/scenes/{scene}/comments", json={"text": "Sim.", "thread_id": thread})
        owner.post(f"/api/v1/projects/{project}/revisions", json={"name": f"n. {number}"})
        make_project(platform, owner)
    for size in ("720p", "square"):
        assert owner.post(f"/api/v1/projects/{project}/renders", json={"size": size}).status_code == 202
    many = [_queries(platform, owner, path) for path in paths]
    # What is asked only where there is something: the answers of threads, the lines, the jobs and files of renders.
    assert [more - less for less, more in zip(few, many, strict=True)] == [0, 1, 1, 0, 2]


def _queries(platform: Platform, person: Person, path: str) -> int:
    with statements(platform) as asked:
        assert person.get(path).status_code == 200
    return len(asked)


def test_another_tenant_takes_nothing_away(
    platform: Platform, client: TestClient, owner: Person, project: UUID
) -> None:
    stranger = join(platform, client)
    scene = scene_ids(platform, owner, project)[0]
    for wanted in ("json", "md", "png", "svg"):
        assert stranger.get(f"/api/v1/scenes/{scene}/export", params={"format": wanted}).status_code == 404
    assert stranger.get("/api/v1/scenes/stats").json()["scenes"] == 0
    assert stranger.get("/api/v1/scenes/stats", params={"project_id": str(project)}).status_code == 404
