"""Files are whole or not there, whatever happens in between."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tecnocursos.infra.files import whole_file, write_whole


def test_the_file_appears_when_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "new" / "video.mp4"
    with whole_file(target) as temporary:
        temporary.write_bytes(b"half")
        assert not target.exists()
        assert temporary.suffix == ".mp4"
    assert target.read_bytes() == b"half"
    assert list(target.parent.iterdir()) == [target]


def test_a_failure_keeps_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "captions.srt"
    write_whole(target, "old")
    with pytest.raises(RuntimeError), whole_file(target) as temporary:
        temporary.write_text("new")
        raise RuntimeError
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_what_a_killed_process_left_is_removed_by_the_next_write(tmp_path: Path) -> None:
    target = tmp_path / "video.mp4"
    program = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from tecnocursos.infra.files import whole_file\n"
        "with whole_file(Path(sys.argv[1])) as temporary:\n"
        "    temporary.write_bytes(b'half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(target)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert not target.exists()
    assert len(list(tmp_path.iterdir())) == 1
    write_whole(target, b"whole")
    assert list(tmp_path.iterdir()) == [target]


def test_the_file_can_be_read_by_whom_the_umask_allows(tmp_path: Path) -> None:
    target = tmp_path / "poster.png"
    write_whole(target, b"x")
    plain = tmp_path / "plain.png"
    plain.write_bytes(b"x")
    assert target.stat().st_mode == plain.stat().st_mode
