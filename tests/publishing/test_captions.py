from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tecnocursos.kit.language import Language
from tecnocursos.narration.speech import WordTime
from tecnocursos.publishing.captions import SpokenText, make_captions
from tecnocursos.publishing.lint import lint_captions
from tecnocursos.rendering.timeline import Caption

PORTUGUESE = (
    "Olá! Neste curso você vai entender como a internet chega até a sua casa e o que fazer quando ela não funciona "
    "como deveria. Não precisa entender de tecnologia. A fibra óptica entra pela parede e termina em um aparelho "
    "pequeno, que chamamos de ONU. Dela sai um cabo para o roteador, e é o roteador que espalha o Wi-Fi pela casa. "
    "A rede de 2,4 GHz alcança mais longe, mas é mais lenta; a de 5 GHz é mais rápida e atravessa mal as paredes. "
    "O plano de 600 megas custa R$ 119,90 por mês. Pronto. Se a luz LOS estiver vermelha, ligue para o suporte."
)
ENGLISH = (
    "Hello. In this lesson you will learn how the signal of your router travels through the rooms of a house. "
    "The 5 GHz band is faster, but it does not pass through thick walls. Keep the router in the open, high up, and "
    "away from the microwave oven. Ask Mr. Smith at the front desk for the new password. Done."
)


def speak(text: str, characters_per_second: float, pause_ms: int = 400) -> list[SpokenText]:
    """The text's sentences, one after another, at an even pace."""
    spoken, time_ms = [], 0
    for sentence in re.split(r"(?<=[.!?])\s(?!Smith)", text):
        duration_ms = round(len(sentence) * 1000 / characters_per_second)
        spoken.append(SpokenText(sentence, time_ms, time_ms + duration_ms))
        time_ms += duration_ms + pause_ms
    return spoken


def flat(captions: tuple[Caption, ...]) -> str:
    return " ".join(caption.text.replace("\n", " ") for caption in captions)


def errors(captions: tuple[Caption, ...]) -> list[str]:
    return [finding.message() for finding in lint_captions(captions) if finding.severity == "error"]


def test_ordinary_speech_is_captioned_within_every_bar_and_without_a_warning() -> None:
    samples: list[tuple[str, Language]] = [(PORTUGUESE, "pt-BR"), (ENGLISH, "en-US")]
    for text, language in samples:
        captions = make_captions(speak(text, 15), language, 30)
        assert lint_captions(captions) == []
        assert flat(captions) == text


def test_speech_faster_than_people_read_is_still_within_the_bar_where_its_pauses_allow_it() -> None:
    spoken = speak(PORTUGUESE, 21.5, pause_ms=500)
    assert sum(len(line.text) for line in spoken) / (spoken[-1].end_ms / 1000) < 20
    assert errors(make_captions(spoken, "pt-BR", 30)) == []


def test_speech_that_no_caption_can_follow_is_reported() -> None:
    captions = make_captions(speak(PORTUGUESE, 30, pause_ms=0), "pt-BR", 30)
    assert flat(captions) == PORTUGUESE
    assert {finding.rule for finding in lint_captions(captions)} == {"reading_speed"}


def test_phrases_are_not_torn_apart() -> None:
    torn = re.compile(
        r"(?i)\b(o|a|os|as|um|uma|de|do|da|em|no|na|para|pelo|pela|não|e|que|R\$|2,4|5|600|luz)$|\b(mr\.|the|a|an|of|not)$"
    )
    samples: list[tuple[str, Language]] = [(PORTUGUESE, "pt-BR"), (ENGLISH, "en-US")]
    for text, language in samples:
        for caption in make_captions(speak(text, 15), language, 30):
            for line in caption.text.split("\n"):
                assert not torn.search(line), caption.text


def test_a_sentence_that_fits_stays_together_and_sentences_are_not_joined_without_need() -> None:
    captions = make_captions(speak("A internet caiu. Vamos ver por quê.", 14, pause_ms=600), "pt-BR", 30)
    assert [caption.text for caption in captions] == ["A internet caiu.", "Vamos ver por quê."]


def test_short_sentences_in_quick_succession_are_joined() -> None:
    captions = make_captions(speak("Sim. Não. Talvez. Quem sabe?", 15, pause_ms=80), "pt-BR", 30)
    assert len(captions) < 4
    assert errors(captions) == []


def test_a_short_word_before_silence_stays_long_enough_to_be_read() -> None:
    captions = make_captions(
        [SpokenText("Pronto.", 0, 300), SpokenText("Até a próxima aula.", 5000, 6300)], "pt-BR", 30
    )
    assert 833 <= captions[0].end_ms <= 1800
    assert captions[1].start_ms == 5000


