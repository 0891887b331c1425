"""What users get wrong is named, with the file and the reason, in their language."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from cli_runs import EXAMPLES, tecnocursos


def test_a_missing_file(tmp_path: Path) -> None:
    done = tecnocursos("make", "nowhere.pptx", cache=tmp_path)
    assert done.code == 1
    assert "nowhere.pptx does not exist" in done.err
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.pptx", b""),
        ("damaged.pptx", (EXAMPLES / "internet-em-casa.pptx").read_bytes()[:20_000]),
        ("picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(100)),
        ("old.ppt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
        ("blank.md", b"\n\n   \n"),
    ],
)
def test_unusable_documents_are_named(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    done = tecnocursos("make", tmp_path / name, "-o", tmp_path / "out.mp4", "--json", cache=tmp_path / "cache")
    assert done.code == 1
    error = done.events[-1]
    assert error["event"] == "error"
    assert name in error["message"]
    assert not (tmp_path / "out.mp4").exists()


def test_messages_in_portuguese(tmp_path: Path) -> None:
    done = tecnocursos("make", "nada.pptx", cache=tmp_path, TECNOCURSOS_UI_LANGUAGE="pt")
    assert "nada.pptx não existe" in done.err


def test_an_unknown_voice_is_told_what_there_is(tmp_path: Path) -> None:
    done = tecnocursos("make", EXAMPLES / "aula-em-texto.md", "--voice", "espeak:klingon", cache=tmp_path, cwd=tmp_path)
    assert done.code == 1
    assert "klingon" in done.err
    assert "espeak:pt-br" in done.err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("primary: teal\n", "primary"),
        ("colour: '#000000'\n", "colour"),
        ("- a list\n", "brand.yaml"),
        ("logo: missing.png\n", "missing.png"),
        ("{", "brand.yaml"),
    ],
)
def test_a_wrong_brand_file(tmp_path: Path, content: str, said: str) -> None:
    brand = tmp_path / "brand.yaml"
    brand.write_text(content)
    done = tecnocursos("make", EXAMPLES / "aula-em-texto.md", "--brand", brand, cache=tmp_path, cwd=tmp_path)
    assert done.code == 1
    assert said in done.err
    assert "brand.yaml" in done.err


def test_a_script_by_a_model_needs_a_model(tmp_path: Path) -> None:
    done = tecnocursos("make", EXAMPLES / "how-wifi-works.md", "--script", "llm", cache=tmp_path, cwd=tmp_path)
    assert done.code == 1
    assert "TECNOCURSOS_SCRIPT_MODEL__BASE_URL" in done.err


def test_doctor_finds_a_working_machine(tmp_path: Path) -> None:
    done = tecnocursos("doctor", "--json", cache=tmp_path)
    assert done.code == 0, done.out
    states = {finding["part"]: finding["state"] for finding in done.events[0]["findings"]}
    assert states["ffmpeg"] == states["pictures"] == states["voice"] == "ok"


@pytest.mark.parametrize("command", ["doctor", "voices", "make"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("TECNOCURSOS_WORKERS", "0"),
        ("TECNOCURSOS_FOLDERS__CACHE_LIMIT_BYTES", "secret"),
        ("TECNOCURSOS_SERVER__MONITORING_TOKEN", "secret".ljust(23, "x")),
    ],
)
def test_a_wrong_setting_is_named_and_not_shown(command: str, name: str, content: str, tmp_path: Path) -> None:
    source = [EXAMPLES / "aula-em-texto.md"] if command == "make" else []
    done = tecnocursos(command, *source, cache=tmp_path, cwd=tmp_path, **{name: content})
    assert done.code == 1
    assert f"{name} cannot be used: " in " ".join(done.err.split())
    assert "secret" not in done.err
    assert "Traceback" not in done.err


def test_a_voice_is_installed_used_and_removed(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "ana.onnx").write_bytes(b"\x08\x08")
    settings = {
        "audio": {"sample_rate": 16_000},
        "espeak": {"voice": "pt-br"},
        "num_symbols": 256,
        "num_speakers": 1,
        "phoneme_id_map": {"a": [1]},
    }
    (tmp_path / "new" / "ana.onnx.json").write_text(json.dumps(settings))
    folder = {"TECNOCURSOS_FOLDERS__VOICES": str(tmp_path / "voices")}
    done = tecnocursos("voices", "install", tmp_path / "new" / "ana.onnx", cache=tmp_path, **folder)
    assert done.code == 0
    assert done.err.strip().endswith("--voice piper:ana")
    listed = tecnocursos("voices", "--json", cache=tmp_path, **folder)
    assert listed.events[0]["voices"][0]["id"] == "piper:ana"
    assert tecnocursos("voices", "remove", "piper:ana", cache=tmp_path, **folder).code == 0
    assert list((tmp_path / "voices").iterdir()) == []


def test_voices_are_listed_for_both_languages(tmp_path: Path) -> None:
    done = tecnocursos("voices", "--json", cache=tmp_path)
    languages = {voice["language"] for voice in done.events[0]["voices"]}
    assert languages == {"pt-BR", "en-US"}


def test_the_input_is_never_the_output(tmp_path: Path) -> None:
    source = tmp_path / "lesson.md"
    source.write_text("# One\n\nA sentence to say.\n")
    for command in ("make", "outline"):
        done = tecnocursos(command, source, "-o", source, cache=tmp_path / "cache")
        assert done.code == 1
        assert "it is the input" in done.err
        assert source.read_text().startswith("# One")


def test_only_files_are_replaced(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.mp4"
    os.mkfifo(pipe)
    for target in (tmp_path, pipe):
        done = tecnocursos("make", EXAMPLES / "aula-em-texto.md", "-o", target, cache=tmp_path / "cache")
        assert done.code == 1
        assert "it is not a file" in done.err
    assert pipe.is_fifo()


def test_a_picture_of_the_course_is_not_replaced_by_its_poster(tmp_path: Path) -> None:
    picture = (EXAMPLES / "pictures" / "cabo-ou-wifi.png").read_bytes()
    (tmp_path / "aula.png").write_bytes(picture)
    (tmp_path / "aula.md").write_text(
        "# Casa\n\n![A casa](aula.png)\n\nEsta é a casa.\n\n---\n\n# Fim\n\nFim da aula.\n"
    )
    done = tecnocursos("make", tmp_path / "aula.md", "-o", tmp_path / "aula.mp4", cache=tmp_path / "cache")
    assert done.code == 1
    assert "aula.png belongs to the course" in done.err
    assert (tmp_path / "aula.png").read_bytes() == picture


def test_what_the_system_refuses_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = tecnocursos(
        "make", EXAMPLES / "aula-em-texto.md", "-o", tmp_path / "file" / "a.mp4", cache=tmp_path / "cache"
    )
    assert done.code == 1
    assert "Traceback" not in done.err
    done = tecnocursos("make", EXAMPLES / "aula-em-texto.md", "-o", tmp_path / "a.mp4", cache=tmp_path / "file")
    assert done.code == 1
    assert "Traceback" not in done.err
    assert "file" in done.err
