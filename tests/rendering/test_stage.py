"""The stage draws every kind in every template: readable, in steps, with pictures, and safely."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import reportlab
from PIL import Image

from tecnocursos.rendering.errors import FontDamaged, FontMissing, PictureDamaged, PictureMissing
from tecnocursos.rendering.slides import (
    BulletsSlide,
    ClosingSlide,
    CodeSlide,
    Column,
    Item,
    PictureSlide,
    PictureSlot,
    PictureTextSlide,
    QuoteSlide,
    SectionSlide,
    Slide,
    TableSlide,
    TitleSlide,
    TwoColumnsSlide,
)
from tecnocursos.rendering.stage.stage import Stage
from tecnocursos.rendering.timeline import TEMPLATES, Brand, TemplateName

WIDE, TALL, SQUARE = (640, 360), (360, 640), (360, 360)
CORNERS = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 0, 255))


def items(*texts: str, ordered: bool = False) -> tuple[Item, ...]:
    return tuple(Item(text=text, ordered=ordered) for text in texts)


SLIDES: tuple[Slide, ...] = (
    TitleSlide(kicker="Curso", title="Internet em casa", subtitle="Como funciona, e o que fazer quando ela para"),
    BulletsSlide(title="Caminho", items=items("Modem: recebe o sinal", "Roteador: distribui", "Celular")),
    BulletsSlide(title="Passos", items=items("Desligue", "Espere dez segundos", "Ligue", "Teste", ordered=True)),
    BulletsSlide(title="Regra", items=items("Reinicie antes de ligar para o suporte.")),
    BulletsSlide(items=(Item(text="Antes"), Item(text="Confirme o endereço", level=1), Item(text="Depois"))),
    PictureSlide(title="Caminho do sinal", picture=PictureSlot(file="corners.png", caption="Da central à sala")),
    PictureTextSlide(title="Luzes", picture=PictureSlot(file="corners.png"), items=items("Power", "Wi-Fi")),
    TwoColumnsSlide(
        title="Cabo ou Wi-Fi?",
        left=Column(heading="Cabo", items=items("Rápido", "Estável")),
        right=Column(heading="Wi-Fi", items=items("Livre", "Perde força a cada parede")),
    ),
    TableSlide(title="Planos", header=("Plano", "Preço"), rows=(("Essencial", "R$ 79,90"), ("Total", "R$ 169,90"))),
    TableSlide(
        title="Velocidade",
        header=("", "Medida (Mb/s)"),
        rows=(("Cabo", "592"), ("5 GHz", "410"), ("Longe do roteador", "61")),
        caption="No plano de 600 mega",
    ),
    CodeSlide(title="Rede", code="def ping(host: str) -> int:\n    # resposta\n    return 42", language="python"),
    QuoteSlide(text="Simplicidade é a sofisticação máxima.", attribution="Anônimo"),
    SectionSlide(number="2", title="O roteador", subtitle="Onde colocar"),
    ClosingSlide(title="Para lembrar", subtitle="Três coisas", items=items("Reinicie", "Use cabo", "Anote")),
    ClosingSlide(title="Obrigado!"),
)


@pytest.fixture(scope="module")
def media(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("media")
    picture = np.full((300, 400, 3), 255, np.uint8)
    for colour, (y, x) in zip(CORNERS, ((0, 0), (0, 380), (280, 0), (280, 380)), strict=True):
        picture[y : y + 20, x : x + 20] = colour
    Image.fromarray(picture).save(folder / "corners.png")
    Image.new("RGBA", (200, 60), (180, 0, 90, 128)).save(folder / "logo.png")
    (folder / "broken.png").write_bytes((folder / "corners.png").read_bytes()[:200])
    (folder / "text.png").write_text("not a picture")
    return folder


@pytest.fixture(scope="module")
def stage_of(media: Path) -> Callable[..., Stage]:
    def make(template: TemplateName = "modern", size: tuple[int, int] = WIDE, brand: Brand | None = None) -> Stage:
        return Stage(
            template=template,
            brand=brand or Brand(),
            width=size[0],
            height=size[1],
            language="pt-BR",
            locate=lambda name: media / name,
        )

    return make


@pytest.mark.parametrize(
    ("template", "size"),
    [
        ("modern", WIDE),
        ("corporate", TALL),
        ("tech", SQUARE),
        ("education", WIDE),
        ("minimal", SQUARE),
        ("modern", TALL),
    ],
)
def test_composed_steps_equal_steps_drawn_directly(stage_of, template, size) -> None:
    stage = stage_of(template, size)
    for slide in SLIDES:
        steps = range(slide.step_count + 1)
        for step, composed in zip(steps, stage.draw_states(slide, steps), strict=True):
            assert composed.shape == (size[1], size[0], 3)
            assert np.array_equal(composed, stage.draw(slide, step)), (slide.kind, step)


@pytest.mark.parametrize("template", TEMPLATES)
def test_each_step_adds_something_and_takes_nothing_back(stage_of, template) -> None:
    stage = stage_of(template)
    for slide in (slide for slide in SLIDES if slide.step_count):
        states = stage.draw_states(slide, range(slide.step_count + 1))
        changed = [(one != other).any(axis=2) for one, other in itertools.pairwise(states)]
        assert all(change.sum() > 40 for change in changed)
        assert (np.sum(changed, axis=0) <= 1).all()


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(
    ("size", "colours"),
    [
        (WIDE, (None, None)),
        (TALL, (None, None)),
        (WIDE, ("#ffe100", "#fff7b0")),
        (SQUARE, ("#101010", "#808080")),
        (TALL, ("#ff00aa", "#00ff66")),
    ],
)
def test_all_text_can_be_read_whatever_the_brand(stage_of, template, size, colours) -> None:
    stage = stage_of(template, size, Brand(name="Rede Clara", primary=colours[0], accent=colours[1], logo="logo.png"))
    assert {slide.kind: round(ratio, 2) for slide in SLIDES if (ratio := stage.contrast(slide)) < 4.5} == {}


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("size", [WIDE, TALL, SQUARE])
def test_a_few_items_stand_around_the_middle_of_the_page(stage_of, template, size) -> None:
    stage = stage_of(template, size)
    for slide in (
        BulletsSlide(title="Quando chamar", items=items("Luz vermelha acesa", "Duas quedas por dia")),
        BulletsSlide(title="Passos", items=items("Desligue", "Espere", "Ligue", ordered=True)),
        TwoColumnsSlide(
            title="Cabo ou Wi-Fi?",
            left=Column(heading="Cabo", items=items("Rápido", "Estável")),
            right=Column(heading="Wi-Fi", items=items("Livre", "Sem fio")),
        ),
        TableSlide(title="Luzes", header=("Luz", "Estado"), rows=(("PON", "Verde"), ("LOS", "Apagada"))),
    ):
        empty, full = stage.draw_states(slide, [0, slide.step_count])
        rows = np.flatnonzero((empty != full).any(axis=(1, 2)))
        assert 0.4 < (rows[0] + rows[-1]) / 2 / size[1] < 0.63, slide.kind


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(("size", "panel"), [(WIDE, 0.38), (TALL, 1.0), (SQUARE, 1.0)])
def test_the_title_of_a_closing_keeps_a_margin_to_its_panel(stage_of, template, size, panel) -> None:
    stage = stage_of(template, size)
    listed = items("Reinicie", "Use cabo", "Anote")
    short = stage.draw(ClosingSlide(title="É", items=listed))
    for title in ("Encerramento", "Responsabilidades", "INCONSTITUCIONALÍSSIMO"):
        shown = stage.draw(ClosingSlide(title=title, items=listed))
        columns = np.flatnonzero((shown != short).any(axis=(0, 2)))
        assert columns[-1] < size[0] * (panel - 0.03), title


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("size", [WIDE, TALL, SQUARE])
def test_many_words_of_a_closing_stay_on_its_panel(stage_of, template, size) -> None:
    stage = stage_of(template, size)
    words = "Obrigado por assistir. Guarde este resumo perto do roteador e consulte quando a internet parar de dia."
    for title, length in (("Encerramento", 40), ("Encerramento", 100), (words[:70], 60), (words[:70], 100)):
        slide = ClosingSlide(title=title, subtitle=words[:length], items=items("Reinicie", "Use cabo", "Anote"))
        assert stage.contrast(slide) >= 4.5, (title, length)


def test_a_chart_of_one_series_is_told_in_bars(stage_of) -> None:
    stage = stage_of("minimal", (1280, 720), Brand(primary="#0000c8"))
    chart = TableSlide(header=("", "Mb/s"), rows=(("Cabo", "1.200"), ("Perto", "600"), ("Longe", "300")))
    lengths = []
    for before, after in itertools.pairwise(stage.draw_states(chart, range(4))):
        bar = (after == (0, 0, 200)).all(axis=2) & (before != after).any(axis=2)
        lengths.append(bar.sum(axis=1).max())
    assert np.allclose(np.array(lengths) / lengths[0], (1, 0.5, 0.25), atol=0.01)
    for plain in (
        chart.model_copy(update={"header": ("Meio", "Mb/s")}),
        chart.model_copy(update={"rows": (("Sem lugar para a barra", "9" * 60), ("Longe", "300"))}),
    ):
        assert (stage.draw(plain) == (0, 0, 200)).all(axis=2).sum() == 0


def test_the_caption_comes_with_the_last_row(stage_of) -> None:
    stage = stage_of()
    plain = TableSlide(title="Luzes", header=("Luz", "Estado"), rows=(("PON", "Verde"), ("LOS", "Apagada")))
    noted = plain.model_copy(update={"caption": "Tabela 1"})
    glyphs = [[stage.svg(slide, step).count("<use") for step in range(3)] for slide in (plain, noted)]
    assert glyphs[0][:2] == glyphs[1][:2]
    assert glyphs[0][2] + len("Tabela1") == glyphs[1][2]


@pytest.mark.parametrize("template", TEMPLATES)
def test_words_in_cells_stay_whole_while_there_is_room(stage_of, template) -> None:
    row = ("Luz LOS da ONU vermelha", "Cabo dobrado ou rompido", "Trocar o cabo ou refazer a conexão no cômodo")
    slide = TableSlide(header=("Sintoma", "Causa", "Como agir"), rows=(row, row))
    letters = sum(len("".join(cell.split())) for cell in (*slide.header, *row, *row))
    assert stage_of(template).svg(slide).count("<use") == letters


def test_long_lines_of_code_go_on_after_an_arrow(stage_of) -> None:
    code = "result = " + " + ".join(f"value{n}" for n in range(12))
    letters = len("".join(code.split()))
    assert stage_of("modern", TALL).svg(CodeSlide(code=code)).count("<use") > letters
    assert stage_of("modern", TALL).svg(CodeSlide(code="a = 1")).count("<use") == 3


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(("size", "box"), [((400, 300), (0, 0, 400, 300)), (TALL, (0, 185, 360, 455))])
def test_a_picture_may_be_the_whole_page(stage_of, template, size, box) -> None:
    slide = PictureSlide(
        title="Figura", picture=PictureSlot(file="corners.png", caption="Legenda", alt="Quadro"), is_full_page=True
    )
    stage = stage_of(template, size, Brand(name="Rede Clara", logo="logo.png"))
    page = stage.draw(slide)
    left, top, right, bottom = box
    seen = [page[y, x] for y in (top + 6, bottom - 7) for x in (left + 6, right - 7)]
    assert np.abs(np.array(seen).astype(int) - CORNERS).max() < 4
    around = np.concatenate((page[:top].reshape(-1, 3), page[bottom:].reshape(-1, 3)))
    assert len(np.unique(around, axis=0)) == (1 if top else 0)
    assert stage.contrast(slide) == 21


def test_text_is_shown_and_never_evaluated(stage_of) -> None:
    stage = stage_of()
    plain, marked = (
        stage.svg(BulletsSlide(title="Título", items=items(text, "Outro"))) for text in ("Modem", "#Modem*$_\\`<b>@x")
    )
    assert plain.count("<use") + 11 == marked.count("<use")
    for text in (
        '#read("/etc/passwd")',
        "#set page(fill: red)",
        "#panic()",
        "$ sum $",
        "\\",
        "[",
        "#{",
        "```",
        "//",
        "/*",
    ):
        stage.draw(BulletsSlide(title=text, items=items(text, text)))
        stage.draw(TableSlide(header=(text,), rows=((text,),)))
        stage.draw(CodeSlide(code=text, language=text))


@pytest.mark.parametrize(
    "text", ["", " ", "😀👩‍👩‍👧", "\x00\x07\ufffe", "日本語 العربية", "\u202eabc", "a" * 400, "ﷺ" * 40, "e\u0301" * 99]
)
def test_any_text_can_be_drawn(stage_of, text) -> None:
    stage = stage_of("education")
    for slide in (
        TitleSlide(title=text, subtitle=text),
        BulletsSlide(title=text, items=items(text, text)),
        TableSlide(title=text, header=(text, text), rows=((text, text),)),
        CodeSlide(code=text, language="python"),
        TwoColumnsSlide(left=Column(items=()), right=Column(heading=text, items=items(text))),
    ):
        for part in stage.fit(slide):
            stage.draw(part)


def test_pictures_are_shown_whole(stage_of) -> None:
    stage = stage_of("tech", (1280, 720))
    page = stage.draw(PictureSlide(title="Figura", picture=PictureSlot(file="corners.png")))
    for colour in CORNERS[1:3]:
        assert (np.abs(page.astype(int) - colour).sum(axis=2) < 12).sum() > 400


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "PA", "RGB", "RGBA", "CMYK", "I;16", "I", "F"])
def test_pictures_of_every_mode_are_drawn(stage_of, media: Path, mode: str) -> None:
    Image.fromarray(np.arange(0, 250, dtype=np.uint8).reshape(10, 25)).convert(mode).save(media / f"mode-{mode[0]}.tif")
    page = stage_of("minimal").draw(PictureSlide(picture=PictureSlot(file=f"mode-{mode[0]}.tif")))
    assert page[140:220, 280:360].std() > 5


def test_a_turned_photo_stands_upright(stage_of, media: Path) -> None:
    photo = Image.new("RGB", (300, 100), "white")
    photo.paste((200, 0, 0), (0, 0, 100, 100))
    exif = photo.getexif()
    exif[0x0112] = 6
    photo.save(media / "turned.jpg", exif=exif, quality=95)
    page = stage_of("minimal").draw(PictureSlide(picture=PictureSlot(file="turned.jpg")))
    red_rows, red_columns = np.nonzero((page[:, :, 0] > 180) & (page[:, :, 1] < 60))
    assert red_rows.max() < 200
    assert np.ptp(red_columns) > 50


def test_what_is_missing_or_damaged_is_named(stage_of, media: Path) -> None:
    with pytest.raises(PictureMissing, match=r"absent\.png"):
        stage_of().draw(PictureSlide(picture=PictureSlot(file="absent.png")))
    for name in ("broken.png", "text.png"):
        with pytest.raises(PictureDamaged, match=name):
            stage_of().draw(PictureSlide(picture=PictureSlot(file=name)))
    with pytest.raises(PictureMissing, match=r"absent\.png"):
        stage_of(brand=Brand(logo="absent.png"))
    with pytest.raises(FontMissing, match="Comic Neue"):
        stage_of(brand=Brand(heading_font="Comic Neue"))
    with pytest.raises(FontDamaged, match=r"text\.png"):
        stage_of(brand=Brand(font_files=("text.png",)))


def test_a_brand_may_bring_its_font(stage_of, media: Path) -> None:

    font = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    (media / "vera").write_bytes(font.read_bytes())
    slide = SLIDES[1]
    branded = stage_of(brand=Brand(heading_font="Bitstream Vera Sans", font_files=("vera",)))
    assert not np.array_equal(branded.draw(slide), stage_of().draw(slide))


def test_threads_draw_the_same_pictures(stage_of) -> None:
    stage = stage_of("corporate")
    alone = [stage.draw(slide) for slide in SLIDES]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(stage.draw, SLIDES * 2))
    assert all(np.array_equal(one, other) for one, other in zip(alone * 2, together, strict=True))


def test_the_fingerprint_tells_looks_apart(stage_of) -> None:
    looks = [
        stage_of(),
        stage_of("minimal"),
        stage_of(size=SQUARE),
        stage_of(brand=Brand(primary="#123456")),
        stage_of(brand=Brand(logo="logo.png")),
    ]
    assert len({look.fingerprint for look in looks}) == len(looks)
    assert stage_of().fingerprint == looks[0].fingerprint


def test_svg_holds_its_pictures(stage_of) -> None:
    slide = PictureTextSlide(title="Luzes", picture=PictureSlot(file="corners.png"), items=items("Power", "Wi-Fi"))
    full, first = stage_of().svg(slide), stage_of().svg(slide, 0)
    assert full.count("data:image/png;base64,") == 1
    assert full.rstrip().endswith("</svg>")
    assert full.count("<use") > first.count("<use")
