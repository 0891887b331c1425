"""Sentences and words of Portuguese and English text."""

from __future__ import annotations

import re
import unicodedata

# After these a sentence goes on, whatever follows.
_LEADING = frozenset(
    """sr sra srta srs sras dr dra drs dras prof profa profs eng enga arq adv exmo exma ilmo ilma d dom st sto sta
    av al pça rod trav jd ed apto bl cx mr mrs ms mx messrs rev gen col capt lt sgt sen gov pres hon jr
    p.ex e.g i.e ex vs cf obs""".split()
)
# After these a sentence goes on when a number or a lower-case word follows.
_NUMBERING = frozenset(
    """art arts inc n nº nr nos no num núm p pp pág págs pg fl fls fig figs tab tabs cap caps vol vols sec seç séc par
    item al ch eq ed ver v tel fone ramal ext cep lei dec res""".split()
)
# Words that start sentences: after initials or an acronym with dots they mean that a new one begins.
_STARTERS = frozenset(
    """o os as um uma ele ela eles elas este esta isso isto esse essa na no nas nos em para por com se quando como mas
    the this that these those it he she they we you in on at if when there but and for""".split()
)
_BREAK = re.compile(r"""(?P<stop>[.!?…]+)(?P<close>["'”’»)\]]*)(?P<gap>\s+)(?=(?P<open>["'“‘«(\[¿¡]*)(?P<next>\S+))""")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n\s*")
_NUMBER_ONLY = re.compile(r"[(\[]?(?:\d{1,3}(?:\.\d{1,3})*|[A-Za-z]|[ivxIVX]{1,4})\.")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_WORD = re.compile(r"\d+(?:[.,:/]\d+)+|[^\W_]+(?:[-'’][^\W_]+)*")


def split_sentences(text: str) -> list[str]:
    """Cut text into sentences; joined by spaces they are the text again, apart from white space.

    A blank line always ends a sentence, a single line break never does by itself. Abbreviations, initials, decimals,
    addresses and numbers at the start of a sentence ("1. Ligue o modem.") do not end one.
    """
    sentences: list[str] = []
    for paragraph in _BLANK_LINE.split(text):
        start = 0
        for candidate in _BREAK.finditer(paragraph):
            if _ends_sentence(paragraph[start : candidate.start("gap")], candidate):
                sentences.append(paragraph[start : candidate.start("gap")])
                start = candidate.end("gap")
        sentences.append(paragraph[start:])
    return [cleaned for sentence in sentences if (cleaned := collapse(sentence))]


def collapse(text: str) -> str:
    """The text on one line, runs of white space made one space."""
    return " ".join(text.split())


def words(text: str) -> list[str]:
    """The words and numbers of a text as written, without punctuation: `R$ 1.234,56 ao mês` → R, 1.234,56, ao, mês."""
    return _WORD.findall(text)


def fold(text: str) -> str:
    """The text without accents and case, to compare words by."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _ends_sentence(sentence: str, candidate: re.Match[str]) -> bool:
    following = candidate["next"]
    first = following[0]
    if candidate["stop"] != ".":
        return not first.islower()
    if first.islower() and not candidate["open"]:
        return False
    if _NUMBER_ONLY.fullmatch(sentence.strip()):
        return False
    if candidate["close"]:
        return True
    return _full_stop_ends(sentence.rstrip().removesuffix(".").split()[-1:], following)


def _full_stop_ends(last_word: list[str], following: str) -> bool:
    """Whether the stop after `last_word` ends the sentence and does not mark an abbreviation."""
    if not last_word:
        return False
    word = last_word[0].lstrip("\"'“‘«([")
    abbreviation = word.lower()
    starts_anew = following.rstrip(",").lower() in _STARTERS
    if abbreviation in _LEADING:
        return False
    if abbreviation in _NUMBERING and following[0].isdigit():
        return False
    if _DOTTED.fullmatch(word) and word[0].isupper():
        return starts_anew
    if len(word) == 1 and word.isupper():
        return starts_anew and following[0].isupper()
    return True
