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
    with served(setting, tmp_path) as server:
        run = subprocess.run(
            [
                *(sys.executable, str(EXAMPLE), server.address, "--output", str(video)),
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
