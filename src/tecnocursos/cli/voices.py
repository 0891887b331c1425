"""`voices`: list, install, remove, and hear them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from tecnocursos.bootstrap.workbench import build_workbench
from tecnocursos.cli.environment import read_settings
from tecnocursos.cli.language import say
from tecnocursos.cli.terminal import Output
from tecnocursos.kit.language import LANGUAGES
from tecnocursos.narration.installation import install_voice, remove_voice
from tecnocursos.narration.speech import LineRequest

app = typer.Typer(invoke_without_command=True, help=say("List and install voices.", "Lista e instala vozes."))

_SAMPLES = {
    "pt-BR": "Olá! Esta é a minha voz. O plano de 300 megabits custa R$ 99,90 por mês.",
    "en-US": "Hello! This is my voice. The 300 megabit plan costs $29.90 a month.",
}


@app.callback()
def voices(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help=say("As JSON.", "Como JSON."))] = False,
) -> None:
    if context.invoked_subcommand is not None:
        return
    console = Output(as_json=as_json)
    with console.errors(), build_workbench(read_settings()) as workbench:
        narrator = workbench.tools.narrator
        listed = narrator.list_voices()
        defaults = {narrator.default_voice(language) for language in LANGUAGES}
    if as_json:
        console.event("voices", voices=[voice.model_dump(mode="json") for voice in listed])
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("id", say("name", "nome"), say("language", "idioma"), say("licence", "licença"), ""):
        table.add_column(heading)
    for voice in listed:
        mark = say("default", "padrão") if voice.id in defaults else ""
        table.add_row(voice.id, voice.name, voice.language, voice.licence, mark)
    Console().print(table)


@app.command("install", help=say("Install a Piper voice (.onnx).", "Instala uma voz Piper (.onnx)."))
def install(
    source: Annotated[
        str, typer.Argument(help=say("The .onnx file, or an https address.", "O arquivo .onnx, ou um endereço https."))
    ],
) -> None:
    console = Output(as_json=False)
    with console.errors():
        voice = install_voice(source, read_settings().folders.voices)
    console.line(
        say("Installed. Use it with --voice piper:{}", "Instalada. Use com --voice piper:{}").format(voice.name)
    )


@app.command("remove", help=say("Remove an installed voice.", "Remove uma voz instalada."))
def remove(voice: Annotated[str, typer.Argument(help="id")]) -> None:
    console = Output(as_json=False)
    with console.errors():
        remove_voice(voice, read_settings().folders.voices)
    console.line(say("Removed.", "Removida."))


@app.command("sample", help=say("Write a sample of a voice to a WAV.", "Grava uma amostra da voz em WAV."))
def sample(
    voice: Annotated[str, typer.Argument(help="id")],
    output: Annotated[Path, typer.Option("--output", "-o")] = Path("sample.wav"),
    text: Annotated[str | None, typer.Option(help=say("What to say.", "O que dizer."))] = None,
) -> None:
    console = Output(as_json=False)
    with console.errors(), build_workbench(read_settings()) as workbench:
        narrator = workbench.tools.narrator
        known = {listed.id: listed for listed in narrator.list_voices()}
        language = known[voice].language if voice in known else "pt-BR"
        request = LineRequest(text=text or _SAMPLES[language], voice=voice, language=language)
        (speech,) = narrator.speak_lines([request], {}, on_spoken=lambda _: None, check_cancelled=lambda: None)
        shutil.copyfile(speech.file, output)
    console.line(str(output))
