"""Running the command as a user does."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent.parent
EXAMPLES = ROOT / "examples"
TECNOCURSOS = Path(sys.executable).with_name("tecnocursos")


@dataclass(frozen=True)
class Done:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def environment(cache: Path, **more: str) -> dict[str, str]:
    return os.environ | {"TECNOCURSOS_FOLDERS__CACHE": str(cache), "TECNOCURSOS_UI_LANGUAGE": "en"} | more


def tecnocursos(*arguments: str | Path, cache: Path, cwd: Path | None = None, **more: str) -> Done:
    """Run the command as a user does."""
    command = [str(TECNOCURSOS), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment(cache, **more), cwd=cwd)
    return Done(done.returncode, done.stdout, done.stderr)


class Running:
    """A command that goes on until it is told to end, with what it says."""

    def __init__(self, *arguments: str, variables: dict[str, str]) -> None:
        self.process = subprocess.Popen(
            [str(TECNOCURSOS), *arguments],
            stderr=subprocess.PIPE,
            text=True,
            env=variables,
            start_new_session=True,
        )
        self.said: list[str] = []
        self._seen: set[int] = set()
        self._reading = threading.Thread(target=self._read, daemon=True)
        self._reading.start()

    def _read(self) -> None:
        assert self.process.stderr is not None
        self.said.extend(iter(self.process.stderr.readline, ""))

    def found(self, pattern: str) -> list[str]:
        return re.findall(pattern, "".join(self.said))

    def remember_children(self) -> list[int]:
        """Note the processes that there are, to look for them when they should be gone."""
        children = children_of(self.process.pid)
        self._seen.update(children, *map(children_of, children))
        return children

    def is_gone(self) -> bool:
        return self.process.poll() is not None and not any(is_alive(pid) for pid in self._seen)

    def end(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        wait_until(self.is_gone, 10)
        self._reading.join()
        if self.process.stderr is not None:
            self.process.stderr.close()


def wait_until(condition: Callable[[], Any], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def children_of(pid: int) -> list[int]:
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def is_alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@dataclass(frozen=True)
class Demo:
    folder: Path
    cache: Path
    done: Done

    @property
    def video(self) -> Path:
        return self.folder / "internet-em-casa.mp4"

    def beside(self, suffix: str) -> Path:
        return self.folder / f"internet-em-casa{suffix}"
