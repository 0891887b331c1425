"""What differs between two states of a course: scenes, the fields of a scene, the words of a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any, Literal

from tecnocursos.kit.value import Value
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.likeness import align, bag_of, left_in_order

_WORD = re.compile(r"\S+\s*|\s+")
_COURSE_FIELDS = tuple(name for name in Course.model_fields if name not in {"format", "version", "scenes"})


class WordRun(Value):
    """A piece of text; the pieces that are not added make the text before, those that are not removed the one after."""

    change: Literal["same", "added", "removed"]
    text: str


class FieldDifference(Value):
    field: str
    """`title`, `slide.items`, `say`."""
    before: Any
    after: Any


class LineDifference(Value):
    change: Literal["added", "removed", "changed"]
    before_at: int | None = None
    """Its place among the scene's lines before and after, from 0."""
    after_at: int | None = None
    words: tuple[WordRun, ...] = ()
    fields: tuple[FieldDifference, ...] = ()
    """What else of it changed."""


class SceneDifference(Value):
    scene_id: str
    title: str
    """As it is after the change, or was before it was removed."""
    change: Literal["added", "removed", "changed", "moved"]
    is_moved: bool = False
    before_at: int | None = None
    after_at: int | None = None
    fields: tuple[FieldDifference, ...] = ()
    lines: tuple[LineDifference, ...] = ()


class CourseDifferences(Value):
    fields: tuple[FieldDifference, ...]
    scenes: tuple[SceneDifference, ...]
    """In the order of the course after; what was removed, last."""


def compare_courses(before: Course, after: Course) -> CourseDifferences:
    """All that changed from `before` to `after`. Scenes are one by their ids."""
    old = {scene.id: (place, scene) for place, scene in enumerate(before.scenes)}
    new = {scene.id: (place, scene) for place, scene in enumerate(after.scenes)}
    common = [identity for identity in old if identity in new]
    in_order = left_in_order([new[identity][0] for identity in common])
    moved = {identity for index, identity in enumerate(common) if index not in in_order}
    scenes = []
    for identity, (place, scene) in new.items():
        if identity not in old:
            scenes.append(SceneDifference(scene_id=identity, title=_title(scene), change="added", after_at=place))
        else:
            found = _compare_scene(*old[identity], scene, place, is_moved=identity in moved)
            scenes += [found] if found else []
    scenes += [
        SceneDifference(scene_id=identity, title=_title(scene), change="removed", before_at=place)
        for identity, (place, scene) in old.items()
        if identity not in new
    ]
    return CourseDifferences(fields=_fields(before, after, _COURSE_FIELDS), scenes=tuple(scenes))


def word_runs(before: str, after: str) -> tuple[WordRun, ...]:
    """One text beside the other, word by word."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    runs: list[WordRun] = []
    for kind, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            runs.append(WordRun(change="same", text="".join(old[old_start:old_end])))
            continue
        if old_end > old_start:
            runs.append(WordRun(change="removed", text="".join(old[old_start:old_end])))
        if new_end > new_start:
            runs.append(WordRun(change="added", text="".join(new[new_start:new_end])))
    return tuple(runs)


def _compare_scene(
    before_at: int, before: Scene, after: Scene, after_at: int, *, is_moved: bool
) -> SceneDifference | None:
    fields = [
        FieldDifference(field=f"slide.{name}", before=old, after=new)
        for name, old, new in _pairs(before.slide.model_dump(mode="json"), after.slide.model_dump(mode="json"))
        if old != new
    ]
    fields += _fields(before, after, ("chapter", "transition", "template", "section_id", "shows"))
    lines = _compare_lines(before.lines, after.lines)
    if not (fields or lines or is_moved):
        return None
    return SceneDifference(
        scene_id=after.id,
        title=_title(after),
        change="changed" if fields or lines else "moved",
        is_moved=is_moved,
        before_at=before_at,
        after_at=after_at,
        fields=tuple(fields),
        lines=tuple(lines),
    )


def _compare_lines(before: Sequence[Line], after: Sequence[Line]) -> list[LineDifference]:
    pairs = align(before, after, key=lambda line: line.text, bag=lambda line: bag_of(line.text))
    owners = {new: old for old, new in pairs.items()}
    differences = []
    for new, line in enumerate(after):
        if new not in owners:
            words = (WordRun(change="added", text=line.text),)
            differences.append(LineDifference(change="added", after_at=new, words=words))
        elif before[owners[new]] != line:
            old = before[owners[new]]
            differences.append(
                LineDifference(
                    change="changed",
                    before_at=owners[new],
                    after_at=new,
                    words=word_runs(old.text, line.text) if old.text != line.text else (),
                    fields=_fields(old, line, tuple(name for name in Line.model_fields if name != "text")),
                )
            )
    differences += [
        LineDifference(change="removed", before_at=old, words=(WordRun(change="removed", text=line.text),))
        for old, line in enumerate(before)
        if old not in pairs
    ]
    return differences


def _fields(before: Value, after: Value, names: Sequence[str]) -> tuple[FieldDifference, ...]:
    old, new = before.model_dump(mode="json", include=set(names)), after.model_dump(mode="json", include=set(names))
    return tuple(
        FieldDifference(field=name, before=old[name], after=new[name]) for name in names if old[name] != new[name]
    )


def _pairs(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, Any, Any]]:
    return [(name, before.get(name), after.get(name)) for name in dict.fromkeys((*before, *after))]


def _title(scene: Scene) -> str:
    return scene.slide.title or scene.lines[0].text[:80]
