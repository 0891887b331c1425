"""Markdown of course texts: its parser, plain text out of it, and plain text into it without loss."""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote, unquote

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

# What Markdown would read as markup inside a line: each is escaped by a backslash.
_MARKUP = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])|&(?=[#\w])")
# What Markdown, or this grammar, would read as markup at the start of a line.
_OPENING = re.compile(r"(?P<number>\d+)(?P<stop>[.)])|(?P<sign>[#>+=~|:(-])")
_OUTER_SPACE = re.compile(r"^\s+|\s+$|[\t\n\r\f]+")
_CLOSING_HASHES = re.compile(r"#+$")


class _Markdown(MarkdownIt):
    """CommonMark with tables, without what would surprise: indented code, underlined headings, HTML, references."""

    def __init__(self) -> None:
        super().__init__("commonmark", {"html": True})
        self.enable("table")
        # An underlined heading would swallow a paragraph that stands right above a scene's `---`.
        self.disable(["code", "lheading", "reference", "html_inline"])

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's signature
        """Accept every address: pictures are checked later, with an error that says what is wrong."""
        return True


@cache
def _markdown() -> _Markdown:
    return _Markdown()


def parse(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_markdown().parse(text))


def parse_inline(text: str) -> SyntaxTreeNode:
    return SyntaxTreeNode(_markdown().parseInline(text))


def plain_text(node: SyntaxTreeNode) -> str:
    """The words of an inline node: emphasis and links are dropped, a line break within a paragraph is a space."""
    if node.type in {"text", "code_inline"}:
        return node.content
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak":
        return "\n"
    return "".join(plain_text(child) for child in node.children)


def inline_text(markdown: str) -> str:
    return plain_text(parse_inline(markdown))


def picture_path(source: str) -> str:
    """A picture's path as the author wrote it: the parser percent-encodes it."""
    return unquote(source)


def escape(text: str) -> str:
    """Write plain text within a line so that it reads back exactly."""
    escaped = _MARKUP.sub(r"\\\g<0>", text)
    return _OUTER_SPACE.sub(_as_entities, escaped)


def escape_line(text: str) -> str:
    """Write plain text that starts a line."""
    escaped = escape(text)
    if opening := _OPENING.match(escaped):
        if opening["sign"]:
            return "\\" + escaped
        return f"{opening['number']}\\{escaped[opening.start('stop') :]}"
    return escaped


def escape_heading(text: str) -> str:
    """Write plain text after `# `, where hashes at the end would be dropped."""
    return _CLOSING_HASHES.sub(lambda hashes: "\\#" * len(hashes[0]), escape(text))


def escape_cell(text: str) -> str:
    return escape(text).replace("|", "\\|")


def escape_picture(alt: str, path: str, caption: str) -> str:
    """`![alt](path "caption")`"""
    target = re.sub(r"^\s+|\s+$|[^\S ]|%", lambda odd: quote(odd[0]), path)
    target = re.sub(r"[\\<>&]", r"\\\g<0>", target)
    if not target or re.search(r"[\s()]", target):
        target = f"<{target}>"
    title = re.sub(r'[\\"&]', r"\\\g<0>", caption)
    title = f' "{_OUTER_SPACE.sub(_as_entities, title)}"' if caption else ""
    return f"![{escape(alt)}]({target}{title})"


def _as_entities(space: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in space[0])
