"""What every request passes through, as plain ASGI: each layer that is a function call less is a request more."""

from __future__ import annotations

import secrets

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class Trace:
    """Gives every request an id, for its answer, its log lines and its errors."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["trace_id"] = secrets.token_hex(16)

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((b"x-request-id", scope["trace_id"].encode()))
            await send(message)

        await self._app(scope, receive, named)
