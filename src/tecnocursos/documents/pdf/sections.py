"""The pages of a document, laid out, become the sections and blocks of its draft."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PIL import Image

from tecnocursos.documents.outline import Place
from tecnocursos.documents.pdf.figures import Figure
from tecnocursos.documents.pdf.geometry import around
from tecnocursos.documents.pdf.headings import is_caption
from tecnocursos.documents.pdf.joining import Vocabulary, text_of
from tecnocursos.documents.pdf.pages import Page
from tecnocursos.documents.pdf.paragraphs import SENTENCE_END, Text
from tecnocursos.documents.pdf.tables import Grid
from tecnocursos.documents.reading import Draft

_LONGEST_SUBTITLE = 160

Part = Text | Grid | Figure
Render = Callable[[Page, Figure], Image.Image | bytes | None]


@dataclass(slots=True)
class _Section:
    heading: Text | None
    page: int
    parts: list[tuple[Page, Part]] = field(default_factory=list)
    notes: list[tuple[Page, Part]] = field(default_factory=list)


@dataclass(slots=True)
class Writer:
    """Adds blocks to a draft, each with its place."""

    draft: Draft
    vocabulary: Vocabulary
    render: Render
    captions: dict[int, Text] = field(default_factory=dict)
    """By `id()` of the table or figure."""

    def text(self, text: Text) -> str:
        """What it says, with its continuations and without the mark of a list item."""
        lines = [line.text for part in (text, *text.joins) for line in part.lines]
        said = text_of(lines, self.vocabulary)
        if text.marker and text.role != "heading":
            said = said.removeprefix(text.marker).lstrip()
        return said

    def parts(self, parts: Sequence[tuple[Page, Part]]) -> None:
        """Write parts in their order; items, listings and captions are put together."""
        items: list[tuple[Page, Text]] = []
        listing: list[Text] = []
        for index, (page, part) in enumerate(parts):
            following = parts[index + 1][1] if index + 1 < len(parts) else None
            if isinstance(part, Text) and part.role == "item":
                items.append((page, part))
                if not (isinstance(following, Text) and following.role == "item"):
                    self._items(items)
                    items = []
            elif isinstance(part, Text) and part.role == "code":
                listing.append(part)
                if not (isinstance(following, Text) and following.role == "code" and following.page == part.page):
                    self._code(listing, page)
                    listing = []
            else:
                self._part(page, part)

    def _part(self, page: Page, part: Part) -> None:
        place = Place(page=page.number, box=page.view.fractions(part.box))
        if isinstance(part, Text):
            self.draft.paragraph(self.text(part), place)
            return
        caption = self.captions.get(id(part))
        caption_text = self.text(caption) if caption is not None else None
        if isinstance(part, Grid):
            header, *rows = [[text_of(cell.split("\n"), self.vocabulary) for cell in row] for row in part.all_rows]
            self.draft.table(header, rows, place, caption=caption_text)
            return
        picture = self.render(page, part)
        shown = picture is not None and self.draft.picture(picture, place, alt=part.alt, caption=caption_text)
        if not shown:
            # The words inside a drawing or under it must not be lost with it.
            for said in filter(None, (part.alt, caption_text)):
                self.draft.paragraph(said, place)

    def _items(self, items: list[tuple[Page, Text]]) -> None:
        lefts: list[float] = []
        for page, item in items:
            left = item.lines[0].box.x0
            while lefts and left < lefts[-1] - 0.6 * item.size:
                lefts.pop()
            if not lefts or left > lefts[-1] + 0.6 * item.size:
                lefts.append(left)
            place = Place(page=page.number, box=page.view.fractions(item.box))
            self.draft.list_item(self.text(item), place, level=len(lefts) - 1, ordered=item.ordered)

    def _code(self, listing: list[Text], page: Page) -> None:
        lines = [line for text in listing for line in text.lines]
        left = min(line.box.x0 for line in lines)
        rows = []
        for before, line in zip([None, *lines], lines, strict=False):
            if before is not None and line.base - before.base > 1.8 * line.em:
                rows.append("")
            rows.append(" " * min(round((line.box.x0 - left) / (0.6 * line.em)), 80) + line.text)
        box = around(line.box for line in lines)
        self.draft.code("\n".join(rows), Place(page=page.number, box=page.view.fractions(box)))


def set_roles(pages: Sequence[Page], body_mono: bool) -> None:
    """Tell items and listings from paragraphs; headings have their role already."""
    for page in pages:
        for text in page.texts():
            if text.role == "heading":
                continue
            if text.mono and not body_mono and not text.footnote:
                text.role = "code"
            elif text.marker and not text.footnote:
                text.role = "item"


def join_broken(pages: Sequence[Page]) -> None:
    """Join paragraphs that a column or a page breaks."""
    last: Text | None = None
    for page in pages:
        for column in page.columns:
            opening = True
            for part in list(column):
                if not isinstance(part, Text) or part.footnote or is_caption(part):
                    continue
                if opening and last is not None and _goes_on(last, part):
                    owner = last
                    owner.joins.append(part)
                    column.remove(part)
                    continue
                opening = False
                last = part


def _goes_on(before: Text, text: Text) -> bool:
    if before.role not in {"paragraph", "item"} or text.role != "paragraph" or text.marker:
        return False
    end = (before.joins[-1] if before.joins else before).lines[-1]
    start = text.lines[0]
    if abs(end.size - start.size) > 0.06 * end.size or end.bold != start.bold or SENTENCE_END.search(end.text):
        return False
    if start.text[:1].islower() or end.text.endswith(("-", "\u00ad", ",")):
        return True
    full = len(before.lines) > 1 and end.box.x1 > before.box.x1 - 2 * end.em
    return full and len(text.lines) > 1 and abs(start.box.x0 - text.lines[1].box.x0) < 0.5 * start.em


def attach_captions(pages: Sequence[Page]) -> dict[int, Text]:
    """Captions by `id()` of the table or figure that they stand under or over; they leave the running text."""
    captions: dict[int, Text] = {}
    for page in pages:
        for column in page.columns:
            for part in list(column):
                if isinstance(part, Text) and part.role != "heading" and is_caption(part):
                    near = _captioned(column, part, captions)
                    if near is not None:
                        captions[id(near)] = part
                        column.remove(part)
    return captions


def _captioned(column: list[Part], caption: Text, taken: dict[int, Text]) -> Grid | Figure | None:
    index = column.index(caption)
    wants_table = caption.plain[:3].lower() in {"tab", "qua"}
    sides = (index + 1, index - 1) if wants_table else (index - 1, index + 1)
    for side in sides:
        if 0 <= side < len(column):
            near = column[side]
            if isinstance(near, Grid | Figure) and id(near) not in taken:
                return near
    return None


def write_chapters(pages: Sequence[Page], writer: Writer) -> None:
    """Sections as the headings divide the text. Footnotes come at the end of their section."""
    sections: list[_Section] = []
    for page in pages:
        for column in page.columns:
            for part in column:
                if isinstance(part, Text) and part.role == "heading":
                    sections.append(_Section(part, page.number))
                    continue
                if not sections:
                    sections.append(_Section(None, page.number))
                is_note = isinstance(part, Text) and part.footnote
                (sections[-1].notes if is_note else sections[-1].parts).append((page, part))
    _fold_cover(sections)
    levels = [section.heading.level for section in sections if section.heading is not None]
    by_number = {page.number: page for page in pages}
    subtitle = _subtitle(sections[0], writer) if _title_block(sections) else None
    titled = subtitle is not None
    highest = min(levels[1:] if titled else levels, default=1)
    for index, section in enumerate(sections):
        heading = section.heading
        if heading is None:
            if not section.parts and not section.notes:
                continue
            writer.draft.open_section(None, Place(page=section.page))
        else:
            place = Place(page=heading.page, box=by_number[heading.page].view.fractions(heading.box))
            level = max(heading.level - highest + 1, 1)
            if titled and index == 0:
                writer.draft.open_section(writer.text(heading), place, role="title", subtitle=subtitle)
                writer.parts([(page, part) for page, part in section.parts if _is_large(page, part)])
                continue
            writer.draft.open_section(writer.text(heading), place, level=level)
        writer.parts(section.parts + section.notes)


def _subtitle(section: _Section, writer: Writer) -> str | None:
    """What stands under a document's title: author, version, date. None when it is text of its own."""
    said = [part for _, part in section.parts if isinstance(part, Text) and part.role == "paragraph"]
    figures = [part for _, part in section.parts if isinstance(part, Figure)]
    whole = " – ".join(writer.text(text) for text in said)
    if (
        section.notes
        or len(said) + len(figures) < len(section.parts)
        or len(said) > 3
        or len(whole) > _LONGEST_SUBTITLE
    ):
        return None
    return whole


