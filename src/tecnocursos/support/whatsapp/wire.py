"""Reading what WhatsApp sends: everything that is known, nothing that is not, and no item lost by another one.

https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/messages
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, Final, TypeVar, cast, get_args

from tecnocursos.kit.legibility import UNREADABLE
from tecnocursos.support.contents import Contact, Location, Media
from tecnocursos.support.errors import UpdateUnreadable
from tecnocursos.support.phones import digits_of
from tecnocursos.support.whatsapp.updates import (
    Identity,
    InboundKind,
    InboundMessage,
    NumberChange,
    NumberUpdates,
    Problem,
    Status,
    StatusUpdate,
    Unreadable,
)

Item = TypeVar("Item")
Json = Mapping[str, Any]

_KINDS: Final = frozenset(get_args(InboundKind))
_STATUSES: Final = frozenset(get_args(Status))
_MEDIA: Final = ("image", "video", "audio", "document", "sticker")
_NOTHING: Final[Json] = {}


class _Unfit(Exception):
    """An item lacks what it cannot do without."""


def read_updates(body: bytes) -> list[NumberUpdates]:
    """What `body` says, one for each `change` about messages. Raises UpdateUnreadable when it is no update at all."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        raise UpdateUnreadable(reason="it is not JSON", reason_pt="não é JSON") from None
    if not isinstance(sent, dict) or not isinstance(sent.get("entry"), list):
        raise UpdateUnreadable(reason="it has no list `entry`", reason_pt="falta a lista `entry`")
    return [_read_change(place, value) for place, value in _changes(sent)]


def _changes(sent: Json) -> Iterator[tuple[str, Json]]:
    for number, entry in enumerate(sent["entry"]):
        for index, change in enumerate(_list(_object(entry), "changes")):
            if _object(change).get("field") == "messages":
                yield f"entry[{number}].changes[{index}].value", _part(change, "value")


def _read_change(place: str, value: Json) -> NumberUpdates:
    names = _names(value)
    unreadable: list[Unreadable] = []

    def read_all(name: str, read: Callable[[Json], Item]) -> tuple[Item, ...]:
        found = []
        for index, item in enumerate(_list(value, name)):
            try:
                found.append(read(_object(item)))
            except _Unfit as error:
                unreadable.append(Unreadable(path=f"{place}.{name}[{index}]", reason=str(error)))
        return tuple(found)

    return NumberUpdates(
        phone_number_id=_text(_part(value, "metadata"), "phone_number_id") or "",
        messages=read_all("messages", lambda item: _read_message(item, names)),
        statuses=tuple(status for status in read_all("statuses", _read_status) if status is not None),
        problems=read_all("errors", _read_problem),
        unreadable=tuple(unreadable),
    )


def _names(value: Json) -> dict[str, str]:
    """What customers call themselves, by phone and by id."""
    names = {}
    for contact in _list(value, "contacts"):
        contact = _object(contact)
        name = _text(_part(contact, "profile"), "name")
        for key in ("wa_id", "user_id"):
            if name and (known := _text(contact, key)):
                names[known] = name
    return names


def _read_message(item: Json, names: Mapping[str, str]) -> InboundMessage:
    told = _text(item, "type") or "unsupported"
    kind = cast("InboundKind", told if told in _KINDS else "unsupported")
    sender = _identity(item, "from", "from_user_id")
    context = _part(item, "context")
    said = _READERS[kind](item.get(kind)) if kind in _READERS else {}
    if kind == "unsupported":
        said = {"remark": _text(_part(item, "unsupported"), "type") or told}
    change = said.get("change")
    if change is not None and not (sender.phone or sender.bsuid):
        sender = change.before
    if not (sender.phone or sender.bsuid):
        raise _Unfit("it says nothing of who sent it")
    return InboundMessage(
        wamid=_required(item, "id"),
        sender=sender,
        sent_at=_moment(item),
        kind=kind,
        name=names.get(sender.bsuid or "") or names.get(sender.phone or ""),
        reply_to=said.pop("reply_to", None) or _text(context, "id"),
        is_forwarded=bool(context.get("forwarded") or context.get("frequently_forwarded")),
        problems=tuple(_read_problem(_object(error)) for error in _list(item, "errors")),
        **said,
    )


def _read_text(part: Any) -> dict[str, Any]:
    return {"text": _text(part, "body") or ""}


def _read_media(part: Any) -> dict[str, Any]:
    media = Media(
        id=_text(part, "id"),
        media_type=_text(part, "mime_type") or "application/octet-stream",
        name=_text(part, "filename"),
        sha256=_text(part, "sha256"),
        is_voice=_object(part).get("voice") is True,
    )
    return {"media": media, "text": _text(part, "caption") or ""}


def _read_location(part: Any) -> dict[str, Any]:
    latitude, longitude = _object(part).get("latitude"), _object(part).get("longitude")
    if not isinstance(latitude, int | float) or not isinstance(longitude, int | float):
        raise _Unfit("its location has no latitude and longitude")
    place = Location(
        latitude=float(latitude), longitude=float(longitude), name=_text(part, "name"), address=_text(part, "address")
    )
    return {"location": place, "text": ", ".join(filter(None, (place.name, place.address)))}


