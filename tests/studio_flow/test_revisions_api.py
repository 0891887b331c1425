"""Revisions as people use them: kept, compared, gone back to."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from people import Person, join
from projects import COURSE, change_course, make_project, scene_ids, with_line
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.studio.courses import course_of
from tecnocursos.studio.models import BrandRow, Project
from tecnocursos.studio.revisions import service


@pytest.fixture
def project(platform: Platform, owner: Person) -> UUID:
    return make_project(platform, owner)


def keep(person: Person, project: UUID, name: str | None = None) -> dict[str, Any]:
    answer = person.post(f"/api/v1/projects/{project}/revisions", json={"name": name} if name else {})
    assert answer.status_code == 201, answer.text
    revision: dict[str, Any] = answer.json()
    return revision


def version_of(platform: Platform, person: Person, project: UUID) -> str:
    with platform.database.transaction(person.tenant_id) as session:
        return f'"{session.get_one(Project, project).version}"'


def restore(platform: Platform, person: Person, project: UUID, revision: dict[str, Any]) -> Any:
    tag = version_of(platform, person, project)
    return person.post(f"/api/v1/revisions/{revision['id']}/restore", headers={"If-Match": tag})


def test_what_has_not_changed_is_kept_once(platform: Platform, owner: Person, project: UUID) -> None:
    first = keep(owner, project)
    assert (first["number"], first["reason"], first["scene_count"]) == (1, "asked", 2)
    assert keep(owner, project)["id"] == first["id"]
    named = keep(owner, project, "Antes da aula")
    assert named["number"] == 2
    change_course(platform, owner, project, with_line(COURSE, 0, 0, "Olá."))
    assert keep(owner, project)["number"] == 3
    listed = owner.get(f"/api/v1/projects/{project}/revisions").json()["items"]
    assert [revision["number"] for revision in listed] == [3, 2, 1]
    by_name = owner.get(f"/api/v1/projects/{project}/revisions", params={"is_named": True}).json()["items"]
    assert [revision["name"] for revision in by_name] == ["Antes da aula"]


def test_revisions_are_compared_word_by_word(platform: Platform, owner: Person, project: UUID) -> None:
    first = keep(owner, project)
    change_course(platform, owner, project, with_line(COURSE, 1, 0, "Primeiro, a fibra azul."))
    found = owner.get(f"/api/v1/revisions/{first['id']}/compare").json()
    (scene,) = found["scenes"]
    assert (scene["scene_id"], scene["change"]) == ("passos", "changed")
    assert [run["text"] for run in scene["lines"][0]["words"] if run["change"] == "added"] == ["fibra azul."]
    second = keep(owner, project)
    back = owner.get(f"/api/v1/revisions/{second['id']}/compare", params={"to": first["id"]}).json()
    assert [run["text"] for run in back["scenes"][0]["lines"][0]["words"] if run["change"] == "added"] == ["fibra."]
    same = owner.get(f"/api/v1/revisions/{second['id']}/compare", params={"to": second["id"]}).json()
    assert (same["fields"], same["scenes"]) == ([], [])
    other = keep(owner, make_project(platform, owner))
    crossed = owner.get(f"/api/v1/revisions/{second['id']}/compare", params={"to": other["id"]})
    assert crossed.json()["code"] == "revision_of_another_project"


def test_going_back_keeps_the_ids_of_scenes_and_what_was_there_just_before(
    platform: Platform, owner: Person, project: UUID
) -> None:
    ids = list(scene_ids(platform, owner, project))
    comment = owner.post(f"/api/v1/scenes/{ids[0]}/comments", json={"text": "Fica"}).json()
    first = keep(owner, project, "Inteiro")
    shorter = COURSE.model_copy(update={"scenes": COURSE.scenes[:1], "title": "Outro título"})
    change_course(platform, owner, project, shorter)
    assert list(scene_ids(platform, owner, project)) == ids[:1]
    done = restore(platform, owner, project, first)
    assert done.status_code == 200, done.text
    assert done.headers["etag"] == version_of(platform, owner, project)
    assert list(scene_ids(platform, owner, project)) == ids
    with platform.database.transaction(owner.tenant_id) as session:
        assert course_of(session, owner.actor, project)[0] == COURSE
    assert owner.get(f"/api/v1/comments/{comment['id']}").status_code == 200
    again = restore(platform, owner, project, done.json()["before"])
    assert again.status_code == 200
    with platform.database.transaction(owner.tenant_id) as session:
        assert course_of(session, owner.actor, project)[0] == shorter


def test_a_shared_brand_is_named_again_where_it_still_exists(platform: Platform, owner: Person, project: UUID) -> None:
    with platform.database.transaction(owner.tenant_id) as session:
        brand = BrandRow(tenant_id=owner.tenant_id, name="Fibra Boa", primary="#004488")
        session.add(brand)
        session.flush()
        session.get_one(Project, project).brand_id = brand.id
    first = keep(owner, project)
    change_course(platform, owner, project, COURSE)  # writing a course takes the shared brand away
    restore(platform, owner, project, first)
    with platform.database.transaction(owner.tenant_id) as session:
        assert session.get_one(Project, project).brand_id == brand.id
        session.get_one(Project, project).brand_id = None
        session.delete(session.get_one(BrandRow, brand.id))
    restore(platform, owner, project, first)
    with platform.database.transaction(owner.tenant_id) as session:
        assert session.get_one(Project, project).brand_id is None
        assert course_of(session, owner.actor, project)[0].brand.primary == "#004488"


def test_two_people_do_not_restore_over_one_another(platform: Platform, owner: Person, project: UUID) -> None:
    first = keep(owner, project)
    path = f"/api/v1/revisions/{first['id']}/restore"
    assert owner.post(path).status_code == 428
    stale = version_of(platform, owner, project)
    restore(platform, owner, project, first)
    assert owner.post(path, headers={"If-Match": stale}).status_code == 412


def test_names_are_given_and_taken_and_revisions_deleted(owner: Person, project: UUID) -> None:
    path = f"/api/v1/revisions/{keep(owner, project)['id']}"
    assert owner.patch(path, json={"name": "  Pronto  "}).json()["name"] == "Pronto"
    assert owner.patch(path, json={"name": None}).json()["name"] is None
    assert owner.patch(path, json={"name": "x" * 201}).status_code == 422
    owner.post(f"/api/v1/projects/{project}/renders", json={})
    assert owner.delete(path).json()["code"] == "revision_in_use"


def test_old_automatic_ones_go_and_named_ones_stay(
    platform: Platform, owner: Person, project: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "AUTOMATIC_KEPT", 3)
    named = keep(owner, project, "Fica")
    for number in range(6):
        change_course(platform, owner, project, with_line(COURSE, 0, 0, f"Versão {number}."))
        keep(owner, project)
    listed = owner.get(f"/api/v1/projects/{project}/revisions").json()["items"]
    assert [revision["number"] for revision in listed] == [7, 6, 5, 1]
    assert owner.get(f"/api/v1/revisions/{named['id']}").json()["course"]["scenes"][0]["id"] == "abertura"
    assert owner.delete(f"/api/v1/revisions/{listed[0]['id']}").status_code == 204


def test_publishing_keeps_a_revision_and_deleting_the_project_takes_all_along(
    platform: Platform, owner: Person, project: UUID
) -> None:
    scene = scene_ids(platform, owner, project)[0]
    comment = owner.post(f"/api/v1/scenes/{scene}/comments", json={"text": "Oi"}).json()
    render = owner.post(f"/api/v1/projects/{project}/renders", json={}).json()
    change_course(platform, owner, project, with_line(COURSE, 0, 0, "Pronto."))
    tag = version_of(platform, owner, project)
    published = owner.post(f"/api/v1/projects/{project}/publish", headers={"If-Match": tag})
    assert published.status_code == 200, published.text
    kept = owner.get(f"/api/v1/projects/{project}/revisions").json()["items"]
    assert [revision["reason"] for revision in kept] == ["publish", "render"]
    tag = version_of(platform, owner, project)
    assert owner.delete(f"/api/v1/projects/{project}", headers={"If-Match": tag}).status_code == 204
    for path in (f"comments/{comment['id']}", f"renders/{render['id']}", f"revisions/{kept[0]['id']}"):
        assert owner.get(f"/api/v1/{path}").status_code == 404


def test_an_archived_project_is_not_taken_back(platform: Platform, owner: Person, project: UUID) -> None:
    first = keep(owner, project)
    tag = version_of(platform, owner, project)
    assert owner.post(f"/api/v1/projects/{project}/archive", headers={"If-Match": tag}).status_code == 200
    assert restore(platform, owner, project, first).json()["code"] == "project_archived"


def test_roles_and_tenants(platform: Platform, client: TestClient, owner: Person, project: UUID) -> None:
    revision = keep(owner, project)
    path = f"/api/v1/revisions/{revision['id']}"
    viewer = join(platform, client, "viewer", owner.tenant_id)
    assert viewer.get(path).json()["course"]["title"] == COURSE.title
    assert viewer.post(f"/api/v1/projects/{project}/revisions", json={}).status_code == 403
    assert restore(platform, viewer, project, revision).status_code == 403
    assert viewer.patch(path, json={"name": "x"}).status_code == 403
    assert viewer.delete(path).status_code == 403
    stranger = join(platform, client)
    for method, tail in (("GET", ""), ("GET", "/compare"), ("PATCH", ""), ("DELETE", ""), ("POST", "/restore")):
        body = {"json": {}} if method == "PATCH" else {}
        answer = stranger.request(method, path + tail, headers={"If-Match": "*"}, **body)
        assert answer.status_code == 404
    assert stranger.get(f"/api/v1/projects/{project}/revisions").status_code == 404
    assert stranger.post(f"/api/v1/projects/{project}/revisions", json={}).status_code == 404
