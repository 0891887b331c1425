"""What customers do: write, choose, and change their number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from tecnocursos.simulator.clock import VirtualClock
from tecnocursos.simulator.courier import Courier
from tecnocursos.simulator.media import RECEIVED, address_of, keep_file
from tecnocursos.simulator.payloads import change_part, message_part
from tecnocursos.simulator.state import WINDOW, Customer, Message, Number, new_bsuid, new_wamid


class NotPossible(Exception):
    """A customer cannot do this; the text says why."""


class Customers:
    """Acts for the customers of all numbers."""

    def __init__(self, clock: VirtualClock, courier: Courier, base_url: str) -> None:
        self._clock = clock
        self._courier = courier
        self._base_url = base_url

    def write(
        self,
        number: Number,
        customer: Customer,
        content: Mapping[str, Any],
        extras: Mapping[str, Any],
        *,
        seconds_ago: float = 0,
    ) -> Message:
        """`content` as it goes over the wire, `type` and the part of that name; `extras` beside it, e.g. `context`."""
        at = self._clock.now() - timedelta(seconds=seconds_ago)
        context = extras.get("context")
        message = Message(
            wamid=new_wamid(),
            is_from_customer=True,
            at=at,
            content=content,
            text=_words(content),
            reply_to=context.get("id") if isinstance(context, dict) else None,
        )
        message.statuses.append(("sent", at))
        if content.get("type") not in {"system", "reaction"}:
            customer.window_until = max(at + WINDOW, customer.window_until or at)
        number.rate.take(self._clock.now())
        number.counts.received += 1
        number.keep(customer, message)
        part = message_part(customer, message, extras)
        self._courier.bring(number, customer, part, lambda: self._taken(customer, message))
        return message

    def file_part(
        self, number: Number, content: bytes, media_type: str, name: str | None, extras: Mapping[str, Any]
    ) -> dict[str, Any]:
        """The part of a message with a file, which can be fetched for seven days from now."""
        now = self._clock.now()
        media = keep_file(number, content, media_type, name, now + RECEIVED)
        part = {"id": media.id, "mime_type": media_type, "sha256": media.sha256, **extras}
        return part | {"url": address_of(self._base_url, number, media, now)}

    def choose(self, number: Number, customer: Customer, choice_id: str, wamid: str | None) -> Message:
        """Press a button or a row of the message `wamid`, or of the latest one that has it. Raises NotPossible."""
        for asked in reversed(customer.messages):
            if asked.is_from_customer or (wamid is not None and asked.wamid != wamid):
                continue
            for choice in asked.choices:
                if choice.id != choice_id:
                    continue
                context = {"context": {"from": number.phone, "id": asked.wamid}}
                if asked.kind == "template":
                    button = {"payload": choice.id, "text": choice.title}
                    return self.write(number, customer, {"type": "button", "button": button}, context)
                kind = "button_reply" if asked.content["interactive"]["type"] == "button" else "list_reply"
                chosen = {"id": choice.id, "title": choice.title}
                if choice.description:
                    chosen["description"] = choice.description
                interactive = {"type": kind, kind: chosen}
                return self.write(number, customer, {"type": "interactive", "interactive": interactive}, context)
        raise NotPossible(f"No message offers the choice {choice_id!r}.")

    def change_number(self, number: Number, customer: Customer, phone: str | None, wa_id: str | None) -> Customer:
        """Go on under another phone, or only under another user id. Raises NotPossible of a phone that is taken."""
        if phone and (other := number.find(phone)) is not None and other is not customer:
            raise NotPossible("Another customer has this phone.")
        before = Customer(customer.user_id, customer.phone, customer.wa_id, customer.name, customer.username)
        before.hides_phone = customer.hides_phone
        number.remove(customer)
        customer.user_id = new_bsuid()
        if phone:
            customer.phone = phone
            customer.wa_id = wa_id or phone
        number.add(customer)
        kind = "user_changed_number" if phone else "user_changed_user_id"
        at = self._clock.now()
        part = change_part(before, customer, new_wamid(), at, kind)
        self._courier.bring(number, customer, part)
        customer.change()
        return customer

    def _taken(self, customer: Customer, message: Message) -> None:
        if not message.has("delivered"):
            message.statuses.append(("delivered", self._clock.now()))
            customer.change()


def _words(content: Mapping[str, Any]) -> str:
    kind = str(content.get("type", ""))
    part = content.get(kind)
    if kind == "reaction" and isinstance(part, dict):
        return str(part.get("emoji", ""))
    if not isinstance(part, dict):
        return ""
    for chosen in (part.get("button_reply"), part.get("list_reply")):
        if isinstance(chosen, dict):
            return str(chosen.get("title", ""))
    return str(part.get("body") or part.get("caption") or part.get("text") or part.get("name") or "")
