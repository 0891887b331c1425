"""A process that answers HTTP: `python -m tecnocursos.api.serving FILE_NUMBER`, of a listening socket it was given."""

from __future__ import annotations

import signal
import socket
import sys
import threading
from types import FrameType

import uvicorn
from fastapi import FastAPI

from tecnocursos.api.app import create_app
from tecnocursos.api.protocol import PatientProtocol
from tecnocursos.api.sockets import UVICORN_OPTIONS
from tecnocursos.bootstrap.platform import build
from tecnocursos.config import Settings
from tecnocursos.infra.processes import end_with_parent


class _Server(uvicorn.Server):
    """At SIGTERM says that it is not ready any more, and a while later takes no more connections."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, notice_seconds: float) -> None:
        super().__init__(config)
        self._app = app
        self._notice_seconds = notice_seconds

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:  # noqa: ARG002
        if not self._app.state.is_draining:
            self._app.state.is_draining = True
            threading.Timer(self._notice_seconds, self._stop).start()

    def _stop(self) -> None:
        self.should_exit = True


def uvicorn_config(app: FastAPI, *, drain_seconds: float) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        loop="uvloop",
        http=PatientProtocol,
        **UVICORN_OPTIONS,
        log_config=None,
        access_log=False,
        server_header=False,
        # Whose word about the caller's address is believed, the edge decides.
        proxy_headers=False,
        timeout_graceful_shutdown=round(drain_seconds),
    )


def main(file_number: str) -> None:
    end_with_parent()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with build(Settings()) as platform:
        server = platform.settings.server
        app = create_app(platform)
        config = uvicorn_config(app, drain_seconds=server.drain_seconds)
        _Server(config, app, server.notice_seconds).run([socket.socket(fileno=int(file_number))])


if __name__ == "__main__":
    main(*sys.argv[1:])
