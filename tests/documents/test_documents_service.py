"""Whole readings in the confined process: what is promised about time, memory, leftovers and errors."""

from __future__ import annotations

import contextlib
import io
import os
import select
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Inches

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.errors import (
    DocumentIsFolder,
    DocumentNotFound,
    DocumentTookTooLong,
    DocumentTookTooMuchMemory,
    DocumentTooLarge,
    DocumentTooManyBlocks,
    DocumentTooManyPages,
)
from tecnocursos.documents.service import read_document
from tecnocursos.infra.file_digests import file_digest
from tecnocursos.kit.errors import Cancelled, LimitReached


@pytest.fixture
def deck(tmp_path: Path, photo: Callable[..., bytes]) -> Path:
    """Twelve slides with text, notes and a picture each."""
    presentation = Presentation()
    for number in range(1, 13):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = f"Passo {number}"
        slide.placeholders[1].text = "Ligue o roteador\nEspere a luz verde"
        slide.notes_slide.notes_text_frame.text = "Agora vamos ligar o roteador."
        slide.shapes.add_picture(io.BytesIO(photo(400 + number)), Inches(6), Inches(4), Inches(3))
    path = tmp_path / "curso.pptx"
    presentation.save(str(path))
    return path


def left_in(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*")]


def test_a_deck_is_read_with_its_pictures(deck: Path, tmp_path: Path) -> None:
    media = tmp_path / "out" / "media"
    started = time.perf_counter()
    outline = read_document(deck, media)
    seconds = time.perf_counter() - started

    assert outline.source.name == "curso.pptx"
    assert outline.source.sha256 == file_digest(deck)
    assert outline.source.pages == len(outline.sections) == 12
    pictures = {block.file for block in outline.blocks() if block.kind == "picture"}
    assert pictures == {path.name for path in media.iterdir()}
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["media"]
    assert seconds < 10  # about half a second on an idle machine


def test_the_same_file_gives_the_same_outline(deck: Path, tmp_path: Path) -> None:
    assert read_document(deck, tmp_path / "a") == read_document(deck, tmp_path / "b")


@pytest.mark.parametrize(
    ("limits", "error"),
    [
        ({"pages": 11}, DocumentTooManyPages),
        ({"blocks": 30}, DocumentTooManyBlocks),
        ({"file_bytes": 1000}, DocumentTooLarge),
        ({"seconds": 0.01}, DocumentTookTooLong),
    ],
)
def test_limits_name_the_file_and_leave_nothing_behind(
    deck: Path, tmp_path: Path, limits: dict[str, Any], error: type[LimitReached]
) -> None:
    media = tmp_path / "out" / "media"
    with pytest.raises(error) as refused:
        read_document(deck, media, DocumentLimits(**limits))
    for language in ("en", "pt-BR"):
        assert "curso.pptx" in refused.value.message(language)
    assert not (tmp_path / "out").exists() or left_in(tmp_path / "out") == []


def test_a_file_that_needs_too_much_memory(tmp_path: Path) -> None:
    path = tmp_path / "enorme.md"
    path.write_text("# Texto\n\n" + "palavra " * 12_000_000)
    started = time.perf_counter()
    with pytest.raises(DocumentTookTooMuchMemory, match=r"enorme\.md took more than 300 MB"):
        read_document(path, tmp_path / "media", DocumentLimits(memory_bytes=300 * 1024**2))
    assert time.perf_counter() - started < 60
    assert left_in(tmp_path) == ["enorme.md"]


def test_a_file_that_takes_too_long_is_stopped_on_time(tmp_path: Path) -> None:
    path = tmp_path / "lento.md"
    path.write_text("* [a](<b" * 200_000)
    started = time.perf_counter()
    with pytest.raises(DocumentTookTooLong, match=r"lento\.md took longer than 1\.5 seconds"):
        read_document(path, tmp_path / "media", DocumentLimits(seconds=1.5))
    assert time.perf_counter() - started < 6
    assert left_in(tmp_path) == ["lento.md"]


def own_children() -> set[str]:
    """The processes that this one started, running or dead."""
    found: set[str] = set()
    for thread in Path("/proc/self/task").iterdir():
        with contextlib.suppress(OSError):  # it ended meanwhile
            found |= set((thread / "children").read_text().split())
    return found


def test_cancelling_stops_the_reader_and_leaves_nothing(deck: Path, tmp_path: Path) -> None:
    calls = []

    def check_cancelled() -> None:
        calls.append(None)
        if len(calls) > 1:
            raise Cancelled

    before = own_children()
    with pytest.raises(Cancelled):
        read_document(deck, tmp_path / "out" / "media", check_cancelled=check_cancelled)
    assert left_in(tmp_path / "out") == []
    assert own_children() <= before


def test_missing_files_and_folders(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFound, match=r"falta\.pptx does not exist"):
        read_document(tmp_path / "falta.pptx", tmp_path / "media")
    with pytest.raises(DocumentIsFolder, match=f"{tmp_path.name} is a folder"):
        read_document(tmp_path, tmp_path / "media")


def test_the_reader_process_can_neither_connect_nor_start_programs() -> None:
    program = (
        "import sys, socket, subprocess\n"
        "from tecnocursos.documents.confined import forbid_outside\n"
        "forbid_outside()\n"
        "for attempt in (lambda: socket.create_connection(('127.0.0.1', 9)), lambda: subprocess.run(['true'])):\n"
        "    try: attempt()\n"
        "    except PermissionError as error: print(error)\n"
    )
    output = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    assert output.count("is forbidden while a document is read") == 2


@pytest.fixture
def slow(tmp_path: Path) -> Path:
    """A document that takes longer to read than whoever interrupts it."""
    path = tmp_path / "lento.md"
    path.write_text("* [a](<b" * 200_000)
    return path


def reading(document: Path, media: Path) -> subprocess.Popen[bytes]:
    """A process that has begun to read the document."""
    program = (
        "import sys; from pathlib import Path; from tecnocursos.documents.service import read_document\n"
        "def check(): print('reading', flush=True)\n"
        "read_document(Path(sys.argv[1]), Path(sys.argv[2]), check_cancelled=check)\n"
    )
    command = [sys.executable, "-c", program, str(document), str(media)]
    parent = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert parent.stdout is not None
    assert parent.stdout.readline()
    return parent


def test_interrupts_of_the_terminal_do_not_reach_the_reader_first(slow: Path, tmp_path: Path) -> None:
    """Ctrl-C goes to the foreground group; the reader is in its own and is ended by its parent."""
    parent = reading(slow, tmp_path / "out" / "media")
    parent.send_signal(signal.SIGINT)
    parent.communicate(timeout=30)
    assert parent.returncode != 0
    assert left_in(tmp_path / "out") == []


def test_the_reader_goes_with_a_killed_parent_and_its_folder_with_the_next_reading(
    deck: Path, slow: Path, tmp_path: Path
) -> None:
    media = tmp_path / "out" / "media"
    with reading(slow, media) as parent:
        (reader,) = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
        ending = os.pidfd_open(int(reader))
        parent.kill()
    assert select.select([ending], [], [], 10)[0], "the reader runs on"
    os.close(ending)
    assert len(left_in(tmp_path / "out")) == 1
    read_document(deck, media)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["media"]
