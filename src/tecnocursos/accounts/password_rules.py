"""Which passwords may be chosen: long ones, except those that anybody would try first. No rules of composition."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from tecnocursos.accounts.errors import PasswordTooCommon, PasswordTooShort

LEAST_CHARACTERS = 8
MOST_CHARACTERS = 256

_ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "01234567890123456789",
    "1q2w3e4r5t6y7u8i9o0p",
    "1qaz2wsx3edc4rfv5tgb6yhn7ujm",
)
_LETTER_FOR = str.maketrans({"0": "o", "1": "i", "3": "e", "4": "a", "5": "s", "7": "t", "@": "a", "$": "s", "!": "i"})
_LONGEST_TAIL = 6


def require_acceptable(password: str, *personal: str) -> None:
    """Raise PasswordTooShort or PasswordTooCommon; `personal` are texts such as the person's name and address."""
    if len(password) < LEAST_CHARACTERS:
        raise PasswordTooShort(least=LEAST_CHARACTERS)
    lowered = password.lower()
    own = {_letters(part) for text in personal for part in (text.lower(), *re.split(r"[@\s]", text.lower()))}
    if _is_pattern(lowered) or any(core in _common_words() or core in own for core in _cores(lowered) if len(core) > 2):
        raise PasswordTooCommon


def _cores(password: str) -> set[str]:
    """The password, and what is left without a short tail or head of digits and signs, with and without l33t."""
    cores = {password}
    # The three usual decorations: Senha123, 123senha, !senha!
    for pattern in (rf"[\W\d_]{{1,{_LONGEST_TAIL}}}$", rf"^[\W\d_]{{1,{_LONGEST_TAIL}}}"):
        cores |= {re.sub(pattern, "", core) for core in cores}
    cores |= {core.translate(_LETTER_FOR) for core in cores}
    # Twice the same word is one word.
    cores |= {core[: len(core) // 2] for core in cores if core and core == core[: len(core) // 2] * 2}
    return {_letters(core) for core in cores}


def _letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _is_pattern(password: str) -> bool:
    """A run along the keyboard or the alphabet, or a few characters over and over."""
    if any(password in row or password in row[::-1] for row in _ROWS):
        return True
    return any(
        password == (password[:size] * len(password))[: len(password)] and (size < 4 or password[:size].isdigit())
        for size in range(1, len(password) // 2 + 1)
    )


@cache
def _common_words() -> frozenset[str]:
    text = (files("tecnocursos.accounts") / "common_passwords.txt").read_text("utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())
