"""A course as text: what is written is read back, what a person writes becomes a course, mistakes are named."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tecnocursos.rendering.slides import (
    BulletsSlide,
    ClosingSlide,
    CodeSlide,
    Column,
    Item,
    PictureSlide,
    PictureSlot,
    PictureTextSlide,
    QuoteSlide,
    SectionSlide,
    Slide,
    TableSlide,
    TitleSlide,
    TwoColumnsSlide,
)
from tecnocursos.rendering.timeline import Brand, Music, Transition
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.course_text import is_course_text, read_course_text, write_course_text

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "course-as-text.md"

HOSTILE = st.sampled_from(
    """# a|## b|- item|* star|+ plus|> quote|1. um|12) doze|--- |---|***|```|~~~|(pause: 1)|(id: x)|(Nota: leia)
|\\|\\\\|a\\|`code`|[link](x)|![alt](y)|[^b1]|<!-- c -->|<b>x</b>|&amp;|&#32;|R&D|snake_case_|_x_|__y__|=|==|— fala|-- fala|C #|#|
: x|key: value|{a: b}|'q'|"q"|a | b|| x ||:--|--- | ---|no|null|~|2026-03-12|1.10|é ção|😀|Sr. Silva foi.|A. B. C.|http://a.b/c_d""".split(
        "|"
    )
)
ANY_TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Cn", "Co"], include_characters="\n\t"), max_size=30
)
TEXT = st.one_of(HOSTILE, ANY_TEXT, st.builds("{} {}".format, HOSTILE, ANY_TEXT)).filter(lambda text: text.strip())
IDS = st.lists(st.sampled_from(["slide-256", "b1", "s3-roteador.b2", "notes-1", "é [x] y", "a%20b"]), max_size=3)
ITEM = st.builds(Item, text=TEXT, level=st.integers(0, 3)) | st.builds(
    Item, text=TEXT, level=st.integers(0, 3), ordered=st.just(True), number=st.none() | st.integers(0, 20)
)
ITEMS = st.lists(ITEM, max_size=5).map(tuple)
SHORT = st.just("") | TEXT
SLOT = st.builds(PictureSlot, file=TEXT, alt=SHORT, caption=SHORT)


@st.composite
def tables(draw: st.DrawFn) -> TableSlide:
    width = draw(st.integers(1, 3))
    row = st.tuples(*[SHORT] * width)
    header = draw(st.just(()) | row.filter(any))
    return TableSlide(
        title=draw(SHORT), header=header, rows=tuple(draw(st.lists(row, min_size=1, max_size=3))), caption=draw(SHORT)
    )


SLIDES: st.SearchStrategy[Slide] = st.one_of(
    st.builds(TitleSlide, title=TEXT, subtitle=SHORT, kicker=SHORT),
    st.builds(BulletsSlide, title=SHORT, items=ITEMS),
    st.builds(PictureSlide, title=SHORT, picture=SLOT),
    st.builds(PictureTextSlide, title=SHORT, picture=SLOT, items=ITEMS),
    st.builds(
        TwoColumnsSlide,
        title=SHORT,
        left=st.builds(Column, heading=SHORT, items=ITEMS),
        right=st.builds(Column, heading=SHORT, items=ITEMS),
    ),
    tables(),
    st.builds(CodeSlide, title=SHORT, code=TEXT, language=st.sampled_from(["", "python", "c++"]), caption=SHORT),
    st.builds(QuoteSlide, title=SHORT, text=TEXT, attribution=SHORT),
    st.builds(SectionSlide, title=TEXT, subtitle=SHORT, number=SHORT),
    st.builds(ClosingSlide, title=TEXT, subtitle=SHORT, items=ITEMS),
)
TRANSITIONS = st.builds(Transition, kind=st.sampled_from(["none", "crossfade", "push"]), frames=st.integers(0, 90))
LINES = st.builds(
    Line,
    text=TEXT,
    say=st.none() | SHORT,
    caption=st.none() | SHORT,
    sources=IDS.map(tuple),
    pause_before_ms=st.sampled_from([0, 0, 1234]),
    pause_after_ms=st.sampled_from([None, None, 0, 60_000]),
    voice=st.none() | st.just("espeak:pt-br"),
    speed=st.none() | st.floats(0.5, 2),
    origin=st.sampled_from(["notes", "text", "llm", "author"]),
)


@st.composite
def scenes(draw: st.DrawFn, number: int) -> Scene:
    slide = draw(SLIDES)
    lines = draw(st.lists(LINES, min_size=1, max_size=4))
    steps = st.none() | st.integers(0, slide.step_count)
    return Scene(
        id=f"{number}-{draw(st.sampled_from(['s', 'ç:é', 'no']))}",
        slide=slide,
        lines=tuple(line.model_copy(update={"step": draw(steps)}) for line in lines),
        section_id=draw(st.none() | st.sampled_from(["slide-256", "é [x] y"])),
        shows=tuple(draw(IDS)),
        chapter=draw(st.none() | TEXT),
        transition=draw(st.none() | TRANSITIONS),
    )


@st.composite
def courses(draw: st.DrawFn) -> Course:
    return Course(
        title=draw(TEXT),
        language=draw(st.sampled_from(["pt-BR", "en-US"])),
        size=draw(st.sampled_from(["1080p", "vertical"])),
        template=draw(st.sampled_from(["modern", "tech"])),
        brand=draw(
            st.just(Brand())
            | st.builds(
                Brand, name=SHORT, logo=st.none() | TEXT, primary=st.just("#0a5c63"), font_files=st.just(("a.ttf",))
            )
        ),
        voice=draw(st.none() | TEXT),
        speed=draw(st.just(1.0) | st.floats(0.5, 2)),
        transition=draw(TRANSITIONS),
        music=draw(st.none() | st.builds(Music, file=TEXT, level_db=st.floats(-60, 0))),
        lexicon=draw(st.dictionaries(TEXT, TEXT, max_size=2)),
        scenes=tuple(draw(scenes(number)) for number in range(draw(st.integers(1, 3)))),
    )


@settings(max_examples=120, derandomize=True, deadline=None, suppress_health_check=list(HealthCheck))
@given(courses())
def test_a_course_written_and_read_is_the_same(course: Course) -> None:
    text = write_course_text(course)
    assert read_course_text(text, file="aula.md") == course, text
    assert is_course_text(text)
