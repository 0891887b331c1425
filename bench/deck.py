"""The deck that the benchmark renders: real Portuguese, every sentence different, notes on every slide."""

from __future__ import annotations

from pathlib import Path

from pptx import Presentation

_TOPICS = (
    ("Fibra óptica", "a fibra", "o cabo que entra na casa"),
    ("Roteador", "o roteador", "o aparelho que espalha o sinal"),
    ("Rede sem fio", "a rede sem fio", "o sinal que chega ao celular"),
    ("Rede cabeada", "o cabo de rede", "a ligação direta com o computador"),
    ("Teste de velocidade", "o teste", "a medida feita com tudo desligado"),
    ("Segurança", "a senha", "a chave que protege a casa"),
    ("Atendimento", "o atendimento", "a conversa que resolve o problema"),
    ("Fatura", "a fatura", "o documento que chega todo mês"),
    ("Visita técnica", "a visita", "o encontro marcado com o técnico"),
    ("Mudança de endereço", "a mudança", "o pedido feito com antecedência"),
)
_BULLETS = (
    "{name}: item {a}, conferido a cada {b} dias",
    "Distância de até {c} metros sem perda",
    "Prazo de {b} horas para a resposta",
    "Custo de R$ {a},90 por mês",
    "Garantia de {c} meses por escrito",
)
_SENTENCES = (
    "Em {city}, {subject} é {what}.",
    "Item {a} de {city}: a cada {b} dias.",
    "{city}: até {c} metros sem perda.",
    "{city}: resposta em {b} horas.",
    "Custo em {city}: R$ {a},90.",
    "{city}: garantia de {c} meses.",
)
# Every thirty slides speak of another city, so that no sentence is spoken twice however long the course is.
_CITIES = ("Recife", "Manaus", "Natal", "Olinda", "Santos", "Betim", "Ilhéus", "Mauá")


def write_deck(path: Path, slide_count: int) -> None:
    """Write a deck of `slide_count` slides, about 20 s of speech each."""
    deck = Presentation()
    for number in range(slide_count):
        name, subject, what = _TOPICS[number % len(_TOPICS)]
        fields = {
            "name": name,
            "subject": subject,
            "what": what,
            "city": _CITIES[number // 30],
            "a": 20 + number % 30,
            "b": 30 + number % 30,
            "c": 40 + number % 30,
        }
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"{name}, parte {number + 1}"
        body = slide.placeholders[1].text_frame
        for index, bullet in enumerate(_BULLETS):
            paragraph = body.paragraphs[0] if index == 0 else body.add_paragraph()
            paragraph.text = bullet.format(**fields)
        slide.notes_slide.notes_text_frame.text = " ".join(sentence.format(**fields) for sentence in _SENTENCES)
    deck.save(str(path))
