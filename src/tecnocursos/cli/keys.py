"""`keys`: new keys while the server runs.

The server's parts are imported when a command runs: the commands that make videos do not wait for them.
"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tecnocursos.cli.environment import read_settings
from tecnocursos.cli.language import say
from tecnocursos.cli.terminal import Output

app = typer.Typer(no_args_is_help=True, help=say("The keys of the installation.", "As chaves da instalação."))

_ROTATE_DATA_HELP = say(
    "Make new data keys and encrypt all values anew, as a job; one that was stopped is gone on with.",
    "Cria novas chaves de dados e cifra tudo de novo, como trabalho; um que parou é continuado.",
)
_STOP_HELP = say("Stop the rotation that is under way.", "Para a rotação em andamento.")
_JSON_HELP = say("As JSON.", "Como JSON.")


@app.command(help=say("Make a new master key, and wrap all data keys by it.", "Cria uma nova chave mestra."))
def rotate() -> None:
    from tecnocursos.audit.keys import record_master_made
    from tecnocursos.bootstrap.platform import build
    from tecnocursos.infra.database import SYSTEM
    from tecnocursos.infra.key_rotation import rotate_master

    console = Output(as_json=False)
    with console.errors(), build(read_settings()) as platform:
        master_id = rotate_master(platform.database)
        with platform.database.transaction(SYSTEM) as session:
            record_master_made(session, master_id)
        console.line(say("✓ master key {} wraps all data keys", "✓ a chave mestra {} protege tudo").format(master_id))


@app.command("rotate-data", help=_ROTATE_DATA_HELP)
def rotate_data(
    stop: Annotated[bool, typer.Option("--stop", help=_STOP_HELP)] = False,
    as_json: Annotated[bool, typer.Option("--json", help=_JSON_HELP)] = False,
) -> None:
    from tecnocursos.bootstrap.platform import build
    from tecnocursos.cli import key_rotation

    console = Output(as_json=as_json)
    with console.errors(), build(read_settings()) as platform:
        if stop:
            _tell_stopped(console, was_running=key_rotation.stop(platform))
            return
        job_id = key_rotation.start(platform)
        console.event("job", id=str(job_id))
        with console.progress() as progress:
            job = key_rotation.follow(platform, job_id, progress)
    _tell_end(console, job.state, job.result or {}, job.error or {})


@app.command(
    help=say("Destroy old keys that nothing needs any more.", "Destrói chaves antigas de que nada mais precisa.")
)
def retire() -> None:
    from functools import partial

    from tecnocursos.audit.keys import record_key_destroyed
    from tecnocursos.bootstrap.platform import build
    from tecnocursos.bootstrap.schema import METADATA
    from tecnocursos.infra.database import SYSTEM
    from tecnocursos.infra.encryption import encrypted_columns
    from tecnocursos.infra.key_rotation import destroy_old_versions, remove_unused_masters

    console = Output(as_json=False)
    with console.errors(), build(read_settings()) as platform:
        transaction = partial(platform.database.transaction, SYSTEM)
        destroyed, kept = destroy_old_versions(transaction, encrypted_columns(METADATA), record_key_destroyed)
        masters = remove_unused_masters(platform.database)
        told = say(
            "✓ {} old data keys destroyed, {} still needed; {} old master keys removed",
            "✓ {} chaves de dados antigas destruídas, {} ainda necessárias; {} chaves mestras antigas removidas",
        )
        console.line(told.format(destroyed, kept, masters))


def _tell_stopped(console: Output, *, was_running: bool) -> None:
    if was_running:
        console.line(say("✓ it stops after its next step", "✓ para depois do próximo passo"))
    else:
        console.line(say("No rotation is under way.", "Nenhuma rotação em andamento."))


def _tell_end(console: Output, state: str, result: dict[str, Any], error: dict[str, Any]) -> None:
    """Say how the job ended; 1 unless every value is encrypted with the new keys."""
    console.event("end", state=state, result=result, error=error or None)
    if state != "succeeded":
        reason = say(error.get("en", ""), error.get("pt", ""))
        console.line(f"✗ {state}" + (f": {reason}" if reason and state != "cancelled" else ""), style="bold red")
        raise typer.Exit(1)
    told = say(
        "✓ {} values encrypted anew; {} old keys destroyed", "✓ {} valores cifrados de novo; {} chaves destruídas"
    )
    console.line(told.format(result["encrypted"], result["keys_destroyed"]))
    for value in result["damaged_values"]:
        damaged = say(
            "✗ {table}.{column}, row {row_id}: cannot be read, left as it is",
            "✗ {table}.{column}, linha {row_id}: não pode ser lido, ficou como está",
        )
        console.line(damaged.format(**value), style="bold red")
    if result["damaged"]:
        kept = say(
            "{} values cannot be read; {} old keys are kept for them.",
            "{} valores não podem ser lidos; {} chaves antigas ficam guardadas para eles.",
        )
        console.line(kept.format(result["damaged"], result["old_keys_kept"]), style="bold red")
        raise typer.Exit(1)
