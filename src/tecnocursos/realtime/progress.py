"""How far jobs are, told to those who wait: in the job's own room, and in that of what it works on."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.infra.jobs.leases import Attempt
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.kit.progress import Report
from tecnocursos.realtime.models import Room
from tecnocursos.realtime.names import job_room
from tecnocursos.realtime.service import tell

_SUBJECT_ROOMS = ("project",)
"""Kinds of rooms that are about what a job works on."""


def tell_progress(session: Session, attempt: Attempt, report: Report) -> None:
    """Tell how far a running job is."""
    _tell(session, attempt, {"state": "running", **_said(report)})


def tell_state(session: Session, attempt: Attempt) -> None:
    """Tell the state that the job has now, e.g. after its end."""
    _tell(session, attempt, {})


def _said(report: Report) -> dict[str, Any]:
    return {"stage": report.stage, "fraction": report.fraction, "seconds_left": report.seconds_left}


def _tell(session: Session, attempt: Attempt, news: dict[str, Any]) -> None:
    if attempt.tenant_id is None:
        return
    names = [job_room(attempt.job_id)]
    if attempt.subject_id:
        names += [f"{kind}:{attempt.subject_id}" for kind in _SUBJECT_ROOMS]
    # A room that nobody has been in yet does not exist, and nothing is written for it.
    wanted = select(Room.name).where(Room.tenant_id == attempt.tenant_id, Room.name.in_(names))
    known = session.scalars(wanted).all()
    job = (
        known
        and session.execute(
            select(JobRow.state, JobRow.stage, JobRow.fraction, JobRow.seconds_left, JobRow.error).where(
                JobRow.id == attempt.job_id, JobRow.tenant_id == attempt.tenant_id
            )
        ).one_or_none()
    )
    if not job:
        return
    payload: dict[str, Any] = {
        "job_id": str(attempt.job_id),
        "name": attempt.name,
        "subject_id": str(attempt.subject_id) if attempt.subject_id else None,
        "state": job.state,
        "stage": job.stage,
        "fraction": job.fraction,
        "seconds_left": job.seconds_left,
        "error": job.error,
    } | news
    for room in known:
        tell(session, attempt.tenant_id, room, "progress", payload, subject=f"progress:{attempt.job_id}")
