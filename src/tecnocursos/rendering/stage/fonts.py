"""The stage's fonts: three families from packages, Typst's own monospaced one, and the brand's files."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import font_hanken_grotesk
import font_manrope
import font_source_sans_pro
import typst

from tecnocursos.rendering.errors import FontDamaged, FontMissing
from tecnocursos.rendering.timeline import Brand

# One format a family, and no variable fonts: with doubles, which file Typst takes would depend on the folder's order.
_PACKAGED = (
    (font_manrope, "Manrope-*.ttf"),
    (font_hanken_grotesk, "HankenGrotesk-*.otf"),
    (font_source_sans_pro, "SourceSansPro-*.otf"),
)


def collect_fonts(folder: Path, brand: Brand, brand_files: Sequence[Path]) -> typst.Fonts:
    """Gather the fonts in `folder`. Raises FontMissing for an unknown brand family, FontDamaged for a bad file."""
    for package, pattern in _PACKAGED:
        for file in (Path(str(package.__file__)).parent / "files").glob(pattern):
            if "Variable" not in file.name:
                (folder / file.name).symlink_to(file)
    for number, file in enumerate(brand_files):
        if not file.is_file():
            raise FontMissing(font=brand.font_files[number])
        target = folder / f"brand-{number:02}{file.suffix or '.ttf'}"
        shutil.copyfile(file, target)
    fonts = typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])
    read = {Path(font.path).name for font in fonts.fonts() if font.path}
    for number, font_file in enumerate(brand.font_files):
        if not any(name.startswith(f"brand-{number:02}") for name in read):
            raise FontDamaged(font=font_file)
    families = {family.casefold() for family in fonts.families()}
    for family in (brand.heading_font, brand.body_font):
        if family and family.casefold() not in families:
            raise FontMissing(font=family)
    return fonts
