"""Charts told as tables: categories by series, or points with their coordinates."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Any

from tecnocursos.documents.namespaces import A, C
from tecnocursos.documents.outline import Place
from tecnocursos.documents.reading import Draft

_DATE_FORMAT = re.compile(r"(?<![\\\"])[dy]", re.IGNORECASE)
_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  day zero of spreadsheets, which know no time zones
_MOST_POINTS = 1000


def read_chart(chart: Any, draft: Draft, place: Place) -> None:
    """Add a chart of any kind as a table, its title as the caption."""
    decimal = "." if (draft.language or "pt").lower().startswith("en") else ","
    series = list(chart._chartSpace.iter(f"{C}ser"))
    if not series:
        return
    caption = _title(chart._chartSpace.find(f"{C}chart/{C}title"))
    if series[0].find(f"{C}xVal") is not None:
        header, rows = _points(series, decimal)
    else:
        header, rows = _categories(series, decimal)
    draft.table(header, rows, place, caption=caption)


def _categories(series: list[Any], decimal: str) -> tuple[list[str], list[list[str]]]:
    """One row a category; several levels of categories are joined, the outer one first."""
    columns = [_numbers(one.find(f"{C}val"), decimal) for one in series]
    labels: dict[int, str] = {}
    for one in series:
        labels = _labels(one.find(f"{C}cat"), decimal) | labels
    indices = sorted(set(labels).union(*columns))[:_MOST_POINTS]
    rows = [[labels.get(index, str(index + 1)), *(column.get(index, "") for column in columns)] for index in indices]
    return ["", *(_name(one, number) for number, one in enumerate(series, start=1))], rows


def _points(series: list[Any], decimal: str) -> tuple[list[str], list[list[str]]]:
    """One row a point, with the name of its series where there are several."""
    has_sizes = any(one.find(f"{C}bubbleSize") is not None for one in series)
    kinds = ("xVal", "yVal", "bubbleSize") if has_sizes else ("xVal", "yVal")
    rows = []
    for number, one in enumerate(series, start=1):
        columns = [_numbers(one.find(f"{C}{kind}"), decimal) for kind in kinds]
        for index in sorted(set().union(*columns)):
            name = [_name(one, number)] if len(series) > 1 else []
            rows.append([*name, *(column.get(index, "") for column in columns)])
    header = ["X", "Y", "Z"] if has_sizes else ["X", "Y"]
    return (["", *header] if len(series) > 1 else header), rows[:_MOST_POINTS]


def _name(series: Any, number: int) -> str:
    text = series.findtext(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v") or series.findtext(f"{C}tx/{C}v")
    return text or str(number)


def _labels(category: Any, decimal: str) -> dict[int, str]:
    if category is None:
        return {}
    levels = list(category.iter(f"{C}lvl"))
    if not levels:
        return _numbers(category, decimal)
    innermost, *outer = [_numbers(level, decimal) for level in levels]
    labels = {}
    for index, label in innermost.items():
        # An outer label holds from its own index to the next one's.
        above = [level[max(starts)] for level in outer if (starts := [start for start in level if start <= index])]
        labels[index] = " / ".join([*reversed(above), label])
    return labels


def _numbers(holder: Any, decimal: str) -> dict[int, str]:
    """The cached points below `holder`, as they would be shown, by index."""
    if holder is None:
        return {}
    is_number = holder.find(f".//{C}numCache") is not None or holder.find(f".//{C}numLit") is not None
    number_format = holder.findtext(f".//{C}formatCode") or "General"
    points = {}
    for point in holder.iter(f"{C}pt"):
        index, value = point.get("idx", ""), point.findtext(f"{C}v") or ""
        if index.isdigit():
            points[int(index)] = _shown(value, number_format, decimal) if is_number else value
    return points


def _shown(value: str, number_format: str, decimal: str) -> str:
    try:
        number = float(value)
    except ValueError:
        return value
    if "%" in number_format:
        return f"{_plain(number * 100, decimal)}%"
    if _DATE_FORMAT.search(re.sub(r'"[^"]*"|\[[^\]]*\]', "", number_format)) and 0 < number < 2_958_466:
        return (_EPOCH + timedelta(days=number)).strftime("%Y-%m-%d")
    return _plain(number, decimal)


def _plain(number: float, decimal: str) -> str:
    """At most four decimals, none that are zero: what lies beyond is noise of binary fractions."""
    text = f"{number:.4f}".rstrip("0").rstrip(".") if abs(number) < 1e15 else f"{number:g}"
    if float(text) == 0 and number:
        text = f"{number:.3g}"
    return text.replace(".", decimal)


def _title(title: Any) -> str | None:
    if title is None:
        return None
    text = "".join(element.text or "" for element in title.iter(f"{A}t", f"{C}v"))
    return text or None
