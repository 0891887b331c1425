"""Rules for what is not a word: markup and emoji are not spoken, signs are by name or as a rest."""

from __future__ import annotations

import re

from tecnocursos.kit.language import Language
from tecnocursos.narration.normalisation.rules import Rule, choice

# Control, format, private-use characters and lone surrogates; joiners and variation marks of emoji.
_UNSPOKEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufffc\ufffd"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U0010ffff]+"
)
_EMOJI = re.compile(
    "(?:[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u231a-\u23ff\u25a0-\u25ff\u20e3\u2022\u00a9\u00ae\u2122]"
    "[\ufe0f\u200d\u20e3]*)+"
)
_MARKUP = (
    r"<!--.*?-->|</?[a-zA-Z][^<>\n]{0,200}>",  # HTML
    r"^\s{0,3}#{1,6}(?=\s)",  # heading
    r"^\s*[-*+](?=\s)",  # list
    r"^\s*>+(?=\s)",  # quotation
    r"!?\[(?=[^\[\]\n]{0,500}\]\([^)\s]{0,500}\))",  # link or picture: its text stays
    r"(?<=[^\s\[])\]\([^)\s]{0,500}\)",
    r"\*{1,3}(?=\S)|(?<=\S)\*{1,3}|~~|`+",
    r"(?<!\w)_{1,3}(?=\w)|(?<=\w)_{1,3}(?!\w)",
)

_NAMES: dict[Language, dict[str, str]] = {
    "pt-BR": {
        "&": "e", "+": "mais", "=": "igual a", "@": "arroba", "°": "graus", "%": "por cento", "×": "vezes",
        "÷": "dividido por", "±": "mais ou menos", "≥": "maior ou igual a", "≤": "menor ou igual a",
        "≠": "diferente de", "≈": "aproximadamente", "<": "menor que", ">": "maior que", "§": "parágrafo",
        "\\": "barra invertida", "€": "euros", "£": "libras", "R$": "reais", "$": "cifrão", "√": "raiz de",
        "∞": "infinito", "º": "", "ª": "",
    },
    "en-US": {
        "&": "and", "+": "plus", "=": "equals", "@": "at", "°": "degrees", "%": "percent", "×": "times",
        "÷": "divided by", "±": "plus or minus", "≥": "greater than or equal to", "≤": "less than or equal to",
        "≠": "not equal to", "≈": "approximately", "<": "less than", ">": "greater than", "§": "section",
        "\\": "backslash", "€": "euros", "£": "pounds", "R$": "reais", "$": "dollars", "√": "root of",
        "∞": "infinity", "º": "", "ª": "",
    },
}  # fmt: skip
_NUMBER_SIGN = {"pt-BR": "número", "en-US": "number"}
_HASHTAG = {"pt-BR": "réchtégui", "en-US": "hashtag"}
_ABOUT = {"pt-BR": "cerca de", "en-US": "about"}
_PER = {"pt-BR": "por", "en-US": "per"}
_PER_WHAT = {
    "pt-BR": "mês|ano|dia|hora|semana|minuto|segundo|pessoa|usuário|cliente|h",
    "en-US": "month|year|day|hour|week|minute|second|person|user|customer|mo|h",
}
_DOT = {"pt-BR": "ponto", "en-US": "dot"}
_SLASH = {"pt-BR": "barra", "en-US": "slash"}


def markup_rules() -> tuple[Rule, ...]:
    """What is dropped before anything else is looked at."""
    patterns = (_EMOJI, _UNSPOKEN, *(re.compile(markup, re.MULTILINE | re.DOTALL) for markup in _MARKUP))
    return tuple(Rule(pattern, _drop) for pattern in patterns)


def rules(language: Language) -> tuple[Rule, ...]:
    """In order of precedence; after all other rules."""
    names = _NAMES[language]
    return (
        Rule(re.compile(r"#(?=\d)"), lambda _: _NUMBER_SIGN[language]),
        Rule(re.compile(r"(?<!\w)#(?=[^\W\d_])"), lambda _: _HASHTAG[language]),
        Rule(re.compile(r"~(?=\s?[\d$R])"), lambda _: _ABOUT[language]),
        Rule(re.compile(rf"/(?=(?:{_PER_WHAT[language]})\b)"), lambda _: _PER[language]),
        Rule(re.compile(r"(?<=\d)/(?=\d)"), lambda _: _SLASH[language]),
        # Arrows lead from step to step (Menu → Rede → Wi-Fi): a rest, like dashes between blanks and bars.
        Rule(re.compile(r"(?<=\S)\s*(?:[→⇒➔›»|]|-+>|=>|(?<=\s)(?:-{1,3}|[–—])(?=\s)|—)"), lambda _: ","),
        Rule(re.compile(r"(?<=[^\W\d_])\.(?=[a-z0-9])"), lambda _: _DOT[language]),
        Rule(re.compile(choice(names)), lambda match: names[match.group()]),
        Rule(re.compile(r"[/_|#~^*{}\[\]<>•·→⇒–—]+"), _drop),
    )


def _drop(_: re.Match[str]) -> str:
    return ""
