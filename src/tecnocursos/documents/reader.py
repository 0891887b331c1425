"""Reads one document in this process: detects what it is, lets its reader fill a draft, and makes the outline."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.detection import Kind, detect_kind
from tecnocursos.documents.errors import DocumentEmpty
from tecnocursos.documents.outline import Outline, Section, Source
from tecnocursos.documents.package import check_package
from tecnocursos.documents.pictures import MediaFolder
from tecnocursos.documents.reading import Draft, clean_line
from tecnocursos.kit.language import Language, detect_language

# By name, because a process reads one document and should not wait for the libraries of the other formats.
_READERS: dict[Kind, tuple[str, str]] = {
    "pptx": ("tecnocursos.documents.pptx.reader", "read_pptx"),
    "docx": ("tecnocursos.documents.docx.reader", "read_docx"),
    "pdf": ("tecnocursos.documents.pdf.reader", "read_pdf"),
    "markdown": ("tecnocursos.documents.markdown.reader", "read_markdown"),
}
# Names that programs give to files nobody has titled.
_EMPTY_TITLES = frozenset(
    "|untitled|sem título|presentation|apresentação|powerpoint presentation|apresentação do powerpoint"
    "|document|documento|word document|documento do word|slide 1".split("|")
)


def read_outline(path: Path, sha256: str, media: Path, limits: DocumentLimits, *, name: str | None = None) -> Outline:
    """Read without confinement, pictures into `media`. Raises DocumentError, and what the libraries raise."""
    name = name or path.name
    kind = detect_kind(path, name)
    if kind in {"pptx", "docx"}:
        check_package(path, limits)
    pictures = MediaFolder(media, pixel_limit=limits.picture_pixels, byte_limit=limits.unpacked_bytes)
    draft = Draft(name, limits, pictures)
    module, function = _READERS[kind]
    read: Callable[[Path, Draft], None] = getattr(import_module(module), function)
    read(path, draft)
    sections = draft.sections
    text = "\n".join(_texts(sections))
    if not any(character.isalnum() for character in text):
        raise DocumentEmpty(file=name)
    return Outline(
        source=Source(name=name, kind=kind, sha256=sha256, pages=draft.pages, skipped_slides=draft.skipped_slides),
        title=_title(draft.title, sections, name),
        language=_language(draft.language, text),
        sections=sections,
        remarks=draft.remarks,
        left_out=draft.left_out,
    )


def _title(stated: str | None, sections: tuple[Section, ...], name: str) -> str:
    stated = clean_line(stated or "")
    if stated.lower() not in _EMPTY_TITLES and Path(stated).suffix.lower() not in {".doc", ".docx", ".ppt", ".pptx"}:
        return stated
    headings = (section.title for section in sections if section.title)
    return next(headings, None) or clean_line(Path(name).stem.replace("_", " ").replace("-", " ")) or name


def _language(stated: str | None, text: str) -> Language:
    """The text itself speaks louder than what a template states; that decides only where the text does not."""
    return detect_language(text, "en-US" if (stated or "").lower().startswith("en") else "pt-BR")


def _texts(sections: tuple[Section, ...]) -> list[str]:
    texts: list[str] = []
    for section in sections:
        texts += [section.title or "", section.subtitle or "", section.notes.text if section.notes else ""]
        for block in section.blocks:
            match block.kind:
                case "table":
                    texts += [cell for row in (block.header, *block.rows) for cell in row]
                case "picture":
                    texts += [block.caption or ""]
                case _:
                    texts.append(block.text)
    return texts
