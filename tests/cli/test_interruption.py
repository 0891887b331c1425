"""However a run ends, nothing half-written is left, and the next run succeeds."""

from __future__ import annotations

import random
import signal
import subprocess
import time
from pathlib import Path

import pytest
from cli_runs import EXAMPLES, TECNOCURSOS, environment, tecnocursos

from byte_differences import difference

_SOURCE = EXAMPLES / "aula-em-texto.md"


def _start(target: Path, cache: Path) -> subprocess.Popen[str]:
    command = [str(TECNOCURSOS), "make", str(_SOURCE), "-o", str(target), "--size", "720p", "--json"]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(cache),
        start_new_session=True,
    )


def _visible(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if not path.name.startswith(".")}


def _group_is_gone(group: int) -> bool:
    try:
        subprocess.run(["pgrep", "-g", str(group)], check=True, capture_output=True)
    except subprocess.CalledProcessError:
        return True
    return False


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("stage", ["speech", "pictures"])
def test_an_interrupted_run_leaves_nothing(number: signal.Signals, stage: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = _start(out / "course.mp4", tmp_path / "cache")
    assert process.stdout is not None
    for line in process.stdout:
        if f'"stage": "{stage}"' in line:
            break
    process.send_signal(number)
    rest, err = process.communicate(timeout=30)
    assert process.returncode == 128 + number
    assert '"code": "cancelled"' in rest
    assert "Traceback" not in err
    assert not out.exists() or list(out.iterdir()) == []
    assert _group_is_gone(process.pid)


def test_a_run_killed_at_any_point_leaves_nothing_broken(tmp_path: Path) -> None:
    out, cache = tmp_path / "out", tmp_path / "cache"
    chance = random.Random(7)
    for _ in range(4):
        process = _start(out / "course.mp4", cache)
        deadline = time.monotonic() + chance.uniform(0.3, 4)
        while process.poll() is None and time.monotonic() < deadline:
            try:
                process.wait(timeout=0.05)
            except subprocess.TimeoutExpired:
                continue
        process.kill()
        process.communicate()
        # The video comes first and whole; until it is there, nothing is.
        assert not out.exists() or not _visible(out) or "course.mp4" in _visible(out)
    done = tecnocursos("make", _SOURCE, "-o", out / "course.mp4", "--size", "720p", cache=cache)
    assert done.code == 0, done.err
    fresh = tecnocursos(
        "make", _SOURCE, "-o", tmp_path / "fresh" / "course.mp4", "--size", "720p", cache=tmp_path / "new"
    )
    assert fresh.code == 0, fresh.err
    assert difference(out / "course.mp4", tmp_path / "fresh" / "course.mp4") == ""
    assert not [path for path in out.iterdir() if path.name.startswith(".")]
