"""Selects of renders, each confined to the actor's tenant. A render is read together with its job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from tecnocursos.files.models import StoredFile
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor
from tecnocursos.studio.flow_models import Render, RenderFile
from tecnocursos.studio.renders.errors import RenderNotFound, VideoMissing

RenderState = Literal["queued", "running", "succeeded", "failed", "cancelled"]

_NEWEST_FIRST = SortOrder("newest", (Render.created_at, Render.id), is_descending=True)
_UNFINISHED = ("queued", "running")


@dataclass(frozen=True, slots=True)
class RenderProgress:
    """A render and how far it is. Its job is the truth until it has ended well; the render's own row afterwards."""

    render: Render
    job: JobRow | None
    files: Sequence[tuple[RenderFile, StoredFile]] = ()

    @property
    def state(self) -> RenderState:
        if self.render.finished_at is not None:
            return "succeeded"
        if self.job is None or self.job.state in {"dead", "failed", "succeeded"}:
            return "failed"
        return "cancelled" if self.job.state == "cancelled" else "running" if self.job.state == "running" else "queued"

    @property
    def stage(self) -> str | None:
        return self.job.stage if self.job and self.state == "running" else None

    @property
    def fraction(self) -> float:
        return 1.0 if self.state == "succeeded" else self.job.fraction if self.job else 0.0

    @property
    def seconds_left(self) -> float | None:
        return self.job.seconds_left if self.job and self.state == "running" else None

    @property
    def error(self) -> dict[str, Any] | None:
        """What went wrong last, also while another attempt is to come."""
        if self.state == "succeeded":
            return None
        return self.render.error or (self.job.error if self.job else None)

    @property
    def ended_at(self) -> datetime | None:
        return self.render.finished_at or (self.job.finished_at if self.job else None)


def get_render(session: Session, actor: Actor, render_id: UUID, *, is_locked: bool = False) -> RenderProgress:
    """Raises RenderNotFound."""
    wanted = _own(actor).where(Render.id == render_id)
    render = session.scalar(wanted.with_for_update() if is_locked else wanted)
    if render is None:
        raise RenderNotFound
    return _with_jobs(session, actor, [render])[0]


def find_of_job(session: Session, actor: Actor, job_id: UUID) -> UUID | None:
    """The render that this job makes."""
    return session.scalar(_own(actor).where(Render.job_id == job_id).with_only_columns(Render.id))


def list_renders(
    session: Session,
    actor: Actor,
    *,
    project_id: UUID | None = None,
    state: RenderState | None = None,
    cursor: str | None = None,
    limit: int,
) -> Slice[RenderProgress]:
    wanted = _own(actor)
    if project_id is not None:
        wanted = wanted.where(Render.project_id == project_id)
    if state is not None:
        wanted = wanted.outerjoin(JobRow, JobRow.id == Render.job_id).where(_is_in(state))
    page = fetch_page(session, wanted, _NEWEST_FIRST, cursor=cursor, limit=limit)
    return Slice(_with_jobs(session, actor, page.rows), page.next_cursor)


def newest_video(session: Session, actor: Actor, project_id: UUID) -> RenderProgress:
    """The newest finished render of the whole project. Raises VideoMissing."""
    wanted = (
        _own(actor)
        .where(Render.project_id == project_id, Render.finished_at.is_not(None), Render.scene_key.is_(None))
        .order_by(Render.created_at.desc(), Render.id.desc())
        .limit(1)
    )
    render = session.scalar(wanted)
    if render is None:
        raise VideoMissing
    return _with_jobs(session, actor, [render])[0]


def find_unfinished(session: Session, actor: Actor, stored_key: str) -> RenderProgress | None:
    """The render whose job has this key in its row and has not ended."""
    wanted = (
        _own(actor)
        .join(JobRow, JobRow.id == Render.job_id)
        .where(JobRow.once_key == stored_key, JobRow.state.in_(_UNFINISHED))
    )
    render = session.scalar(wanted)
    return None if render is None else _with_jobs(session, actor, [render])[0]


def count_unfinished(session: Session, actor: Actor) -> int:
    wanted = (
        select(func.count())
        .select_from(Render)
        .join(JobRow, JobRow.id == Render.job_id)
        .where(Render.tenant_id == actor.tenant_id, JobRow.state.in_(_UNFINISHED))
    )
    return session.scalar(wanted) or 0


def published_renders(session: Session, actor: Actor, project_id: UUID) -> Sequence[Render]:
    """Locked, since they are about to be changed."""
    wanted = _own(actor).where(Render.project_id == project_id, Render.published_at.is_not(None))
    return session.scalars(wanted.with_for_update()).all()


def _with_jobs(session: Session, actor: Actor, renders: Sequence[Render]) -> list[RenderProgress]:
    """The renders with their jobs and files: two queries, however many there are."""
    jobs = [render.job_id for render in renders if render.job_id and not render.finished_at]
    found = (
        {
            job.id: job
            for job in session.scalars(select(JobRow).where(JobRow.id.in_(jobs), JobRow.tenant_id == actor.tenant_id))
        }
        if jobs
        else {}
    )
    files: dict[UUID, list[tuple[RenderFile, StoredFile]]] = {render.id: [] for render in renders}
    if renders:
        wanted = (
            select(RenderFile, StoredFile)
            .join(StoredFile, StoredFile.id == RenderFile.file_id)
            .where(RenderFile.render_id.in_(files), RenderFile.tenant_id == actor.tenant_id)
            .order_by(RenderFile.id)
        )
        for file, stored in session.execute(wanted):
            files[file.render_id].append((file, stored))
    return [RenderProgress(render, found.get(render.job_id or render.id), files[render.id]) for render in renders]


def _is_in(state: RenderState) -> ColumnElement[bool]:
    finished = Render.finished_at.is_not(None)
    if state == "succeeded":
        return finished
    if state == "failed":
        ended = or_(JobRow.id.is_(None), JobRow.state.in_(("dead", "failed", "succeeded")))
        return and_(~finished, ended)
    return and_(~finished, JobRow.state == state)


def _own(actor: Actor) -> Select[Render]:
    return select(Render).where(Render.tenant_id == actor.tenant_id)
