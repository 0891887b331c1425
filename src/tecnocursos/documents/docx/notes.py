"""Footnotes and endnotes, told after the paragraph that refers to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docx.parts.document import DocumentPart
from lxml import etree

from tecnocursos.documents.docx.text import paragraph_text
from tecnocursos.documents.namespaces import W


class Footnotes:
    """The notes of a document by the id that references carry."""

    def __init__(self, part: DocumentPart) -> None:
        self._texts: dict[tuple[str, str | None], str] = {}
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        for relation in part.rels.values():
            for kind in ("footnote", "endnote"):
                if relation.reltype.endswith(f"/{kind}s") and not relation.is_external:
                    root = etree.fromstring(relation.target_part.blob, parser)
                    for note in root.iter(f"{W}{kind}"):
                        paragraphs = (paragraph_text(paragraph).strip() for paragraph in note.iter(f"{W}p"))
                        self._texts[kind, note.get(f"{W}id")] = " ".join(filter(None, paragraphs))

    def of(self, paragraph: Any) -> Iterator[str]:
        """The texts of the notes that a paragraph refers to, in order."""
        for reference in paragraph.iter(f"{W}footnoteReference", f"{W}endnoteReference"):
            kind = reference.tag.removeprefix(W).removesuffix("Reference")
            yield self._texts.get((kind, reference.get(f"{W}id")), "")
