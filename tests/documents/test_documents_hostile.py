"""Files that are damaged, mislabelled or made to do harm: each refused with its name and the reason."""

from __future__ import annotations

import io
import shutil
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pptx import Presentation
from pptx.util import Inches

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.confined import answer
from tecnocursos.documents.errors import (
    DocumentDamaged,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentError,
    DocumentNestedTooDeep,
    DocumentUnpacksTooLarge,
    DocumentUnsafe,
    DocumentUnsupported,
    DocumentWithoutBytes,
)
from tecnocursos.documents.outline import Outline
from tecnocursos.documents.package import check_package
from tecnocursos.documents.service import read_document

Read = Callable[[Path], Outline]
Change = Callable[[str, bytes], bytes]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    presentation = Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Título"
    slide.placeholders[1].text = "Texto"
    path = tmp_path / "aula.pptx"
    presentation.save(str(path))
    return path


def changed(path: Path, change: Change) -> Path:
    """The package with each member passed through `change`."""
    content = io.BytesIO()
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
    path.write_bytes(content.getvalue())
    return path


def in_slide(declaration: str, reference: str, encoding: str = "utf-8") -> Change:
    def change(name: str, content: bytes) -> bytes:
        if name != "ppt/slides/slide1.xml":
            return content
        _, root = content.decode().split("?>", 1)
        return f'<?xml version="1.0" encoding="{encoding}"?>{declaration}{root.replace("Texto", reference)}'.encode(
            encoding
        )

    return change


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "ha"}">' for n in range(10))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("declaration", "reference"),
    [
        (f"<!DOCTYPE x [{LAUGHS}]>", "&l9;"),
        ('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "&e;"),
        ('<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">', "Texto"),
        (f"<!--{' ' * 1_100_000}--><!DOCTYPE x>", "Texto"),
    ],
    ids=["billion laughs", "file", "external", "after a long comment"],
)
def test_entities_are_refused(deck: Path, read: Read, declaration: str, reference: str, encoding: str) -> None:
    with pytest.raises(DocumentUnsafe, match=r"aula\.pptx .* ppt/slides/slide1\.xml declares XML entities"):
        read(changed(deck, in_slide(declaration, reference, encoding)))


def test_declarations_hidden_in_an_odd_encoding_are_refused(deck: Path, read: Read) -> None:
    with pytest.raises(DocumentDamaged, match="known encoding"):
        read(changed(deck, in_slide(f"<!DOCTYPE x [{LAUGHS}]>", "&l9;", "utf-7")))


def test_entities_in_the_list_of_types_are_refused(deck: Path, read: Read) -> None:
    def change(name: str, content: bytes) -> bytes:
        declared = content.replace(b"?>", f"?><!DOCTYPE x [{LAUGHS}]>".encode(), 1)
        return declared if name == "[Content_Types].xml" else content

    with pytest.raises(DocumentUnsafe):
        read(changed(deck, change))


def test_zip_bombs_are_stopped_by_the_bytes_that_come_out(deck: Path) -> None:
    with zipfile.ZipFile(deck, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("ppt/media/bomb.bin", bytes(60 * 1024**2))
    assert deck.stat().st_size < 200_000
    with pytest.raises(DocumentUnpacksTooLarge, match=r"aula\.pptx unpacks to more than 50 MB"):
        check_package(deck, DocumentLimits(unpacked_bytes=50 * 1024**2))


def test_blanks_before_the_start_of_a_part_count_as_bytes(deck: Path, read: Read) -> None:
    blanks = b" \n" * (3 * 1024**2)

    def change(name: str, content: bytes) -> bytes:
        return blanks + content.partition(b"?>")[2] if name.endswith("slide1.xml") else content

    changed(deck, change)
    with pytest.raises(DocumentUnpacksTooLarge, match=r"aula\.pptx unpacks to more than 5 MB"):
        check_package(deck, DocumentLimits(unpacked_bytes=5 * 1024**2))
    assert read(deck).title == "Título"


def test_declarations_behind_blanks_are_refused(deck: Path, read: Read) -> None:
    def change(name: str, content: bytes) -> bytes:
        declared = b'<!DOCTYPE x [<!ENTITY a "b">]>' + content.partition(b"?>")[2]
        return b" " * (2 * 1024**2) + declared if name.endswith("slide1.xml") else content

    with pytest.raises(DocumentUnsafe):
        read(changed(deck, change))


def test_zip_bombs_with_lying_headers_give_no_more_than_they_state(deck: Path, read: Read) -> None:
    name = b"ppt/media/bomb.bin"
    with zipfile.ZipFile(deck, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name.decode(), bytes(40 * 1024**2))
    content = bytearray(deck.read_bytes())
    entry = content.rindex(name) - 46
    assert content[entry : entry + 4] == b"PK\x01\x02"
    content[entry + 24 : entry + 28] = struct.pack("<I", 100)  # the size it claims to unpack to
    deck.write_bytes(content)
    with pytest.raises(DocumentDamaged, match=r"aula\.pptx is damaged \(ppt/media/bomb\.bin"):
        read(deck)


def test_names_that_climb_out_of_the_folder_write_nothing(deck: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(deck, "a") as archive:
        archive.writestr("../../escaped.xml", "<x/>")
    outline = read_document(deck, tmp_path / "media")
    assert outline.title == "Título"
    assert not list(tmp_path.parent.rglob("escaped*"))


def test_deep_nesting_does_not_crash(deck: Path, tmp_path: Path) -> None:
    depth = 100_000
    nested = "<p:grpSp><p:nvGrpSpPr/><p:grpSpPr/>" * depth + "</p:grpSp>" * depth

    def change(name: str, content: bytes) -> bytes:
        return content.replace(b"</p:spTree>", nested.encode() + b"</p:spTree>") if "slide1.xml" in name else content

    with pytest.raises(DocumentDamaged, match=r"aula\.pptx"):
        read_document(changed(deck, change), tmp_path / "media")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Olá.\n\n" + "> " * 20_000 + "citado", 3),
        ("- " * 20_000 + "um item", 1),
        ("\n".join("  " * level + "- um item" for level in range(40)), 31),
    ],
)
def test_what_is_nested_too_deep_is_told_and_not_dropped(read: Read, tmp_path: Path, text: str, line: int) -> None:
    path = tmp_path / "aula.md"
    path.write_text(text)
    with pytest.raises(DocumentNestedTooDeep, match=rf"aula\.md .*at most 30 levels \(line {line}\)"):
        read(path)
    path.write_text("\n".join("  " * level + f"- item {level}" for level in range(30)))
    assert len(list(read(path).blocks())) == 30


