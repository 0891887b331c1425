"""Updates as WhatsApp words them.

https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from tecnocursos.simulator.modes import Status
from tecnocursos.simulator.refusals import Refused
from tecnocursos.simulator.state import Customer, Message, Number

Part = dict[str, list[dict[str, Any]]]
"""What an update says, by `contacts`, `messages`, `statuses` and `errors`."""


def body_of(number: Number, parts: Iterable[tuple[Customer | None, Part]]) -> bytes:
    """One request; neighbouring parts about the same customer are told together. Escapes what is not ASCII, as Meta
    does: whoever signs anything but the bytes themselves is found out.
    """
    changes: list[dict[str, Any]] = []
    previous: Customer | None = None
    for customer, part in parts:
        if customer is None or customer is not previous:
            changes.append({"field": "messages", "value": _value(number)})
        value = changes[-1]["value"]
        for name, items in part.items():
            value.setdefault(name, []).extend(item for item in items if item not in value[name])
        previous = customer
    update = {"object": "whatsapp_business_account", "entry": [{"id": number.business_id, "changes": changes}]}
    return json.dumps(update, separators=(",", ":")).encode()


def _value(number: Number) -> dict[str, Any]:
    metadata = {"display_phone_number": number.phone, "phone_number_id": number.id}
    return {"messaging_product": "whatsapp", "metadata": metadata}


def message_part(customer: Customer, message: Message, extras: Mapping[str, Any]) -> Part:
    """What a customer wrote. `extras` stand beside it, e.g. `context`."""
    item = {**_sender(customer), "id": message.wamid, "timestamp": _seconds(message.at), **message.content, **extras}
    return {"contacts": [contact_of(customer)], "messages": [item]}


def change_part(before: Customer, now: Customer, wamid: str, at: datetime, kind: str) -> Part:
    """A customer goes on under another number, or another id; such updates have no contacts."""
    system: dict[str, Any] = {
        "body": f"{now.name} changed their number",
        "type": kind,
        "user_id": now.user_id,
        "previous_user_id": before.user_id,
    }
    if kind == "user_changed_number" and not now.hides_phone:
        system["wa_id"] = now.wa_id
    item = _sender(before) | {"id": wamid, "timestamp": _seconds(at), "type": "system", "system": system}
    return {"messages": [item]}


def status_part(customer: Customer, message: Message, status: Status, at: datetime, refused: Refused | None) -> Part:
    item: dict[str, Any] = {"id": message.wamid, "status": status, "timestamp": _seconds(at)}
    item["recipient_user_id"] = customer.user_id
    if not customer.hides_phone:
        item["recipient_id"] = customer.wa_id
    if message.our_id is not None:
        item["biz_opaque_callback_data"] = message.our_id
    if refused is not None:
        return {"statuses": [item | {"errors": [refused.in_status()]}]}
    if status in {"sent", "delivered"}:
        is_template = message.kind == "template"
        item["pricing"] = {
            "billable": is_template,
            "pricing_model": "PMP",
            "type": "regular" if is_template else "free_customer_service",
            "category": "utility" if is_template else "service",
        }
    return {"contacts": [contact_of(customer)], "statuses": [item]}


def contact_of(customer: Customer) -> dict[str, Any]:
    profile = {"name": customer.name} | ({"username": customer.username} if customer.username else {})
    known = {"profile": profile, "user_id": customer.user_id}
    return known if customer.hides_phone else known | {"wa_id": customer.wa_id}


def _sender(customer: Customer) -> dict[str, Any]:
    known = {"from_user_id": customer.user_id}
    return known if customer.hides_phone else known | {"from": customer.wa_id}


def _seconds(at: datetime) -> str:
    return str(int(at.timestamp()))
