"""The draft that every format's reader fills: sections and blocks with their ids, cleaned, counted against the limits.

A reader is a function `read_<format>(path, draft)`; it opens sections, adds blocks in reading order and sets `title`,
`pages` and `skipped_slides`. Errors are those of `documents.errors`, with `file=draft.file`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Literal

from PIL import Image

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.errors import DocumentTooManyBlocks, DocumentTooManyPages
from tecnocursos.documents.outline import (
    Block,
    Code,
    LeftOut,
    ListItem,
    Notes,
    Paragraph,
    Picture,
    Place,
    Quote,
    Remark,
    Section,
    Table,
)
from tecnocursos.documents.pictures import Crop, MediaFolder, PictureLeftOut

Role = Literal["title", "section", "content"]

# Tabs and line ends stay; the rest of the control characters, soft hyphens, zero-width and direction marks,
# byte-order marks and lone surrogates are noise to a voice and to a screen.
_NOISE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


class Draft:
    """An outline in the making. Blocks added before any section open an untitled one."""

    def __init__(self, file: str, limits: DocumentLimits, media: MediaFolder) -> None:
        self.file = file
        """Name for error messages."""
        self.limits = limits
        self.title: str | None = None
        """The file's own title (properties, front matter), if it has one worth showing."""
        self.language: str | None = None
        """Language tag that the file states, such as `pt-BR`."""
        self.pages: int | None = None
        self.skipped_slides = 0
        self._media = media
        self._sections: list[dict[str, Any]] = []
        self._blocks: list[Block] = []
        self._block_count = 0
        self._left_out: dict[tuple[str, str], list[Place]] = {}

    def require_pages(self, pages: int) -> None:
        """Raise DocumentTooManyPages when there are more than the limit."""
        if pages > self.limits.pages:
            raise DocumentTooManyPages(file=self.file, pages=pages, limit=self.limits.pages)

    def open_section(
        self,
        title: str | None,
        place: Place,
        *,
        level: int = 1,
        role: Role = "content",
        subtitle: str | None = None,
        id: str | None = None,  # noqa: A002  the outline's own word
    ) -> None:
        """Start a section; without `id` it gets one from its ordinal and title, such as `s3-roteador`."""
        self._count()
        title = clean_line(title or "") or None
        slug = _slug(title or "")
        ordinal = len(self._sections) + 1
        self._blocks = []
        self._sections.append(
            {
                "id": id or (f"s{ordinal}-{slug}" if slug else f"s{ordinal}"),
                "title": title,
                "level": level,
                "role": role,
                "subtitle": clean_line(subtitle or "") or None,
                "place": place,
                "blocks": self._blocks,
                "notes": None,
            }
        )

    def paragraph(self, text: str, place: Place) -> None:
        if text := clean_line(text):
            self._add(Paragraph(id=self._next_id(place), place=place, text=text))

    def list_item(self, text: str, place: Place, *, level: int = 0, ordered: bool = False) -> None:
        if text := clean_line(text):
            self._add(ListItem(id=self._next_id(place), place=place, text=text, level=level, ordered=ordered))

    def table(
        self, header: Sequence[str], rows: Sequence[Sequence[str]], place: Place, *, caption: str | None = None
    ) -> None:
        """Rows may differ in length; empty rows and columns are left out."""
        lines = [[clean_line(cell) for cell in row] for row in (header, *rows)]
        columns = sorted({index for line in lines for index, cell in enumerate(line) if cell})
        squared = [tuple(line[index] if index < len(line) else "" for index in columns) for line in lines]
        body = tuple(row for row in squared[1:] if any(row))
        head = squared[0] if any(squared[0]) else ()
        self._count(len(body))
        if body or head:
            caption = clean_line(caption or "") or None
            self._add(Table(id=self._next_id(place), place=place, header=head, rows=body, caption=caption))

    def picture(
        self,
        source: bytes | Image.Image,
        place: Place,
        *,
        alt: str | None = None,
        caption: str | None = None,
        crop: Crop | None = None,
    ) -> bool:
        """Store a picture; one that cannot be shown is left out with a remark, and False given."""
        try:
            stored = self._media.add(source, crop)
        except PictureLeftOut as left_out:
            self.leave_out(left_out, place)
            return False
        self._add(
            Picture(
                id=self._next_id(place),
                place=place,
                file=stored.file,
                width=stored.width,
                height=stored.height,
                alt=clean_line(alt or "") or None,
                caption=clean_line(caption or "") or None,
            )
        )
        return True

    def leave_out(self, left_out: PictureLeftOut, place: Place) -> None:
        """Remember for a remark that a picture is missing, and why."""
        self._left_out.setdefault((left_out.reason, left_out.reason_pt), []).append(place)

    def code(self, text: str, place: Place, *, language: str | None = None) -> None:
        if (text := clean_text(text).strip("\n")).strip():
            self._add(Code(id=self._next_id(place), place=place, text=text, language=language))

    def quote(self, text: str, place: Place, *, attribution: str | None = None) -> None:
        if text := clean_line(text):
            self._add(Quote(id=self._next_id(place), place=place, text=text, attribution=attribution))

    def notes(self, text: str) -> None:
        """Speaker notes of the current section; lines are paragraphs."""
        lines = [line for line in map(clean_line, clean_text(text).split("\n")) if line]
        if lines:
            section = self._sections[-1]
            section["notes"] = Notes(id=f"{section['id']}-notes", text="\n".join(lines))

    def set_subtitle(self, text: str) -> bool:
        """Give the current section a subtitle; False where it has one, or blocks, or there is no section."""
        if not self._sections or self._blocks or self._sections[-1]["subtitle"]:
            return False
        self._sections[-1]["subtitle"] = clean_line(text) or None
        return True

    def set_caption(self, text: str) -> bool:
        """Give the block just added its caption; False where it is no picture or table, or has one."""
        last = self._blocks[-1] if self._blocks else None
        if not isinstance(last, Picture | Table) or last.caption:
            return False
        self._blocks[-1] = last.model_copy(update={"caption": clean_line(text)})
        return True

    def drop_empty_section(self) -> None:
        """Take the current section back if nothing is in it."""
        section = self._sections[-1]
        if not (section["title"] or section["blocks"] or section["notes"]):
            self._sections.pop()

    def mark_roles(self) -> None:
        """Tell from headings alone: the only top heading, first, is the title; one with nothing of its own divides."""
        tops = [section for section in self._sections if section["title"] and section["level"] == 1]
        for section, following in pairwise(self._sections):
            if section is self._sections[0] and tops == [section]:
                section["role"] = "title"
            elif not section["blocks"] and following["level"] > section["level"]:
                section["role"] = "section"

    @property
    def sections(self) -> tuple[Section, ...]:
        return tuple(Section(**section | {"blocks": tuple(section["blocks"])}) for section in self._sections)

    @property
    def remarks(self) -> tuple[Remark, ...]:
        return tuple(_left_out_remark(*why, places) for why, places in self._left_out.items())

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        return tuple(
            LeftOut(en=en, pt=pt, place=place) for (en, pt), places in self._left_out.items() for place in places
        )

    def _next_id(self, place: Place) -> str:
        if not self._sections:
            self.open_section(None, place)
        return f"{self._sections[-1]['id']}-b{len(self._blocks) + 1}"

    def _add(self, block: Block) -> None:
        self._count()
        self._blocks.append(block)

    def _count(self, blocks: int = 1) -> None:
        self._block_count += blocks
        if self._block_count > self.limits.blocks:
            raise DocumentTooManyBlocks(file=self.file, limit=self.limits.blocks)


def clean_text(text: str) -> str:
    """Text in composed Unicode (NFC) with `\\n` line ends and without invisible characters."""
    return unicodedata.normalize("NFC", _NOISE.sub("", _LINE_ENDS.sub("\n", text)))


def clean_line(text: str) -> str:
    """`clean_text` on one line: line breaks and runs of blanks become one space."""
    return " ".join(clean_text(text).split())


def _slug(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_SLUG.sub("-", plain).strip("-")[:40].rstrip("-")


def _left_out_remark(reason: str, reason_pt: str, places: Sequence[Place]) -> Remark:
    numbers = sorted({place.page for place in places if place.page is not None})
    where = f" ({', '.join(map(str, numbers[:20]))}{', …' if len(numbers) > 20 else ''})" if numbers else ""
    return Remark(
        en=f"Left out: {reason}, {len(places)} in all{where and f', on page or slide{where}'}.",
        pt=f"Ficaram de fora: {reason_pt}, {len(places)} no total{where and f', na página ou slide{where}'}.",
    )
