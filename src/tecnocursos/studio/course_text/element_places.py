"""Places of elements in course texts: by the frame's shape, then by element, four shares of the frame."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from tecnocursos.rendering.places import ElementPlace, Shape
from tecnocursos.rendering.slides import Slide, element_names
from tecnocursos.studio.course_text.yaml_values import Entry

_SHAPES: dict[str, Shape] = {shape: shape for shape in get_args(Shape)}
_ELEMENTS = frozenset(name for kind in get_args(get_args(Slide)[0]) for name in element_names(kind))
Places = Mapping[Shape, Mapping[Any, ElementPlace]]


def write_places(places: Places) -> dict[str, dict[str, list[float]]]:
    """`{wide: {title: [x, y, width, height]}}`"""
    return {
        shape: {name: [place.x, place.y, place.width, place.height] for name, place in chosen.items()}
        for shape, chosen in places.items()
        if chosen
    }


def read_places(entry: Entry) -> Places:
    """Places of elements of any kind of slide. Raises TextValueInvalid and TextKeyUnknown."""
    return {
        _SHAPES[shape]: {name: _place(place) for name, place in chosen.entries(_ELEMENTS).items()}
        for shape, chosen in entry.entries(_SHAPES).items()
    }


def _place(entry: Entry) -> ElementPlace:
    if isinstance(entry.content, list) and len(entry.content) == 4:
        shares = (Entry(entry.key, share, entry.place).number(0, 1) for share in entry.content)
        try:
            return ElementPlace(**dict(zip(ElementPlace.model_fields, shares, strict=True)))
        except ValueError:
            pass
    raise entry.invalid(
        "[x, y, width, height], shares of the frame, within it",
        "[x, y, largura, altura], partes do quadro, dentro dele",
    )
