"""Elements in places of the author's own: drawn there, in the steps of the slide, whatever else the slide shows."""

from __future__ import annotations

import itertools
import typing
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import numpy as np
import pypdfium2.raw as pdfium
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pydantic import TypeAdapter, ValidationError
from slide_kinds import SLIDES, contains

from tecnocursos.rendering.places import ElementPlace, Shape
from tecnocursos.rendering.slides import (
    BulletsSlide,
    Column,
    Item,
    PictureSlide,
    PictureTextSlide,
    Slide,
    TitleSlide,
    TwoColumnsSlide,
)
from tecnocursos.rendering.stage.contrast import luminance
from tecnocursos.rendering.stage.raster import opened
from tecnocursos.rendering.stage.stage import Stage
from tecnocursos.rendering.timeline import TEMPLATES, Brand, TemplateName

SIZES: dict[Shape, tuple[int, int]] = {"wide": (640, 360), "square": (720, 720), "tall": (540, 960)}
ANY: TypeAdapter[Slide] = TypeAdapter(Slide)


def elements_of(slide: Slide) -> tuple[str, ...]:
    """All names that the slide's kind has."""
    by_shape = typing.get_args(type(slide).model_fields["places"].annotation)[1]
    return typing.get_args(typing.get_args(by_shape)[0])


def put(slide: Slide, shape: Shape = "wide", **places: tuple[float, float, float, float]) -> Slide:
    named = {name: dict(zip(("x", "y", "width", "height"), place, strict=True)) for name, place in places.items()}
    return ANY.validate_python(slide.model_dump() | {"places": {shape: named}})


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("media")
    Image.new("RGB", (400, 300), (1, 254, 2)).save(folder / "picture.png")
    yield folder
    stage_of.cache_clear()


@cache
def stage_of(media: Path, template: TemplateName = "modern", shape: Shape = "wide") -> Stage:
    width, height = SIZES[shape]
    return Stage(
        template=template, brand=Brand(), width=width, height=height, language="pt-BR", locate=lambda name: media / name
    )


@st.composite
def some_places(draw: st.DrawFn) -> tuple[str, TemplateName, Shape, dict[str, ElementPlace]]:
    kind = draw(st.sampled_from(sorted(SLIDES)))
    names = draw(st.lists(st.sampled_from(elements_of(SLIDES[kind])), min_size=1, max_size=3, unique=True))

    def place() -> ElementPlace:
        width, height = draw(st.floats(0.02, 1)), draw(st.floats(0.02, 1))
        x, y = draw(st.floats(0, 1 - width)), draw(st.floats(0, 1 - height))
        return ElementPlace(x=x, y=y, width=width, height=height)

    return (
        kind,
        draw(st.sampled_from(TEMPLATES)),
        draw(st.sampled_from(sorted(SIZES))),
        {name: place() for name in names},
    )


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some_places())
def test_any_place_holds_its_element(media, chosen) -> None:
    kind, template, shape, places = chosen
    slide = SLIDES[kind].model_copy(update={"places": {shape: places}})
    width, height = SIZES[shape]
    page = stage_of(media, template, shape).page(slide)
    boxes = {box.element: box for box in page.boxes}
    plain = {box.element for box in stage_of(media, template, shape).page(SLIDES[kind]).boxes}
    assert set(boxes) == plain
    for name, box in boxes.items():
        assert box.is_placed == (name in places)
        assert all(contains(box, t.x, t.y, t.x + t.width, t.y + t.height, 1.5) for t in box.texts), box
    for name, place in places.items():
        if name in boxes:
            box = boxes[name]
            assert box.width >= place.width * width - 1.5
            assert box.height >= place.height * height - 1.5
            # It begins where it was put, or its accents do, unless it had to grow and was moved back into the frame.
            top = min([place.y * height, *(text.y for text in box.texts)])
            assert box.x <= place.x * width + 1.5
            assert box.y <= place.y * height + 1.5
            if box.width <= place.width * width + 1.5:
                assert abs(box.x - place.x * width) <= 1.5
            if box.height <= place.height * height + 1.5:
                assert abs(box.y - top) <= 1.5
    if not page.fits:
        return
    for pdf in filter(None, (page.pdf(), page.pdf_over_pictures())):
        with opened(pdf) as document:
            drawn = document[0]
            for run in list(drawn.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])):
                left, bottom, right, top = run.get_bounds()
                ink = left, height - top, right, height - bottom
                assert any(contains(box, *ink, 2.5) for box in boxes.values()), (ink, page.boxes)
    if "picture" in boxes:
        green = np.argwhere((np.abs(page.draw().astype(int) - (1, 254, 2)) < 4).all(axis=2))
        if green.size:
            (top, left), (bottom, right) = green.min(axis=0), green.max(axis=0) + 1
            assert contains(boxes["picture"], left, top, right, bottom, 1)
        else:  # a small one may lie wholly under words
            picture = boxes["picture"]
            middle = picture.x + picture.width / 2, picture.y + picture.height / 2
            others = [box for name, box in boxes.items() if name != "picture"]
            assert any(contains(box, *middle, *middle, 1.5) for box in others), page.boxes


