"""From two versions of a document and the course as edited to what each scene would become."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from pydantic import Field

from tecnocursos.documents.outline import Outline
from tecnocursos.kit.value import Value
from tecnocursos.studio.changes.errors import CourseWouldBeEmpty, DecisionUnknown
from tecnocursos.studio.changes.matching import OutlineMatch, PartChange, match_outlines
from tecnocursos.studio.changes.merging import Conflict, merge_scene, relink_scene, says_the_same
from tecnocursos.studio.changes.scene_words import scene_words
from tecnocursos.studio.course import Course, Scene
from tecnocursos.studio.likeness import best_pairs, left_in_order, likeness

ProposalKind = Literal["update", "add", "remove", "move", "review"]
"""`review`: a scene of the author's own cites what has changed; nothing is put in its place."""
Decision = Literal["accept", "reject", "document"]
"""`accept`: follow the document and keep the author's edits; `document`: give them up for what the document says."""

_SAME_SCENE = 0.25


class Proposal(Value):
    """What is proposed for one scene."""

    key: str
    """Names it in a decision: the id of the scene, or `new:` and the place in the new draft."""
    kind: ProposalKind
    scene_id: str | None
    """The scene of the course that it is about; None for a new one."""
    proposed: Scene | None = None
    """What accepting makes of it: None where it is removed, or nothing is put in its place."""
    from_document: Scene | None = None
    """The scene as freshly drafted, without the author's edits."""
    after: str | None = None
    """For `add` and `move`: the key of the scene that it follows; None: it comes first."""
    is_moved: bool = False
    is_edited: bool = False
    """Whether the author has edited it since it was drafted."""
    touched_by: tuple[str, ...] = ()
    """Old ids of the parts of the document that it says or shows and that have changed or gone."""
    conflicts: tuple[Conflict, ...] = ()


class ChangeProposal(Value):
    """What a new version of the document means for a course."""

    parts: tuple[PartChange, ...]
    proposals: tuple[Proposal, ...]
    relinked: tuple[Scene, ...] = Field(repr=False)
    """Every scene of the course, with its source links pointing into the new document."""


def propose_changes(
    old: Outline, new: Outline, edited: Course, *, old_draft: Course, new_draft: Course
) -> ChangeProposal:
    """Compare. The drafts are what the two outlines give when drafted the way the course was, before any edit."""
    match = match_outlines(old, new)
    bases = _pair(
        [relink_scene(scene, match.links) for scene in old_draft.scenes],
        [relink_scene(scene, match.links) for scene in edited.scenes],
    )
    followers = _pair([relink_scene(scene, match.links) for scene in old_draft.scenes], new_draft.scenes)
    draft_of = {place: base for base, place in bases.items()}
    relinked = tuple(relink_scene(scene, match.links) for scene in edited.scenes)
    targets = {
        place: followers[base] for place, base in draft_of.items() if base in followers
    }  # place in the course -> place in the new draft
    moved = _moved(followers)
    keys = _keys(edited, old_draft, new_draft, followers, targets)
    proposals = []
    for place, scene in enumerate(edited.scenes):
        base = draft_of.get(place)
        if base is None:
            proposal = _own(scene, match)
        elif base not in followers:
            proposal = _gone(scene, old_draft.scenes[base], match)
        else:
            target = followers[base]
            proposal = _kept(
                scene,
                old_draft.scenes[base],
                new_draft.scenes[target],
                match,
                after=_predecessor(target, keys) if base in moved else None,
                is_moved=base in moved,
            )
        if proposal is not None:
            proposals.append(proposal)
    proposals += _added(new_draft, followers, targets, keys, match)
    return ChangeProposal(parts=match.changes, proposals=tuple(proposals), relinked=relinked)


def apply_decisions(
    course: Course, changes: ChangeProposal, decisions: Mapping[str, Decision], default: Decision = "reject"
) -> Course:
    """The course with its links renewed and the proposals taken as decided.

    `default` is for proposals that no decision names; it never removes a scene. Raises DecisionUnknown, and
    CourseWouldBeEmpty when no scene would be left.
    """
    known = {proposal.key: proposal for proposal in changes.proposals}
    if unknown := sorted(decisions.keys() - known.keys()):
        raise DecisionUnknown(key=unknown[0])
    order = [scene.id for scene in course.scenes]
    scenes = {scene.id: scene for scene in changes.relinked}
    for key, proposal in known.items():
        decision = decisions.get(key, "reject" if proposal.kind == "remove" else default)
        if decision == "reject" or proposal.kind == "review":
            continue
        if proposal.kind == "remove":
            order.remove(key)
            continue
        taken = proposal.from_document if decision == "document" else proposal.proposed
        if taken is None:
            continue
        scenes[key] = taken.model_copy(update={"id": key})
        if proposal.kind == "add" or proposal.is_moved:
            _place(order, key, proposal.after, known)
    if not order:
        raise CourseWouldBeEmpty
    return course.model_copy(update={"scenes": tuple(scenes[key] for key in order)})


def _place(order: list[str], key: str, after: str | None, known: Mapping[str, Proposal]) -> None:
    if key in order:
        order.remove(key)
    while after is not None and after not in order:
        # What it should follow was declined: it follows what that would have followed.
        after = known[after].after
    order.insert(0 if after is None else order.index(after) + 1, key)


