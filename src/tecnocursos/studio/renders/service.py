"""Asking for renders, publishing and deleting them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.billing import quotas
from tecnocursos.infra.jobs import queries as jobs
from tecnocursos.infra.jobs.outbox import enqueue, stored_key
from tecnocursos.infra.paging import Slice
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.digest import digest
from tecnocursos.realtime import service as realtime
from tecnocursos.rendering.timeline import SizeName
from tecnocursos.studio.course import Course
from tecnocursos.studio.courses import Media, course_of, shelf_of
from tecnocursos.studio.drafting import Draft
from tecnocursos.studio.flow_models import FileKind, Render
from tecnocursos.studio.queries import get_project, get_scene, lock_project
from tecnocursos.studio.renders import queries, sharing
from tecnocursos.studio.renders.errors import (
    RenderAskedAgain,
    RenderPartial,
    RenderPublished,
    RenderRunning,
    RenderUnfinished,
)
from tecnocursos.studio.renders.making import SUFFIXES
from tecnocursos.studio.renders.messages import RenderProject
from tecnocursos.studio.renders.queries import RenderProgress, RenderState
from tecnocursos.studio.resource_errors import SceneNotFound
from tecnocursos.studio.revisions.service import keep_revision


@dataclass(frozen=True, slots=True)
class RenderOptions:
    size: SizeName | None = None
    """None: the project's."""
    formats: Sequence[FileKind] = tuple(SUFFIXES)
    scene_id: UUID | None = None
    """Only this scene; None: all of them."""


def ask_for_render(session: Session, actor: Actor, project_id: UUID, options: RenderOptions) -> RenderProgress:
    """Have the project made into a video as it is now; asked twice while it is being made, it is made once.

    Raises ProjectNotFound, ProjectHasNoScenes, SceneNotFound, QuotaReached, TooManyAtOnce.
    """
    actor.require(Permission.RENDER)
    project = lock_project(session, actor, project_id)
    scene_key = _scene_key(session, actor, project_id, options.scene_id)
    revision = keep_revision(session, actor, project, "render")
    size = options.size or project.size
    formats = [kind for kind in SUFFIXES if kind in {"video", *options.formats}]
    wanted = digest(str(revision.content_id), size, formats, scene_key)
    once_key = f"render:{project_id}:{wanted[:32]}"
    if (unfinished := queries.find_unfinished(session, actor, stored_key(actor.tenant_id, once_key))) is not None:
        return unfinished
    _require_room(session, actor)
    render = Render(
        tenant_id=actor.tenant_id,
        project_id=project_id,
        revision_id=revision.id,
        scene_key=scene_key,
        size=size,
        formats=formats,
        created_by=actor.user_id,
    )
    session.add(render)
    session.flush()
    render.job_id = enqueue(
        session, RenderProject(render_id=render.id), actor=actor, once_key=once_key, subject_id=project_id
    )
    session.flush()
    record(session, actor, "render.asked", "render", render.id)
    return queries.get_render(session, actor, render.id)


def list_project_renders(
    session: Session,
    actor: Actor,
    project_id: UUID,
    *,
    state: RenderState | None = None,
    cursor: str | None = None,
    limit: int,
) -> Slice[RenderProgress]:
    """Raises ProjectNotFound, so that a project without renders is told from none."""
    get_project(session, actor, project_id)
    return queries.list_renders(session, actor, project_id=project_id, state=state, cursor=cursor, limit=limit)


def cancel_render(session: Session, actor: Actor, render_id: UUID) -> RenderProgress:
    """Raises RenderNotFound, JobEnded."""
    actor.require(Permission.RENDER)
    found = queries.get_render(session, actor, render_id)
    jobs.request_cancel(session, actor, _job_id(found))
    record(session, actor, "render.cancelled", "render", render_id)
    return queries.get_render(session, actor, render_id)


