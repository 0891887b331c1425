"""`audit verify`: is the record of who did what as it was written?

The server's parts are imported when the command runs: the commands that make videos do not wait for them.
"""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

from tecnocursos.cli.environment import read_settings
from tecnocursos.cli.language import say
from tecnocursos.cli.terminal import Output

app = typer.Typer(no_args_is_help=True, help=say("The record of who did what.", "O registro de quem fez o quê."))

_REASONS: dict[str, tuple[str, str]] = {
    "missing": ("is missing", "não existe"),
    "altered": ("was altered", "foi alterado"),
    "rewritten": ("was rewritten: a checkpoint says otherwise", "foi reescrito: um ponto de controle diz outra coisa"),
    "cut": ("is gone, and all after it", "sumiu, com todos os seguintes"),
    "unlinked": ("stands behind the end of the chain", "está além do fim da cadeia"),
    "checkpoint_forged": ("has a checkpoint that is not ours", "tem um ponto de controle que não é nosso"),
}


@app.callback()
def audit() -> None:
    """Keep `verify` a command of its own."""


@app.command(help=say("Recompute the chains; 1 when one is broken.", "Recalcula as cadeias; 1 se houver quebra."))
def verify(
    tenant: Annotated[UUID | None, typer.Option(help=say("Only this tenant.", "Só esta organização."))] = None,
    as_json: Annotated[bool, typer.Option("--json", help=say("As JSON.", "Como JSON."))] = False,
) -> None:
    from tecnocursos.audit.verification import list_chains, verify_chain
    from tecnocursos.bootstrap.platform import build
    from tecnocursos.infra.database import SYSTEM

    console = Output(as_json=as_json)
    is_broken = False
    with console.errors(), build(read_settings()) as platform:
        with platform.database.transaction(SYSTEM, is_reading=True) as session:
            chains = [tenant] if tenant else list_chains(session, platform.checkpoints)
        for chain in chains:
            with platform.database.transaction(SYSTEM, is_reading=True) as session:
                found = verify_chain(session, chain, platform.checkpoints)
            is_broken |= found.broken is not None
            broken = (found.broken.sequence, found.broken.reason) if found.broken else None
            _tell(console, chain, found.last_sequence, found.checkpoint_sequence, broken)
    if is_broken:
        raise typer.Exit(1)


def _tell(console: Output, chain: UUID, last: int, checkpoint: int, broken: tuple[int, str] | None) -> None:
    console.event(
        "chain",
        tenant_id=str(chain),
        last_sequence=last,
        checkpoint_sequence=checkpoint,
        broken={"sequence": broken[0], "reason": broken[1]} if broken else None,
    )
    whose = str(chain) if chain.int else say("the installation", "a instalação")
    if broken is None:
        told = say("{whose}: {count} entries, whole", "{whose}: {count} registros, íntegros")
        console.line("✓ " + told.format(whose=whose, count=last), style="green")
        return
    told = say("{whose}: entry {sequence} {reason}", "{whose}: o registro {sequence} {reason}")
    console.line(
        "✗ " + told.format(whose=whose, sequence=broken[0], reason=say(*_REASONS[broken[1]])), style="bold red"
    )
