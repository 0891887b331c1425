"""Lines of a column become paragraphs and list items, by leading, indentation, style and marks."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tecnocursos.documents.pdf.geometry import Box, around
from tecnocursos.documents.pdf.lines import Line

_BULLET = re.compile(r"^([•‣◦▪▫●○■□◆◇➢➤►▶✓✔❖⁃∙·*\uf0b7\uf0a7\uf076\uf0d8\uf0fc\uf02d–-])(?:\s+|$)")
_GLUED_BULLET = re.compile(r"^([•‣◦▪●○■□◆➢➤►✓✔❖\uf0b7\uf0a7\uf076\uf0d8\uf0fc])(?=\S)")
_NUMBER = re.compile(r"^(\(?(?:(\d{1,3})|([a-z])|([ivx]{1,5}))[.)])(?:\s+|$)")
SENTENCE_END = re.compile(r"[.!?:;…][\"'”’»)\]]*$")

CAPTION = re.compile(r"^(?:figura|fig\.|figure|imagem|gráfico|tabela|quadro|table|foto)\s*\d", re.IGNORECASE)


@dataclass(slots=True, eq=False)
class Text:
    """A paragraph, list item, heading or listing: lines that belong together."""

    page: int
    lines: list[Line]
    marker: str | None = None
    ordered: bool = False
    text_left: float = 0.0
    """Where the text of an item begins, right of its marker."""
    footnote: bool = False
    centred: bool = False
    role: str = "paragraph"
    level: int = 0
    joins: list[Text] = field(default_factory=list)
    """Its continuations in later columns or pages."""

    @property
    def box(self) -> Box:
        return around(line.box for line in self.lines)

    @property
    def size(self) -> float:
        return max(self.lines, key=lambda line: line.letters).size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def mono(self) -> bool:
        return all(line.mono for line in self.lines)

    @property
    def plain(self) -> str:
        """Its text on one line, hyphens at line ends left as they are."""
        return " ".join(line.text for line in self.lines)


def paragraphs(lines: list[Line], page: int) -> list[Text]:
    """Group the lines of one column, given from top to bottom."""
    if not lines:
        return []
    leading = _leadings(lines)
    right = _right_edge(lines)
    left = min(line.box.x0 for line in lines)
    result: list[Text] = []
    for index, line in enumerate(lines):
        current = result[-1] if result else None
        marker = _marker(line, current)
        if current is None or marker or _breaks(current, line, leading, left, right):
            text = Text(page, [line])
            if marker:
                _mark(text, line, marker)
            elif index + 1 < len(lines):
                text.centred = _is_centred(line, lines[index + 1])
            result.append(text)
        else:
            current.lines.append(line)
    return [text for text in result if any(line.text.strip() for line in text.lines)]


def _leadings(lines: list[Line]) -> dict[float, float]:
    """For each size of type, the usual distance between baselines."""
    steps: dict[float, list[float]] = {}
    for before, line in itertools.pairwise(lines):
        step = line.base - before.base
        if abs(before.size - line.size) < 0.06 * line.em and 0.8 * line.em < step < 2.6 * line.em:
            steps.setdefault(round(line.size), []).append(step)
    return {size: _usual(found) for size, found in steps.items()}


def _usual(steps: list[float]) -> float:
    counted = Counter(round(step * 2) for step in steps)
    most = counted.most_common(1)[0]
    if most[1] < 2 or most[1] < 0.25 * len(steps):
        return min(steps)
    # Of equally frequent distances the small one is that of lines, the large one that of paragraphs.
    return min(step for step, count in counted.items() if count >= 0.5 * most[1]) / 2


def _right_edge(lines: Iterable[Line]) -> float:
    """Where full lines end: most of them near the outermost."""
    ends = sorted((line.box.x1 for line in lines), reverse=True)
    return statistics.median(ends[: max(len(ends) // 4, 1)])


def _breaks(current: Text, line: Line, leading: dict[float, float], left: float, right: float) -> bool:
    before = current.lines[-1]
    step = line.base - before.base
    em = line.em
    usual = leading.get(round(line.size), 1.25 * em)
    if abs(before.size - line.size) > 0.06 * max(before.size, line.size) or before.mono != line.mono:
        return True
    if step <= 0 or step > max(1.22 * usual, usual + 0.2 * em):
        # A tall symbol or a word in another font pushes lines apart in the middle of a sentence.
        return not (0 < step < 1.6 * usual and line.text[0].islower() and not SENTENCE_END.search(before.text))
    if before.bold != line.bold:
        return before.bold or (line.bold and _ends_short(before, line, right))
    if current.marker:
        return line.box.x0 < current.text_left - 0.6 * em and line.box.x0 < current.lines[0].box.x0 - 0.3 * em
    if line.mono:
        return False
    indented = line.box.x0 - before.box.x0 > 0.8 * em
    hanging = len(current.lines) == 1 and indented and not _ends_short(before, line, right)
    if indented and not hanging and not current.centred and line.box.x0 - left < 8 * em:
        return True
    if hanging and before.box.x0 <= left + 2 and SENTENCE_END.search(before.text):
        return True
    if step > 1.5 * em and max(before.letters, line.letters) < 35 and not line.text[0].islower():
        return not before.text.endswith((",", "-"))  # short lines set wide apart, as on slides
    if current.centred or not _ends_short(before, line, right):
        return False
    own_line = right - before.box.x1 > line.words[0].box.width + 4 * em and not line.text[0].islower()
    return bool(SENTENCE_END.search(before.text)) or (own_line and not before.text.endswith((",", "-")))


def _ends_short(before: Line, line: Line, right: float) -> bool:
    """Whether the first word of `line` would still have fitted at the end of the line before."""
    first = line.words[0].box
    return right - before.box.x1 > first.width + 1.0 * before.em


def _is_centred(line: Line, following: Line) -> bool:
    middle = abs((line.box.x0 + line.box.x1) - (following.box.x0 + following.box.x1)) / 2
    return middle < 2 and abs(line.box.x0 - following.box.x0) > 6


def _marker(line: Line, current: Text | None) -> re.Match[str] | None:
    text = line.text
    bullet = _BULLET.match(text) or _GLUED_BULLET.match(text)
    if bullet:
        dash = bullet.group(1) in "–-*·"
        if dash and current is not None and not _may_start_dash_item(line, current):
            return None
        return bullet if len(text) > len(bullet.group()) or len(line.words) == 1 else None
    if text[:1] in {"o", "§", "l", "n", "q", "Ø", "ü", "v"} and len(line.words) > 1 and len(line.words[0].text) == 1:
        # Word and LibreOffice write second-level bullets as letters of another font.
        first, second = line.words[0].font, line.words[1].font
        if first.symbols or (text[0] == "o" and first.mono and not second.mono):
            return re.match(r"(.)\s*", text)
    number = _NUMBER.match(text)
    if number and (_starts_numbering(number) or (current is not None and _follows(current, number, line))):
        return number
    return None


def _may_start_dash_item(line: Line, current: Text) -> bool:
    before = current.lines[-1]
    if current.marker:
        return abs(line.box.x0 - current.text_left) > 0.3 * line.em or line.base - before.base > 1.5 * line.em
    return (
        bool(SENTENCE_END.search(before.text))
        or abs(line.box.x0 - before.box.x0) > 0.5 * line.em
        or line.base - before.base > 1.6 * line.em
        or abs(line.size - before.size) > 0.06 * line.em
        or before.bold
    )


def _starts_numbering(number: re.Match[str]) -> bool:
    return number.group(2) == "1" or number.group(3) == "a" or (number.group(4) == "i" and number.group(1) == "i)")


def _follows(current: Text, number: re.Match[str], line: Line) -> bool:
    """Whether a number goes on with a list, or hangs to the left of its text, rather than ends a wrapped sentence."""
    if current.marker and (current.ordered or line.box.x0 < current.lines[0].box.x0 - 0.3 * line.em):
        return True
    before = current.lines[-1]
    return bool(SENTENCE_END.search(before.text)) and (number.group(2) is not None) and line.base > before.base


def _mark(text: Text, line: Line, marker: re.Match[str]) -> None:
    text.marker = marker.group(1)
    text.ordered = bool(text.marker[-1] in ".)" and len(text.marker) > 1)
    length = 0
    text.text_left = line.box.x0 + 1.2 * line.em
    for word in line.words:
        if length >= len(marker.group(1)):
            text.text_left = word.box.x0
            break
        length += len(word.text)
