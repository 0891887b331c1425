"""A new version of a document, taken up by a project over HTTP."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import docx
import pytest
from fastapi.testclient import TestClient
from PIL import Image

from people import Person, join
from projects import change_course, make_project, scene_ids
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.studio.course import Course
from tecnocursos.studio.courses import course_of
from tecnocursos.studio.document_sources import source_of
from tecnocursos.studio.script.composition import compose_course
from tecnocursos.worker.running import Runner

OLD = """# Internet em casa

## Cabos

Ligue o cabo azul no roteador.

## Senha

A senha do Wi-Fi vem na etiqueta.
Troque a senha no primeiro dia.
"""
NEW = OLD.replace("vem na etiqueta", "vem no aplicativo").replace(
    "## Senha", "## Luzes\n\nA luz verde diz que a fibra está ligada.\n\n## Senha"
)


def finish(runner: Runner) -> None:
    while runner.run_next(["quick", "media"]):
        pass


def send(person: Person, content: bytes | str, document: str | None = None, name: str = "manual.md") -> Any:
    raw = content.encode() if isinstance(content, str) else content
    path = "/api/v1/documents" if document is None else f"/api/v1/documents/{document}/versions"
    answer = person.post(path, files={"file": (name, raw)})
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture
def document(owner: Person, runner: Runner) -> str:
    made: str = send(owner, OLD)["id"]
    finish(runner)
    return made


@pytest.fixture
def project(platform: Platform, owner: Person, document: str) -> UUID:
    """A project as it is drafted from the document's first version."""
    version = UUID(owner.get(f"/api/v1/documents/{document}").json()["latest"]["id"])
    with platform.database.transaction(owner.tenant_id) as session:
        source = source_of(session, owner.actor, platform.storage, version)
    assert source is not None
    course = compose_course(source.outline, script="notes").model_copy(update={"size": "720p"})
    return make_project(platform, owner, course, document_version_id=version)


def course_now(platform: Platform, person: Person, project: UUID) -> Course:
    with platform.database.transaction(person.tenant_id) as session:
        return course_of(session, person.actor, project)[0]


def spoken(course: Course) -> str:
    return " ".join(line.text for scene in course.scenes for line in scene.lines)


def changes_of(person: Person, project: UUID) -> Any:
    answer = person.get(f"/api/v1/projects/{project}/changes")
    assert answer.status_code == 200, answer.text
    return answer.json()


def apply(person: Person, project: UUID, changes: Any, **body: Any) -> Any:
    return person.post(
        f"/api/v1/projects/{project}/changes/apply",
        json={"version_id": changes["to_version_id"]} | body,
        headers={"If-Match": f'"{changes["version"]}"'},
    )


def test_without_a_newer_version_there_is_nothing_to_decide(owner: Person, project: UUID) -> None:
    assert owner.get(f"/api/v1/projects/{project}/changes").json()["code"] == "no_newer_version"


def test_a_project_without_a_document_has_no_changes(platform: Platform, owner: Person) -> None:
    answer = owner.get(f"/api/v1/projects/{make_project(platform, owner)}/changes")
    assert answer.json()["code"] == "project_has_no_document"


def test_a_new_version_is_taken_up_without_losing_what_was_typed(
    platform: Platform, owner: Person, runner: Runner, document: str, project: UUID
) -> None:
    course = course_now(platform, owner, project)
    scenes = list(course.scenes)
    place = next(place for place, scene in enumerate(scenes) if "etiqueta" in scene.model_dump_json())
    lines = list(scenes[place].lines)
    first_day = next(index for index, line in enumerate(lines) if "primeiro dia" in line.text)
    typed = {"text": "Troque já no primeiro dia, diz O'Brien.", "origin": "author"}
    lines[first_day] = lines[first_day].model_copy(update=typed)
    scenes[place] = scenes[place].model_copy(update={"lines": tuple(lines)})
    change_course(platform, owner, project, course.model_copy(update={"scenes": tuple(scenes)}))
    ids_before = scene_ids(platform, owner, project)

    send(owner, NEW, document)
    finish(runner)
    changes = changes_of(owner, project)
    assert (changes["from_number"], changes["to_number"]) == (1, 2)
    assert {part["state"] for part in changes["parts"]} >= {"changed", "added"}
    kinds = {proposal["key"]: proposal["kind"] for proposal in changes["proposals"]}
    assert "add" in kinds.values()
    assert kinds[scenes[place].id] == "update"

    assert apply(owner, project, changes, decisions={"nonsense": "accept"}).json()["code"] == "decision_unknown"
    done = apply(owner, project, changes, default="accept")
    assert done.status_code == 200, done.text
    after = course_now(platform, owner, project)
    assert "O'Brien" in spoken(after)
    assert "aplicativo" in spoken(after)
    assert "luz verde" in spoken(after)
    assert not any(scene.id.startswith("new:") for scene in after.scenes)
    # Scenes that stayed are the same rows, so their comments stay too.
    assert set(ids_before) <= set(scene_ids(platform, owner, project))
    assert apply(owner, project, changes, default="accept").status_code == 412
    assert owner.get(f"/api/v1/projects/{project}/changes").json()["code"] == "no_newer_version"

    before = owner.get(f"/api/v1/revisions/{done.json()['before_revision_id']}").json()
    assert before["reason"] == "changes"
    restored = owner.post(f"/api/v1/revisions/{before['id']}/restore", headers={"If-Match": done.headers["etag"]})
    assert restored.status_code == 200, restored.text
    assert "luz verde" not in spoken(course_now(platform, owner, project))
    # It points into the old version again, so the new one is proposed again.
    assert changes_of(owner, project)["to_number"] == 2


