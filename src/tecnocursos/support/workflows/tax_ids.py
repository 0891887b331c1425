"""CPF and CNPJ: found in what a customer writes, proved by their check digits, shown with most of them hidden."""

from __future__ import annotations

import re
from typing import Final

_CPF: Final = re.compile(r"(?<!\w)\d{3}[. ]?\d{3}[. ]?\d{3}[-. ]?\d{2}(?!\w)")
# Since July 2026 new CNPJs have letters in their first twelve places.
_CNPJ: Final = re.compile(
    r"(?<!\w)[\dA-Z]{2}[. ]?[\dA-Z]{3}[. ]?[\dA-Z]{3}[/ ]?[\dA-Z]{4}[- ]?\d{2}(?!\w)", re.IGNORECASE
)
_MARKS: Final = re.compile(r"[^\dA-Z]")
_NUMBERED: Final = re.compile(r"\d[\d. /-]{6,}\d")


def find_tax_id(text: str) -> str | None:
    """The first CPF or CNPJ with right check digits, without its marks."""
    for form, is_right in ((_CNPJ, _is_cnpj), (_CPF, _is_cpf)):
        for found in form.finditer(text):
            bare = _MARKS.sub("", found[0].upper())
            if is_right(bare):
                return bare
    return None


def looks_like_tax_id(text: str) -> bool:
    """Whether a number is in it that may be meant as one."""
    return _NUMBERED.search(text) is not None


def masked(tax_id: str) -> str:
    """`52998224725` -> `***.982.247-**`; of a CNPJ, too, six places are shown."""
    if len(tax_id) == 11:
        return f"***.{tax_id[3:6]}.{tax_id[6:9]}-**"
    return f"**.{tax_id[2:5]}.{tax_id[5:8]}/****-**"


def _is_cpf(digits: str) -> bool:
    if len(set(digits)) == 1:
        return False
    return all(
        sum(int(digit) * weight for digit, weight in zip(digits, range(count + 1, 1, -1), strict=False)) * 10 % 11 % 10
        == int(digits[count])
        for count in (9, 10)
    )


def _is_cnpj(places: str) -> bool:
    """Letters count as their code minus that of 0."""
    if len(set(places)) == 1:
        return False
    for count in (12, 13):
        total = sum((ord(place) - 48) * (index % 8 + 2) for index, place in enumerate(reversed(places[:count])))
        rest = total % 11
        if int(places[count]) != (0 if rest < 2 else 11 - rest):
            return False
    return True