def _kept(
    scene: Scene, base: Scene, new: Scene, match: OutlineMatch, *, after: str | None, is_moved: bool
) -> Proposal | None:
    merged, conflicts = merge_scene(base, scene, new, match.links)
    is_same = says_the_same(merged, scene)
    # What the author changed and the document did not is no question.
    if is_same and not conflicts and not is_moved:
        return None
    return Proposal(
        key=scene.id,
        kind="move" if is_same and not conflicts else "update",
        scene_id=scene.id,
        proposed=merged,
        from_document=new.model_copy(update={"id": scene.id, "template": scene.template}),
        after=after,
        is_moved=is_moved,
        is_edited=not says_the_same(base, scene),
        touched_by=_touched_by(scene, match),
        conflicts=tuple(conflicts),
    )


def _gone(scene: Scene, base: Scene, match: OutlineMatch) -> Proposal:
    return Proposal(
        key=scene.id,
        kind="remove",
        scene_id=scene.id,
        is_edited=not says_the_same(base, scene),
        touched_by=_touched_by(scene, match),
    )


def _own(scene: Scene, match: OutlineMatch) -> Proposal | None:
    touched = _touched_by(scene, match)
    if not touched:
        return None
    return Proposal(key=scene.id, kind="review", scene_id=scene.id, is_edited=True, touched_by=touched)


def _added(
    new_draft: Course,
    followers: Mapping[int, int],
    targets: Mapping[int, int],
    keys: Mapping[int, str],
    match: OutlineMatch,
) -> list[Proposal]:
    """Scenes of the new draft that the course has not."""
    present, known = set(targets.values()), set(followers.values())
    return [
        Proposal(
            key=key,
            kind="add",
            scene_id=None,
            proposed=new_draft.scenes[target],
            from_document=new_draft.scenes[target],
            after=_predecessor(target, keys),
            touched_by=_touched_by(new_draft.scenes[target], match),
            conflicts=(
                (Conflict(kind="deleted_by_author", field="scene", document=new_draft.scenes[target].slide.title),)
                if target in known
                else ()
            ),
        )
        for target, key in keys.items()
        if target not in present
    ]


def _keys(
    edited: Course,
    old_draft: Course,
    new_draft: Course,
    followers: Mapping[int, int],
    targets: Mapping[int, int],
) -> dict[int, str]:
    """The key of every scene of the new draft but those that the author deleted and that say nothing new."""
    owners = {target: edited.scenes[place].id for place, target in targets.items()}
    declined = {
        target
        for base, target in followers.items()
        if target not in owners and says_the_same(old_draft.scenes[base], new_draft.scenes[target])
    }
    return {
        place: owners.get(place, f"new:{place + 1}") for place in range(len(new_draft.scenes)) if place not in declined
    }


def _predecessor(target: int, keys: Mapping[int, str]) -> str | None:
    """The key of the scene before that place in the new draft."""
    return next((keys[place] for place in range(target - 1, -1, -1) if place in keys), None)


def _moved(followers: Mapping[int, int]) -> set[int]:
    """Places in the old draft of what stands elsewhere in the new one."""
    order = sorted(followers)
    kept = left_in_order([followers[base] for base in order])
    return {base for index, base in enumerate(order) if index not in kept}


def _touched_by(scene: Scene, match: OutlineMatch) -> tuple[str, ...]:
    cited = (*scene.shows, *(source for line in scene.lines for source in line.sources))
    return tuple(identity for identity in dict.fromkeys(cited) if identity in match.touched)


def _pair(old: Sequence[Scene], new: Sequence[Scene]) -> dict[int, int]:
    """Scenes that are one: those of one section first, by what they cite and say; then the rest."""
    pairs: dict[int, int] = {}
    groups: dict[str | None, tuple[list[int], list[int]]] = {}
    for side, scenes in enumerate((old, new)):
        for place, scene in enumerate(scenes):
            groups.setdefault(scene.section_id, ([], []))[side].append(place)
    words = [scene_words(scene) for scene in old], [scene_words(scene) for scene in new]
    cited = [_cited(scene) for scene in old], [_cited(scene) for scene in new]

    def score(one: int, other: int) -> float:
        shared = likeness(words[0][one], words[1][other])
        total = cited[0][one] | cited[1][other]
        if total:
            shared = (shared + len(cited[0][one] & cited[1][other]) / len(total)) / 2
        # Scenes of the same kind are preferred, e.g. a divider to what follows under it.
        return shared + (0.1 if old[one].slide.kind == new[other].slide.kind else 0.0)

    def match(ones: list[int], others: list[int]) -> None:
        if ones and others:
            found = best_pairs(ones, others, score, _SAME_SCENE)
            pairs.update({ones[one]: others[other] for one, other in found.items()})

    for ones, others in groups.values():
        match(ones, others)
    taken = set(pairs.values())
    match(
        [place for place in range(len(old)) if place not in pairs],
        [place for place in range(len(new)) if place not in taken],
    )
    return pairs


def _cited(scene: Scene) -> frozenset[str]:
    return frozenset((*scene.shows, *(source for line in scene.lines for source in line.sources)))
