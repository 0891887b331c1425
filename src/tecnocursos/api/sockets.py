"""Sockets as uvicorn serves them: small frames, no compression, and a way to cut off who does not read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

from tecnocursos.realtime.frames import FRAME_LIMIT_BYTES

ABORT: Final = "tecnocursos.abort"


class SocketProtocol(WebSocketsSansIOProtocol):
    """Lets the application give up a connection at once. ASGI knows only a close that waits for the client."""

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if self.response.status_code == 101:
            self.scope["extensions"][ABORT] = {"abort": self.transport.abort}


UVICORN_OPTIONS: Mapping[str, Any] = {
    "ws": SocketProtocol,
    "ws_max_size": FRAME_LIMIT_BYTES,
    # Compression would keep some 64 kB for every socket, and gains nothing on small frames.
    "ws_per_message_deflate": False,
    "ws_ping_interval": 20.0,
    "ws_ping_timeout": 20.0,
}
"""What `uvicorn.Config` is to be given."""
