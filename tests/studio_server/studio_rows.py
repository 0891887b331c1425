"""Courses and projects for the tests of the studio's server."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from people import Person
from tecnocursos.rendering.slides import (
    BulletsSlide,
    ClosingSlide,
    CodeSlide,
    Column,
    Item,
    QuoteSlide,
    SectionSlide,
    Slide,
    TableSlide,
    TitleSlide,
    TwoColumnsSlide,
)
from tecnocursos.rendering.timeline import SIZES, TEMPLATES, Brand, Transition
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.worker.running import Runner

BULLETS: dict[str, Any] = {"kind": "bullets", "title": "Passos", "items": [{"text": "Ligue"}, {"text": "Espere"}]}
LINES: list[dict[str, Any]] = [{"text": "Ligue o roteador.", "step": 1}, {"text": "Espere dois minutos.", "step": 2}]

TEXT = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=30).filter(str.strip)
ITEMS = st.lists(st.builds(Item, text=TEXT, level=st.integers(0, 3)), min_size=1, max_size=4).map(tuple)


@st.composite
def tables(draw: Callable[[Any], Any]) -> TableSlide:
    width = draw(st.integers(1, 4))
    row = st.lists(TEXT, min_size=width, max_size=width).map(tuple)
    return TableSlide(
        title=draw(TEXT), header=draw(row), rows=tuple(draw(st.lists(row, min_size=1, max_size=4))), caption=draw(TEXT)
    )


SLIDES: st.SearchStrategy[Slide] = st.one_of(
    st.builds(TitleSlide, title=TEXT, subtitle=TEXT, kicker=TEXT),
    st.builds(BulletsSlide, title=TEXT, items=ITEMS),
    st.builds(SectionSlide, title=TEXT, subtitle=TEXT),
    st.builds(ClosingSlide, title=TEXT, items=ITEMS),
    st.builds(QuoteSlide, title=TEXT, text=TEXT, attribution=TEXT),
    st.builds(CodeSlide, title=TEXT, code=TEXT, language=st.just("python")),
    st.builds(
        TwoColumnsSlide,
        title=TEXT,
        left=st.builds(Column, heading=TEXT, items=ITEMS),
        right=st.builds(Column, heading=TEXT, items=ITEMS),
    ),
    tables(),
)
_TRANSITIONS = st.builds(Transition, kind=st.sampled_from(["none", "crossfade", "push"]), frames=st.integers(0, 90))
_LINES = st.lists(
    st.builds(
        Line,
        text=TEXT,
        say=st.none() | TEXT,
        caption=st.none() | st.just("") | TEXT,
        sources=st.lists(TEXT, max_size=2).map(tuple),
        step=st.none() | st.integers(0, 4),
        pause_before_ms=st.integers(0, 60_000),
        pause_after_ms=st.none() | st.integers(0, 60_000),
        speed=st.none() | st.sampled_from([0.5, 1.0, 1.25]),
        origin=st.sampled_from(["notes", "text", "llm", "author"]),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
_SCENES = st.lists(
    st.builds(
        Scene,
        id=TEXT,
        slide=SLIDES,
        lines=_LINES,
        section_id=st.none() | TEXT,
        shows=st.lists(TEXT, max_size=2).map(tuple),
        chapter=st.none() | TEXT,
        transition=st.none() | _TRANSITIONS,
        template=st.none() | st.sampled_from(TEMPLATES),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda scene: scene.id,
).map(tuple)
COURSES: st.SearchStrategy[Course] = st.builds(
    Course,
    title=TEXT,
    language=st.sampled_from(["pt-BR", "en-US"]),
    size=st.sampled_from(list(SIZES)),
    template=st.sampled_from(TEMPLATES),
    brand=st.builds(Brand, name=TEXT, primary=st.none() | st.just("#0a5c63"), body_font=st.none() | TEXT),
    voice=st.none() | st.just("espeak:pt-br"),
    speed=st.sampled_from([0.5, 1.0, 1.3]),
    transition=_TRANSITIONS,
    music=st.none(),
    lexicon=st.dictionaries(TEXT, TEXT, max_size=3),
    scenes=_SCENES,
)


def new_project(person: Person, **fields: Any) -> dict[str, Any]:
    answer = person.post("/api/v1/projects", json={"title": "Internet em casa", "language": "pt-BR"} | fields)
    assert answer.status_code == 201, answer.text
    project: dict[str, Any] = answer.json()
    return project


def new_scene(person: Person, project_id: str, **fields: Any) -> dict[str, Any]:
    body = {"project_id": project_id, "slide": BULLETS, "lines": LINES} | fields
    answer = person.post("/api/v1/scenes", json=body)
    assert answer.status_code == 201, answer.text
    scene: dict[str, Any] = answer.json()
    return scene


def titles(person: Person, project_id: str) -> list[str]:
    """Of the project's scenes, in their order; their positions must be without gaps."""
    scenes = person.get("/api/v1/scenes", params={"project_id": project_id, "limit": 200}).json()["items"]
    assert [scene["position"] for scene in scenes] == list(range(len(scenes)))
    return [scene["title"] for scene in scenes]


def finish_jobs(runner: Runner) -> None:
    while runner.run_next():
        pass
