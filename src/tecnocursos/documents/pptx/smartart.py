"""SmartArt: the tree of texts in its data part, as a nested list."""

from __future__ import annotations

from typing import Any

from lxml import etree

from tecnocursos.documents.namespaces import A, R
from tecnocursos.documents.outline import Place
from tecnocursos.documents.pptx.text import paragraph_text
from tecnocursos.documents.reading import Draft

_DIAGRAM = "http://schemas.openxmlformats.org/drawingml/2006/diagram"
_D = f"{{{_DIAGRAM}}}"
_TEXT_POINTS = {"node", "asst"}


def is_smartart(shape: Any) -> bool:
    return shape._element.find(f".//{A}graphicData[@uri='{_DIAGRAM}']") is not None


def read_smartart(shape: Any, part: Any, draft: Draft, place: Place) -> None:
    """Add the diagram's texts, each at its depth; a diagram whose data part is missing has none."""
    ids = shape._element.find(f".//{_D}relIds")
    relation = part.rels.get(ids.get(f"{R}dm")) if ids is not None else None
    if relation is None or relation.is_external:
        return
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    model = etree.fromstring(relation.target_part.blob, parser)
    texts = {
        point.get("modelId", ""): _text(point)
        for point in model.iter(f"{_D}pt")
        if point.get("type", "node") in _TEXT_POINTS
    }
    for identifier, level in _in_order(model, texts):
        draft.list_item(texts[identifier], place, level=min(level, 8))


def _in_order(model: Any, texts: dict[str, str]) -> list[tuple[str, int]]:
    """Ids of the text points with their depth, parents before children, siblings as the diagram orders them."""
    children: dict[str, list[tuple[int, str]]] = {}
    for link in model.iter(f"{_D}cxn"):
        order = link.get("srcOrd", "0")
        if link.get("type", "parOf") == "parOf" and link.get("destId") in texts:
            rank = int(order) if order.isdigit() else 0
            children.setdefault(link.get("srcId", ""), []).append((rank, link.get("destId", "")))
    roots = [point.get("modelId", "") for point in model.iter(f"{_D}pt") if point.get("type") == "doc"]
    ordered: list[tuple[str, int]] = []
    seen: set[str] = set(roots)  # a hostile diagram may be its own grandfather
    pending = [(root, -1) for root in reversed(roots)]
    while pending:
        identifier, level = pending.pop()
        if level >= 0:
            ordered.append((identifier, level))
        for _, child in sorted(children.get(identifier, ()), reverse=True):
            if child not in seen:
                seen.add(child)
                pending.append((child, level + 1))
    return ordered + [(identifier, 0) for identifier in texts if identifier not in seen]


def _text(point: Any) -> str:
    return " ".join(filter(None, (paragraph_text(paragraph).strip() for paragraph in point.iter(f"{A}p"))))
