"""Doing what was asked for: a render's files are made aside and kept, with the job's success, in one transaction."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.billing import quotas
from tecnocursos.files import service as files
from tecnocursos.infra.files import temporary_folder
from tecnocursos.infra.jobs.failures import told
from tecnocursos.infra.jobs.leases import LeaseLost
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import Cancelled, ProductError, Unavailable
from tecnocursos.narration.errors import NarrationSilent
from tecnocursos.realtime import service as realtime
from tecnocursos.studio.course import Course
from tecnocursos.studio.document_sources import source_of
from tecnocursos.studio.flow_models import Render, RenderFile
from tecnocursos.studio.renders.making import MEDIA_TYPES, Made, make_files
from tecnocursos.studio.renders.messages import RenderProject
from tecnocursos.studio.renders.queries import get_render
from tecnocursos.studio.renders.service import draft_of
from tecnocursos.studio.revisions import queries as revisions
from tecnocursos.studio.tools import Tools


def render_project(
    work: Work, message: RenderProject, tools: Tools, storage: Storage, scratch: Path
) -> dict[str, Any] | None:
    """Make the video and what lies beside it. Killed and run again, it leaves one set of files."""
    try:
        return _render(work, message.render_id, tools, storage, scratch)
    except (Cancelled, LeaseLost):
        raise
    except Exception as error:
        # Whoever asked hears of it once, when nothing will be tried any more.
        if work.attempt.is_last or (isinstance(error, ProductError) and not isinstance(error, Unavailable)):
            _tell_failure(work, message.render_id, error)
        raise


def _render(work: Work, render_id: UUID, tools: Tools, storage: Storage, scratch: Path) -> dict[str, Any] | None:
    with work.transaction() as session:
        render = get_render(session, work.actor, render_id).render
        if render.finished_at is not None:
            return None
        revision = revisions.get_revision(session, work.actor, render.revision_id)
        course = revisions.snapshot_of(session, work.actor, revision).course
        media = revisions.media_of(session, work.actor, revision)
        source = source_of(session, work.actor, storage, revision.document_version_id)
    # With its document a course is checked against it; one scene says nothing about the whole.
    outline = source.outline if source and render.scene_key is None else None
    draft = replace(draft_of(course, media, storage, render.size, render.scene_key), outline=outline)
    with temporary_folder(scratch) as folder:
        try:
            made = make_files(draft, render.formats, folder, tools, work.progress)
        except ProductError as error:
            error.data.setdefault("scene", _scene_of(error, draft.course))
            raise
        for path in made.files.values():
            work.check()
            files.put_ahead(storage, work.actor.tenant_id, path, is_given_away=True)
        with work.last_transaction({"render_id": str(render_id)}) as session:
            _keep(work, session, get_render(session, work.actor, render_id, is_locked=True).render, made, storage)
    tools.cache.trim()
    return None


def _keep(work: Work, session: Session, render: Render, made: Made, storage: Storage) -> None:
    actor = work.actor
    for kind, path in made.files.items():
        kept = files.keep(session, actor, storage, path, MEDIA_TYPES[kind])
        session.add(
            RenderFile(tenant_id=actor.tenant_id, render_id=render.id, file_id=kept.id, kind=kind, name=path.name)
        )
    quotas.take(session, actor, "rendered_seconds", round(made.new_ms / 1000))
    render.finished_at = utc_now()
    render.duration_ms = made.duration_ms
    render.made = made.summary
    render.error = None
    payload = {"render_id": str(render.id), "project_id": str(render.project_id), "duration_ms": made.duration_ms}
    realtime.tell(session, actor.tenant_id, f"project:{render.project_id}", "render", payload | {"state": "succeeded"})
    if render.created_by is not None:
        realtime.notify(session, actor.tenant_id, render.created_by, "render.finished", payload)


def _tell_failure(work: Work, render_id: UUID, error: Exception) -> None:
    failure = told(error)
    if isinstance(error, ProductError) and (scene := error.data.get("scene")):
        failure["scene"] = scene
    with work.transaction() as session:
        render = get_render(session, work.actor, render_id, is_locked=True).render
        render.error = failure
        payload = {"render_id": str(render.id), "project_id": str(render.project_id), "error": failure}
        tenant_id = work.actor.tenant_id
        realtime.tell(session, tenant_id, f"project:{render.project_id}", "render", payload | {"state": "failed"})
        if render.created_by is not None:
            realtime.notify(session, tenant_id, render.created_by, "render.failed", payload)


def _scene_of(error: ProductError, course: Course) -> str | None:
    """The scene of an error that names a line by its number in the whole course."""
    if not isinstance(error, NarrationSilent):
        return None
    flat = [scene.id for scene in course.scenes for _ in scene.lines]
    number = error.data.get("line")
    return flat[number - 1] if isinstance(number, int) and number <= len(flat) else None
