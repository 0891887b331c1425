"""The command line speaks Portuguese, or English where the terminal is set to English."""

from __future__ import annotations

import os


def terminal_language() -> str:
    """`pt` or `en`, from TECNOCURSOS_UI_LANGUAGE, else the locale; Portuguese where neither says."""
    for name in ("TECNOCURSOS_UI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value and value.split(".")[0] not in {"C", "POSIX"}:
            return "en" if value.lower().startswith("en") else "pt"
    return "pt"


def say(en: str, pt: str) -> str:
    """The sentence in the terminal's language."""
    return en if terminal_language() == "en" else pt
