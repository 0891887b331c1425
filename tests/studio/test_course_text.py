"""A course as text: what is written is read back, what a person writes becomes a course, mistakes are named."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tecnocursos.documents.outline import (
    Code,
    ListItem,
    Notes,
    Outline,
    Paragraph,
    Place,
    Quote,
    Section,
    Source,
    Table,
)
from tecnocursos.rendering.places import ElementPlace
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
    element_names,
    with_places,
)
from tecnocursos.rendering.timeline import TEMPLATES, Brand, Music, Transition
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.course_text.courses import is_course_text, read_course_text, write_course_text
from tecnocursos.studio.coverage import report_coverage
from tecnocursos.studio.errors import (
    CourseTextInvalid,
    TextKeyTwice,
    TextKeyUnknown,
    TextMisplaced,
    TextPictureUnusable,
    TextSceneSilent,
    TextValueInvalid,
    TextYamlInvalid,
)
from tecnocursos.studio.script.composition import compose_course

GUIDE = Path(__file__).parents[2] / "docs" / "guides" / "course-as-text.md"

HOSTILE = st.sampled_from(
    """# a|## b|- item|* star|+ plus|> quote|1. um|12) doze|--- |---|***|```|~~~|(pause: 1)|(id: x)|(Nota: leia)
|\\|\\\\|a\\|`code`|[link](x)|![alt](y)|[^b1]|<!-- c -->|<b>x</b>|&amp;|&#32;|R&D|snake_case_|_x_|__y__|=|==|— fala
|-- fala|C #|#|: x|key: value|{a: b}|'q'|"q"|a | b|| x ||:--|--- | ---|no|null|~|2026-03-12|1.10|é ção|😀
|Sr. Silva foi.|A. B. C.|http://a.b/c_d""".split("|")
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
    st.builds(PictureSlide, title=SHORT, picture=SLOT, is_full_page=st.booleans()),
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


@st.composite
def places(draw: st.DrawFn) -> ElementPlace:
    width, height = draw(st.floats(0.02, 1)), draw(st.floats(0.02, 1))
    return ElementPlace(x=draw(st.floats(0, 1 - width)), y=draw(st.floats(0, 1 - height)), width=width, height=height)


@st.composite
def placed_slides(draw: st.DrawFn) -> Slide:
    slide = draw(SLIDES)
    chosen = st.dictionaries(st.sampled_from(element_names(type(slide))), places(), min_size=1, max_size=2)
    return with_places(slide, draw(st.dictionaries(st.sampled_from(["wide", "square", "tall"]), chosen, max_size=2)))


TRANSITIONS = st.builds(Transition, kind=st.sampled_from(["none", "crossfade", "push"]), frames=st.integers(0, 90))
LINES = st.builds(
    Line,
    text=TEXT,
    say=st.none() | TEXT,
    caption=st.none() | SHORT,
    sources=IDS.map(tuple),
    pause_before_ms=st.sampled_from([0, 0, 1234]),
    pause_after_ms=st.sampled_from([None, None, 0, 60_000]),
    voice=st.none() | st.just("espeak:pt-br"),
    speed=st.none() | st.floats(0.5, 2),
    origin=st.sampled_from(["notes", "text", "llm", "author"]),
    confirmed=st.just(()) | st.lists(HOSTILE.filter(bool), max_size=2).map(tuple),
)


