"""Pictures of slides: placed, in placeholders, as fills of shapes and of the background."""

from __future__ import annotations

import re
from typing import Any

from tecnocursos.documents.namespaces import A, P, R
from tecnocursos.documents.outline import Place
from tecnocursos.documents.pictures import Crop, PictureLeftOut
from tecnocursos.documents.reading import Draft

# Smaller than this, as fractions of the slide, a picture is an icon or an ornament.
_ICON = (0.06, 0.09)
_MACHINE_ALT = re.compile(
    r"\s*(?:description automatically generated.*|descrição gerada automaticamente.*)$", re.IGNORECASE | re.DOTALL
)
_FILE_NAME = re.compile(r"^[\w\-. ()]+\.(?:png|jpe?g|gif|bmp|tiff?|webp|emf|wmf|svg)$", re.IGNORECASE)


def has_picture(shape: Any) -> bool:
    return _blip_fill(shape) is not None


def read_picture(shape: Any, part: Any, draft: Draft, place: Place) -> None:
    """Add the shape's picture, cropped as the slide shows it, unless it is no larger than an icon."""
    _, _, width, height = place.box or (0.0, 0.0, 1.0, 1.0)
    fill = _blip_fill(shape)
    if fill is not None and (width >= _ICON[0] or height >= _ICON[1]):
        _add(fill, part, draft, place, alt=_alt(shape))


def read_background(slide: Any, draft: Draft, place: Place) -> None:
    """Add the picture that fills the slide's own background, if there is one."""
    fill = slide.element.find(f"{P}cSld/{P}bg/{P}bgPr/{A}blipFill")
    if fill is not None:
        _add(fill, slide.part, draft, place, alt=None)


def _blip_fill(shape: Any) -> Any:
    """A picture's `p:blipFill`, a shape's `a:blipFill`, or that of the picture that stands for an embedded object."""
    element = shape._element
    for path in (f"{P}blipFill", f"{P}spPr/{A}blipFill", f".//{P}oleObj//{P}blipFill"):
        if (fill := element.find(path)) is not None:
            return fill
    return None


def _add(fill: Any, part: Any, draft: Draft, place: Place, alt: str | None) -> None:
    blip = fill.find(f"{A}blip")
    relation = part.rels.get(blip.get(f"{R}embed")) if blip is not None else None
    if relation is None or relation.is_external:
        if blip is not None and (blip.get(f"{R}link") or relation is not None):
            draft.leave_out(PictureLeftOut("linked pictures", "figuras vinculadas"), place)
        return
    draft.picture(relation.target_part.blob, place, alt=alt, crop=_crop(fill.find(f"{A}srcRect")))


def _crop(source: Any) -> Crop | None:
    """`a:srcRect` counts in thousandths of a per cent; below zero it pads, which is not cropping."""
    if source is None:
        return None
    parts = [source.get(side, "0") for side in "ltrb"]
    left, top, right, bottom = (int(part) / 100_000 if part.isdigit() else 0.0 for part in parts)
    return (left, top, right, bottom) if any((left, top, right, bottom)) else None


def _alt(shape: Any) -> str | None:
    alt = _MACHINE_ALT.sub("", shape._element._nvXxPr.cNvPr.get("descr") or "").strip()
    return None if _FILE_NAME.match(alt) else alt or None
