"""`people`: keep a person out of the installation, or let them back in.

The server's parts are imported when a command runs: the commands that make videos do not wait for them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from tecnocursos.cli.environment import read_settings
from tecnocursos.cli.language import say
from tecnocursos.cli.terminal import Output

app = typer.Typer(no_args_is_help=True, help=say("The people of the installation.", "As pessoas da instalação."))

_Address = Annotated[str, typer.Argument(metavar="EMAIL", help=say("Their e-mail address.", "O e-mail da pessoa."))]


@app.command(
    help=say("End all sign-ins and keys of a person, at once, and refuse new ones.", "Bloqueia uma pessoa na hora.")
)
def disable(email: _Address) -> None:
    from tecnocursos.accounts.disabling import disable as disable_person

    _change(disable_person, email, say("✓ they are out, and stay out", "✓ acesso encerrado e bloqueado"))


@app.command(help=say("Let a person sign in again.", "Permite que uma pessoa entre de novo."))
def enable(email: _Address) -> None:
    from tecnocursos.accounts.disabling import enable as enable_person

    _change(enable_person, email, say("✓ they may sign in again", "✓ pode entrar de novo"))


def _change(change: Callable[[Any, str], None], email: str, said: str) -> None:
    """`change` is given a session and the address."""
    from tecnocursos.bootstrap.platform import build
    from tecnocursos.infra.database import SYSTEM

    console = Output(as_json=False)
    with console.errors(), build(read_settings()) as platform:
        with platform.database.transaction(SYSTEM) as session:
            change(session, email)
        console.line(said)
