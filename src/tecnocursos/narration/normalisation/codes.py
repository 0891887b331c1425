"""Rules for what is told part by part: addresses of the net, versions, phone and registry numbers."""

from __future__ import annotations

import re

from tecnocursos.kit.language import Language
from tecnocursos.narration.normalisation.letters import is_pronounceable, spell
from tecnocursos.narration.normalisation.numerals import cardinal, say_digits
from tecnocursos.narration.normalisation.rules import Rule

_SIGNS: dict[Language, dict[str, str]] = {
    "pt-BR": {
        ".": "ponto", "/": "barra", "@": "arroba", ":": "dois pontos", "-": "hífen", "_": "sublinhado",
        "?": "interrogação", "=": "igual", "&": "e comercial", "#": "cerquilha", "~": "til", "%": "por cento",
        "+": "mais", "\\": "barra invertida",
    },
    "en-US": {
        ".": "dot", "/": "slash", "@": "at", ":": "colon", "-": "dash", "_": "underscore", "?": "question mark",
        "=": "equals", "&": "and", "#": "hash", "~": "tilde", "%": "percent", "+": "plus", "\\": "backslash",
    },
}  # fmt: skip
_VERSION = {"pt-BR": "versão", "en-US": "version"}
# Parts of addresses that people read as words or by their letters, whatever they look like.
_READ_PARTS = frozenset("com org net gov edu info app dev blog mail".split())
_SPELLED_PARTS = frozenset("uk us io tv ip ti ai".split())
_WORLD_WIDE_WEB = {"pt-BR": "dábliu dábliu dábliu", "en-US": "W W W"}
_PART = re.compile(r"[^\W\d_]+|\d+|.", re.DOTALL)

_TOP_DOMAINS = "com|org|net|gov|edu|info|io|dev|app|br|pt|us|uk|eu|tv|me|ai"
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'”’»)\]}]*[^\s<>\"'”’»)\]}.,;:!?…*]", re.IGNORECASE)
_DOMAIN = re.compile(
    rf"(?<![\w@.-])(?:[a-z0-9][a-z0-9-]*\.)+(?:{_TOP_DOMAINS})(?![\w-])(?::\d+)?(?:/[^\s<>\"'”’»)\]}}]*[\w/])?",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
_IP = re.compile(r"(?<![\w.])(?:\d{1,3}\.){3}\d{1,3}(?:/\d{1,2})?(?![\w]|\.\d)")
_DOTTED = re.compile(r"(?<![\w.])([vV]\.?\s?)?(\d{1,5}(?:\.\d{1,5}){2,})(?![\w]|\.\d)")
_VERSION_NUMBER = re.compile(r"(?<!\w)[vV](\d{1,4}(?:\.\d{1,5})*)(?![\w]|\.\d)")
# Portuguese thousands and dates look like versions: 1.234.567, 31.12.2026.
_NO_VERSION = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+|\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}")
_FILE = re.compile(
    r"(?<=\w)\.(pdf|docx?|pptx?|xlsx?|csv|txt|md|zip|png|jpe?g|gif|svg|mp[34]|wav|html?|json|ya?ml|exe|py)\b"
)

_REGISTRY = re.compile(
    r"(?<![\w.])(?:\d{3}\.\d{3}\.\d{3}-\d{2}|\d{2}\.\d{3}\.\d{3}/\d{4}-\d{2}|\d{5}-\d{3}|\d{2}\.\d{3}-\d{3})(?!\w|-\d)"
)
_BRAZILIAN_PHONE = re.compile(
    r"""(?<![\w.,-])(?:
        (?:\+?55[\s-]?)?\(?0?\d{2}\)?[\s-]?9?\d{4}[\s.-]\d{4}      # (11) 98765-4321
      | 0[3589]00[\s.-]?\d{3}[\s.-]?\d{3,4}                     # 0800 123 4567
      | 9?\d{4}-\d{4}                                           # 98765-4321
      | \+\d{1,3}[\s-]\(?\d[\d\s()-]{6,}\d                      # +351 912 345 678
    )(?![\w-])""",
    re.VERBOSE,
)
_ENGLISH_PHONE = re.compile(
    r"""(?<![\w.,-])(?:
        (?:\+?1[\s.-])?(?:\(\d{3}\)\s?|\d{3}[.-])\d{3}[\s.-]\d{4}  # (555) 010-1234
      | 1-\d{3}-\d{3}-\d{4}
      | \+\d{1,3}[\s-]\(?\d[\d\s()-]{6,}\d
    )(?![\w-])""",
    re.VERBOSE,
)
_YEARS = re.compile(r"(?:19|20)\d\d-(?:19|20)\d\d")


def rules(language: Language) -> tuple[Rule, ...]:
    """In order of precedence."""

    def address(match: re.Match[str]) -> str:
        return _address(match.group(), language)

    def digits(match: re.Match[str]) -> str | None:
        return None if _YEARS.fullmatch(match.group()) else _plus(match.group(), language)

    def numbers(text: str) -> str:
        said = [
            cardinal(int(part), language) if part.isdigit() else _SIGNS[language][part]
            for part in re.findall(r"\d+|[./]", text)
        ]
        return " ".join(said)

    def ip(match: re.Match[str]) -> str | None:
        if any(int(part) > 255 for part in re.split(r"[./]", match.group())):
            return None
        return numbers(match.group())

    def dotted(match: re.Match[str]) -> str | None:
        if language == "pt-BR" and not match[1] and _NO_VERSION.fullmatch(match[2]):
            return None
        return f"{_VERSION[language]} {numbers(match[2])}" if match[1] else numbers(match[2])

    return (
        Rule(_EMAIL, address),
        Rule(_URL, address),
        Rule(_DOMAIN, address),
        Rule(_REGISTRY, digits),
        Rule(_BRAZILIAN_PHONE if language == "pt-BR" else _ENGLISH_PHONE, digits),
        Rule(_IP, ip),
        Rule(_DOTTED, dotted),
        Rule(_VERSION_NUMBER, lambda match: f"{_VERSION[language]} {numbers(match[1])}"),
        Rule(_FILE, lambda match: f"{_SIGNS[language]['.']} {_address(match[1], language)}"),
    )


def _plus(text: str, language: Language) -> str:
    spoken = say_digits(text, language)
    return f"{_SIGNS[language]['+']} {spoken}" if text.startswith("+") else spoken


def _address(text: str, language: Language) -> str:
    text = re.sub(r"^https?://", "", text, flags=re.IGNORECASE).rstrip("/")
    said = []
    for part in _PART.findall(text):
        if part.isdigit():
            said.append(
                say_digits(part, language) if len(part) > 4 or part[0] == "0" else cardinal(int(part), language)
            )
        elif not part.isalpha():
            said.append(_SIGNS[language].get(part, ""))
        elif part.lower() == "www":
            said.append(_WORLD_WIDE_WEB[language])
        elif part.lower() in _READ_PARTS or (part.lower() not in _SPELLED_PARTS and is_pronounceable(part.lower())):
            said.append(part.lower())
        else:
            said.append(spell(part, language))
    return " ".join(word for word in said if word)
