"""Pictures of documents, made safe and uniform: PNG or JPEG of at most 2560 pixels, named by their content."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from PIL import ExifTags, Image, ImageOps

LONG_SIDE = 2560
Crop = tuple[float, float, float, float]
"""What is cut off at the left, top, right and bottom, as fractions of the picture."""

_Encoded = tuple[bytes, str, tuple[int, int]]  # bytes, file suffix, width and height
_FORMATS = ("PNG", "JPEG", "MPO", "GIF", "BMP", "DIB", "TIFF", "WEBP", "JPEG2000", "PPM", "ICO", "TGA", "PCX")
_LOSSY = ("JPEG", "MPO", "WEBP", "JPEG2000")
# EMF, WMF with and without a placeable header, both gzipped, SVG.
_DRAWINGS = (b"\x01\x00\x00\x00", b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x02\x00\x09\x00", b"\x1f\x8b", b"<")


@dataclass(frozen=True, slots=True)
class StoredPicture:
    """`file` is a name in the media folder; width and height are its pixels."""

    file: str
    width: int
    height: int


class PictureLeftOut(Exception):
    """A picture that cannot be shown; the document is read without it. `reason` is in English."""

    def __init__(self, reason: str, reason_pt: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.reason_pt = reason_pt


class MediaFolder:
    """Writes pictures into a folder, each once."""

    def __init__(self, folder: Path, *, pixel_limit: int, byte_limit: int) -> None:
        self._folder = folder
        self._pixel_limit = pixel_limit
        self._bytes_left = byte_limit
        self._stored: dict[tuple[bytes, Crop | None], StoredPicture] = {}

    def add(self, source: bytes | Image.Image, crop: Crop | None = None) -> StoredPicture:
        """Store an encoded picture of any usual format, or one that is decoded already. Raises PictureLeftOut."""
        if not isinstance(source, bytes):
            return self._store(*self._encode(source, crop))
        key = (sha256(source).digest(), crop)
        if key not in self._stored:
            self._stored[key] = self._store(*self._encode(source, crop))
        return self._stored[key]

    def _encode(self, source: bytes | Image.Image, crop: Crop | None) -> _Encoded:
        if isinstance(source, bytes) and source.startswith(_DRAWINGS):
            raise PictureLeftOut("drawings in EMF, WMF or SVG", "desenhos em EMF, WMF ou SVG")
        try:
            with warnings.catch_warnings():
                # Pillow only warns from its own limit on; ours is checked before a single pixel is decoded.
                warnings.simplefilter("ignore")
                if isinstance(source, bytes):
                    with Image.open(io.BytesIO(source), formats=_registered_formats(source)) as image:
                        self._check_size(image)
                        return _converted(image, source, crop)
                self._check_size(source)
                return _converted(source, None, crop)
        except Image.DecompressionBombError:
            raise self._too_large() from None
        except (PictureLeftOut, MemoryError):
            raise
        except Exception as error:  # Pillow's readers raise whatever a broken file makes them raise
            raise PictureLeftOut("unreadable pictures", "figuras ilegíveis") from error

    def _check_size(self, image: Image.Image) -> None:
        if image.width * image.height > self._pixel_limit:
            raise self._too_large()
        if not image.width or not image.height:
            raise PictureLeftOut("empty pictures", "figuras vazias")

    def _too_large(self) -> PictureLeftOut:
        millions = self._pixel_limit // 1_000_000
        return PictureLeftOut(
            f"pictures of more than {millions} megapixels", f"figuras de mais de {millions} megapixels"
        )

    def _store(self, data: bytes, suffix: str, size: tuple[int, int]) -> StoredPicture:
        name = f"{sha256(data).hexdigest()[:16]}{suffix}"
        path = self._folder / name
        if not path.exists():
            if len(data) > self._bytes_left:
                raise PictureLeftOut("too many pictures", "figuras demais")
            self._bytes_left -= len(data)
            path.write_bytes(data)
        return StoredPicture(name, *size)


def _registered_formats(source: bytes) -> list[str]:
    if not source.startswith((b"\x89PNG", b"\xff\xd8")):
        Image.init()  # loads all of Pillow's readers; PNG and JPEG do without, and start faster
    else:
        Image.preinit()
    return [name for name in _FORMATS if name in Image.OPEN]


def _converted(image: Image.Image, original: bytes | None, crop: Crop | None) -> _Encoded:
    """The bytes to store, their suffix and size; the original bytes where they will do."""
    file_format, full_size = image.format, image.size
    turned = image.getexif().get(ExifTags.Base.Orientation, 1) != 1
    image.draft("RGB", (LONG_SIDE, LONG_SIDE))  # a huge JPEG is decoded at a fraction of its size
    image.load()
    fits = not turned and max(full_size) <= LONG_SIDE and not getattr(image, "is_animated", False)
    if original is not None and fits and crop is None:
        if file_format == "JPEG" and image.mode in {"RGB", "L"}:
            return original, ".jpg", image.size
        if file_format == "PNG" and image.mode in {"RGB", "RGBA", "L", "LA"}:
            return original, ".png", image.size
    result = _cropped(_eight_bit(ImageOps.exif_transpose(image)), crop)
    result.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    result.info.clear()
    buffer = io.BytesIO()
    if file_format in _LOSSY and result.mode in {"RGB", "L"}:
        result.save(buffer, "JPEG", quality=92)
        return buffer.getvalue(), ".jpg", result.size
    result.save(buffer, "PNG")
    return buffer.getvalue(), ".png", result.size


def _cropped(image: Image.Image, crop: Crop | None) -> Image.Image:
    if crop is None:
        return image
    left, top, right, bottom = (min(max(part, 0.0), 0.99) for part in crop)
    box = (left * image.width, top * image.height, (1 - right) * image.width, (1 - bottom) * image.height)
    edges = tuple(round(edge) for edge in box)
    return image.crop((edges[0], edges[1], max(edges[2], edges[0] + 1), max(edges[3], edges[1] + 1)))


def _eight_bit(image: Image.Image) -> Image.Image:
    """The picture in grey or colour of 8 bits a channel, with transparency where it has any."""
    if image.mode in {"RGB", "RGBA", "L", "LA"}:
        return image.copy()
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I") or image.mode == "F":
        full = image.convert("F")
        low, high = _extrema(full) if image.mode == "F" else (0.0, 65535.0)
        scale = 255 / max(high - low, 1e-9)
        return full.point(lambda value: value * scale - low * scale).convert("L")
    return image.convert("RGBA" if image.has_transparency_data else "RGB")


def _extrema(image: Image.Image) -> tuple[float, float]:
    low, high = (float(value) for value in image.getextrema() if not isinstance(value, tuple))
    return low, high
