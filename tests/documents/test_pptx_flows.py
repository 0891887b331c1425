"""Drawings of boxes joined by arrows."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR, MSO_SHAPE
from pptx.oxml import parse_xml
from pptx.util import Inches

from tecnocursos.documents.outline import Outline, Paragraph

A = "http://schemas.openxmlformats.org/drawingml/2006/main"


@pytest.fixture
def deck() -> Any:
    return Presentation()


@pytest.fixture
def slide(deck: Any) -> Any:
    title_only = deck.slides.add_slide(deck.slide_layouts[5])
    title_only.shapes.title.text = "O caminho do sinal"
    return title_only


@pytest.fixture
def texts(deck: Any, tmp_path: Path, read: Callable[[Path], Outline]) -> Callable[[], list[str]]:
    def save_and_read() -> list[str]:
        path = tmp_path / "deck.pptx"
        deck.save(str(path))
        return [block.text for block in read(path).blocks() if isinstance(block, Paragraph)]

    return save_and_read


def _boxes_with_arrows(group: Any, form: Any = MSO_SHAPE.RIGHT_ARROW) -> None:
    for number, text in enumerate(("Fibra", "ONU", "Seus aparelhos")):
        box = group.shapes.add_textbox(Inches(1 + 2.5 * number), Inches(5), Inches(1.5), Inches(0.5))
        box.text_frame.text = text
        if number:
            group.shapes.add_shape(form, Inches(2.6 + 2.5 * (number - 1)), Inches(5.1), Inches(0.7), Inches(0.3))


def test_boxes_joined_by_arrows_are_one_text(slide: Any, texts: Callable[[], list[str]]) -> None:
    _boxes_with_arrows(slide.shapes.add_group_shape())
    assert texts() == ["Fibra → ONU → Seus aparelhos"]


def test_connectors_with_heads_join_boxes_too(slide: Any, texts: Callable[[], list[str]]) -> None:
    group = slide.shapes.add_group_shape()
    for top, text in ((2, "Antes"), (4, "Depois")):
        box = group.shapes.add_textbox(Inches(1), Inches(top), Inches(2), Inches(0.5))
        box.text_frame.text = text
    line = group.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, Inches(2), Inches(2.6), Inches(2), Inches(3.9))
    line.line.width = Inches(0.02)
    line.line._ln.append(parse_xml(f'<a:tailEnd xmlns:a="{A}" type="triangle"/>'))
    assert texts() == ["Antes → Depois"]


def test_arrows_that_point_elsewhere_join_nothing(slide: Any, texts: Callable[[], list[str]]) -> None:
    _boxes_with_arrows(slide.shapes.add_group_shape(), MSO_SHAPE.LEFT_ARROW)
    assert texts() == ["Fibra", "ONU", "Seus aparelhos"]
