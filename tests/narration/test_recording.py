"""Recordings of the user's as the voice of a line, made by FFmpeg in the formats people have."""

from __future__ import annotations

from pathlib import Path

import pytest

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.narration.adapters.espeak import EspeakEngine
from tecnocursos.narration.adapters.recording import RecordingEngine
from tecnocursos.narration.errors import RecordingUnusable
from tecnocursos.narration.service import Narrator
from tecnocursos.narration.speech import LineRequest

TEXT = "Primeiro ligue o cabo. Depois espere a luz."


def _record(path: Path, espeak: EspeakEngine, *filters: str) -> Path:
    """The built-in voice stands in for a person, with silence around, in stereo at 44.1 kHz."""
    raw = espeak.speak(TEXT, "pt-br", 1.0)
    source = ("-f", "f32le", "-ar", str(raw.sample_rate), "-ac", "1", "-i", "-")
    chain = ",".join(["adelay=700", "apad=pad_dur=0.9", *filters])
    FFmpeg().run((*source, "-af", chain, "-ar", "44100", "-ac", "2", path), task="", data=raw.samples.tobytes())
    return path


@pytest.mark.parametrize("ending", ["wav", "mp3", "m4a", "ogg", "flac"])
def test_formats(narrator: Narrator, espeak: EspeakEngine, tmp_path: Path, ending: str) -> None:
    path = _record(tmp_path / f"minha gravação.{ending}", espeak)
    request = LineRequest(text=TEXT, voice=f"recording:{path}", language="pt-BR")
    [speech] = narrator.speak_lines([request], {})
    [spoken] = narrator.speak_lines([LineRequest(text=TEXT, voice="espeak:pt-br", language="pt-BR")], {})
    assert speech.duration_ms == pytest.approx(spoken.duration_ms, abs=150), "the silence around is gone"
    words = {TEXT[word.char_start : word.char_end]: word.start_ms for word in speech.words}
    truth = {TEXT[word.char_start : word.char_end]: word.start_ms for word in spoken.words}
    assert list(words) == TEXT.split()
    assert max(abs(words[word] - truth[word]) for word in words) < 450
    [faster] = narrator.speak_lines([request.model_copy(update={"speed": 1.5})], {})
    assert faster.duration_ms == pytest.approx(speech.duration_ms / 1.5, rel=0.08)


def test_a_changed_file_is_read_again(narrator: Narrator, espeak: EspeakEngine, tmp_path: Path) -> None:
    request = LineRequest(text=TEXT, voice=f"recording:{_record(tmp_path / 'a.wav', espeak)}", language="pt-BR")
    [before] = narrator.speak_lines([request], {})
    _record(tmp_path / "a.wav", espeak, "asetrate=20000")
    [after] = narrator.speak_lines([request], {})
    assert after.name != before.name


def test_clear_errors(tmp_path: Path) -> None:
    engine = RecordingEngine(FFmpeg())
    (tmp_path / "text.mp3").write_text("this is not sound")
    (tmp_path / "empty.wav").write_bytes(b"")
    (tmp_path / "list.m3u8").write_text("#EXTM3U\nhttp://127.0.0.1/a.ts\n")
    (tmp_path / "playlist.wav").write_text("#EXTM3U\n#EXTINF:1,\n/etc/passwd\n")
    FFmpeg().run(("-f", "lavfi", "-i", "anullsrc=d=1", tmp_path / "silent.wav"), task="")
    FFmpeg().run(("-f", "lavfi", "-i", "color=d=1:s=64x64", tmp_path / "picture.webm"), task="")
    FFmpeg().run(("-f", "lavfi", "-i", "sine=d=1000:r=8000", tmp_path / "long.wav"), task="")
    for name, reason in {
        "missing.wav": "there is no such file",
        "text.mp3": "no sound that can be read",
        "empty.wav": "no sound that can be read",
        "list.m3u8": "a recording is one of",
        "playlist.wav": "no sound that can be read",
        "silent.wav": "it is silent",
        "picture.webm": "no sound that can be read",
        "long.wav": "longer than 15 minutes",
        "": "there is no such file",
    }.items():
        with pytest.raises(RecordingUnusable, match=reason) as caught:
            engine.speak("oi", str(tmp_path / name), 1.0)
        assert str(tmp_path.parent) not in str(caught.value)


def test_a_damaged_recording_is_used_as_far_as_it_goes(espeak: EspeakEngine, tmp_path: Path) -> None:
    whole = _record(tmp_path / "whole.mp3", espeak)
    cut = tmp_path / "cut.mp3"
    cut.write_bytes(whole.read_bytes()[: whole.stat().st_size * 2 // 3])
    engine = RecordingEngine(FFmpeg())
    lengths = [len(engine.speak(TEXT, str(path), 1.0).samples) for path in (cut, whole)]
    assert 0.4 < lengths[0] / lengths[1] < 0.9
