"""When a slide splits, every line and every part goes to the right page, and no page is silent."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tecnocursos.rendering.slides import BulletsSlide, Item, Slide, TableSlide
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.errors import SceneTooFull
from tecnocursos.studio.fitting import fit_scenes


def _course(slide: Slide, lines: list[Line]) -> Course:
    scene = Scene(id="s1", slide=slide, lines=tuple(lines), chapter="One")
    return Course(title="T", language="en-US", scenes=(scene,))


def _pages_of(size: int):  # type: ignore[no-untyped-def]
    def fit(scene: Scene) -> list[Slide]:
        slide = scene.slide
        if not isinstance(slide, BulletsSlide) or len(slide.items) <= size:
            return [slide]
        cuts = range(0, len(slide.items), size)
        return [slide.model_copy(update={"items": slide.items[cut : cut + size]}) for cut in cuts]

    return fit


def test_a_slide_that_fits_stays_as_it_is() -> None:
    course = _course(BulletsSlide(items=(Item(text="a"),)), [Line(text="A.", step=1)])
    assert fit_scenes(course, lambda scene: [scene.slide]) == course


def test_lines_follow_the_items_they_reveal() -> None:
    slide = BulletsSlide(title="T", items=tuple(Item(text=text) for text in ("one", "two", "three")))
    lines = [Line(text="Title."), Line(text="One.", step=1), Line(text="Two.", step=2), Line(text="Three.", step=3)]
    first, second = fit_scenes(_course(slide, lines), _pages_of(2)).scenes
    assert [(line.text, line.step) for line in first.lines] == [("Title.", None), ("One.", 1), ("Two.", 2)]
    assert [(line.text, line.step) for line in second.lines] == [("Three.", 1)]
    assert (first.id, second.id) == ("s1", "s1.2")
    assert (first.chapter, second.chapter) == ("One", None)


def test_one_sentence_over_three_pages_is_cut_where_it_breathes() -> None:
    slide = BulletsSlide(items=tuple(Item(text=f"item {number}") for number in range(6)))
    lines = [Line(text="First the cable, then the router, and at last the phone.")]
    scenes = fit_scenes(_course(slide, lines), _pages_of(2)).scenes
    assert len(scenes) == 3
    assert " ".join(line.text for scene in scenes for line in scene.lines) == lines[0].text
    assert scenes[0].lines[0].text.endswith(",")


def test_an_item_too_long_for_a_page_stands_on_two() -> None:
    slide = BulletsSlide(items=(Item(text="a b c d"), Item(text="e")))
    pages: list[Slide] = [
        BulletsSlide(items=(Item(text="a b"),)),
        BulletsSlide(items=(Item(text="c d"), Item(text="e"))),
    ]
    lines = [Line(text="A to d are said here.", step=1), Line(text="E.", step=2)]
    first, second = fit_scenes(_course(slide, lines), lambda _: pages).scenes
    assert first.lines[0].step == 1
    assert second.lines[-1] == Line(text="E.", step=2)


def test_table_rows_are_parts_too() -> None:
    slide = TableSlide(header=("Plan", "Price"), rows=(("A", "1"), ("B", "2")))
    pages: list[Slide] = [
        slide.model_copy(update={"rows": slide.rows[:1]}),
        slide.model_copy(update={"rows": slide.rows[1:]}),
    ]
    lines = [Line(text="A costs one.", step=1), Line(text="B costs two.", step=2)]
    scenes = fit_scenes(_course(slide, lines), lambda _: pages).scenes
    assert [[(line.text, line.step) for line in scene.lines] for scene in scenes] == [
        [("A costs one.", 1)],
        [("B costs two.", 1)],
    ]


_LINES = st.lists(
    st.tuples(st.text("abc ,.", min_size=1, max_size=30).filter(str.strip), st.none() | st.integers(0, 9)),
    min_size=1,
    max_size=6,
)


@given(item_count=st.integers(1, 9), size=st.integers(1, 4), drawn=_LINES)
def test_no_word_is_lost_and_no_page_is_silent(item_count: int, size: int, drawn: list[tuple[str, int | None]]) -> None:
    slide = BulletsSlide(items=tuple(Item(text=f"item {number}") for number in range(item_count)))
    lines, highest = [], 0
    for text, step in drawn:
        highest = max(highest, min(step or 0, item_count))
        lines.append(Line(text=text, step=highest if step is not None else None))
    try:
        scenes = fit_scenes(_course(slide, lines), _pages_of(size)).scenes
    except SceneTooFull:
        words = sum(len(line.text.split()) for line in lines)
        assert words < -(-item_count // size)
        return
    spoken = " ".join(line.text for scene in scenes for line in scene.lines)
    assert spoken.split() == " ".join(line.text for line in lines).split()
    assert all(scene.lines for scene in scenes)
    for scene in scenes:
        steps = [line.step for line in scene.lines if line.step is not None]
        assert all(0 <= step <= scene.slide.step_count for step in steps)
