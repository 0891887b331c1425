"""From a document to a video, as a user runs it, and what lies beside the video."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from itertools import pairwise
from pathlib import Path

import pytest
from cli_runs import EXAMPLES, Demo, tecnocursos
from PIL import Image
from pptx import Presentation

from tecnocursos.infra.ffmpeg import FFmpeg

_DURATION = re.compile(r"Duration: (\d+):(\d+):(\d+)\.(\d+)")


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _described(video: Path) -> str:
    """What FFmpeg says of the file: streams, chapters, metadata."""
    command = [str(FFmpeg().binary), "-hide_banner", "-nostdin", "-i", str(video), "-t", "0.1", "-f", "null", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stderr


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def test_everything_is_there(demo: Demo) -> None:
    finished = demo.done.events[-1]
    assert finished["event"] == "finished"
    suffixes = {".srt", ".vtt", ".chapters.vtt", ".transcript.md", ".png", ".course.json", ".report.md"}
    assert {Path(file).name.removeprefix("internet-em-casa") for file in finished["files"]} == suffixes
    assert all(demo.beside(suffix).stat().st_size > 0 for suffix in suffixes | {".mp4"})
    assert not list(demo.folder.rglob(".*"))


def test_the_video_says_what_it_is(demo: Demo) -> None:
    said = _described(demo.video)
    assert "Video: h264 (High)" in said
    assert "1920x1080" in said
    assert "30 fps" in said
    assert "Audio: aac (LC)" in said
    assert "48000 Hz, stereo" in said
    assert "Subtitle: mov_text" in said
    hours, minutes, seconds, hundredths = map(int, _DURATION.search(said).groups())  # type: ignore[union-attr]
    length_ms = ((hours * 60 + minutes) * 60 + seconds) * 1000 + hundredths * 10
    assert abs(length_ms - demo.done.events[-1]["duration_ms"]) <= 40


def test_notes_are_spoken_word_for_word(demo: Demo) -> None:
    deck = Presentation(str(EXAMPLES / "internet-em-casa.pptx"))
    visible = [slide for slide in deck.slides if slide._element.get("show") != "0"]
    notes = [slide.notes_slide.notes_text_frame.text for slide in visible if slide.has_notes_slide]
    captions = " ".join(
        line
        for line in demo.beside(".srt").read_text().splitlines()
        if line and "-->" not in line and not line.isdigit()
    )
    spoken = " ".join(_words(captions))
    for note in notes:
        sentences = re.sub(r"^\(.*\)$", "", note, flags=re.MULTILINE)
        assert " ".join(_words(sentences)) in spoken


def test_every_visible_slide_has_its_scene(demo: Demo) -> None:
    deck = Presentation(str(EXAMPLES / "internet-em-casa.pptx"))
    course = json.loads(demo.beside(".course.json").read_text())
    sections = {scene.get("section_id") for scene in course["scenes"]}
    for slide in deck.slides:
        assert (f"slide-{slide.slide_id}" in sections) == (slide._element.get("show") != "0")


def test_chapters_stand_in_the_file_and_beside_it(demo: Demo) -> None:
    titles = [line for line in demo.beside(".chapters.vtt").read_text().splitlines()[1:] if line and "-->" not in line]
    said = _described(demo.video)
    assert len(titles) >= 3
    for title in titles:
        assert title in said


def test_progress_is_honest(demo: Demo) -> None:
    reports = [event for event in demo.done.events if event["event"] == "progress"]
    percents = [report["percent"] for report in reports]
    assert percents == sorted(percents)
    assert percents[-1] == 100
    assert {report["stage"] for report in reports} >= {"read", "speech", "pictures", "sound", "video"}
    assert max(after - before for before, after in pairwise(percents)) < 35


def test_the_report_finds_nothing_wrong_with_notes(demo: Demo) -> None:
    finished = demo.done.events[-1]
    assert finished["findings"] == 0
    assert finished["coverage_percent"] == 100


def test_the_poster_is_a_picture_of_the_video(demo: Demo) -> None:
    with Image.open(demo.beside(".png")) as poster:
        assert poster.size == (1920, 1080)
        assert len(set(poster.convert("L").resize((64, 36)).tobytes())) > 8


def test_a_course_file_repeats_the_run_byte_for_byte(demo: Demo, tmp_path: Path) -> None:
    shutil.copytree(demo.beside(".media"), tmp_path / "internet-em-casa.media")
    shutil.copy(demo.beside(".course.json"), tmp_path)
    done = tecnocursos("render", tmp_path / "internet-em-casa.course.json", "--json", cache=tmp_path / "cold")
    assert done.code == 0, done.out + done.err
    assert done.events[-1]["coverage_percent"] == demo.done.events[-1]["coverage_percent"]
    for suffix in (".mp4", ".report.md", ".srt", ".vtt", ".chapters.vtt", ".transcript.md", ".png", ".course.json"):
        assert _digest(tmp_path / f"internet-em-casa{suffix}") == _digest(demo.beside(suffix)), suffix


def test_an_edit_by_hand_reaches_the_video(demo: Demo, tmp_path: Path) -> None:
    shutil.copytree(demo.beside(".media"), tmp_path / "internet-em-casa.media")
    course = json.loads(demo.beside(".course.json").read_text())
    course["scenes"][1]["lines"][0]["text"] = "Esta frase foi trocada à mão."
    (tmp_path / "edited.course.json").write_text(json.dumps(course))
    done = tecnocursos("render", tmp_path / "edited.course.json", cache=demo.cache)
    assert done.code == 0, done.err
    assert "trocada à mão" in (tmp_path / "edited.srt").read_text()
    assert "conferidas com o documento" not in (tmp_path / "edited.report.md").read_text()
    assert _digest(tmp_path / "edited.mp4") != _digest(demo.video)


@pytest.mark.parametrize(
    ("example", "options", "size"),
    [
        ("manual-do-roteador.pdf", ["--size", "vertical", "--template", "education"], "1080x1920"),
        ("procedimento-visita-tecnica.docx", ["--size", "720p", "--template", "corporate"], "1280x720"),
        ("how-wifi-works.md", ["--size", "square", "--template", "tech", "--script", "text"], "1080x1080"),
        ("aula-em-texto.md", ["--size", "720p", "--template", "minimal"], "1280x720"),
    ],
)
def test_every_format_becomes_a_video(example: str, options: list[str], size: str, tmp_path: Path) -> None:
    target = tmp_path / "course.mp4"
    done = tecnocursos("make", EXAMPLES / example, "-o", target, *options, "--json", cache=tmp_path / "cache")
    assert done.code == 0, done.out + done.err
    assert size in _described(target)
    assert (tmp_path / "course.srt").read_text().count("-->") > 5
    assert done.events[-1]["findings"] == 0


def test_brand_lexicon_and_music(demo: Demo, tmp_path: Path) -> None:
    done = tecnocursos(
        *("make", EXAMPLES / "internet-em-casa.pptx", "-o", tmp_path / "brand.mp4", "--size", "720p"),
        *("--brand", EXAMPLES / "brand-fibra-boa.yaml", "--lexicon", EXAMPLES / "lexico.yaml"),
        *("--music", EXAMPLES / "trilha.mp3"),
        cache=demo.cache,
    )
    assert done.code == 0, done.err
    course = json.loads((tmp_path / "brand.course.json").read_text())
    assert course["lexicon"]
    assert {course["brand"]["logo"], course["music"]["file"]} == {
        f"brand.media/{path.name}" for path in (tmp_path / "brand.media").iterdir() if path.name in str(course)
    } - {slide["picture"]["file"] for scene in course["scenes"] if "picture" in (slide := scene["slide"])}


def test_a_document_as_text_and_back(tmp_path: Path) -> None:
    text = tmp_path / "visita.md"
    cache = tmp_path / "cache"
    done = tecnocursos("outline", EXAMPLES / "procedimento-visita-tecnica.docx", "-o", text, cache=cache)
    assert done.code == 0, done.err
    edited = text.read_text() + "\n---\n\n# Mais uma cena\n\nEsta cena foi escrita à mão.\n"
    text.write_text(edited)
    done = tecnocursos("make", text, "--size", "720p", "-o", tmp_path / "visita.mp4", cache=cache)
    assert done.code == 0, done.err
    assert "escrita à mão" in (tmp_path / "visita.transcript.md").read_text()
    report = (tmp_path / "visita.report.md").read_text()
    assert "1 escritas à mão sem indicar a fonte" in report
    assert "Cobertura de procedimento-visita-tecnica.docx" in report


@pytest.mark.parametrize("damage", ["halved", "overwritten"])
def test_a_damaged_cache_is_mended(damage: str, tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    make = ("make", EXAMPLES / "aula-em-texto.md", "--size", "720p", "-o")
    assert tecnocursos(*make, tmp_path / "first.mp4", cache=cache).code == 0
    for path in [path for path in cache.rglob("*") if path.is_file()]:
        data = path.read_bytes()
        middle = len(data) // 2
        path.write_bytes(data[:middle] if damage == "halved" else data[:middle] + b"damaged" + data[middle + 7 :])
    done = tecnocursos(*make, tmp_path / "second.mp4", cache=cache)
    assert done.code == 0, done.err
    assert _digest(tmp_path / "second.mp4") == _digest(tmp_path / "first.mp4")
