"""Bodies of requests as they arrive: how large, and how slow. Routes that take files look after both themselves."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final, TypeVar

from starlette.exceptions import HTTPException
from starlette.types import Message, Receive, Scope

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
FORM_BYTES: Final = 32 * 1024**2
_IDLE_SECONDS: Final = 10
"""Between two pieces of a body."""


def takes_file(endpoint: Endpoint) -> Endpoint:
    """Mark a function that takes a small file in a form: its body may be larger than those of others."""
    endpoint.body_limit_bytes = FORM_BYTES  # type: ignore[attr-defined]
    return endpoint


def has_body(scope: Scope) -> bool:
    return any(
        name == b"transfer-encoding" or (name == b"content-length" and value != b"0")
        for name, value in scope["headers"]
    )


class GuardedBody:
    """The `receive` of one request with a body. Raises 413 and 408 to whoever reads it."""

    def __init__(self, scope: Scope, receive: Receive, *, limit_bytes: int, seconds: float) -> None:
        self._scope = scope
        self._receive = receive
        self._limit_bytes = limit_bytes
        self._deadline = asyncio.get_running_loop().time() + seconds
        self._seen_bytes = 0
        self._is_whole = False

    async def __call__(self) -> Message:
        if self._is_whole:
            return await self._receive()
        # The route is known by now. One that is not a transaction reads a stream, with limits of its own.
        is_stream = not getattr(self._scope.get("endpoint"), "is_transaction", False)
        limit = max(self._limit_bytes, getattr(self._scope.get("endpoint"), "body_limit_bytes", 0))
        if not is_stream:
            self._refuse_announced(limit)
        soonest = asyncio.get_running_loop().time() + _IDLE_SECONDS
        try:
            async with asyncio.timeout_at(soonest if is_stream else min(soonest, self._deadline)):
                message = await self._receive()
        except TimeoutError:
            raise HTTPException(408, headers={"Connection": "close"}) from None
        self._seen_bytes += len(message.get("body", b""))
        self._is_whole = not message.get("more_body", False)
        if not is_stream and self._seen_bytes > limit:
            raise HTTPException(413, headers={"Connection": "close"})
        return message

    def _refuse_announced(self, limit: int) -> None:
        for name, value in self._scope["headers"]:
            if name == b"content-length" and value.isdigit() and int(value) > limit:
                raise HTTPException(413, headers={"Connection": "close"})
