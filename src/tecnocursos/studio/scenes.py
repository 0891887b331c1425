"""Scenes of a project: read, written, copied, moved, split, joined; each change is told to the project's room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from tecnocursos.audit.service import record
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.realtime.service import tell
from tecnocursos.rendering.slides import Slide
from tecnocursos.studio import looks, queries
from tecnocursos.studio.checking import MOST_SCENES, check_scene
from tecnocursos.studio.conversions import convert_slide
from tecnocursos.studio.course import Line, Scene
from tecnocursos.studio.course_text.courses import new_scene_id
from tecnocursos.studio.courses import fill_scene, scene_of
from tecnocursos.studio.models import Project, SceneRow
from tecnocursos.studio.projects import require_editable
from tecnocursos.studio.resource_errors import (
    SceneIsLast,
    SceneKeyTaken,
    SceneNotDivisible,
    SceneOrderIncomplete,
    TooManyScenes,
)

ORDERS = {
    order.name: order
    for order in (
        SortOrder("position", (SceneRow.position, SceneRow.id)),
        SortOrder("-created_at", (SceneRow.created_at, SceneRow.id), is_descending=True),
        SortOrder("-updated_at", (SceneRow.updated_at, SceneRow.id), is_descending=True),
    )
}
_LONGEST_KEY_STEM = 100
Change = Literal["scene.created", "scene.changed", "scene.deleted"]


def get_scene(session: Session, actor: Actor, scene_id: UUID) -> SceneRow:
    actor.require(Permission.READ_CONTENT)
    return queries.get_scene(session, actor, scene_id)


def list_scenes(
    session: Session,
    actor: Actor,
    *,
    project_id: UUID | None = None,
    kind: str | None = None,
    search: str | None = None,
    sort: str,
    cursor: str | None,
    limit: int,
) -> Slice[SceneRow]:
    """`search` is looked for in titles. Raises ProjectNotFound."""
    actor.require(Permission.READ_CONTENT)
    wanted = queries.own(actor, SceneRow)
    if project_id is not None:
        queries.get_project(session, actor, project_id)
        wanted = wanted.where(SceneRow.project_id == project_id)
    if kind is not None:
        wanted = wanted.where(SceneRow.kind == kind)
    if search:
        wanted = wanted.where(SceneRow.title.icontains(search, autoescape=True))
    return fetch_page(session, wanted, ORDERS[sort], cursor=cursor, limit=limit)


def create_scene(
    session: Session, actor: Actor, project_id: UUID, scene: Scene, position: int | None = None
) -> SceneRow:
    """Add `scene` at `position`, or at the end; without an id of its own it gets one from its title."""
    project = _lock(session, actor, project_id)
    check_scene(scene.model_copy(update={"id": scene.id or "new"}), queries.project_media(session, actor, project_id))
    return _insert(session, actor, project, scene, position)


def change_scene(
    session: Session, actor: Actor, row: SceneRow, scene: Scene, *, template_id: UUID | None = None
) -> None:
    """Let the scene say what `scene` does; a look that is changed comes from `template_id`, or from no template.

    Raises SlideInvalid, SceneMediaMissing, SceneKeyTaken.
    """
    _lock(session, actor, row.project_id)
    check_scene(scene, queries.project_media(session, actor, row.project_id))
    if scene.id != row.key and scene.id in _keys(session, actor, row.project_id):
        raise SceneKeyTaken
    if template_id is not None or scene.template != row.look:
        row.template_id = template_id
    fill_scene(row, scene)
    _note(session, actor, row, "scene.changed")


def delete_scene(session: Session, actor: Actor, row: SceneRow) -> None:
    project = _lock(session, actor, row.project_id)
    _remove(session, actor, project, row)


def duplicate_scene(session: Session, actor: Actor, row: SceneRow) -> SceneRow:
    """A copy right after the scene; a chapter starts once, so the copy starts none."""
    project = _lock(session, actor, row.project_id)
    copy = scene_of(row).model_copy(update={"id": "", "chapter": None})
    return _insert(session, actor, project, copy, _position(session, actor, row) + 1, row.template_id)


def reorder_scenes(session: Session, actor: Actor, project: Project, order: Sequence[UUID]) -> None:
    """Put all scenes of the project in this order. Raises SceneOrderIncomplete."""
    require_editable(actor, project)
    rows = {row.id: row for row in queries.scenes_of(session, actor, project.id)}
    if len(order) != len(rows) or set(order) != rows.keys():
        raise SceneOrderIncomplete
    _place(session, actor, [rows[scene_id] for scene_id in order])
    _touch(project)
    record(session, actor, "project.reordered", "project", project.id)
    session.flush()
    payload = {"id": str(project.id), "version": project.version}
    tell(session, actor.tenant_id, f"project:{project.id}", "project.reordered", payload)


def apply_template(session: Session, actor: Actor, row: SceneRow, template_id: UUID | None) -> None:
    """Give the scene the template's look, and its kind of slide where it names one; None: the project's look again.

    Elements keep their places, which are shares of the frame; in another kind, those that it has too.

    Raises TemplateNotFound, SlideNotConvertible.
    """
    scene = scene_of(row)
    if template_id is None:
        change_scene(session, actor, row, scene.model_copy(update={"template": None}))
        return
    template = looks.get_template(session, actor, template_id)
    changes: dict[str, object] = {"template": template.look}
    own = None if isinstance(template, looks.BuiltIn) else template
    if own is not None and own.kind is not None:
        slide = convert_slide(scene.slide, own.kind)
        changes |= {"slide": slide, "lines": steps_for(scene.lines, slide)}
    change_scene(session, actor, row, scene.model_copy(update=changes), template_id=own.id if own else None)


def split_scene(session: Session, actor: Actor, row: SceneRow, line: int) -> SceneRow:
    """Make the lines from `line` on (from 1) a scene of their own, which shows the same, in the same places.

    Raises SceneNotDivisible.
    """
    project = _lock(session, actor, row.project_id)
    scene = scene_of(row)
    if not 0 < line < len(scene.lines):
        raise SceneNotDivisible(lines=len(scene.lines))
    first, second = scene.lines[:line], scene.lines[line:]
    rest = scene.model_copy(update={"id": "", "lines": second, "chapter": None})
    fill_scene(row, scene.model_copy(update={"lines": first, "transition": None}))
    _note(session, actor, row, "scene.changed")
    return _insert(session, actor, project, rest, _position(session, actor, row) + 1, row.template_id)


def merge_with_next(session: Session, actor: Actor, row: SceneRow) -> None:
    """Let the scene say what the next one says too; it goes on showing what it shows. Raises SceneIsLast."""
    project = _lock(session, actor, row.project_id)
    rows = list(queries.scenes_of(session, actor, row.project_id))
    place = rows.index(row)
    if place + 1 == len(rows):
        raise SceneIsLast
    scene, following = scene_of(row), scene_of(rows[place + 1])
    same = scene.slide == following.slide
    lines = following.lines if same else tuple(line.model_copy(update={"step": None}) for line in following.lines)
    merged = scene.model_copy(
        update={
            "lines": scene.lines + lines,
            "shows": tuple(dict.fromkeys(scene.shows + following.shows)) if same else scene.shows,
            "transition": following.transition,
        }
    )
    check_scene(merged, queries.project_media(session, actor, project.id))
    fill_scene(row, merged)
    _remove(session, actor, project, rows[place + 1])
    _note(session, actor, row, "scene.changed")


def _lock(session: Session, actor: Actor, project_id: UUID) -> Project:
    """The project, kept from others first of all: whoever took its scenes first could wait for us, and we for them."""
    actor.require(Permission.EDIT_CONTENT)
    project = queries.lock_project(session, actor, project_id)
    require_editable(actor, project)
    return project


def _insert(
    session: Session,
    actor: Actor,
    project: Project,
    scene: Scene,
    position: int | None,
    template_id: UUID | None = None,
) -> SceneRow:
    rows = queries.scenes_of(session, actor, project.id)
    if len(rows) >= MOST_SCENES:
        raise TooManyScenes(limit=MOST_SCENES)
    taken = {row.key for row in rows}
    if scene.id in taken:
        raise SceneKeyTaken
    key = scene.id or new_scene_id(scene.slide.title[:_LONGEST_KEY_STEM], taken)
    place = len(rows) if position is None else min(position, len(rows))
    _place(session, actor, [*rows[:place], None, *rows[place:]])
    made = SceneRow(tenant_id=actor.tenant_id, project_id=project.id, position=place, template_id=template_id)
    session.add(fill_scene(made, scene.model_copy(update={"id": key})))
    _touch(project)
    _note(session, actor, made, "scene.created")
    return made


def _remove(session: Session, actor: Actor, project: Project, row: SceneRow) -> None:
    rows = [other for other in queries.scenes_of(session, actor, project.id) if other.id != row.id]
    session.delete(row)
    session.flush()
    _place(session, actor, rows)
    _touch(project)
    _note(session, actor, row, "scene.deleted")


def _place(session: Session, actor: Actor, order: Sequence[SceneRow | None]) -> None:
    """Number the scenes in this order; None keeps a place free.

    A scene that is only moved is not another version of itself: whoever edits it may go on.
    """
    # As they stand now: a scene may have been moved since it was read, while the project was waited for.
    standing = select(SceneRow.id, SceneRow.position).where(
        SceneRow.tenant_id == actor.tenant_id, SceneRow.id.in_([row.id for row in order if row is not None])
    )
    positions = dict(session.execute(standing).all())
    moved = [(row, place) for place, row in enumerate(order) if row is not None and positions.get(row.id) != place]
    if not moved:
        return
    session.connection().execute(
        update(SceneRow)
        .where(SceneRow.id == bindparam("moved"), SceneRow.tenant_id == actor.tenant_id)
        .values(position=bindparam("place"), updated_at=SceneRow.updated_at),
        [{"moved": row.id, "place": place} for row, place in moved],
    )
    for row, place in moved:
        set_committed_value(row, "position", place)


def _position(session: Session, actor: Actor, row: SceneRow) -> int:
    """Where the scene stands now that its project is locked."""
    return next(
        place for place, other in enumerate(queries.scenes_of(session, actor, row.project_id)) if other.id == row.id
    )


def _keys(session: Session, actor: Actor, project_id: UUID) -> set[str]:
    return {row.key for row in queries.scenes_of(session, actor, project_id)}


def _touch(project: Project) -> None:
    project.updated_at = utc_now()


def _note(session: Session, actor: Actor, row: SceneRow, what: Change) -> None:
    """Flush, record, and tell whoever has the project open."""
    session.flush()
    record(session, actor, what, "scene", row.id, {"version": (None, row.version)})
    session.execute(
        update(Project)
        .where(Project.id == row.project_id, Project.tenant_id == actor.tenant_id)
        .values(updated_at=utc_now())
        .execution_options(synchronize_session=False)
    )
    payload = {"id": str(row.id), "version": row.version}
    tell(session, actor.tenant_id, f"project:{row.project_id}", what, payload)


def steps_for(lines: Sequence[Line], slide: Slide) -> tuple[Line, ...]:
    """Steps of a slide of another kind mean other parts: they are let go where there are fewer."""
    if all(line.step is None or line.step <= slide.step_count for line in lines):
        return tuple(lines)
    return tuple(line.model_copy(update={"step": None}) for line in lines)
