"""What became of the drawing of slides that a comparison needs."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.documents.models import DocumentVersion
from tecnocursos.infra.jobs.models import UNFINISHED, JobRow
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.errors import Conflict
from tecnocursos.studio.changes.errors import SlidesBeingDrawn, SlidesDrawingFailed, SlidesUndrawn
from tecnocursos.studio.messages import DrawVersion


def why_undrawn(session: Session, actor: Actor, undrawn: DocumentVersion, new: DocumentVersion) -> Conflict:
    """What to answer while the slides of `undrawn` are not there, which are drawn for the comparison with `new`."""
    asked = select(JobRow).where(
        JobRow.tenant_id == actor.tenant_id, JobRow.name == DrawVersion.name, JobRow.subject_id == new.id
    )
    if session.scalar(asked.where(UNFINISHED).limit(1)):
        return SlidesBeingDrawn(number=undrawn.number)
    last = session.scalar(asked.order_by(JobRow.created_at.desc(), JobRow.id.desc()).limit(1))
    if last is None or last.state == "succeeded":
        return SlidesUndrawn(number=undrawn.number)
    cause = "cancelled" if last.state == "cancelled" or not last.error else str(last.error["code"])
    return SlidesDrawingFailed(number=undrawn.number, job_id=last.id, job_error=cause)