def _is_large(page: Page, part: Part) -> bool:
    """Whether a picture on the cover is more than a logo."""
    return isinstance(part, Figure) and part.box.area > 0.05 * page.view.box.area


def _fold_cover(sections: list[_Section]) -> None:
    """Make one section of a cover: a logo above the title belongs to it, and so do large lines below it."""
    if len(sections) > 1 and sections[0].heading is None and sections[1].page == sections[0].page == 1:
        if not all(isinstance(part, Figure) for _, part in sections[0].parts) or sections[0].notes:
            return
        sections[1].parts[:0] = sections.pop(0).parts
    cover = [section for section in sections if section.page == 1]
    parts = [part for section in cover for _, part in section.parts]
    letters = sum(len(part.plain) for part in parts if isinstance(part, Text))
    plain = all(isinstance(part, Figure) or (isinstance(part, Text) and part.role == "paragraph") for part in parts)
    if not 2 <= len(cover) < len(sections) or cover[0].heading is None or letters > _LONGEST_SUBTITLE or not plain:
        return
    title = cover[0].heading
    if any(section.heading is None or section.heading.size >= 0.97 * title.size for section in cover[1:]):
        return
    page = next((page for section in cover for page, _ in section.parts), None)
    if page is None:
        return
    for section in cover[1:]:
        if section.heading is not None:
            section.heading.role = "paragraph"
            cover[0].parts.append((page, section.heading))
        cover[0].parts += section.parts
    del sections[1 : len(cover)]


def _title_block(sections: list[_Section]) -> bool:
    """Whether the first heading is the document's title: on its first page, and of a style of its own."""
    first = sections[0].heading if sections else None
    if first is None or first.page != 1 or len(sections) < 2:
        return False
    return all(
        other.heading is None or other.heading.level > first.level or other.heading.size < 0.97 * first.size
        for other in sections[1:]
    )
