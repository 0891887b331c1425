"""Narration of course texts: paragraphs and their directions become lines, and lines become paragraphs.

A paragraph is spoken sentence by sentence. `[^id]` after a sentence names the block of the document it came from; the
words up to such a mark are one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from tecnocursos.kit.text import split_sentences
from tecnocursos.studio.course import Line
from tecnocursos.studio.course_text.header import ORIGINS
from tecnocursos.studio.course_text.markup import escape_line, inline_text
from tecnocursos.studio.course_text.yaml_values import Entry, Place, read_mapping, write_entry
from tecnocursos.studio.errors import TextMisplaced

LINE_KEYS = frozenset("show pause pause-after voice speed say origin confirmed line".split())
MAX_PAUSE_SECONDS = 60
MOST_CONFIRMED = 50

_DIRECTION = re.compile(r"\(\s*[\w-]+\s*:(?=\s|\)|$)")
_QUOTED = r"""(?:"(?:\\.|[^"\\])*"|'(?:''|[^'])*')"""
_QUOTED_DIRECTION = re.compile(rf"\(\s*[\w-]+\s*:\s*(?:{_QUOTED}|\[\s*{_QUOTED}(?:\s*,\s*{_QUOTED})*\s*\])\s*\)\s*")
_MARKS = re.compile(r"\\.|(?P<marks>(?:\s*\[\^[^\]\s]+\])+)", re.DOTALL)
_MARK = re.compile(r"\[\^([^\]\s]+)\]")
_ODD_IN_MARK = re.compile(r"[\s%\[\]\\]")


@dataclass(slots=True)
class Spoken:
    """A narration paragraph with the directions that hold for it."""

    source: str
    place: Place
    directions: dict[str, Entry] = field(default_factory=dict)
    caption: str | None = None

    def lines(self, script: str) -> list[Line]:
        """The paragraph's lines; those that name sources are of origin `script`. Raises CourseTextInvalid."""
        entries = self.directions
        texts = sentences_of(self.source)
        if self.caption is not None or entries.keys() & {"say", "line"}:
            texts = [(inline_text(_without_marks(self.source)), sum((sources for _, sources in texts), ()))]
        if "say" in entries and not entries["say"].text().strip():
            raise entries["say"].invalid("the words to speak", "as palavras a falar")
        if "line" in entries:
            entries["line"].one_of({"whole": "whole"})
        origin = entries["origin"].one_of(ORIGINS) if "origin" in entries else None
        confirmed = _confirmed(entries["confirmed"]) if "confirmed" in entries else ()
        lines = [
            Line.model_validate(
                {
                    "text": text,
                    "say": entries["say"].text() if "say" in entries else None,
                    "caption": self.caption,
                    "sources": sources,
                    "voice": entries["voice"].text() if "voice" in entries else None,
                    "speed": entries["speed"].number(0.5, 2) if "speed" in entries else None,
                    "origin": origin or (script if sources else "author"),
                    "confirmed": confirmed,
                }
            )
            for text, sources in texts
        ]
        if "pause" in entries:
            lines[0] = lines[0].model_copy(update={"pause_before_ms": pause_ms(entries["pause"])})
        if "show" in entries:
            lines[0] = lines[0].model_copy(update={"step": int(entries["show"].number(0, 1000))})
        if "pause-after" in entries:
            lines[-1] = lines[-1].model_copy(update={"pause_after_ms": pause_ms(entries["pause-after"])})
        return lines


def _confirmed(entry: Entry) -> tuple[str, ...]:
    found = entry.content if isinstance(entry.content, list) else [entry.content]
    if len(found) > MOST_CONFIRMED or not all(isinstance(one, str) and 0 < len(one) <= 200 for one in found):
        raise entry.invalid("a list of words", "uma lista de palavras")
    return tuple(one for one in found if isinstance(one, str))


def pause_ms(entry: Entry) -> int:
    return round(Entry(entry.key, entry.text().removesuffix("s"), entry.place).number(0, MAX_PAUSE_SECONDS) * 1000)


def sentences_of(source: str) -> list[tuple[str, tuple[str, ...]]]:
    """The lines of a paragraph's Markdown: text and source ids."""
    found: list[tuple[str, tuple[str, ...]]] = []
    start = 0
    for match in _MARKS.finditer(source):
        if match["marks"] is None:
            continue
        text = inline_text(source[start : match.start()].strip())
        if text:
            found.append((text, tuple(unquote(mark) for mark in _MARK.findall(match["marks"]))))
        start = match.end()
    found += [(sentence, ()) for sentence in split_sentences(inline_text(source[start:].strip()))]
    return found


