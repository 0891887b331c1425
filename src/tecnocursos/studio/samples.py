"""One slide of each kind, to show what a look makes of it."""

from __future__ import annotations

from collections.abc import Mapping

from tecnocursos.kit.language import Language
from tecnocursos.rendering.slides import (
    BulletsSlide,
    ClosingSlide,
    CodeSlide,
    Column,
    Item,
    QuoteSlide,
    SectionSlide,
    Slide,
    TableSlide,
    TitleSlide,
    TwoColumnsSlide,
)
from tecnocursos.studio.resource_errors import SampleUnknown


def sample_slides(language: Language) -> Mapping[str, Slide]:
    """By kind; those that show a picture are not among them."""
    return _PORTUGUESE if language == "pt-BR" else _ENGLISH


def sample_slide(language: Language, kind: str) -> Slide:
    """Raises SampleUnknown."""
    slide = sample_slides(language).get(kind)
    if slide is None:
        raise SampleUnknown(kind=kind)
    return slide


def _slides(
    title: str, subtitle: str, steps: tuple[str, str, str], halves: tuple[str, str], quote: tuple[str, str], end: str
) -> dict[str, Slide]:
    items = tuple(Item(text=step) for step in steps)
    slides: tuple[Slide, ...] = (
        TitleSlide(title=title, subtitle=subtitle),
        SectionSlide(title=title, subtitle=subtitle, number="1"),
        BulletsSlide(title=title, items=items),
        TwoColumnsSlide(
            title=title,
            left=Column(heading=halves[0], items=items[:2]),
            right=Column(heading=halves[1], items=items[1:]),
        ),
        TableSlide(title=title, header=halves, rows=(("2,4 GHz", "50 Mb/s"), ("5 GHz", "500 Mb/s"))),
        CodeSlide(title=title, code="ping 192.168.0.1\ntraceroute example.com", language="bash"),
        QuoteSlide(text=quote[0], attribution=quote[1]),
        ClosingSlide(title=end, items=items),
    )
    return {slide.kind: slide for slide in slides}


_PORTUGUESE = _slides(
    "Internet em casa",
    "Da fibra ao Wi-Fi",
    ("Ligue o roteador na tomada", "Espere as luzes ficarem verdes", "Conecte o celular à rede"),
    ("Faixa", "Velocidade"),
    ("O melhor lugar do roteador é o centro da casa.", "Manual do roteador"),
    "Para lembrar",
)
_ENGLISH = _slides(
    "Internet at home",
    "From the fibre to the Wi-Fi",
    ("Plug the router in", "Wait until its lights are green", "Connect your phone"),
    ("Band", "Speed"),
    ("The best place for the router is the middle of the home.", "The router's manual"),
    "To remember",
)
