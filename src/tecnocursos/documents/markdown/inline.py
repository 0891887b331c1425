"""The text within a Markdown block: marks resolved, HTML reduced to what a reader would see."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from markdown_it.token import Token

_UNSEEN = {"script", "style", "template", "head"}
_BREAKS = {"br", "p", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6"}


@dataclass(frozen=True, slots=True)
class LinkedPicture:
    address: str
    alt: str
    title: str | None


def plain_text(children: Sequence[Token] | None, line_break: str = " ") -> str:
    """What is read aloud and shown: no marks, no addresses of links, no HTML, no pictures."""
    tokens = children or ()
    has_html = any(token.type == "html_inline" for token in tokens)
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            parts.append(escape(token.content) if has_html else token.content)
        elif token.type == "html_inline":
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(line_break)
    return text_of_html("".join(parts)) if has_html else "".join(parts)


def find_pictures(children: Sequence[Token] | None) -> Iterator[LinkedPicture]:
    for token in children or ():
        if token.type == "image":
            title = token.attrGet("title")
            yield LinkedPicture(str(token.attrGet("src") or ""), token.content, str(title) if title else None)


def text_of_html(html: str) -> str:
    """The visible text of a piece of HTML; scripts, styles and comments are dropped."""
    parser = _TextParser()
    parser.feed(html)
    parser.close()
    return "".join(parser.parts)


class _TextParser(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self._unseen += 1
        if tag in _BREAKS:
            self.parts.append(" ")
        if tag == "img":
            self.parts.append(dict(attrs).get("alt") or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN and self._unseen:
            self._unseen -= 1
        if tag in _BREAKS:
            self.parts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.parts.append(data)
