"""Rotating the data keys: asks for the job and follows it. Loaded only by `tecnocursos keys rotate-data`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.audit.keys import record_rotation_asked, record_rotation_stopped
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs import leases
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.presence import list_present
from tecnocursos.infra.key_rotation import RotateDataKeys, ask_for_rotation, stop_rotation
from tecnocursos.infra.processes import Process, Program
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.progress import Progress

_LOOK_EVERY_SECONDS: Final = 0.2


def start(platform: Platform) -> UUID:
    """Ask for a rotation, or find the one that is under way."""
    with platform.database.transaction(SYSTEM) as session:
        job_id, is_new = ask_for_rotation(session)
        if is_new:
            record_rotation_asked(session, job_id)
    return job_id


def stop(platform: Platform) -> bool:
    """Stop the rotation that is under way; False when there is none."""
    with platform.database.transaction(SYSTEM) as session:
        job_id = stop_rotation(session)
        if job_id is not None:
            record_rotation_stopped(session, job_id)
    return job_id is not None


def follow(platform: Platform, job_id: UUID, progress: Progress) -> JobRow:
    """Wait for the end of the job; where no worker is, it is done by a process of this command.

    Raises Cancelled as soon as `progress` says so: a worker goes on, a process of this command gives the job back.
    """
    progress.plan("encryption", 1.0)
    shown = 0.0
    with _helper(job_id) as help_out:
        while True:
            with platform.database.transaction(SYSTEM, is_reading=True) as session:
                job = session.get_one(JobRow, job_id)
                is_left_alone = job.state == "queued" and job.run_at <= utc_now() and not _has_worker(session)
            progress.advance("encryption", max(job.fraction - shown, 0.0))
            shown = max(job.fraction, shown)
            if job.finished_at is not None:
                return job
            if job.lease_until is not None and job.lease_until < utc_now():
                # Perhaps no scheduler is there to take it back.
                with platform.database.transaction(SYSTEM) as session:
                    leases.release_lost(session)
            if is_left_alone:
                help_out()
            time.sleep(_LOOK_EVERY_SECONDS)


def _has_worker(session: Session) -> bool:
    return any(RotateDataKeys.queue in process.queues for process in list_present(session))


@contextmanager
def _helper(job_id: UUID) -> Iterator[Callable[[], None]]:
    """Gives what starts a process that does the job, unless one runs; none outlives the block."""
    process: Process | None = None
    reader, writer = os.pipe()

    def help_out() -> None:
        nonlocal process
        if process is None or process.poll() is not None:
            process = Program("once", "tecnocursos.worker.once", [str(job_id)]).start(reader, writer)

    try:
        yield help_out
    finally:
        if process is not None:
            process.terminate()
            process.wait()
        os.close(reader)
        os.close(writer)
