"""Slides of course texts: what a scene shows, from Markdown and to Markdown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from tecnocursos.rendering.slides import (
    BulletsSlide,
    ClosingSlide,
    CodeSlide,
    Column,
    Item,
    PictureSlide,
    PictureSlot,
    PictureTextSlide,
    QuoteSlide,
    SectionSlide,
    Slide,
    TableSlide,
    TitleSlide,
    TwoColumnsSlide,
)
from tecnocursos.studio.course_text.markup import inline_text, picture_path, plain_text
from tecnocursos.studio.course_text.yaml_values import Place
from tecnocursos.studio.errors import TextMisplaced

_KIND_NAMES = """
    title bullets picture full-page-picture picture-text two-columns table code quote section closing
"""
KINDS = {name: name.replace("-", "_") for name in _KIND_NAMES.split()}
DASHES = ("— ", "-- ")

# What each kind of slide can show besides its title; the first is what it cannot do without.
_PARTS: dict[str, tuple[str, ...]] = {
    "title": ("subtitle", "kicker"),
    "bullets": ("items",),
    "picture": ("picture",),
    "full_page_picture": ("picture",),
    "picture_text": ("picture", "items"),
    "two_columns": ("columns", "items", "caption"),
    "table": ("table", "caption"),
    "code": ("code", "caption"),
    "quote": ("quote",),
    "section": ("subtitle", "number"),
    "closing": ("subtitle", "items"),
}
_NEEDED = {"picture", "full_page_picture", "picture_text", "table", "code", "quote"}
_PART_NAMES = {
    "subtitle": ("a second heading", "um segundo título"),
    "columns": ("second headings", "segundos títulos"),
    "items": ("a list", "uma lista"),
    "picture": ("a picture", "uma imagem"),
    "table": ("a table", "uma tabela"),
    "code": ("code", "código"),
    "quote": ("a quotation", "uma citação"),
    "kicker": ("«kicker»", "«kicker»"),
    "caption": ("«caption»", "«caption»"),
    "number": ("«number»", "«number»"),
}


@dataclass(slots=True)
class Shown:
    """What a scene shows, as collected from its Markdown."""

    place: Place
    kind: str | None = None
    title: str | None = None
    columns: list[tuple[str, list[Item]]] = field(default_factory=list)
    """Second headings (subtitle, or heads of columns) with the items below each."""
    items: list[Item] = field(default_factory=list)
    """Items above any second heading."""
    picture: PictureSlot | None = None
    table: tuple[tuple[str, ...], tuple[tuple[str, ...], ...]] | None = None
    code: tuple[str, str] | None = None
    quote: tuple[str, str] | None = None
    kicker: str = ""
    caption: str = ""
    number: str = ""

    def add_heading(self, text: str, level: int, place: Place) -> None:
        has_title = self.title is not None or (self.kind == "two_columns" and level > 1)
        if not has_title:
            self.title = text
        elif level == 1:
            raise TextMisplaced(
                file=place.file,
                line=place.line,
                reason="a scene has one title. Put a line of --- before the next scene.",
                reason_pt="uma cena tem um só título. Ponha uma linha com --- antes da próxima cena.",
            )
        else:
            self.columns.append((text, []))

    def add_items(self, items: Sequence[Item]) -> None:
        (self.columns[-1][1] if self.columns else self.items).extend(items)

    def all_items(self) -> tuple[Item, ...]:
        return (*self.items, *(item for _, items in self.columns for item in items))

    def build(self, *, is_first: bool, course_title: str) -> Slide:
        """The slide. Raises TextMisplaced when no kind of slide shows all this at once."""
        if self.title is None and self.kind is None and not self._parts():
            self.title = course_title
        kind = self.kind or self._likely_kind(is_first=is_first)
        self._check(kind)
        return self._slide(kind)

    def _likely_kind(self, *, is_first: bool) -> str:
        parts = {
            "table": self.table,
            "code": self.code,
            "quote": self.quote,
            "picture": self.picture,
            "bullets": self.all_items(),
        }
        shown = [kind for kind, part in parts.items() if part]
        likely = shown[0] if shown else ("title" if is_first else "section")
        if likely == "picture" and "bullets" in shown:
            return "picture_text"
        return "two_columns" if likely == "bullets" and len(self.columns) == 2 else likely

    def _parts(self) -> list[str]:
        parts: dict[str, object] = {
            "columns" if len(self.columns) > 1 else "subtitle": self.columns,
            "items": self.all_items(),
            "picture": self.picture,
            "table": self.table,
            "code": self.code,
            "quote": self.quote,
            "kicker": self.kicker,
            "caption": self.caption,
            "number": self.number,
        }
        return [name for name, part in parts.items() if part]

    def _check(self, kind: str) -> None:
        allowed = _PARTS[kind]
        parts = self._parts()
        odd = [part for part in parts if part not in allowed]
        name = kind.replace("_", "-")
        if odd:
            raise self._misplaced(
                f"a slide of kind {name} cannot show {_PART_NAMES[odd[0]][0]}. Put it in a scene of its own (---).",
                f"um slide do tipo {name} não mostra {_PART_NAMES[odd[0]][1]}. Ponha em outra cena (---).",
            )
        if kind in _NEEDED and allowed[0] not in parts:
            raise self._misplaced(
                f"a slide of kind {name} needs {_PART_NAMES[allowed[0]][0]}.",
                f"um slide do tipo {name} precisa de {_PART_NAMES[allowed[0]][1]}.",
            )
        if kind == "two_columns" and len(self.columns) != 2:
            raise self._misplaced(
                "two columns need two headings with ##, a list below each.",
                "duas colunas precisam de dois títulos com ##, cada um com sua lista.",
            )

    def _misplaced(self, reason: str, reason_pt: str) -> TextMisplaced:
        return TextMisplaced(file=self.place.file, line=self.place.line, reason=reason, reason_pt=reason_pt)

    def _slide(self, kind: str) -> Slide:
        title, items = self.title or "", self.all_items()
        subtitle = self.columns[0][0] if self.columns else ""
        if kind == "title":
            return TitleSlide(title=title, subtitle=subtitle, kicker=self.kicker)
        if kind == "section":
            return SectionSlide(title=title, subtitle=subtitle, number=self.number)
        if kind == "closing":
            return ClosingSlide(title=title, subtitle=subtitle, items=items)
        if kind == "two_columns":
            left, right = (Column(heading=heading, items=tuple(items)) for heading, items in self.columns)
            return TwoColumnsSlide(title=title, left=left, right=right, caption=self.caption)
        if kind == "picture_text" and self.picture:
            return PictureTextSlide(title=title, picture=self.picture, items=items)
        if kind in {"picture", "full_page_picture"} and self.picture:
            return PictureSlide(title=title, picture=self.picture, is_full_page=kind == "full_page_picture")
        if kind == "table" and self.table:
            return TableSlide(title=title, header=self.table[0], rows=self.table[1], caption=self.caption)
        if kind == "code" and self.code:
            return CodeSlide(title=title, code=self.code[0], language=self.code[1], caption=self.caption)
        if kind == "quote" and self.quote:
            return QuoteSlide(title=title, text=self.quote[0], attribution=self.quote[1])
        return BulletsSlide(title=title, items=items)


def read_items(node: SyntaxTreeNode, level: int = 0) -> Iterator[Item]:
    """The items of a list node. `1.` counts by itself; `4)` is that number, whatever stands before it."""
    ordered = node.type == "ordered_list"
    start = int(node.attrs.get("start", 1)) if ordered else 1
    for index, child in enumerate(node.children):
        number: int | None = None
        if ordered and child.markup == ")":
            number = int(child.info)
        elif ordered and index == 0 and start != 1:
            number = start
        texts = [plain_text(part) for part in child.children if part.type in {"paragraph", "heading"}]
        if texts:
            yield Item(text="\n".join(texts), level=level, ordered=ordered, number=number)
        for part in child.children:
            if part.type in {"bullet_list", "ordered_list"}:
                yield from read_items(part, level + 1)


def read_table(node: SyntaxTreeNode) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """Header and rows; a header of blank cells is none."""
    rows = [tuple(plain_text(cell) for cell in row.children) for part in node.children for row in part.children]
    header = rows[0] if any(rows[0]) else ()
    return header, tuple(rows[1:])


def read_quote(node: SyntaxTreeNode) -> tuple[str, str]:
    """The quotation and who said it: a last line that begins with a dash."""
    paragraphs = [part.children[0].content for part in node.children if part.type == "paragraph"]
    attribution = ""
    if paragraphs:
        rest, _, last = paragraphs[-1].rpartition("\n")
        if last.startswith(DASHES) and (rest or len(paragraphs) > 1):
            attribution = inline_text(last).partition(" ")[2]
            paragraphs[-1:] = [rest] if rest else []
    return "\n".join(inline_text(paragraph) for paragraph in paragraphs), attribution


def read_picture(node: SyntaxTreeNode) -> PictureSlot:
    return PictureSlot(
        file=picture_path(str(node.attrs.get("src", ""))),
        alt=plain_text(node),
        caption=str(node.attrs.get("title", "")),
    )
