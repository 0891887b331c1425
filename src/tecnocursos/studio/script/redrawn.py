"""Slides drawn anew in the place of their original design: the same words, over the slides that were drafted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from tecnocursos.rendering.slides import PictureSlide
from tecnocursos.studio.course import Course, Line, Scene


def show_redrawn(course: Course, draft: Course) -> Course:
    """The course with the drafted slides in the place of whole pictures; each line goes where it was drafted.

    No slide of a section is lost: one whose lines the author took out or wrote anew is given some of the lines beside
    it, and a section with fewer lines than slides keeps its picture, on which all of it stands. The opening, which
    stands on no picture, comes back with its line.
    """
    drafted = _drafted(draft)
    pictured: dict[str, list[Scene]] = defaultdict(list)
    for scene in course.scenes:
        if isinstance(scene.slide, PictureSlide) and scene.slide.is_full_page and scene.section_id in drafted:
            pictured[scene.section_id].append(scene)
    redrawn: dict[str, list[Scene]] = {}
    for section_id, group in pictured.items():
        redrawn |= _redrawn(group, drafted[section_id])
    return course.model_copy(
        update={"scenes": tuple(shown for scene in course.scenes for shown in redrawn.get(scene.id, [scene]))}
    )


def _drafted(draft: Course) -> dict[str, list[Scene]]:
    """The scenes of each section; the opening, which no section has, before those of the first."""
    drafted: dict[str, list[Scene]] = defaultdict(list)
    opening = [draft.scenes[0]] if draft.scenes[0].section_id is None else []
    for scene in draft.scenes:
        if scene.section_id is not None:
            drafted[scene.section_id] += [*opening, scene]
            opening = []
    return drafted


def _redrawn(group: Sequence[Scene], slides: Sequence[Scene]) -> dict[str, list[Scene]]:
    """What stands in the place of each scene of a section, which the author may have moved apart, by its id."""
    said = {line.text for scene in group for line in scene.lines}
    slides = [slide for slide in slides if slide.section_id or said & {line.text for line in slide.lines}]
    drafted = {line.text: (place, line.step) for place, slide in enumerate(slides) for line in slide.lines}
    wanted = {scene.id: [drafted.get(line.text, (None, None))[0] for line in scene.lines] for scene in group}
    places = {key: _following(wishes) for key, wishes in wanted.items()}
    if len({place for taken in places.values() for place in taken}) < len(slides):
        fullest = max(group, key=lambda scene: len(scene.lines))
        if len(fullest.lines) < len(slides):
            del places[fullest.id]
        else:
            places[fullest.id] = _covering(wanted[fullest.id], len(slides))
    redrawn = {}
    for scene in group:
        if scene.id in places:
            lines = [
                line.model_copy(update={"step": drafted[line.text][1] if wish == place else None})
                for line, wish, place in zip(scene.lines, wanted[scene.id], places[scene.id], strict=True)
            ]
            redrawn[scene.id] = list(_shared_out(scene, slides, lines, places[scene.id]))
    return redrawn


def _following(wanted: Sequence[int | None]) -> list[int]:
    """A place for each line, never before the last one's: where it was drafted, else where the last one went."""
    places: list[int] = []
    for wish in wanted:
        current = places[-1] if places else 0
        places.append(current if wish is None else max(current, wish))
    return places


def _covering(wanted: Sequence[int | None], count: int) -> list[int]:
    """The same, but so that each of `count` slides has a line; there are at least as many lines.

    Lines that were not drafted share the slides beside them that would have none evenly.
    """
    places = [0]
    for number in range(1, len(wanted)):
        current, place = places[-1], wanted[number]
        if place is None:
            later = ((at, ahead) for at, ahead in enumerate(wanted[number:], number) if ahead and ahead > current)
            until, following = next(later, (len(wanted), count))
            held, bare = places.count(current), following - current - 1
            is_told = any(at == wish == current for at, wish in zip(places, wanted, strict=False))
            is_full = is_told or held * (bare + 1) >= held + until - number
            place = current + 1 if bare and is_full else current
        # No slide is passed over, and enough lines are left for those that follow.
        places.append(min(max(place, current, count - (len(wanted) - number)), current + 1))
    return places


def _shared_out(scene: Scene, slides: Sequence[Scene], lines: Sequence[Line], places: Sequence[int]) -> Iterator[Scene]:
    """The slides that have lines, in the place of `scene`: what hangs on it stays with the first of its section."""
    shown = sorted(set(places))
    own = next((place for place in shown if slides[place].section_id is not None), None)
    for place in shown:
        kept = {"id": scene.id} if place == own else {}
        last = {"transition": scene.transition} if place == shown[-1] else {}
        yield slides[place].model_copy(
            update={
                "lines": tuple(line for line, at in zip(lines, places, strict=True) if at == place),
                "chapter": scene.chapter if place == shown[0] else None,
            }
            | kept
            | last
        )
