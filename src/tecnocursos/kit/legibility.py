"""The rule for all text that comes in: it can be read, and where something must be said, something shows."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import InitErrorDetails

from tecnocursos.kit.field_errors import field_error

# Control characters but tab and line end, and halves of pairs: no text, and no database takes all of them.
UNREADABLE: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_LINE_END = re.compile(r"\r\n?")
# Format characters and separators; fillers that count as letters or marks; variation selectors.
_UNSEEN_KINDS = frozenset({"Cf", "Zl", "Zp", "Zs"})
_UNSEEN = frozenset("\t\n\u034f\u115f\u1160\u2800\u3164\uffa0") | {chr(code) for code in range(0xFE00, 0xFE10)}
_DEEPEST = 100

Place = tuple[int | str, ...]


def shows(text: str) -> bool:
    """Whether there is anything to see."""
    return any(character not in _UNSEEN and unicodedata.category(character) not in _UNSEEN_KINDS for character in text)


def legible(sent: Any) -> Any:
    """What was sent with line ends as `\\n`, and empty where nothing shows; numbers without a fraction as whole ones.

    Raises ValidationError, naming every place that holds a character that is no text.
    """
    wrong: list[InitErrorDetails] = []
    read = _read(sent, (), wrong)
    if wrong:
        raise ValidationError.from_exception_data("text", wrong, hide_input=True)
    return read


def _read(sent: Any, place: Place, wrong: list[InitErrorDetails]) -> Any:
    if isinstance(sent, str):
        text = _LINE_END.sub("\n", sent)
        if UNREADABLE.search(text):
            wrong.append(_unreadable(place))
        return text if shows(text) else ""
    if isinstance(sent, float) and sent.is_integer():
        return int(sent)  # JSON has one kind of numbers: 4.0 is 4
    if isinstance(sent, dict | list) and len(place) >= _DEEPEST:
        error = field_error("nested_too_deeply", "It is nested too deeply", "Está aninhado demais")
        wrong.append(InitErrorDetails(type=error, loc=place[:3], input=None))
        return None
    if isinstance(sent, dict):
        # A name is text too, e.g. a word of a lexicon; one that is not legible is no place that could be told.
        odd = {key for key in sent if isinstance(key, str) and UNREADABLE.search(key)}
        wrong += [_unreadable(place) for _ in odd]
        return {key: _read(value, (*place, key), wrong) for key, value in sent.items() if key not in odd}
    if isinstance(sent, list):
        return [_read(value, (*place, number), wrong) for number, value in enumerate(sent)]
    return sent


def _unreadable(place: Place) -> InitErrorDetails:
    error = field_error(
        "text_unreadable",
        "Text holds no control characters but tabs and line ends",
        "O texto não pode ter caracteres de controle além de tabulações e quebras de linha",
    )
    return InitErrorDetails(type=error, loc=place, input=None)
