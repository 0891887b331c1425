"""Pictures, read by Pillow in a confined process of its own: their form, a clean copy, a thumbnail.

    python -P -m tecnocursos.library.pictures '{"path": …, "media_type": …, "clean": …, "thumbnail": …}'

The answer is JSON on the standard output: the form, or the code of what is wrong.
"""

from __future__ import annotations

import json
import os
import resource
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PIL import ExifTags, Image, ImageOps

LARGEST_PIXELS = 60_000_000
"""Of one frame; all frames of an animation together may have four times as many."""
MEMORY_BYTES = 1536 * 1024**2
CPU_SECONDS = 60
FILE_BYTES = 512 * 1024**2
THUMBNAIL_SIDE = 480

_FORMATS: Mapping[str, tuple[str, ...]] = {
    "image/png": ("PNG",),
    "image/jpeg": ("JPEG", "MPO"),
    "image/gif": ("GIF",),
    "image/webp": ("WEBP",),
    "image/avif": ("AVIF",),
}
# What Pillow tells of a file that says how it looks, not who made it where.
_LOOKS = frozenset(
    """dpi jfif jfif_version jfif_unit jfif_density adobe adobe_transform progressive progression icc_profile gamma
    transparency background duration loop version extension srgb chromaticity interlace aspect default_image
    disposal blend bbox timestamp""".split()
)
_LAST_BYTES: Mapping[str, bytes] = {
    "image/png": b"IEND\xaeB`\x82",
    "image/jpeg": b"\xff\xd9",
    "image/gif": b";",
}


def main() -> None:
    request = json.loads(sys.argv[1])
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for kind, limit in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (limit, limit))
    with output:
        output.write(json.dumps(_answer(request)))


def _answer(request: Mapping[str, str]) -> dict[str, Any]:
    try:
        with warnings.catch_warnings():
            # Pillow only warns from its own limit on; ours is checked before a pixel is decoded.
            warnings.simplefilter("ignore")
            return prepare(
                Path(request["path"]), request["media_type"], Path(request["clean"]), Path(request["thumbnail"])
            )
    except (_PixelsTooMany, Image.DecompressionBombError):
        return {"error": "asset_pixels_too_many"}
    except MemoryError:
        return {"error": "asset_too_costly"}
    except Exception:  # noqa: BLE001  Pillow's readers raise whatever a broken file makes them raise
        return {"error": "asset_damaged"}


class _PixelsTooMany(Exception):
    """Of one frame, or of all."""


def prepare(path: Path, media_type: str, clean: Path, thumbnail: Path) -> dict[str, Any]:
    """Write the thumbnail and, where the file tells more than how it looks, a clean copy; give the form."""
    with Image.open(path, formats=_FORMATS[media_type]) as image:
        if image.width * image.height > LARGEST_PIXELS:
            raise _PixelsTooMany
        frames = getattr(image, "n_frames", 1)
        if image.width * image.height * frames > 4 * LARGEST_PIXELS:
            raise _PixelsTooMany
        image.load()
        turned = image.getexif().get(ExifTags.Base.Orientation, 1) != 1
        needs_cleaning = turned or _tells_more(path, media_type, image)
        shown = ImageOps.exif_transpose(image) if turned else image
        width, height = shown.size
        _draw_thumbnail(shown, thumbnail)
        if needs_cleaning:
            _save_clean(shown, image.format or "", clean, is_animated=frames > 1 and image.format != "MPO")
    return {"width": width, "height": height, "is_clean": not needs_cleaning}


def _tells_more(path: Path, media_type: str, image: Image.Image) -> bool:
    if image.format == "MPO" or len(image.getexif()) or set(image.info) - _LOOKS or getattr(image, "text", None):
        return True
    size = path.stat().st_size
    with path.open("rb") as file:
        head = file.read(12)
        file.seek(max(size - 12, 0))
        tail = file.read()
    if media_type in _LAST_BYTES:
        return not tail.endswith(_LAST_BYTES[media_type])
    if media_type == "image/webp":
        return int.from_bytes(head[4:8], "little") + 8 != size
    return False


def _save_clean(shown: Image.Image, made_as: str, clean: Path, *, is_animated: bool) -> None:
    """The same picture as a file that holds nothing else; a JPEG that need not be turned keeps its tables."""
    profile = shown.info.get("icc_profile")
    kept = {
        key: value for key, value in shown.info.items() if key in {"duration", "loop", "transparency", "background"}
    }
    frames: dict[str, Any] = {"save_all": True} if is_animated else {}
    if made_as in {"JPEG", "MPO"}:
        quality = "keep" if shown.format == "JPEG" else 95
        shown.save(clean, "JPEG", quality=quality, icc_profile=profile, exif=b"", comment=b"")
        return
    shown.info.clear()
    shown.info.update(kept)
    if made_as == "PNG":
        shown.save(clean, "PNG", icc_profile=profile, exif=b"", **frames)
    elif made_as == "GIF":
        shown.save(clean, "GIF", comment=b"", **frames)
    else:
        shown.save(clean, made_as, quality=95, icc_profile=profile, exif=b"", xmp=b"", **frames)


def _draw_thumbnail(image: Image.Image, thumbnail: Path) -> None:
    mode = "RGBA" if image.has_transparency_data else "RGB"
    small = image.convert(mode) if image.mode != mode else image.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE), Image.Resampling.LANCZOS)
    small.info.clear()
    small.save(thumbnail, "WEBP", quality=82)


if __name__ == "__main__":
    main()
