"""What arrives from WhatsApp, as values; `wire` reads them."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from tecnocursos.kit.value import Value
from tecnocursos.support.contents import Contact, Location, Media

InboundKind = Literal[
    "text",
    "image",
    "video",
    "audio",
    "document",
    "sticker",
    "location",
    "contacts",
    "interactive",
    "button",
    "reaction",
    "order",
    "system",
    "unsupported",
]
Status = Literal["sent", "delivered", "read", "played", "failed"]


class Problem(Value):
    """An error as Meta tells it. Build on `code`; the texts are for people."""

    code: int
    title: str = ""
    details: str = ""


class Identity(Value):
    """How somebody is known: by phone, by the id that this business knows them by, or both."""

    phone: str | None = None
    """Digits with country code, as Meta gave them."""
    bsuid: str | None = None
    """Business-scoped user id, e.g. `BR.13491208655302741918`."""


class NumberChange(Value):
    """A customer goes on under other ids."""

    now: Identity
    before: Identity


class InboundMessage(Value):
    wamid: str
    sender: Identity
    sent_at: datetime
    kind: InboundKind
    name: str | None = None
    """That the customer shows on WhatsApp."""
    text: str = ""
    """What was said in words: the text, a caption, what a chosen button says."""
    choice_id: str | None = None
    media: Media | None = None
    location: Location | None = None
    contacts: tuple[Contact, ...] = ()
    shared_phone: str | None = None
    """The customer's own, given because it was asked for."""
    reaction: str | None = None
    """Empty: taken back."""
    reply_to: str | None = None
    is_forwarded: bool = False
    change: NumberChange | None = None
    problems: tuple[Problem, ...] = ()
    remark: str | None = None
    """What kind of thing it was that is not supported."""

    @property
    def opens_turn(self) -> bool:
        """Whether it is something to answer."""
        return self.kind not in {"reaction", "order", "system", "unsupported"}


class StatusUpdate(Value):
    wamid: str
    status: Status
    at: datetime
    our_id: str | None = None
    """`biz_opaque_callback_data`: the id of our message, also where its wamid never reached us."""
    problems: tuple[Problem, ...] = ()
    category: str | None = None
    """Of its pricing."""
    is_billable: bool | None = None


class Unreadable(Value):
    """A part of an update that could not be read; the others are not lost by it."""

    path: str
    reason: str


class NumberUpdates(Value):
    """What one update says about one number, in the order in which it stands there."""

    phone_number_id: str
    messages: tuple[InboundMessage, ...] = ()
    statuses: tuple[StatusUpdate, ...] = ()
    problems: tuple[Problem, ...] = ()
    """Of the account itself."""
    unreadable: tuple[Unreadable, ...] = ()