def retry_render(session: Session, actor: Actor, render_id: UUID) -> RenderProgress:
    """Try again what failed or was cancelled, with the course of then.

    Raises RenderNotFound, JobNotRetryable, RenderAskedAgain, QuotaReached, TooManyAtOnce.
    """
    actor.require(Permission.RENDER)
    found = queries.get_render(session, actor, render_id)
    lock_project(session, actor, found.render.project_id)
    job_id = _job_id(found)
    if found.job is not None and found.job.once_key is not None:
        other = queries.find_unfinished(session, actor, found.job.once_key)
        if other is not None and other.render.id != render_id:
            raise RenderAskedAgain
    if found.state in {"failed", "cancelled"}:
        _require_room(session, actor)
    jobs.retry_job(session, actor, job_id)
    found.render.error = None
    session.flush()
    record(session, actor, "render.retried", "render", render_id)
    return queries.get_render(session, actor, render_id)


def publish_render(session: Session, actor: Actor, render_id: UUID, *, is_published: bool) -> RenderProgress:
    """Let this video be the project's published one, in place of any other; or withdraw it, with its links.

    Raises RenderNotFound, RenderUnfinished, RenderPartial.
    """
    actor.require(Permission.PUBLISH)
    found = queries.get_render(session, actor, render_id)
    render = found.render
    if found.state != "succeeded":
        raise RenderUnfinished(state=found.state)
    if render.scene_key is not None:
        raise RenderPartial
    lock_project(session, actor, render.project_id)
    for other in queries.published_renders(session, actor, render.project_id):
        if other.id != render_id:
            other.published_at = None
    was_published = render.published_at is not None
    if was_published != is_published:
        render.published_at = utc_now() if is_published else None
        if not is_published:
            sharing.end_links(session, actor, render_id)
        record(session, actor, "render.published", "render", render_id, {"is_published": (was_published, is_published)})
        payload = {"what": "published" if is_published else "withdrawn", "render_id": str(render_id)}
        room = f"project:{render.project_id}"
        realtime.tell(session, actor.tenant_id, room, "project", payload, sender_id=actor.user_id)
    session.flush()
    return found


def delete_render(session: Session, actor: Actor, render_id: UUID) -> None:
    """Raises RenderNotFound, RenderRunning, RenderPublished."""
    actor.require(Permission.RENDER)
    found = queries.get_render(session, actor, render_id, is_locked=True)
    if found.state in {"queued", "running"}:
        raise RenderRunning(state=found.state)
    if found.render.published_at is not None:
        raise RenderPublished
    session.delete(found.render)
    session.flush()
    record(session, actor, "render.deleted", "render", render_id)


def draft_to_estimate(
    session: Session, actor: Actor, project_id: UUID, options: RenderOptions, storage: Storage
) -> Draft:
    """The project as it would be rendered now. Raises ProjectNotFound, ProjectHasNoScenes, SceneNotFound."""
    actor.require(Permission.READ_CONTENT)
    course, media = course_of(session, actor, project_id)
    scene_key = _scene_key(session, actor, project_id, options.scene_id)
    return draft_of(course, media, storage, options.size or course.size, scene_key)


def draft_of(course: Course, media: Media, storage: Storage, size: SizeName, scene_key: str | None) -> Draft:
    """What `produce_video` takes; the files of the course are fetched where they are not on this machine."""
    scenes = tuple(scene for scene in course.scenes if scene_key in (None, scene.id))
    if not scenes:
        raise SceneNotFound
    return Draft(course.model_copy(update={"size": size, "scenes": scenes}), shelf_of(media, storage), None)


def _require_room(session: Session, actor: Actor) -> None:
    quotas.hold(session, actor)
    counted = queries.count_unfinished(session, actor)
    quotas.require_room(session, actor, "concurrent_renders", counted=counted)
    quotas.require_room(session, actor, "rendered_seconds")


def _scene_key(session: Session, actor: Actor, project_id: UUID, scene_id: UUID | None) -> str | None:
    if scene_id is None:
        return None
    scene = get_scene(session, actor, scene_id)
    if scene.project_id != project_id:
        raise SceneNotFound
    return scene.key


def _job_id(found: RenderProgress) -> UUID:
    if found.render.job_id is None or found.job is None:
        raise RenderUnfinished(state=found.state) if found.state != "succeeded" else jobs.JobEnded(state="succeeded")
    return found.render.job_id
