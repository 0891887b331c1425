"""The two languages of the product, and how to tell which one a text is in."""

from __future__ import annotations

import re
from typing import Literal, get_args

Language = Literal["pt-BR", "en-US"]
LANGUAGES: tuple[Language, ...] = get_args(Language)

# Function words that are frequent in one language and absent from the other.
_PORTUGUESE = frozenset(
    """que não de da do das dos em no na nos nas um uma é são para por com se ao aos à às mais mas como ou você seu sua
    este esta isso ele ela quando também pelo pela até sem foi ser está já""".split()
)
_ENGLISH = frozenset(
    """the of and to in is are for with that this you your it be on not have from by when which can will or at an its
    was were has do does if they their there then than how what where my""".split()
)
_WORD = re.compile(r"[^\W\d_]+")


def detect_language(text: str, default: Language = "pt-BR") -> Language:
    """Tell Portuguese from English by their function words; `default` where the text does not say."""
    words = [word.lower() for word in _WORD.findall(text[:20_000])]
    portuguese = sum(word in _PORTUGUESE for word in words)
    english = sum(word in _ENGLISH for word in words)
    if portuguese == english:
        return default
    return "pt-BR" if portuguese > english else "en-US"
