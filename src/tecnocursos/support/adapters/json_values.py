"""Values out of what a provider's system answers: their fields are absent, empty or of another type as it pleases."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from zoneinfo import ZoneInfo

ZONE: Final = ZoneInfo("America/Sao_Paulo")
_DAYS: Final = ("%Y-%m-%d", "%d/%m/%Y")
_MOMENTS: Final = ("%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%Y-%m-%dT%H:%M:%S")
# `2017-09-27 18:14:08-03`: an offset of hours only.
_OFFSET: Final = re.compile(r"[+-]\d{2}(?::?\d{2})?$")


def text_of(source: Mapping[str, Any], *names: str) -> str | None:
    """The first of these fields that holds something."""
    for name in names:
        value = source.get(name)
        if isinstance(value, bool) or value is None:
            continue
        if isinstance(value, str | int | float) and str(value).strip():
            return str(value).strip()
    return None


def rows_of(source: Any, *names: str) -> list[Mapping[str, Any]]:
    """The first of these fields that is a list, of its objects."""
    for name in names:
        value = source.get(name) if isinstance(source, Mapping) else None
        if isinstance(value, list):
            return [row for row in value if isinstance(row, Mapping)]
    return []


def cents_of(value: Any) -> int | None:
    """`79.9`, `"79,90"`, `"1.234,50"` -> cents."""
    written = str(value).strip()
    if "," in written:
        written = written.replace(".", "").replace(",", ".")
    try:
        return int((Decimal(written) * 100).to_integral_value())
    except (InvalidOperation, ValueError):
        return None


def number_of(value: Any) -> float | None:
    try:
        return float(str(value).replace(",", "."))
    except ValueError:
        return None


def day_of(value: Any) -> date | None:
    written = str(value or "").strip()[:10]
    for form in _DAYS:
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    return None


def moment_of(value: Any, zone: ZoneInfo = ZONE) -> datetime | None:
    written = str(value or "").strip()
    if len(written) > 19:
        written = _OFFSET.sub("", written)[:19]
    for form in _MOMENTS:
        try:
            return datetime.strptime(written, form).replace(tzinfo=zone)
        except ValueError:
            continue
    return None


def address_of(street: str | None, number: str | None, district: str | None) -> str:
    """As much of it as is known."""
    place = " ".join(filter(None, [street, number]))
    return f"{place} - {district}" if district else place


def digits_in(value: Any) -> str:
    return re.sub(r"[^0-9A-Za-z]", "", str(value or "")).upper()
