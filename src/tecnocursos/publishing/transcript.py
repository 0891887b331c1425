"""The transcript: all that is said and shown, to read, search and translate without the video (WCAG 1.2.8)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Annotated, Literal

from pydantic import Field

from tecnocursos.kit.language import Language
from tecnocursos.kit.timecode import clock_time
from tecnocursos.kit.value import Value


class ShownPicture(Value):
    kind: Literal["picture"] = "picture"
    alt: str = ""
    caption: str = ""


class ShownTable(Value):
    """Rows and header have the same length; the header may be empty."""

    kind: Literal["table"] = "table"
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...]
    caption: str = ""


class ShownCode(Value):
    kind: Literal["code"] = "code"
    text: str
    language: str = ""


class ShownText(Value):
    """Text that stands on the screen and is not spoken."""

    kind: Literal["text"] = "text"
    text: str


Shown = Annotated[ShownPicture | ShownTable | ShownCode | ShownText, Field(discriminator="kind")]


class TranscriptScene(Value):
    title: str = ""
    start_ms: int
    chapter: str | None = None
    """A chapter of this title starts with this scene."""
    paragraphs: tuple[str, ...]
    """What is said, as displayed."""
    shown: tuple[Shown, ...] = ()


_WORDS: dict[Language, dict[str, str]] = {
    "pt-BR": {"duration": "Duração", "picture": "Imagem", "table": "Tabela", "code": "Código", "text": "Na tela"},
    "en-US": {"duration": "Duration", "picture": "Picture", "table": "Table", "code": "Code", "text": "On screen"},
}
_MARKUP = re.compile(r"([\\`*_\[\]<>|])")
# What Markdown would take for a heading, a list or a quotation at the start of a paragraph.
_LINE_START = re.compile(r"^(#{1,6}(?=\s)|[-+](?=\s)|\d{1,9}(?=[.)]\s)|~~~|---|===)")


def transcript_markdown(
    title: str, scenes: Sequence[TranscriptScene], language: Language, duration_ms: int | None = None
) -> str:
    """The transcript as CommonMark with pipe tables: a heading with its time for each chapter and scene."""
    words = _WORDS[language]
    parts = [f"# {_escape(title)}"]
    if duration_ms is not None:
        parts.append(f"{words['duration']}: {clock_time(duration_ms)}")
    has_chapters = any(scene.chapter for scene in scenes)
    for scene in scenes:
        time = clock_time(scene.start_ms)
        if scene.chapter:
            parts.append(f"## {_escape(scene.chapter)} ({time})")
        if scene.title and scene.title != scene.chapter:
            parts.append(f"{'###' if has_chapters else '##'} {_escape(scene.title)} ({time})")
        elif not scene.chapter and not scene.title:
            parts.append(f"({time})")
        parts += [_paragraph(text) for text in scene.paragraphs if text.strip()]
        for shown in scene.shown:
            parts += _describe(shown, words)
    return "\n\n".join(parts) + "\n"


def _describe(shown: Shown, words: dict[str, str]) -> list[str]:
    label = words[shown.kind]
    if isinstance(shown, ShownPicture):
        described = ". ".join(part.strip().rstrip(".") for part in (shown.alt, shown.caption) if part.strip())
        return [f"*{label}: {_escape(described)}.*"] if described else []
    if isinstance(shown, ShownTable):
        return [f"*{label}: {_escape(shown.caption)}*"] * bool(shown.caption) + [_table(shown)]
    if isinstance(shown, ShownCode):
        # A fence is longer than any run of backticks inside.
        longest = max((len(run) for run in re.findall(r"`+", shown.text)), default=0)
        fence = "`" * max(3, longest + 1)
        return [f"{fence}{shown.language}\n{shown.text.rstrip()}\n{fence}"]
    return [f"*{label}: {_escape(shown.text)}*"] if shown.text.strip() else []


def _table(table: ShownTable) -> str:
    columns = max((len(row) for row in (table.header, *table.rows)), default=0)
    rows = [table.header or ("",) * columns, ("---",) * columns, *table.rows]
    return "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows)


def _cell(text: str) -> str:
    return text if text == "---" else _escape(text)


def _paragraph(text: str) -> str:
    flat = _escape(text)
    return _LINE_START.sub(r"\\\1", flat) if not flat[:1].isdigit() else re.sub(r"^(\d{1,9})([.)]\s)", r"\1\\\2", flat)


def _escape(text: str) -> str:
    """One line of plain text that Markdown shows as it is."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