def test_a_place_counts_for_frames_of_its_shape_only(media) -> None:
    slide = put(SLIDES["bullets"], "tall", items=(0.5, 0.5, 0.4, 0.3))
    for shape in ("wide", "square"):
        stage = stage_of(media, "modern", shape)
        assert np.array_equal(stage.draw(slide), stage.draw(SLIDES["bullets"]))
    tall = stage_of(media, "modern", "tall")
    assert not np.array_equal(tall.draw(slide), tall.draw(SLIDES["bullets"]))
    small, large = stage_of(media), Stage(
        template="modern", brand=Brand(), width=1280, height=720, language="pt-BR", locate=lambda name: media / name
    )  # fmt: skip
    moved = put(SLIDES["bullets"], items=(0.5, 0.5, 0.4, 0.3))
    (one,) = [box for box in small.page(moved).boxes if box.is_placed]
    (other,) = [box for box in large.page(moved).boxes if box.is_placed]
    assert (other.x, other.y, other.width, other.height) == pytest.approx(
        (2 * one.x, 2 * one.y, 2 * one.width, 2 * one.height), abs=4
    )


@pytest.mark.parametrize("template", TEMPLATES)
def test_what_is_put_where_it_stood_stays_as_it_was(media, template) -> None:
    stage = Stage(
        template=template, brand=Brand(), width=1920, height=1080, language="pt-BR", locate=lambda name: media / name
    )
    for kind, slide in SLIDES.items():
        for box in stage.page(slide).boxes:
            place = box.x / 1920, box.y / 1080, box.width / 1920, box.height / 1080
            place = *place[:2], min(place[2], 1 - place[0]), min(place[3], 1 - place[1])
            again = {other.element: other for other in stage.page(put(slide, **{box.element: place})).boxes}[
                box.element
            ]
            old, new = ({text.path: text.font_size for text in one.texts} for one in (box, again))
            assert new.keys() == old.keys()
            assert all(0.85 <= new[path] / size <= 1.2 for path, size in old.items()), (kind, box.element, old, new)


@pytest.mark.parametrize("template", TEMPLATES)
def test_steps_of_elements_that_lie_over_each_other_are_as_drawn_directly(media, template) -> None:
    items = tuple(Item(text=text) for text in ("Desligue", "Espere dez segundos", "Ligue"))
    two = TwoColumnsSlide(title="Um", left=Column(items=items), right=Column(heading="Dois", items=items))
    beside = PictureTextSlide(title="Um", picture=SLIDES["picture"].picture, items=items)
    slides = (
        put(two, left=(0.2, 0.3, 0.5, 0.6), right=(0.4, 0.35, 0.5, 0.6)),
        put(beside, items=(0.1, 0.1, 0.8, 0.5)),
        put(SLIDES["table"], table=(0.1, 0.05, 0.8, 0.6), caption=(0.1, 0.2, 0.5, 0.1)),
        put(SLIDES["closing"], items=(0.1, 0.1, 0.4, 0.8), title=(0.2, 0.2, 0.4, 0.2)),
    )
    stage = stage_of(media, template)
    for slide in slides:
        steps = range(slide.step_count + 1)
        for step, composed in zip(steps, stage.draw_states(slide, steps), strict=True):
            assert np.array_equal(composed, stage.draw(slide, step)), (slide.kind, step)


@pytest.mark.parametrize("template", TEMPLATES)
def test_words_that_leave_the_panel_can_be_read(media, template) -> None:
    stage = stage_of(media, template)
    slide = put(
        SLIDES["closing"], title=(0.5, 0.05, 0.45, 0.15), subtitle=(0.5, 0.2, 0.45, 0.1), items=(0.45, 0.4, 0.5, 0.5)
    )
    assert stage.contrast(slide) >= 4.4


