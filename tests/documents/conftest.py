"""Reading one document in this process, and pictures to put into it."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
import typst
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen import canvas
from reportlab.pdfgen.canvas import Canvas

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.outline import Outline
from tecnocursos.documents.reader import read_outline


@pytest.fixture
def media(tmp_path: Path) -> Path:
    folder = tmp_path / "media"
    folder.mkdir()
    return folder


@pytest.fixture
def read(media: Path) -> Callable[[Path], Outline]:
    """The whole reading of a file, without the child process around it."""
    return lambda path: read_outline(path, "0" * 64, media, DocumentLimits())


@pytest.fixture
def photo() -> Callable[..., bytes]:
    def encode(width: int = 320, height: int = 200, kind: str = "PNG", mode: str = "RGB") -> bytes:
        buffer = io.BytesIO()
        Image.radial_gradient("L").resize((width, height)).convert(mode).save(buffer, kind)
        return buffer.getvalue()

    return encode


@pytest.fixture
def typeset(tmp_path: Path, read: Callable[[Path], Outline]) -> Callable[[str], Outline]:
    def compile_and_read(source: str) -> Outline:
        path = tmp_path / "document.pdf"
        path.write_bytes(typst.compile(source.encode()))
        return read(path)

    return compile_and_read


@pytest.fixture
def drawn(tmp_path: Path, read: Callable[[Path], Outline]) -> Callable[..., Outline]:
    def draw_and_read(draw: Callable[[Canvas], None], pagesize: tuple[float, float] = A4) -> Outline:
        path = tmp_path / "drawn.pdf"
        sheet = canvas.Canvas(str(path), pagesize=pagesize)
        draw(sheet)
        sheet.save()
        return read(path)

    return draw_and_read
