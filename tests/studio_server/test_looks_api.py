"""Templates, brands, lexicons and voices over HTTP."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import font_manrope
import pytest
from fastapi.testclient import TestClient
from PIL import Image
from studio_rows import BULLETS, new_project, new_scene, titles

from people import Person, join
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.rendering.timeline import TEMPLATES
from tecnocursos.studio.looks import BUILT_IN

ANY = {"If-Match": "*"}
LOGO = Path(__file__).parents[2] / "examples" / "pictures" / "logo-fibra-boa.png"
FONT = next((Path(str(font_manrope.__file__)).parent / "files").glob("Manrope-*.ttf"))


def made(person: Person, path: str, **body: Any) -> dict[str, Any]:
    answer = person.post(f"/api/v1/{path}", json=body)
    assert answer.status_code == 201, answer.text
    row: dict[str, Any] = answer.json()
    return row


def test_the_five_built_in_templates_stand_first_and_cannot_be_changed(owner: Person) -> None:
    own = made(owner, "templates", name="Nosso", look="tech")
    listed = owner.get("/api/v1/templates").json()["items"]
    assert [template["look"] for template in listed[:5]] == list(TEMPLATES)
    assert [template["id"] for template in listed[5:]] == [own["id"]]
    path = f"/api/v1/templates/{listed[0]['id']}"
    for answer in (owner.patch(path, json={"name": "x"}, headers=ANY), owner.delete(path, headers=ANY)):
        assert (answer.status_code, answer.json()["code"]) == (409, "template_built_in")
    copy = owner.post(f"{path}/duplicate").json()
    assert (copy["is_built_in"], copy["look"], copy["name"]) == (False, "modern", "Modern (2)")


def test_a_template_says_what_a_project_begins_with(owner: Person) -> None:
    brand = made(owner, "brands", name="Fibra Boa")["id"]
    slides = [{"kind": "title", "title": "Abertura"}, BULLETS]
    template = made(
        owner, "templates", name="Aula", look="education", brand_id=brand, size="vertical", slides=slides,
        transition={"kind": "push", "frames": 8},
    )  # fmt: skip
    project = new_project(owner, template_id=template["id"], size="square")
    assert (project["look"], project["brand_id"], project["size"]) == ("education", brand, "square")
    assert project["transition"] == {"kind": "push", "frames": 8}
    assert titles(owner, project["id"]) == ["Abertura", "Passos"]
    assert owner.get(f"/api/v1/templates/{template['id']}").json()["usage"] == {"projects": 1, "scenes": 0}
    tech = next(built_in for built_in in BUILT_IN.values() if built_in.look == "tech")
    changed = owner.patch(f"/api/v1/projects/{project['id']}", json={"template_id": str(tech.id)}, headers=ANY).json()
    assert (changed["look"], changed["template_id"], changed["size"]) == ("tech", None, "square")
    assert owner.delete(f"/api/v1/templates/{template['id']}", headers=ANY).status_code == 204


def test_a_template_is_applied_to_a_scene_and_taken_back(owner: Person) -> None:
    template = made(owner, "templates", name="Frases", look="minimal", kind="quote")
    scene = new_scene(owner, new_project(owner)["id"])
    path = f"/api/v1/scenes/{scene['id']}"
    assert owner.post(f"{path}/apply-template", json={"template_id": template["id"]}).status_code == 428
    applied = owner.post(f"{path}/apply-template", json={"template_id": template["id"]}, headers=ANY).json()
    assert (applied["look"], applied["kind"], applied["template_id"]) == ("minimal", "quote", template["id"])
    assert applied["slide"]["text"] == "Ligue\nEspere"
    assert applied["version"] > scene["version"]
    copy = owner.post(f"{path}/duplicate").json()
    assert copy["template_id"] == template["id"]
    for row in (applied, copy):
        assert owner.get(f"/api/v1/scenes/{row['id']}").json() == row
    owner.delete(f"/api/v1/scenes/{copy['id']}", headers=ANY)
    assert owner.get(f"/api/v1/templates/{template['id']}").json()["usage"]["scenes"] == 1
    back = owner.post(f"{path}/apply-template", json={"template_id": None}, headers=ANY).json()
    assert (back["look"], back["template_id"], back["kind"]) == (None, None, "quote")
    pictures = made(owner, "templates", name="Fotos", kind="picture")
    refused = owner.post(f"{path}/apply-template", json={"template_id": pictures["id"]}, headers=ANY)
    assert (refused.status_code, refused.json()["code"]) == (422, "slide_not_convertible")


@pytest.mark.parametrize("kind", ["title", "bullets", "two_columns", "table", "code", "quote", "section", "closing"])
def test_templates_show_what_they_make_of_each_kind(owner: Person, kind: str) -> None:
    template = next(iter(BUILT_IN))
    shown = owner.get(f"/api/v1/templates/{template}/preview.png", params={"kind": kind, "width": 160})
    assert Image.open(io.BytesIO(shown.content)).size == (160, 90)
    missing = owner.get(f"/api/v1/templates/{template}/preview.png", params={"kind": "picture"})
    assert (missing.status_code, missing.json()["code"]) == (404, "sample_unknown")


def test_wrong_templates_are_refused(owner: Person) -> None:
    for wrong in (
        {"name": ""},
        {"name": "x", "look": "neon"},
        {"name": "x", "kind": "poster"},
        {"name": "x", "slides": [{"kind": "picture", "picture": {"file": "a.png"}}]},
        {"name": "x", "slides": [{"kind": "bullets"}]},
    ):
        assert owner.post("/api/v1/templates", json=wrong).status_code == 422, wrong
    unknown = owner.post("/api/v1/templates", json={"name": "x", "brand_id": str(owner.tenant_id)})
    assert unknown.json()["code"] == "brand_not_found"


def test_a_brand_has_a_logo_fonts_and_a_contrast(owner: Person) -> None:
    brand = made(owner, "brands", name="Fibra Boa", primary="#0a5c63", accent="#f2a33a")
    path = f"/api/v1/brands/{brand['id']}"
    plain = owner.get(f"{path}/preview.png", params={"width": 320}).content
    logo = owner.put(f"{path}/logo", files={"file": ("logo.png", LOGO.read_bytes())}, headers=ANY)
    assert logo.status_code == 200, logo.text
    assert owner.get(f"{path}/preview.png", params={"width": 320}).content != plain
    font = owner.post(f"{path}/fonts", files={"file": ("f.ttf", FONT.read_bytes())}, headers=ANY).json()
    assert len(font["font_files"]) == 1
    contrast = owner.get(f"{path}/contrast").json()
    assert contrast["is_readable"] is (contrast["lowest"] >= 4.5) is True
    gone = owner.delete(f"{path}/fonts/{font['font_files'][0]}", headers=ANY).json()
    assert gone["font_files"] == []
    assert owner.delete(f"{path}/logo", headers=ANY).json()["logo"] is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"primary": "red"}, "request_invalid"),
        ({"primary": "#12345"}, "request_invalid"),
        ({"heading_font": "No Such Family"}, "font_missing"),
        ({"logo": "x.png"}, "request_invalid"),
    ],
)
def test_a_brand_that_cannot_be_drawn_is_not_kept(owner: Person, change: dict[str, str], code: str) -> None:
    brand = made(owner, "brands", name="Fibra Boa")
    answer = owner.patch(f"/api/v1/brands/{brand['id']}", json=change, headers=ANY)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert owner.get(f"/api/v1/brands/{brand['id']}").json() == brand


def test_hostile_brand_files_are_refused(owner: Person) -> None:
    brand = made(owner, "brands", name="Fibra Boa")
    path = f"/api/v1/brands/{brand['id']}"
    svg = b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    for content in (svg, b"", LOGO.read_bytes()[:100], b"\x89PNG\r\n\x1a\n" + bytes(100)):
        answer = owner.put(f"{path}/logo", files={"file": ("logo.png", content)}, headers=ANY)
        assert (answer.status_code, answer.json()["code"]) == (422, "brand_file_invalid")
    for content, code in ((b"MZ" + bytes(100), "brand_file_invalid"), (b"OTTO" + bytes(100), "font_damaged")):
        answer = owner.post(f"{path}/fonts", files={"file": ("font.otf", content)}, headers=ANY)
        assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert owner.get(path).json() == brand


def test_what_projects_use_is_deleted_only_by_force(owner: Person) -> None:
    brand, lexicon = made(owner, "brands", name="B"), made(owner, "lexicons", name="L", entries={"a": "b"})
    project = new_project(owner, brand_id=brand["id"], lexicon_id=lexicon["id"])
    for path in (f"/api/v1/brands/{brand['id']}", f"/api/v1/lexicons/{lexicon['id']}"):
        refused = owner.delete(path, headers=ANY)
        assert (refused.status_code, refused.json()["code"]) == (409, "in_use")
        assert owner.delete(path, params={"force": "true"}, headers=ANY).status_code == 204
    after = owner.get(f"/api/v1/projects/{project['id']}").json()
    assert (after["brand_id"], after["lexicon_id"]) == (None, None)
    assert after["version"] > project["version"]


@pytest.mark.parametrize("form", ["yaml", "csv", "pls"])
def test_a_lexicon_goes_out_and_comes_in_again(owner: Person, form: str) -> None:
    entries = {"Wi-Fi": "uai fai", "on": "ôn", 'a "b" <c> & d': "x; y, z", "5G": "cinco gê"}
    lexicon = made(owner, "lexicons", name="Redes", entries=entries)
    exported = owner.get(f"/api/v1/lexicons/{lexicon['id']}/export", params={"format": form}).content
    other = made(owner, "lexicons", name="Outro", entries={"old": "word"})
    path = f"/api/v1/lexicons/{other['id']}"
    files = {"file": (f"lexicon.{form}", exported)}
    merged = owner.post(f"{path}/import", files=files, headers=ANY).json()
    assert merged["entries"] == entries | {"old": "word"}
    replaced = owner.post(f"{path}/import", files=files, params={"replace": "true"}, headers=ANY).json()
    assert replaced["entries"] == entries


def test_a_lexicon_that_cannot_be_read_names_the_line(owner: Person) -> None:
    lexicon = made(owner, "lexicons", name="Redes")
    bad = owner.post(
        f"/api/v1/lexicons/{lexicon['id']}/import", files={"file": ("a.csv", b"a,b\nc,d,e\n")}, headers=ANY
    )
    assert (bad.status_code, bad.json()["code"]) == (422, "lexicon_invalid")
    assert "line 2" in bad.json()["detail"]
    for entries in ({"": "x"}, {"a": ""}, {"a": "b" * 300}, {"a\x00": "b"}):
        assert owner.post("/api/v1/lexicons", json={"name": "x", "entries": entries}).status_code == 422


def test_voices_name_their_language_and_the_default(owner: Person) -> None:
    voices = owner.get("/api/v1/voices", params={"language": "pt-BR"}).json()["items"]
    assert voices
    assert {voice["language"] for voice in voices} == {"pt-BR"}
    assert sum(voice["is_default"] for voice in voices) == 1


def test_looks_are_kept_apart(platform: Platform, client: TestClient, owner: Person) -> None:
    stranger, viewer = join(platform, client), join(platform, client, "viewer", owner.tenant_id)
    for kind in ("templates", "brands", "lexicons"):
        path = f"/api/v1/{kind}/{made(owner, kind, name='Nosso')['id']}"
        for answer in (
            stranger.get(path),
            stranger.patch(path, json={"name": "x"}, headers=ANY),
            stranger.delete(path, headers=ANY),
        ):
            assert answer.status_code == 404, answer.text
        for answer in (
            viewer.post(f"/api/v1/{kind}", json={"name": "x"}),
            viewer.patch(path, json={"name": "x"}, headers=ANY),
            viewer.delete(path, headers=ANY),
        ):
            assert answer.status_code == 403, answer.text
        assert viewer.get(path).status_code == 200
        own = [row for row in stranger.get(f"/api/v1/{kind}").json()["items"] if not row.get("is_built_in")]
        assert own == []
    brand = made(owner, "brands", name="Nosso")["id"]
    assert stranger.get(f"/api/v1/brands/{brand}/preview.png").status_code == 404
    assert stranger.post("/api/v1/projects", json={"brand_id": brand}).json()["code"] == "brand_not_found"
