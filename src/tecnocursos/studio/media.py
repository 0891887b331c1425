"""The files a course refers to: pictures, logo, fonts, music, recordings.

In a course they are paths relative to the folder of whatever names them. For production they are shelved under names
made of their content, so that a timeline means the same bytes wherever it is rendered.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from tecnocursos.infra.file_digests import file_digest
from tecnocursos.infra.files import whole_file
from tecnocursos.rendering.slides import PictureSlide, PictureTextSlide, Slide
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.errors import MediaMissing, MediaOutside

RECORDING = "recording:"


class MediaShelf:
    """Files by content name, e.g. `0f1e2d3c4b5a6978.png`."""

    def __init__(self) -> None:
        self._paths: dict[str, Path] = {}

    def add(self, path: Path) -> str:
        """Shelve a file under its content name and give that name."""
        name = f"{file_digest(path)[:16]}{path.suffix.lower()}"
        self._paths[name] = path
        return name

    def add_named(self, name: str, path: Path) -> None:
        """Shelve a file whose name already tells its content, such as a spoken line from the cache."""
        self._paths[name] = path

    def locate(self, name: str) -> Path:
        return self._paths[name]

    def holds(self, path: Path) -> bool:
        """Whether `path` is one of the files on the shelf."""
        return path.exists() and any(path.samefile(held) for held in self._paths.values())

    def copy_to(self, folder: Path, names: set[str]) -> None:
        """Copy the named files into `folder`, each whole or not at all."""
        for name in sorted(names):
            target = folder / name
            if not target.exists():
                with whole_file(target) as temporary:
                    shutil.copyfile(self._paths[name], temporary)


def shelve_course(course: Course, folder: Path, shelf: MediaShelf, owner: str) -> Course:
    """Shelve every file that `course` names relative to `folder`; gives the course with content names.

    Raises MediaMissing and MediaOutside, naming the file and `owner` (the file that refers to it).
    """

    def shelve(reference: str) -> str:
        path = (folder / reference).resolve()
        if not path.is_relative_to(folder.resolve()):
            raise MediaOutside(file=reference, owner=owner)
        if not path.is_file():
            raise MediaMissing(file=reference, owner=owner)
        return shelf.add(path)

    return rename_media(course, shelve)


def media_names(course: Course) -> set[str]:
    """Every file that `course` refers to."""
    names: set[str] = set()

    def note(reference: str) -> str:
        names.add(reference)
        return reference

    rename_media(course, note)
    return names


def media_names_of_scene(scene: Scene) -> set[str]:
    """Every file that the slide and the lines of `scene` refer to."""
    names: set[str] = set()

    def note(reference: str) -> str:
        names.add(reference)
        return reference

    _rename_in_scene(scene, note)
    return names


def rename_media(course: Course, rename: Callable[[str], str]) -> Course:
    """The course with every file reference passed through `rename`."""
    brand = course.brand.model_copy(
        update={
            "logo": rename(course.brand.logo) if course.brand.logo else None,
            "font_files": tuple(rename(file) for file in course.brand.font_files),
        }
    )
    music = course.music and course.music.model_copy(update={"file": rename(course.music.file)})
    scenes = tuple(_rename_in_scene(scene, rename) for scene in course.scenes)
    voice = _rename_recording(course.voice, rename)
    return course.model_copy(update={"brand": brand, "music": music, "scenes": scenes, "voice": voice})


def _rename_in_scene(scene: Scene, rename: Callable[[str], str]) -> Scene:
    def in_line(line: Line) -> Line:
        return line.model_copy(update={"voice": _rename_recording(line.voice, rename)})

    return scene.model_copy(
        update={"slide": _rename_in_slide(scene.slide, rename), "lines": tuple(in_line(line) for line in scene.lines)}
    )


def _rename_in_slide(slide: Slide, rename: Callable[[str], str]) -> Slide:
    if isinstance(slide, PictureSlide | PictureTextSlide):
        picture = slide.picture.model_copy(update={"file": rename(slide.picture.file)})
        return slide.model_copy(update={"picture": picture})
    return slide


def _rename_recording(voice: str | None, rename: Callable[[str], str]) -> str | None:
    if voice and voice.startswith(RECORDING):
        return RECORDING + rename(voice.removeprefix(RECORDING))
    return voice
