"""Words are made ready for the screen without losing any that a font can show."""

from __future__ import annotations

from tecnocursos.kit.language import Language
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
    assert [item["label"] for item in lettered(slide, no_picture, "pt-BR")["items"]] == [
        "1",
        "1",
        "2",
        "2",
        "1",
        "",
        "7",
    ]


def test_columns_of_numbers_are_found() -> None:
    rows = (
        ("Essencial", "R$ 79,90", "100 Mb/s", "3", "-18 dBm"),
        ("Total 2", "R$ 1.169,90", "1.000 Mb/s", "", "-25 dBm"),
    )
    assert lettered(TableSlide(rows=rows), no_picture, "pt-BR")["numeric"] == [False, True, True, True, True]


def test_numbers_keep_their_units_and_currencies() -> None:
    assert breakable("De -15 a -25 dBm") == "De -15 a -25\u00a0dBm"
    assert breakable("Paga R$ 79,90 por 300 Mb/s") == "Paga R$\u00a079,90 por 300\u00a0Mb/\u2060s"
    assert breakable("Às 3 horas, 5 sinais e 2 mesas") == "Às 3 horas, 5 sinais e 2 mesas"


def bars(*amounts: str, header: tuple[str, ...] = ("", "Mb/s"), language: Language = "pt-BR") -> list[float]:
    rows = tuple((f"Linha {number}", amount) for number, amount in enumerate(amounts))
    shares: list[float] = lettered(TableSlide(header=header, rows=rows), no_picture, language)["bars"]
    return shares


def test_bars_are_as_long_as_their_amounts() -> None:
    assert bars("592", "148", "0") == [1, 0.25, 0]
    assert bars("1.000 Mb/s", "2,5 Mb/s") == [1, 0.0025]
    assert bars("R$ 1.250,50", "R$ 2.501") == [0.5, 1]
    assert bars("1,000", "2.5", language="en-US") == [1, 0.0025]
    assert bars("0.5", "0.25") == [1, 0.5]


def test_tables_that_are_no_chart_have_no_bars() -> None:
    assert bars("10", "20", header=("Plano", "Mb/s")) == []
    assert bars("10", "20", header=()) == []
    assert bars("10", "-20") == bars("10", "muito") == bars("10", "") == bars("0", "0") == bars("10") == []
    assert bars(*["10"] * 11) == []
    assert bars("1.2.3,4,5", "10") == []


def test_endless_titles_end_in_an_ellipsis() -> None:
    title = lettered(TitleSlide(title="palavra " * 100), no_picture, "pt-BR")["title"]
    assert title.endswith("palavra…")
    assert len(title) <= 220