@st.composite
def scenes(draw: st.DrawFn, number: int) -> Scene:
    slide = draw(SLIDES | placed_slides())
    lines = draw(st.lists(LINES, min_size=1, max_size=4))
    steps = st.none() | st.integers(0, slide.step_count)
    return Scene(
        id=f"{number}-{draw(st.sampled_from(['s', 'ç:é', 'no']))}",
        slide=slide,
        lines=tuple(line.model_copy(update={"step": draw(steps)}) for line in lines),
        section_id=draw(st.none() | st.sampled_from(["slide-256", "é [x] y"])),
        shows=tuple(draw(IDS)),
        chapter=draw(st.none() | TEXT),
        template=draw(st.none() | st.sampled_from(TEMPLATES)),
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


def read(text: str, **options: Path) -> Course:
    return read_course_text(text, file="aula.md", **options)


def test_the_example_of_the_guide_is_a_course() -> None:
    example = GUIDE.read_text(encoding="utf-8").split("````markdown\n")[1].split("\n````")[0]
    assert is_course_text(example)
    course = read(example)
    assert (course.title, course.language, course.transition.frames) == ("Internet em casa", "pt-BR", 12)
    assert course.lexicon == {"Wi-Fi": "uai fai"}
    assert course.brand.primary == "#0a5c63"
    assert [scene.slide.kind for scene in course.scenes] == ["title", "bullets", "two_columns", "quote", "closing"]
    title, lights, columns, saying, closing = course.scenes
    assert isinstance(title.slide, TitleSlide)
    assert title.slide.subtitle == "O que fazer quando ela cai"
    assert [line.text for line in title.lines] == ["Bem-vindo!", "Em dez minutos você resolve a maioria das quedas."]
    assert lights.chapter == "As luzes do roteador"
    assert isinstance(lights.slide, BulletsSlide)
    assert [(item.level, item.ordered) for item in lights.slide.items] == [(0, False), (0, False), (1, True), (1, True)]
    assert [line.step for line in lights.lines] == [1, 4, None, None]
    assert lights.lines[1].pause_before_ms == 500
    assert lights.lines[3].say == "Ligue para zero oitocentos, um dois três."
    assert lights.lines[3].caption == "Suporte: 0800 123"
    assert isinstance(columns.slide, TwoColumnsSlide)
    assert (columns.slide.left.heading, columns.slide.right.items) == ("Cabo", (Item(text="Sem fios"),))
    assert isinstance(saying.slide, QuoteSlide)
    assert saying.slide.attribution == "Equipe de suporte"
    assert closing.lines[-1].pause_after_ms == 2000
    assert read(write_course_text(course)) == course


def test_places_are_written_in_one_line_and_stay_with_what_the_kind_shows() -> None:
    text = (
        "(places: {wide: {title: [0.1, 0.05, 0.5, 0.2], items: [0.5, 0.3, 0.4, 0.6]}})\n# Passos\n\n- Ligue\n\nLigue."
    )
    slide = read(text).scenes[0].slide
    assert slide.places["wide"]["items"] == ElementPlace(x=0.5, y=0.3, width=0.4, height=0.6)
    assert "(places: {wide: {title: [0.1, 0.05, 0.5, 0.2]" in write_course_text(read(text))
    quote = read(text.replace("- Ligue", "> Ligue"))
    assert set(quote.scenes[0].slide.places["wide"]) == {"title"}


@pytest.mark.parametrize(
    ("places", "error"),
    [
        ("{wide: {title: [0.1, 0.2, 0.3]}}", TextValueInvalid),
        ("{wide: {title: [0.9, 0.2, 0.3, 0.1]}}", TextValueInvalid),
        ("{wide: {title: [0, 0, 2, 0.1]}}", TextValueInvalid),
        ("{wide: {title: [0, 0, 0.001, 0.1]}}", TextValueInvalid),
        ("{wide: {titel: [0, 0, 0.5, 0.1]}}", TextKeyUnknown),
        ("{broad: {title: [0, 0, 0.5, 0.1]}}", TextKeyUnknown),
        ("left", TextValueInvalid),
    ],
)
def test_what_is_no_place_is_named_with_its_line(places: str, error: type[CourseTextInvalid]) -> None:
    with pytest.raises(error) as raised:
        read(f"# Título\n\n(places: {places})\n\nFala.")
    assert raised.value.data["line"] == 3


def test_any_composed_course_is_written_and_read_the_same() -> None:
    outline = Outline(
        source=Source(name="m.md", kind="markdown", sha256="0"),
        title="Manual: guia #1",
        language="pt-BR",
        sections=tuple(
            Section(
                id=f"s{number}-início",
                title=f"{number}. Passos [a]",
                place=Place(line=number + 1),
                notes=Notes(id=f"n{number}", text="Diga isto. (pausa)\n- E isto também.") if number % 2 else None,
                blocks=(
                    Paragraph(id=f"p{number}", place=Place(line=2), text="O Sr. Silva liga. > Depois, * espera."),
                    *(
                        ListItem(id=f"i{number}-{step}", place=Place(line=3), text=f"Passo {step}", ordered=True)
                        for step in range(1, 14)
                    ),
                    Table(id=f"t{number}", place=Place(line=4), header=("a|b", "c"), rows=(("1", ""), ("x", "y"))),
                    Code(id=f"c{number}", place=Place(line=5), text="```\nif a:\n\tb\n", language="python"),
                    Quote(id=f"q{number}", place=Place(line=6), text="Teste sempre.", attribution="Suporte"),
                ),
            )
            for number in range(3)
        ),
    )
    for script in ("notes", "text"):
        course = compose_course(outline, script=script)
        assert read(write_course_text(course)) == course
        assert report_coverage(course, outline).covered_percent > 90


@pytest.mark.parametrize(
    ("text", "error", "line", "words"),
    [
        ("---\ntitle: A\ntemplat: tech\n---\nOi.", TextKeyUnknown, 3, "«template»"),
        ("---\ntitle: A\ntitle: B\n---\nOi.", TextKeyTwice, 3, "title"),
        ("---\nspeed: 9\n---\nOi.", TextValueInvalid, 2, "0.5 – 2"),
        ("---\nsize: 8k\n---\nOi.", TextValueInvalid, 2, "1080p, 720p"),
        ("---\ntitle: a: b\n---\nOi.", TextYamlInvalid, 2, "double quotes"),
        ("---\ntitle: &a [x]\nvoice: *a\n---\nOi.", TextYamlInvalid, 3, "anchors"),
        ("---\ntitle: " + "[" * 5000 + "\n---\nOi.", TextYamlInvalid, 2, "YAML"),
        ("---\ntitle: [x\n---\n# A\n\nOi.", TextYamlInvalid, 2, "YAML"),
        ("---\ntitle: A\nlang: pt\n\n# A\n\nOi.", TextMisplaced, 1, "no end"),
        ("---\ntitle: A\n\n# A\n\nOi.\n\n---\n\n# B\n\nOi.", TextMisplaced, 1, "no end"),
        ("---\nbrand: {primary: blue}\n---\nOi.", TextValueInvalid, 2, "#0a5c63"),
        ("# A\n\n(pausa: 1)\nOi.", TextKeyUnknown, 3, "«pause»"),
        ("# A\n\n(Nota: leia isto)\n", TextKeyUnknown, 3, "\\("),
        ("# A\n\n(pause: um)\nOi.", TextValueInvalid, 3, "a number"),
        ("# A\n\n(say: )\nOi.", TextValueInvalid, 3, "the words to speak"),
        ("# A\n\n(pause: 1)\n(say: ' ')\nOi.", TextValueInvalid, 4, "the words to speak"),
        ("# A\n\n(pause: 1) Oi.", TextMisplaced, 3, "line of its own"),
        ("# A\n\nOi.\n\n(voice: x)", TextMisplaced, 5, "below"),
        ("# A\n\n- x\n\n(show: 2)\nOi.", TextValueInvalid, 5, "0 – 1"),
        ("# A\n\n# B\n\nOi.", TextMisplaced, 3, "one title"),
        ("# A\n\n- x\n\n| a |\n| - |\n| 1 |\n\nOi.", TextMisplaced, 1, "a list"),
        ("(kind: table)\n\nOi.", TextMisplaced, 1, "needs a table"),
        ("(kind: blah)\n\nOi.", TextValueInvalid, 1, "two-columns"),
        ("Oi.\n\n---\n\n# B\n", TextSceneSilent, 5, "says nothing"),
        ("", TextSceneSilent, 1, "says nothing"),
        ("(id: a)\nOi.\n\n---\n\n(id: a)\nOi.", TextValueInvalid, 6, "no other scene"),
        ("![a](x.png) e texto", TextMisplaced, 1, "paragraph of its own"),
    ],
)
def test_mistakes_are_named_with_their_line(text: str, error: type[CourseTextInvalid], line: int, words: str) -> None:
    with pytest.raises(error) as caught:
        read(text)
    assert caught.value.data["line"] == line
    assert f"aula.md, line {line}: " in caught.value.message("en")
    assert words in caught.value.message("en")
    assert f"aula.md, linha {line}: " in caught.value.message("pt-BR")


def test_pictures_are_looked_for_in_the_texts_folder(tmp_path: Path) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    folder = tmp_path / "aula"
    (folder / "fotos").mkdir(parents=True)
    (folder / "fotos" / "roteador novo.png").write_bytes(picture.getvalue())
    (folder / "falsa.png").write_bytes(b"MZ not a picture")
    (tmp_path / "fora.png").write_bytes(picture.getvalue())
    course = read('Oi.\n\n![Luzes](<fotos/roteador novo.png> "Frente")', folder=folder)
    slide = course.scenes[0].slide
    assert isinstance(slide, PictureSlide)
    assert slide.picture == PictureSlot(file="fotos/roteador novo.png", alt="Luzes", caption="Frente")
    for name, reason in {
        "falta.png": "does not exist",
        "../fora.png": "outside",
        "/etc/passwd": "outside",
        "file:///etc/passwd": "does not exist",
        "https://a.b/c.png": "does not exist",
        "falsa.png": "neither PNG nor JPEG",
    }.items():
        with pytest.raises(TextPictureUnusable, match=reason) as caught:
            read(f"# A\n\nOi.\n\n![x]({name})", folder=folder)
        assert caught.value.data["picture"] == name


@pytest.mark.parametrize(
    "text",
    [
        "---\ntemplate: tech\n---\n# A\n\nOi.",
        "# A\n\nOi.\n\n---\n\n# B\n\nOi.",
        "# A\n\n(pause: 1)\nOi.",
        "\ufeffA\r\n---\r\nB",
        "---\ntitle: [x\n---\n# A\n\nOi.",
        "\ufeff---\r\ntitle: a: b\r\n---\r\n# A\r\n\r\nOi.",
        "---\ntitle: A\nlang: pt\n\n# A\n\nOi.",
    ],
)
def test_course_texts_are_told_from_documents(text: str) -> None:
    assert is_course_text(text)


@pytest.mark.parametrize(
    "text",
    [
        "# Manual\n\nTexto.\n\n- a\n- b\n",
        "---\ntitle: Um documento\nauthor: Ana\n---\n\n# Manual\n\nTexto.",
        "---\ntitle: A\nlang: en\n---\n\n# A\n\nText.",
        "---\ndate: 2026-03-12\ntags: [rede, casa]\nref: &r 1\nsame: *r\n---\n# A\n\nTexto.",
        "# A\n\n```yaml\n---\nkey: 1\n---\n```\n",
        "# A\n\n(Nota: um aparte entre parênteses.)\n",
        "| a |\n| --- |\n| 1 |\n",
        "",
    ],
)
def test_documents_are_told_from_course_texts(text: str) -> None:
    assert not is_course_text(text)


def test_sloppy_texts_are_understood() -> None:
    course = read(
        "Bem-vindos ao curso.\r\n---\r\n## Sem título grande\r\n* **negrito** e [link](http://x)\r\n\r\n"
        "Uma linha\r\nquebrada no meio. E outra, 3 > 2 & <b>só</b>.\r\n\r\n<!-- lembrete -->\r\n\r\n"
        "(um aparte)\r\n\r\n---\r\n"
    )
    first, second = course.scenes
    assert isinstance(first.slide, TitleSlide)
    assert first.slide.title == "Sem título grande"
    assert second.slide == BulletsSlide(title="Sem título grande", items=(Item(text="negrito e link"),))
    assert [line.text for line in second.lines] == [
        "Uma linha quebrada no meio.",
        "E outra, 3 > 2 & <b>só</b>.",
        "(um aparte)",
    ]
    assert first.id != second.id


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    st.lists(st.one_of(HOSTILE, st.just("\n"), st.just("\n\n"), st.just("---"), st.just("Fala. ")), max_size=14).map(
        "".join
    )
)
def test_anything_is_read_or_refused_with_a_reason(text: str) -> None:
    try:
        course = read(text)
    except CourseTextInvalid as error:
        messages = [error.message("en"), error.message("pt-BR")]
    else:
        messages = ["aula.md"]
        assert read(write_course_text(course)) == course
    assert all("aula.md" in message for message in messages)
