"""A Word document to a draft: the body's paragraphs, tables and pictures in order, as the last reader sees them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

from docx.opc.package import OpcPackage
from docx.opc.part import PartFactory
from docx.parts.document import DocumentPart

from tecnocursos.documents.docx.notes import Footnotes
from tecnocursos.documents.docx.pictures import pictures_in
from tecnocursos.documents.docx.styles import Styles
from tecnocursos.documents.docx.tables import read_table
from tecnocursos.documents.docx.text import paragraph_text, text_boxes_in
from tecnocursos.documents.errors import DocumentDamaged
from tecnocursos.documents.namespaces import W
from tecnocursos.documents.outline import Place
from tecnocursos.documents.reading import Draft

_MAIN_TYPES = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
_CONTAINERS = {f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}moveTo", f"{W}customXml", f"{W}smartTag"}
_LONGEST_BOLD_HEADING = 80


def read_docx(path: Path, draft: Draft) -> None:
    """Fill the draft from a document or a template, with or without macros (which are ignored)."""
    for kind in _MAIN_TYPES:
        PartFactory.part_type_for[kind] = DocumentPart
    package = OpcPackage.open(str(path))
    part = package.main_document_part
    if not isinstance(part, DocumentPart) or part.element.body is None:
        raise DocumentDamaged(
            file=draft.file, reason="the document's body is missing", reason_pt="falta o corpo do documento"
        )
    draft.title = package.core_properties.title
    _BodyReader(part, draft).read()
    draft.mark_roles()


class _BodyReader:
    def __init__(self, part: DocumentPart, draft: Draft) -> None:
        self._part = part
        self._draft = draft
        self._styles = Styles(part)
        self._footnotes = Footnotes(part)
        self._bold_headings = False

    def read(self) -> None:
        elements = list(enumerate(_flat(self._part.element.body), start=1))
        self._bold_headings = self._has_bold_headings([element for _, element in elements])
        for is_code, group in groupby(elements, key=lambda pair: self._is_code(pair[1])):
            run = list(group)
            if is_code:
                place = Place(line=run[0][0])
                self._draft.code("\n".join(paragraph_text(element, "\n") for _, element in run), place)
                continue
            for number, element in run:
                self._read_element(element, Place(line=number))

    def _read_element(self, element: Any, place: Place) -> None:
        if element.tag == f"{W}tbl":
            read_table(element, self._draft, place)
            for picture in pictures_in(element, self._part):
                picture.add_to(self._draft, place)
            return
        self._read_paragraph(element, place)
        for box in text_boxes_in(element):
            for inner in _flat(box):
                self._read_element(inner, place)
        for picture in pictures_in(element, self._part):
            picture.add_to(self._draft, place)
        for note in self._footnotes.of(element):
            self._draft.paragraph(note, place)

    def _read_paragraph(self, paragraph: Any, place: Place) -> None:
        text = paragraph_text(paragraph)
        if not text.strip():
            return
        style = self._styles.of(paragraph)
        if style.is_contents:
            return
        if style.heading_level or self._is_bold_heading(paragraph):
            self._draft.open_section(text, place, level=style.heading_level or 1)
        elif style.is_title:
            self._draft.open_section(text, place, role="title")
            self._draft.title = self._draft.title or text
        elif style.is_subtitle and self._draft.set_subtitle(text):
            pass
        elif style.list_level is not None:
            self._draft.list_item(text, place, level=style.list_level, ordered=style.is_ordered)
        elif style.is_quote:
            self._draft.quote(text, place)
        elif style.is_caption and self._draft.set_caption(text):
            pass
        else:
            self._draft.paragraph(text, place)

    def _is_code(self, element: Any) -> bool:
        return element.tag == f"{W}p" and bool(paragraph_text(element).strip()) and self._styles.is_code(element)

    def _has_bold_headings(self, elements: list[Any]) -> bool:
        """Bold lines serve as headings only where no heading style is used and at least two of them head plain text."""
        paragraphs = [element for element in elements if element.tag == f"{W}p" and paragraph_text(element).strip()]
        if any(style.heading_level for style in map(self._styles.of, paragraphs)):
            return False
        bold = [self._styles.is_bold_line(paragraph, _LONGEST_BOLD_HEADING) for paragraph in paragraphs]
        heads = sum(first and not second for first, second in pairwise(bold))
        return heads >= 2 and sum(bold) <= len(bold) / 2

    def _is_bold_heading(self, paragraph: Any) -> bool:
        return self._bold_headings and self._styles.is_bold_line(paragraph, _LONGEST_BOLD_HEADING)


def _flat(container: Any) -> Iterator[Any]:
    """Paragraphs and tables in order, content controls and insertions opened; what was deleted is not there."""
    for element in container:
        if element.tag in {f"{W}p", f"{W}tbl"}:
            yield element
        elif element.tag in _CONTAINERS:
            yield from _flat(element)
