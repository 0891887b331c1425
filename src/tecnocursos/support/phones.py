"""Phone numbers as WhatsApp and Brazilians write them.

WhatsApp ids of Brazilian mobiles come with and without the ninth digit, whichever was registered first; both are the
same person. Landlines and services such as 0800 never have it, so that it is taken away for comparing and never added.
"""

from __future__ import annotations

import re
from typing import Final

_NOT_DIGITS: Final = re.compile(r"\D+")
# 55, area code, 9 and the eight digits of a mobile that is old enough to have had no 9; others began with it, and
# without it they would be somebody's landline.
_WITH_NINTH: Final = re.compile(r"55([1-9][1-9])9([6-9]\d{7})")
_LOCAL: Final = re.compile(r"0?([1-9][1-9])(9?\d{8})")


def digits_of(phone: str) -> str:
    """`+55 (11) 91234-5678` -> `5511912345678`."""
    return _NOT_DIGITS.sub("", phone)


def canonical_phone(phone: str) -> str:
    """The same for every way of writing the same number with its country code, for comparing only."""
    digits = digits_of(phone)
    found = _WITH_NINTH.fullmatch(digits)
    return f"55{found[1]}{found[2]}" if found else digits


def international(phone: str) -> str:
    """A number as a Brazilian provider's system has it, with its country code: `(11) 91234-5678` -> `5511912345678`."""
    digits = digits_of(phone)
    found = _LOCAL.fullmatch(digits)
    return f"55{found[1]}{found[2]}" if found and len(digits) <= 12 and not _has_country(digits) else digits


def _has_country(digits: str) -> bool:
    return digits.startswith("55") and len(digits) >= 12
