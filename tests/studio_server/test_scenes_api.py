"""Scenes over HTTP: written one by one, by several people."""

from __future__ import annotations

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from studio_rows import BULLETS, LINES, SLIDES, new_project, new_scene, titles

from people import Person, join
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.rendering.slides import BulletsSlide, Slide
from tecnocursos.studio.checking import check_slide
from tecnocursos.studio.conversions import KINDS, SlideKind, convert_slide
from tecnocursos.studio.resource_errors import SlideNotConvertible

ANY = {"If-Match": "*"}


def bullets(title: str) -> dict[str, Any]:
    return BULLETS | {"title": title}


def three(person: Person) -> tuple[str, list[dict[str, Any]]]:
    """A project with the scenes A, B and C, and no other."""
    project = new_project(person)["id"]
    first = person.get("/api/v1/scenes", params={"project_id": project}).json()["items"][0]
    scenes = [new_scene(person, project, slide=bullets(title)) for title in "ABC"]
    assert person.delete(f"/api/v1/scenes/{first['id']}", headers=ANY).status_code == 204
    assert titles(person, project) == ["A", "B", "C"]
    return project, scenes


def test_a_scene_is_written_read_and_replaced(owner: Person) -> None:
    project = new_project(owner)["id"]
    made = new_scene(owner, project, chapter="Começo", look="tech", shows=["b1"])
    path = f"/api/v1/scenes/{made['id']}"
    read = owner.get(path)
    assert read.headers["etag"] == f'"{made["version"]}"'
    assert read.json() == made
    assert (made["key"], made["look"], made["chapter"]) == ("passos", "tech", "Começo")
    content = {"slide": {"kind": "title", "title": "Fim"}, "lines": [{"text": "Até logo."}]}
    replaced = owner.put(path, json=content, headers={"If-Match": read.headers["etag"]}).json()
    assert (replaced["kind"], replaced["title"], replaced["chapter"], replaced["look"]) == ("title", "Fim", None, None)
    assert replaced["key"] == "passos"
    assert owner.put(path, json=content, headers={"If-Match": read.headers["etag"]}).status_code == 412
    assert owner.put(path, json=content).status_code == 428


