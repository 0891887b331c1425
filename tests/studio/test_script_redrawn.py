"""Back from slides in their original design to redrawn ones: no slide and no word is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.reader import read_outline
from tecnocursos.rendering.slides import PictureSlide, PictureSlot, TitleSlide
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.script.composition import Script, compose_course
from tecnocursos.studio.script.originals import show_originals, slide_pages
from tecnocursos.studio.script.redrawn import show_redrawn

DECK = Path(__file__).parent.parent.parent / "examples" / "internet-em-casa.pptx"


def _scene(key: str, words: str, section: str | None = "s") -> Scene:
    """A drafted scene that says a line for each letter of `words`."""
    slide = TitleSlide(title=key)
    lines = tuple(Line(text=word, step=place) for place, word in enumerate(words))
    return Scene(id=key, slide=slide, lines=lines, section_id=section)


def _course(*scenes: Scene) -> Course:
    return Course(title="Fibra", language="pt-BR", scenes=scenes)


def _picture(words: str, key: str = "s", section: str = "s", chapter: str | None = None) -> Scene:
    slide = PictureSlide(title="Fibra", picture=PictureSlot(file="1.png", alt="Fibra"), is_full_page=True)
    lines = tuple(Line(text=word) for word in words)
    return Scene(id=key, slide=slide, lines=lines, section_id=section, chapter=chapter)


def _shown(course: Course) -> list[tuple[str, str]]:
    """The title of each slide, and what is said over it."""
    return [(scene.slide.title, "".join(line.text for line in scene.lines)) for scene in course.scenes]


THREE = _course(_scene("s", "abc"), _scene("s-2", "de"), _scene("s-3", "f"))


@pytest.mark.parametrize(
    ("said", "shares"),
    [
        ("abcdef", ("abc", "de", "f")),
        ("abcXdef", ("abcX", "de", "f")),
        ("Xabcdef", ("Xabc", "de", "f")),
        ("abcXYf", ("abc", "XY", "f")),  # the lines of the second were written anew
        ("abcf", ("ab", "c", "f")),  # … or taken out
        ("abcde", ("abc", "d", "e")),
        ("abcdeXYZ", ("abc", "de", "XYZ")),
        ("UVWXYZ", ("UV", "WX", "YZ")),
        ("def", ("d", "e", "f")),
        ("fed", ("f", "e", "d")),
        ("XYZ", ("X", "Y", "Z")),
    ],
)
def test_every_slide_keeps_a_line_and_every_line_its_place(said: str, shares: tuple[str, ...]) -> None:
    redrawn = show_redrawn(_course(_picture(said, chapter="Um")), THREE)
    assert _shown(redrawn) == list(zip(("s", "s-2", "s-3"), shares, strict=True))
    assert [scene.id for scene in redrawn.scenes] == ["s", "s-2", "s-3"]
    assert [scene.chapter for scene in redrawn.scenes] == ["Um", None, None]


def test_lines_where_they_were_drafted_move_the_slide_and_others_do_not() -> None:
    redrawn = show_redrawn(_course(_picture("abcXf")), THREE)
    assert [[line.step for line in scene.lines] for scene in redrawn.scenes] == [[0, 1, 2], [None], [0]]


@pytest.mark.parametrize("said", ["a", "X", "af", "XY"])
def test_fewer_lines_than_slides_keep_the_picture_on_which_all_of_them_stand(said: str) -> None:
    course = _course(_picture(said))
    assert show_redrawn(course, THREE) == course


def test_the_opening_comes_back_with_its_line_and_not_without() -> None:
    draft = _course(_scene("opening", "o", None), _scene("s", "ab"), _scene("t", "c", "t"))
    course = _course(_picture("oab"), _picture("c", "t", "t"))
    redrawn = show_redrawn(course, draft)
    assert _shown(redrawn) == [("opening", "o"), ("s", "ab"), ("t", "c")]
    assert [scene.id for scene in redrawn.scenes] == ["opening", "s", "t"]
    without = show_redrawn(_course(_picture("ab"), _picture("c", "t", "t")), draft)
    assert _shown(without) == [("s", "ab"), ("t", "c")]


def test_a_section_that_was_moved_apart_shows_each_slide_where_its_lines_are() -> None:
    course = _course(_picture("def", "s"), _picture("abc", "s-copy"))
    assert _shown(show_redrawn(course, THREE)) == [("s-2", "de"), ("s-3", "f"), ("s", "abc")]


def test_a_slide_that_no_part_of_its_section_says_goes_to_the_fullest_part() -> None:
    course = _course(_picture("a", "s"), _picture("bcXf", "s-copy"))
    redrawn = show_redrawn(course, THREE)
    assert _shown(redrawn) == [("s", "a"), ("s", "bc"), ("s-2", "X"), ("s-3", "f")]


def test_what_is_no_picture_of_the_deck_stays() -> None:
    own = _scene("own", "q", None)
    course = _course(own, _picture("abcdef"), _picture("z", "gone", "gone"))
    redrawn = show_redrawn(course, THREE)
    assert (redrawn.scenes[0], redrawn.scenes[-1]) == (own, course.scenes[-1])


@pytest.mark.parametrize("script", ["notes", "text"])
def test_there_and_back_again_is_the_same_course(script: Script, tmp_path: Path) -> None:
    outline = read_outline(DECK, "0" * 64, tmp_path, DocumentLimits())
    draft = compose_course(outline, script=script)
    originals = show_originals(draft, outline, {page: f"{page}.png" for page in slide_pages(outline)})
    assert len(originals.scenes) < len(draft.scenes)
    assert show_redrawn(originals, draft) == draft
