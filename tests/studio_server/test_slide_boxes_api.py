"""Where things stand on a slide, as it is asked for by who points at them."""

from __future__ import annotations

from typing import Any

import pytest
from studio_rows import BULLETS, new_project, new_scene

from people import Person

ANY = {"If-Match": "*"}


def paths_of(answer: dict[str, Any]) -> list[str]:
    return [text["path"] for box in answer["boxes"] for text in box["texts"]]


def test_a_scene_tells_where_its_texts_stand(owner: Person) -> None:
    scene = new_scene(owner, new_project(owner)["id"])
    answer = owner.get(f"/api/v1/scenes/{scene['id']}/boxes").json()
    assert (answer["width"], answer["height"], answer["page_count"]) == (1920, 1080, 1)
    title, items = answer["boxes"]
    assert (title["element"], items["element"], title["is_placed"]) == ("title", "items", False)
    assert paths_of(answer) == ["title", "items.0.text", "items.1.text"]
    assert title["y"] + title["height"] <= items["y"]
    assert 40 <= title["texts"][0]["font_size"] <= 80
    one = owner.get(f"/api/v1/scenes/{scene['id']}/boxes", params={"step": 1}).json()
    assert paths_of(one) == ["title", "items.0.text"]
    none = owner.get(f"/api/v1/scenes/{scene['id']}/boxes", params={"step": 0}).json()
    assert [box["element"] for box in none["boxes"]] == ["title"]
    beyond = owner.get(f"/api/v1/scenes/{scene['id']}/boxes", params={"page": 2})
    assert (beyond.status_code, beyond.json()["code"]) == (404, "page_unknown")


def test_a_slide_that_is_not_kept_tells_the_same(owner: Person) -> None:
    project = new_project(owner)["id"]
    scene = new_scene(owner, project)
    body = {"project_id": project, "slide": scene["slide"]}
    kept = owner.get(f"/api/v1/scenes/{scene['id']}/boxes").json()
    assert owner.post("/api/v1/previews/boxes", json=body).json() == kept
    assert owner.post("/api/v1/previews/boxes", json=body | {"look": "minimal"}).json() != kept
    missing = {"kind": "picture", "picture": {"file": "/etc/passwd"}}
    refused = owner.post("/api/v1/previews/boxes", json=body | {"slide": missing})
    assert (refused.status_code, refused.json()["code"]) == (422, "scene_media_missing")


def test_pages_tell_texts_by_their_names_in_the_whole_slide(owner: Person) -> None:
    project = new_project(owner)["id"]
    items = [{"text": f"Passo {number}: " + "uma frase bem longa " * 6} for number in range(12)]
    items[5]["text"] = "Uma frase que sozinha não cabe na página. " * 90
    body = {"project_id": project, "slide": BULLETS | {"items": items}}
    count = owner.post("/api/v1/previews/boxes", json=body).json()["page_count"]
    told = [owner.post("/api/v1/previews/boxes", json=body | {"page": page + 1}).json() for page in range(count)]
    assert count > 2
    assert all(paths_of(page)[0] == "title" for page in told)
    # The text that was cut has no box of its own.
    named = [path for page in told for path in paths_of(page) if path != "title"]
    assert named == [f"items.{number}.text" for number in range(12) if number != 5]


@pytest.mark.parametrize("side", ["left", "right"])
def test_columns_that_become_pages_keep_their_names(owner: Person, side: str) -> None:
    project = new_project(owner)["id"]
    column = {"heading": "Lado", "items": [{"text": f"Item {n}: " + "muitas palavras " * 8} for n in range(9)]}
    slide = {"kind": "two_columns", "title": "Dois", "left": column, "right": column}
    body = {"project_id": project, "slide": slide}
    count = owner.post("/api/v1/previews/boxes", json=body).json()["page_count"]
    told = [owner.post("/api/v1/previews/boxes", json=body | {"page": page + 1}).json() for page in range(count)]
    paths = [path for page in told for path in paths_of(page)]
    assert [path for path in paths if path.startswith(side)] == [f"{side}.items.{number}.text" for number in range(9)]


PLACE = {"x": 0.5, "y": 0.25, "width": 0.4, "height": 0.5}


def test_an_element_is_put_where_the_author_wants_it(owner: Person) -> None:
    scene = new_scene(owner, new_project(owner)["id"])
    path = f"/api/v1/scenes/{scene['id']}"
    before = owner.get(f"{path}/preview.png").content
    slide = scene["slide"] | {"places": {"wide": {"items": PLACE}}}
    changed = owner.patch(path, json={"slide": slide}, headers=ANY)
    assert (changed.status_code, changed.json()["slide"]["places"]) == (200, slide["places"])
    title, items = owner.get(f"{path}/boxes").json()["boxes"]
    assert (title["is_placed"], items["is_placed"]) == (False, True)
    assert [items[name] for name in ("x", "y", "width", "height")] == [960, 270, 768, 540]
    assert owner.get(f"{path}/preview.png").content != before
    # Another look keeps it; another kind of slide does not.
    looked = owner.patch(path, json={"look": "tech"}, headers=ANY).json()
    assert looked["slide"]["places"] == slide["places"]
    half = owner.post(f"{path}/split", json={"line": 1}, headers=ANY)
    if half.status_code == 201:
        assert half.json()["slide"]["places"] == slide["places"]
    owner.patch(path, json={"slide": scene["slide"]}, headers=ANY)
    assert "places" not in owner.get(path).json()["slide"]


def test_what_the_kind_has_not_is_named(owner: Person) -> None:
    scene = new_scene(owner, new_project(owner)["id"])
    path = f"/api/v1/scenes/{scene['id']}"
    for wrong, where in (
        ({"wide": {"table": PLACE}}, "table"),
        ({"1080p": {"items": PLACE}}, "1080p"),
        ({"wide": {"items": PLACE | {"x": 0.7}}}, "items"),
        ({"wide": {"items": PLACE | {"height": 0.001}}}, "height"),
    ):
        refused = owner.patch(path, json={"slide": scene["slide"] | {"places": wrong}}, headers=ANY)
        assert refused.status_code == 422, wrong
        assert where in refused.text
