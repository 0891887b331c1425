"""What differs between two states of a course, and where a comment points after an edit."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tecnocursos.rendering.slides import BulletsSlide, Item, TitleSlide
from tecnocursos.studio.comments.anchors import anchor_at, place_of
from tecnocursos.studio.comments.errors import AnchorInvalid
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.revisions.differences import compare_courses, word_runs

A = Scene(id="a", slide=TitleSlide(title="Cabos"), lines=(Line(text="Vamos ligar os cabos."),))
B = Scene(id="b", slide=BulletsSlide(title="Passos", items=(Item(text="Fibra"),)), lines=(Line(text="Ligue a fibra."),))
C = Scene(id="c", slide=TitleSlide(title="Fim"), lines=(Line(text="É só isso."), Line(text="Até logo.")))


def course(*scenes: Scene, **fields: object) -> Course:
    return Course.model_validate({"title": "T", "language": "pt-BR", "scenes": scenes} | fields)


def test_equal_courses_differ_in_nothing() -> None:
    found = compare_courses(course(A, B, C), course(A, B, C))
    assert (found.fields, found.scenes) == ((), ())


def test_scenes_that_came_went_and_moved() -> None:
    found = compare_courses(
        course(A, B),
        course(C, B),
    ).scenes
    assert [(scene.change, scene.scene_id) for scene in found] == [("added", "c"), ("removed", "a")]
    (moved,) = compare_courses(course(A, B, C), course(C, A, B)).scenes
    assert (moved.change, moved.scene_id, moved.before_at, moved.after_at) == ("moved", "c", 2, 0)


def test_a_changed_line_is_told_word_by_word() -> None:
    line = A.lines[0].model_copy(update={"text": "Vamos ligar os dois cabos.", "speed": 1.2})
    (scene,) = compare_courses(course(A, B), course(A.model_copy(update={"lines": (line,)}), B)).scenes
    (changed,) = scene.lines
    assert [(run.change, run.text) for run in changed.words] == [
        ("same", "Vamos ligar os "),
        ("added", "dois "),
        ("same", "cabos."),
    ]
    assert [(field.field, field.before, field.after) for field in changed.fields] == [("speed", None, 1.2)]


def test_fields_of_the_slide_and_of_the_course_are_named() -> None:
    slide = B.slide.model_copy(update={"items": (Item(text="Fibra"), Item(text="Luz"))})
    found = compare_courses(course(A, B), course(A, B.model_copy(update={"slide": slide}), title="Outro"))
    assert [(field.field, field.before, field.after) for field in found.fields] == [("title", "T", "Outro")]
    assert [field.field for field in found.scenes[0].fields] == ["slide.items"]


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab <1'é\n", max_size=30), st.text(alphabet="ab <1'é\n", max_size=30))
def test_runs_hold_both_texts_whole(before: str, after: str) -> None:
    runs = word_runs(before, after)
    assert "".join(run.text for run in runs if run.change != "added") == before
    assert "".join(run.text for run in runs if run.change != "removed") == after


def test_an_anchor_follows_its_words() -> None:
    anchor = anchor_at(["Ligue a fibra na ONU.", "Espere a luz."], 0, 1, 3, "a fibra")
    place = place_of(anchor, ["Olá!", "Primeiro, ligue  a fibra  na ONU."])
    assert place is not None
    assert (place.line, place.word_start, place.word_end) == (1, 2, 4)
    assert "Primeiro, ligue  a fibra  na ONU."[place.char_start : place.char_end] == "a fibra"
    assert place_of(anchor, ["Ligue o cabo."]) is None
    assert place_of(anchor, ["Ligue a fibra na ONU."]) is not None


def test_the_nearest_of_equal_words_is_meant() -> None:
    anchor = anchor_at(["luz e luz e luz"], 0, 2, 3, None)
    place = place_of(anchor, ["agora luz e luz e luz"])
    assert place is not None
    assert place.word_start == 1


@pytest.mark.parametrize("place", [(-1, 0, 1), (2, 0, 1), (0, 0, 0), (0, 2, 1), (0, 0, 99), (0, -1, 1)])
def test_what_is_not_there_cannot_be_pointed_at(place: tuple[int, int, int]) -> None:
    with pytest.raises(AnchorInvalid):
        anchor_at(["Ligue a fibra.", "Sim."], *place, None)


def test_words_that_changed_meanwhile_are_not_commented_on() -> None:
    with pytest.raises(AnchorInvalid):
        anchor_at(["Ligue a fibra."], 0, 0, 1, "Desligue")