def test_what_is_not_named_stays(owner: Person) -> None:
    made = new_scene(owner, new_project(owner)["id"], chapter="Um", transition={"kind": "push", "frames": 10})
    path = f"/api/v1/scenes/{made['id']}"
    changed = owner.patch(path, json={"lines": [{"text": "Só isto."}], "chapter": None}, headers=ANY).json()
    assert changed["lines"][0]["text"] == "Só isto."
    assert changed["chapter"] is None
    assert (changed["slide"], changed["transition"]) == (made["slide"], made["transition"])
    assert owner.patch(path, json={"slide": None}, headers=ANY).json()["slide"] == made["slide"]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"slide": {"kind": "poster", "title": "x"}}, "request_invalid"),
        ({"slide": {"kind": "bullets", "items": [{"txt": "x"}]}}, "request_invalid"),
        ({"lines": []}, "request_invalid"),
        ({"lines": [{"text": "a", "pause_after_ms": -1}]}, "request_invalid"),
        ({"lines": [{"text": "  "}]}, "slide_invalid"),
        ({"lines": [{"text": "a", "step": -3}]}, "slide_invalid"),
        ({"lines": [{"text": "a" * 6000}]}, "slide_invalid"),
        ({"lines": [{"text": "nul\x00"}]}, "request_invalid"),
        ({"slide": {"kind": "title", "title": "half \ud800"}}, "request_invalid"),
        ({"slide": {"kind": "table", "header": ["a", "b"], "rows": [["1"]]}}, "slide_invalid"),
        ({"slide": {"kind": "table", "rows": []}}, "slide_invalid"),
        ({"slide": {"kind": "bullets", "items": [{"text": "x", "level": 10**9}]}}, "slide_invalid"),
        ({"slide": {"kind": "bullets", "items": [{"text": "x"}] * 500}}, "slide_invalid"),
        ({"slide": {"kind": "bullets", "items": [{"text": "palavra " * 500}] * 6}}, "slide_invalid"),
        ({"slide": {"kind": "picture", "picture": {"file": "../../etc/passwd"}}}, "scene_media_missing"),
        ({"lines": [{"text": "a", "voice": "recording:/etc/passwd"}]}, "scene_media_missing"),
        ({"key": "x" * 300}, "request_invalid"),
        ({"version": 7}, "request_invalid"),
    ],
)
def test_what_is_wrong_is_named_and_changes_nothing(owner: Person, change: dict[str, Any], code: str) -> None:
    made = new_scene(owner, new_project(owner)["id"])
    path = f"/api/v1/scenes/{made['id']}"
    answer = owner.patch(path, content=json.dumps(change), headers=ANY | {"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    assert owner.get(path).json() == made


@pytest.mark.parametrize(
    ("change", "english", "portuguese"),
    [
        ({"lines": [{"text": "a"}, {"text": "a" * 6000}]}, "Line 2: it has at most", "Fala 2: tem no máximo"),
        (
            {"slide": {"kind": "bullets", "items": [{"text": "x" * 6000}]}},
            "Slide, item 1: it has at most",
            "Slide, item 1: tem no máximo",
        ),
        (
            {"slide": {"kind": "table", "header": ["a", "b"], "rows": [["1"]]}},
            "Slide, rows: header and rows",
            "Slide, linhas: cabeçalho e linhas",
        ),
    ],
)
def test_what_is_wrong_is_told_in_the_words_of_people(
    owner: Person, change: dict[str, Any], english: str, portuguese: str
) -> None:
    path = f"/api/v1/scenes/{new_scene(owner, new_project(owner)['id'])['id']}"
    for language, told in (("en", english), ("pt-BR", portuguese)):
        answer = owner.patch(path, json=change, headers=ANY | {"Accept-Language": language})
        assert answer.json()["detail"].startswith(told), answer.text


def test_scenes_are_put_in_another_order(owner: Person) -> None:
    project, scenes = three(owner)
    version = owner.get(f"/api/v1/projects/{project}").json()["version"]
    order = [scenes[place]["id"] for place in (2, 0, 1)]
    body = {"project_id": project, "scene_ids": order}
    assert owner.put("/api/v1/scenes/reorder", json=body).status_code == 428
    done = owner.put("/api/v1/scenes/reorder", json=body, headers={"If-Match": f'"{version}"'})
    assert (done.status_code, done.json()["scene_ids"]) == (200, order)
    assert done.json()["version"] == owner.get(f"/api/v1/projects/{project}").json()["version"] > version
    assert titles(owner, project) == ["C", "A", "B"]
    # Whoever edits a scene that was only moved may go on.
    assert owner.get(f"/api/v1/scenes/{order[0]}").json()["version"] == scenes[2]["version"]
    assert owner.put("/api/v1/scenes/reorder", json=body, headers={"If-Match": f'"{version}"'}).status_code == 412
    for wrong in (order[:2], [*order, order[0]], [order[0], order[0], order[1]], [*order[:2], project]):
        body = {"project_id": project, "scene_ids": wrong}
        refused = owner.put("/api/v1/scenes/reorder", json=body, headers=ANY)
        assert (refused.status_code, refused.json()["code"]) == (422, "scene_order_incomplete")


def test_scenes_are_inserted_copied_and_taken_out_without_gaps(owner: Person) -> None:
    project, scenes = three(owner)
    new_scene(owner, project, slide=bullets("Z"), position=1)
    assert titles(owner, project) == ["A", "Z", "B", "C"]
    copy = owner.post(f"/api/v1/scenes/{scenes[1]['id']}/duplicate").json()
    assert (copy["key"], copy["position"]) == ("b-2", 3)
    assert titles(owner, project) == ["A", "Z", "B", "B", "C"]
    assert owner.delete(f"/api/v1/scenes/{scenes[0]['id']}", headers=ANY).status_code == 204
    assert titles(owner, project) == ["Z", "B", "B", "C"]
    taken = owner.post("/api/v1/scenes", json={"project_id": project, "slide": BULLETS, "lines": LINES, "key": "b-2"})
    assert (taken.status_code, taken.json()["code"]) == (409, "scene_key_taken")


def test_a_scene_is_split_and_joined_again(owner: Person) -> None:
    project, scenes = three(owner)
    path = f"/api/v1/scenes/{scenes[1]['id']}"
    made = owner.post(f"{path}/split", json={"line": 1}, headers=ANY).json()
    assert titles(owner, project) == ["A", "B", "B", "C"]
    assert [line["text"] for line in made["lines"]] == [LINES[1]["text"]]
    assert owner.post(f"{path}/split", json={"line": 1}, headers=ANY).json()["code"] == "scene_not_divisible"
    whole = owner.post(f"{path}/merge", headers=ANY).json()
    assert whole["lines"] == scenes[1]["lines"]
    assert titles(owner, project) == ["A", "B", "C"]
    last = owner.post(f"/api/v1/scenes/{scenes[2]['id']}/merge", headers=ANY)
    assert (last.status_code, last.json()["code"]) == (409, "scene_is_last")


def test_an_archived_project_keeps_its_scenes_as_they_are(owner: Person) -> None:
    project, scenes = three(owner)
    owner.post(f"/api/v1/projects/{project}/archive", headers=ANY)
    for answer in (
        owner.post(f"/api/v1/scenes/{scenes[0]['id']}/duplicate"),
        owner.patch(f"/api/v1/scenes/{scenes[0]['id']}", json={"chapter": "x"}, headers=ANY),
        owner.delete(f"/api/v1/scenes/{scenes[0]['id']}", headers=ANY),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "project_archived")


def test_scenes_are_found_by_kind_and_title(owner: Person) -> None:
    project, _ = three(owner)
    new_scene(owner, project, slide={"kind": "quote", "text": "Nada", "title": "Fala"})
    by_kind = owner.get("/api/v1/scenes", params={"kind": "quote"}).json()["items"]
    assert [scene["title"] for scene in by_kind] == ["Fala"]
    assert len(owner.get("/api/v1/scenes", params={"search": "fal"}).json()["items"]) == 1
    assert owner.get("/api/v1/scenes", params={"search": "%"}).json()["items"] == []


def test_scenes_are_kept_apart(platform: Platform, client: TestClient, owner: Person) -> None:
    project, scenes = three(owner)
    path = f"/api/v1/scenes/{scenes[0]['id']}"
    stranger, viewer = join(platform, client), join(platform, client, "viewer", owner.tenant_id)
    content = {"slide": BULLETS, "lines": LINES}
    order = {"project_id": project, "scene_ids": [scene["id"] for scene in scenes]}
    for person, status in ((stranger, 404), (viewer, 403)):
        for answer in (
            person.put(path, json=content, headers=ANY),
            person.patch(path, json={"chapter": "x"}, headers=ANY),
            person.delete(path, headers=ANY),
            person.post(f"{path}/duplicate"),
            person.post(f"{path}/split", json={"line": 1}, headers=ANY),
            person.post(f"{path}/merge", headers=ANY),
            person.post(f"{path}/apply-template", json={"template_id": None}, headers=ANY),
            person.post("/api/v1/scenes", json=content | {"project_id": project}),
            person.put("/api/v1/scenes/reorder", json=order, headers=ANY),
        ):
            assert answer.status_code == status, answer.text
    assert stranger.get(path).json()["code"] == "scene_not_found"
    assert stranger.get("/api/v1/scenes").json()["items"] == []
    assert stranger.get("/api/v1/scenes", params={"project_id": project}).status_code == 404


@given(slide=SLIDES, kind=st.sampled_from(KINDS))
def test_a_slide_of_another_kind_keeps_its_words(slide: Slide, kind: SlideKind) -> None:
    try:
        other = convert_slide(slide, kind)
    except SlideNotConvertible:
        return
    check_slide(other, ())
    assert other.kind == kind
    assert words(slide) <= words(other)


def test_a_slide_of_another_kind_keeps_the_places_of_what_both_kinds_have() -> None:
    place = {"x": 0.1, "y": 0.2, "width": 0.5, "height": 0.3}
    chosen = {"wide": {"title": place, "items": place}, "tall": {"items": place}}
    slide = BulletsSlide.model_validate({"title": "Passos", "items": [{"text": "Ligue"}], "places": chosen})
    assert convert_slide(slide, "closing").model_dump()["places"] == chosen
    assert convert_slide(slide, "quote").model_dump()["places"] == {"wide": {"title": place}}
    assert (
        "places"
        not in convert_slide(convert_slide(slide, "quote").model_copy(update={"places": {}}), "bullets").model_dump()
    )


def words(slide: Slide) -> set[str]:
    """Every word anywhere on the slide."""

    def texts(content: Any) -> str:
        if isinstance(content, dict):
            named = {k: v for k, v in content.items() if k not in {"kind", "language"}}
            return " ".join(texts(value) for value in named.values())
        if isinstance(content, list | tuple):
            return " ".join(texts(value) for value in content)
        return content if isinstance(content, str) else ""

    return set(texts(slide.model_dump()).split())
