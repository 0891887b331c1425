"""What is said, as the JSON of a send, within WhatsApp's limits.

https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/send-messages
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from tecnocursos.support.contents import Content, TemplateUse
from tecnocursos.support.replies import AskPhone, Attachment, Buttons, Choice, Code, Menu, Reply, Text
from tecnocursos.support.whatsapp.updates import Identity

Form = dict[str, Any]

TEXT: Final = 4096
_QUESTION: Final = 1024
_CAPTION: Final = 1024
_BUTTONS: Final = 3
_ROWS: Final = 10
_BUTTON_TITLE, _ROW_TITLE, _ROW_TELLS, _OPENER = 20, 24, 72, 20


def content_of(reply: Reply) -> tuple[str, Content]:
    """The kind of the message that a reply becomes, and what it says. Of an attachment the file is kept elsewhere.

    What is too long for its place is cut at a word; questions whose choices WhatsApp could not show are told as text.
    """
    match reply:
        case Text(text=text) | Code(text=text):
            return "text", Content(text=text)
        case Buttons(text=text, choices=choices) if len(choices) <= _BUTTONS and len(text) <= _QUESTION:
            return "buttons", Content(text=text, choices=_cut(choices, _BUTTON_TITLE))
        case Buttons(text=text, choices=choices):
            return content_of(Menu(text=text, button="Menu", choices=choices))
        case Menu(text=text, button=button, choices=choices) if len(choices) <= _ROWS and len(text) <= TEXT:
            return "menu", Content(text=text, button=shortened(button, _OPENER), choices=_cut(choices, _ROW_TITLE))
        case Menu(text=text, choices=choices):
            rows = "\n".join(f"• {choice.title}" for choice in choices)
            return "text", Content(text=f"{text}\n\n{rows}")
        case Attachment(caption=caption):
            return "document", Content(text=shortened(caption or "", _CAPTION))
        case AskPhone(text=text):
            return "ask_phone", Content(text=shortened(text, _QUESTION))


def form_of(kind: str, content: Content, recipient: Identity, our_id: UUID, *, media_id: str | None = None) -> Form:
    """The JSON of a message. `media_id` of its file, which was uploaded before."""
    body: Form = {"recipient_type": "individual", "biz_opaque_callback_data": str(our_id)} | _address(recipient)
    if content.reply_to and kind != "reaction":
        body["context"] = {"message_id": content.reply_to}
    return body | _part(kind, content, media_id)


def _address(recipient: Identity) -> Form:
    """A phone goes with its +, without which Meta takes it for a number of the business's own country.

    An id never goes as `to`: that is answered like a success and then dropped.
    """
    if recipient.phone:
        return {"to": f"+{recipient.phone}"}
    return {"recipient": recipient.bsuid}


def _part(kind: str, content: Content, media_id: str | None) -> Form:
    match kind:
        case "buttons":
            rows = [{"type": "reply", "reply": {"id": choice.id, "title": choice.title}} for choice in content.choices]
            return _interactive("button", content.text, {"buttons": rows})
        case "menu":
            rows = [_row(choice) for choice in content.choices]
            return _interactive("list", content.text, {"button": content.button, "sections": [{"rows": rows}]})
        case "ask_phone":
            return _interactive("request_contact_info", content.text, {"name": "request_contact_info"})
        case "template" if content.template is not None:
            return {"type": "template", "template": _template(content.template)}
        case "reaction":
            return {"type": "reaction", "reaction": {"message_id": content.reply_to, "emoji": content.reaction or ""}}
        case "image" | "video" | "audio" | "document" | "sticker":
            return {"type": kind, kind: _media(kind, content, media_id)}
    return {"type": "text", "text": {"body": content.text, "preview_url": False}}


def _interactive(kind: str, text: str, action: Form) -> Form:
    return {"type": "interactive", "interactive": {"type": kind, "body": {"text": text}, "action": action}}


def _row(choice: Choice) -> Form:
    row: Form = {"id": choice.id, "title": choice.title}
    return row | ({"description": choice.description} if choice.description else {})


def _media(kind: str, content: Content, media_id: str | None) -> Form:
    part: Form = {"id": media_id}
    if content.text and kind not in {"audio", "sticker"}:
        part["caption"] = content.text
    if kind == "document" and content.media and content.media.name:
        part["filename"] = content.media.name
    if kind == "audio" and content.media and content.media.is_voice:
        part["voice"] = True
    return part


def _template(use: TemplateUse) -> Form:
    components: list[Form] = []
    for kind, values in (("header", use.header), ("body", use.body)):
        if values:
            components.append({"type": kind, "parameters": [{"type": "text", "text": value} for value in values]})
    for index, value in enumerate(use.buttons):
        button = {"type": "button", "sub_type": "url", "index": str(index)}
        components.append(button | {"parameters": [{"type": "text", "text": value}]})
    return {"name": use.name, "language": {"code": use.language}, "components": components}


def _cut(choices: Sequence[Choice], title: int) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            id=choice.id,
            title=shortened(choice.title, title),
            description=shortened(choice.description, _ROW_TELLS) if choice.description else None,
        )
        for choice in choices
    )


def shortened(text: str, length: int) -> str:
    """At most `length` characters, cut after a word where there is one."""
    if len(text) <= length:
        return text
    kept = text[: length - 1]
    at_word = kept.rsplit(maxsplit=1)[0] if " " in kept else kept
    return f"{at_word.rstrip()}…"


def parts_of(text: str, length: int = TEXT) -> list[str]:
    """A text of any length in messages, parted between paragraphs, lines or words where that can be."""
    parts = []
    while len(text) > length:
        at = max(text.rfind(mark, 1, length) for mark in ("\n\n", "\n", " "))
        at = at if at > length // 2 else length
        parts.append(text[:at].rstrip())
        text = text[at:].lstrip()
    return [part for part in (*parts, text) if part]


def template_places(components: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many texts a template wants: `header`, `body`, `buttons`."""
    places = {"header": 0, "body": 0, "buttons": 0}
    for component in components:
        kind = str(component.get("type", "")).lower()
        if kind in {"header", "body"}:
            places[kind] = str(component.get("text", "")).count("{{")
        elif kind == "buttons":
            places[kind] = sum("{{" in str(button.get("url", "")) for button in component.get("buttons", ()))
    return places
