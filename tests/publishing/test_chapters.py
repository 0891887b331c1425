from __future__ import annotations

from tecnocursos.publishing.chapters import chapters_of, chapters_vtt
from tecnocursos.rendering.slides import TitleSlide
from tecnocursos.rendering.timeline import SpeechClip, Timeline, TimelineScene


def make_timeline(chapters: list[str | None]) -> Timeline:
    return Timeline(
        title="Internet em casa",
        language="pt-BR",
        width=1920,
        height=1080,
        scenes=tuple(
            TimelineScene(
                id=f"scene-{number}",
                slide=TitleSlide(title="Um título"),
                frame_count=96,
                speech=(SpeechClip(at_ms=200, duration_ms=2000, file="a.wav"),),
                chapter=chapter,
            )
            for number, chapter in enumerate(chapters)
        ),
    )


def test_chapters_cover_the_video_from_the_start_to_the_end() -> None:
    chapters = chapters_of(make_timeline([None, "O caminho da fibra", None, "Wi-Fi <em> casa", None]))
    assert [(chapter.title, chapter.start_ms, chapter.end_ms) for chapter in chapters] == [
        ("O caminho da fibra", 0, 9600),
        ("Wi-Fi <em> casa", 9600, 16000),
    ]


def test_the_file_lists_them_escaped_on_one_line_each() -> None:
    assert chapters_vtt(chapters_of(make_timeline(["Planos\n& preços", "Suporte"]))) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:03.200\nPlanos &amp; preços\n\n00:00:03.200 --> 00:00:06.400\nSuporte\n"
    )


def test_a_video_without_chapters_has_an_empty_file() -> None:
    assert chapters_vtt(chapters_of(make_timeline([None]))) == "WEBVTT\n"
