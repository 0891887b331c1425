"""What is recorded about the keys of the installation."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.infra.database import INSTALLATION
from tecnocursos.kit.actor import system_actor


def record_key_destroyed(session: Session, tenant_id: UUID, version: int) -> None:
    actor = None if tenant_id == INSTALLATION else system_actor(tenant_id)
    record(session, actor, "data_key.destroyed", "data_key", None, {"version": (version, None)})


def record_rotation_asked(session: Session, job_id: UUID) -> None:
    record(session, None, "data_keys.rotation_asked", "job", job_id)


def record_rotation_stopped(session: Session, job_id: UUID) -> None:
    record(session, None, "data_keys.rotation_stopped", "job", job_id)


def record_master_made(session: Session, master_id: str) -> None:
    record(session, None, "master_key.made", "master_key", None, {"id": (None, master_id)})