def test_what_does_not_fit_grows_and_stays_within_the_frame(media) -> None:
    words = "Uma frase bem comprida para um lugar tão pequeno assim"
    slide = put(TitleSlide(title=words), title=(0.97, 0.97, 0.03, 0.03))
    (box,) = stage_of(media).page(slide).boxes
    assert box.x + box.width <= 640
    assert box.y + box.height <= 360
    assert box.width > 0.03 * 640


@pytest.mark.parametrize("template", TEMPLATES)
def test_accents_at_the_upper_edge_stay_on_the_page(media, template) -> None:
    slide = put(SLIDES["bars"], "square", table=(0, 0, 1, 0.25), title=(0, 0, 1, 1))
    page = stage_of(media, template, "square").page(slide)
    with opened(page.pdf()) as document:
        drawn = document[0]
        tops = [720 - run.get_bounds()[3] for run in list(drawn.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))]
    assert min(tops) >= 0
    assert all(text.y >= 0 for box in page.boxes for text in box.texts)


def test_lists_too_long_for_any_place_become_pages(media) -> None:
    items = tuple(Item(text=f"Passo {number}: " + "palavras " * 12) for number in range(40))
    slide = put(BulletsSlide(title="Passos", items=items), items=(0.5, 0.2, 0.45, 0.7))
    pages = stage_of(media).fit(slide)
    assert len(pages) > 1
    assert [item.text for page in pages for item in page.items] == [item.text for item in items]
    assert all(page.places == slide.places for page in pages)


def test_a_caption_follows_its_picture(media) -> None:
    page = stage_of(media).page(put(SLIDES["picture"], picture=(0.5, 0.2, 0.3, 0.4)))
    boxes = {box.element: box for box in page.boxes}
    assert boxes["caption"].y >= boxes["picture"].y + boxes["picture"].height
    assert boxes["caption"].x == boxes["picture"].x
    assert not boxes["caption"].is_placed


@pytest.mark.parametrize(
    "places",
    [
        {"wide": {"table": {"x": 0, "y": 0, "width": 0.5, "height": 0.5}}},
        {"16:9": {"items": {"x": 0, "y": 0, "width": 0.5, "height": 0.5}}},
        *(
            {"wide": {"items": {"x": 0.1, "y": 0.1, "width": 0.5, "height": 0.5} | wrong}}
            for wrong in (
                {"x": 0.6}, {"y": -0.1}, {"width": 0.01}, {"height": 2}, {"x": float("nan")}, {"y": float("inf")},
                {"width": "0.5"}, {"depth": 1}, {"x": None},
            )
        ),
    ],
)  # fmt: skip
def test_what_is_no_place_is_refused(places) -> None:
    with pytest.raises(ValidationError):
        BulletsSlide.model_validate({"items": [{"text": "a"}], "places": places})


def test_slides_without_places_are_written_as_ever() -> None:
    for slide, places in itertools.product(SLIDES.values(), ({}, {"wide": {}})):
        assert "places" not in slide.model_copy(update={"places": places}).model_dump(mode="json")
    full = put(PictureSlide(picture=SLIDES["picture"].picture, is_full_page=True), picture=(0, 0, 0.5, 0.5))
    assert ANY.validate_json(full.model_dump_json()) == full


@pytest.mark.parametrize("template", TEMPLATES)
def test_words_that_are_put_on_a_picture_stand_over_it(media, template) -> None:
    slide = SLIDES["picture_text"].model_copy(update={"title": "Sobre a foto"})
    stage = stage_of(media, template)
    uncaptioned = SLIDES["picture"].picture.model_copy(update={"caption": ""})
    bare = put(PictureSlide(picture=uncaptioned), picture=(0.1, 0.1, 0.8, 0.8))
    over = put(slide, picture=(0.1, 0.1, 0.8, 0.8), title=(0.3, 0.4, 0.4, 0.2))
    green = np.array([1, 254, 2])
    middle = (slice(int(0.42 * 360), int(0.55 * 360)), slice(int(0.32 * 640), int(0.6 * 640)))
    assert (stage.draw(bare)[middle] == green).all()
    assert np.abs(stage.draw(over)[middle].astype(int) - green).max() > 100
    # The first step, the last, and the same as a picture to be scaled.
    states = stage.draw_states(over, [0, over.step_count])
    assert all((state[middle] != green).any() for state in states)
    assert (states[-1] == stage.draw(over)).all()
    assert stage.svg(over).count("<svg") == 2
    assert stage.svg(bare).count("<svg") == 1


