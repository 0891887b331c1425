"""OpenAI-compatible services on this machine: they follow the published contract, and say what a test wants."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

KEY = "sk-very-secret-key"
Reply = tuple[int, dict[str, str], Any]


def material(body: dict[str, Any]) -> dict[str, Any]:
    """What a model was given between the two marks of its request."""
    lines = body["messages"][1]["content"].splitlines()
    found: dict[str, Any] = json.loads("\n".join(lines[1:-1]))
    return found


class Service:
    """A service under /v1 whose answers a test decides on; it keeps the requests."""

    def __init__(self, answer: Callable[[dict[str, Any], int], Reply], path: str) -> None:
        self.path = f"/v1{path}"
        self.requests: list[dict[str, Any]] = []
        self.keys: set[str | None] = set()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                service.keys.add(self.headers.get("Authorization"))
                service.requests.append(body)
                status, headers, content = answer(body, len(service.requests))
                payload = content if isinstance(content, bytes) else json.dumps(content).encode()
                self.send_response(status if self.path == service.path else 404)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(payload)))
                self.end_headers()
                self.wfile.write(payload)

            def log_message(self, *_: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}/v1"


@contextmanager
def serving(answer: Callable[[dict[str, Any], int], Reply], path: str = "/chat/completions") -> Iterator[Service]:
    service = Service(answer, path)
    thread = threading.Thread(target=service.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield service
    finally:
        service.server.shutdown()
        service.server.server_close()
        thread.join()


def completion(content: str | None, finish: str = "stop", **message: object) -> Reply:
    choice = {"index": 0, "message": {"role": "assistant", "content": content, **message}, "finish_reason": finish}
    return 200, {}, {"id": "c", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice]}


def failure(status: int, code: str, **headers: str) -> Reply:
    return status, headers, {"error": {"message": f"{code} for {KEY}", "type": "error", "code": code, "param": None}}
