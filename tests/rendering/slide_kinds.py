"""A slide of every kind, in every way in which its template may lay it out, and what to ask of its boxes."""

from __future__ import annotations

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
from tecnocursos.rendering.stage.boxes import ElementBox, TextBox

PICTURE = PictureSlot(file="picture.png", caption="Da central até à sala, passando pelo pátio")


def items(*texts: str, ordered: bool = False) -> tuple[Item, ...]:
    return tuple(Item(text=text, ordered=ordered) for text in texts)


SLIDES: dict[str, Slide] = {
    "title": TitleSlide(kicker="Curso", title="Água e fogo: o Ênfase", subtitle="Como funciona, e o que fazer já"),
    "bullets": BulletsSlide(title="Ângulos", items=items("Modem: recebe o sinal", "Às vezes, muito longe " * 5, "Já")),
    "steps": BulletsSlide(title="Passos", items=items("Desligue", "Espere", "Ligue", "Teste já", "Fim", ordered=True)),
    "one": BulletsSlide(title="Regra", items=items("Água: reinicie antes de ligar para quem quer que seja.")),
    "nested": BulletsSlide(items=(Item(text="Antes"), Item(text="Confirme o endereço", level=1), Item(text="Depois"))),
    "picture": PictureSlide(title="Caminho do sinal", picture=PICTURE),
    "full": PictureSlide(title="Não se mostra", picture=PICTURE, is_full_page=True),
    "picture_text": PictureTextSlide(title="Luzes", picture=PICTURE, items=items("Power", "Wi-Fi já tem sinal")),
    "two_columns": TwoColumnsSlide(
        title="Cabo ou Wi-Fi?",
        left=Column(heading="Cabo", items=items("Rápido", "Estável e já pago por todos os que aqui moram")),
        right=Column(heading="Wi-Fi", items=items("Livre", "Perde força a cada parede")),
        caption="Os dois chegam ao mesmo roteador",
    ),
    "table": TableSlide(
        title="Planos", header=("Plano", "Preço", "Serve"), caption="Preços de hoje",
        rows=(("Essencial", "R$ 79,90", "casa"), ("Total", "R$ 169,90", "quem joga")),
    ),
    "records": TableSlide(
        header=("Plano", "O que está incluído nele", "Para quem serve", "Quando muda"),
        rows=(
            ("Essencial", "Tudo o que é preciso para ver vídeos em uma tela", "Quem mora sozinho", "Todos os anos"),
            ("Total", "Tudo o que é preciso para ver vídeos em dez telas", "Quem mora com gente", "Nunca, jamais"),
        ),
    ),
    "bars": TableSlide(title="Ágil", header=("", "Em Mb/s"), rows=(("Cabo", "592"), ("Ágil", "410"), ("Jó", "61"))),
    "code": CodeSlide(title="Rede", code="def ping(host):\n    return 42", language="python", caption="Já pode usar"),
    "quote": QuoteSlide(title="Ideia", text="Às vezes, a simplicidade é a sofisticação máxima.", attribution="Anônimo"),
    "section": SectionSlide(number="2", title="O roteador é já", subtitle="Onde colocar o que você comprou"),
    "closing": ClosingSlide(title="Para já lembrar", subtitle="Três coisas", items=items("Reinicie", "Use cabo", "Já")),
    "end": ClosingSlide(title="Obrigado!", subtitle="Até já"),
}  # fmt: skip


def contains(box: ElementBox | TextBox, left: float, top: float, right: float, bottom: float, slack: float) -> bool:
    return (
        box.x - slack <= left
        and box.y - slack <= top
        and right <= box.x + box.width + slack
        and bottom <= box.y + box.height + slack
    )
