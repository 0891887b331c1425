"""What a customer wrote without who they are, for whoever need not know it, e.g. a language model."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from tecnocursos.kit.text import fold, words

_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_DIGITS: Final = re.compile(r"\+?\d(?:[\d().\s/-]{3,}\d)|\d{4,}")
"""CPF, phone, day of birth, code of a bill: everything but short numbers, e.g. of megabits or of hours."""
_FEWEST: Final = 4
_WORD: Final = re.compile(r"[^\W\d_]+")
_SHORTEST_NAME: Final = 3


def masked(text: str, names: Iterable[str]) -> str:
    """`names`: of the customer; each word of them is hidden."""
    hidden = {fold(word) for name in names for word in words(name) if len(word) >= _SHORTEST_NAME}
    text = _MAIL.sub("[e-mail]", text)
    text = _DIGITS.sub(_number, text)
    return _WORD.sub(lambda found: "[nome]" if fold(found[0]) in hidden else found[0], text)


def _number(found: re.Match[str]) -> str:
    return "[número]" if sum(sign.isdigit() for sign in found[0]) >= _FEWEST else found[0]
