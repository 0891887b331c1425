"""Where a text may be broken: after punctuation, before a conjunction or preposition, never inside a phrase."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tecnocursos.kit.language import Language

LINE_CHARACTERS = 42

SENTENCE_END = 0.0
CLAUSE_END = 1.0
BEFORE_CONJUNCTION = 3.0
BEFORE_PREPOSITION = 4.5
ANYWHERE = 8.0
INSIDE_PHRASE = 40.0

# Words that lead into what follows: a break after one of them tears a phrase apart.
_LEADING: dict[Language, frozenset[str]] = {
    "pt-BR": frozenset(
        """o a os as um uma uns umas de do da dos das em no na nos nas num numa ao à aos às por pelo pela
        pelos pelas para pra pro com sem sob sobre entre até desde contra após perante durante e ou mas nem
        que se como quando onde porque porém pois embora enquanto não nunca já só muito mais menos tão bem
        meu minha meus minhas seu sua seus suas nosso nossa nossos nossas este esta estes estas esse essa
        esses essas aquele aquela aqueles aquelas neste nesta nesse nessa deste desta desse dessa cada todo
        toda todos todas algum alguma alguns algumas nenhum nenhuma qualquer outro outra outros outras é são
        era eram foi foram será serão está estão estava ser estar tem têm ter tinha há vai vão vamos vou
        pode podem deve devem precisa me te lhe lhes dr dra sr sra""".split()
    ),
    "en-US": frozenset(
        """the a an of to in on at by for from with without into onto over under between through during
        about against and or but nor that which who whose if when where while because as than so not never
        no very more most less my your his her its our their this these those each every all some any is are
        was were be been being am do does did don't doesn't didn't isn't aren't wasn't has have had will
        won't would can can't cannot could should may might must mr mrs ms dr""".split()
    ),
}
_CONJUNCTIONS: dict[Language, frozenset[str]] = {
    "pt-BR": frozenset("e ou mas nem que se quando onde porque porém pois embora enquanto como então".split()),
    "en-US": frozenset("and or but nor that which who whose if when where while because so then unless until".split()),
}
_PREPOSITIONS: dict[Language, frozenset[str]] = {
    "pt-BR": frozenset(
        """de do da dos das em no na nos nas num numa ao à aos às por pelo pela pelos pelas para pra com sem
        sob sobre entre até desde contra após durante""".split()
    ),
    "en-US": frozenset(
        "of to in on at by for from with without into onto over under between through during about against".split()
    ),
}
_STRIPPED = "\"'“”‘’«»()[]{}.,;:!?…"
_SENTENCE_MARKS = (".", "?", "!", "…", ":", ";")
_CLOSING = "\"'”’»)]}"
_NUMBER = re.compile(r"^[\d.,/×x-]*\d[\d.,]*$")
_LONG_WORD_BREAKS = re.compile(r"[/\-_.?&=@+,]")


def break_cost(before: str, after: str, language: Language) -> float:
    """How bad it is to break between two neighbouring words: 0 (a sentence ends) to INSIDE_PHRASE."""
    ending = before.rstrip(_CLOSING)
    bare_before, bare_after = before.strip(_STRIPPED).lower(), after.strip(_STRIPPED).lower()
    is_title = ending.endswith(".") and bare_before in {"sr", "sra", "dr", "dra", "mr", "mrs", "ms"}
    if ending.endswith(_SENTENCE_MARKS) and not is_title:
        return SENTENCE_END
    if ending.endswith((",", "—", "–")):
        return CLAUSE_END
    if _is_inside_phrase(before, after, bare_before, language):
        return INSIDE_PHRASE
    if bare_after in _CONJUNCTIONS[language] or after.startswith(("(", "—", "–", "“")):
        return BEFORE_CONJUNCTION
    if bare_after in _PREPOSITIONS[language]:
        return BEFORE_PREPOSITION
    return ANYWHERE


def _is_inside_phrase(before: str, after: str, bare_before: str, language: Language) -> bool:
    if bare_before in _LEADING[language] or before in {"R$", "US$", "$", "€", "nº", "n.º", "§", "art."}:
        return True
    if _NUMBER.match(before) and not after[:1].isupper():
        return True  # a number and its unit or noun: 300 megas, 2,4 GHz
    # A capital in the middle of a text marks a name: what follows in capitals belongs to it, and so does a number.
    is_name = before[:1].isupper() and bare_before not in _CONJUNCTIONS[language]
    return is_name and (after[:1].isupper() or bool(_NUMBER.match(after.rstrip(_STRIPPED))))


def split_long_word(word: str, limit: int = LINE_CHARACTERS) -> list[str]:
    """Cut a word that fits no line (an address, say) into the longest pieces that do, after `/`, `-` and the like.

    Two pieces never fit on one line together, so no space can come between them.
    """
    pieces = []
    while len(word) > limit:
        cuts = [match.end() for match in _LONG_WORD_BREAKS.finditer(word, 0, limit)]
        cut = cuts[-1] if cuts else limit
        pieces.append(word[:cut])
        word = word[cut:]
    return [*pieces, word]


def line_break(lengths: Sequence[int], costs: Sequence[float]) -> tuple[int, float] | None:
    """Set words on one or two lines of at most 42 characters.

    `lengths` are the words' lengths; `costs[k]` is the break cost before word k. Gives the index of the second line's
    first word (0: one line is enough) and the cost of the setting, or None where two lines are not enough.
    """
    total = sum(lengths) + len(lengths) - 1
    if total <= LINE_CHARACTERS:
        return 0, 0.0
    best: tuple[int, float] | None = None
    upper = -1
    for index in range(1, len(lengths)):
        upper += lengths[index - 1] + 1
        lower = total - upper - 1
        if upper > LINE_CHARACTERS:
            break
        if lower > LINE_CHARACTERS:
            continue
        # Even lines read best; a longer upper line covers more of the picture than a longer lower one.
        unevenness = (upper - lower) * 0.3 if upper > lower else (lower - upper) * 0.2
        cost = costs[index] + unevenness
        if best is None or cost < best[1]:
            best = index, cost
    return best