def take_directions(source: str, place: Place, known: frozenset[str]) -> tuple[dict[str, Entry], str, Place]:
    """The directions that a paragraph begins with, what remains of it, and where that stands.

    A direction is a pair of parentheses on lines of its own, with YAML inside: `(pause: 1)`.
    """
    entries: dict[str, Entry] = {}
    lines = source.split("\n")
    while lines and _DIRECTION.match(lines[0]):
        last = next((index for index, line in enumerate(lines) if line.rstrip().endswith(")")), None)
        if last is None or (last == 0 and _has_text_behind(lines[0])):
            _refuse_mixed(lines[0], place, known)
            break
        direction = "\n".join(lines[: last + 1]).strip()[1:-1]
        entries |= read_mapping(direction, place, known)
        del lines[: last + 1]
        place = Place(place.file, place.line + last + 1)
    if lines:
        _refuse_mixed(lines[0], place, known)
    return entries, "\n".join(lines), place


def lines_markdown(lines: Sequence[Line], script: str) -> list[str]:
    """The Markdown blocks of a scene's narration; sentences without directions share a paragraph."""
    blocks: list[str] = []
    together: list[Line] = []
    for line in lines:
        source = _line_source(line)
        directions = _line_directions(line, script, source)
        joined = "\n".join(map(_line_source, [*together, line]))
        is_plain = not directions and line.caption is None
        if is_plain and together and sentences_of(joined) == [(one.text, one.sources) for one in (*together, line)]:
            together.append(line)
            blocks[-1] = joined
            continue
        together = [line] if is_plain else []
        blocks.append("\n".join([*(f"({write_entry(*direction)})" for direction in directions.items()), source]))
        if line.caption is not None:
            blocks.append(f"> {escape_line(line.caption)}".rstrip())
    return blocks


def write_ids(ids: Sequence[str]) -> str:
    """Ids separated by spaces; what would end one is percent-encoded."""
    return " ".join(map(_mark, ids))


def read_ids(text: str) -> tuple[str, ...]:
    return tuple(unquote(one) for one in text.split())


def seconds(time_ms: int) -> float | int:
    return time_ms // 1000 if time_ms % 1000 == 0 else time_ms / 1000


def _mark(one: str) -> str:
    return _ODD_IN_MARK.sub(lambda odd: quote(odd[0]), one)


def _line_source(line: Line) -> str:
    marks = "".join(f"[^{_mark(source)}]" for source in line.sources)
    return escape_line(line.text) + (f" {marks}" if marks else "")


def _line_directions(line: Line, script: str, source: str) -> dict[str, object]:
    directions: dict[str, object] = {
        "show": line.step,
        "pause": seconds(line.pause_before_ms) if line.pause_before_ms else None,
        "pause-after": seconds(line.pause_after_ms) if line.pause_after_ms is not None else None,
        "voice": line.voice,
        "speed": line.speed,
        "say": line.say,
        "origin": line.origin if line.origin != (script if line.sources else "author") else None,
        "confirmed": list(line.confirmed) or None,
    }
    is_whole = line.say is not None or line.caption is not None
    if not is_whole and sentences_of(source) != [(line.text, line.sources)]:
        directions["line"] = "whole"
    return {key: value for key, value in directions.items() if value is not None}


def _without_marks(source: str) -> str:
    return _MARKS.sub(lambda match: "" if match["marks"] else match[0], source).strip()


def _has_text_behind(line: str) -> bool:
    """Whether words follow the direction's own closing parenthesis: `(pause: 1) And now (at last)`."""
    if _QUOTED_DIRECTION.fullmatch(line):
        return False
    depth = 0
    for position, character in enumerate(line):
        depth += (character == "(") - (character == ")")
        if depth == 0:
            return bool(line[position + 1 :].strip())
    return False


def _refuse_mixed(line: str, place: Place, known: frozenset[str]) -> None:
    """A known direction with words behind it would be spoken aloud: say so instead."""
    direction = _DIRECTION.match(line)
    if direction and direction[0].strip("( :\t") in known:
        raise TextMisplaced(
            file=place.file,
            line=place.line,
            reason="a direction stands on a line of its own; close its parenthesis and put the words below it.",
            reason_pt="uma direção fica sozinha na linha; feche o parêntese e ponha as palavras abaixo.",
        )
