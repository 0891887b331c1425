"""Words are made ready for the screen without losing any that a font can show."""

from __future__ import annotations

from tecnocursos.rendering.slides import BulletsSlide, Item, TableSlide, TitleSlide
from tecnocursos.rendering.stage.lettering import breakable, clean, lettered


def no_picture(name: str) -> tuple[int, int]:
    raise AssertionError(name)


def test_emoji_and_controls_go_and_words_stay() -> None:
    assert clean("Olá 😀 mundo\x07 \u200b→ ✓ R$ 5 ©") == "Olá mundo → ✓ R$ 5 ©"


def test_long_addresses_may_break_and_stay_whole() -> None:
    address = "https://suporte.exemplo.com.br/ajuda/roteador?modelo=ax3000&passo=2"
    broken = breakable(address)
    assert broken.replace("\u200b", "") == address
    assert max(len(piece) for piece in broken.split("\u200b")) <= 22
    assert breakable("responsabilidade") == "responsabilidade"


def test_ordered_items_are_counted_by_level() -> None:
    slide = BulletsSlide(
        items=tuple(
            Item(text="x", level=level, ordered=ordered, number=number)
            for level, ordered, number in (
                (0, True, None),
                (1, True, None),
                (1, True, None),
                (0, True, None),
                (1, True, None),
                (0, False, None),
                (0, True, 7),
            )
        )
    )
    assert [item["label"] for item in lettered(slide, no_picture)["items"]] == ["1", "1", "2", "2", "1", "", "7"]


def test_columns_of_numbers_are_found() -> None:
    rows = (
        ("Essencial", "R$ 79,90", "100 Mb/s", "3", "-18 dBm"),
        ("Total 2", "R$ 1.169,90", "1.000 Mb/s", "", "-25 dBm"),
    )
    assert lettered(TableSlide(rows=rows), no_picture)["numeric"] == [False, True, True, True, True]


def test_endless_titles_end_in_an_ellipsis() -> None:
    title = lettered(TitleSlide(title="palavra " * 100), no_picture)["title"]
    assert title.endswith("palavra…")
    assert len(title) <= 220
