"""Markdown to a draft: headings open sections, everything else becomes blocks with their line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tecnocursos.documents.detection import decode_text
from tecnocursos.documents.errors import DocumentNestedTooDeep
from tecnocursos.documents.markdown.front_matter import split_front_matter
from tecnocursos.documents.markdown.inline import find_pictures, plain_text, text_of_html
from tecnocursos.documents.markdown.local_pictures import LocalPictures
from tecnocursos.documents.markdown.table_rows import surplus_cells
from tecnocursos.documents.outline import Place
from tecnocursos.documents.reading import Draft

# Of lists and quotes. The parser drops what is deeper without a word, in tokens: a level of a list is two of them.
_DEEPEST = 30
_TASK = re.compile(r"^\[[ xX]\]\s+")
_ATTRIBUTION = re.compile(r"^(?:—|–|--)\s*(?P<name>.+)$")


def read_markdown(path: Path, draft: Draft) -> None:
    """Fill the draft from Markdown or plain text; the YAML header gives title and language.

    Raises DocumentNestedTooDeep.
    """
    header, body, first_line = split_front_matter(decode_text(path.read_bytes()))
    draft.title, draft.language = header.get("title"), header.get("lang") or header.get("language")
    markdown = MarkdownIt("commonmark", {"maxNesting": 2 * (_DEEPEST + 1)}).enable(["table", "strikethrough"])
    tokens = markdown.parse(body)
    for token in tokens:
        if token.nesting > 0 and token.level > 2 * _DEEPEST:
            line = first_line + (token.map[0] if token.map else 0)
            raise DocumentNestedTooDeep(file=draft.file, limit=_DEEPEST, line=line)
    _add_surplus_cells(tokens, body.split("\n"), markdown)
    _MarkdownReader(draft, LocalPictures(path.parent, draft), first_line).read(tokens)
    draft.mark_roles()


class _MarkdownReader:
    def __init__(self, draft: Draft, pictures: LocalPictures, first_line: int) -> None:
        self._draft = draft
        self._pictures = pictures
        self._first_line = first_line
        self._lists: list[bool] = []  # ordered?, outermost first
        self._item_has_text = False

    def read(self, tokens: Sequence[Token]) -> None:
        position = 0
        while position < len(tokens):
            position = self._block(tokens, position)

    def _block(self, tokens: Sequence[Token], position: int) -> int:
        """Read the block at `position`; give the position after what was read."""
        token = tokens[position]
        place = self._place(token)
        match token.type:
            case "heading_open":
                inline = tokens[position + 1]
                self._draft.open_section(plain_text(inline.children), place, level=int(token.tag[1:]))
                self._show_pictures(inline, place)
                return position + 3
            case "bullet_list_open" | "ordered_list_open":
                self._lists.append(token.type == "ordered_list_open")
            case "bullet_list_close" | "ordered_list_close":
                self._lists.pop()
                self._item_has_text = True  # what follows a nested list belongs to the outer item
            case "list_item_open":
                self._item_has_text = False
            case "inline":
                self._text(token, place)
            case "fence" | "code_block":
                self._draft.code(token.content, place, language=(token.info.split() or [""])[0] or None)
            case "html_block":
                self._draft.paragraph(text_of_html(token.content), place)
            case "blockquote_open":
                return self._quote(tokens, position, place)
            case "table_open":
                return self._table(tokens, position, place)
        return position + 1

    def _text(self, inline: Token, place: Place) -> None:
        text = plain_text(inline.children)
        if self._lists:
            # A further paragraph of an item explains it, one level deeper.
            level = len(self._lists) - 1 + self._item_has_text
            ordered = self._lists[-1] and not self._item_has_text
            self._draft.list_item(_TASK.sub("", text), place, level=level, ordered=ordered)
            self._item_has_text = True
        else:
            self._draft.paragraph(text, place)
        self._show_pictures(inline, place)

    def _quote(self, tokens: Sequence[Token], position: int, place: Place) -> int:
        end = _closing(tokens, position)
        parts = [_lines(token) for token in tokens[position:end] if token.type in {"inline", "fence", "code_block"}]
        lines = [line for part in parts for line in part]
        attribution = _ATTRIBUTION.match(lines[-1]) if len(lines) > 1 else None
        quoted = lines[:-1] if attribution else lines
        self._draft.quote(" ".join(quoted), place, attribution=attribution["name"] if attribution else None)
        for token in tokens[position:end]:
            self._show_pictures(token, place)
        return end + 1

    def _table(self, tokens: Sequence[Token], position: int, place: Place) -> int:
        end = _closing(tokens, position)
        rows: list[list[str]] = []
        for token in tokens[position:end]:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(plain_text(token.children))
        self._draft.table(rows[0], rows[1:], place)
        for token in tokens[position:end]:
            self._show_pictures(token, place)
        return end + 1

    def _show_pictures(self, token: Token, place: Place) -> None:
        for picture in find_pictures(token.children):
            shown = self._pictures.show(picture, place)
            if not shown:
                self._draft.paragraph(picture.alt, place)

    def _place(self, token: Token) -> Place:
        return Place(line=self._first_line + token.map[0] if token.map else None)


def _add_surplus_cells(tokens: Sequence[Token], lines: Sequence[str], markdown: MarkdownIt) -> None:
    """Put what a row has beyond the header's cells into its last cell, as it was written."""
    columns, cell = 0, None
    for token in tokens:
        if token.type == "tr_open":
            columns = 0
        elif token.type in {"th_open", "td_open"}:
            columns += 1
        elif token.type == "inline":
            cell = token
        elif token.type == "tr_close" and cell is not None and cell.map:
            content = " | ".join(filter(None, [cell.content, *surplus_cells(lines[cell.map[0]], columns)]))
            if content != cell.content:
                cell.content, cell.children = content, markdown.parseInline(content)[0].children


def _closing(tokens: Sequence[Token], position: int) -> int:
    """The position of the token that closes the block opened at `position`."""
    opening = tokens[position]
    kind = opening.type.replace("_open", "_close")
    return next(
        index
        for index in range(position + 1, len(tokens))
        if tokens[index].type == kind and tokens[index].level == opening.level
    )


def _lines(token: Token) -> list[str]:
    text = plain_text(token.children, line_break="\n") if token.type == "inline" else token.content
    return [line.strip() for line in text.splitlines() if line.strip()]
