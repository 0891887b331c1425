"""The product's processes on this machine, as a bench starts, kills and weighs them."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from served import TECNOCURSOS, descendants


@dataclass
class Worker:
    """A worker's tree: the command and the processes that do jobs."""

    queues: str
    process: subprocess.Popen[bytes]
    kills: int = 0

    def kill_one(self, chance: random.Random) -> None:
        """As a crash does; the worker starts another."""
        children = [pid for pid in descendants(self.process.pid) if pid != self.process.pid]
        if children:
            os.kill(chance.choice(children), signal.SIGKILL)
            self.kills += 1


def processor_seconds(pid: int) -> float:
    """Of a process and those it has started, also of those that ended."""
    used = 0
    for one in (pid, *descendants(pid)):
        try:
            used += sum(map(int, Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()[11:15]))
        except OSError:  # it ended meanwhile
            continue
    return used / os.sysconf("SC_CLK_TCK")


def busy_seconds() -> float:
    """Of all processors, since the machine began."""
    user, nice, system, _idle, _waiting, *others = map(int, Path("/proc/stat").read_text().split(None, 11)[1:11])
    return (user + nice + system + sum(others[:2])) / os.sysconf("SC_CLK_TCK")


@contextmanager
def running(arguments: list[str], environment: dict[str, str], log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("ab") as written:
        process = subprocess.Popen(
            [str(TECNOCURSOS), *arguments], stdout=written, stderr=written, env=environment, start_new_session=True
        )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
