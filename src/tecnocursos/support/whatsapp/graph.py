"""A client of the Graph API, for one number.

https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
There is no idempotency key: a message whose answer was lost is looked for among the statuses, by its
`biz_opaque_callback_data`, and never sent again by itself.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import httpx2

from tecnocursos.kit.errors import Invalid
from tecnocursos.support.whatsapp.graph_errors import NotReached, OutcomeUnknown, Refusal

_TIMEOUT: Final = httpx2.Timeout(20, connect=5)
_TIMEOUT_OF_MARKS: Final = httpx2.Timeout(2)
"""Of what is nice to have: an answer waits for it."""
_MEDIA_LIMIT: Final = 100 * 1024**2
_PAGES: Final = 50


class MediaUnfit(Invalid):
    code = "whatsapp_media_unfit"
    en = "The file from WhatsApp {reason}."
    pt = "O arquivo do WhatsApp {reason_pt}."


@dataclass(frozen=True, slots=True)
class Sent:
    """A message that WhatsApp has taken."""

    wamid: str
    status: str
    """`accepted`; of templates perhaps `held_for_quality_assessment` or `paused`."""


class Graph:
    """Threads may share it; connections are kept."""

    def __init__(
        self, client: httpx2.Client, base_url: str, access_token: str, phone_number_id: str, business_id: str
    ) -> None:
        """`base_url` ends with the version, e.g. `https://graph.facebook.com/v26.0`."""
        self._client = client
        self._base_url = base_url.rstrip("/")
        self._headers = {"Authorization": f"Bearer {access_token}"}
        self._number = phone_number_id
        self._business = business_id

    def send(self, message: Mapping[str, Any]) -> Sent:
        """Raises Refusal, NotReached, OutcomeUnknown."""
        answer = self._post(f"{self._number}/messages", json={"messaging_product": "whatsapp", **message})
        try:
            first = answer["messages"][0]
            return Sent(wamid=first["id"], status=first.get("message_status", "accepted"))
        except (KeyError, IndexError, TypeError):
            raise OutcomeUnknown from None

    def mark_read(self, wamid: str, *, is_typing: bool = False) -> None:
        """Show that it was read, and those before; `is_typing` shows for 25 s, or until the answer, that one comes.

        Raises Refusal, NotReached, OutcomeUnknown.
        """
        typing = {"typing_indicator": {"type": "text"}} if is_typing else {}
        body = {"messaging_product": "whatsapp", "status": "read", "message_id": wamid} | typing
        self._post(f"{self._number}/messages", json=body, timeout=_TIMEOUT_OF_MARKS)

    def upload(self, content: bytes, name: str, media_type: str) -> str:
        """The id of the file there, good for 30 days."""
        answer = self._post(
            f"{self._number}/media",
            data={"messaging_product": "whatsapp", "type": media_type},
            files={"file": (name, content, media_type)},
        )
        return str(answer.get("id"))

    def download(self, media_id: str, sha256: str | None) -> bytes:
        """A customer's file. Raises Refusal, NotReached, MediaUnfit.

        Its address is good for five minutes and is asked for each time. `sha256` is what the message said, in base64
        or hex.
        """
        told = self._get(media_id, params={"phone_number_id": self._number})
        content = bytearray()
        try:
            address = str(told["url"])
            with self._client.stream("GET", address, headers=self._headers, timeout=_TIMEOUT) as answer:
                if answer.status_code != 200:
                    answer.read()
                    raise _refusal(answer)
                for part in answer.iter_bytes():
                    content += part
                    if len(content) > _MEDIA_LIMIT:
                        raise MediaUnfit(reason="is larger than 100 MB", reason_pt="tem mais de 100 MB")
        except (httpx2.TransportError, httpx2.InvalidURL, KeyError, _Unclear) as error:
            raise NotReached(type(error).__name__) from None
        if sha256 and not _is_digest(hashlib.sha256(content).digest(), sha256):
            raise MediaUnfit(reason="is not the one that was announced", reason_pt="não é o que foi anunciado")
        return bytes(content)

    def templates(self) -> Iterator[Mapping[str, Any]]:
        """All templates of the business account: `name`, `language`, `status`, `category`, `components`."""
        cursor: dict[str, str] = {}
        for _ in range(_PAGES):
            answer = self._get(
                f"{self._business}/message_templates",
                params={"limit": "100", "fields": "name,language,status,category,components"} | cursor,
            )
            yield from answer.get("data", ())
            after = answer.get("paging", {}).get("cursors", {}).get("after")
            if not after or "next" not in answer.get("paging", {}):
                return
            cursor = {"after": after}

    def number(self) -> Mapping[str, Any]:
        """What Meta says of the number: `display_phone_number`, `verified_name`, `quality_rating` …"""
        return self._get(self._number, params={"fields": "display_phone_number,verified_name,quality_rating"})

    def _get(self, path: str, params: Mapping[str, str]) -> dict[str, Any]:
        try:
            answer = self._client.get(self._url(path), params=params, headers=self._headers, timeout=_TIMEOUT)
        except httpx2.TransportError as error:
            raise NotReached(type(error).__name__) from None
        try:
            return _read(answer)
        except _Unclear:
            raise NotReached(f"HTTP {answer.status_code}") from None

    def _post(self, path: str, *, timeout: httpx2.Timeout = _TIMEOUT, **options: Any) -> dict[str, Any]:
        try:
            answer = self._client.post(self._url(path), headers=self._headers, timeout=timeout, **options)
        except (httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.PoolTimeout) as error:
            raise NotReached(type(error).__name__) from None
        except httpx2.TransportError:
            raise OutcomeUnknown from None
        try:
            return _read(answer)
        except _Unclear:
            raise OutcomeUnknown from None

    def _url(self, path: str) -> str:
        return f"{self._base_url}/{path}"


class _Unclear(Exception):
    """An answer that is none of the Graph API's, e.g. of a proxy before it."""


def _read(answer: httpx2.Response) -> dict[str, Any]:
    if answer.status_code >= 400:
        raise _refusal(answer)
    try:
        read = answer.json()
    except ValueError:
        raise _Unclear from None
    if not isinstance(read, dict):
        raise _Unclear
    return read


def _refusal(answer: httpx2.Response) -> Refusal | _Unclear:
    try:
        error = answer.json()["error"]
        return Refusal(int(error["code"]), str(error.get("error_data", {}).get("details") or error.get("message", "")))
    except (ValueError, KeyError, TypeError, AttributeError):
        return _Unclear()


def _is_digest(digest: bytes, told: str) -> bool:
    return told in {base64.b64encode(digest).decode(), digest.hex()}