def test_captions_come_when_their_first_word_is_heard() -> None:
    text = "Primeiro desligue o roteador da tomada e depois espere trinta segundos antes de ligar de novo."
    # An engine's timing: every word 300 ms, with a long pause after "tomada".
    words, time_ms = [], 0
    for match in re.finditer(r"\S+", text):
        words.append(WordTime(char_start=match.start(), char_end=match.end(), start_ms=time_ms, end_ms=time_ms + 300))
        time_ms += 2000 if match.group() == "tomada" else 300
    captions = make_captions([SpokenText(text, 10_000, 10_000 + time_ms, tuple(words))], "pt-BR", 30)
    heard = {match.start(): word.start_ms for match, word in zip(re.finditer(r"\S+", text), words, strict=True)}
    position = 0
    for caption in captions:
        assert abs(caption.start_ms - (10_000 + heard[position])) <= 100
        position += len(caption.text) + 1
    assert "tomada" in captions[0].text
    assert "depois" in captions[1].text


def test_a_caption_that_differs_from_the_speech_is_timed_by_proportion() -> None:
    text = "Acesse www.fibraboa.example/segunda-via e baixe o boleto deste mês ou copie o código do PIX."
    captions = make_captions([SpokenText(text, 2000, 9000)], "pt-BR", 30)
    assert captions[0].start_ms == 2000
    assert 9000 <= captions[-1].end_ms <= 9400
    middle = len(captions[0].text) / len(text) * 7000 + 2000
    assert abs(captions[1].start_ms - middle) < 250


def test_an_address_longer_than_a_line_is_cut_after_a_slash_and_nothing_is_added_to_it() -> None:
    address = "https://www.fibraboa.example.br/suporte/boletos/segunda-via?contrato=123456789"
    captions = make_captions([SpokenText(f"Abra {address} agora.", 0, 9000)], "pt-BR", 30)
    assert address in "".join(caption.text.replace("\n", "") for caption in captions)
    assert errors(captions) == []


def test_no_caption_outlasts_the_video() -> None:
    captions = make_captions([SpokenText("Até logo!", 1000, 1500)], "pt-BR", 30, until_ms=1900)
    assert captions[-1].end_ms <= 1900


def test_lines_without_caption_text_show_none() -> None:
    assert make_captions([SpokenText("  ", 0, 1000)], "pt-BR", 30) == ()
    assert make_captions([], "en-US", 30) == ()


WORDS = st.text(alphabet="abcdeãçé,.?&<", min_size=1, max_size=14) | st.sampled_from(
    ["de", "não", "R$", "99,90", "https://exemplo.com.br/um/endereco/que/nao/cabe/em/linha/nenhuma", "x" * 100]
)


@st.composite
def spoken_lines(draw: st.DrawFn) -> list[SpokenText]:
    """Lines of random words, some timed word by word (gaps and words without length included), with random pauses."""
    time_ms, lines = draw(st.integers(0, 5000)), []
    for words in draw(st.lists(st.lists(WORDS, min_size=1, max_size=25), min_size=1, max_size=6)):
        text = " ".join(words)
        start_ms, position, timings = time_ms, 0, []
        for word in words:
            duration = draw(st.integers(0, 1200))
            timings.append(
                WordTime(
                    char_start=position,
                    char_end=position + len(word),
                    start_ms=time_ms - start_ms,
                    end_ms=time_ms - start_ms + duration,
                )
            )
            position += len(word) + 1
            time_ms += duration + draw(st.sampled_from([0, 0, 0, 150]))
        lines.append(SpokenText(text, start_ms, time_ms, tuple(timings) if draw(st.booleans()) else ()))
        time_ms += draw(st.integers(0, 2500))
    return lines


@settings(max_examples=120, derandomize=True, deadline=None)
@given(spoken_lines(), st.sampled_from([24, 25, 30, 60]))
def test_every_word_is_captioned_once_in_order_without_overlap(spoken: list[SpokenText], rate: int) -> None:
    captions = make_captions(spoken, "pt-BR", rate)
    captioned = "".join(re.sub(r"\s", "", caption.text) for caption in captions)
    assert captioned == "".join(re.sub(r"\s", "", line.text) for line in spoken)
    for caption in captions:
        assert caption.start_ms < caption.end_ms <= caption.start_ms + 7001
        lines = caption.text.split("\n")
        assert len(lines) <= 2
        assert all(0 < len(line) <= 42 and line == line.strip() for line in lines)
    frame_ms = 1000 / rate
    for before, after in pairwise(captions):
        gap_frames = round((after.start_ms - before.end_ms) / frame_ms)
        assert gap_frames == 0 or gap_frames >= 2


@settings(max_examples=60, derandomize=True, deadline=None)
@given(st.lists(st.integers(3, 11), min_size=3, max_size=120), st.floats(10, 16.5), st.integers(2, 20))
def test_even_speech_at_a_readable_pace_never_breaks_a_bar(lengths: list[int], pace: float, words: int) -> None:
    sentences = [lengths[start : start + words] for start in range(0, len(lengths), words)]
    text = " ".join(" ".join("m" * length for length in sentence)[:-1] + "a." for sentence in sentences)
    captions = make_captions(speak(text, pace), "pt-BR", 30)
    assert errors(captions) == []
