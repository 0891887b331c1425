"""Free placement: where an element of a slide stands when the author, not the template, has chosen it.

A place is a share of the frame, so that it serves all sizes of a shape; one chosen for a wide frame means nothing on
a tall one, where the template goes on laying things out.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from tecnocursos.kit.field_errors import field_error
from tecnocursos.kit.value import Value

Shape = Literal["wide", "square", "tall"]
_SMALLEST = 0.02
# Shares are often computed, and their sums off by a little.
_SLACK = 1e-6

Start = Annotated[float, Field(ge=0, le=1, strict=True, allow_inf_nan=False)]
Extent = Annotated[float, Field(ge=_SMALLEST, le=1, strict=True, allow_inf_nan=False)]


class ElementPlace(Value):
    """From the left upper corner, as shares of the frame's width and height.

    What does not fit takes more room: wider for its longest word, then downwards, and back into the frame.
    """

    x: Start
    y: Start
    width: Extent
    height: Extent

    @model_validator(mode="after")
    def _within_the_frame(self) -> ElementPlace:
        if self.x + self.width > 1 + _SLACK or self.y + self.height > 1 + _SLACK:
            raise field_error(
                "place_outside_frame", "A place should end within the frame", "Um lugar deve terminar dentro do quadro"
            )
        return self


def shape_of(width: int, height: int) -> Shape:
    """The shape of a frame; templates lay out each in a way of its own."""
    ratio = width / height
    return "wide" if ratio > 1.25 else "tall" if ratio < 0.8 else "square"
