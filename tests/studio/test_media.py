"""Media are named by their content, and only files inside the course's folder are taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from tecnocursos.rendering.slides import PictureSlide, PictureSlot
from tecnocursos.rendering.timeline import Brand, Music
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.errors import MediaMissing, MediaOutside
from tecnocursos.studio.media import MediaShelf, media_names, shelve_course


def _course(picture: str) -> Course:
    scene = Scene(
        id="s1",
        slide=PictureSlide(picture=PictureSlot(file=picture)),
        lines=(Line(text="Look.", voice="recording:take.wav"),),
    )
    return Course(
        title="T", language="en-US", brand=Brand(logo="logo.png"), music=Music(file="bed.mp3"), scenes=(scene,)
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "course"
    folder.mkdir()
    for name in ("a.png", "logo.png", "bed.mp3", "take.wav"):
        (folder / name).write_bytes(name.encode())
    return folder


def test_every_reference_becomes_a_content_name(folder: Path, tmp_path: Path) -> None:
    shelf = MediaShelf()
    course = shelve_course(_course("a.png"), folder, shelf, "x.course.json")
    names = media_names(course)
    assert len(names) == 4
    assert {shelf.locate(name).read_bytes() for name in names} == {b"a.png", b"logo.png", b"bed.mp3", b"take.wav"}
    shelf.copy_to(tmp_path / "x.media", names)
    assert {path.name for path in (tmp_path / "x.media").iterdir()} == names


def test_a_missing_file_is_named(folder: Path) -> None:
    with pytest.raises(MediaMissing, match=r"b\.png.*x\.course\.json"):
        shelve_course(_course("b.png"), folder, MediaShelf(), "x.course.json")


@pytest.mark.parametrize("outside", ["../secret.png", "/etc/hostname", "link.png"])
def test_files_outside_the_folder_are_refused(folder: Path, outside: str) -> None:
    (folder.parent / "secret.png").write_bytes(b"secret")
    (folder / "link.png").symlink_to(folder.parent / "secret.png")
    with pytest.raises(MediaOutside):
        shelve_course(_course(outside), folder, MediaShelf(), "x.course.json")
