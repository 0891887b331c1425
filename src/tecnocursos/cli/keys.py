"""`keys`: new keys while the server runs.

The server's parts are imported when a command runs: the commands that make videos do not wait for them.
"""

from __future__ import annotations

import typer

from tecnocursos.cli.environment import read_settings
from tecnocursos.cli.language import say
from tecnocursos.cli.terminal import Output

app = typer.Typer(no_args_is_help=True, help=say("The keys of the installation.", "As chaves da instalação."))


@app.command(help=say("Make a new master key, and wrap all data keys by it.", "Cria uma nova chave mestra."))
def rotate() -> None:
    from tecnocursos.bootstrap.platform import build
    from tecnocursos.infra.key_rotation import rotate_master

    console = Output(as_json=False)
    with console.errors(), build(read_settings()) as platform:
        master_id = rotate_master(platform.database)
        console.line(say("✓ master key {} wraps all data keys", "✓ a chave mestra {} protege tudo").format(master_id))


@app.command(
    "rotate-data",
    help=say("Encrypt all values anew; goes on where it was stopped.", "Cifra tudo de novo; continua de onde parou."),
)
def rotate_data() -> None:
    from tecnocursos.bootstrap.platform import build
    from tecnocursos.bootstrap.schema import METADATA
    from tecnocursos.infra.encryption import encrypted_columns
    from tecnocursos.infra.key_rotation import add_data_keys, count_old, encrypt_anew

    console = Output(as_json=False)
    with console.errors(), build(read_settings()) as platform:
        columns = encrypted_columns(METADATA)
        if not count_old(platform.database, columns):
            add_data_keys(platform.database)
        total = count_old(platform.database, columns)
        done = encrypt_anew(platform.database, columns, lambda count: console.line(f"{count}/{total}"))
        console.line(say("✓ {} values encrypted anew", "✓ {} valores cifrados de novo").format(done))


@app.command(
    help=say("Destroy old keys that nothing needs any more.", "Destrói chaves antigas de que nada mais precisa.")
)
def retire() -> None:
    from tecnocursos.bootstrap.platform import build
    from tecnocursos.bootstrap.schema import METADATA
    from tecnocursos.infra.encryption import encrypted_columns
    from tecnocursos.infra.key_rotation import destroy_old_versions

    console = Output(as_json=False)
    with console.errors(), build(read_settings()) as platform:
        count = destroy_old_versions(platform.database, encrypted_columns(METADATA))
        console.line(say("✓ {} old data keys destroyed", "✓ {} chaves antigas destruídas").format(count))
