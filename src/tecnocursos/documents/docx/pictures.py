"""Pictures of Word documents: inline, anchored, and of the old VML kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from docx.parts.document import DocumentPart

from tecnocursos.documents.namespaces import MC, A, R
from tecnocursos.documents.outline import Place
from tecnocursos.documents.pictures import PictureLeftOut
from tecnocursos.documents.reading import Draft

_V = "{urn:schemas-microsoft-com:vml}"
_WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_ICON_EMU = 360_000  # 1 cm: smaller pictures are icons within the text


@dataclass(frozen=True, slots=True)
class EmbeddedPicture:
    """`content` is None where the document only links to the picture."""

    content: bytes | None
    alt: str | None

    def add_to(self, draft: Draft, place: Place) -> None:
        if self.content is None:
            draft.leave_out(PictureLeftOut("linked pictures", "figuras vinculadas"), place)
        else:
            draft.picture(self.content, place, alt=self.alt)


def pictures_in(element: Any, part: DocumentPart) -> Iterator[EmbeddedPicture]:
    """The pictures in a paragraph or table, in order, each once, icons left out."""
    for blip in element.iter(f"{A}blip", f"{_V}imagedata"):
        ancestors = list(blip.iterancestors())
        if any(ancestor.tag == f"{MC}Fallback" for ancestor in ancestors):
            continue
        frame = next((one for one in ancestors if one.tag in {f"{_WP}inline", f"{_WP}anchor"}), None)
        if frame is not None and _is_icon(frame):
            continue
        identifier = blip.get(f"{R}embed") or blip.get(f"{R}id")
        relation = part.rels.get(identifier) if identifier else None
        if relation is None and not blip.get(f"{R}link"):
            continue
        content = relation.target_part.blob if relation is not None and not relation.is_external else None
        properties = frame.find(f"{_WP}docPr") if frame is not None else None
        alt = properties.get("descr") if properties is not None else blip.get("alt")
        yield EmbeddedPicture(content, alt)


def _is_icon(frame: Any) -> bool:
    extent = frame.find(f"{_WP}extent")
    sizes = [extent.get("cx", ""), extent.get("cy", "")] if extent is not None else []
    return bool(sizes) and all(size.isdigit() and int(size) < _ICON_EMU for size in sizes)
