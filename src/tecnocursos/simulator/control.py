"""The local WhatsApp server from outside: its control API, as programs of this machine use it."""

from __future__ import annotations

import base64
from typing import Any, Final

import httpx2

from tecnocursos.simulator.errors import WhatsAppRefused, WhatsAppUnknown, WhatsAppUnreachable

_TIMEOUT: Final = 60
_VOICE: Final = "audio/ogg; codecs=opus"
_KINDS: Final = {"image/jpeg": "image", "image/png": "image", "image/webp": "sticker", "image/gif": "document"}
KEY_VARIABLE: Final = "TECNOCURSOS_SIMULATOR_KEY"
"""Holds the key that the server's control API asks for; without it the API is open to all of this machine."""


class Control:
    """Threads may share it. All of it raises WhatsAppUnreachable, WhatsAppUnknown, WhatsAppRefused."""

    def __init__(self, server_url: str, key: str = "") -> None:
        """`server_url`: e.g. http://127.0.0.1:8088, or its Graph API, which adds a version."""
        self.url = server_url.rstrip("/").partition("/v")[0]
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        self._http = httpx2.Client(timeout=_TIMEOUT, trust_env=False, headers=headers)

    def close(self) -> None:
        self._http.close()

    def knows(self, number: str) -> bool:
        return any(known["id"] == number for known in self.ask("GET", "/numbers").json())

    def register(self, number: str, facts: dict[str, Any]) -> None:
        """Tell the server of a number, as one does at Meta. What was said with it before is forgotten."""
        self.ask("POST", "/numbers", {"id": number, **facts})

    def ask(self, method: str, path: str, body: Any = None) -> httpx2.Response:
        try:
            answer = self._http.request(method, f"{self.url}/simulator{path}", json=body)
        except (httpx2.HTTPError, httpx2.InvalidURL):
            raise WhatsAppUnreachable(url=self.url) from None
        if answer.status_code == 404:
            raise WhatsAppUnknown(reason=_reason(answer))
        if answer.status_code >= 400:
            raise WhatsAppRefused(reason=_reason(answer))
        return answer


def _reason(answer: httpx2.Response) -> str:
    try:
        told = answer.json()["error"]
    except (ValueError, KeyError, TypeError):
        return f"HTTP {answer.status_code}"
    if isinstance(told, list):
        return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['msg']}" for one in told)
    return str(told)


def written_file(
    content: bytes, media_type: str, name: str, caption: str = "", *, is_voice: bool = False
) -> dict[str, Any]:
    """What a customer writes who sends a file: a picture, sound or film as such, anything else as a document."""
    kind = _KINDS.get(media_type) or media_type.partition("/")[0]
    kind = "audio" if is_voice else kind if kind in {"image", "sticker", "audio", "video"} else "document"
    part: dict[str, Any] = {"caption": caption} if caption else {}
    if kind == "audio":
        part["voice"] = is_voice
    media_type = _VOICE if is_voice else media_type
    file = {"content": base64.b64encode(content).decode(), "media_type": media_type, "name": name}
    return {"type": kind, "part": part, "file": file}


def shared_phone(name: str, phone: str) -> dict[str, Any]:
    """What a customer writes who shares their phone because they were asked to."""
    phones = [{"phone": f"+{phone}", "wa_id": phone}]
    card = {"name": {"formatted_name": name}, "phones": phones, "origin": "contact_request"}
    return {"type": "contacts", "part": [card]}
