"""Asking whether parts work, without waiting for one that hangs and without asking more often than needed."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

import structlog

from tecnocursos.kit.clock import utc_now

log = structlog.get_logger(__name__)

State = Literal["pass", "warn", "fail"]
_ORDER: Final[tuple[State, ...]] = ("pass", "warn", "fail")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found. `value` is a number with a `unit`, where there is one."""

    state: State
    value: float | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """One part, and what it means when it does not answer: `fail`, or `warn` where the product does without it."""

    look: Callable[[], Finding]
    when_broken: State = "fail"


class Prober:
    """Runs checks side by side, each on a thread, and keeps what they found for a while. Used from one event loop."""

    def __init__(self, checks: Mapping[str, Check], *, kept_seconds: float, patience_seconds: float) -> None:
        self._checks = checks
        self._kept_seconds = kept_seconds
        self._patience_seconds = patience_seconds
        self._threads = ThreadPoolExecutor(len(checks), thread_name_prefix="probe")
        self._running: dict[str, Future[Finding]] = {}
        self._found: dict[str, Finding] = {}
        self._since: dict[str, datetime] = {}
        self._good_until = 0.0
        self._asking: asyncio.Future[None] | None = None

    async def findings(self) -> Mapping[str, Finding]:
        """What the checks found, at most `kept_seconds` ago; however many ask, each check runs once."""
        if time.monotonic() >= self._good_until:
            if self._asking is None or self._asking.done():
                self._asking = asyncio.ensure_future(self._look())
            await asyncio.shield(self._asking)
        return self._found

    def since(self, name: str) -> datetime:
        """Since when a part of `findings` is in its state, as this process saw it."""
        return self._since[name]

    def close(self) -> None:
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _look(self) -> None:
        for name, check in self._checks.items():
            # One that still hangs is not asked again: it would only take another thread.
            if (running := self._running.get(name)) is None or running.done():
                self._running[name] = self._threads.submit(_look_at, name, check)
        waiting = [asyncio.wrap_future(running) for running in self._running.values()]
        await asyncio.wait(waiting, timeout=self._patience_seconds)
        found = {name: self._result(name, check) for name, check in self._checks.items()}
        changed = [name for name in found if name not in self._found or self._found[name].state != found[name].state]
        self._since |= dict.fromkeys(changed, utc_now())
        self._found = found
        self._good_until = time.monotonic() + self._kept_seconds

    def _result(self, name: str, check: Check) -> Finding:
        running = self._running[name]
        if not running.done():
            log.warning("check_hangs", check=name)
            return Finding(check.when_broken)
        return running.result()


def _look_at(name: str, check: Check) -> Finding:
    try:
        return check.look()
    except Exception as error:  # noqa: BLE001  whatever it raises, the part is broken
        log.warning("check_failed", check=name, error=type(error).__name__)
        return Finding(check.when_broken)


def worst(findings: Mapping[str, Finding]) -> State:
    return max((finding.state for finding in findings.values()), key=_ORDER.index, default="pass")
