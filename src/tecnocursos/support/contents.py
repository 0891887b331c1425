"""What a message says: the sealed part of its row."""

from __future__ import annotations

from uuid import UUID

from tecnocursos.answers.values import Citation
from tecnocursos.kit.value import Value
from tecnocursos.support.replies import Choice


class Media(Value):
    """A file that came with a message or goes with it."""

    id: str | None = None
    """Meta's, good for seven days."""
    media_type: str
    name: str | None = None
    sha256: str | None = None
    """As Meta tells it, base64."""
    is_voice: bool = False


class Location(Value):
    latitude: float
    longitude: float
    name: str | None = None
    address: str | None = None


class Contact(Value):
    """A person whose card was sent."""

    name: str
    phones: tuple[str, ...] = ()


class TemplateUse(Value):
    """A template with what its places are filled with."""

    name: str
    language: str
    header: tuple[str, ...] = ()
    body: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    """Of the buttons that take one, in their order."""


class Content(Value):
    """What stands in a message; most kinds have a text."""

    text: str = ""
    choices: tuple[Choice, ...] = ()
    """Offered with it, of buttons and menus."""
    button: str | None = None
    """What opens a menu."""
    choice_id: str | None = None
    """Chosen by the customer."""
    media: Media | None = None
    location: Location | None = None
    contacts: tuple[Contact, ...] = ()
    reaction: str | None = None
    """Empty: it was taken back."""
    reply_to: str | None = None
    """wamid of the message that it answers or reacts to."""
    template: TemplateUse | None = None
    citations: tuple[Citation, ...] = ()
    """Passages that an answer of the bot is from; shown to members."""
    step: str | None = None
    """What the bot was doing: a workflow's name, `answer`, `refusal`. Of an event, what happened."""
    person: UUID | None = None
    """Of an event: who was given the conversation."""
    remark: str | None = None
    """What members should know of it, e.g. that its kind is not supported."""
