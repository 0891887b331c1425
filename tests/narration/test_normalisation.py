"""Text as spoken, in both languages, and its alignment with what is displayed."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tecnocursos.kit.language import Language
from tecnocursos.narration.normalisation.normaliser import normalise

PORTUGUESE = [
    ("Custa 1.234,56 por ano", "Custa mil duzentos e trinta e quatro vírgula cinquenta e seis por ano"),
    ("São 1.100 casas e 2.000.001 ruas", "São mil e cem casas e dois milhões e uma ruas"),
    ("2 casas, 2 dias, 21 pessoas, 200 horas", "duas casas, dois dias, vinte e uma pessoas, duzentas horas"),
    ("1 casa e 1 problema", "uma casa e um problema"),
    ("o item 2 mostra 22 programas", "o item dois mostra vinte e dois programas"),
    ("de -5 a 10-20", "de menos cinco a dez a vinte"),
    ("1º passo, 2ª via, 3a etapa, 21º", "primeiro passo, segunda via, terceira etapa, vigésimo primeiro"),
    ("1/2 e 3/4 e 24/7", "um meio e três quartos e vinte e quatro por sete"),
    ("R$ 1.234,56", "mil duzentos e trinta e quatro reais e cinquenta e seis centavos"),
    ("R$ 1,00, R$ 0,01, R$99", "um real, um centavo, noventa e nove reais"),
    ("R$ 2.000.000,00 e R$ 1,5 milhão", "dois milhões de reais e um vírgula cinco milhão de reais"),
    ("US$ 10, 50 € e -R$ 5", "dez dólares, cinquenta euros e menos cinco reais"),
    ("R$ 99/mês", "noventa e nove reais por mês"),
    ("100% e 3,5%", "cem por cento e três vírgula cinco por cento"),
    ("12/03/2026", "doze de março de dois mil e vinte e seis"),
    ("2026-03-12 e 1/1/25",
     "doze de março de dois mil e vinte e seis e primeiro de janeiro de dois mil e vinte e cinco"),
    ("1º de março, 12 de março", "primeiro de março, doze de março"),
    ("às 14h30, 14:30 e 2h", "às catorze e trinta, catorze e trinta e duas horas"),
    ("1:02:03 e 5min30s", "uma hora, dois minutos e três segundos e cinco minutos e trinta segundos"),
    ("300 Mbps, 2.4 GHz", "trezentos megabits por segundo, dois ponto quatro gigarrértz"),
    ("40°C, 80 km/h, 12 m², 10 m, 1 kWh",
     "quarenta graus Celsius, oitenta quilômetros por hora, doze metros quadrados, dez metros, um quilowatt hora"),
    ("5–10 MB em 20 ms", "cinco a dez megabaites em vinte milissegundos"),
    ("(11) 98765-4321", "um um, nove oito sete seis cinco, quatro três dois um"),
    ("0800 123 4567", "zero oito zero zero, um dois três, quatro cinco seis sete"),
    ("123.456.789-09", "um dois três, quatro cinco seis, sete oito nove, zero nove"),
    ("12.345.678/0001-90", "um dois, três quatro cinco, seis sete oito, zero zero zero um, nove zero"),
    ("01310-100", "zero um três um zero, um zero zero"),
    ("entre 2024-2026", "entre dois mil e vinte e quatro a dois mil e vinte e seis"),
    ("a URL, o HTTP e o CPF", "a u érre éle, o agá tê tê pê e o cê pê éfe"),
    ("o PIX, a ONU, a LGPD, a ANATEL", "o pix, a onu, a éle gê pê dê, a anatel"),
    ("o Wi-Fi e os PDFs", "o uai fai e os pê dê éfes"),
    ("NÃO DESLIGUE OS CABOS", "não desligue os cabos"),
    ("versão 2.4.1, v2", "versão dois ponto quatro ponto um, versão dois"),
    ("192.168.0.1", "cento e noventa e dois ponto cento e sessenta e oito ponto zero ponto um"),
    ("https://www.exemplo.com.br/ajuda.", "dábliu dábliu dábliu ponto exemplo ponto com ponto bê érre barra ajuda."),
    ("suporte@exemplo.com.br", "suporte arroba exemplo ponto com ponto bê érre"),
    ("capítulo IV, século XXI, século V", "capítulo quatro, século vinte e um, século quinto"),
    ("O Sr. João e a Dra. Ana, p. ex., etc.", "O senhor João e a doutora Ana, por exemplo, etcétera."),
    ("nº 5, art. 5º, p. 10", "número cinco, artigo quinto, página dez"),
    ("A & B = C", "A e B igual a C"),
    ("2x de R$ 5, 3 x 4", "duas vezes de cinco reais, três por quatro"),
    ("Lei nº 13.709/2018, inc. II", "Lei número treze mil setecentos e nove barra dois mil e dezoito, inciso dois"),
    ("Menu → Rede", "Menu, Rede"),
    ("oi 😀 👨‍👩‍👧 tchau", "oi tchau"),
    ("# Título\n- **um** `dois` [três](http://a.b/c)", "Título um dois três"),
    ("007 e 1234567890123", "zero zero sete e um dois três quatro cinco seis sete oito nove zero um dois três"),
    ("31/02/2026", "trinta e um barra zero dois barra dois mil e vinte e seis"),
]  # fmt: skip

ENGLISH = [
    ("1,234.56", "one thousand two hundred thirty-four point five six"),
    ("$34.56, $0.50, $1", "thirty-four dollars and fifty-six cents, fifty cents, one dollar"),
    ("$1.2 million and €5", "one point two million dollars and five euros"),
    ("the 3rd and 21st, 2/3", "the third and twenty-first, two thirds"),
    ("on 03/12/2026", "on March twelfth, twenty twenty-six"),
    ("March 12, 2026", "March twelfth, twenty twenty-six"),
    ("in 1999 there were 1500 users", "in nineteen ninety-nine there were one thousand five hundred users"),
    ("2:30 pm, 2:05, 3:00", "two thirty pee em, two oh five, three o’clock"),
    ("300 Mbps at 5 m and 40°F", "three hundred megabits per second at five meters and forty degrees Fahrenheit"),
    ("call (555) 010-1234", "call five five five, zero one zero, one two three four"),
    ("HTTP, NASA and a URL", "H T T P, nasa and a U R L"),
    ("DO NOT UNPLUG THE ROUTER", "do not unplug the router"),
    ("v2.4.1 at 10.0.0.1", "version two dot four dot one at ten dot zero dot zero dot one"),
    ("mail info@example.com, see example.org/help", "mail info at example dot com, see example dot org slash help"),
    ("Chapter IV", "Chapter four"),
    ("Mr. Smith, e.g. this, i.e. that", "mister Smith, for example this, that is that"),
    ("no. 5. No. I said.", "number five. No. I said."),
    ("A & B + C = D", "A and B plus C equals D"),
    ("10-20 files", "ten to twenty files"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "spoken"), PORTUGUESE)
def test_portuguese(text: str, spoken: str) -> None:
    assert normalise(text, "pt-BR").spoken == spoken


@pytest.mark.parametrize(("text", "spoken"), ENGLISH)
def test_english(text: str, spoken: str) -> None:
    assert normalise(text, "en-US").spoken == spoken


def test_lexicon_comes_first_longest_first_whole_words_any_case() -> None:
    lexicon = {"roteador": "rotiador", "Roteador Novo": "rotiador nóvu", "IP": "aipi", "5G": "cinco gê"}
    said = normalise("O ROTEADOR, o roteador  novo e roteadores com IP 5G.", "pt-BR", lexicon).spoken
    assert said == "O rotiador, o rotiador nóvu e roteadores com aipi cinco gê."


def test_alignment_by_example() -> None:
    text = "Pague R$ 10,50 até 12/03 no roteador."
    said = normalise(text, "pt-BR", {"roteador": "rotiador"})
    pairs = [
        (text[span.display_start : span.display_end], said.spoken[span.spoken_start : span.spoken_end])
        for span in said.spans
    ]
    assert pairs == [
        ("Pague", "Pague"),
        ("R$ 10,50", "dez reais e cinquenta centavos"),
        ("até", "até"),
        ("12/03", "doze de março"),
        ("no", "no"),
        ("roteador", "rotiador"),
        (".", "."),
    ]


_PIECES = st.sampled_from(
    [text for text, _ in PORTUGUESE + ENGLISH]
    + ["R$", "1.", "..", "-", "1/", "@", "**", "[a](b)", "😀", "\x00", "É", "\n"]
)
_TEXTS = st.one_of(
    st.text(max_size=80), st.lists(_PIECES, max_size=6).map(" ".join), st.lists(_PIECES, max_size=6).map("".join)
)


@settings(max_examples=250, deadline=None)
@given(_TEXTS, st.sampled_from(["pt-BR", "en-US"]))
@example("1²", "pt-BR")
@example("٣٤ e ①", "pt-BR")
@example("\ud800", "pt-BR")
@example("1" * 400 + ",5", "en-US")
def test_spans_are_ordered_apart_and_cover_the_text(text: str, language: Language) -> None:
    said = normalise(text, language, {"casa": "caza"})
    shown_end = spoken_end = 0
    shown, spoken = set(), set()
    for span in said.spans:
        assert shown_end <= span.display_start < span.display_end <= len(text)
        assert spoken_end <= span.spoken_start <= span.spoken_end <= len(said.spoken)
        shown_end, spoken_end = span.display_end, span.spoken_end
        shown.update(range(span.display_start, span.display_end))
        spoken.update(range(span.spoken_start, span.spoken_end))
    assert all(position in shown for position, character in enumerate(text) if not character.isspace())
    assert all(position in spoken for position, character in enumerate(said.spoken) if not character.isspace())
    assert "\x00" not in said.spoken


@given(st.lists(st.sampled_from("casa rede ligar agora você pôde maçã então depois cabo luz".split()), min_size=1))
def test_plain_words_are_unchanged(words: list[str]) -> None:
    text = " ".join(words)
    assert normalise(text, "pt-BR").spoken == text


def test_long_hostile_text_is_quick() -> None:
    for text in (
        "1." * 20_000,
        "a@" * 20_000,
        "[" * 20_000,
        "<a" * 20_000,
        "1-" * 20_000,
        "A" * 40_000,
        "((((" * 9_000,
    ):
        assert normalise(text, "pt-BR").spans
