"""`serve`, `setup`, `worker`, `scheduler` and `migrate`.

What these commands run, they run in processes of their own, and import only what they need themselves: the commands
that make videos do not wait for a server to be loaded.
"""

from __future__ import annotations

import http.client
import json
import os
import secrets
import socket
import tempfile
import threading
import time
from collections.abc import Sequence
from typing import Annotated, Any
from urllib.parse import urlsplit

import typer

from tecnocursos.cli.environment import read_settings
from tecnocursos.cli.errors import AddressUnusable, QueueUnknown
from tecnocursos.cli.language import reason_of, say
from tecnocursos.cli.terminal import Output
from tecnocursos.config import ServerSettings, Settings
from tecnocursos.config.values import web_address
from tecnocursos.infra.processes import Child, Program, Supervisor

_QUEUES = ("quick", "media", "chat", "messages", "reports", "webhooks")
_BACKLOG = 2048
_PASSWORD = "TECNOCURSOS_SETUP_PASSWORD"  # noqa: S105  the variable's name
_HOST_HELP = say("Address to listen on.", "Endereço em que atender.")
_PORT_HELP = say("Port to listen on; 0: any free one.", "Porta em que atender; 0: qualquer uma livre.")
_API_ONLY_HELP = say(
    "Only answer HTTP: workers and a scheduler run elsewhere.",
    "Só atender HTTP: os processos de trabalho rodam em outro lugar.",
)
_QUEUES_HELP = say("Only jobs of these queues, e.g. quick,media.", "Só trabalhos destas filas, p. ex. quick,media.")
_SLOTS_HELP = say("Jobs at once.", "Trabalhos ao mesmo tempo.")
_CHECK_HELP = say("Only say whether it is up to date.", "Só dizer se está atualizado.")


def serve(
    host: Annotated[str | None, typer.Option(help=_HOST_HELP)] = None,
    port: Annotated[int | None, typer.Option(min=0, max=65_535, help=_PORT_HELP)] = None,
    api_only: Annotated[bool, typer.Option("--api-only", help=_API_ONLY_HELP)] = False,
) -> None:
    console = Output(as_json=False)
    with console.errors():
        settings = read_settings()
        server = settings.server
        listener = _listen(host or server.host, server.port if port is None else port)
        # The processes that write letters lead people to where this one listens.
        told = {"TECNOCURSOS_SERVER__HOST": host or server.host, "TECNOCURSOS_SERVER__PORT": str(_port(listener))}
        os.environ |= told
        settings = read_settings()
        simulator = _simulator(console, settings, _prepare(settings))
    children: list[Child] = [
        Program(f"api-{number}", "tecnocursos.api.serving", [str(listener.fileno())], inherited=[listener.fileno()])
        for number in range(1, server.processes + 1)
    ]
    if not api_only:
        # One slot is kept for what somebody waits for, e.g. a customer's answer: no video stands in its way.
        waited_for = [queue for queue in _QUEUES if queue != "media"]
        children += [_slots(settings.jobs.slots, _QUEUES), _slots(1, waited_for, "waited-for"), _scheduler()]
    children += simulator
    with tempfile.TemporaryDirectory(prefix="tecnocursos-metrics-") as shared:
        if server.processes > 1:
            # Whichever process is asked for metrics knows those of all.
            os.environ["PROMETHEUS_MULTIPROC_DIR"] = shared
        threading.Thread(target=_greet, args=(console, listener.getsockname()[:2]), daemon=True).start()
        _run(children, server, listener)


def worker(
    queues: Annotated[str, typer.Option(help=_QUEUES_HELP)] = ",".join(_QUEUES),
    slots: Annotated[int | None, typer.Option(min=1, help=_SLOTS_HELP)] = None,
) -> None:
    with Output(as_json=False).errors():
        settings = read_settings()
        wanted = [name.strip() for name in queues.split(",") if name.strip()]
        for name in wanted:
            if name not in _QUEUES:
                raise QueueUnknown(queue=name, known=", ".join(_QUEUES))
        _prepare(settings)
    _run([_slots(slots or settings.jobs.slots, wanted or _QUEUES)], settings.server)


def scheduler() -> None:
    with Output(as_json=False).errors():
        settings = read_settings()
        _prepare(settings)
    _run([_scheduler()], settings.server)


def migrate(check: Annotated[bool, typer.Option("--check", help=_CHECK_HELP)] = False) -> None:
    console = Output(as_json=False)
    with console.errors():
        _migrate(read_settings(), is_check=check)
    console.line(say("The database is up to date.", "O banco de dados está atualizado."))


