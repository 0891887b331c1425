"""What is recorded when an encrypted value turns out to be changed or moved."""

from __future__ import annotations

import structlog
from sqlalchemy.exc import SQLAlchemyError

from tecnocursos.audit.service import record
from tecnocursos.infra.database import INSTALLATION, SYSTEM, Database
from tecnocursos.infra.encryption import Place
from tecnocursos.kit.actor import system_actor

log = structlog.get_logger(__name__)


def record_tampering(database: Database, place: Place) -> None:
    """In a transaction of its own, since the one that met the value is over. It never hides the first error."""
    actor = None if place.tenant_id == INSTALLATION else system_actor(place.tenant_id)
    where = {"column": (None, place.column)}
    try:
        with database.transaction(SYSTEM) as session:
            record(session, actor, "encryption.value_refused", place.table, place.row_id, where)
    except SQLAlchemyError as error:
        log.error("tampering_not_recorded", error=type(error).__name__)
