"""Boxes and the way from a PDF's own coordinates to those of a reader: points, origin top left, text upright."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple


class Box(NamedTuple):
    """Points from the top left corner of the page as it is read; y grows downwards."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def area(self) -> float:
        return max(self.width, 0.0) * max(self.height, 0.0)

    def holds(self, x: float, y: float, margin: float = 0.0) -> bool:
        return self.x0 - margin <= x <= self.x1 + margin and self.y0 - margin <= y <= self.y1 + margin

    def covers(self, other: Box, margin: float = 0.0) -> bool:
        """Whether the middle of `other` lies in this box."""
        return self.holds((other.x0 + other.x1) / 2, (other.y0 + other.y1) / 2, margin)

    def meets(self, other: Box, margin: float = 0.0) -> bool:
        return (
            self.x0 - margin <= other.x1
            and other.x0 - margin <= self.x1
            and self.y0 - margin <= other.y1
            and other.y0 - margin <= self.y1
        )

    def intersection(self, other: Box) -> Box:
        return Box(max(self.x0, other.x0), max(self.y0, other.y0), min(self.x1, other.x1), min(self.y1, other.y1))


def around(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all of `boxes` (at least one)."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


@dataclass(frozen=True, slots=True)
class View:
    """A page as it is read: the visible part of its user space, turned clockwise by `rotation` degrees.

    `shown_rotation` is the page's own /Rotate. The two differ where text lies on its side, e.g. a wide table printed
    along the long edge of an upright page.
    """

    left: float
    bottom: float
    right: float
    top: float
    rotation: int = 0
    shown_rotation: int = 0

    @property
    def width(self) -> float:
        return self.right - self.left if self.rotation % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        return self.top - self.bottom if self.rotation % 180 == 0 else self.right - self.left

    @property
    def box(self) -> Box:
        return Box(0.0, 0.0, self.width, self.height)

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of user space (origin bottom left) as it is read."""
        if self.rotation == 90:
            return y - self.bottom, x - self.left
        if self.rotation == 180:
            return self.right - x, y - self.bottom
        if self.rotation == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of user space as it is read."""
        ax, ay = self.point(left, bottom)
        bx, by = self.point(right, top)
        return Box(min(ax, bx), min(ay, by), max(ax, bx), max(ay, by))

    def shown(self, box: Box) -> Box:
        """A box as read, in points of the page as a viewer shows it."""
        width, height = self.width, self.height
        for _ in range((self.shown_rotation - self.rotation) % 360 // 90):
            box = Box(height - box.y1, box.x0, height - box.y0, box.x1)
            width, height = height, width
        return box

    def shown_size(self) -> tuple[float, float]:
        """Width and height, in points, of the page as a viewer shows it."""
        turned = (self.shown_rotation - self.rotation) % 180 != 0
        return (self.height, self.width) if turned else (self.width, self.height)

    def fractions(self, box: Box) -> tuple[float, float, float, float]:
        """Left, top, width and height of a box as read, as fractions of the page as a viewer shows it."""
        width, height = self.shown_size()
        shown = self.shown(box)
        x0, x1 = (min(max(x / width, 0.0), 1.0) for x in (shown.x0, shown.x1))
        y0, y1 = (min(max(y / height, 0.0), 1.0) for y in (shown.y0, shown.y1))
        return round(x0, 4), round(y0, 4), round(x1 - x0, 4), round(y1 - y0, 4)
