"""The phones of customers at the local WhatsApp server, as whoever plays them sees and uses them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Any, Final, Literal

from sqlalchemy import update
from sqlalchemy.orm import Session

from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.simulator.control import Control
from tecnocursos.simulator.errors import WhatsAppUnknown
from tecnocursos.simulator.modes import Modes
from tecnocursos.support.customers import find
from tecnocursos.support.errors import TooManyPhones
from tecnocursos.support.models import Channel, Conversation
from tecnocursos.support.simulation import MOST_PHONES, USUAL, new_customer
from tecnocursos.support.whatsapp.updates import Identity

Json = Mapping[str, Any]
Oddity = Literal["duplicates", "disorder", "delays", "failures", "no_read_marks", "lost_answers", "pace"]
"""What WhatsApp does seldom and unasked."""

_ODDITIES: Final[Mapping[Oddity, Json]] = {
    "duplicates": {"duplicate": "after"},
    "disorder": {"jitter_seconds": 6.0},
    "delays": {"delay_seconds": 8.0},
    "failures": {"fail_later": 131026},
    "no_read_marks": {"statuses": "delivered"},
    "lost_answers": {"cuts_answer": True},
    "pace": {"paces_pairs": True},
}
_FILES: Final = ("image", "video", "audio", "document", "sticker")


class Phones:
    """All phones that write to one number. Raises WhatsAppUnreachable and WhatsAppRefused."""

    def __init__(self, control: Control, number: str) -> None:
        self._control = control
        self._number = number
        self._path = f"/numbers/{number}"

    @property
    def is_ready(self) -> bool:
        return self._control.knows(self._number)

    def all(self) -> list[dict[str, Any]]:
        """`user_id`, `phone`, `name` and `version`, which grows with every change of the chat."""
        found: list[dict[str, Any]] = self._control.ask("GET", f"{self._path}/customers").json()
        return found

    def add(self, name: str, phone: str | None, *, hides_phone: bool = False) -> dict[str, Any]:
        """Without a phone, any. Who hides it is known to businesses by an id only. Raises TooManyPhones."""
        if len(self.all()) >= MOST_PHONES:
            raise TooManyPhones(limit=MOST_PHONES)
        told = new_customer(self._number, name, phone or f"55379{secrets.randbelow(10**7) + 9 * 10**7}")
        told["hides_phone"] = hides_phone
        made: dict[str, Any] = self._control.ask("POST", f"{self._path}/customers", told).json()
        return made

    def chat(self, user_id: str) -> dict[str, Any]:
        """`version`, `is_typing`, `window_until` and `messages`, see `seen`."""
        chat: dict[str, Any] = self._control.ask("GET", f"{self._path}/customers/{user_id}/chat").json()
        return chat | {"messages": [seen(message) for message in chat["messages"]]}

    def write(self, user_id: str, written: Json) -> dict[str, Any]:
        """See `Written` of the server for what may stand there."""
        return seen(self._control.ask("POST", f"{self._path}/customers/{user_id}/messages", dict(written)).json())

    def owner(self, user_id: str) -> tuple[str, str]:
        """Name and phone. Raises WhatsAppUnknown."""
        for one in self.all():
            if one["user_id"] == user_id:
                return one["name"], one["phone"]
        raise WhatsAppUnknown(reason=user_id)

    def file(self, media_id: str) -> tuple[bytes, str]:
        """Content and media type."""
        answer = self._control.ask("GET", f"{self._path}/media/{media_id}")
        return answer.content, answer.headers.get("Content-Type", "application/octet-stream")

    def oddities(self) -> list[Oddity]:
        modes = self._control.ask("GET", self._path).json()["modes"]
        return [name for name, told in _ODDITIES.items() if all(modes[key] == value for key, value in told.items())]

    def set_oddities(self, wanted: list[Oddity]) -> None:
        told = dict(USUAL)
        for name in wanted:
            told |= _ODDITIES[name]
        self._control.ask("PUT", f"{self._path}/modes", Modes(**told).model_dump())

    def close_window(self, user_id: str) -> None:
        self._control.ask("DELETE", f"{self._path}/customers/{user_id}/window")


def close_window(session: Session, actor: Actor, channel: Channel, phones: Phones, user_id: str) -> None:
    """As if 24 hours had passed since the customer wrote, here and there: only templates reach them now."""
    actor.require(Permission.MANAGE_SUPPORT)
    phones.close_window(user_id)
    customer = find(session, actor, channel, Identity(bsuid=user_id))
    if customer is not None:
        session.execute(
            update(Conversation)
            .where(
                Conversation.tenant_id == actor.tenant_id,
                Conversation.channel_id == channel.id,
                Conversation.customer_id == customer.id,
            )
            .values(window_until=utc_now())
            .execution_options(synchronize_session=False)
        )


def seen(message: Json) -> dict[str, Any]:
    """A message as it is to be seen on the phone."""
    content = message["content"]
    part = content.get(message["kind"])
    part = part if isinstance(part, dict) else {}
    asked = part if message["kind"] == "interactive" else {}
    statuses = message["statuses"]
    is_file = message["kind"] in _FILES and "id" in part
    return {
        **{name: message[name] for name in ("wamid", "is_from_customer", "at", "kind", "text", "choices", "reply_to")},
        "menu": (asked.get("action") or {}).get("button") if asked.get("type") == "list" else None,
        "asks_phone": asked.get("type") == "request_contact_info",
        "file": {"media_id": part["id"], "name": part.get("filename"), "is_voice": bool(part.get("voice"))}
        if is_file
        else None,
        "location": {"latitude": part["latitude"], "longitude": part["longitude"]}
        if message["kind"] == "location" and {"latitude", "longitude"} <= set(part)
        else None,
        "reacts_to": part.get("message_id") if message["kind"] == "reaction" else None,
        "status": statuses[-1]["status"] if statuses else None,
        "failed_with": message["failed_with"],
    }
