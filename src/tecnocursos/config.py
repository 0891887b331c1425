"""Settings, read once by the entry points from the environment (`TECNOCURSOS_…`) and passed on as values."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Folder = Annotated[Path, AfterValidator(Path.expanduser)]


class Folders(BaseModel):
    """Where the product keeps what it can make again (cache) and what it was given (voices)."""

    model_config = ConfigDict(validate_default=True)

    cache: Folder = Path("~/.cache/tecnocursos")
    voices: Folder = Path("~/.local/share/tecnocursos/voices")
    cache_limit_bytes: Annotated[int, Field(gt=0)] = 4 * 1024**3


class DocumentLimits(BaseModel):
    """What one document may cost while it is read."""

    file_bytes: int = 250 * 1024**2
    unpacked_bytes: int = 1024**3
    picture_pixels: int = 80_000_000
    pages: int = 2_000
    blocks: int = 50_000
    seconds: float = 120
    memory_bytes: int = 2 * 1024**3


class ScriptModelSettings(BaseModel):
    """An OpenAI-compatible model that may write scripts. Without a base URL there is none."""

    base_url: str | None = None
    api_key: SecretStr | None = None
    model: str = "gpt-4.1-mini"
    timeout_seconds: float = 60
    attempts: int = 3


class Settings(BaseSettings):
    """All settings: `TECNOCURSOS_FOLDERS__CACHE=/data/cache`, `TECNOCURSOS_SCRIPT_MODEL__BASE_URL=…`"""

    model_config = SettingsConfigDict(env_prefix="TECNOCURSOS_", env_nested_delimiter="__", extra="forbid")

    folders: Folders = Folders()
    documents: DocumentLimits = DocumentLimits()
    script_model: ScriptModelSettings = ScriptModelSettings()
    ffmpeg_binary: Path | None = None
    office_binary: Path | None = None
    """LibreOffice; None: the one on the PATH, if there is one."""
    workers: Annotated[int, Field(ge=1)] | None = None
