"""A render that is killed leaves no half file and no orphan, and the next one succeeds."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from rendering_factories import Media, course, decoder_complaints, make

from byte_differences import difference

RENDER = """
import signal
import sys
from pathlib import Path
from rendering_factories import Media, make
from tecnocursos.rendering.timeline import Timeline

# Ctrl-C is ignored in what a shell starts in the background, tests included.
signal.signal(signal.SIGINT, signal.default_int_handler)
folder = Path(sys.argv[1])
timeline = Timeline.model_validate_json((folder / "timeline.json").read_text())
print("go", flush=True)
make(timeline, folder / "out" / "aula.mp4", Media(folder / "media"), folder / "cache")
"""


def children_of(group: int) -> list[int]:
    """Processes of a session, the leader left out, that still run."""
    found = []
    for entry in Path("/proc").iterdir():
        try:
            fields = (entry / "stat").read_text().rpartition(")")[2].split()
        except (OSError, NotADirectoryError):
            continue
        if len(fields) > 3 and int(fields[3]) == group and int(entry.name) != group and fields[0] != "Z":
            found.append(int(entry.name))
    return found


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGINT])
def test_killed_at_random_points(ending: signal.Signals, tmp_path: Path) -> None:
    media = Media(tmp_path / "media")
    timeline = course(media, scenes=6, steps=4, seconds=4, size=(1280, 720))
    (tmp_path / "timeline.json").write_text(timeline.model_dump_json())
    started = time.monotonic()
    whole = make(timeline, tmp_path / "whole.mp4", media, tmp_path / "other").path.read_bytes()
    lasts = time.monotonic() - started
    output = tmp_path / "out" / "aula.mp4"
    dice = random.Random(7)
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    survived = 0
    for _ in range(4):
        command = [sys.executable, "-c", RENDER, str(tmp_path)]
        process = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
        )
        with process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"go\n"
            try:
                process.wait(timeout=dice.uniform(0.02, 0.8) * lasts)
            except subprocess.TimeoutExpired:
                process.send_signal(ending)
            survived += process.wait() == 0
            deadline = time.monotonic() + 5
            while children_of(process.pid) and time.monotonic() < deadline:
                os.sched_yield()
            assert children_of(process.pid) == [], "FFmpeg goes with the process that started it"
        assert not output.exists() or difference(output, whole) == ""
    assert survived < 4, "some were killed"
    make(timeline, output, media, tmp_path / "cache")
    assert difference(output, whole) == ""
    assert decoder_complaints(output) == ""
    assert [path.name for path in output.parent.iterdir()] == ["aula.mp4"], "what killed ones left is gone"
