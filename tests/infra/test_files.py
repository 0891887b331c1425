"""Files are whole or not there, whatever happens in between."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tecnocursos.infra.files import temporary_folder, whole_file, write_whole


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
    with pytest.raises(UnicodeEncodeError), whole_file(target) as temporary:
        temporary.write_text("new \udcff", encoding="utf-8")
    assert target.read_text() == "old"
    assert list(tmp_path.iterdir()) == [target]


def kill_inside(block: str) -> None:
    """Have another process enter the block, an expression, fill what it gives, and be killed."""
    program = (
        "import os, signal\n"
        "from pathlib import Path\n"
        "from tecnocursos.infra.files import temporary_folder, whole_file\n"
        f"with {block} as temporary:\n"
        "    (temporary / 'picture.png' if temporary.is_dir() else temporary).write_bytes(b'half')\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode == -signal.SIGKILL


def test_what_a_killed_process_left_is_removed_by_the_next_write(tmp_path: Path) -> None:
    target = tmp_path / "video.mp4"
    kill_inside(f"whole_file(Path({str(target)!r}))")
    assert not target.exists()
    assert len(list(tmp_path.iterdir())) == 1
    write_whole(target, b"whole")
    assert list(tmp_path.iterdir()) == [target]


def test_a_temporary_folder_goes_with_its_block(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), temporary_folder(tmp_path / "new") as folder:
        (folder / "picture.png").write_bytes(bytes(1 // len(list(folder.iterdir()))))
    assert list((tmp_path / "new").iterdir()) == []


def test_a_temporary_folder_of_a_killed_process_is_removed_by_the_next(tmp_path: Path) -> None:
    with temporary_folder(tmp_path) as mine:
        kill_inside(f"temporary_folder(Path({str(tmp_path)!r}))")
        assert len(list(tmp_path.iterdir())) == 2
        with temporary_folder(tmp_path) as another:
            assert set(tmp_path.iterdir()) == {mine, another}
    assert list(tmp_path.iterdir()) == []


def test_the_file_can_be_read_by_whom_the_umask_allows(tmp_path: Path) -> None:
    target = tmp_path / "poster.png"
    write_whole(target, b"x")
    plain = tmp_path / "plain.png"
    plain.write_bytes(b"x")
    assert target.stat().st_mode == plain.stat().st_mode
