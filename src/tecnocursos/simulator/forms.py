"""Whether a message that is to be sent is as it must be.

https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tecnocursos.simulator.refusals import Refused

Json = Mapping[str, Any]
MEDIA_KINDS: Final = ("image", "audio", "video", "document", "sticker")

_TEXT: Final = 4096
_CAPTION: Final = 1024
_QUESTION: Final = 1024
_HEADER: Final = 60
_FOOTER: Final = 60
_BUTTONS: Final = 3
_SECTIONS: Final = 10
_ROWS: Final = 10
_CALLBACK: Final = 512


def check_form(form: Json) -> None:
    """Raises Refused with 100, 131008 or 131009 and the name of what is wrong."""
    if form.get("messaging_product") != "whatsapp":
        raise Refused(100, "The parameter messaging_product must be 'whatsapp'.")
    if form.get("recipient_type", "individual") != "individual":
        raise Refused(131009, "recipient_type must be 'individual'")
    if not any(isinstance(form.get(name), str) and form[name] for name in ("to", "recipient")):
        raise Refused(131008, "Required parameter is missing: to")
    if "biz_opaque_callback_data" in form:
        _text(form, "biz_opaque_callback_data", _CALLBACK, code=100)
    kind = form.get("type", "text")
    check = _CHECKS.get(kind) if isinstance(kind, str) else None
    if check is None:
        raise Refused(100, f"Param type must be one of {{{', '.join(_CHECKS)}}}")
    check(_object(form, kind))
    if "context" in form and kind != "reaction":
        _text(_object(form, "context"), "message_id", _CALLBACK)


def _check_text(part: Json) -> None:
    _text(part, "body", _TEXT, code=100)


def _check_media(kind: str) -> Callable[[Json], None]:
    def check(part: Json) -> None:
        named = [name for name in ("id", "link") if part.get(name)]
        if len(named) != 1:
            raise Refused(131008, f"{kind} must have either id or link")
        _text(part, named[0], 2048)
        if "caption" in part:
            if kind in {"audio", "sticker"}:
                raise Refused(100, f'Unexpected key "caption" on param "{kind}"')
            _text(part, "caption", _CAPTION, code=100)
        if "filename" in part and kind != "document":
            raise Refused(100, f'Unexpected key "filename" on param "{kind}"')

    return check


def _check_location(part: Json) -> None:
    for name in ("latitude", "longitude"):
        if not isinstance(part.get(name), int | float | str):
            raise Refused(131008, f"Required parameter is missing: location['{name}']")


def _check_reaction(part: Json) -> None:
    _text(part, "message_id", _CALLBACK)
    if not isinstance(part.get("emoji"), str):
        raise Refused(131008, "Required parameter is missing: reaction['emoji']")


def _check_template(part: Json) -> None:
    _text(part, "name", 512)
    _text(_object(part, "language"), "code", 16)
    if not isinstance(part.get("components", []), list):
        raise Refused(131009, "template['components'] must be a list")


def _check_interactive(part: Json) -> None:
    kind = part.get("type")
    check = _ACTIONS.get(kind) if isinstance(kind, str) else None
    if check is None:
        raise Refused(131009, f"interactive['type'] must be one of {{{', '.join(_ACTIONS)}}}")
    _text(_object(part, "body"), "text", _TEXT if kind == "list" else _QUESTION)
    if "footer" in part:
        _text(_object(part, "footer"), "text", _FOOTER)
    header = part.get("header")
    if isinstance(header, dict) and header.get("type") == "text":
        _text(header, "text", _HEADER)
    check(_object(part, "action"))


def _check_buttons(action: Json) -> None:
    buttons = _objects(action, "buttons", _BUTTONS)
    for button in buttons:
        if button.get("type") != "reply":
            raise Refused(131009, "The type of a button must be 'reply'")
        _text(_object(button, "reply"), "id", 256)
        _text(_object(button, "reply"), "title", 20)
    for name in ("id", "title"):
        if len({button["reply"][name] for button in buttons}) < len(buttons):
            raise Refused(131009, f"Buttons must have different {name}s")


def _check_list(action: Json) -> None:
    _text(action, "button", 20)
    sections = _objects(action, "sections", _SECTIONS)
    rows = []
    for section in sections:
        if len(sections) > 1:
            _text(section, "title", 24)
        rows += _objects(section, "rows", _ROWS)
    if len(rows) > _ROWS:
        raise Refused(131009, f"Total row count exceeds the maximum of {_ROWS}")
    for row in rows:
        _text(row, "id", 200)
        _text(row, "title", 24)
        if "description" in row:
            _text(row, "description", 72)
    if len({row["id"] for row in rows}) < len(rows):
        raise Refused(131009, "Rows must have different ids")


def _check_named(name: str) -> Callable[[Json], None]:
    def check(action: Json) -> None:
        if action.get("name") != name:
            raise Refused(131009, f"interactive['action']['name'] must be '{name}'")

    return check


_ACTIONS: Final[Mapping[str, Callable[[Json], None]]] = {
    "button": _check_buttons,
    "list": _check_list,
    "cta_url": _check_named("cta_url"),
    "flow": _check_named("flow"),
    "location_request_message": _check_named("send_location"),
    "request_contact_info": _check_named("request_contact_info"),
}
_CHECKS: Final[Mapping[str, Callable[[Json], None]]] = {
    "text": _check_text,
    **{kind: _check_media(kind) for kind in MEDIA_KINDS},
    "location": _check_location,
    "reaction": _check_reaction,
    "interactive": _check_interactive,
    "template": _check_template,
}


def _object(item: Json, name: str) -> Json:
    found = item.get(name)
    if found is None:
        raise Refused(131008, f"Required parameter is missing: {name}")
    if not isinstance(found, dict):
        raise Refused(131009, f"{name} must be an object")
    return found


def _objects(item: Json, name: str, most: int) -> list[dict[str, Any]]:
    found = item.get(name)
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise Refused(131008, f"Required parameter is missing: {name}")
    if not 1 <= len(found) <= most:
        raise Refused(131009, f"{name}: at least 1, at most {most}")
    return found


def _text(item: Json, name: str, most: int, *, code: int = 131009) -> str:
    found = item.get(name)
    if found is None or found == "":
        raise Refused(131008, f"Required parameter is missing: {name}")
    if not isinstance(found, str):
        raise Refused(code, f"{name} must be a string")
    if len(found) > most:
        raise Refused(code, f"{name} must be at most {most} characters long")
    return found