def setup(
    email: Annotated[str, typer.Option(prompt=say("E-mail", "E-mail"))],
    name: Annotated[str, typer.Option(prompt=say("Your name", "Seu nome"))],
    organisation: Annotated[str, typer.Option(prompt=say("Organisation", "Organização"))],
    password: Annotated[
        str, typer.Option(prompt=say("Password", "Senha"), hide_input=True, confirmation_prompt=True, envvar=_PASSWORD)
    ],
) -> None:
    console = Output(as_json=False)
    with console.errors():
        settings = read_settings()
        _prepare(settings)

        from tecnocursos.cli.first_owner import make_first_owner

        make_first_owner(settings, email=email, name=name, password=password, tenant_name=organisation)
    console.line(say("You can sign in now.", "Agora você pode entrar."))


def _prepare(settings: Settings) -> str:
    """An embedded database is brought up to date; any other must be already, since others may use it.

    The parts are built once here: what cannot work is said once, and not by each process over and over. Gives the key
    of the local WhatsApp server; empty where there is to be none.
    """
    from tecnocursos.bootstrap.platform import build
    from tecnocursos.bootstrap.simulation import control_key

    _migrate(settings, is_check=bool(settings.database.url) and not settings.database.url.startswith("sqlite"))
    with build(settings) as platform:
        return control_key(platform.keyring) if platform.support.simulator else ""


def _migrate(settings: Settings, *, is_check: bool) -> None:
    from tecnocursos.bootstrap.platform import with_embedded_defaults
    from tecnocursos.bootstrap.schema import migrate, require_current

    settings = with_embedded_defaults(settings)
    if is_check:
        require_current(settings)
    else:
        migrate(settings)


def _slots(count: int, queues: Sequence[str], name: str = "slots") -> Program:
    # The name stays when a process is started again, which tells it what its predecessor left behind.
    return Program(name, "tecnocursos.worker.slot", [_unique_name(), str(count), *queues])


def _scheduler() -> Program:
    return Program("scheduler", "tecnocursos.worker.scheduler", [f"{_unique_name()}-scheduler"])


def _simulator(console: Output, settings: Settings, key: str) -> list[Child]:
    """The local WhatsApp server, where there is to be one. The server goes on without it where its address is taken.

    Raises NotLocal.
    """
    if not key:
        return []
    from tecnocursos.simulator.control import KEY_VARIABLE
    from tecnocursos.simulator.serving import listen

    url = urlsplit(settings.whatsapp.simulator_url)
    try:
        number = listen(url.hostname or "127.0.0.1", url.port or 0).detach()
    except OSError as error:
        told = say(
            "There is no simulator of WhatsApp: {} cannot be listened on ({}).",
            "Não há simulador de WhatsApp: não é possível atender em {} ({}).",
        )
        console.line(told.format(url.netloc, reason_of(error)))
        return []
    os.environ[KEY_VARIABLE] = key
    return [Program("simulator", "tecnocursos.simulator.serving", [str(number)], inherited=[number])]


def _unique_name() -> str:
    return f"{socket.gethostname()[:60]}-{secrets.token_hex(4)}"


def _run(children: Sequence[Child], server: ServerSettings, listener: socket.socket | None = None) -> None:
    from tecnocursos.infra.telemetry import configure_logging

    configure_logging()
    supervisor = Supervisor(children, drain_seconds=server.notice_seconds + server.drain_seconds)
    # The children hold the socket too; when the last of them lets go of it, nobody can connect any more.
    supervisor.run(on_drain=listener.close if listener else lambda: None)


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        raise AddressUnusable(address=f"{host}:{port}", reason=reason_of(error)) from error
    return listener


def _port(listener: socket.socket) -> int:
    port: int = listener.getsockname()[1]
    return port


def _greet(console: Output, address: tuple[str, int]) -> None:
    """Say where the server is, as soon as it answers, and how to begin."""
    host, port = address
    url = web_address(host, port)
    while (state := _ask(host, port, "/api/v1/setup")) is None:
        time.sleep(0.2)
    console.line(say("TecnoCursos AI is at {}", "TecnoCursos AI está em {}").format(url))
    if state.get("is_needed"):
        console.line(
            say(
                "Nobody is here yet. Open that address in a browser and make its owner, or use `tecnocursos setup`.",
                "Ainda não há ninguém aqui. Abra esse endereço no navegador e crie o dono, ou use `tecnocursos setup`.",
            )
        )
    console.line(say("Ctrl-C ends it.", "Ctrl-C encerra."))


def _ask(host: str, port: int, path: str) -> dict[str, Any] | None:
    """The server's answer; None while it gives none."""
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        found: dict[str, Any] = json.loads(answer.read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    else:
        return found if answer.status == 200 else None
    finally:
        connection.close()
