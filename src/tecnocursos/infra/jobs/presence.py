"""Which background processes are alive, for those who look after the installation. Nothing hangs on it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

import structlog
from sqlalchemy import delete, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tecnocursos import __version__
from tecnocursos.infra.database import SYSTEM, Database
from tecnocursos.infra.jobs.messages import QueueName
from tecnocursos.infra.jobs.models import ProcessKind, ProcessRow
from tecnocursos.kit.clock import utc_now

log = structlog.get_logger(__name__)

_SAID_EVERY_SECONDS: Final = 10.0
_BELIEVED_FOR: Final = timedelta(seconds=35)


@contextmanager
def present(database: Database, name: str, kind: ProcessKind, queues: Sequence[QueueName] = ()) -> Iterator[None]:
    """Say while the block runs that this process is there."""
    ended = threading.Event()

    def say() -> None:
        while True:
            try:
                _say(database, ProcessRow(name=name, kind=kind, queues=list(queues), version=__version__))
            except SQLAlchemyError as error:
                log.warning("presence_not_said", error=type(error).__name__)
            if ended.wait(_SAID_EVERY_SECONDS):
                return

    saying = threading.Thread(target=say, name="presence", daemon=True)
    saying.start()
    try:
        yield
    finally:
        ended.set()
        saying.join()
        with database.transaction(SYSTEM) as session:
            session.execute(delete(ProcessRow).where(ProcessRow.name == name))


def list_present(session: Session) -> Sequence[ProcessRow]:
    """The processes that were heard from lately."""
    since = utc_now() - _BELIEVED_FOR
    return session.scalars(select(ProcessRow).where(ProcessRow.seen_at > since).order_by(ProcessRow.name)).all()


def forget_absent(session: Session) -> None:
    session.execute(delete(ProcessRow).where(ProcessRow.seen_at < utc_now() - 10 * _BELIEVED_FOR))


def _say(database: Database, process: ProcessRow) -> None:
    process.seen_at = utc_now()
    with database.transaction(SYSTEM) as session:
        session.merge(process)
