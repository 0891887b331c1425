"""The example that speaks only HTTP, against a running `tecnocursos serve` in both settings."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from platforms import SETTINGS, Setting
from served import ROOT, served

EXAMPLE = ROOT / "examples" / "course_over_http.py"


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_deck_becomes_a_course_over_http_and_a_changed_scene_alone_is_made_anew(
    setting: Setting, tmp_path: Path
) -> None:
    video = tmp_path / "curso.mp4"

    def run(address: str) -> str:
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
        assert video.read_bytes()[4:8] == b"ftyp"
        return run.stdout

    with served(setting, tmp_path) as server:
        first, second = run(server.address), run(server.address)
    assert "founded the organisation" in first
    assert re.search(r"made anew: slide-\d+\n", first)
    assert "signed in" in second
    assert "to be spoken: 0 scenes" in second
    assert "made anew: nothing\n" in second
