"""Pictures of every kind that documents hold, made uniform."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from tecnocursos.documents.pictures import LONG_SIDE, MediaFolder, PictureLeftOut


@pytest.fixture
def folder(media: Path) -> MediaFolder:
    return MediaFolder(media, pixel_limit=40_000_000, byte_limit=50_000_000)


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return buffer.getvalue()


def gradient(mode: str) -> Image.Image:
    image = Image.linear_gradient("L").convert(mode)
    if mode == "RGBA":
        image.putalpha(Image.radial_gradient("L"))
    return image


@pytest.mark.parametrize(
    ("mode", "kind", "stored_mode", "suffix"),
    [
        ("RGB", "JPEG", "RGB", ".jpg"),
        ("CMYK", "JPEG", "RGB", ".jpg"),
        ("RGBA", "PNG", "RGBA", ".png"),
        ("P", "PNG", "RGB", ".png"),
        ("1", "TIFF", "L", ".png"),
        ("I;16", "PNG", "L", ".png"),
        ("F", "TIFF", "L", ".png"),
        ("P", "GIF", "L", ".png"),
        ("RGB", "BMP", "RGB", ".png"),
        ("RGB", "WEBP", "RGB", ".jpg"),
        ("RGBA", "WEBP", "RGBA", ".png"),
    ],
)
def test_every_kind_becomes_png_or_jpeg(
    folder: MediaFolder, media: Path, mode: str, kind: str, stored_mode: str, suffix: str
) -> None:
    stored = folder.add(encoded(gradient(mode), kind))
    assert (stored.width, stored.height) == (256, 256)
    assert stored.file.endswith(suffix)
    with Image.open(media / stored.file) as image:
        image.load()
        assert image.mode == stored_mode
        assert image.size == (256, 256)


def test_sixteen_bits_keep_their_brightness(folder: MediaFolder, media: Path) -> None:
    grey = Image.new("I;16", (4, 4), 32_896)  # half way up
    with Image.open(media / folder.add(encoded(grey, "PNG")).file) as image:
        assert image.getextrema() == (128, 128)


def test_what_is_uniform_already_is_kept_as_it_is(folder: MediaFolder, media: Path) -> None:
    for kind in ("JPEG", "PNG"):
        content = encoded(gradient("RGB"), kind)
        assert (media / folder.add(content).file).read_bytes() == content


def test_pictures_stand_upright_and_fit(folder: MediaFolder) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    turned = folder.add(encoded(Image.new("RGB", (400, 200)), "JPEG", exif=exif))
    assert (turned.width, turned.height) == (200, 400)
    for kind in ("JPEG", "PNG"):
        large = folder.add(encoded(Image.new("RGB", (6000, 3000)), kind))
        assert (large.width, large.height) == (LONG_SIDE, LONG_SIDE // 2)


def test_the_same_picture_is_stored_once(folder: MediaFolder, media: Path) -> None:
    content = encoded(gradient("P"), "GIF")
    assert folder.add(content) == folder.add(content)
    assert len(list(media.iterdir())) == 1


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\x01\0\0\0" + bytes(40) + b" EMF", "EMF"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "SVG"),
        (b"not a picture", "unreadable"),
        (b"", "unreadable"),
        (encoded(Image.new("RGB", (300, 300)), "PNG")[:-40], "unreadable"),
        (encoded(Image.linear_gradient("L"), "JPEG")[:900], "unreadable"),
        (encoded(Image.new("1", (9000, 9000)), "PNG"), "40 megapixels"),
    ],
)
def test_what_cannot_be_shown_is_left_out(folder: MediaFolder, media: Path, content: bytes, reason: str) -> None:
    with pytest.raises(PictureLeftOut, match=reason):
        folder.add(content)
    assert list(media.iterdir()) == []


def test_pictures_stop_at_the_limit_of_bytes(media: Path) -> None:
    folder = MediaFolder(media, pixel_limit=10**7, byte_limit=1000)
    folder.add(encoded(Image.new("RGB", (10, 10)), "PNG"))
    with pytest.raises(PictureLeftOut, match="too many"):
        folder.add(encoded(Image.effect_noise((200, 200), 90), "PNG"))
