"""What every request passes through, as one layer of plain ASGI: each layer that is a function call less is a request
more. Its id, where it comes from, its body's limits, security headers, the answer to errors nobody thought of, and one
line in the log.
"""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from typing import Final

import structlog
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from tecnocursos.api.addresses import client_address
from tecnocursos.api.bodies import GuardedBody, has_body
from tecnocursos.api.errors import CLIENT_GONE, unexpected
from tecnocursos.api.security_headers import SecurityHeaders
from tecnocursos.config import ServerSettings
from tecnocursos.infra.telemetry import Metrics

UNKNOWN_ROUTE: Final = "unknown"
_TRACE_PARENT = re.compile(rb"[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}")
_NO_TRACE: Final = "0" * 32
_METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})


class Passage:
    """The outermost layer."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        server: ServerSettings,
        metrics: Metrics,
        observe: Callable[[float], None],
        own_heads: tuple[re.Pattern[str], ...],
    ) -> None:
        self._app = app
        self._server = server
        self._metrics = metrics
        self._observe = observe
        self._own_heads = own_heads
        self._security = SecurityHeaders(server)
        self._log = structlog.get_logger("tecnocursos.access")

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        scope["trace_id"] = _trace_id(scope)
        request = Request(scope, receive) if scope["type"] == "http" else None
        if scope["client"] and self._server.trusted_proxies:
            scope["client"] = (client_address(HTTPConnection(scope), self._server), 0)
        if request is None:
            await self._app(scope, receive, send)
            return
        await _Exchange(self, request, send).run(receive)

    async def pass_on(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._app(scope, receive, send)

    def guarded(self, scope: Scope, receive: Receive) -> Receive:
        if not has_body(scope):
            return receive
        limit, seconds = self._server.body_limit_bytes, self._server.request_timeout_seconds
        return GuardedBody(scope, receive, limit_bytes=limit, seconds=seconds)

    def answers_head_itself(self, path: str) -> bool:
        return any(pattern.match(path) for pattern in self._own_heads)

    def complete(self, scope: Scope, message: Message) -> None:
        """Add to the head of an answer what every answer has."""
        is_private = any(name in {b"authorization", b"cookie"} for name, _ in scope["headers"])
        self._security.add(message, is_private=is_private)
        headers = message["headers"]
        headers.append((b"x-request-id", scope["trace_id"].encode()))
        headers.extend(scope.get("limit_headers", ()))

    def note(self, scope: Scope, method: str, status: int, seconds: float) -> None:
        """Count the request and write its line: the route, never the path, which may hold a secret."""
        route = getattr(scope.get("route"), "path", UNKNOWN_ROUTE)
        method = method if method in _METHODS else "OTHER"
        if status < 500 and getattr(scope.get("endpoint"), "is_transaction", False):
            self._observe(seconds)
        self._metrics.observe_request(method, route, status, seconds)
        self._log.info(
            "request",
            method=method,
            route=route,
            status=status,
            ms=round(seconds * 1000, 1),
            trace_id=scope["trace_id"],
            tenant_id=scope.get("tenant_id"),
        )


class _Exchange:
    """One request and its answer."""

    def __init__(self, passage: Passage, request: Request, send: Send) -> None:
        self._passage = passage
        self._request = request
        self._scope = request.scope
        self._send_on = send
        self._method: str = request.scope["method"]
        self._drops_body = False
        self._status = 0

    async def run(self, receive: Receive) -> None:
        passage, scope = self._passage, self._scope
        started = time.perf_counter()
        if self._method == "HEAD" and not passage.answers_head_itself(scope["path"]):
            scope["method"], self._drops_body = "GET", True
        receive = passage.guarded(scope, receive)
        try:
            await passage.pass_on(scope, receive, self._send)
        except Exception as error:  # noqa: BLE001  whatever happens, the answer says so, and the log has it
            response = unexpected(self._request, error)
            if not self._status:
                await response(scope, receive, self._send)
        finally:
            passage.note(scope, self._method, self._status or CLIENT_GONE, time.perf_counter() - started)

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._status = message["status"]
            message.setdefault("headers", [])
            self._passage.complete(self._scope, message)
        elif self._drops_body and message["type"] == "http.response.body":
            message = {"type": "http.response.body", "more_body": message.get("more_body", False)}
        await self._send_on(message)


def _trace_id(scope: Scope) -> str:
    """That of the caller's trace (W3C Trace Context), if there is a valid one."""
    for name, value in scope["headers"]:
        if name == b"traceparent" and (found := _TRACE_PARENT.fullmatch(value)):
            trace_id = found[1].decode()
            if trace_id != _NO_TRACE:
                return str(trace_id)
    return secrets.token_hex(16)
