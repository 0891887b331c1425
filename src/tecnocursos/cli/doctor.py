"""`doctor`: what is on this machine, and what would make it better."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from tecnocursos import __version__
from tecnocursos.bootstrap.workbench import Workbench, build_workbench
from tecnocursos.cli.environment import read_usable_settings
from tecnocursos.cli.findings import Finding
from tecnocursos.cli.language import reason_of, say, terminal_language
from tecnocursos.cli.terminal import Output
from tecnocursos.config.models import ChatModelSettings, EmbeddingSettings
from tecnocursos.documents.office import find_office
from tecnocursos.kit.errors import ProductError
from tecnocursos.narration.speech import LineRequest
from tecnocursos.rendering.slides import TitleSlide
from tecnocursos.rendering.stage.stage import Stage
from tecnocursos.rendering.timeline import Brand

_FREE_BYTES_NEEDED = 2 * 1024**3


def doctor(as_json: Annotated[bool, typer.Option("--json", help=say("As JSON.", "Como JSON."))] = False) -> None:
    console = Output(as_json=as_json)
    with console.errors():
        settings, wrong = read_usable_settings()
        findings = [Finding("settings", "broken", error.message(terminal_language())) for error in wrong]
        with build_workbench(settings) as workbench:
            findings += _examine(workbench)

        from tecnocursos.cli.server_doctor import examine_server

        # What is set wrongly cannot be looked at, and nothing else stands in its place.
        findings += examine_server(settings, skipped=[error.place[0] for error in wrong if error.place])
    console.event("doctor", findings=[{"part": f.part, "state": f.state, "text": f.text} for f in findings])
    marks = {"ok": ("✓", "green"), "better": ("○", "yellow"), "broken": ("✗", "bold red")}
    for finding in findings:
        mark, style = marks[finding.state]
        console.line(f"{mark} {finding.part:<12} {finding.text}", style=style)
    if any(finding.state == "broken" for finding in findings):
        raise typer.Exit(1)


def _examine(workbench: Workbench) -> Iterator[Finding]:
    yield Finding("version", "ok", f"TecnoCursos AI {__version__}, Python {sys.version.split()[0]}")
    yield _machine()
    checks: tuple[tuple[str, Callable[[Workbench], Finding]], ...] = (
        ("ffmpeg", _ffmpeg),
        ("pictures", _pictures),
        ("voice", _voice),
        ("piper", _piper),
        ("model", _model),
        ("answers", _answer_model),
        ("agent", _agent_model),
        ("embeddings", _embeddings),
        ("office", _office),
        ("cache", _cache),
    )
    for part, check in checks:
        try:
            yield check(workbench)
        except ProductError as error:
            yield Finding(part, "broken", error.message(terminal_language()))
        except OSError as error:
            yield Finding(part, "broken", f"{error.filename or part}: {reason_of(error)}")


def _machine() -> Finding:
    cores = os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    text = say("{cores} cores, {memory:.0f} GiB of memory", "{cores} núcleos, {memory:.0f} GiB de memória")
    return Finding("machine", "ok" if memory >= 2 else "better", text.format(cores=cores, memory=memory))


def _ffmpeg(workbench: Workbench) -> Finding:
    ffmpeg = workbench.tools.ffmpeg
    encoders = ffmpeg.run(["-encoders"], task="encoders").decode(errors="replace")
    missing = [name for name in ("libx264", "aac") if f" {name} " not in encoders]
    version = ffmpeg.version.split(" Copyright")[0]
    if missing:
        return Finding("ffmpeg", "broken", say("{} lacks {}", "{} não tem {}").format(version, ", ".join(missing)))
    return Finding("ffmpeg", "ok", version)


def _pictures(_workbench: Workbench) -> Finding:
    stage = Stage(
        template="modern",
        brand=Brand(),
        width=640,
        height=360,
        language="pt-BR",
        locate=lambda name: Path(name),
    )
    picture = stage.draw(TitleSlide(title="TecnoCursos"))
    return Finding("pictures", "ok", f"Typst, {picture.shape[1]}×{picture.shape[0]}")


def _voice(workbench: Workbench) -> Finding:
    narrator = workbench.tools.narrator
    voice = narrator.default_voice("pt-BR")
    request = LineRequest(text="Um, dois, três.", voice=voice, language="pt-BR")
    (speech,) = narrator.speak_lines([request], {}, on_spoken=lambda _: None, check_cancelled=lambda: None)
    text = say("{voice} speaks ({seconds:.1f} s)", "{voice} fala ({seconds:.1f} s)")
    return Finding("voice", "ok", text.format(voice=voice, seconds=speech.duration_ms / 1000))


def _piper(workbench: Workbench) -> Finding:
    installed = [voice for voice in workbench.tools.narrator.list_voices() if voice.engine == "piper"]
    if installed:
        return Finding("piper", "ok", ", ".join(voice.id for voice in installed))
    if find_spec("piper") is None:
        how = say(
            "pip install 'tecnocursos[piper]' and `tecnocursos voices install VOICE.onnx` give a more natural voice",
            "pip install 'tecnocursos[piper]' e `tecnocursos voices install VOZ.onnx` dão uma voz mais natural",
        )
    else:
        how = say(
            "`tecnocursos voices install VOICE.onnx` gives a more natural voice",
            "`tecnocursos voices install VOZ.onnx` dá uma voz mais natural",
        )
    return Finding("piper", "better", how)


def _model(workbench: Workbench) -> Finding:
    how = say(
        "no model set; scripts come from notes and text (TECNOCURSOS_SCRIPT_MODEL__BASE_URL sets one)",
        "sem modelo; os roteiros vêm das anotações e do texto (TECNOCURSOS_SCRIPT_MODEL__BASE_URL define um)",
    )
    return _service("model", workbench.settings.script_model, how)


def _answer_model(workbench: Workbench) -> Finding:
    how = say(
        "no model set; answers are sentences of the documents (TECNOCURSOS_ANSWER_MODEL__BASE_URL sets one)",
        "sem modelo; as respostas são frases dos documentos (TECNOCURSOS_ANSWER_MODEL__BASE_URL define um)",
    )
    return _service("answers", workbench.settings.answer_model, how)


def _agent_model(workbench: Workbench) -> Finding:
    how = say(
        "no model set; rules sort what customers write (TECNOCURSOS_AGENT_MODEL__BASE_URL sets one)",
        "sem modelo; regras separam o que os clientes escrevem (TECNOCURSOS_AGENT_MODEL__BASE_URL define um)",
    )
    return _service("agent", workbench.settings.agent_model, how)


def _embeddings(workbench: Workbench) -> Finding:
    how = say(
        "no service set; passages are found by their words (TECNOCURSOS_EMBEDDINGS__BASE_URL sets one)",
        "sem serviço; os trechos são encontrados pelas palavras (TECNOCURSOS_EMBEDDINGS__BASE_URL define um)",
    )
    return _service("embeddings", workbench.settings.embeddings, how)


def _service(part: str, settings: ChatModelSettings | EmbeddingSettings, without: str) -> Finding:
    """Which model is asked where, without a password in its address; it is not asked, since that may cost."""
    if settings.base_url:
        return Finding(part, "ok", f"{settings.model} @ {settings.base_url.split('@')[-1]}")
    return Finding(part, "better", without)


def _office(workbench: Workbench) -> Finding:
    wanted = workbench.settings.office_binary
    found = find_office(wanted)
    if found:
        return Finding("office", "ok", say("LibreOffice found: {}", "LibreOffice encontrado: {}").format(found))
    if wanted:
        return Finding("office", "broken", say("{} is no program", "{} não é um programa").format(wanted))
    how = say(
        "sudo apt-get install --no-install-recommends libreoffice-impress shows decks as designed (--slides original)",
        "sudo apt-get install --no-install-recommends libreoffice-impress mostra os slides originais"
        " (--slides original)",
    )
    return Finding("office", "better", how)


def _cache(workbench: Workbench) -> Finding:
    folder = workbench.settings.folders.cache
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryFile(dir=folder) as probe:
        probe.write(b"x")
    free = shutil.disk_usage(folder).free
    text = f"{folder}, " + say("{:.0f} GiB free", "{:.0f} GiB livres").format(free / 1024**3)
    return Finding("cache", "ok" if free >= _FREE_BYTES_NEEDED else "better", text)
