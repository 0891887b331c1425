"""Draws the pictures of the examples from `drawings.typ`."""

from __future__ import annotations

import io
from pathlib import Path

import font_manrope
import typst
from PIL import Image

PICTURES = (
    "casa-com-fibra",
    "onde-colocar",
    "luzes-da-onu",
    "painel-do-roteador",
    "medidor",
    "wifi-bands",
    "cabo-ou-wifi",
)
LOGO = "logo-fibra-boa"
FONTS = Path(font_manrope.__file__).parent / "files"
_DRAWINGS = Path(__file__).with_name("drawings.typ")


def draw_picture(name: str, file: Path) -> None:
    """Write one picture as a PNG; only the logo keeps a transparent ground."""
    drawn = typst.compile(
        _DRAWINGS, format="png", ppi=72, sys_inputs={"picture": name}, font_paths=[FONTS], ignore_system_fonts=True
    )
    with Image.open(io.BytesIO(drawn)) as opened:
        picture: Image.Image = opened
        if name != LOGO:
            # Flat colours need no more than a palette, and a quarter of the bytes.
            picture = picture.convert("RGB").quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        picture.save(file, optimize=True)
