"""The local WhatsApp server in a process's own thread, and a webhook that keeps what it is told."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx2
import uvicorn

from tecnocursos.simulator.serving import GRAPH_VERSION, create_app
from tecnocursos.support.whatsapp.signature import is_signed
from tecnocursos.support.whatsapp.updates import InboundMessage, NumberUpdates, StatusUpdate
from tecnocursos.support.whatsapp.wire import read_updates

TOKEN, SECRET, VERIFY = "token-7001", "app-secret", "verify-me"
SECONDS = 20
"""That a test waits for what must come."""


@dataclass
class Received:
    """One request to the webhook."""

    body: bytes
    is_signed: bool
    updates: list[NumberUpdates]


@dataclass
class Webhook:
    """Answers 200 unless told to refuse; knows what it was sent."""

    server: str
    path: str = "/hook"
    requests: list[Received] = field(default_factory=list)
    refuses: int = 0
    """As many next requests are answered with 503."""
    _changed: threading.Condition = field(default_factory=threading.Condition)

    @property
    def url(self) -> str:
        return f"{self.server}{self.path}"

    def begin_anew(self) -> None:
        """At another path, so that nothing is heard of what is still on its way."""
        with self._changed:
            self.path, self.refuses = f"/hook/{uuid4()}", 0
            self.requests.clear()

    def take(self, path: str, body: bytes, signature: str | None) -> int:
        with self._changed:
            if path != self.path:
                return 200
            signed = is_signed(SECRET, body, signature)
            self.requests.append(Received(body, signed, read_updates(body)))
            self._changed.notify_all()
            if self.refuses:
                self.refuses -= 1
                return 503
            return 200 if signed else 401

    def await_that(self, is_there: Callable[[Webhook], bool]) -> None:
        with self._changed:
            assert self._changed.wait_for(lambda: is_there(self), SECONDS), self.requests

    def messages(self) -> list[InboundMessage]:
        return [message for one in self.requests for updates in one.updates for message in updates.messages]

    def statuses(self) -> list[StatusUpdate]:
        return [status for one in self.requests for updates in one.updates for status in updates.statuses]


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A sender that goes away in the middle is no fault of the webhook's; the test sees what did not come."""


@contextmanager
def listening_webhook() -> Iterator[Webhook]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            query = parse_qs(urlsplit(self.path).query)
            is_meant = query.get("hub.mode") == ["subscribe"] and query.get("hub.verify_token") == [VERIFY]
            self._answer(200 if is_meant else 403, query.get("hub.challenge", [""])[0].encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(webhook.take(self.path, body, self.headers.get("X-Hub-Signature-256")), b"")

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            return

    server = _Server(("127.0.0.1", 0), Handler)
    webhook = Webhook(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield webhook
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def running_server() -> Iterator[str]:
    """The address of a local WhatsApp server."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(128)
        url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        server = uvicorn.Server(uvicorn.Config(create_app(url), log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        try:
            yield url
        finally:
            server.should_exit = True
            thread.join()


class World:
    """Meta, the customers and the time, played by a test. One number, 7001, is there."""

    def __init__(self, url: str, webhook: Webhook) -> None:
        self.url = url
        self.graph_url = f"{url}/{GRAPH_VERSION}"
        self.webhook = webhook
        self.http = httpx2.Client(timeout=SECONDS, trust_env=False)
        self.register()

    def register(self, **others: Any) -> None:
        """A number with no customers, of which nothing has been told."""
        self.webhook.begin_anew()
        body = {"id": "7001", "app_secret": SECRET, "access_token": TOKEN, "verify_token": VERIFY}
        self.control("POST", "/numbers", body | {"webhook_url": self.webhook.url} | others)

    def control(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        answer = self.http.request(method, f"{self.url}/simulator{path}", json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    def number(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        return self.control(method, f"/numbers/7001{path}", body, status)

    def customer(self, phone: str | None = "5511987654321", **others: Any) -> dict[str, Any]:
        made: dict[str, Any] = self.number("POST", "/customers", {"phone": phone} | others)
        return made

    def write(self, customer: str, **written: Any) -> dict[str, Any]:
        """As the customer, of whom the phone or the user id is told."""
        message: dict[str, Any] = self.number("POST", f"/customers/{customer}/messages", written)
        return message

    def chat(self, customer: str, is_there: Callable[[dict[str, Any]], bool] = lambda chat: True) -> dict[str, Any]:
        """As soon as it is as it should be."""
        chat: dict[str, Any] = self.number("GET", f"/customers/{customer}/chat")
        while not is_there(chat):
            before = chat["version"]
            chat = self.number("GET", f"/customers/{customer}/chat?after={before}&wait={SECONDS}")
            assert chat["version"] > before, chat
        return chat

    def post(self, message: Any, *, path: str = "7001/messages", token: str = TOKEN) -> httpx2.Response:
        """To the Graph API, as it is."""
        body = {"messaging_product": "whatsapp", **message}
        return self.http.post(f"{self.graph_url}/{path}", json=body, headers={"Authorization": f"Bearer {token}"})

    def say(self, to: str, text: str, **others: Any) -> str:
        """Send a text; gives its wamid."""
        answer = self.post({"to": f"+{to}", "type": "text", "text": {"body": text}} | others)
        assert answer.status_code == 200, answer.text
        return str(answer.json()["messages"][0]["id"])

    def refusal(self, message: Any, **options: Any) -> int:
        """The code with which it is refused."""
        answer = self.post(message, **options)
        assert answer.status_code >= 400, answer.text
        return int(answer.json()["error"]["code"])

    def set_modes(self, **modes: Any) -> None:
        self.number("PUT", "/modes", modes)

    def advance(self, seconds: float) -> None:
        self.control("POST", "/clock", {"seconds": seconds})

    def counts(self) -> dict[str, Any]:
        found: dict[str, Any] = self.number("GET", "/counts")
        return found

    def await_counts(self, is_there: Callable[[dict[str, Any]], bool]) -> None:
        deadline = time.monotonic() + SECONDS
        while not is_there(counts := self.counts()):
            assert time.monotonic() < deadline, counts


@contextmanager
def whatsapp_world() -> Iterator[World]:
    with running_server() as url, listening_webhook() as webhook:
        world = World(url, webhook)
        try:
            yield world
        finally:
            world.http.close()
