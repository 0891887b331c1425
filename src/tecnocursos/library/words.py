"""Words as they are searched: without accents, capitals and plurals, in Portuguese and English.

Done here and not by the databases, so that both find the same. PostgreSQL's own `unaccent` before its Portuguese stems
would not find 'ação' by 'ações'.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
# Plural endings without accents and what the singular ends in, the first that fits.
_ENDINGS = (
    ("coes", "cao"),
    ("soes", "sao"),
    ("oes", "ao"),
    ("aes", "ao"),
    ("ais", "al"),
    ("eis", "el"),
    ("ois", "ol"),
    ("ns", "m"),
    ("s", ""),
)
_SHORTEST_PLURAL = 4


def split_words(text: str) -> list[str]:
    """Words of letters and digits, folded; nothing else of a text is left, so none of it can be syntax."""
    # Decomposed first: a bold mathematical A has no small letter until it is a plain one.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return _WORD.findall(plain)


def stem(word: str) -> str:
    """What singular and plural of a folded word have in common."""
    if len(word) >= _SHORTEST_PLURAL:
        for ending, singular in _ENDINGS:
            if word.endswith(ending) and not word.endswith("ss"):
                word = word.removesuffix(ending) + singular
                break
        # cor, cores -> cor; company, companies -> compani
        word = word.removesuffix("e") if len(word) >= _SHORTEST_PLURAL else word
        word = word.removesuffix("y") + "i" if word.endswith("y") else word
    return word


def indexed_words(text: str) -> str:
    """Every word as it is, for those who only typed its beginning, and its stem."""
    return " ".join(form for word in split_words(text) for form in dict.fromkeys((word, stem(word))))
