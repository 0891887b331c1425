"""What holds for every document, every edit and every new version."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outline_maker import bullets, outline, paragraph, section, table
from tecnocursos.documents.outline import Block, Outline, Section
from tecnocursos.studio.changes.proposals import ChangeProposal, apply_decisions, propose_changes
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.script.composition import compose_course

QUICK = settings(max_examples=80, derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])

words = st.sampled_from(
    "roteador fibra cabo luz senha rede plano técnico tomada verde azul janela parede celular canal sinal".split()
)
sentences = st.lists(words, min_size=3, max_size=9).map(lambda some: "Veja " + " ".join(some) + ".")
titles = st.lists(words, min_size=1, max_size=3).map(" ".join)


@st.composite
def blocks(draw: st.DrawFn) -> list[Block]:
    kind = draw(st.sampled_from(["paragraph", "items", "table"]))
    if kind == "paragraph":
        return [paragraph(draw(sentences))]
    if kind == "items":
        return bullets(*draw(st.lists(titles, min_size=1, max_size=5)))
    return [table(["Nome", "Valor"], *[[draw(titles), draw(titles)] for _ in range(draw(st.integers(1, 3)))])]


sections = st.builds(
    lambda title, some, notes: section(title, *some, notes=notes),
    titles,
    st.lists(blocks(), max_size=4),
    st.none() | sentences,
)
section_lists = st.lists(sections, min_size=1, max_size=5)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Outline, Outline]:
    """A document and a version of it that some hand has changed."""
    old = draw(section_lists)
    new = list(old)
    for _ in range(draw(st.integers(0, 3))):
        change = draw(st.sampled_from(["add", "remove", "swap", "block"]))
        place = draw(st.integers(0, max(0, len(new) - 1)))
        if change == "add":
            new.insert(place, draw(sections))
        elif change == "remove" and len(new) > 1:
            del new[place]
        elif change == "swap":
            new.insert(0, new.pop(place))
        else:
            new[place] = _other_block(new[place], draw(blocks()))
    return outline("Curso", *old), outline("Curso", *new)


def _other_block(part: Section, added: list[Block]) -> Section:
    return part.model_copy(update={"blocks": (*part.blocks[1:], *added)})


@st.composite
def edited_courses(draw: st.DrawFn, course: Course) -> tuple[Course, list[str]]:
    """The course with some lines typed anew, and what was typed."""
    typed: list[str] = []
    scenes: list[Scene] = []
    for number, scene in enumerate(course.scenes):
        lines: list[Line] = []
        for place, line in enumerate(scene.lines):
            choice = draw(st.sampled_from(["leave", "leave", "leave", "type", "insert", "say"]))
            text = f"Ana{number}x{place} escreveu: O'Brien & 1<2."
            if choice == "type":
                line = line.model_copy(update={"text": text, "origin": "author"})
            elif choice == "say":
                line = line.model_copy(update={"say": text})
            elif choice == "insert":
                lines.append(Line(text=text))
            typed += [text] if choice != "leave" else []
            lines.append(line)
        scenes.append(scene.model_copy(update={"id": f"row-{number}", "lines": tuple(lines)}))
    order = draw(st.permutations(scenes)) if draw(st.booleans()) else scenes
    return course.model_copy(update={"scenes": tuple(order)}), typed


def _compare(old: Outline, new: Outline, edited: Course) -> ChangeProposal:
    return propose_changes(old, new, edited, old_draft=compose_course(old), new_draft=compose_course(new))


@QUICK
@given(st.data())
def test_nothing_that_the_author_typed_is_lost_by_accepting_everything(data: st.DataObject) -> None:
    old, new = data.draw(versions())
    edited, typed = data.draw(edited_courses(compose_course(old)))
    changes = _compare(old, new, edited)
    after = apply_decisions(edited, changes, {}, "accept")
    said = "\n".join(f"{line.text}\n{line.say}" for scene in after.scenes for line in scene.lines)
    assert [text for text in typed if text not in said] == []
    assert {scene.id for scene in edited.scenes} <= {scene.id for scene in after.scenes}
    assert len({scene.id for scene in after.scenes}) == len(after.scenes)
    Course.model_validate(after.model_dump())


@QUICK
@given(st.data())
def test_the_same_document_changes_nothing_whatever_was_edited(data: st.DataObject) -> None:
    old = outline("Curso", *data.draw(section_lists))
    edited, _ = data.draw(edited_courses(compose_course(old)))
    changes = _compare(old, old, edited)
    assert changes.proposals == ()
    assert apply_decisions(edited, changes, {}, "accept") == edited


@QUICK
@given(versions())
def test_accepting_all_of_an_unedited_course_gives_the_new_draft_in_its_order(pair: tuple[Outline, Outline]) -> None:
    old, new = pair
    draft = compose_course(old)
    changes = _compare(old, new, draft)
    removals = {proposal.key for proposal in changes.proposals if proposal.kind == "remove"}
    after = apply_decisions(draft, changes, dict.fromkeys(removals, "accept"), "accept")
    fresh = compose_course(new)
    assert [_content(scene) for scene in after.scenes] == [_content(scene) for scene in fresh.scenes]


@QUICK
@given(versions())
def test_scenes_that_no_proposal_names_stay_as_they_are_but_for_their_links(pair: tuple[Outline, Outline]) -> None:
    old, new = pair
    draft = compose_course(old)
    changes = _compare(old, new, draft)
    named = {proposal.key for proposal in changes.proposals}
    after = {scene.id: scene for scene in apply_decisions(draft, changes, {}, "accept").scenes}
    ids = {part.id for part in new.sections} | {block.id for block in new.blocks()}
    ids |= {part.notes.id for part in new.sections if part.notes}
    for scene in draft.scenes:
        if scene.id not in named:
            assert _content(after[scene.id]) == _content(scene)
    for scene in after.values():
        assert {*scene.shows, *(source for line in scene.lines for source in line.sources)} <= ids


def _content(scene: Scene) -> object:
    lines = [(line.text, line.say, line.step) for line in scene.lines]
    return scene.slide, lines, scene.chapter
