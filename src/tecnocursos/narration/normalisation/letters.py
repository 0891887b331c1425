"""Letters by name, and whether a run of capitals is spelled or read."""

from __future__ import annotations

import re

from tecnocursos.kit.language import Language
from tecnocursos.kit.text import fold

_PORTUGUESE_NAMES = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        """á bê cê dê é éfe gê agá i jota cá éle eme ene ó pê quê érre ésse tê u vê dábliu xis ípsilon zê""".split(),
        strict=True,
    )
)
# A single capital is read by its name in English, but A would be the article; engines read *eigh* as its name.
_ENGLISH_NAMES = {letter: letter.upper() for letter in "bcdefghijklmnopqrstuvwxyz"} | {"a": "eigh"}
_NAMES: dict[Language, dict[str, str]] = {"pt-BR": _PORTUGUESE_NAMES, "en-US": _ENGLISH_NAMES}

# Short ones that are read as words although they could be spelled.
_READ = frozenset(
    """onu pix sus cep pin led ram rom lan wan wlan man doc gif sac mei bios nasa otan unesco unicef anatel aneel senai
    sebrae procon detran fifa inep enem ansi ascii raid sim wifi java linux voip imei scrum agile covid aids laser radar
    opep opec nato petrobras ibama embrapa serasa uber""".split()
)
# Capitals that are ordinary words, as titles and warnings shout them.
_WORDS = frozenset(
    """a ao aos as com da das de do dos e ela ele em entre era essa esse esta este eu fim foi ha já lhe mais mas me meu
    na nao nas no nos num o os ou para pela pelo por qual que quem se sem ser seu sim sob sua tem ter tua tudo um uma
    use vai vem ver voce aqui hoje nova novo leia luz cor dia mes ano
    all an and any are be but by can day do for from has how if in is it its key may new not now of off on one or our
    out red run set so stop that the this to top two up was way we what who why with yes you your""".split()
)
_SPELLED = frozenset(
    """url urls iptv id ip tv pc cd dvd usb cpu gpu ssd hd ti rh ia ai ui ux eu os qr api apis""".split()
)
_VOWELS = "aeiouy"
_CLUSTER = re.compile(rf"[^{_VOWELS}]+|[{_VOWELS}]+")


def spell(letters: str, language: Language) -> str:
    """Letter by letter; a small s at the end is a plural."""
    plural = len(letters) > 1 and letters[-1] == "s" and letters[:-1].isupper()
    names = [_NAMES[language].get(letter, letter) for letter in fold(letters[:-1] if plural else letters).lower()]
    if plural:
        names[-1] += "s" if language == "pt-BR" else "'s"
    return " ".join(names)


def say_capitals(capitals: str, language: Language, *, is_shouted: bool) -> str:
    """A run of capitals: read as a word where it is one or sounds like one, else by its letters.

    `is_shouted`: the text around it is in capitals too, so that capitals say nothing.
    """
    word = capitals.lower()
    bare = fold(capitals).lower()
    if bare in _READ or capitals.upper() != fold(capitals).upper():
        # No acronym is written with an accent.
        return word
    if bare in _SPELLED and (len(bare) > 2 or not is_shouted):
        return spell(capitals, language)
    if bare in _WORDS:
        return word
    if len(bare) >= (3 if is_shouted else 5) and is_pronounceable(bare):
        return word
    if len(bare) == 4 and is_pronounceable(bare) and bare[-1] in _VOWELS:
        return word
    return spell(capitals, language)


def is_pronounceable(word: str) -> bool:
    """Whether consonants and vowels alternate as they do in words."""
    runs = _CLUSTER.findall(word)
    if len(runs) < 2:
        return False
    for index, run in enumerate(runs):
        if run[0] in _VOWELS:
            if len(run) > 3:
                return False
        elif not _sayable(run, is_first=index == 0, is_last=index == len(runs) - 1):
            return False
    return True


def _sayable(consonants: str, *, is_first: bool, is_last: bool) -> bool:
    if len(consonants) == 1:
        return True
    if is_first:
        return len(consonants) <= 3 and (consonants[-1] in "lrh" or consonants[0] == "s" or consonants in {"kn", "tw"})
    if is_last:
        return len(consonants) <= 3 and consonants[0] in "lrnmscpthgk"
    return len(consonants) <= 3
