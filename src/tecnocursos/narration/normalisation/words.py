"""Rules for words: abbreviations, Roman numerals, names with a known sound, acronyms."""

from __future__ import annotations

import re

from tecnocursos.kit.language import Language
from tecnocursos.narration.normalisation.letters import say_capitals
from tecnocursos.narration.normalisation.numerals import cardinal, ordinal
from tecnocursos.narration.normalisation.rules import Rule, choice


def _table(text: str) -> dict[str, str]:
    entries = (line.split("|") for line in text.strip().splitlines())
    return {written.strip(): said.strip() for line in entries for written in line[0].split(",") for said in line[1:]}


_ABBREVIATIONS: dict[Language, dict[str, str]] = {
    "pt-BR": _table("""
        sr. | senhor
        sra. | senhora
        srs. | senhores
        dr. | doutor
        dra. | doutora
        prof. | professor
        profa., profª. | professora
        eng. | engenheiro
        p. ex., p.ex. | por exemplo
        etc. | etcétera
        ex. | exemplo
        nº, n.º, n°, n.°, núm. | número
        nos. | números
        art. | artigo
        arts. | artigos
        inc. | inciso
        cap. | capítulo
        pág., p. | página
        págs., pp. | páginas
        fig. | figura
        tab. | tabela
        vol. | volume
        ed. | edição
        obs. | observação
        tel. | telefone
        av. | avenida
        r. | rua
        min. | mínimo
        máx. | máximo
        aprox. | aproximadamente
        séc. | século
        i.e. | isto é
        e.g. | por exemplo
        vs., vs | versus
        ltda. | limitada
        cia. | companhia
        s/n | sem número
        c/ | com
        s/ | sem
        e/ou | e ou
    """),
    "en-US": _table("""
        mr. | mister
        mrs. | missus
        ms. | miz
        dr. | doctor
        prof. | professor
        st. | saint
        e.g. | for example
        i.e. | that is
        etc. | et cetera
        vs., vs | versus
        approx. | approximately
        no. | number
        nos. | numbers
        fig. | figure
        figs. | figures
        sec. | section
        ch. | chapter
        vol. | volume
        p. | page
        pp. | pages
        dept. | department
        est. | established
        ltd. | limited
        jr. | junior
        w/o | without
        w/ | with
        and/or | and or
    """),
}
# These are ordinary words or initials unless a number follows.
_BEFORE_NUMBER = frozenset(
    "p. pp. no. nos. art. arts. inc. cap. tab. ed. sec. ch. fig. figs. vol. r. min. est.".split()
)
_AT_THE_END = frozenset("etc. ltd. ltda. jr. cia.".split())

# As their sound would be written in the language: engines know neither the names nor each other's languages.
_KNOWN: dict[Language, dict[str, str]] = {
    "pt-BR": _table("""
        wi-fi, wifi | uai fai
        bluetooth | blututi
        youtube | iutubi
        facebook | feicebuque
        instagram | instagrã
        email | e-mail
        emails | e-mails
        online, on-line | onláine
        offline, off-line | ofláine
        download | daunlôude
        upload | aplôude
        streaming | istrímin
        smartphone | ismartifone
        router | ráuter
        gateway | gueitiuei
        firewall | fáiruól
        notebook | nôutibuque
        ipv4 | i pê vê quatro
        ipv6 | i pê vê seis
        iphone | aifone
        ios | ai ó ésse
    """),
    "en-US": _table("""
        wi-fi, wifi | why fye
        ipv4 | I P V four
        ipv6 | I P V six
        ios | eye O S
        pix | peeks
        sql | sequel
    """),
}

_ROMAN_CONTEXT = re.compile(
    r"""\b(cap[íi]tulo|século|séc\.|volume|tomo|parte|título|anexo|apêndice|livro|artigo|inciso|fase|unidade|módulo
    |chapter|part|appendix|section|book|annex|phase|unit|module|century)\s+([IVXLC]+)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_ROMAN_ALONE = re.compile(r"(?<![\w-])[IVX]{2,}(?![\w-])")
_ROMAN = re.compile(r"C{0,3}(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"C": 100, "L": 50, "X": 10, "V": 5, "I": 1}
_CAPITALS = re.compile(r"(?<![^\W\d_])[A-ZÀ-ÖØ-Þ]{2,}s?(?![a-zß-öø-ÿ])")


def rules(language: Language) -> tuple[Rule, ...]:
    """In order of precedence."""

    def roman(match: re.Match[str]) -> str | None:
        value = _roman_value(match[2])
        if not value or not match[2].isupper():
            return None
        if match[1].lower() in {"século", "séc."} and value <= 10:
            return ordinal(value, language)
        return cardinal(value, language)

    def roman_alone(match: re.Match[str]) -> str | None:
        value = _roman_value(match.group())
        return cardinal(value, language) if value else None

    def capitals(match: re.Match[str]) -> str:
        return say_capitals(match.group(), language, is_shouted=_is_shouted(match))

    known = _KNOWN[language]
    return (
        Rule(_ROMAN_CONTEXT, roman, group=2),
        Rule(_ROMAN_ALONE, roman_alone),
        _abbreviations(language),
        Rule(
            re.compile(rf"(?<![\w@/.-])(?:{choice(known)})(?![\w@/-])", re.IGNORECASE),
            lambda match: known[match.group().lower()],
        ),
        Rule(_CAPITALS, capitals),
    )


def _abbreviations(language: Language) -> Rule:
    table = _ABBREVIATIONS[language]

    def speak(match: re.Match[str]) -> str | None:
        written = re.sub(r"\s", " ", match.group().lower())
        rest = match.string[match.end() :]
        if written in _BEFORE_NUMBER and not re.match(r"\s*(?:\d|[IVX]{2,}\b)", rest):
            return None
        ends_sentence = written in _AT_THE_END and re.match(r"[\"'”’)\]]*(?:\s*$|\s+[A-ZÀ-Þ])", rest)
        return table[written] + ("." if ends_sentence else "")

    written = choice(table).replace(r"\ ", r"\s")
    return Rule(re.compile(rf"(?<![\w.])(?:{written})(?!\w)", re.IGNORECASE), speak)


def _roman_value(numeral: str) -> int:
    """Its value, 0 where it is none."""
    if not _ROMAN.fullmatch(numeral.upper()):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in numeral.upper()]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def _is_shouted(match: re.Match[str]) -> bool:
    """Whether the sentence around it is in capitals: most of at least three words."""
    letters = [character for character in match.string if character.isalpha()]
    capitals = sum(character.isupper() for character in letters)
    return len(match.string.split()) >= 3 and capitals > 0.7 * len(letters)