def pictures_behind(folder: Path) -> dict[str, Path]:
    """Dark, light, of a middle grey on which no ink is good, half of each, and busy down to the pixel."""
    noise = np.random.default_rng(7).integers(0, 256, (270, 480, 3), dtype=np.uint8)
    halves = np.full((270, 480, 3), 10, np.uint8)
    halves[:, 240:] = 245
    plain = {"dark": (12, 20, 40), "light": (250, 246, 235), "grey": (118, 118, 118), "vivid": (230, 30, 60)}
    pictures = {name: np.full((270, 480, 3), colour, np.uint8) for name, colour in plain.items()}
    paths = {}
    for name, pixels in {**pictures, "halves": halves, "noise": noise}.items():
        paths[name] = folder / f"{name}.png"
        Image.fromarray(pixels).save(paths[name])
    return paths


@pytest.mark.parametrize(("template", "shape"), [*((template, "wide") for template in TEMPLATES), ("modern", "tall")])
def test_words_on_any_picture_can_be_read(media, template, shape) -> None:
    stage = stage_of(media, template, shape)
    items = (Item(text="Luz: verde"), Item(text="Sinal", level=1), Item(text="Passo", ordered=True))
    for name, path in pictures_behind(media).items():
        slot = SLIDES["picture"].picture.model_copy(update={"file": path.name})
        slide = put(
            PictureTextSlide(title="Sobre a foto: já", picture=slot, items=items), shape, picture=(0, 0, 1, 1),
            title=(0.1, 0.35, 0.8, 0.15), items=(0.15, 0.52, 0.6, 0.3), caption=(0.1, 0.86, 0.8, 0.08),
        )  # fmt: skip
        assert stage.contrast(slide) >= 4.5, name
        # On a plain picture no two pixels but the words and what is behind them differ.
        if name in {"dark", "light", "grey", "vivid"}:
            (title,) = [box for box in stage.page(slide).boxes if box.element == "title"]
            drawn = stage.draw(slide)[
                int(title.y) + 2 : int(title.y + title.height) - 2, int(title.x) + 2 : int(title.x + title.width) - 2
            ]
            shades = luminance(drawn)
            assert (shades.max() + 0.05) / (shades.min() + 0.05) >= 4.5, name
    # The video's steps are what the preview draws, veils and inks too.
    steps = range(slide.step_count + 1)
    for step, composed in zip(steps, stage.draw_states(slide, steps), strict=True):
        assert np.array_equal(composed, stage.draw(slide, step)), step


@pytest.mark.parametrize("template", TEMPLATES)
def test_words_that_the_template_placed_are_not_hidden_by_a_picture_put_there(media, template) -> None:
    stage = stage_of(media, template)
    slide = put(SLIDES["picture_text"], picture=(0, 0, 1, 1))
    assert stage.contrast(slide) >= 4.5
    words = {text.path: text for box in stage.page(slide).boxes for text in box.texts}
    drawn = stage.draw(slide)
    for path in ("title", "items.0.text", "items.1.text"):
        text = words[path]
        shades = luminance(drawn[int(text.y) : int(text.y + text.height), int(text.x) : int(text.x + text.width)])
        assert (shades.max() + 0.05) / (shades.min() + 0.05) >= 4.5, path


def test_words_that_can_be_read_as_they_are_keep_the_template_s_colours(media) -> None:
    stage = stage_of(media, "modern")
    Image.new("RGB", (480, 270), (255, 255, 255)).save(media / "white.png")
    slot = SLIDES["picture"].picture.model_copy(update={"file": "white.png"})
    slide = put(PictureTextSlide(title="Luzes", picture=slot, items=SLIDES["picture_text"].items), picture=(0, 0, 1, 1))
    (title,) = [box for box in stage.page(slide).boxes if box.element == "title"]
    on_page = stage.draw(put(slide, title=(0.06, 0.09, 0.9, 0.1)))
    colours = on_page[int(title.y) : int(title.y + title.height)].reshape(-1, 3)
    # Neither of the two inks for pictures.
    assert not (colours == (16, 20, 31)).all(axis=1).any()
