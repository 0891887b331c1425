"""LibreOffice as a separate program: it draws the slides of a deck as they were designed."""

from __future__ import annotations

import hashlib
import os
import resource
import shutil
import signal
from collections.abc import Callable
from math import ceil
from pathlib import Path
from xml.sax.saxutils import escape

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.errors import DocumentTookTooLong, OfficeMissing, SlidesNotDrawn
from tecnocursos.infra.watching import OutputTooLong, run_watched

_NAMES = ("soffice", "libreoffice")
_OUTPUT_BYTES = 1024**2
# Its fonts are found by way of HOME; it needs no secret of the environment.
_ENVIRONMENT = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "LD_LIBRARY_PATH")
_PIPE_FOLDERS = (Path("/tmp"), Path("/var/tmp"))  # noqa: S108  where LibreOffice itself puts them
# What a deck links to (pictures, films, sheets on other machines or in other files here) is not loaded, and nothing
# goes to the network: the proxy is a port where nobody listens. Hidden slides are drawn, so that the pages of the PDF
# are numbered as the slides are.
_SETTINGS = {
    "Office.Common/Security/Scripting": {
        "BlockUntrustedRefererLinks": "true",
        "DisableMacrosExecution": "true",
        "MacroSecurityLevel": "3",
    },
    "Inet/Settings": {
        "ooInetProxyType": "2",
        "ooInetHTTPProxyName": "127.0.0.1",
        "ooInetHTTPProxyPort": "9",
        "ooInetHTTPSProxyName": "127.0.0.1",
        "ooInetHTTPSProxyPort": "9",
        "ooInetNoProxy": "",
    },
    "Office.Common/Filter/PDF/Export": {
        "ExportHiddenSlides": "true",
        "UseLosslessCompression": "true",
        "ReduceImageResolution": "false",
    },
}


def find_office(binary: Path | None = None) -> Path | None:
    """The LibreOffice at `binary`, or the one on the PATH; None when there is none."""
    names = [str(binary)] if binary else _NAMES
    found = next(filter(None, map(shutil.which, names)), None)
    return Path(found) if found else None


def convert_deck_to_pdf(
    path: Path,
    name: str,
    folder: Path,
    limits: DocumentLimits,
    check_cancelled: Callable[[], None],
    binary: Path | None = None,
) -> Path:
    """Convert a PPTX, which people call `name`, to a PDF in `folder`: a page a slide, hidden ones too.

    The profile and all that LibreOffice writes lie in `folder`, a temporary one of the caller's. Raises OfficeMissing,
    SlidesNotDrawn, DocumentTookTooLong and whatever `check_cancelled` raises.
    """
    office = find_office(binary)
    if office is None:
        raise OfficeMissing(file=name)
    # A copy, because LibreOffice puts a lock file beside what it opens.
    deck, profile, scratch = folder / "deck.pptx", folder / "profile", folder / "scratch"
    shutil.copyfile(path, deck)
    scratch.mkdir()
    _write_profile(profile)
    command = [
        str(office),
        f"-env:UserInstallation={profile.absolute().as_uri()}",
        *("--headless", "--norestore", "--nologo", "--nodefault", "--nolockcheck"),
        # By name, so that a file made to look like something else is not given to another of its many readers.
        "--infilter=Impress MS PowerPoint 2007 XML",
        *("--convert-to", "pdf:impress_pdf_Export", "--outdir", str(folder), str(deck)),
    ]
    kept = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        ended = run_watched(
            command,
            kept | {"TMPDIR": str(scratch), "SAL_USE_VCLPLUGIN": "svp"},
            seconds=limits.seconds,
            output_bytes=_OUTPUT_BYTES,
            check_cancelled=check_cancelled,
            resources={
                resource.RLIMIT_AS: limits.memory_bytes,
                resource.RLIMIT_CPU: ceil(limits.seconds) + 1,
                resource.RLIMIT_FSIZE: limits.unpacked_bytes,
                resource.RLIMIT_CORE: 0,
            },
        )
    except TimeoutError:
        raise DocumentTookTooLong(file=name, limit=round(limits.seconds, 1)) from None
    except (OSError, OutputTooLong) as error:
        raise SlidesNotDrawn(file=name, reason=type(error).__name__) from error
    finally:
        _remove_pipe(profile)
    pdf = folder / "deck.pdf"
    if not pdf.is_file():
        raise SlidesNotDrawn(file=name, reason=_reason(ended.status))
    return pdf


def _reason(status: int) -> str:
    if status < 0:
        return signal.Signals(-status).name
    return "it could not be opened" if status == 0 else f"status {status}"


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>\n"
        for path, properties in _SETTINGS.items()
        for name, value in properties.items()
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n' + items + "</oor:items>\n"
    )
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(content, encoding="utf-8")


def _remove_pipe(profile: Path) -> None:
    """Remove the socket that a killed LibreOffice leaves behind, named by the MD5 of its profile's address."""
    address = profile.absolute().as_uri().encode("utf-16-le")
    # Each byte in hex without a leading zero, as LibreOffice writes it.
    name = "".join(f"{byte:x}" for byte in hashlib.md5(address, usedforsecurity=False).digest())
    for folder in _PIPE_FOLDERS:
        for pipe in folder.glob(f"OSL_PIPE_*SingleOfficeIPC_{name}"):
            pipe.unlink(missing_ok=True)
