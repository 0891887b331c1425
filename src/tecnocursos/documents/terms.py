"""Words as passages are found by them: folded, without function words, cut to their stems, in Portuguese and English.

Done here for both databases, which only store and compare what comes out, so that they find the same. One stemmer
serves both languages: a short question often does not tell which one it is in. A change of it is a new `EDITION`, by
which passages that were kept before are found and written anew.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

EDITION: Final = 1
"""Of what passages and terms are made like."""

_WORD = re.compile(r"[^\W_]+")
_JOINED = re.compile(r"\b(wi|e|pos|pre|on|off)[-\s](fi|mail|pago|paga|line)\b")
_LONGEST = 40
# A unit written onto its number: `5GHz`, `300mega`, `18h`.
_UNIT = re.compile(r"\b(\d+)(ghz|megas?|mbps|mb|giga|gb|h|hs|reais|anos|dias|min)\b")
_SHORTEST_STEM = 3

FUNCTION_WORDS: Final = frozenset(
    """a o as os um uma uns umas de do da dos das em no na nos nas num numa por pelo pela pelos pelas para pra pro pras
    pros com e ou mas que se ao aos e ele ela eles elas eu tu voce voces vc vcs nos me te lhe lhes mim meu minha
    meus minhas seu sua seus suas teu tua nosso nossa nossos nossas este esta estes estas esse essa esses essas isto
    isso aquele aquela aquilo aqui ali la la ja so tambem tb ate entre sobre como quando quanto quantos quantas onde
    qual quais quem porque pq ser sou sao era foi fui sera estar esta estou estao estava tava to ta tao tem tenho temos
    tinha ter haver ha vai vou vao ir muito muita mais menos mesmo nao n nem sim ai dai entao ja ainda agora depois
    antes cada
    the of and to in is are am be been was were for with that this these those you your yours he she it its we our they
    their them at by from on or an as if so then than there here what which who whom how when where why do does did
    have has had can could will would should may might must not no yes i my me us about into out up down any
    some""".split()
)

# Forms whose stem no rule of endings gives.
_IRREGULAR = {
    "caiu": "cair", "caindo": "cair", "cai": "cair", "caem": "cair", "queda": "cair", "quedas": "cair",
    "veio": "vir", "vem": "vir", "vinda": "vir", "pedir": "ped", "peco": "ped", "pede": "ped",
    "faco": "faz", "fazer": "faz", "feito": "faz", "fiz": "faz", "fez": "faz",
    "posso": "pod", "pode": "pod", "poder": "pod", "quero": "quer", "queria": "quer", "querer": "quer",
    "luz": "luz", "luzes": "luz", "mes": "mes", "meses": "mes", "mensal": "mes", "mensais": "mes",
    "pix": "pix", "gratis": "gratuit", "lento": "lent", "lentidao": "lent",
    "paying": "pay", "paid": "pay", "slow": "slow", "bought": "buy",
}  # fmt: skip
_PLURALS = (
    ("coes", "cao"), ("soes", "sao"), ("oes", "ao"), ("aes", "ao"), ("ais", "al"), ("eis", "el"), ("ois", "ol"),
    ("res", "r"), ("zes", "z"), ("ies", "y"), ("ns", "m"), ("s", ""),
)  # fmt: skip
# Endings with the shortest stem that they may leave; the first that fits is cut off.
_NOUNS = (
    ("amentos", 3), ("imentos", 3), ("amento", 3), ("imento", 3), ("mente", 4), ("ization", 4), ("ation", 4),
    ("acao", 3), ("icao", 4), ("ucao", 4), ("encia", 4), ("ancia", 4), ("idao", 3), ("avel", 4),
    ("ivel", 4), ("anca", 3), ("ment", 4), ("adora", 4), ("ador", 4), ("agem", 5),
)  # fmt: skip
_VERBS = tuple(
    """ariamos eriamos iriamos assemos essemos issemos aramos eramos iramos avamos ariam eriam iriam assem essem issem
    aria eria iria asse esse isse ando endo indo aram eram iram arei erei irei arao erao irao avam amos emos imos ados
    idos adas idas ado ido ada ida ava ing ar er ir ei ou eu iu am em ia ed""".split()
)


def split_words(text: str) -> list[str]:
    """Words of letters and digits, folded: nothing else of a text is left, so none of it can be syntax."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(character for character in decomposed if not unicodedata.combining(character))
    return [word[:_LONGEST] for word in _WORD.findall(_UNIT.sub(r"\1 \2", _JOINED.sub(r"\1\2", plain)))]


def terms(text: str) -> list[str]:
    """The stems of all words that are no function words, in their order."""
    return [stem(word) for word in split_words(text) if word not in FUNCTION_WORDS]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """What the forms of a folded word have in common: `faturas`, `fatura` -> `fatur`; `paguei`, `pagar` -> `pag`."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if any(letter.isdigit() for letter in word) or len(word) <= _SHORTEST_STEM:
        return word
    word = _singular(word)
    for ending, shortest in _NOUNS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return _rounded(word.removesuffix(ending))
    for ending in _VERBS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return _rounded(word.removesuffix(ending))
    return _rounded(word)


def _singular(word: str) -> str:
    for ending, singular in _PLURALS:
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 2:
            return word.removesuffix(ending) + singular
    return word


def _rounded(word: str) -> str:
    """Without the last vowels, and spelled as before any other: `paguei`, `troque` -> `pag`, `troc`."""
    while len(word) > _SHORTEST_STEM and word[-1] in "aeoiy":
        word = word[:-1]
    if len(word) > _SHORTEST_STEM:
        if word.endswith("gu"):
            word = word[:-1]
        elif word.endswith("qu"):
            word = word[:-2] + "c"
        elif word[-1] == word[-2]:
            word = word[:-1]
    return word
