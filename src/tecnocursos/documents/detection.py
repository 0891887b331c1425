"""What a file is, by its content. The name decides only among plain texts, which look alike."""

from __future__ import annotations

import codecs
import mmap
from pathlib import Path
from typing import Literal

import puremagic

from tecnocursos.documents.errors import DocumentEmpty, DocumentEncrypted, DocumentUnsupported, DocumentWithoutBytes
from tecnocursos.documents.package import find_office_type, is_package

Kind = Literal["pptx", "pdf", "docx", "markdown"]

_HEAD_BYTES = 64 * 1024
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_SUFFIXES = {".md", ".markdown", ".mdown", ".txt", ".text", ""}
_MARKUP = ("<!doctype", "<html", "<?xml", "<svg")
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OFFICE_KINDS: tuple[tuple[str, Kind], ...] = (("presentation", "pptx"), ("slideshow", "pptx"), ("word", "docx"))


def detect_kind(path: Path, name: str) -> Kind:
    """The reader for a file that people call `name`.

    Raises DocumentUnsupported, DocumentEncrypted, DocumentEmpty, DocumentDamaged.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if not head:
        raise DocumentWithoutBytes(file=name)
    if not head.strip():
        raise DocumentEmpty(file=name)
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(_OLE):
        raise _ole_error(path, name)
    if is_package(head):
        return _package_kind(path, name)
    if _is_text(name, head):
        return "markdown"
    raise DocumentUnsupported(file=name, **_described(head))


def decode_text(content: bytes) -> str:
    """Text by its byte-order mark, else as UTF-8, else as Windows-1252, which old Windows programs write."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content.decode(encoding, errors="replace")
    try:
        return content.decode()
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _package_kind(path: Path, name: str) -> Kind:
    office_type = find_office_type(path)
    for word, kind in _OFFICE_KINDS:
        if word in office_type:
            return kind
    if "sheet" in office_type:
        found, found_pt = "a spreadsheet", "uma planilha"
    elif "opendocument" in office_type:
        found, found_pt = "an OpenDocument file", "um arquivo OpenDocument"
    else:
        found, found_pt = "a ZIP archive", "um arquivo ZIP"
    raise DocumentUnsupported(file=name, found=found, found_pt=found_pt)


def _ole_error(path: Path, name: str) -> DocumentEncrypted | DocumentUnsupported:
    """An OLE file is either a document of the old binary formats or the wrapping of an encrypted new one."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:

        def holds(stream: str) -> bool:
            return content.find(stream.encode("utf-16-le")) >= 0

        if holds("EncryptedPackage"):
            return DocumentEncrypted(file=name)
        if holds("PowerPoint Document"):
            found, found_pt = "an old PowerPoint file (.ppt)", "um arquivo antigo do PowerPoint (.ppt)"
        elif holds("WordDocument"):
            found, found_pt = "an old Word file (.doc)", "um arquivo antigo do Word (.doc)"
        else:
            found, found_pt = "an old Office file", "um arquivo antigo do Office"
        return DocumentUnsupported(file=name, found=found, found_pt=found_pt)


def _is_text(name: str, head: bytes) -> bool:
    if Path(name).suffix.lower() not in _TEXT_SUFFIXES:
        return False
    text = decode_text(head)
    if any(character < " " and character not in "\t\n\r\f\x0b\x1b" for character in text):
        return False
    return not text.lstrip().lower().startswith(_MARKUP) and not text.startswith("{\\rtf")


def _described(head: bytes) -> dict[str, str]:
    start = decode_text(head).lstrip().lower()
    if start.startswith(("<!doctype html", "<html")):
        return {"found": "a web page (HTML)", "found_pt": "uma página da internet (HTML)"}
    if start.startswith("{\\rtf"):
        return {"found": "an RTF file", "found_pt": "um arquivo RTF"}
    try:
        family = puremagic.from_string(head, mime=True).partition("/")[0]
    except puremagic.PureError:
        family = ""
    found, found_pt = {
        "image": ("an image", "uma imagem"),
        "audio": ("a sound file", "um arquivo de som"),
        "video": ("a video", "um vídeo"),
    }.get(family, ("a file of another format", "um arquivo de outro formato"))
    return {"found": found, "found_pt": found_pt}
