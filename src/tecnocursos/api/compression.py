"""Answers in the encoding that the client takes: Zstandard, Brotli or gzip. What holds a secret is sent as it is, since
the length of a compressed answer tells something of what it holds (BREACH).
"""

from __future__ import annotations

import re

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette_compress import CompressMiddleware


class Compression:
    """Compresses what is worth it, except the answers of `secret_paths`."""

    def __init__(self, app: ASGIApp, secret_paths: tuple[re.Pattern[str], ...]) -> None:
        self._plain = app
        self._secret_paths = secret_paths
        self._compressed = CompressMiddleware(app, minimum_size=1000)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not self._may_hold_secret(scope):
            await self._compressed(scope, receive, send)
        else:
            await self._plain(scope, receive, send)

    def _may_hold_secret(self, scope: Scope) -> bool:
        return scope["method"] == "POST" and any(pattern.match(scope["path"]) for pattern in self._secret_paths)
