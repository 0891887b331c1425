"""What a scene must be besides well-formed, before it is kept: bounded, drawable, with nothing that is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from tecnocursos.kit.legibility import UNREADABLE
from tecnocursos.narration.rests import LONGEST_MS as LONGEST_REST_MS
from tecnocursos.narration.rests import rests_ms, take_rests
from tecnocursos.rendering.slides import (
    BulletsSlide,
    ClosingSlide,
    Item,
    PictureSlide,
    PictureTextSlide,
    Slide,
    TableSlide,
    TwoColumnsSlide,
)
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.media import RECORDING
from tecnocursos.studio.resource_errors import SceneMediaMissing, SlideInvalid, TooManyScenes

MOST_SCENES = 1_000
MOST_LINES = 200
MOST_ITEMS = 200
LONGEST_TEXT = 5_000
LONGEST_CODE = 20_000
MOST_TEXT = 20_000
"""On one slide, over all its pages: about sixteen of them, which take seconds to set."""
DEEPEST_LEVEL = 8
_LONGEST_KEY = 200
_LONGEST_CHAPTER = 300


def check_course(course: Course, media: Collection[str]) -> None:
    """Raises SlideInvalid, SceneMediaMissing and TooManyScenes, naming the place."""
    if len(course.scenes) > MOST_SCENES:
        raise TooManyScenes(limit=MOST_SCENES)
    keys = set()
    for number, scene in enumerate(course.scenes, 1):
        if scene.id in keys:
            raise SlideInvalid(
                place=f"scenes.{number}.id", reason="another scene has this id", reason_pt="outra cena tem este id"
            )
        keys.add(scene.id)
        check_scene(scene, media, f"scenes.{number}.")


def check_scene(scene: Scene, media: Collection[str], place: str = "") -> None:
    """Raises SlideInvalid and SceneMediaMissing; `media` are the names of the files that the scene may show."""
    if not 0 < len(scene.id) <= _LONGEST_KEY:
        raise SlideInvalid(
            place=f"{place}id",
            reason=f"it has 1 to {_LONGEST_KEY} characters",
            reason_pt=f"tem de 1 a {_LONGEST_KEY} caracteres",
        )
    if len(scene.chapter or "") > _LONGEST_CHAPTER:
        raise SlideInvalid(
            place=f"{place}chapter",
            reason=f"it has at most {_LONGEST_CHAPTER} characters",
            reason_pt=f"tem no máximo {_LONGEST_CHAPTER} caracteres",
        )
    if len(scene.section_id or "") > _LONGEST_KEY:
        raise SlideInvalid(
            place=f"{place}section_id",
            reason=f"it has at most {_LONGEST_KEY} characters",
            reason_pt=f"tem no máximo {_LONGEST_KEY} caracteres",
        )
    if len(scene.lines) > MOST_LINES:
        raise SlideInvalid(
            place=f"{place}lines",
            reason=f"a scene has at most {MOST_LINES} lines",
            reason_pt=f"uma cena tem no máximo {MOST_LINES} falas",
        )
    for number, line in enumerate(scene.lines):
        if not _said(line).strip():
            raise SlideInvalid(
                place=f"{place}lines.{number}.text",
                reason="a line says something",
                reason_pt="uma fala diz alguma coisa",
            )
        _check_rests(line, f"{place}lines.{number}.say")
        if line.step is not None and line.step < 0:
            raise SlideInvalid(
                place=f"{place}lines.{number}.step",
                reason="steps are counted from 0",
                reason_pt="os passos são contados a partir de 0",
            )
        if line.voice and line.voice.startswith(RECORDING):
            _check_medium(line.voice.removeprefix(RECORDING), media, f"{place}lines.{number}.voice")
    check_slide(scene.slide, media, f"{place}slide")
    _check_texts(scene.model_dump(mode="json"), place.rstrip("."))


def check_spoken(line: Line, media: Collection[str], longest: int) -> None:
    """Raises SlideInvalid and SceneMediaMissing for a line that is to be spoken by itself."""
    text = _said(line)
    _check_rests(line, "line.say")
    if not 0 < len(text.strip()) <= longest or len(line.text) > longest:
        raise SlideInvalid(
            place="line.text", reason=f"it has 1 to {longest} characters", reason_pt=f"tem de 1 a {longest} caracteres"
        )
    if line.voice and line.voice.startswith(RECORDING):
        _check_medium(line.voice.removeprefix(RECORDING), media, "line.voice")
    _check_texts(line.model_dump(mode="json"), "line")


def check_slide(slide: Slide, media: Collection[str], place: str = "slide") -> None:
    """Raises SlideInvalid and SceneMediaMissing."""
    _check_texts(slide.model_dump(mode="json"), place)
    if slide.step_count > MOST_ITEMS:
        raise SlideInvalid(
            place=place,
            reason=f"a slide has at most {MOST_ITEMS} parts",
            reason_pt=f"um slide tem no máximo {MOST_ITEMS} partes",
        )
    if sum(len(text) for _, text in _texts(slide.model_dump(mode="json"), place)) > MOST_TEXT:
        raise SlideInvalid(
            place=place,
            reason=f"a slide has at most {MOST_TEXT} characters in all; make it two scenes",
            reason_pt=f"um slide tem no máximo {MOST_TEXT} caracteres ao todo; faça duas cenas",
        )
    if isinstance(slide, PictureSlide | PictureTextSlide):
        _check_medium(slide.picture.file, media, f"{place}.picture.file")
    if isinstance(slide, TableSlide):
        widths = {len(row) for row in (slide.header, *slide.rows) if row}
        if len(widths) != 1 or () in slide.rows:
            raise SlideInvalid(
                place=f"{place}.rows",
                reason="header and rows have equally many cells",
                reason_pt="cabeçalho e linhas têm o mesmo número de células",
            )
        if widths.pop() > MOST_ITEMS:
            raise SlideInvalid(
                place=f"{place}.rows",
                reason=f"a row has at most {MOST_ITEMS} cells",
                reason_pt=f"uma linha tem no máximo {MOST_ITEMS} células",
            )
    for item in items_of(slide):
        if not 0 <= item.level <= DEEPEST_LEVEL:
            raise SlideInvalid(
                place=f"{place}.items",
                reason=f"levels are 0 to {DEEPEST_LEVEL}",
                reason_pt=f"os níveis vão de 0 a {DEEPEST_LEVEL}",
            )
        if item.number is not None and not 0 <= item.number < 100_000:
            raise SlideInvalid(
                place=f"{place}.items", reason="numbers are 0 to 99999", reason_pt="os números vão de 0 a 99999"
            )


def items_of(slide: Slide) -> tuple[Item, ...]:
    """The items of whatever kind has some."""
    if isinstance(slide, BulletsSlide | PictureTextSlide | ClosingSlide):
        return slide.items
    if isinstance(slide, TwoColumnsSlide):
        return slide.left.items + slide.right.items
    return ()


def _said(line: Line) -> str:
    return line.text if line.say is None else take_rests(line.say)[0]


def _check_rests(line: Line, place: str) -> None:
    if rests_ms(line.say or "") > LONGEST_REST_MS:
        raise SlideInvalid(
            place=place,
            reason=f"its rests are at most {LONGEST_REST_MS // 1000} seconds together",
            reason_pt=f"suas pausas somam no máximo {LONGEST_REST_MS // 1000} segundos",
        )


def _check_medium(name: str, media: Collection[str], place: str) -> None:
    if name not in media:
        raise SceneMediaMissing(place=place, name=name)


def _check_texts(content: Any, place: str) -> None:
    for found, text in _texts(content, place):
        limit = LONGEST_CODE if found.endswith(".code") else LONGEST_TEXT
        if len(text) > limit:
            raise SlideInvalid(
                place=found, reason=f"it has at most {limit} characters", reason_pt=f"tem no máximo {limit} caracteres"
            )
        if UNREADABLE.search(text):
            raise SlideInvalid(
                place=found, reason="it holds a character that is no text", reason_pt="tem um caractere que não é texto"
            )


def _texts(content: Any, place: str) -> Iterator[tuple[str, str]]:
    if isinstance(content, str):
        yield place, content
    elif isinstance(content, dict):
        for key, value in content.items():
            yield from _texts(value, f"{place}.{key}".lstrip("."))
    elif isinstance(content, list):
        for number, value in enumerate(content):
            yield from _texts(value, f"{place}.{number}".lstrip("."))
