"""Typesets `manual-do-roteador.pdf` from `manual.typ`."""

from __future__ import annotations

from pathlib import Path

import font_manrope
import font_source_sans_pro
import typst

_FONTS = [Path(package.__file__).parent / "files" for package in (font_manrope, font_source_sans_pro)]
_MANUAL = Path(__file__).with_name("manual.typ")


def write_manual(file: Path, pictures: Path) -> None:
    # Typst takes paths from its root on, and the pictures may stand in any folder.
    inputs = {"logo": "logo-fibra-boa.png", "panel": "painel-do-roteador.png"}
    file.write_bytes(
        typst.compile(
            _MANUAL,
            root="/",
            format="pdf",
            sys_inputs={name: str((pictures / picture).resolve()) for name, picture in inputs.items()},
            font_paths=_FONTS,
            ignore_system_fonts=True,
        )
    )
