"""The command line: `tecnocursos make`, `render`, `outline`, `voices`, `serve`, `worker`, `migrate`, `doctor`, …"""

from __future__ import annotations

import typer

from tecnocursos import __version__
from tecnocursos.cli import audit, doctor, keys, making, people, serving, voices, whatsapp
from tecnocursos.cli.language import say

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=say(
        "Turns documents into narrated, captioned course videos.",
        "Transforma documentos em videoaulas narradas e legendadas.",
    ),
)
app.command("make", help=say("Make a video from a document.", "Faz um vídeo a partir de um documento."))(making.make)
app.command("render", help=say("Make the video of a course file.", "Faz o vídeo de um arquivo de curso."))(
    making.render
)
app.command("outline", help=say("Turn a document into course text.", "Transforma um documento em curso em texto."))(
    making.outline
)
app.add_typer(voices.app, name="voices")
app.add_typer(audit.app, name="audit")
app.add_typer(keys.app, name="keys")
app.add_typer(people.app, name="people")
app.add_typer(whatsapp.app, name="whatsapp")
app.command("serve", help=say("Run the server on this machine.", "Roda o servidor nesta máquina."))(serving.serve)
app.command("setup", help=say("Make the server's first owner.", "Cria o primeiro dono do servidor."))(serving.setup)
app.command("worker", help=say("Do jobs, for a server elsewhere.", "Faz trabalhos, para um servidor em outro lugar."))(
    serving.worker
)
app.command(
    "scheduler",
    help=say("Hand jobs to the workers, and ask for regular ones.", "Entrega trabalhos e pede os regulares."),
)(serving.scheduler)
app.command("migrate", help=say("Bring the database up to date.", "Atualiza o banco de dados."))(serving.migrate)
app.command("doctor", help=say("Say what is on this machine.", "Diz o que há nesta máquina."))(doctor.doctor)


@app.callback(invoke_without_command=True)
def main(version: bool = typer.Option(False, "--version", help=say("Show the version.", "Mostra a versão."))) -> None:
    if version:
        typer.echo(__version__)
        raise typer.Exit
