"""Headers by which browsers are told what they may do with an answer."""

from __future__ import annotations

from starlette.types import Message

from tecnocursos.config import ServerSettings

_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "x-frame-options": "DENY",
}
# Answers of the API are never pages; pages bring a policy of their own.
_NO_PAGE = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
_TWO_YEARS = "max-age=63072000; includeSubDomains"


class SecurityHeaders:
    """Adds what an answer does not say itself."""

    def __init__(self, server: ServerSettings) -> None:
        headers = _ALWAYS | {"content-security-policy": _NO_PAGE}
        if server.public_url.startswith("https://"):
            headers["strict-transport-security"] = _TWO_YEARS
        if server.cors_origins:
            headers["cross-origin-resource-policy"] = "cross-origin"
        self._headers = [(name.encode(), value.encode()) for name, value in headers.items()]

    def add(self, message: Message, *, is_private: bool) -> None:
        headers = message["headers"]
        present = {name for name, _ in headers}
        headers.extend(header for header in self._headers if header[0] not in present)
        if is_private and b"cache-control" not in present:
            headers.append((b"cache-control", b"no-store"))