def test_declining_all_keeps_the_scenes_and_renews_their_links(
    platform: Platform, owner: Person, runner: Runner, document: str, project: UUID
) -> None:
    course = course_now(platform, owner, project)
    send(owner, NEW, document)
    finish(runner)
    done = apply(owner, project, changes_of(owner, project))
    assert done.json()["scene_count"] == len(course.scenes)
    after = course_now(platform, owner, project)
    assert spoken(after) == spoken(course)
    assert [scene.slide for scene in after.scenes] == [scene.slide for scene in course.scenes]
    assert [scene.section_id for scene in after.scenes] != [scene.section_id for scene in course.scenes]


def test_the_same_deck_as_a_new_version_changes_nothing(platform: Platform, owner: Person, runner: Runner) -> None:
    deck = (Path(__file__).parents[2] / "examples" / "internet-em-casa.pptx").read_bytes()
    document = send(owner, deck, name="internet.pptx")["id"]
    finish(runner)
    version = owner.get(f"/api/v1/documents/{document}").json()["latest"]["id"]
    project = UUID(owner.post("/api/v1/projects", json={"document_version_id": version}).json()["id"])
    finish(runner)
    before = course_now(platform, owner, project)
    send(owner, deck, document, name="internet.pptx")
    finish(runner)
    changes = changes_of(owner, project)
    assert (changes["parts"], changes["proposals"]) == ([], [])
    assert apply(owner, project, changes, default="accept").status_code == 200
    assert course_now(platform, owner, project) == before


def test_whoever_made_the_project_hears_of_a_new_version(
    owner: Person, runner: Runner, document: str, project: UUID
) -> None:
    send(owner, NEW, document)
    finish(runner)
    (told,) = owner.get("/api/v1/notifications").json()["items"]
    assert told["kind"] == "project.document_renewed"
    changes = changes_of(owner, project)
    assert told["payload"] == {
        "project_id": str(project),
        "version_id": changes["to_version_id"],
        "number": 2,
        "proposals": len(changes["proposals"]),
    }


def test_pictures_of_a_new_version_come_along(
    platform: Platform, owner: Person, runner: Runner, document: str, project: UUID
) -> None:
    picture, written = BytesIO(), BytesIO()
    Image.effect_noise((640, 400), 60).convert("RGB").save(picture, "PNG")
    manual = docx.Document()
    manual.add_heading("Internet em casa", 0)
    manual.add_heading("Painel", 1)
    manual.add_paragraph("O painel do roteador mostra a rede.")
    manual.add_picture(picture)
    manual.save(written)
    send(owner, written.getvalue(), document, "manual.docx")
    finish(runner)
    changes = changes_of(owner, project)
    assert any(proposal["proposed"] and "picture" in proposal["proposed"]["slide"] for proposal in changes["proposals"])
    assert apply(owner, project, changes, default="accept").status_code == 200
    estimate = owner.get(f"/api/v1/projects/{project}/renders/estimate")
    assert estimate.status_code == 200, estimate.text


@pytest.mark.parametrize(
    "body", [{}, {"version_id": "x"}, {"decisions": {"a": "maybe"}}, {"default": "all"}, {"decisions": {"": "accept"}}]
)
def test_decisions_that_make_no_sense_are_refused(owner: Person, project: UUID, body: dict[str, Any]) -> None:
    version = {"version_id": str(project)} if body else {}
    answer = owner.post(f"/api/v1/projects/{project}/changes/apply", json=version | body, headers={"If-Match": "*"})
    assert answer.status_code == 422


def test_roles_and_tenants(
    platform: Platform, client: TestClient, owner: Person, runner: Runner, document: str, project: UUID
) -> None:
    send(owner, NEW, document)
    finish(runner)
    changes = changes_of(owner, project)
    reviewer = join(platform, client, "reviewer", owner.tenant_id)
    assert reviewer.get(f"/api/v1/projects/{project}/changes").status_code == 200
    assert apply(reviewer, project, changes, default="accept").status_code == 403
    stranger = join(platform, client)
    assert stranger.get(f"/api/v1/projects/{project}/changes").status_code == 404
    assert apply(stranger, project, changes, default="accept").status_code == 404
    # A version of another document, or of another tenant's, is none of this project's.
    foreign = send(stranger, NEW)["id"]
    version = stranger.get(f"/api/v1/documents/{foreign}").json()["latest"]["id"]
    crossed = owner.get(f"/api/v1/projects/{project}/changes", params={"version_id": version})
    assert crossed.json()["code"] == "no_newer_version"
