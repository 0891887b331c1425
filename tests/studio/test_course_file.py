"""A course file comes back as it was written, and says where it is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tecnocursos.rendering.slides import BulletsSlide, Item
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.course_file import read_course_file, write_course_file
from tecnocursos.studio.errors import CourseFileInvalid

COURSE = Course(
    title="Wi-Fi",
    language="pt-BR",
    lexicon={"Wi-Fi": "uai fai"},
    scenes=(
        Scene(
            id="s1",
            slide=BulletsSlide(title="Ação", items=(Item(text="um"),)),
            lines=(Line(text="Um.", step=1, pause_after_ms=0),),
        ),
    ),
)


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "wifi.course.json"
    write_course_file(path, COURSE, {"duration_ms": 5})
    assert read_course_file(path) == COURSE
    assert "Ação" in path.read_text()


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"size": "4k"}, "size"),
        ({"colour": "red"}, "colour"),
        ({"scenes": []}, "scenes"),
        ({"scenes": [{"id": "s1", "slide": {"kind": "poem"}, "lines": [{"text": "a"}]}]}, "scenes → 0 → slide"),
        ({"scenes": [{"id": "s1", "slide": {"kind": "section", "title": "T"}, "lines": []}]}, "scenes → 0 → lines"),
        (
            {"scenes": [{"id": "s", "slide": {"kind": "section", "title": "T", "x": 1}, "lines": [{"text": "a"}]}]},
            "scenes → 0 → slide → x",
        ),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, change: dict[str, object], place: str) -> None:
    path = tmp_path / "bad.course.json"
    path.write_text(json.dumps(COURSE.model_dump(mode="json") | change))
    with pytest.raises(CourseFileInvalid) as caught:
        read_course_file(path)
    assert "bad.course.json" in str(caught.value)
    assert place in str(caught.value)


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"format": "other"}', "\udcff"])
def test_what_is_no_course_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "bad.course.json"
    path.write_bytes(content.encode(errors="surrogateescape"))
    with pytest.raises(CourseFileInvalid, match=r"bad\.course\.json"):
        read_course_file(path)