def test_pictures_of_giant_size_are_left_out_before_they_are_decoded(deck: Path, tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    )
    presentation = Presentation(str(deck))
    slide = presentation.slides[0]
    slide.shapes.add_picture(io.BytesIO(_small_png()), Inches(1), Inches(1), Inches(3))
    presentation.save(str(deck))
    giant = b"\x89PNG\r\n\x1a\n" + chunks
    outline = read_document(
        changed(deck, lambda name, old: giant if name.endswith(".png") else old), tmp_path / "media"
    )
    assert [block.kind for block in outline.blocks()] == ["list_item"]
    assert "80 megapixels" in outline.remarks[0].message("en")
    assert list((tmp_path / "media").iterdir()) == []


def _small_png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def test_what_is_cut_off_is_damaged(deck: Path, read: Read) -> None:
    whole = deck.read_bytes()
    deck.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(DocumentDamaged, match=r"aula\.pptx is damaged .*cut off"):
        read(deck)


def test_a_missing_part_is_damage(deck: Path, tmp_path: Path) -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(deck) as source, zipfile.ZipFile(content, "w") as target:
        for name in source.namelist():
            if name != "ppt/slides/slide1.xml":
                target.writestr(name, source.read(name))
    deck.write_bytes(content.getvalue())
    with pytest.raises(DocumentDamaged, match=r"aula\.pptx"):
        read_document(deck, tmp_path / "media")


@pytest.mark.parametrize(
    ("name", "content", "error", "reason"),
    [
        ("a.pptx", OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), DocumentEncrypted, "password"),
        ("a.pptx", OLE + bytes(600) + "PowerPoint Document".encode("utf-16-le"), DocumentUnsupported, r"\.ppt"),
        ("a.docx", OLE + bytes(600) + "WordDocument".encode("utf-16-le"), DocumentUnsupported, r"\.doc"),
        ("a.md", b"<!DOCTYPE html><html><body>x</body></html>", DocumentUnsupported, "web page"),
        ("a.pdf", _small_png(), DocumentUnsupported, "an image"),
        ("a.txt", b"{\\rtf1 x}", DocumentUnsupported, "RTF"),
        ("a.txt", bytes(range(256)), DocumentUnsupported, "another format"),
        ("a.csv", b"a;b\n1;2\n", DocumentUnsupported, "another format"),
        ("a.docx", b"", DocumentWithoutBytes, "is empty, 0 bytes"),
        ("a.md", b"", DocumentWithoutBytes, "is empty, 0 bytes"),
        ("a.md", b" \n \n", DocumentEmpty, "no text"),
        ("a.md", b" \n---\n\n![](x.png)\n", DocumentEmpty, "no text"),
    ],
)
def test_mislabelled_and_foreign_files(
    tmp_path: Path, read: Read, name: str, content: bytes, error: type[DocumentError], reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(error, match=reason) as refused:
        read(path)
    assert name in refused.value.message("pt-BR")


@pytest.mark.parametrize(
    ("members", "reason"),
    [({"a.txt": "x"}, "a ZIP archive"), ({"mimetype": "application/vnd.oasis.opendocument.text"}, "OpenDocument")],
)
def test_other_archives(tmp_path: Path, read: Read, members: dict[str, str], reason: str) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    with pytest.raises(DocumentUnsupported, match=reason):
        read(path)


def test_the_name_does_not_decide(deck: Path, read: Read, tmp_path: Path) -> None:
    for name in ("aula.pdf", "aula.docx", "aula"):
        assert read(Path(shutil.copy(deck, tmp_path / name))).source.kind == "pptx"
    document = docx.Document()
    document.add_paragraph("Texto")
    document.save(str(tmp_path / "texto.pptx"))
    assert read(tmp_path / "texto.pptx").source.kind == "docx"


@settings(derandomize=True, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(positions=st.lists(st.integers(min_value=0), min_size=1, max_size=8), value=st.integers(0, 255))
def test_flipped_bytes_give_an_outline_or_an_error_that_names_the_file(
    deck: Path, media: Path, positions: list[int], value: int
) -> None:
    content = bytearray(deck.read_bytes())
    for position in positions:
        content[position % len(content)] = value
    path = deck.with_name("virada.pptx")
    path.write_bytes(content)
    request = {"task": "outline", "path": str(path), "name": path.name, "sha256": "0" * 64, "media": str(media)}
    kind, _, told = answer(request, DocumentLimits()).partition("\n")
    assert kind in {"result", "error"}
    assert "virada.pptx" in told
