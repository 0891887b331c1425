"""Makes the example files anew: `python examples/generate.py [--out FOLDER]`. Texts (*.md, *.yaml) are hand-written."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.deck import write_deck
from generator.manual import write_manual
from generator.music import write_music
from generator.pictures import LOGO, PICTURES, draw_picture
from generator.procedure import write_procedure


def generate(folder: Path) -> list[Path]:
    """Write every generated example below `folder`; gives the files."""
    pictures = folder / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    files = [pictures / f"{name}.png" for name in (*PICTURES, LOGO)]
    for file in files:
        draw_picture(file.stem, file)
    deck, manual = folder / "internet-em-casa.pptx", folder / "manual-do-roteador.pdf"
    procedure, music = folder / "procedimento-visita-tecnica.docx", folder / "trilha.mp3"
    write_deck(deck, pictures)
    write_manual(manual, pictures)
    write_procedure(procedure, pictures)
    write_music(music)
    return [*files, deck, manual, procedure, music]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent, help="folder to write to")
    for file in generate(parser.parse_args().out):
        print(f"{file}  {file.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
