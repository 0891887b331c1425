"""Running the server, on this machine only: whoever reaches it may speak for any customer, unless a key is asked for.

`python -m tecnocursos.simulator.serving FILE_NUMBER` does so at a listening socket that it is given.
"""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Final

import uvicorn
from starlette.applications import Starlette

from tecnocursos.config.values import web_address
from tecnocursos.infra.processes import end_with_parent
from tecnocursos.simulator.control import KEY_VARIABLE
from tecnocursos.simulator.control_api import control_routes
from tecnocursos.simulator.errors import NotLocal
from tecnocursos.simulator.graph_api import graph_routes
from tecnocursos.simulator.world import World

GRAPH_VERSION: Final = "v26.0"
_BACKLOG: Final = 1024


def create_app(base_url: str, control_key: str = "") -> Starlette:
    """Its state lives as long as the app runs. With a key, the control API asks for it as a bearer token."""

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        made = World(base_url)
        app.router.routes += [*control_routes(made, control_key), *graph_routes(made)]
        yield
        await made.courier.close()

    return Starlette(lifespan=lifespan)


def serve(host: str = "127.0.0.1", port: int = 0, started: Callable[[str], object] = str) -> None:
    """Until a signal ends it. `started` is told where it is. Raises NotLocal, OSError of an address that is taken."""
    listener = listen(host, port)
    started(_url(listener))
    _run(listener)


def main(file_number: str) -> None:
    """As a child of `tecnocursos serve`."""
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _run(socket.socket(fileno=int(file_number)))


def _run(listener: socket.socket) -> None:
    app = create_app(_url(listener), os.environ.get(KEY_VARIABLE, ""))
    config = uvicorn.Config(app, log_level="warning", access_log=False, backlog=_BACKLOG)
    uvicorn.Server(config).run(sockets=[listener])


def _url(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return web_address(host, port)


def listen(host: str, port: int) -> socket.socket:
    """Raises NotLocal, OSError of an address that is taken."""
    try:
        is_local = ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_local = host == "localhost"
    if not is_local:
        raise NotLocal(host=host)
    family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


if __name__ == "__main__":
    main(*sys.argv[1:])
