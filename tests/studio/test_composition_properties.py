"""What holds for every outline, however strange."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outline_maker import bullets, code, outline, paragraph, picture, quote, section, table
from tecnocursos.documents.outline import Block, Outline, Section
from tecnocursos.kit.text import collapse, fold, words
from tecnocursos.studio.course import Course
from tecnocursos.studio.script.composition import Script, compose_course
from tecnocursos.studio.script.drafts import speech_seconds

QUICK = settings(
    max_examples=60,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)

PHRASES = """Ligue o roteador|Wi-Fi & cabos|Não dobre a fibra|300 Mb/s|R$ 1.234,56|Espere 30 segundos.|Veja:|A. Silva
Modem: converte a luz|TUDO EM MAIÚSCULAS|→ Redes → Senha|• ponto|e/ou|www.exemplo.com.br|2. Segundo passo|item,|10%
Dr. Ana disse: “Sim!”|It never ends; does it?|the U.S. plan|✓|—|...|João|5 GHz (rápido)|😀 Oba""".replace(
    "\n", "|"
).split("|")
texts = st.one_of(
    st.lists(st.sampled_from(PHRASES), min_size=1, max_size=9).map(" ".join),
    st.text(alphabet="aAbéÉ12 .,;:!?…-–()\"'“”/→•&✓%$\n", min_size=1, max_size=60),
)
boxes = st.sampled_from([None, (0.05, 0.2, 0.4, 0.6), (0.52, 0.2, 0.4, 0.6)])


@st.composite
def blocks(draw: st.DrawFn) -> list[Block]:
    kind = draw(st.sampled_from(["paragraph", "items", "table", "picture", "code", "quote"]))
    if kind == "paragraph":
        return [paragraph(draw(texts), draw(boxes))]
    if kind == "items":
        levels = draw(st.lists(st.integers(0, 3), min_size=1, max_size=9))
        items = [("-" * level) + "x " + draw(texts) for level in levels]
        return bullets(*items, ordered=draw(st.booleans()), box=draw(boxes))
    if kind == "table":
        width = draw(st.integers(1, 4))
        row = st.lists(texts | st.just(""), min_size=width, max_size=width)
        return [table(draw(row | st.just([])), *draw(st.lists(row, max_size=10)), caption=draw(st.none() | texts))]
    if kind == "picture":
        return [picture(draw(st.none() | texts), draw(st.none() | texts), size=draw(st.sampled_from([16, 900])))]
    if kind == "code":
        return [
            code("\n".join(draw(st.lists(texts, max_size=30))), draw(st.sampled_from([None, "python", "bash", "zig"])))
        ]
    return [quote(draw(texts), draw(st.none() | texts))]


@st.composite
def sections(draw: st.DrawFn) -> Section:
    return section(
        draw(st.none() | texts),
        *draw(st.lists(blocks(), max_size=5)),
        notes=draw(st.none() | st.lists(texts | st.just("(pause: 1)"), max_size=12).map("\n".join)),
        role=draw(st.sampled_from(["content", "content", "content", "title", "section"])),
        subtitle=draw(st.none() | texts),
        level=draw(st.integers(1, 3)),
    )


outlines = st.builds(
    lambda title, parts, language: outline(title, *parts, language=language),
    texts,
    st.lists(sections(), max_size=6),
    st.sampled_from(["pt-BR", "en-US"]),
)


def spoken_words(course: Course) -> set[str]:
    return {fold(word) for scene in course.scenes for line in scene.lines for word in words(line.text)}


def told_texts(source: Outline) -> list[str]:
    found = []
    for block in source.blocks():
        match block.kind:
            case "paragraph" | "list_item":
                found.append(block.text)
            case "table":
                found += [cell for row in block.rows for cell in row] + list(block.header)
                found.append(block.caption or "")
            case "quote":
                found += [block.text, (words(block.text) and block.attribution) or ""]
    return found


@given(outlines)
@QUICK
def test_every_word_of_the_source_is_spoken(source: Outline) -> None:
    spoken = spoken_words(compose_course(source))
    missing = {fold(word) for text in told_texts(source) for word in words(text)} - spoken
    assert not missing


@given(outlines, st.sampled_from(["notes", "text"]))
@QUICK
def test_scenes_are_whole(source: Outline, script: Script) -> None:
    course = compose_course(source, script=script)
    identities = [scene.id for scene in course.scenes]
    assert len(set(identities)) == len(identities)
    assert course.scenes[0].chapter
    blocks_by_id = {block.id for block in source.blocks()}
    known = blocks_by_id | {part.id for part in source.sections} | {p.notes.id for p in source.sections if p.notes}
    for scene in course.scenes:
        steps = [line.step or 0 for line in scene.lines]
        assert steps == sorted(steps)
        assert steps[-1] == scene.slide.step_count
        assert set(scene.shows) <= blocks_by_id
        for line in scene.lines:
            assert any(character.isalnum() for character in line.say or line.text)
            assert set(line.sources) <= known
            assert line.text == collapse(line.text)


@given(outlines)
@QUICK
def test_notes_are_spoken_word_for_word(source: Outline) -> None:
    course = compose_course(source, script="notes")
    for part in source.sections:
        if part.notes is None:
            continue
        lines = [line for scene in course.scenes for line in scene.lines if part.notes.id in line.sources]
        paragraphs = [text for text in part.notes.text.splitlines() if text.strip() != "(pause: 1)"]
        written = collapse(" ".join(paragraphs))
        if any(character.isalnum() for character in written):
            assert " ".join(line.text for line in lines) == written
            assert all(line.origin == "notes" for line in lines)


@given(outlines)
@QUICK
def test_the_same_outline_gives_the_same_course(source: Outline) -> None:
    again = Outline.model_validate_json(source.model_dump_json())
    assert compose_course(source) == compose_course(again)
    assert Course.model_validate_json(compose_course(source).model_dump_json()) == compose_course(source)


@given(outlines, sections())
@QUICK
def test_a_new_section_leaves_the_other_scenes_alone(source: Outline, added: Section) -> None:
    """Sections keep their scenes when another is put between them; only a heading just announced is not repeated."""
    new = added.model_copy(update={"id": "new", "title": "Novo", "role": "content", "blocks": (), "notes": None})
    titles = [fold(collapse(title)) for title in (source.title, *(part.title for part in source.sections)) if title]
    if len(source.sections) < 3 or len(set(titles)) < len(titles):
        return
    longer = source.model_copy(update={"sections": (*source.sections[:2], new, *source.sections[2:])})
    before = {scene.id: scene for scene in compose_course(source).scenes if scene.section_id}
    after = {scene.id: scene for scene in compose_course(longer).scenes if scene.section_id}
    assert set(before) <= set(after)
    assert all(scene.lines == after[identity].lines for identity, scene in before.items())


@pytest.mark.parametrize("script", ["notes", "text"])
def test_scenes_do_not_grow_too_long(script: Script) -> None:
    sentence = "Esta frase tem exatamente dez palavras para medir o tempo."
    source = outline(
        "Longo",
        section("Prosa", *[paragraph(" ".join([sentence] * 9)) for _ in range(12)]),
        section(
            "Lista", bullets(*[f"Ponto {number} da lista" for number in range(30)]), notes=" ".join([sentence] * 60)
        ),
        section("Figura", picture("Uma casa"), notes=" ".join([sentence] * 40)),
        section("Tabela", table(["Mês", "Valor", "Meta"], *[[f"Mês {n}", f"{n},5", "100"] for n in range(40)])),
    )
    course = compose_course(source, script=script)
    for scene in course.scenes:
        assert sum(speech_seconds(line.text) for line in scene.lines) <= 60
