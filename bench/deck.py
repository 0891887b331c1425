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
    "Na etapa {number}, {subject}: {what}.",
    "O item {a} é conferido a cada {b} dias.",
    "Até {c} metros não há perda.",
    "A resposta chega em {b} horas.",
    "O custo é de R$ {a},90 por mês.",
    "A garantia é de {c} meses.",
)


def write_deck(path: Path, slide_count: int) -> None:
    """Write a deck of `slide_count` slides, about 20 s of speech each."""
    deck = Presentation()
    for number in range(1, slide_count + 1):
        name, subject, what = _TOPICS[number % len(_TOPICS)]
        fields = {
            "name": name,
            "subject": subject,
            "what": what,
            "number": number,
            "a": 20 + 3 * number,
            "b": 2 + number,
            "c": 5 + 2 * number,
        }
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"{name}, parte {number}"
        body = slide.placeholders[1].text_frame
        for index, bullet in enumerate(_BULLETS):
            paragraph = body.paragraphs[0] if index == 0 else body.add_paragraph()
            paragraph.text = bullet.format(**fields)
        slide.notes_slide.notes_text_frame.text = " ".join(sentence.format(**fields) for sentence in _SENTENCES)
    deck.save(str(path))
