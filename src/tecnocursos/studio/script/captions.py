"""Numbered captions of pictures and tables: `Figura 1: Painel traseiro`."""

from __future__ import annotations

import re

from tecnocursos.kit.text import collapse, fold, words
from tecnocursos.studio.script.phrases import Phrases

_NUMBERED = re.compile(r"(?P<name>[^\W\d_]+)\.?\s+(?P<number>\d+(?:[.\-]\d+)*)\s*[:.–—-]\s+(?P<rest>\S.*)")


def split_caption(caption: str, phrases: Phrases) -> tuple[str, str]:
    """What its number is called in a sentence, `A figura 1`, or nothing; and the caption without it."""
    text = collapse(caption)
    match = _NUMBERED.fullmatch(text)
    name = phrases.caption_names.get(fold(match["name"])) if match else None
    return (f"{name} {match['number']}", match["rest"]) if match and name else ("", text)


def repeats_caption(sentence: str, told: str, phrases: Phrases) -> bool:
    """Whether `A figura mostra o painel.` says nothing that is not `told` of the picture."""
    found = [fold(word) for word in words(sentence)]
    if not phrases.picture_words & set(found[:2]) or not phrases.showing & set(found[:5]):
        return False
    rest = set(found) - phrases.picture_words - phrases.showing - phrases.stop_words
    return bool(rest) and rest <= {fold(word) for word in words(told)}
