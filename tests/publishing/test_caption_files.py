from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.publishing.caption_files import to_srt, to_vtt
from tecnocursos.rendering.timeline import Caption

CAPTIONS = (
    Caption(start_ms=0, end_ms=1500, text="Preço & prazo: 5 < 6 --> certo?\nSim, é isso."),
    Caption(start_ms=3_723_004, end_ms=3_725_000, text="Depois de uma hora\n\n“aspas” e ação"),
)


def test_srt_is_written_as_players_expect() -> None:
    assert to_srt(CAPTIONS).split("\n\n")[0] == (
        "1\n00:00:00,000 --> 00:00:01,500\nPreço & prazo: 5 < 6 --> certo?\nSim, é isso."
    )
    assert "2\n01:02:03,004 --> 01:02:05,000\nDepois de uma hora\n“aspas” e ação\n" in to_srt(CAPTIONS)


def test_vtt_escapes_what_would_be_markup() -> None:
    written = to_vtt(CAPTIONS)
    assert written.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:01.500\nPreço &amp; prazo: 5 &lt; 6 --&gt; certo?\n")
    assert written.count("-->") == len(CAPTIONS)


def test_ffmpeg_reads_both_files_back(tmp_path: Path) -> None:
    for name, text in (("captions.srt", to_srt(CAPTIONS)), ("captions.vtt", to_vtt(CAPTIONS))):
        (tmp_path / name).write_text(text, encoding="utf-8")
        command = FFmpeg().command("-i", tmp_path / name, "-f", "srt", "-")
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        assert done.stderr == ""
        cues = re.findall(r"--> .*\n((?:.+\n?)+)", done.stdout)
        assert len(cues) == len(CAPTIONS)
        assert "Sim, é isso." in cues[0]
        assert "“aspas” e ação" in cues[1]


def test_no_captions_make_valid_files() -> None:
    assert to_srt(()) == ""
    assert to_vtt(()) == "WEBVTT\n"
