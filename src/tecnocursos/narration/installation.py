"""Piper voices on this machine: list, install from a file or an address that the user gives, remove.

A voice is two files, `name.onnx` (weights) and `name.onnx.json` (settings). They are checked before they are kept:
what is not a voice is refused.
"""

from __future__ import annotations

import json
import re
import shutil
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, Field, ValidationError

from tecnocursos.infra.files import temporary_folder, whole_file
from tecnocursos.narration.errors import VoiceRefused, VoiceUnknown

_LARGEST_MODEL = 500 * 1024**2
_LARGEST_SETTINGS = 2 * 1024**2
_TIMEOUT_SECONDS = 30
_NAME = re.compile(r"[\w][\w.+-]{0,80}")
# An ONNX file is a protobuf message whose first field is the version of the format, a small number.
_ONNX_START = re.compile(rb"\x08[\x03-\x20]")


@dataclass(frozen=True, slots=True)
class InstalledVoice:
    name: str
    language: str
    """As the voice says it, two letters: `pt`."""
    model: Path
    settings: Path


class _Audio(BaseModel):
    sample_rate: Annotated[int, Field(ge=8_000, le=48_000)]


class _Espeak(BaseModel):
    voice: Annotated[str, Field(min_length=2, max_length=40)]


class _VoiceSettings(BaseModel):
    """What a Piper voice's settings must hold; they may hold more."""

    audio: _Audio
    espeak: _Espeak
    phoneme_type: Literal["espeak", "text"] = "espeak"
    num_symbols: Annotated[int, Field(gt=0, le=10_000)]
    num_speakers: Annotated[int, Field(ge=1, le=10_000)]
    phoneme_id_map: Annotated[dict[str, list[int]], Field(min_length=1)]


def installed_voices(folder: Path) -> list[InstalledVoice]:
    """The complete pairs in the folder whose settings can be read, by name."""
    voices = []
    for model in sorted(folder.glob("*.onnx")):
        settings = _settings_of(model)
        try:
            checked = _check_settings(settings)
        except (OSError, ValueError):
            continue
        language = re.split(r"[-_]", checked.espeak.voice)[0].lower()
        voices.append(InstalledVoice(model.name.removesuffix(".onnx"), language, model, settings))
    return voices


def install_voice(source: str | Path, folder: Path) -> InstalledVoice:
    """Install a voice from the path or HTTPS address of its `.onnx` file; the settings are taken from beside it.

    An installed voice of the same name is replaced. Raises VoiceRefused.
    """
    folder.mkdir(parents=True, exist_ok=True)
    address = str(source)
    is_remote = re.match(r"[a-zA-Z][a-zA-Z0-9+.-]+://", address) is not None
    name = _name_of(address, is_remote=is_remote)
    with temporary_folder(folder) as temporary:
        model = temporary / f"{name}.onnx"
        for suffix, limit in ((".json", _LARGEST_SETTINGS), ("", _LARGEST_MODEL)):
            target = model.with_name(model.name + suffix)
            if is_remote:
                _download(_beside(address, suffix), target, limit)
            else:
                _copy(Path(address).expanduser(), suffix, target, limit)
        _check_pair(model, address)
        for path in (_settings_of(model), model):
            # The model last: without it there is no voice.
            with whole_file(folder / path.name) as final:
                path.replace(final)
    return next(voice for voice in installed_voices(folder) if voice.name == name)


def remove_voice(name: str, folder: Path) -> None:
    """Delete an installed voice by its name, with or without `piper:`. Raises VoiceUnknown."""
    name = name.removeprefix("piper:")
    voices = {voice.name: voice for voice in installed_voices(folder)}
    if name not in voices:
        raise VoiceUnknown(voice=f"piper:{name}", voices=", ".join(f"piper:{known}" for known in voices) or "none")
    voices[name].model.unlink()
    voices[name].settings.unlink()


def _name_of(address: str, *, is_remote: bool) -> str:
    parts = urllib.parse.urlsplit(address) if is_remote else None
    if parts is not None and parts.scheme.lower() != "https":
        raise VoiceRefused(source=address, reason="an address must begin with https://")
    file = Path(urllib.parse.unquote(parts.path) if parts else address).name
    name = file.removesuffix(".onnx")
    if name == file or not _NAME.fullmatch(name):
        raise VoiceRefused(source=address, reason="a voice is a file whose name ends in .onnx")
    return name


def _beside(address: str, suffix: str) -> str:
    parts = urllib.parse.urlsplit(address)
    return urllib.parse.urlunsplit(parts._replace(path=parts.path + suffix, fragment=""))


def _settings_of(model: Path) -> Path:
    return model.with_name(f"{model.name}.json")


def _copy(model: Path, suffix: str, target: Path, limit: int) -> None:
    source = model.with_name(model.name + suffix)
    if not source.is_file():
        raise VoiceRefused(source=model.name, reason=f"there is no file {source.name}")
    if source.stat().st_size > limit:
        raise VoiceRefused(source=model.name, reason=f"{source.name} is larger than {limit // 1024**2} MB")
    shutil.copyfile(source, target)


def _download(address: str, target: Path, limit: int) -> None:
    request = urllib.request.Request(address, headers={"User-Agent": "tecnocursos"})  # noqa: S310 (https, checked)
    opener = urllib.request.build_opener(_OnlyHttps)
    try:
        with opener.open(request, timeout=_TIMEOUT_SECONDS) as answer, target.open("wb") as file:
            received = 0
            while block := answer.read(1 << 20):
                received += len(block)
                if received > limit:
                    raise VoiceRefused(source=address, reason=f"it is larger than {limit // 1024**2} MB")
                file.write(block)
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise VoiceRefused(source=address, reason=f"it cannot be downloaded ({reason})") from None


class _OnlyHttps(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, req, fp, code, msg, headers, newurl):  # type: ignore[no-untyped-def]
        if not newurl.lower().startswith("https://"):
            raise VoiceRefused(source=req.full_url, reason="it leads to an address without https://")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check_settings(path: Path) -> _VoiceSettings:
    if path.stat().st_size > _LARGEST_SETTINGS:
        raise ValueError("too large")
    return _VoiceSettings.model_validate(json.loads(path.read_bytes()))


def _check_pair(model: Path, source: str) -> None:
    try:
        _check_settings(_settings_of(model))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"]) or "it"
        reason = f"{_settings_of(model).name} does not describe a voice: {place}: {first['msg']}"
        raise VoiceRefused(source=source, reason=reason) from None
    except (ValueError, RecursionError):
        raise VoiceRefused(source=source, reason=f"{_settings_of(model).name} is not JSON") from None
    with model.open("rb") as file:
        if not _ONNX_START.match(file.read(2)):
            raise VoiceRefused(source=source, reason=f"{model.name} is not an ONNX file")
