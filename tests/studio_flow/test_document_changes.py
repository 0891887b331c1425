"""A new version of a document against a course that people have worked on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from outline_maker import bullets, outline, paragraph, picture, section, table
from tecnocursos.documents.outline import Outline
from tecnocursos.rendering.slides import BulletsSlide
from tecnocursos.studio.changes.errors import CourseWouldBeEmpty, DecisionUnknown
from tecnocursos.studio.changes.matching import match_outlines
from tecnocursos.studio.changes.proposals import ChangeProposal, apply_decisions, propose_changes
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.script.composition import compose_course

OPENING = section("Internet em casa", role="title", subtitle="Guia do cliente")
CABLES = section(
    "Ligue os cabos",
    bullets("Ligue a fibra na ONU", "Ligue o cabo azul no roteador", "Espere a luz verde acender", ordered=True),
)
PASSWORD = section(
    "Troque a senha",
    paragraph("A senha do Wi-Fi vem na etiqueta do roteador."),
    paragraph("Troque a senha no primeiro dia de uso."),
)
SPEEDS = section("Velocidade do plano", table(["Plano", "Velocidade"], ["Casa", "300 Mb/s"], ["Família", "600 Mb/s"]))


def document(*sections: object) -> Outline:
    return outline("Internet em casa", OPENING, *sections)  # type: ignore[arg-type]


OLD = document(CABLES, PASSWORD, SPEEDS)


def proposals(new: Outline, edited: Course | None = None, old: Outline = OLD) -> ChangeProposal:
    draft = compose_course(old)
    return propose_changes(old, new, edited or draft, old_draft=draft, new_draft=compose_course(new))


def scene_of(course: Course, section_id: str) -> Scene:
    return next(scene for scene in course.scenes if scene.section_id == section_id)


def with_scene(course: Course, scene: Scene) -> Course:
    scenes = tuple(scene if old.id == scene.id else old for old in course.scenes)
    return course.model_copy(update={"scenes": scenes})


def edit(course: Course, section_id: str, change: Callable[[Scene], Scene]) -> Course:
    return with_scene(course, change(scene_of(course, section_id)))


def say(text: str, place: int = 0) -> Callable[[Scene], Scene]:
    def change(scene: Scene) -> Scene:
        lines = list(scene.lines)
        lines[place] = lines[place].model_copy(update={"text": text, "origin": "author"})
        return scene.model_copy(update={"lines": tuple(lines)})

    return change


def spoken(course: Course) -> str:
    return " ".join(line.text for scene in course.scenes for line in scene.lines)


def test_the_same_document_proposes_nothing() -> None:
    changes = proposals(OLD)
    assert changes.parts == ()
    assert changes.proposals == ()
    assert changes.relinked == compose_course(OLD).scenes


def test_a_section_before_the_others_renumbers_them_and_touches_none() -> None:
    new = document(
        section("Antes de tudo", paragraph("Tire o aparelho da caixa com cuidado.")), CABLES, PASSWORD, SPEEDS
    )
    draft = compose_course(OLD)
    changes = proposals(new)
    kinds = {(proposal.kind, proposal.key.startswith("new:")) for proposal in changes.proposals}
    assert kinds <= {("add", True), ("update", False)}
    added = [proposal for proposal in changes.proposals if proposal.kind == "add"]
    assert ["caixa" in str(proposal.proposed) for proposal in added] == [True]
    # The closing sums up the parts, and the first chapter has another name now; nothing that is said changes.
    updated = {p.key: p.proposed for p in changes.proposals if p.kind == "update"}
    assert updated.keys() <= {"s1", draft.scenes[-1].id}
    opening = updated["s1"]
    assert opening is not None
    assert (opening.slide, opening.lines) == (draft.scenes[0].slide, draft.scenes[0].lines)
    relinked = {scene.id: scene for scene in changes.relinked}
    cables = scene_of(draft, "s2")
    assert relinked[cables.id].section_id == "s3"
    assert relinked[cables.id].shows == tuple(block.replace("s2", "s3") for block in cables.shows)
    assert relinked[cables.id].slide == cables.slide


def test_a_changed_paragraph_changes_its_scene_and_no_other() -> None:
    changed = section("Troque a senha", paragraph("A senha do Wi-Fi vem no aplicativo."), PASSWORD.blocks[1])
    changes = proposals(document(CABLES, changed, SPEEDS))
    (proposal,) = changes.proposals
    assert proposal.kind == "update"
    assert not proposal.is_edited
    assert proposal.conflicts == ()
    assert proposal.touched_by == ("s3-b1",)
    after = apply_decisions(compose_course(OLD), changes, {}, "accept")
    assert "aplicativo" in spoken(after)
    assert "etiqueta" not in spoken(after)
    untouched = [s for s in after.scenes if s.id != proposal.key]
    assert untouched == [s for s in compose_course(OLD).scenes if s.id != proposal.key]


def test_what_the_author_typed_stays_and_the_rest_follows() -> None:
    changed = section("Troque a senha", PASSWORD.blocks[0], paragraph("Troque a senha no segundo dia de uso."))
    edited = edit(compose_course(OLD), "s3", say("A senha está na etiqueta, diz O'Brien."))
    changes = proposals(document(CABLES, changed, SPEEDS), edited)
    (proposal,) = changes.proposals
    assert proposal.is_edited
    after = spoken(apply_decisions(edited, changes, {}, "accept"))
    assert "O'Brien" in after
    assert "segundo dia" in after
    assert "primeiro dia" not in after


def test_a_line_that_both_changed_is_kept_and_asked_about() -> None:
    changed = section("Troque a senha", PASSWORD.blocks[0], paragraph("Troque a senha no segundo dia de uso."))
    edited = compose_course(OLD)
    place = next(i for i, line in enumerate(scene_of(edited, "s3").lines) if "primeiro" in line.text)
    edited = edit(edited, "s3", say("Troque a senha já no primeiro dia, sem falta.", place))
    changes = proposals(document(CABLES, changed, SPEEDS), edited)
    (proposal,) = changes.proposals
    conflicts = {conflict.field: conflict for conflict in proposal.conflicts}
    conflict = conflicts[f"lines.{place}.text"]
    assert conflict.kind == "both_changed"
    assert "sem falta" in conflict.edited
    assert "segundo" in conflict.document
    assert "sem falta" in spoken(apply_decisions(edited, changes, {}, "accept"))
    given_up = spoken(apply_decisions(edited, changes, {proposal.key: "document"}))
    assert "sem falta" not in given_up
    assert "segundo dia" in given_up
    assert "primeiro dia, sem falta" in spoken(apply_decisions(edited, changes, {}, "reject"))


def test_an_edited_title_stays_where_the_document_changes_an_item() -> None:
    def rename(scene: Scene) -> Scene:
        return scene.model_copy(update={"slide": scene.slide.model_copy(update={"title": "Cabos, passo a passo"})})

    changed = section(
        "Ligue os cabos",
        bullets(
            "Ligue a fibra na ONU",
            "Ligue o cabo amarelo no roteador",
            "Espere a luz verde acender",
            "Teste no celular",
            ordered=True,
        ),
    )
    edited = edit(compose_course(OLD), "s2", rename)
    changes = proposals(document(changed, PASSWORD, SPEEDS), edited)
    scene = next(s for s in apply_decisions(edited, changes, {}, "accept").scenes if s.section_id == "s2")
    assert scene.slide.title == "Cabos, passo a passo"
    assert isinstance(scene.slide, BulletsSlide)
    assert [item.text for item in scene.slide.items][1::2] == ["Ligue o cabo amarelo no roteador", "Teste no celular"]
    assert max(line.step or 0 for line in scene.lines) == 4


def test_an_item_that_the_author_put_in_moves_the_steps_of_those_after_it() -> None:
    def put_in(scene: Scene) -> Scene:
        slide = scene.slide
        assert isinstance(slide, BulletsSlide)
        first = slide.items[0]
        items = (first.model_copy(update={"text": "Desligue tudo da tomada"}), *slide.items)
        lines = tuple(line.model_copy(update={"step": line.step + 1 if line.step else None}) for line in scene.lines)
        return scene.model_copy(update={"slide": slide.model_copy(update={"items": items}), "lines": lines})

    changed = section(
        "Ligue os cabos",
        bullets("Ligue a fibra na ONU", "Ligue o cabo azul no roteador", "Espere a luz azul acender", ordered=True),
    )
    edited = edit(compose_course(OLD), "s2", put_in)
    changes = proposals(document(changed, PASSWORD, SPEEDS), edited)
    scene = next(s for s in apply_decisions(edited, changes, {}, "accept").scenes if s.section_id == "s2")
    assert isinstance(scene.slide, BulletsSlide)
    texts = [item.text for item in scene.slide.items]
    assert texts == [
        "Desligue tudo da tomada",
        "Ligue a fibra na ONU",
        "Ligue o cabo azul no roteador",
        "Espere a luz azul acender",
    ]
    told = {line.step: line.text for line in scene.lines if line.step}
    assert "azul no roteador" in told[3]
    assert "luz azul" in told[4]


def test_a_removed_section_is_only_proposed_to_go() -> None:
    new = document(CABLES, SPEEDS)
    changes = proposals(new)
    removed = [proposal for proposal in changes.proposals if proposal.kind == "remove"]
    assert removed
    kept = apply_decisions(compose_course(OLD), changes, {}, "accept")
    assert "etiqueta" in spoken(kept)
    gone = apply_decisions(compose_course(OLD), changes, {proposal.key: "accept" for proposal in removed}, "accept")
    assert "etiqueta" not in spoken(gone)
    # What is not in the document any more is no source of the scene that stays.
    assert scene_by_text(kept, "etiqueta").shows == ()


def scene_by_text(course: Course, text: str) -> Scene:
    return next(scene for scene in course.scenes if any(text in line.text for line in scene.lines))


def test_sections_that_change_places_are_proposed_to_move() -> None:
    changes = proposals(document(PASSWORD, CABLES, SPEEDS))
    moved = [proposal for proposal in changes.proposals if proposal.is_moved]
    assert moved
    order = [s.section_id for s in apply_decisions(compose_course(OLD), changes, {}, "accept").scenes]
    assert order[:4] == ["s1", "s2", "s3", "s4"]


def test_a_scene_of_the_authors_own_is_kept_and_looked_at_when_what_it_cites_changes() -> None:
    own = Scene(
        id="own",
        slide=BulletsSlide(title="Dica", items=()),
        lines=(Line(text="Anote tudo num papel e guarde na gaveta.", sources=("s3-b1",)),),
    )
    draft = compose_course(OLD)
    edited = draft.model_copy(update={"scenes": (*draft.scenes, own)})
    changed = section("Troque a senha", paragraph("A senha do Wi-Fi vem no aplicativo."), PASSWORD.blocks[1])
    changes = proposals(document(CABLES, changed, SPEEDS), edited)
    assert {p.kind for p in changes.proposals if p.key == "own"} == {"review"}
    assert "gaveta" in spoken(apply_decisions(edited, changes, {}, "accept"))


def test_a_deleted_scene_does_not_come_back_unless_it_says_something_new() -> None:
    draft = compose_course(OLD)
    password = scene_of(draft, "s3")
    edited = draft.model_copy(update={"scenes": tuple(s for s in draft.scenes if s.id != password.id)})
    assert proposals(OLD, edited).proposals == ()
    changed = section("Troque a senha", paragraph("A senha do Wi-Fi vem no aplicativo."), PASSWORD.blocks[1])
    (proposal,) = proposals(document(CABLES, changed, SPEEDS), edited).proposals
    assert (proposal.kind, proposal.conflicts[0].kind) == ("add", "deleted_by_author")


def test_a_picture_that_is_replaced_is_a_change() -> None:
    before = outline(
        "T", section("Luzes", paragraph("A luz verde diz que está tudo bem com a fibra."), picture("Luzes"))
    )
    after_picture = picture("Luzes").model_copy(update={"file": "0b.png"})
    after = outline("T", section("Luzes", paragraph("A luz verde diz que está tudo bem com a fibra."), after_picture))
    changes = propose_changes(
        before, after, compose_course(before), old_draft=compose_course(before), new_draft=compose_course(after)
    )
    assert [(part.state, part.kind) for part in changes.parts] == [("changed", "picture")]
    assert any("0b.png" in str(proposal.proposed) for proposal in changes.proposals)


def test_a_block_that_went_to_another_section_is_moved_and_not_lost() -> None:
    new = document(CABLES, section("Troque a senha", PASSWORD.blocks[0]), SPEEDS, section("Mais", PASSWORD.blocks[1]))
    match = match_outlines(OLD, new)
    assert match.links["s3-b2"] == "s5-b1"
    assert [(part.state, part.old_id) for part in match.changes if part.old_id] == [("moved", "s3-b2")]


def test_unknown_decisions_and_empty_courses_are_refused() -> None:
    changes = proposals(OLD)
    with pytest.raises(DecisionUnknown):
        apply_decisions(compose_course(OLD), changes, {"nope": "accept"})
    old = outline("T", section("Cabos", paragraph("Ligue o cabo azul.")))
    new = outline("Outro", section("Receita de bolo", paragraph("Bata os ovos com farinha.")))
    draft = compose_course(old)
    changes = propose_changes(old, new, draft, old_draft=draft, new_draft=compose_course(new))
    removals = {p.key: "accept" for p in changes.proposals if p.kind == "remove"}
    if len(removals) == len(draft.scenes):
        with pytest.raises(CourseWouldBeEmpty):
            apply_decisions(draft, changes, removals)  # type: ignore[arg-type]
