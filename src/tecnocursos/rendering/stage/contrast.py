"""Contrast as WCAG 2 defines it, measured on drawn pages: text colour against the pixels that lie under the ink."""

from __future__ import annotations

import ctypes
from collections.abc import Callable

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from tecnocursos.rendering.stage.raster import Pixels, draw_clear_page, opened

# Differences below this are the faint rim of anti-aliasing.
_INK = 24


def luminance(colours: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Relative luminance of sRGB colours, shape (..., 3): https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    share = colours.astype(np.float64) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    weighted: NDArray[np.float64] = linear @ np.array([0.2126, 0.7152, 0.0722])
    return weighted


def contrast_ratio(first: NDArray[np.uint8], second: NDArray[np.uint8]) -> NDArray[np.float64]:
    """1 (same) to 21 (black on white), for colours of shape (..., 3)."""
    one, other = luminance(first), luminance(second)
    ratio: NDArray[np.float64] = (np.maximum(one, other) + 0.05) / (np.minimum(one, other) + 0.05)
    return ratio


def lowest_contrast(pdf: bytes, ground_of: Callable[[NDArray[np.uint8]], Pixels]) -> float:
    """Over all text of the first page. `ground_of` makes of the page without it, RGBA, what is seen under it."""
    with opened(pdf) as document:
        page = document[0]
        height = page.get_height()
        inked = draw_clear_page(page)
        texts = []
        for text in list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT])):
            left, bottom, right, top = text.get_bounds()
            texts.append((_fill(text.raw), (left, height - top, right, height - bottom)))
            page.remove_obj(text)
        page.gen_content()
        bare = draw_clear_page(page)
        page.close()
    ink = np.abs(inked.astype(np.int16) - bare).max(axis=2) > _INK
    ground = ground_of(bare)
    lowest = 21.0
    for fill, (left, top, right, bottom) in texts:
        part = (slice(max(int(top), 0), int(bottom) + 1), slice(max(int(left), 0), int(right) + 1))
        under = ground[part][ink[part]]
        if under.size:
            lowest = min(lowest, float(contrast_ratio(np.array(fill, np.uint8), under).min()))
    return lowest


def _fill(text: object) -> tuple[int, int, int]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPageObj_GetFillColor(text, red, green, blue, alpha)
    return red.value, green.value, blue.value
