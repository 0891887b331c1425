"""The deck's design: the library's plain master made into a company's, with its colours, fonts and placeholders."""

from __future__ import annotations

import copy
import re
from pathlib import Path
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.util import Emu, Inches

NAVY = RGBColor(0x0B, 0x39, 0x54)
TEAL = RGBColor(0x0E, 0x8C, 0x9B)
ORANGE = RGBColor(0xF2, 0x8C, 0x28)
PALE = RGBColor(0xEE, 0xF5, 0xF7)
INK = RGBColor(0x1F, 0x2D, 0x3A)
WHITE = RGBColor(0xFF, 0xFF, 0xFF)
FONT = "Calibri"

_THEME_COLOURS = {
    "dk1": "1F2D3A", "lt1": "FFFFFF", "dk2": "0B3954", "lt2": "EEF5F7", "accent1": "0E8C9B", "accent2": "F28C28",
    "accent3": "2E9E5B", "accent4": "0B3954", "accent5": "8AA0AD", "accent6": "D64545",
}  # fmt: skip
_LAYOUT_NAMES = {
    "Title Slide": "Slide de título",
    "Title and Content": "Título e conteúdo",
    "Comparison": "Comparação",
    "Title Only": "Somente título",
    "Picture with Caption": "Imagem e texto",
}
# Left, top, width, height in inches, by layout and placeholder index.
_PLACES: dict[str, dict[int, tuple[float, float, float, float]]] = {
    "Title Slide": {0: (0.9, 2.3, 8.6, 1.5), 1: (0.9, 3.95, 7.6, 1.1)},
    "Title and Content": {0: (0.7, 0.45, 10.4, 0.95), 1: (0.7, 1.65, 11.9, 4.9)},
    "Comparison": {
        0: (0.7, 0.45, 10.4, 0.95), 1: (0.7, 1.75, 5.7, 0.7), 2: (0.7, 2.5, 5.7, 4.0),
        3: (6.9, 1.75, 5.7, 0.7), 4: (6.9, 2.5, 5.7, 4.0),
    },
    "Title Only": {0: (0.7, 0.45, 10.4, 0.95)},
    "Picture with Caption": {0: (0.7, 0.45, 10.4, 0.95), 1: (0.7, 1.65, 5.7, 4.75), 2: (6.8, 1.75, 5.8, 4.6)},
}  # fmt: skip


