"""What does not fit is split: in order, nothing lost, and every part fits."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tecnocursos.rendering.slides import (
    BulletsSlide,
    CodeSlide,
    Column,
    Item,
    PictureSlot,
    PictureTextSlide,
    QuoteSlide,
    TableSlide,
    TwoColumnsSlide,
)
from tecnocursos.rendering.stage.stage import Stage
from tecnocursos.rendering.timeline import Brand

SENTENCE = "O roteador liga os aparelhos da casa à rede da operadora, e cada um recebe um endereço só seu."
quick = settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
words = st.text(st.sampled_from("abcdeé ,.;:- "), max_size=600)


def stage_of(width: int = 640, height: int = 360) -> Stage:
    return Stage(
        template="modern", brand=Brand(), width=width, height=height, language="pt-BR", locate=lambda name: Path(name)
    )


STAGE = {"wide": stage_of(), "tall": stage_of(360, 640), "square": stage_of(360, 360)}


def letters(texts: object) -> str:
    return "".join("".join(str(text).split()) for text in texts)  # type: ignore[attr-defined]


@quick
@given(st.lists(words, min_size=1, max_size=14), st.sampled_from(sorted(STAGE)), words)
def test_items_are_all_kept_in_order_and_fit(texts: list[str], shape: str, title: str) -> None:
    stage = STAGE[shape]
    slide = BulletsSlide(title=title, items=tuple(Item(text=text) for text in texts))
    parts = stage.fit(slide)
    assert letters(item.text for part in parts for item in part.items) == letters(texts)
    assert all(stage.fit(part) == [part] for part in parts)


@quick
@given(st.lists(st.tuples(words, words, words), min_size=1, max_size=10), st.sampled_from(sorted(STAGE)))
def test_table_cells_are_all_kept_in_order(rows: list[tuple[str, ...]], shape: str) -> None:
    parts = STAGE[shape].fit(TableSlide(title="Tabela", header=("A", "B", "C"), rows=tuple(rows)))
    for column in range(3):
        kept = letters(row[column] for part in parts for row in part.rows)
        assert kept == letters(row[column] for row in rows)
    assert all(part.header == ("A", "B", "C") for part in parts)
    assert all(STAGE[shape].fit(part) == [part] for part in parts)


def test_a_short_slide_stays_one() -> None:
    slide = BulletsSlide(title="Curto", items=(Item(text="Um"), Item(text="Dois")))
    assert STAGE["wide"].fit(slide) == [slide]


def test_parts_are_even_and_numbered() -> None:
    slide = BulletsSlide(title="Regras", items=tuple(Item(text=f"{SENTENCE} {n}") for n in range(18)))
    parts = STAGE["wide"].fit(slide)
    counts = [len(part.items) for part in parts]
    assert len(parts) > 1
    assert max(counts) - min(counts) <= 1
    assert [part.title for part in parts] == [f"Regras ({n}/{len(parts)})" for n in range(1, len(parts) + 1)]


def test_an_ordered_list_goes_on_where_it_left_off() -> None:
    items = tuple(Item(text=SENTENCE, ordered=True) for _ in range(16))
    parts = STAGE["wide"].fit(BulletsSlide(title="Passos", items=items))
    assert len(parts) > 1
    assert [item.number for part in parts for item in part.items] == list(range(1, 17))


def test_an_item_larger_than_a_page_is_cut_between_sentences() -> None:
    parts = STAGE["wide"].fit(BulletsSlide(title="Texto", items=(Item(text=" ".join([SENTENCE] * 24)),)))
    assert len(parts) > 1
    assert all(part.items[-1].text.endswith(".") for part in parts)


def test_code_keeps_its_lines() -> None:
    code = "\n".join(f"    value_{n} = compute({n})  # linha {n}" for n in range(70))
    parts = STAGE["wide"].fit(CodeSlide(title="Código", code=code, language="python"))
    assert len(parts) > 1
    assert "\n".join(part.code for part in parts) == code


def test_a_long_quote_is_cut_between_sentences() -> None:
    text = " ".join([SENTENCE] * 16)
    parts = STAGE["square"].fit(QuoteSlide(text=text, attribution="Manual"))
    assert len(parts) > 1
    assert " ".join(part.text for part in parts) == text
    assert all(part.attribution == "Manual" for part in parts)


def test_columns_that_do_not_fit_become_slides_of_their_own() -> None:
    left = tuple(Item(text=f"E{n} {SENTENCE}") for n in range(9))
    right = tuple(Item(text=f"D{n} {SENTENCE}") for n in range(3))
    slide = TwoColumnsSlide(
        title="Opções", left=Column(heading="Cabo", items=left), right=Column(heading="Wi-Fi", items=right)
    )
    parts = STAGE["wide"].fit(slide)
    assert [item.text for part in parts for item in part.items] == [item.text for item in left + right]
    assert parts[0].title.startswith("Opções: Cabo")
    assert parts[-1].title.startswith("Opções: Wi-Fi")


@pytest.mark.parametrize("columns", [1, 7, 16])
def test_a_table_of_any_width_is_drawn(columns: int) -> None:
    row = tuple(f"Responsabilidade {n}" for n in range(columns))
    for stage in STAGE.values():
        parts = stage.fit(TableSlide(title="Larga", header=row, rows=(row,) * 4))
        assert sum(len(part.rows) for part in parts) == 4
        assert all(stage.draw(part).std() > 1 for part in parts)


def test_every_part_keeps_the_picture(tmp_path: Path) -> None:
    (tmp_path / "p.png").write_bytes(_png())
    stage = Stage(
        template="minimal", brand=Brand(), width=640, height=360, language="en-US", locate=lambda name: tmp_path / name
    )
    slide = PictureTextSlide(
        title="Long", picture=PictureSlot(file="p.png"), items=tuple(Item(text=SENTENCE) for _ in range(12))
    )
    parts = stage.fit(slide)
    assert len(parts) > 1
    assert all(part.picture == slide.picture for part in parts)


def _png() -> bytes:
    return bytes.fromhex(
        "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c4944415408d763f8cfc0000003010100"
        "18dd8db00000000049454e44ae426082"
    )
