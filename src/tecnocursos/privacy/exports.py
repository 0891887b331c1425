"""Copies of personal data: asked for, made by a job, kept sealed for seven days, given to nobody but whoever asked.

A copy has a key of its own. With its row the key goes, so that the file is unreadable at once and its bytes go with the
next sweep.
"""

from __future__ import annotations

import base64
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Final, Literal
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.files import service as files
from tecnocursos.infra.database import start_writing
from tecnocursos.infra.encryption import CiphertextRefused, read_sealed, seal_into
from tecnocursos.infra.files import temporary_folder
from tecnocursos.infra.jobs import queries as jobs
from tecnocursos.infra.jobs.messages import Job
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.queries import JobNotFound
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.keyring import KEY_BYTES, seal, unseal
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id
from tecnocursos.privacy.errors import ExportNotFound, ExportNotReady
from tecnocursos.privacy.messages import ForgetExports
from tecnocursos.privacy.models import DataExport, SubjectKind

KEPT_FOR: Final = timedelta(days=7)
ExportState = Literal["waiting", "ready", "failed"]


def ask_for(session: Session, actor: Actor, kind: SubjectKind, subject_id: UUID, job: type[Job]) -> DataExport:
    """The copy that the actor has or waits for; without one it is asked for. `job` takes an `export_id`."""
    newest = find_newest(session, actor, kind, subject_id)
    if newest is not None and state_of(session, actor, newest) != "failed":
        return newest
    start_writing(session)
    made = DataExport(
        id=new_id(),
        tenant_id=actor.tenant_id,
        subject_kind=kind,
        subject_id=subject_id,
        requested_by=actor.user_id,
        expires_at=utc_now() + KEPT_FOR,
    )
    session.add(made)
    session.flush()
    made.job_id = enqueue(session, job.model_validate({"export_id": made.id}), actor=actor, subject_id=made.id)
    session.flush()
    record(session, actor, "data_export.requested", kind, subject_id, {"export_id": (None, str(made.id))})
    return made


def find_newest(session: Session, actor: Actor, kind: SubjectKind, subject_id: UUID) -> DataExport | None:
    """The newest that the actor asked for and that is not over."""
    return session.scalar(
        _own(actor)
        .where(DataExport.subject_kind == kind, DataExport.subject_id == subject_id)
        .order_by(DataExport.created_at.desc(), DataExport.id.desc())
        .limit(1)
    )


def get_export(session: Session, actor: Actor, export_id: UUID) -> DataExport:
    """One's own. Raises ExportNotFound."""
    found = session.scalar(_own(actor).where(DataExport.id == export_id))
    if found is None:
        raise ExportNotFound
    return found


def state_of(session: Session, actor: Actor, export: DataExport) -> ExportState:
    if export.stored_file_id is not None:
        return "ready"
    try:
        job = jobs.get_job(session, actor, export.job_id or export.id)
    except JobNotFound:
        return "failed"
    return "waiting" if job.state in {"queued", "running"} else "failed"


def export_of_job(session: Session, actor: Actor, export_id: UUID) -> DataExport | None:
    """What a job is to make; None when nobody wants it any more, e.g. since the person was erased."""
    return session.scalar(select(DataExport).where(DataExport.tenant_id == actor.tenant_id, DataExport.id == export_id))


def keep_package(work: Work, storage: Storage, scratch: Path, export_id: UUID, content: bytes) -> None:
    """Keep a package sealed, and end the job that has made it."""
    key = secrets.token_bytes(KEY_BYTES)
    with temporary_folder(scratch) as folder:
        path = folder / "package"
        path.write_bytes(seal(key, content, _context(export_id)))
        files.put_ahead(storage, work.actor.tenant_id, path)
        with work.last_transaction({"export_id": str(export_id)}) as session:
            export = session.scalar(
                select(DataExport)
                .where(DataExport.tenant_id == work.actor.tenant_id, DataExport.id == export_id)
                .with_for_update()
            )
            if export is None:
                return
            export.stored_file_id = files.keep(session, work.actor, storage, path, "application/octet-stream").id
            seal_into(session, export, DataExport.key, base64.b64encode(key).decode())


def read_package(session: Session, actor: Actor, storage: Storage, export_id: UUID) -> bytes:
    """The ZIP, for whoever asked for it. Raises ExportNotFound, ExportNotReady, CiphertextRefused."""
    export = get_export(session, actor, export_id)
    if export.stored_file_id is None:
        raise ExportNotReady
    key = base64.b64decode(read_sealed(session, export, DataExport.key))
    stored = files.get_file(session, actor, export.stored_file_id)
    record(session, actor, "data_export.downloaded", export.subject_kind, export.subject_id)
    try:
        return unseal(key, files.local_path(storage, stored).read_bytes(), _context(export.id))
    except InvalidTag:
        raise CiphertextRefused from None


def discard(session: Session, tenant_id: UUID, kind: SubjectKind, subject_id: UUID) -> None:
    """Remove all copies about somebody who is erased."""
    session.execute(
        delete(DataExport).where(
            DataExport.tenant_id == tenant_id, DataExport.subject_kind == kind, DataExport.subject_id == subject_id
        )
    )


def forget_exports(work: Work, _message: ForgetExports) -> dict[str, int]:
    with work.transaction() as session:
        gone = delete(DataExport).where(DataExport.expires_at <= utc_now()).returning(DataExport.id)
        return {"forgotten": len(session.scalars(gone).all())}


def _own(actor: Actor) -> Select[DataExport]:
    return select(DataExport).where(
        DataExport.tenant_id == actor.tenant_id,
        DataExport.requested_by == actor.user_id,
        DataExport.expires_at > utc_now(),
    )


def _context(export_id: UUID) -> bytes:
    return f"data export|{export_id}".encode()
