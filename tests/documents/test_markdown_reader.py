"""Markdown as people write it, and what must not get through."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tecnocursos.config import DocumentLimits
from tecnocursos.documents.markdown.reader import read_markdown
from tecnocursos.documents.outline import Code, ListItem, Outline, Paragraph, Picture, Quote, Table
from tecnocursos.documents.pictures import MediaFolder
from tecnocursos.documents.reading import Draft

LESSON = """---
title: My lesson
lang: en-US
---
# How *the* `router` works

Some <b>bold</b> text<script>alert(1)</script> and a [link](https://example.org)
over two lines.

## Steps

1. Open the box

   It is not sealed
   - gently
2. [x] Plug it in

> Done is better than perfect.
> — Someone

| Light | Means |
|-------|-------|
| green | fine  |

```python
print("hi")
```
"""


@pytest.fixture
def outline_of(tmp_path: Path, read: Callable[[Path], Outline]) -> Callable[[str | bytes], Outline]:
    def write_and_read(text: str | bytes) -> Outline:
        path = tmp_path / "lesson.md"
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return read(path)

    return write_and_read


def test_a_lesson(outline_of: Callable[[str], Outline]) -> None:
    outline = outline_of(LESSON)
    assert (outline.title, outline.language) == ("My lesson", "en-US")
    opening, steps = outline.sections
    assert (opening.title, opening.role, opening.place.line) == ("How the router works", "title", 5)
    (paragraph,) = opening.blocks
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text == "Some bold text and a link over two lines."
    assert paragraph.place.line == 7
    items = [(item.text, item.level, item.ordered) for item in steps.blocks if isinstance(item, ListItem)]
    assert items == [
        ("Open the box", 0, True),
        ("It is not sealed", 1, False),
        ("gently", 1, False),
        ("Plug it in", 0, True),
    ]
    quote, table, code = steps.blocks[4:]
    assert isinstance(quote, Quote)
    assert (quote.text, quote.attribution) == ("Done is better than perfect.", "Someone")
    assert isinstance(table, Table)
    assert (table.header, table.rows) == (("Light", "Means"), (("green", "fine"),))
    assert isinstance(code, Code)
    assert (code.text, code.language) == ('print("hi")', "python")


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("| 1 | 2 | 3 | *quatro* |", ("1", "2 | 3 | quatro")),
        ("1 | `ls | wc` | fim", ("1", "ls | wc | fim")),
        (r"| 1 | a \| b | c \| d |", ("1", "a | b | c | d")),
        ("| 1 |  | 3 | |", ("1", "3")),
        ("| 1 | 2 | |", ("1", "2")),
        ("| 1 | 2", ("1", "2")),
        ("| 1", ("1", "")),
    ],
)
@pytest.mark.parametrize("indent", ["", "  "])
def test_rows_of_any_length_keep_their_cells(
    outline_of: Callable[[str], Outline], row: str, cells: tuple[str, ...], indent: str
) -> None:
    lines = ("| a | b |", "|---|---|", "| x | y |", row)
    opening = "- item\n" if indent else ""
    outline = outline_of(opening + "".join(f"{indent}{line}\n" for line in lines) + "\nTexto.\n")
    (table,) = (block for block in outline.blocks() if isinstance(block, Table))
    assert (table.rows, table.caption) == ((("x", "y"), cells), None)
    assert [block.text for block in outline.blocks() if isinstance(block, Paragraph)] == ["Texto."]


def test_pictures_come_from_the_own_folder_only(
    outline_of: Callable[[str], Outline], tmp_path: Path, photo: Callable[..., bytes]
) -> None:
    (tmp_path / "in here").mkdir()
    (tmp_path / "in here" / "a.png").write_bytes(photo())
    outside = tmp_path.parent / f"{tmp_path.name}-outside.png"
    outside.write_bytes(photo())
    (tmp_path / "link.png").symlink_to(outside)

    outline = outline_of(
        f'Text\n\n![A router](in%20here/a.png "Figure 1")\n\n![up](../{outside.name}) ![far](http://127.0.0.1:9/a.png) '
        f"![linked](link.png) ![absolute]({outside}) ![gone](gone.png)"
    )

    (picture,) = (block for block in outline.blocks() if isinstance(block, Picture))
    assert (picture.alt, picture.caption, picture.width) == ("A router", "Figure 1", 320)
    spoken = [block.text for block in outline.blocks() if isinstance(block, Paragraph)]
    assert spoken == ["Text", "up", "far", "linked", "absolute", "gone"]
    remarks = " ".join(remark.message("en") for remark in outline.remarks)
    assert "outside the document's folder, 3 in all" in remarks
    assert "on other servers, 1 in all" in remarks


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_old_and_odd_encodings(outline_of: Callable[[bytes], Outline], encoding: str) -> None:
    assert outline_of("# Ligação\n\nNão há sinal".encode(encoding)).title == "Ligação"


def test_a_rule_at_the_top_is_not_a_header(outline_of: Callable[[str], Outline]) -> None:
    outline = outline_of("---\n\nFirst text\n\n---\n\nSecond text\n")
    assert [block.text for block in outline.blocks() if isinstance(block, Paragraph)] == ["First text", "Second text"]


@settings(derandomize=True, max_examples=150, deadline=None)
@given(text=st.text(alphabet="ab \n\t#>-*1.`|![]()<b/>\\~:\x00\ud800", max_size=80))
def test_any_text_gives_ids_that_are_unique_and_text_that_is_clean(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("any") / "a.md"
    path.write_bytes(text.encode(errors="surrogatepass"))
    draft = Draft("a.md", DocumentLimits(), MediaFolder(path.parent, pixel_limit=1, byte_limit=1))
    read_markdown(path, draft)
    blocks = [block for section in draft.sections for block in section.blocks]
    assert len({block.id for block in blocks}) == len(blocks)
    for block in blocks:
        if isinstance(block, Paragraph | ListItem):
            assert block.text == " ".join(block.text.split())
            assert block.text
