"""Settings of what videos are made with."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import Field

from tecnocursos.config.values import Folder, SettingsGroup


class Folders(SettingsGroup):
    """Where the product keeps what it can make again (cache) and what it was given (voices, data of the server)."""

    cache: Folder = Path("~/.cache/tecnocursos")
    """Speech, pictures and pieces of video, to be used again. It may be lost at any time."""
    data: Folder = Path("~/.local/share/tecnocursos/server")
    """Embedded parts only: the SQLite database, stored files, outgoing mail, keys."""
    voices: Folder = Path("~/.local/share/tecnocursos/voices")
    """Piper voices that were installed."""
    cache_limit_bytes: Annotated[int, Field(gt=0)] = 4 * 1024**3
    """When the cache is larger, what was not used for longest goes."""


class DocumentLimits(SettingsGroup):
    """What one document may cost while it is read."""

    file_bytes: int = 250 * 1024**2
    """Of the file itself."""
    unpacked_bytes: int = 1024**3
    """Of all that is packed in it."""
    picture_pixels: int = 80_000_000
    """Of one picture, width times height."""
    pages: int = 2_000
    """Pages or slides."""
    blocks: int = 50_000
    """Paragraphs, headings, tables and pictures."""
    seconds: float = 120
    """Until the reading is given up."""
    memory_bytes: int = 2 * 1024**3
    """Of the process that reads."""
