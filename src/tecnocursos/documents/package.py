"""Office packages (ZIP files of XML parts), checked before any library opens them.

python-pptx and python-docx unpack every member and parse every XML part. So each member is unpacked here first,
counting the bytes that really come out, and each XML part is searched for the declarations XML bombs are made of.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.errors import (
    DocumentDamaged,
    DocumentEncrypted,
    DocumentUnpacksTooLarge,
    DocumentUnsafe,
)

_CONTENT_TYPES = "[Content_Types].xml"
_CONTENT_TYPES_BYTES = 4 * 1024**2
_CHUNK_BYTES = 1024**2
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
_ENCODING = re.compile(rb"""\A<\?xml[^>]*?encoding\s*=\s*["']([^"']*)""")
_ENCODINGS = {b"utf-8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii", b"iso-8859-1", b"windows-1252"}
_BYTE_ORDER_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, ValueError, OSError)


def is_package(head: bytes) -> bool:
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06"))


def find_office_type(path: Path) -> str:
    """The content type of the package's main part, lower case; empty where it is no office package."""
    with _opened(path) as archive:
        if _CONTENT_TYPES in archive.namelist():
            types = _content_types(archive, path.name)
            mains = [kind for kind in types.values() if kind.endswith("main+xml")]
            return next(iter(mains), "")
        if "mimetype" in archive.namelist():
            with archive.open("mimetype") as member:
                return member.read(200).decode("ascii", errors="replace").lower()
        return ""


def check_package(path: Path, limits: DocumentLimits) -> None:
    """Raise DocumentDamaged, DocumentEncrypted, DocumentUnsafe or DocumentUnpacksTooLarge unless it is safe to open."""
    left = limits.unpacked_bytes
    with _opened(path) as archive:
        types = _content_types(archive, path.name)
        for member in archive.infolist():
            scan = _DeclarationScan(path.name, member.filename) if _is_parsed(member.filename, types) else None
            for chunk in _chunks(archive, member, path.name):
                left -= len(chunk)
                if left < 0:
                    raise DocumentUnpacksTooLarge(file=path.name, limit=limits.unpacked_bytes // 1024**2)
                if scan:
                    scan.feed(chunk)


class _DeclarationScan:
    """Looks for document type and entity declarations in the bytes of one XML part, whatever its encoding."""

    def __init__(self, file: str, part: str) -> None:
        self._file = file
        self._part = part
        self._tail: bytes | None = None

    def feed(self, chunk: bytes) -> None:
        if self._tail is None:
            for mark in _BYTE_ORDER_MARKS:
                chunk = chunk.removeprefix(mark)
        # Without its zero bytes UTF-16 reads like ASCII; declarations are ASCII in every encoding allowed here.
        text = chunk.replace(b"\0", b"")
        if self._tail is None:
            text = text.lstrip()
            if not text:
                return
            self._check_start(text)
        text = (self._tail or b"") + text
        if _DECLARATION.search(text):
            raise DocumentUnsafe(
                file=self._file,
                reason=f"{self._part} declares XML entities",
                reason_pt=f"{self._part} declara entidades XML",
            )
        self._tail = text[-16:]

    def _check_start(self, text: bytes) -> None:
        encoding = _ENCODING.match(text)
        if not text.startswith(b"<") or (encoding and encoding[1].lower() not in _ENCODINGS):
            raise DocumentDamaged(
                file=self._file,
                reason=f"{self._part} is not XML in a known encoding",
                reason_pt=f"{self._part} não é XML numa codificação conhecida",
            )


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except _BROKEN as error:
        raise DocumentDamaged(
            file=path.name,
            reason="the ZIP directory is missing, the file may be cut off",
            reason_pt="falta o índice do ZIP, o arquivo pode estar cortado",
        ) from error


def _chunks(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str) -> Iterator[bytes]:
    if member.flag_bits & 1:
        raise DocumentEncrypted(file=file)
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise DocumentDamaged(
            file=file,
            reason=f"{member.filename} is packed in a way Office does not use",
            reason_pt=f"{member.filename} está compactado de um modo que o Office não usa",
        )
    try:
        with archive.open(member) as stream:
            while chunk := stream.read(_CHUNK_BYTES):
                yield chunk
    except _BROKEN as error:
        raise DocumentDamaged(
            file=file,
            reason=f"{member.filename} cannot be unpacked",
            reason_pt=f"não é possível descompactar {member.filename}",
        ) from error


def _content_types(archive: zipfile.ZipFile, file: str) -> dict[str, str]:
    """Content type by `/part/name` and by `.ending`, all lower case."""
    try:
        member = archive.getinfo(_CONTENT_TYPES)
    except KeyError as error:
        raise DocumentDamaged(
            file=file, reason=f"{_CONTENT_TYPES} is missing", reason_pt=f"falta {_CONTENT_TYPES}"
        ) from error
    content = bytearray()
    for chunk in _chunks(archive, member, file):
        content += chunk
        if len(content) > _CONTENT_TYPES_BYTES:
            raise DocumentUnsafe(file=file, reason=f"{_CONTENT_TYPES} is huge", reason_pt=f"{_CONTENT_TYPES} é enorme")
    try:
        root = fromstring(bytes(content), forbid_dtd=True)
    except DefusedXmlException as error:
        raise DocumentUnsafe(
            file=file,
            reason=f"{_CONTENT_TYPES} declares XML entities",
            reason_pt=f"{_CONTENT_TYPES} declara entidades XML",
        ) from error
    except (ParseError, ValueError, LookupError) as error:
        raise DocumentDamaged(
            file=file, reason=f"{_CONTENT_TYPES} is not XML", reason_pt=f"{_CONTENT_TYPES} não é XML"
        ) from error
    types = {}
    for entry in root:
        name = entry.get("PartName") or f".{entry.get('Extension', '')}"
        types[name.lower()] = entry.get("ContentType", "").lower()
    return types


def _is_parsed(name: str, types: dict[str, str]) -> bool:
    """Whether the libraries parse the member as XML; pictures in SVG may declare entities, nobody parses them."""
    name = f"/{name}".lower()
    if name.endswith((".rels", f"/{_CONTENT_TYPES}".lower())):
        return True
    content_type = types.get(name) or types.get(f".{name.rpartition('.')[2]}", "")
    return content_type.endswith("xml") and "svg" not in content_type
