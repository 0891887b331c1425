"""Pictures for the stage: read, turned upright, scaled once with a good filter, laid over the drawn page."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageOps

from tecnocursos.rendering.errors import PictureDamaged, PictureMissing
from tecnocursos.rendering.stage.raster import Pixels
from tecnocursos.rendering.stage.typesetting import Box, PicturePlace

_KEPT = 24
_CORNER_OVERSAMPLING = 4
_ORIENTATION = 0x0112


class PictureShelf:
    """Reads pictures by name and keeps the last scaled ones. Thread-safe."""

    def __init__(self, locate: Callable[[str], Path]) -> None:
        self._locate = locate
        self._scaled: OrderedDict[PicturePlace, NDArray[np.uint8]] = OrderedDict()
        self._lock = threading.Lock()

    def size(self, name: str) -> tuple[int, int]:
        """Width and height in pixels, upright. Raises PictureMissing, PictureDamaged."""
        with self._open(name) as image:
            return (image.height, image.width) if _orientation(image) in {5, 6, 7, 8} else image.size

    def scaled(self, place: PicturePlace) -> NDArray[np.uint8]:
        """RGBA pixels of the place's size, corners rounded. Raises PictureMissing, PictureDamaged."""
        with self._lock:
            if place in self._scaled:
                self._scaled.move_to_end(place)
                return self._scaled[place]
        pixels = self._scale(place)
        with self._lock:
            self._scaled[place] = pixels
            if len(self._scaled) > _KEPT:
                self._scaled.popitem(last=False)
        return pixels

    def _scale(self, place: PicturePlace) -> NDArray[np.uint8]:
        size = (max(place.box.width, 1), max(place.box.height, 1))
        with self._open(place.file) as image:
            try:
                image.draft("RGB", size)
                image.load()
                upright = _eight_bit(ImageOps.exif_transpose(image) if _orientation(image) > 1 else image)
                fitted = upright.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
            except (OSError, SyntaxError, ValueError) as error:
                raise PictureDamaged(picture=place.file, reason=str(error)) from error
        pixels = np.array(fitted.convert("RGBA"))
        if place.radius:
            corners = rounded(size, place.radius)
            pixels[:, :, 3] = (pixels[:, :, 3].astype(np.uint16) * corners // 255).astype(np.uint8)
        return pixels

    def _open(self, name: str) -> Image.Image:
        path = self._locate(name)
        if not path.is_file():
            raise PictureMissing(picture=name)
        try:
            return Image.open(path)
        except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
            raise PictureDamaged(picture=name, reason=type(error).__name__) from error


def lay(page: Pixels, picture: NDArray[np.uint8], box: Box) -> None:
    """Blend the picture, RGBA, into the page, in place."""
    under = page[box.top : box.bottom, box.left : box.right]
    over = picture[: under.shape[0], : under.shape[1]]
    shares = over[:, :, 3]
    partly = (shares > 0) & (shares < 255)
    alpha = over[partly][:, 3:].astype(np.uint16)
    mixed = ((over[partly][:, :3] * alpha + under[partly] * (255 - alpha) + 127) // 255).astype(np.uint8)
    clear = shares == 0
    if np.count_nonzero(clear) * 2 < clear.size:
        behind = under[clear]
        under[:] = over[:, :, :3]
        under[clear] = behind
    else:
        # Words on a page: hardly anything of it is theirs.
        np.copyto(under, over[:, :, :3], where=~clear[:, :, None])
    under[partly] = mixed


def lay_pictures(page: Pixels, places: Iterable[PicturePlace], shelf: PictureShelf) -> None:
    for place in places:
        lay(page, shelf.scaled(place), place.box)


def _orientation(image: Image.Image) -> int:
    """How a camera held the picture, 1 (upright) to 8. Asking a PNG for it would decode the whole picture."""
    return int(image.getexif().get(_ORIENTATION, 1)) if image.format in {"JPEG", "TIFF", "WEBP", "MPO"} else 1


def _eight_bit(image: Image.Image) -> Image.Image:
    if image.mode[0] in "IF":
        values = np.asarray(image, dtype=np.float64)
        span = float(values.max() - values.min()) or 1.0
        # 16-bit greys keep their scale; anything else is stretched to what it uses.
        grey = values / 257 if image.mode.startswith("I;16") else (values - values.min()) * 255 / span
        image = Image.fromarray(grey.astype(np.uint8))
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def rounded(size: tuple[int, int], radius: int) -> NDArray[np.uint16]:
    """How much of each pixel lies within a box with round corners, (height, width), 0 to 255."""
    scale = _CORNER_OVERSAMPLING
    large = Image.new("L", (size[0] * scale, size[1] * scale), 0)
    ImageDraw.Draw(large).rounded_rectangle((0, 0, large.width - 1, large.height - 1), radius * scale, fill=255)
    return np.asarray(large.resize(size, Image.Resampling.BOX), dtype=np.uint16)