def _read_contacts(part: Any) -> dict[str, Any]:
    cards = [_object(card) for card in part] if isinstance(part, list) else []
    contacts = tuple(
        Contact(name=_text(_part(card, "name"), "formatted_name") or "?", phones=tuple(_phones(card))) for card in cards
    )
    shared = [phone for card in cards if card.get("origin") == "contact_request" for phone in _phones(card)]
    return {
        "contacts": contacts,
        "shared_phone": shared[0] if shared else None,
        "text": ", ".join(contact.name for contact in contacts),
    }


def _phones(card: Json) -> Iterator[str]:
    for phone in _list(card, "phones"):
        if digits := digits_of(_text(_object(phone), "wa_id") or _text(_object(phone), "phone") or ""):
            yield digits


def _read_interactive(part: Any) -> dict[str, Any]:
    """A reply by button or list, or a form; each may lack the part that it is named after."""
    for name in ("button_reply", "list_reply"):
        if chosen := _part(part, name):
            return {"text": _text(chosen, "title") or "", "choice_id": _text(chosen, "id")}
    return {"text": _form_text(_text(_part(part, "nfm_reply"), "response_json"))}


def _form_text(response: str | None) -> str:
    try:
        answers = json.loads(response or "{}")
    except (ValueError, RecursionError):
        return ""
    if not isinstance(answers, dict):
        return ""
    return "\n".join(f"{key}: {value}" for key, value in answers.items() if isinstance(value, str | int | float))


def _read_button(part: Any) -> dict[str, Any]:
    return {"text": _text(part, "text") or "", "choice_id": _text(part, "payload")}


def _read_reaction(part: Any) -> dict[str, Any]:
    return {"reaction": _text(part, "emoji") or "", "reply_to": _text(part, "message_id")}


def _read_order(part: Any) -> dict[str, Any]:
    count = len(_list(part, "product_items"))
    return {"text": _text(part, "text") or "", "remark": f"order: {count}"}


def _read_system(part: Any) -> dict[str, Any]:
    told: dict[str, Any] = {"text": _text(part, "body") or "", "remark": _text(part, "type")}
    if told["remark"] in {"user_changed_number", "user_changed_user_id"}:
        now = _identity(part, "wa_id", "user_id")
        before = Identity(bsuid=_text(part, "previous_user_id"))
        told["change"] = NumberChange(now=now, before=before)
    return told


_READERS: Final[Mapping[str, Callable[[Any], dict[str, Any]]]] = {
    "text": _read_text,
    **dict.fromkeys(_MEDIA, _read_media),
    "location": _read_location,
    "contacts": _read_contacts,
    "interactive": _read_interactive,
    "button": _read_button,
    "reaction": _read_reaction,
    "order": _read_order,
    "system": _read_system,
}


def _read_status(item: Json) -> StatusUpdate | None:
    """None of a status that is not known, e.g. one that is newer than this."""
    status = _required(item, "status")
    if status not in _STATUSES:
        return None
    pricing = _part(item, "pricing")
    billable = pricing.get("billable")
    return StatusUpdate(
        wamid=_required(item, "id"),
        status=cast("Status", status),
        at=_moment(item),
        our_id=_text(item, "biz_opaque_callback_data"),
        problems=tuple(_read_problem(_object(error)) for error in _list(item, "errors")),
        category=_text(pricing, "category"),
        is_billable=billable if isinstance(billable, bool) else None,
    )


def _read_problem(item: Json) -> Problem:
    code = item.get("code")
    details = _text(_part(item, "error_data"), "details") or _text(item, "message") or ""
    return Problem(code=code if isinstance(code, int) else -1, title=_text(item, "title") or "", details=details)


def _identity(item: Json, phone: str, bsuid: str) -> Identity:
    number = _text(item, phone)
    return Identity(phone=digits_of(number) or None if number else None, bsuid=_text(item, bsuid))


def _moment(item: Json) -> datetime:
    """Unix seconds, which come as a text."""
    told = item.get("timestamp")
    if not isinstance(told, str | int) or isinstance(told, bool):
        raise _Unfit("it has no timestamp")
    try:
        return datetime.fromtimestamp(int(told), UTC)
    except (ValueError, OverflowError, OSError):
        raise _Unfit("its timestamp is no time") from None


def _required(item: Json, name: str) -> str:
    found = _text(item, name)
    if not found:
        raise _Unfit(f"it has no `{name}`")
    return found


def _text(item: Any, name: str) -> str | None:
    """Without the characters that are no text: no message is lost by one."""
    found = _object(item).get(name)
    return UNREADABLE.sub("", found) or None if isinstance(found, str) else None


def _object(found: Any) -> Json:
    return found if isinstance(found, dict) else _NOTHING


def _part(item: Any, name: str) -> Json:
    return _object(_object(item).get(name))


def _list(item: Any, name: str) -> list[Any]:
    found = _object(item).get(name)
    return found if isinstance(found, list) else []
