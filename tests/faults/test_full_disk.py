"""A disk that is full is told as what it is, to those who ask and in the log; nothing half-written stays."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from platforms import Setting

TESTS = Path(__file__).parents[1]
_FULL = [507, "storage_full"]


def _on_small_disk(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `full_disk.py` where `folder` is a disk of 24 MB of its own, which no other process sees."""
    program = shlex.join([sys.executable, str(Path(__file__).with_name("full_disk.py")), *arguments])
    disk = shlex.quote(str(folder))
    script = f"mount -t tmpfs -o size=24m small {disk} && cd {disk} && {program}"
    path = os.pathsep.join([str(TESTS), str(TESTS.parent / "src")])
    return subprocess.run(
        ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script],
        capture_output=True,
        text=True,
        env=os.environ | {"PYTHONPATH": path},
        check=False,
        timeout=120,
    )


def _can_mount(folder: Path) -> bool:
    command = ["unshare", "--user", "--map-root-user", "--mount", "mount", "-t", "tmpfs", "small", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_full_disk_is_told_and_nothing_is_lost(setting: Setting, tmp_path: Path) -> None:
    if not _can_mount(tmp_path):
        why = "this machine lets nobody mount a disk of their own"
        # Not by `assert`: it would write the whole environment into the log.
        if "CI" in os.environ:
            pytest.fail(why)
        pytest.skip(why)
    done = _on_small_disk(tmp_path, setting)
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert seen["patch"] == seen["form"] == _FULL
    # Who signs in with SQLite needs room on this disk.
    assert seen["sign_in"] == (_FULL if setting == "embedded" else [401, "credentials_wrong"])
    assert seen["reading"] == [200, None]
    assert (seen["offset"], seen["left_behind"]) == ("0", [])
    assert seen["job"] == ["queued", "storage_full", "storage_full"]
    assert seen["patch_again"] == [204, None]
    assert seen["job_again"] == ["succeeded", None, None]
    lines = [json.loads(line) for line in done.stderr.splitlines() if line.startswith("{")]
    full = [line for line in lines if line["event"] == "storage_full"]
    assert {line["level"] for line in full} == {"error"}
    assert {"/api/v1/uploads/{upload_id}", "/api/v1/documents"} <= {line.get("route") for line in full}
    assert [line["event"] for line in lines if line["event"] == "unexpected"] == []
    assert any(line.get("job") for line in full)
