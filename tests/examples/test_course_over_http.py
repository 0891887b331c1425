"""The example that speaks only HTTP, against a running `tecnocursos serve` in both settings."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from platforms import SETTINGS, Setting, settings_for

ROOT = Path(__file__).parents[2]
EXAMPLE = ROOT / "examples" / "course_over_http.py"
TECNOCURSOS = Path(sys.executable).with_name("tecnocursos")


@contextmanager
def served(setting: Setting, folder: Path) -> Iterator[str]:
    """The address of a server of its own; it ends with the block, in order."""
    with settings_for(setting, folder) as settings:
        environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT / "src"),
            "LANGUAGE": "en",
            "TECNOCURSOS_FOLDERS__DATA": str(settings.folders.data),
            "TECNOCURSOS_FOLDERS__CACHE": str(settings.folders.cache),
            "TECNOCURSOS_FOLDERS__VOICES": str(settings.folders.voices),
            "TECNOCURSOS_JOBS__SLOTS": "1",
            "DATABASE_URL": settings.database.url,
            "REDIS_URL": settings.redis.url,
        }
        log = (folder / "serve.log").open("w")
        with (
            log,
            subprocess.Popen(
                [str(TECNOCURSOS), "serve", "--port", "0"],
                stdout=log,
                stderr=subprocess.PIPE,
                text=True,
                env=environment,
                start_new_session=True,
            ) as process,
        ):
            said: queue.Queue[str] = queue.Queue()
            reading = threading.Thread(target=_read, args=(process, said), daemon=True)
            reading.start()
            try:
                yield _address(said)
            finally:
                process.send_signal(signal.SIGINT)
                process.wait(60)
                reading.join(10)


def _read(process: subprocess.Popen[str], said: queue.Queue[str]) -> None:
    for line in process.stderr or ():
        said.put(line)


def _address(said: queue.Queue[str]) -> str:
    while True:
        if found := re.search(r"http://127\.0\.0\.1:\d+", said.get(timeout=90)):
            return found[0]


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_deck_becomes_a_course_over_http_and_a_changed_scene_alone_is_made_anew(
    setting: Setting, tmp_path: Path
) -> None:
    video = tmp_path / "curso.mp4"
    with served(setting, tmp_path) as address:
        run = subprocess.run(
            [
                *(sys.executable, str(EXAMPLE), address, "--output", str(video)),
                *("--email", "ana@example.com", "--password", "uma senha comprida e rara"),
            ],
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
    assert run.returncode == 0, run.stdout + run.stderr
    assert "founded the organisation" in run.stdout
    assert re.search(r"made anew: slide-\d+\n", run.stdout)
    assert video.read_bytes()[4:8] == b"ftyp"
