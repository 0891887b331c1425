"""Pictures of slides and the sound of lines, as the video will have them."""

from __future__ import annotations

import base64
import io
import wave
from typing import Any

from fastapi.testclient import TestClient
from PIL import Image
from studio_rows import BULLETS, new_project, new_scene

from people import Person, join
from tecnocursos.bootstrap.platform import Platform

ANY = {"If-Match": "*"}


def test_a_scene_is_drawn_step_by_step(owner: Person) -> None:
    scene = new_scene(owner, new_project(owner)["id"])
    path = f"/api/v1/scenes/{scene['id']}/preview.png"
    whole = owner.get(path)
    assert (whole.status_code, whole.headers["content-type"]) == (200, "image/png")
    assert (whole.headers["x-page-count"], whole.headers["x-step-count"]) == ("1", "2")
    assert "private" in whole.headers["cache-control"]
    assert Image.open(io.BytesIO(whole.content)).size == (960, 540)
    first = owner.get(path, params={"step": 0, "width": 320})
    assert Image.open(io.BytesIO(first.content)).size == (320, 180)
    assert owner.get(path, params={"step": 0}).content != whole.content
    assert owner.get(path, params={"step": 2}).content == whole.content
    again = owner.get(path, headers={"If-None-Match": whole.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    owner.patch(f"/api/v1/scenes/{scene['id']}", json={"slide": BULLETS | {"title": "Outro"}}, headers=ANY)
    changed = owner.get(path, headers={"If-None-Match": whole.headers["etag"]})
    assert changed.status_code == 200
    assert changed.content != whole.content


def test_a_scene_is_drawn_in_its_own_look(owner: Person) -> None:
    scene = new_scene(owner, new_project(owner)["id"])
    path = f"/api/v1/scenes/{scene['id']}"
    modern = owner.get(f"{path}/preview.png").content
    owner.patch(path, json={"look": "tech"}, headers=ANY)
    tech = owner.get(f"{path}/preview.png").content
    owner.patch(path, json={"look": None}, headers=ANY)
    assert owner.get(f"{path}/preview.png").content == modern != tech


def test_svg_stands_alone(owner: Person) -> None:
    scene = new_scene(owner, new_project(owner)["id"], slide=BULLETS | {"title": "</svg><script>alert(1)</script>"})
    answer = owner.get(f"/api/v1/scenes/{scene['id']}/preview.svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert answer.text.startswith("<svg")
    assert "<script" not in answer.text


def test_a_slide_that_is_too_full_shows_its_pages(owner: Person) -> None:
    project = new_project(owner)["id"]
    items = [{"text": f"Passo {number}: " + "uma frase bem longa " * 6} for number in range(30)]
    body = {"project_id": project, "slide": BULLETS | {"items": items}, "width": 320}
    first = owner.post("/api/v1/previews", json=body)
    assert first.status_code == 200, first.text
    assert int(first.headers["x-page-count"]) > 1
    assert owner.post("/api/v1/previews", json=body | {"page": 2}).content != first.content
    beyond = owner.post("/api/v1/previews", json=body | {"page": 999})
    assert (beyond.status_code, beyond.json()["code"]) == (404, "page_unknown")


def test_an_unsaved_slide_is_drawn_in_another_look_and_form(owner: Person) -> None:
    project = new_project(owner)["id"]
    body = {"project_id": project, "slide": BULLETS, "look": "minimal", "format": "svg"}
    assert owner.post("/api/v1/previews", json=body).text.startswith("<svg")
    missing = {"kind": "picture", "picture": {"file": "/etc/passwd"}}
    refused = owner.post("/api/v1/previews", json=body | {"slide": missing})
    assert (refused.status_code, refused.json()["code"]) == (422, "scene_media_missing")
    for wrong in ({"width": 10**6}, {"look": "neon"}, {"step": -1}, {"format": "exe"}):
        assert owner.post("/api/v1/previews", json=body | wrong).status_code == 422


def test_a_line_is_heard(owner: Person) -> None:
    project = new_project(owner, own_lexicon={"Wi-Fi": "uai fai"})["id"]
    line = {"text": "O Wi-Fi chegou."}
    spoken = owner.post("/api/v1/previews/speech", json={"line": line, "project_id": project}).json()
    with wave.open(io.BytesIO(base64.b64decode(spoken["audio"]))) as sound:
        assert abs(sound.getnframes() * 1000 / sound.getframerate() - spoken["duration_ms"]) < 50
    heard = [line["text"][word["char_start"] : word["char_end"]] for word in spoken["words"]]
    assert len(heard) == 3
    for wrong in ({"text": ""}, {"text": "a" * 601}, {"text": "a", "voice": "recording:/etc/passwd"}):
        refused = owner.post("/api/v1/previews/speech", json={"line": wrong, "project_id": project})
        assert refused.status_code == 422, refused.text
    unknown = owner.post("/api/v1/previews/speech", json={"line": line | {"voice": "espeak:nobody"}})
    assert unknown.status_code in {404, 422}


def test_previews_are_kept_apart(platform: Platform, client: TestClient, owner: Person) -> None:
    project = new_project(owner)["id"]
    scene = new_scene(owner, project)["id"]
    stranger, viewer = join(platform, client), join(platform, client, "viewer", owner.tenant_id)
    assert stranger.get(f"/api/v1/scenes/{scene}/preview.png").status_code == 404
    assert stranger.get(f"/api/v1/scenes/{scene}/preview.svg").status_code == 404
    assert stranger.post("/api/v1/previews", json={"project_id": project, "slide": BULLETS}).status_code == 404
    said = {"line": {"text": "Oi."}, "project_id": project}
    assert stranger.post("/api/v1/previews/speech", json=said).status_code == 404
    assert viewer.get(f"/api/v1/scenes/{scene}/preview.png").status_code == 200


def test_a_word_is_heard_as_it_would_be_said_before_that_is_kept(owner: Person) -> None:
    project = new_project(owner)["id"]

    def hear(line: dict[str, object], **more: object) -> dict[str, Any]:
        answer = owner.post("/api/v1/previews/speech", json={"line": line, "project_id": project, **more})
        assert answer.status_code == 200, answer.text
        spoken: dict[str, Any] = answer.json()
        return spoken

    line: dict[str, object] = {"text": "Ligue o roteador na tomada."}
    usual = hear(line)
    other = hear(line, own_lexicon={"roteador": "aparelho que espalha o sinal"})
    assert other["duration_ms"] > usual["duration_ms"] + 500
    assert hear(line)["audio"] == usual["audio"]
    rested = hear(line | {"say": "Ligue o roteador (pause: 2) na tomada."})
    assert 1_700 < rested["duration_ms"] - usual["duration_ms"] < 2_600
    assert [word["char_start"] for word in rested["words"]] == [word["char_start"] for word in usual["words"]]


def test_rests_of_a_line_have_a_limit(owner: Person) -> None:
    project = new_project(owner)["id"]
    slide = {"kind": "title", "title": "Oi"}
    for say in ("Um (pause: 40) dois (pause: 40) três.", "(pause: 2)"):
        lines = [{"text": "Um dois três.", "say": say}]
        refused = owner.post("/api/v1/scenes", json={"project_id": project, "slide": slide, "lines": lines})
        assert (refused.status_code, refused.json()["code"]) == (422, "slide_invalid")


def test_a_reader_hears_lines_as_they_are_kept(platform: Platform, client: TestClient, owner: Person) -> None:
    project = new_project(owner, own_lexicon={"Wi-Fi": "uai fai"})["id"]
    lines = [{"text": "O Wi-Fi chegou."}, {"text": "Ligue o roteador na tomada."}]
    path = f"/api/v1/scenes/{new_scene(owner, project, lines=lines)['id']}/lines"
    stranger, viewer = join(platform, client), join(platform, client, "viewer", owner.tenant_id)
    heard = viewer.get(f"{path}/2/speech")
    assert heard.status_code == 200, heard.text
    said = {"line": lines[1], "project_id": project}
    assert heard.json() == owner.post("/api/v1/previews/speech", json=said).json()
    assert viewer.post("/api/v1/previews/speech", json=said).status_code == 403
    sound = viewer.get(f"{path}/2/speech.wav")
    assert sound.headers["content-type"] == "audio/wav"
    assert sound.content == base64.b64decode(heard.json()["audio"])
    beyond = viewer.get(f"{path}/3/speech")
    assert (beyond.status_code, beyond.json()["code"]) == (404, "line_not_found")
    assert viewer.get(f"{path}/0/speech").status_code == 422
    assert stranger.get(f"{path}/1/speech").status_code == 404


def test_a_scene_is_drawn_as_it_would_be_in_another_look(owner: Person) -> None:
    scene = new_scene(owner, new_project(owner)["id"])
    address = f"/api/v1/scenes/{scene['id']}/preview.png?width=320"
    own, other = owner.get(address).content, owner.get(f"{address}&look=tech").content
    assert own != other
    assert owner.get(address).content == own


def test_a_slide_shows_what_it_would_be_as_another_kind(owner: Person) -> None:
    slide = {"kind": "bullets", "title": "Cabos", "items": [{"text": "Fibra"}, {"text": "Energia"}]}
    asked = {"slide": slide, "lines": [{"text": "Fibra.", "step": 1}, {"text": "Energia.", "step": 2}], "kind": "quote"}
    answer = owner.post("/api/v1/previews/conversion", json=asked).json()
    assert answer["slide"]["text"] == "Fibra\nEnergia"
    assert [line["step"] for line in answer["lines"]] == [None, None]
    refused = owner.post("/api/v1/previews/conversion", json=asked | {"kind": "picture"})
    assert (refused.status_code, refused.json()["code"]) == (422, "slide_not_convertible")
