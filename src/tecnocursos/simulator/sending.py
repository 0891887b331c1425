"""What a business sends: taken or refused, and what becomes of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from tecnocursos.simulator.clock import VirtualClock
from tecnocursos.simulator.courier import Courier
from tecnocursos.simulator.forms import MEDIA_KINDS, check_form
from tecnocursos.simulator.media import check_use
from tecnocursos.simulator.modes import Status
from tecnocursos.simulator.payloads import status_part
from tecnocursos.simulator.refusals import Refused
from tecnocursos.simulator.state import BSUID, Choice, Customer, Message, Number, new_wamid
from tecnocursos.simulator.templates import fill, find_template

Json = Mapping[str, Any]

_TYPING: Final = timedelta(seconds=25)
_COUNTRIES: Final = ("55", "1")
"""Country codes of the businesses here."""


async def send(number: Number, form: Json, clock: VirtualClock, courier: Courier) -> dict[str, Any]:
    """The answer. Raises Refused."""
    check_form(form)
    now = clock.now()
    if not number.rate.take(now):
        raise Refused(130429, "Cloud API message throughput has been reached.")
    if number.modes.refuse_with is not None:
        raise Refused(number.modes.refuse_with)
    told = str(form.get("to") or form["recipient"])
    if form.get("to") and BSUID.fullmatch(told):
        # Meta does the same: success, a wamid, and nothing is ever heard of it.
        number.counts.dropped += 1
        return _answer(told, {"wa_id": told}, new_wamid())
    customer = number.find(_dialled(number, told) if form.get("to") else told)
    if customer is None:
        raise Refused(131026)
    message, is_for_phones = _read(number, form, customer, now)
    modes = number.modes_of(customer)
    if modes.refuse_with is not None:
        raise Refused(modes.refuse_with)
    if is_for_phones and not form.get("to"):
        raise Refused(131062)
    refused = _why_not(customer, message, clock, paces_pairs=modes.paces_pairs)
    if refused is not None and not modes.late_refusals:
        raise refused
    if refused is None and modes.fail_later is not None:
        refused = Refused(modes.fail_later)
    _count(number, customer, message)
    if refused is None:
        customer.typing_until = None
    number.keep(customer, message)
    await _tell_statuses(number, customer, message, refused, clock, courier)
    known = {"wa_id": customer.wa_id} if form.get("to") else {"user_id": customer.user_id}
    is_template = message.kind == "template"
    return _answer(told, known, message.wamid, **({"message_status": "accepted"} if is_template else {}))


def mark_read(number: Number, form: Json, clock: VirtualClock) -> None:
    """Blue ticks for a customer's message and those before it. Raises Refused."""
    customer, message = number.by_wamid.get(str(form.get("message_id")), (None, None))
    if customer is None or message is None or not message.is_from_customer:
        raise Refused(131009, "message_id is not the id of a message that was received")
    typing = form.get("typing_indicator")
    if typing is not None:
        if typing != {"type": "text"}:
            raise Refused(131009, "typing_indicator['type'] must be 'text'")
        customer.typing_until = clock.now() + _TYPING
    for one in customer.messages:
        if one.is_from_customer and not one.has("read"):
            one.statuses.append(("read", clock.now()))
        if one is message:
            break
    customer.change()


def _answer(told: str, known: Mapping[str, Any], wamid: str, **extras: str) -> dict[str, Any]:
    contact = {"input": told, **known}
    return {"messaging_product": "whatsapp", "contacts": [contact], "messages": [{"id": wamid, **extras}]}


def _dialled(number: Number, told: str) -> str:
    """Without + a phone is taken for one of the business's own country, whatever it begins with."""
    if told.startswith("+"):
        return told
    country = next((code for code in _COUNTRIES if number.phone.startswith(code)), "")
    return country + told


def _read(number: Number, form: Json, customer: Customer, now: datetime) -> tuple[Message, bool]:
    """The message, and whether it may go to phones only. Raises Refused."""
    kind = str(form.get("type", "text"))
    part = form[kind]
    message = Message(
        wamid=new_wamid(),
        is_from_customer=False,
        at=now,
        content={"type": kind, kind: part},
        our_id=form.get("biz_opaque_callback_data"),
        reply_to=(form.get("context") or {}).get("message_id"),
    )
    is_for_phones = False
    match kind:
        case "text":
            message.text = part["body"]
        case "interactive":
            message.text, message.choices = part["body"]["text"], _choices(part)
        case "template":
            template = find_template(number.templates, part)
            message.text, message.choices = fill(template, part)
            is_for_phones = template.category == "AUTHENTICATION"
        case "reaction":
            about = number.by_wamid.get(part["message_id"])
            if about is None or about[0] is not customer:
                raise Refused(131009, "message_id is not the id of a message of this chat")
            message.reply_to, message.text = part["message_id"], part["emoji"]
        case _ if kind in MEDIA_KINDS:
            if "id" in part:
                check_use(number, kind, part["id"], now)
            message.text = part.get("caption", "")
    return message, is_for_phones


def _choices(part: Json) -> tuple[Choice, ...]:
    action = part["action"]
    if part["type"] == "button":
        return tuple(Choice(button["reply"]["id"], button["reply"]["title"]) for button in action["buttons"])
    if part["type"] == "list":
        rows = [row for section in action["sections"] for row in section["rows"]]
        return tuple(Choice(row["id"], row["title"], row.get("description")) for row in rows)
    return ()


def _why_not(customer: Customer, message: Message, clock: VirtualClock, *, paces_pairs: bool) -> Refused | None:
    now = clock.now()
    if not customer.is_reachable:
        return Refused(131026)
    is_open = customer.window_until is not None and now < customer.window_until
    if message.kind != "template" and not is_open:
        return Refused(
            131047,
            "Message failed to send because more than 24 hours have passed since the customer last replied to this "
            "number.",
        )
    if not customer.rate.take(now) and paces_pairs:
        return Refused(131056)
    return None


def _count(number: Number, customer: Customer, message: Message) -> None:
    number.counts.accepted[customer.user_id] += 1
    if message.our_id is not None:
        number.counts.repeated += message.our_id in number.our_ids
        number.our_ids.add(message.our_id)
    last = customer.messages[-1] if customer.messages else None
    if last is not None and not last.is_from_customer:
        number.counts.repeated_texts += bool(message.text) and last.content == message.content


async def _tell_statuses(
    number: Number, customer: Customer, message: Message, refused: Refused | None, clock: VirtualClock, courier: Courier
) -> None:
    modes = number.modes_of(customer)
    reached: tuple[Status, ...] = ("failed",)
    if refused is None:
        part = message.content[message.kind]
        is_voice = message.kind == "audio" and part.get("voice") is True
        reached = modes.statuses_of(message.kind, is_voice=is_voice)
    else:
        message.failed_with = refused.code
    brought: list[asyncio.Task[None]] = []
    for status in reached:
        message.statuses.append((status, clock.now()))
        part = status_part(customer, message, status, clock.now(), refused)
        brought.append(courier.bring(number, customer, part))
    customer.change()
    if modes.status_before_answer and brought:
        await asyncio.wait(brought[:1], timeout=5)
