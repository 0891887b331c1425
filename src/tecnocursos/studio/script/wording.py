"""Small changes to a text that is put into a sentence: its first letter and its closing marks."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tecnocursos.kit.text import collapse, fold, words
from tecnocursos.studio.script.phrases import Phrases


def bare(text: str) -> str:
    """Without the punctuation that would stand in the way of what follows; an ellipsis stays."""
    cut = collapse(text).rstrip(" ;,:")
    return cut if cut.endswith("..") else cut.rstrip(".") or cut


def ended(text: str, mark: str = ".") -> str:
    """With punctuation at its end."""
    cut = collapse(text).rstrip(" ;,") or text
    last = cut.rstrip("\"'”’»)]")[-1:]
    return cut if last and last in ".!?…:" else cut + mark


def may_lower(text: str, phrases: Phrases) -> bool:
    """Whether the first word is none that is written with a capital anywhere."""
    first = re.match(r"[^\W\d_][\w'’-]*", text)
    return first is not None and (
        first[0].islower() or (not first[0][1:].isupper() and fold(first[0]) in phrases.small_words)
    )


def lowered(text: str, phrases: Phrases) -> str:
    return text[:1].lower() + text[1:] if may_lower(text, phrases) else text


def lowered_alike(texts: Sequence[str], phrases: Phrases) -> list[str]:
    """All lowered, or all as they are, since a mixture looks like a mistake; names like Wi-Fi do not count."""
    common = [text for text in texts if re.match(r"[^\W\d_][^\W\dA-ZÀ-Ý]*(?:\s|$)", text)]
    if all(may_lower(text, phrases) for text in common):
        return [lowered(text, phrases) for text in texts]
    return list(texts)


def raised(text: str, phrases: Phrases) -> str:
    """With a capital, where the first word is none that is written small on purpose."""
    first = next(iter(words(text)), "")
    is_plain = text.startswith(first) and first.islower() and fold(first) in phrases.small_words
    return text[:1].upper() + text[1:] if is_plain else text