def new_deck(logo: Path) -> Any:
    """An empty 16:9 deck with the company's design; `layout_of` finds its layouts."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Inches(13.333), Inches(7.5)
    master = deck.slide_master
    _colour_theme(master)
    for layout in list(deck.slide_layouts):
        if layout.name not in _LAYOUT_NAMES:
            deck.slide_layouts.remove(layout)
            continue
        _place(layout, _PLACES[layout.name])
        layout.name = _LAYOUT_NAMES[layout.name]
    _place(master, {0: (0.7, 0.45, 10.4, 0.95), 1: (0.7, 1.65, 11.9, 4.9)})
    _style_master(deck, logo)
    _style_layouts(deck, logo)
    return deck


def layout_of(deck: Any, name: str) -> Any:
    return next(layout for layout in deck.slide_layouts if layout.name == name)


def _colour_theme(master: Any) -> None:
    theme = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    xml = theme.blob.decode()
    for name, colour in _THEME_COLOURS.items():
        xml = re.sub(rf"(<a:{name}>).*?(</a:{name}>)", rf'\g<1><a:srgbClr val="{colour}"/>\g<2>', xml, flags=re.DOTALL)
    theme._blob = xml.replace('<a:latin typeface="Calibri Light"', f'<a:latin typeface="{FONT}"').encode()


def _place(part: Any, places: dict[int, tuple[float, float, float, float]]) -> None:
    for holder in list(part.placeholders):
        index = holder.placeholder_format.idx
        if index in places:
            holder.left, holder.top, holder.width, holder.height = (Inches(value) for value in places[index])
        elif index >= 10 and holder.placeholder_format.type != 13:
            holder._element.getparent().remove(holder._element)  # dates and footers: this deck has none
        elif index >= 10:
            holder.left, holder.top, holder.width, holder.height = Inches(11.6), Inches(6.93), Inches(1.0), Inches(0.35)


def _style_master(deck: Any, logo: Path) -> None:
    master = deck.slide_master
    styles = master._element.find("{*}txStyles")
    title = styles.find("{*}titleStyle/{*}lvl1pPr")
    title.set("algn", "l")
    run = title.find("{*}defRPr")
    run.set("sz", "3600")
    run.set("b", "1")
    run.find("{*}solidFill/{*}schemeClr").set("val", "tx2")
    for level, size in enumerate((2600, 2200, 2000, 1800, 1800), start=1):
        body = styles.find(f"{{*}}bodyStyle/{{*}}lvl{level}pPr/{{*}}defRPr")
        body.set("sz", str(size))
    scratch = deck.slides.add_slide(layout_of(deck, "Somente título"))
    bar = scratch.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, Inches(0.55), Inches(0.22), Inches(0.75))
    rule = scratch.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(0.7), Inches(6.85), Inches(11.93), Emu(12700))
    for shape, colour in ((bar, ORANGE), (rule, RGBColor(0xBF, 0xE3, 0xE0))):
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour
        shape.line.fill.background()
        shape.name = "Faixa"
        _move_to(master, shape)
    _add_logo(scratch, master, logo, Inches(11.1), Inches(0.6), Inches(1.75))
    _drop_last_slide(deck)


def _style_layouts(deck: Any, logo: Path) -> None:
    opening = layout_of(deck, "Slide de título")
    opening.background.fill.solid()
    opening.background.fill.fore_color.rgb = PALE
    opening._element.set("showMasterSp", "0")
    _style_text(opening, 0, 5400, None)
    _style_text(opening, 1, 2600, "tx2")
    scratch = deck.slides.add_slide(opening)
    band = scratch.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(10.2), 0, Inches(3.14), Inches(7.5))
    circle = scratch.shapes.add_shape(MSO_SHAPE.OVAL, Inches(8.9), Inches(2.45), Inches(2.6), Inches(2.6))
    rule = scratch.shapes.add_shape(MSO_SHAPE.RECTANGLE, Inches(0.98), Inches(3.85), Inches(1.4), Inches(0.07))
    for shape, colour in ((band, NAVY), (circle, TEAL), (rule, ORANGE)):
        shape.fill.solid()
        shape.fill.fore_color.rgb = colour
        shape.line.fill.background()
        shape.name = "Fundo"
        _move_to(opening, shape)
    _add_logo(scratch, opening, logo, Inches(0.9), Inches(0.7), Inches(2.9))
    _drop_last_slide(deck)
    for index in (1, 3):
        _style_text(layout_of(deck, "Comparação"), index, 2600, "accent1")
    for index in (0, 2):
        holder = next(h for h in layout_of(deck, "Imagem e texto").placeholders if h.placeholder_format.idx == index)
        for level in list(holder._element.find(".//{*}lstStyle")):
            level.getparent().remove(level)  # the master's title and bullets serve


def _style_text(layout: Any, index: int, size: int, colour: str | None) -> None:
    """Size (hundredths of a point), theme colour and left alignment of a layout's placeholder."""
    holder = next(h for h in layout.placeholders if h.placeholder_format.idx == index)
    styles = holder._element.find(".//{*}lstStyle")
    namespace = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    level = styles.find("{*}lvl1pPr")
    if level is None:
        level = etree.SubElement(styles, f"{namespace}lvl1pPr")
    level.set("algn", "l")
    run = level.find("{*}defRPr")
    if run is None:
        run = etree.SubElement(level, f"{namespace}defRPr")
    run.set("sz", str(size))
    if colour:
        run.set("b", "1" if colour.startswith("accent") else "0")
        for old in run.findall("{*}solidFill"):
            run.remove(old)
        fill = etree.Element(f"{namespace}solidFill")
        etree.SubElement(fill, f"{namespace}schemeClr", val=colour)
        run.insert(0, fill)


def _move_to(part: Any, shape: Any) -> None:
    """Behind the placeholders of a master or layout, which the library cannot draw on."""
    element = copy.deepcopy(shape._element)
    style = element.find("{*}style")
    if style is not None:
        element.remove(style)
    part.shapes._spTree.insert(2, element)


def _add_logo(scratch: Any, part: Any, logo: Path, left: int, top: int, width: int) -> None:
    picture = scratch.shapes.add_picture(str(logo), left, top, width=width)
    element = copy.deepcopy(picture._element)
    _, relation = part.part.get_or_add_image_part(str(logo))
    element.find(".//{*}blip").set(
        "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed", relation
    )
    element.find("{*}nvPicPr/{*}cNvPr").set("descr", "Logo da Fibra Boa")
    part.shapes._spTree.append(element)


def _drop_last_slide(deck: Any) -> None:
    slides = deck.slides._sldIdLst
    deck.part.drop_rel(slides[-1].rId)
    slides.remove(slides[-1])
