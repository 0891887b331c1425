"""The running text of a paragraph from its lines: hyphens at line ends are resolved by the words of the document."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from tecnocursos.documents.pdf.lines import Line

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST_WORD = 80
_LAST = re.compile(r"((?:[^\W\d_]+-)*[^\W\d_]+)(-|\u00ad)$")
_FIRST = re.compile(r"^\w+(?:-\w+)*")
_ALWAYS_HYPHENATED = frozenset("segunda terça quarta quinta sexta ex pós pré vice recém além aquém bem self".split())
# Pronouns that hang on a Portuguese verb, and how such a verb ends before the hyphen.
_CLITICS = {
    "se": re.compile(r"^[a-zç]+[aemru]$|^[a-zç]+[áéêíôú]$"),
    "lo": re.compile(r"[áéêíôi]$"),
    "la": re.compile(r"[áéêíôi]$"),
    "los": re.compile(r"[áéêíôi]$"),
    "las": re.compile(r"[áéêíôi]$"),
    "lhe": re.compile(r"[rmu]$"),
    "lhes": re.compile(r"[rmu]$"),
    "me": re.compile(r"[rm]$"),
    "nos": re.compile(r"[r]$"),
}


class Vocabulary:
    """How often the document writes each word inside a line, with its hyphens."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._counts = Counter[str]()
        for line in lines:
            # The last word may be half a word, and the first the other half.
            for found in _WORD.finditer(line.text):
                if found.start() and found.end() < len(line.text.rstrip("-\u00ad")):
                    self._counts[found.group().lower()] += 1

    def join(self, before: str, after: str) -> str:
        """The text of two lines that follow one another."""
        end, start = _LAST.search(before[-_LONGEST_WORD:]), _FIRST.match(after)
        if end is not None and after.startswith("-"):
            return before + after[1:]  # Portuguese sets a real hyphen twice, at the end and at the beginning
        if before.endswith("\u00ad"):
            return before[:-1] + after
        if end is None or start is None:
            glued = before.endswith(("-", "/")) and not before.endswith((" -", " /")) and start is not None
            return f"{before}{after}" if glued else f"{before} {after}"
        if self._keeps_hyphen(end.group(1), start.group()):
            return before + after
        return before[:-1] + after

    def _keeps_hyphen(self, first: str, second: str) -> bool:
        whole, compound = (first + second).lower(), f"{first}-{second}".lower()
        joined_count, compound_count = self._counts[whole], self._counts[compound]
        if joined_count != compound_count:
            return compound_count > joined_count
        if second[0].isupper() or second[0].isdigit() or first.isupper() != second.isupper():
            return True
        last = first.rsplit("-", 1)[-1].lower()
        if last in _ALWAYS_HYPHENATED:
            return True
        verb_end = _CLITICS.get(second.lower())
        return verb_end is not None and len(last) > 3 and bool(verb_end.search(last))


def text_of(lines: Iterable[str], vocabulary: Vocabulary) -> str:
    """One line of text from all lines of a paragraph or cell."""
    text = ""
    for line in lines:
        text = vocabulary.join(text, line) if text else line
    return " ".join(text.split())
