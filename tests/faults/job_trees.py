"""Starting, hurting and ending trees of worker processes, and the jobs that they are given."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import UUID

import pytest
import sqlalchemy as sa
from fault_jobs import make_effects_table

from platforms import APPLICATION_ROLE, POSTGRESQL, SETTINGS, Setting, settings_environment, settings_for
from tecnocursos.bootstrap.platform import Platform, build
from tecnocursos.config import Settings
from tecnocursos.infra.database import SYSTEM, Database
from tecnocursos.infra.jobs.messages import Job
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.outbox import enqueue

FULL = os.environ.get("TEST_FAULTS") == "full"
"""The long versions, with the numbers that are promised."""

IN_PRODUCTION = pytest.mark.parametrize("setting", [one for one in SETTINGS if one == "production"], indirect=True)
"""For tests about parts that the embedded setting does not have."""


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> float:
    """Wait; gives how long it took."""
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > seconds:
            raise AssertionError(f"after {seconds} s not: {what}")
        time.sleep(0.05)
    return time.monotonic() - started


@contextmanager
def fault_platform(setting: Setting, folder: Path, postgresql: str = POSTGRESQL) -> Iterator[Platform]:
    """An installation of its own, with the table of effects, where dead workers are not waited for long."""
    with settings_for(setting, folder, postgresql=postgresql) as settings:
        hasty = settings.jobs.model_copy(update={"lease_seconds": 4.0, "offer_seconds": 5.0})
        with build(settings.model_copy(update={"jobs": hasty})) as platform:
            _prepare(platform)
            yield platform


def _prepare(platform: Platform) -> None:
    settings = platform.settings.database
    owner = Database(settings.model_copy(update={"url": settings.owner_url or settings.url}))
    try:
        make_effects_table(owner, APPLICATION_ROLE if owner.is_postgresql else None)
    finally:
        owner.close()


def ask(platform: Platform, *jobs: Job, priority: int = 0) -> list[UUID]:
    with platform.database.transaction(SYSTEM) as session:
        return [enqueue(session, job, priority=priority) for job in jobs]


def rows(platform: Platform, ids: Sequence[UUID]) -> list[JobRow]:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        return list(session.scalars(sa.select(JobRow).where(JobRow.id.in_(ids))))


def states(platform: Platform, ids: Sequence[UUID]) -> Counter[str]:
    return Counter(row.state for row in rows(platform, ids))


def are_running(platform: Platform, *ids: UUID) -> bool:
    return states(platform, ids) == {"running": len(ids)}


def are_done(platform: Platform, ids: Sequence[UUID]) -> bool:
    return states(platform, ids) == {"succeeded": len(ids)}


def environment(settings: Settings, **more: str) -> dict[str, str]:
    """What makes another process read these settings, and find these modules."""
    return os.environ | settings_environment(settings) | {"PYTHONPATH": _python_path()} | more


def _python_path() -> str:
    here = Path(__file__).parent
    return os.pathsep.join(filter(None, [str(here), str(here.parent), os.environ.get("PYTHONPATH", "")]))


class Tree:
    """A supervisor and its children."""

    def __init__(self, settings: Settings, name: str, *, slots: int, schedulers: int = 1, **more: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "fault_tree", name, str(slots), str(schedulers)],
            env=environment(settings, **more),
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._seen: set[int] = set()

    @property
    def children(self) -> list[int]:
        children = children_of(self.process.pid)
        return children + [grandchild for child in children for grandchild in children_of(child)]

    @property
    def slots(self) -> list[int]:
        """The processes that do jobs: copies of the one that loaded them."""
        return [
            slot
            for child in children_of(self.process.pid)
            if "fault_slot" in command_of(child)
            for slot in children_of(child)
        ]

    def remember(self) -> None:
        """Note the processes that there are, to look for them when they should be gone."""
        self._seen.update(self.children)

    def kill_slot(self, choose: Callable[[list[int]], int]) -> None:
        if slots := self.slots:
            with suppress(ProcessLookupError):
                os.kill(choose(slots), signal.SIGKILL)

    def kill_parent(self) -> None:
        self.remember()
        self.process.kill()
        self.process.wait()

    def stop(self) -> float:
        """End it in order; gives how long that took."""
        self.remember()
        started = time.monotonic()
        self.process.terminate()
        self.process.wait(timeout=60)
        return time.monotonic() - started

    def is_gone(self) -> bool:
        return self.process.poll() is not None and not any(is_alive(pid) for pid in self._seen)


@contextmanager
def tree(settings: Settings, name: str, *, slots: int = 2, schedulers: int = 1, **more: str) -> Iterator[Tree]:
    running = Tree(settings, name, slots=slots, schedulers=schedulers, **more)
    try:
        yield running
    finally:
        if running.process.poll() is None:
            running.stop()
        wait_until(running.is_gone, 10, "all processes of the tree ended")


def children_of(pid: int) -> list[int]:
    try:
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def command_of(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def is_alive(pid: int) -> bool:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return "State:\tZ" not in status
