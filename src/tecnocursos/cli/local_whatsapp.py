"""A customer's side of the local WhatsApp server, over its control API."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Final, Self

import httpx2

from tecnocursos.simulator.control import Control, shared_phone, written_file

_WAIT: Final = 25
"""Seconds that the server holds a question for what is new."""


class LocalWhatsApp:
    """One customer and one number. Threads may share it. All of it raises WhatsAppUnreachable and WhatsAppRefused."""

    def __init__(self, control: Control, number: str, phone: str) -> None:
        self._control = control
        self._number = number
        self._phone = phone

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._control.close()

    def connect(self, secrets: Mapping[str, str]) -> None:
        """Tell the server of the number, as one does at Meta. What was said with it before stays."""
        if self._control.knows(self._number):
            changed = {name: secrets[name] for name in ("app_secret", "access_token", "webhook_url")}
            self._ask("PATCH", f"/{self._number}", changed)
        else:
            self._control.register(self._number, dict(secrets))

    def be_there(self, name: str) -> None:
        customers = self._ask("GET", f"/{self._number}/customers").json()
        if not any(self._phone == customer["phone"] for customer in customers):
            self._ask("POST", f"/{self._number}/customers", {"phone": self._phone, "name": name})

    def chat(self, after: int | None = None) -> dict[str, Any]:
        """`version`, `is_typing` and `messages`; once it is newer than version `after`, or a while later."""
        query = "" if after is None else f"?after={after}&wait={_WAIT}"
        chat: dict[str, Any] = self._ask("GET", f"{self._customer}/chat{query}").json()
        return chat

    def write(self, written: Mapping[str, Any]) -> None:
        """See `Written` of the server for what may stand there."""
        self._ask("POST", f"{self._customer}/messages", written)

    def write_file(self, path: Path, caption: str, *, is_voice: bool = False) -> None:
        """Raises OSError of a file that cannot be read."""
        media_type = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        self.write(written_file(path.read_bytes(), media_type, path.name, caption, is_voice=is_voice))

    def share_phone(self) -> None:
        self.write(shared_phone("Eu", self._phone))

    def fetch(self, media_id: str) -> tuple[bytes, str]:
        """A file that was sent, and its type."""
        answer = self._ask("GET", f"/{self._number}/media/{media_id}")
        return answer.content, answer.headers.get("Content-Type", "")

    @property
    def _customer(self) -> str:
        return f"/{self._number}/customers/{self._phone}"

    def _ask(self, method: str, path: str, body: Any = None) -> httpx2.Response:
        return self._control.ask(method, f"/numbers{path}", body)
