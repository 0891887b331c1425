"""Assets from the upload to the deletion, as clients see them."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi.testclient import TestClient
from PIL import Image

from media_samples import huge_png, made_by_ffmpeg, photograph_with_place, picture, sound, video
from people import Person, join
from projects import make_project
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.library import usage
from tecnocursos.worker.running import Runner


def _send(person: Person, name: str, content: bytes, **form: str) -> Any:
    return person.post("/api/v1/assets/upload", files={"file": (name, content)}, data=form)


def _processed(person: Person, runner: Runner, name: str, content: bytes, **form: str) -> dict[str, Any]:
    answer = _send(person, name, content, **form)
    assert answer.status_code == 201, answer.text
    while runner.run_next():
        pass
    details: dict[str, Any] = person.get(f"/api/v1/assets/{answer.json()['id']}").json()
    return details


def _download(person: Person, asset: dict[str, Any]) -> bytes:
    url = person.get(f"/api/v1/assets/{asset['id']}/download").json()["url"]
    content: bytes = person.client.get(url).content
    return content


def test_a_picture_becomes_ready_with_form_and_thumbnail(owner: Person, runner: Runner) -> None:
    content = picture(size=(1200, 900))
    sent = _send(owner, "Poste.png", content, tags="Fibra, Rede externa,fibra", alt_text="um poste")
    assert sent.json()["state"] == "processing"
    while runner.run_next():
        pass
    asset = owner.get(sent.headers["location"]).json()
    assert (asset["state"], asset["kind"], asset["media_type"]) == ("ready", "image", "image/png")
    assert (asset["width"], asset["height"], asset["orientation"]) == (1200, 900, "landscape")
    assert asset["tags"] == ["fibra", "rede externa"]
    thumbnail = owner.client.get(asset["thumbnail_url"])
    assert thumbnail.headers["content-type"] == "image/webp"
    assert Image.open(io.BytesIO(thumbnail.content)).size == (480, 360)
    assert _download(owner, asset) == content
    told = [one["kind"] for one in owner.get("/api/v1/notifications").json()["items"]]
    assert told == ["asset.ready"]


def test_a_photograph_loses_place_and_maker_and_stands_upright(owner: Person, runner: Runner) -> None:
    asset = _processed(owner, runner, "foto.jpg", photograph_with_place())
    assert (asset["state"], asset["width"], asset["height"], asset["orientation"]) == ("ready", 48, 64, "portrait")
    kept = _download(owner, asset)
    assert b"Ana" not in kept
    image = Image.open(io.BytesIO(kept))
    assert len(image.getexif()) == 0
    assert image.size == (48, 64)


@pytest.mark.parametrize("file_format", ["JPEG", "WEBP", "GIF", "AVIF"])
def test_every_kind_of_picture_is_read(owner: Person, runner: Runner, file_format: str) -> None:
    asset = _processed(owner, runner, f"a.{file_format.lower()}", picture(file_format))
    assert (asset["state"], asset["error_code"], asset["width"]) == ("ready", None, 64)


def test_what_is_hidden_behind_a_picture_is_not_kept(owner: Person, runner: Runner) -> None:
    asset = _processed(owner, runner, "a.jpg", picture("JPEG") + b"<script>alert(1)</script>")
    assert asset["state"] == "ready"
    assert b"script" not in _download(owner, asset)


def test_an_animation_stays_one(owner: Person, runner: Runner) -> None:
    frames = [Image.new("RGB", (20, 20), color) for color in ("red", "green", "blue")]
    buffer = io.BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:], duration=100, comment=b"by Ana")
    asset = _processed(owner, runner, "a.gif", buffer.getvalue())
    kept = _download(owner, asset)
    assert b"Ana" not in kept
    assert Image.open(io.BytesIO(kept)).n_frames == 3


def test_a_video_has_codecs_a_frame_and_peaks(owner: Person, runner: Runner, tmp_path: Path) -> None:
    content = video(
        tmp_path,
        "-c:v",
        "libx264",
        "-pix_fmt",
        "yuv420p",
        "-metadata",
        "location=-23.5-046.6/",
        "-metadata",
        "artist=Ana",
    )
    assert b"Ana" in content
    asset = _processed(owner, runner, "aula.mp4", content)
    assert (asset["state"], asset["error_code"], asset["kind"]) == ("ready", None, "video")
    assert (asset["video_codec"], asset["audio_codec"]) == ("h264", "aac")
    assert (asset["width"], asset["height"], asset["rotation"]) == (160, 90, 0)
    assert 950 <= asset["duration_ms"] <= 1100
    kept = _download(owner, asset)
    assert b"Ana" not in kept
    assert b"-23.5" not in kept
    frame = owner.client.get(asset["thumbnail_url"])
    assert Image.open(io.BytesIO(frame.content)).size == (480, 270)
    peaks = owner.client.get(asset["peaks_url"]).json()
    assert peaks["peaks_per_second"] == 50
    assert 45 <= len(peaks["peaks"]) <= 55


def test_a_turned_video_is_measured_as_it_is_shown(owner: Person, runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "v.mp4").write_bytes(video(tmp_path, "-c:v", "libx264", "-pix_fmt", "yuv420p"))
    turned = made_by_ffmpeg(tmp_path, "t.mp4", "-display_rotation", "-90", "-i", str(tmp_path / "v.mp4"), "-c", "copy")
    asset = _processed(owner, runner, "t.mp4", turned)
    assert (asset["width"], asset["height"], asset["rotation"], asset["orientation"]) == (90, 160, 90, "portrait")
    frame = owner.client.get(asset["thumbnail_url"])
    assert Image.open(io.BytesIO(frame.content)).size == (270, 480)


@pytest.mark.parametrize("name", ["a.webm", "a.mkv", "a.mov"])
def test_other_videos_are_read(owner: Person, runner: Runner, tmp_path: Path, name: str) -> None:
    asset = _processed(owner, runner, name, video(tmp_path, name=name))
    assert (asset["state"], asset["error_code"]) == ("ready", None)


@pytest.mark.parametrize("name", ["a.mp3", "a.m4a", "a.ogg", "a.flac", "a.wav"])
def test_sounds_are_read_and_drawn(owner: Person, runner: Runner, tmp_path: Path, name: str) -> None:
    (tmp_path / "tone").write_bytes(sound(2))
    content = made_by_ffmpeg(tmp_path, name, "-i", str(tmp_path / "tone"), "-metadata", "artist=Ana")
    asset = _processed(owner, runner, name, content)
    assert (asset["state"], asset["error_code"], asset["kind"]) == ("ready", None, "sound")
    assert 1900 <= asset["duration_ms"] <= 2150
    assert asset["width"] is None
    peaks = owner.client.get(asset["peaks_url"]).json()["peaks"]
    assert max(peaks[:10]) < max(peaks[-20:])
    assert Image.open(io.BytesIO(owner.client.get(asset["thumbnail_url"]).content)).size == (480, 120)
    assert b"Ana" not in _download(owner, asset)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "asset_type_unsupported"),
        ("a.html", b"<html>", "asset_type_unsupported"),
        ("a.png", b"MZ\x90\x00 a program", "asset_type_unsupported"),
        ("a.png", b"", "asset_type_unsupported"),
        ("a.pdf", b"%PDF-1.7", "asset_type_unsupported"),
        ("a.fits.gz", b"\x1f\x8b\x08\x00", "asset_type_unsupported"),
        ("a.png.exe", picture(), "asset_name_misleading"),
        ("a.jpg", picture(), "asset_name_misleading"),
        ("png", picture(), "asset_name_misleading"),
        ("foto\u202egnp.exe", picture(), "asset_name_misleading"),
    ],
)
def test_what_is_no_medium_is_refused(owner: Person, name: str, content: bytes, code: str) -> None:
    answer = _send(owner, name, content)
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert owner.get("/api/v1/assets").json()["items"] == []


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("bomb.png", huge_png(), "asset_pixels_too_many"),
        ("lie.png", huge_png(100, 100)[:60], "asset_damaged"),
        ("cut.png", picture()[:500], "asset_damaged"),
        ("gif.gif", b"GIF89a/*" + b"x" * 100 + b"*/=1;alert(1)", "asset_damaged"),
        ("fits.png", b"\x89PNG\r\n\x1a\n" + b"SIMPLE  =" * 50, "asset_damaged"),
        ("noise.mp4", b"\0\0\0\x18ftypisom" + b"\xff" * 2000, "asset_damaged"),
        ("list.mp3", b"ID3#EXTM3U\nhttp://127.0.0.1:9/secret\n", "asset_damaged"),
        ("short.wav", b"RIFF\xff\xff\xff\xffWAVEfmt ", "asset_damaged"),
        ("list.mkv", b"\x1a\x45\xdf\xa3#EXTM3U\nfile:///etc/passwd\n", "asset_damaged"),
    ],
)
def test_a_hostile_file_fails_with_its_reason(
    owner: Person, runner: Runner, name: str, content: bytes, code: str
) -> None:
    asset = _processed(owner, runner, name, content)
    assert (asset["state"], asset["error_code"]) == ("failed", code)
    answer = owner.get(f"/api/v1/assets/{asset['id']}/download")
    assert (answer.status_code, answer.json()["code"]) == (409, "asset_not_ready")


def test_what_was_cut_off_is_told_and_what_is_whole_is_ready(owner: Person, runner: Runner, tmp_path: Path) -> None:
    tone = ("-f", "lavfi", "-i", "sine=frequency=440:duration=4")
    wholes = {
        "front.mp4": video(tmp_path, "-movflags", "+faststart", name="front.mp4", seconds=4),
        "pieces.mp4": video(tmp_path, "-movflags", "+frag_keyframe+empty_moov", name="pieces.mp4", seconds=4),
        "a.mov": video(tmp_path, "-movflags", "+faststart", name="a.mov", seconds=4),
        "a.mkv": video(tmp_path, name="a.mkv", seconds=4),
        "a.webm": video(tmp_path, "-c:v", "libvpx", "-c:a", "libopus", name="a.webm", seconds=4),
        "a.m4a": made_by_ffmpeg(tmp_path, "a.m4a", *tone, "-movflags", "+faststart"),
        "a.mp3": made_by_ffmpeg(tmp_path, "a.mp3", *tone),
        "a.flac": made_by_ffmpeg(tmp_path, "a.flac", *tone),
    }
    for name, whole in wholes.items():
        asset = _processed(owner, runner, name, whole)
        assert (asset["state"], asset["error_code"]) == ("ready", None), name
        asset = _processed(owner, runner, f"cut-{name}", whole[: len(whole) * 6 // 10])
        assert (asset["state"], asset["error_code"]) == ("failed", "asset_cut_off"), name
    # Written without knowing how long it would be, as by a pipe: all there is is all of it.
    known = sound(4)
    endless = known[:4] + b"\xff" * 4 + known[8:40] + b"\xff" * 4 + known[44:]
    assert _processed(owner, runner, "pipe.wav", endless)["state"] == "ready"


@pytest.mark.parametrize("name", ["O'Brien.png", "1<2 & 'DROP TABLE assets'.png", "ação 🎬.png", 'a"b.png'])
def test_names_stay_as_they_are(owner: Person, runner: Runner, name: str) -> None:
    asset = _processed(owner, runner, "a.png", picture())
    changed = owner.patch(
        f"/api/v1/assets/{asset['id']}", headers={"If-Match": f'"{asset["version"]}"'}, json={"name": name}
    )
    assert changed.json()["name"] == name


def test_the_same_content_is_told_and_stored_once(owner: Person, runner: Runner) -> None:
    content = picture(seed=5)
    first = _processed(owner, runner, "a.png", content)
    before = owner.get("/api/v1/usage").json()
    second = _processed(owner, runner, "b.png", content)
    assert second["duplicate_of"] == first["id"]
    assert owner.get("/api/v1/usage").json() == before
    assert first["duplicate_of"] is None


def test_a_large_file_comes_by_upload(owner: Person, runner: Runner) -> None:
    content = picture(seed=6)
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Length": str(len(content)),
        "Content-Type": "application/offset+octet-stream",
    }
    upload = owner.post("/api/v1/uploads", headers=headers, content=content).headers["location"].rpartition("/")[2]
    answer = owner.post("/api/v1/assets", json={"upload_id": upload, "name": "Rede.png", "tags": ["rede"]})
    assert answer.status_code == 201, answer.text
    assert answer.json()["name"] == "Rede.png"
    unfinished = (
        owner.post("/api/v1/uploads", headers=headers, content=content[:5]).headers["location"].rpartition("/")[2]
    )
    refused = owner.post("/api/v1/assets", json={"upload_id": unfinished, "name": "Rede.png"})
    assert (refused.status_code, refused.json()["code"]) == (409, "upload_unfinished")


def test_two_editors_do_not_overwrite_each_other(owner: Person, runner: Runner) -> None:
    asset = _processed(owner, runner, "a.png", picture())
    place, tag = f"/api/v1/assets/{asset['id']}", f'"{asset["version"]}"'
    assert owner.get(place).headers["etag"] == tag
    changed = owner.patch(place, headers={"If-Match": tag}, json={"description": "nova", "tags": ["A", "b"]})
    assert (changed.status_code, changed.json()["description"], changed.json()["name"]) == (200, "nova", "a.png")
    late = owner.patch(place, headers={"If-Match": tag}, json={"name": "c.png"})
    assert (late.status_code, late.json()["code"]) == (412, "version_changed")
    assert owner.patch(place, json={"name": "c"}).status_code == 428
    assert owner.patch(place, headers={"If-Match": "*"}, json={}).status_code == 422
    assert owner.patch(place, headers={"If-Match": "*"}, json={"state": "ready"}).status_code == 422


def test_ratings_one_for_each_member(platform: Platform, client: TestClient, owner: Person, runner: Runner) -> None:
    asset = _processed(owner, runner, "a.png", picture())
    place = f"/api/v1/assets/{asset['id']}"
    reviewer = join(platform, client, "reviewer", owner.tenant_id)
    owner.post(f"{place}/rate", json={"stars": 1})
    owner.post(f"{place}/rate", json={"stars": 5})
    assert reviewer.post(f"{place}/rate", json={"stars": 2}).json() == {"average": 3.5, "count": 2}
    assert owner.get(place).json() | {"rating_average": 3.5, "rating_count": 2} == owner.get(place).json()
    assert owner.get(place).json()["version"] == asset["version"]
    ratings = owner.get(f"{place}/ratings").json()["items"]
    assert sorted(one["stars"] for one in ratings) == [2, 5]
    for stars in (0, 6, 2.5, "x"):
        assert owner.post(f"{place}/rate", json={"stars": stars}).status_code == 422
    viewer = join(platform, client, "viewer", owner.tenant_id)
    assert viewer.post(f"{place}/rate", json={"stars": 5}).status_code == 403


def test_favourites_are_each_members_own(platform: Platform, client: TestClient, owner: Person, runner: Runner) -> None:
    asset = _processed(owner, runner, "a.png", picture())
    place = f"/api/v1/assets/{asset['id']}"
    for _ in range(2):
        assert owner.post(f"{place}/favorite").status_code == 204
    assert [one["id"] for one in owner.get("/api/v1/assets/favorites").json()["items"]] == [asset["id"]]
    assert owner.get(place).json()["is_favourite"]
    viewer = join(platform, client, "viewer", owner.tenant_id)
    assert viewer.get("/api/v1/assets/favorites").json()["items"] == []
    owner.post(f"{place}/favorite", json={"is_favourite": False})
    assert owner.get("/api/v1/assets/favorites").json()["items"] == []


def test_what_a_published_project_uses_is_not_deleted_unasked(
    platform: Platform, owner: Person, runner: Runner
) -> None:
    used, drafted, free = (_processed(owner, runner, f"{name}.png", picture(seed=10)) for name in "abc")
    published, draft, scene = uuid4(), uuid4(), uuid4()
    owner.post(f"/api/v1/assets/{used['id']}/track-usage", json={"project_id": str(published), "scene_id": str(scene)})
    owner.post(f"/api/v1/assets/{drafted['id']}/track-usage", json={"project_id": str(draft)})
    with platform.database.transaction(owner.tenant_id) as session:
        usage.set_project_published(session, owner.actor, published, True)
    wanted = {"asset_ids": [used["id"], drafted["id"], free["id"]]}
    report = owner.post("/api/v1/assets/batch-delete", json=wanted).json()
    assert report == {
        "is_done": False,
        "deleted": [],
        "published": {used["id"]: [str(published)]},
        "drafts": {drafted["id"]: [str(draft)]},
    }
    one = owner.delete(f"/api/v1/assets/{used['id']}", headers={"If-Match": "*"})
    assert (one.status_code, one.json()["code"]) == (409, "asset_in_use")
    assert len(owner.get("/api/v1/assets").json()["items"]) == 3
    forced = owner.post("/api/v1/assets/batch-delete", json=wanted | {"force": True}).json()
    assert forced["is_done"]
    assert set(forced["deleted"]) == set(wanted["asset_ids"])
    assert forced["published"] == {used["id"]: [str(published)]}
    assert owner.get("/api/v1/assets").json()["items"] == []
    assert owner.get("/api/v1/assets/search", params={"q": "a"}).json()["items"] == []


def test_usage_is_counted_once_for_each_scene_and_released(platform: Platform, owner: Person, runner: Runner) -> None:
    asset = _processed(owner, runner, "a.png", picture())
    project, scene = uuid4(), uuid4()
    for wanted in (scene, scene, None):
        with platform.database.transaction(owner.tenant_id) as session:
            usage.track_usage(session, owner.actor, UUID(asset["id"]), project, wanted)
    assert owner.get(f"/api/v1/assets/{asset['id']}").json()["usage_count"] == 2
    with platform.database.transaction(owner.tenant_id) as session:
        usage.release_usage(session, owner.actor, project, scene)
    assert owner.get(f"/api/v1/assets/{asset['id']}").json()["usage_count"] == 1


def test_where_an_asset_is_used_is_told_scene_by_scene(platform: Platform, owner: Person, runner: Runner) -> None:
    asset = _processed(owner, runner, "a.png", picture())
    place = f"/api/v1/assets/{asset['id']}/usage"
    assert owner.get(place).json()["items"] == []
    project = make_project(platform, owner)
    added = owner.post(f"/api/v1/projects/{project}/media", data={"asset_id": asset["id"]})
    assert added.status_code == 201, added.text
    (use,) = owner.get(place).json()["items"]
    assert (use["project_id"], use["state"], use["is_music"], use["scenes"]) == (str(project), "draft", False, [])

    slide = {"kind": "picture", "title": "Poste", "picture": {"file": added.json()["name"], "alt": "Um poste"}}
    scene = {"project_id": str(project), "slide": slide, "lines": [{"text": "Este é o poste."}], "position": 1}
    made = owner.post("/api/v1/scenes", json=scene).json()
    (use,) = owner.get(place).json()["items"]
    assert use["scenes"] == [{"id": made["id"], "key": made["key"], "position": 1, "title": "Poste"}]
    owner.delete(f"/api/v1/scenes/{made['id']}", headers={"If-Match": "*"})
    assert owner.get(place).json()["items"][0]["scenes"] == []


def test_others_see_and_change_nothing(platform: Platform, client: TestClient, owner: Person, runner: Runner) -> None:
    asset = _processed(owner, runner, "segredo.png", picture())
    place, stranger = f"/api/v1/assets/{asset['id']}", join(platform, client)
    for answer in (
        stranger.get(place),
        stranger.get(f"{place}/download"),
        stranger.get(f"{place}/ratings"),
        stranger.get(f"{place}/usage"),
        stranger.post(f"{place}/rate", json={"stars": 1}),
        stranger.post(f"{place}/favorite"),
        stranger.post(f"{place}/track-usage", json={"project_id": str(uuid4())}),
        stranger.patch(place, headers={"If-Match": "*"}, json={"name": "x"}),
        stranger.delete(place, headers={"If-Match": "*"}),
        stranger.post("/api/v1/assets/batch-delete", json={"asset_ids": [asset["id"]], "force": True}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "asset_not_found")
    assert stranger.get("/api/v1/assets/search", params={"q": "segredo"}).json()["items"] == []
    viewer = join(platform, client, "viewer", owner.tenant_id)
    assert viewer.get(place).status_code == 200
    assert viewer.delete(place, headers={"If-Match": "*"}).status_code == 403
    assert _send(viewer, "a.png", picture()).status_code == 403


def test_lists_go_on_where_the_page_ended(owner: Person, runner: Runner) -> None:
    made = {_send(owner, f"{number}.png", picture(size=(8, 8))).json()["id"] for number in range(5)}
    for sort in ("newest", "name", "rating", "usage", "relevance"):
        seen, cursor = [], None
        while True:
            more = {"cursor": cursor} if cursor else {}
            page = owner.get("/api/v1/assets/search", params={"limit": 2, "sort": sort, "q": "png"} | more).json()
            seen += [asset["id"] for asset in page["items"]]
            cursor = page["next_cursor"]
            if cursor is None:
                break
        assert len(seen) == 5
        assert set(seen) == made
