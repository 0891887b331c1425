"""Jobs that leave one effect, crash, or go on for long; and the table of their effects."""

from __future__ import annotations

import os
import time
from typing import ClassVar

import sqlalchemy as sa

from tecnocursos.infra.database import Database
from tecnocursos.infra.jobs.messages import Job, QueueName
from tecnocursos.infra.jobs.work import Work
from tecnocursos.worker.handlers import Handler

EFFECTS = sa.Table(
    "fault_effects",
    sa.MetaData(),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("done_at", sa.Double, nullable=False),
)
"""The key is the point: an effect that is done twice breaks it."""


class LeaveEffect(Job):
    name: ClassVar[str] = "faults.leave_effect"
    number: int
    seconds: float = 0.02
    max_attempts: ClassVar[int] = 20


class LeaveMediaEffect(LeaveEffect):
    name: ClassVar[str] = "faults.leave_media_effect"
    queue: ClassVar[QueueName] = "media"


class Crash(Job):
    name: ClassVar[str] = "faults.crash"
    max_attempts: ClassVar[int] = 2


class GoOn(Job):
    """Goes on for so long; notices when it is to stop, or not."""

    name: ClassVar[str] = "faults.go_on"
    seconds: float
    is_deaf: bool = False


def leave_effect(work: Work, message: LeaveEffect) -> None:
    time.sleep(message.seconds)
    with work.last_transaction() as session:
        session.execute(EFFECTS.insert().values(number=message.number, done_at=time.time()))


def crash(_work: Work, _message: Crash) -> None:
    os._exit(9)


def go_on(work: Work, message: GoOn) -> None:
    steps = round(message.seconds * 20)
    work.progress.plan("video", steps)
    for _ in range(steps):
        time.sleep(0.05)
        if not message.is_deaf:
            work.progress.advance("video", 1)


class Swell(Job):
    """Takes memory without end; its work of many small and few large pieces is that of a document gone wrong."""

    name: ClassVar[str] = "faults.swell"
    piece_bytes: int = 16 * 1024**2


def swell(work: Work, message: Swell) -> None:
    pieces = []
    while True:
        work.check()
        pieces.append(bytearray(message.piece_bytes))


HANDLERS: dict[type[Job], Handler] = {
    LeaveEffect: leave_effect,
    LeaveMediaEffect: leave_effect,
    Crash: crash,
    GoOn: go_on,
    Swell: swell,
}


def make_effects_table(owner: Database, application_role: str | None) -> None:
    EFFECTS.create(owner.engine)
    if application_role:
        with owner.engine.begin() as connection:
            connection.execute(sa.text(f"GRANT SELECT, INSERT ON fault_effects TO {application_role}"))


def effects(database: Database, wanted: range) -> list[int]:
    """Those numbers of `wanted` that were done, in the order in which they were."""
    is_wanted = EFFECTS.c.number.between(wanted.start, wanted.stop - 1)
    with database.engine.connect() as connection:
        numbers = sa.select(EFFECTS.c.number).where(is_wanted).order_by(EFFECTS.c.done_at)
        return list(connection.execute(numbers).scalars())
