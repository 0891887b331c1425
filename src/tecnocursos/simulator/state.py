"""What the server knows: numbers of businesses, their customers, and what was said."""

from __future__ import annotations

import asyncio
import re
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Final

from tecnocursos.simulator.modes import Modes, Status
from tecnocursos.simulator.rates import NumberRate, PairRate
from tecnocursos.simulator.refusals import Refused

WINDOW: Final = timedelta(hours=24)
BSUID: Final = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]{1,128}")
_MOBILE: Final = re.compile(r"55([1-9][1-9])9(\d{8})")


def new_wamid() -> str:
    return f"wamid.{secrets.token_urlsafe(24)}"


def new_bsuid() -> str:
    return f"BR.{secrets.randbelow(10**17) + 10**16}"


def same_number(phone: str) -> str:
    """The same for both forms of a Brazilian mobile, with and without its ninth digit."""
    digits = re.sub(r"\D", "", phone)
    found = _MOBILE.fullmatch(digits)
    return f"55{found[1]}{found[2]}" if found else digits


@dataclass(slots=True)
class Choice:
    id: str
    title: str
    description: str | None = None


@dataclass(slots=True)
class Message:
    wamid: str
    is_from_customer: bool
    at: datetime
    content: Mapping[str, Any]
    """As it goes over the wire: `type` and the part of that name."""
    text: str = ""
    """What is to be seen of it in words."""
    choices: tuple[Choice, ...] = ()
    reply_to: str | None = None
    our_id: str | None = None
    """`biz_opaque_callback_data`."""
    statuses: list[tuple[Status, datetime]] = field(default_factory=list)
    """Of a customer's own message: `sent`, `delivered` when the webhook took it, `read`."""
    failed_with: int | None = None

    @property
    def kind(self) -> str:
        return str(self.content.get("type", ""))

    def has(self, status: Status) -> bool:
        return any(known == status for known, _ in self.statuses)


@dataclass(slots=True, eq=False)
class Customer:
    """A person with WhatsApp, and their chat with one number."""

    user_id: str
    phone: str | None
    """Digits with country code, as it is dialled."""
    wa_id: str | None
    """As WhatsApp has it: of a Brazilian mobile perhaps without the ninth digit."""
    name: str
    username: str | None = None
    hides_phone: bool = False
    """The business sees the user id only."""
    is_reachable: bool = True
    modes: Modes | None = None
    """None: those of the number."""
    messages: list[Message] = field(default_factory=list)
    window_until: datetime | None = None
    typing_until: datetime | None = None
    rate: PairRate = field(default_factory=PairRate)
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held while an update of this chat is at the webhook, so that they come in order."""
    version: int = 0
    """Of the chat; grows with every change."""
    _changed: asyncio.Event = field(default_factory=asyncio.Event)

    def change(self) -> None:
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def await_change(self, after: int, seconds: float) -> None:
        """Until the chat is newer than version `after`."""
        try:
            async with asyncio.timeout(seconds):
                while self.version <= after:
                    await self._changed.wait()
        except TimeoutError:
            return


@dataclass(slots=True)
class MediaFile:
    id: str
    content: bytes
    media_type: str
    sha256: str
    """Base64."""
    expires_at: datetime
    name: str | None = None


@dataclass(slots=True)
class Template:
    """As the business account keeps it."""

    id: str
    name: str
    language: str
    category: str
    status: str
    components: list[dict[str, Any]]


@dataclass(slots=True)
class Counts:
    received: int = 0
    """Messages that customers wrote."""
    accepted: Counter[str] = field(default_factory=Counter)
    """Messages that were sent, by user id."""
    refused: Counter[int] = field(default_factory=Counter)
    """By code."""
    repeated: int = 0
    """Sent with a `biz_opaque_callback_data` that was sent before."""
    repeated_texts: int = 0
    """The same words to the same person, who wrote nothing in between."""
    dropped: int = 0
    """With a user id where a phone belongs."""
    webhooks: int = 0
    """Requests to the webhook."""
    webhooks_failed: int = 0
    answered_after_ms: Counter[int] = field(default_factory=Counter)
    """Requests to the webhook by how long its answer took, whatever it was; whole milliseconds, rounded up."""
    webhooks_given_up: int = 0
    updates_pending: int = 0


@dataclass(slots=True, eq=False)
class Number:
    """A business's number, its account and its app in one."""

    id: str
    business_id: str
    phone: str
    """Digits with country code."""
    name: str
    app_secret: str
    access_token: str
    verify_token: str
    webhook_url: str | None
    rate: NumberRate
    modes: Modes = field(default_factory=Modes)
    customers: dict[str, Customer] = field(default_factory=dict)
    """By user id."""
    media: dict[str, MediaFile] = field(default_factory=dict)
    templates: list[Template] = field(default_factory=list)
    by_wamid: dict[str, tuple[Customer, Message]] = field(default_factory=dict)
    our_ids: set[str] = field(default_factory=set)
    counts: Counts = field(default_factory=Counts)
    _by_phone: dict[str, Customer] = field(default_factory=dict)

    def add(self, customer: Customer) -> None:
        self.customers[customer.user_id] = customer
        if customer.phone:
            self._by_phone[same_number(customer.phone)] = customer

    def remove(self, customer: Customer) -> None:
        del self.customers[customer.user_id]
        if customer.phone:
            self._by_phone.pop(same_number(customer.phone), None)

    def find(self, reference: str) -> Customer | None:
        """By user id or phone, in either of its forms."""
        return self.customers.get(reference) or self._by_phone.get(same_number(reference))

    def modes_of(self, customer: Customer) -> Modes:
        return customer.modes or self.modes

    def keep(self, customer: Customer, message: Message) -> None:
        customer.messages.append(message)
        self.by_wamid[message.wamid] = (customer, message)
        customer.change()

    def file(self, media_id: str, now: datetime) -> MediaFile:
        """Raises Refused of one that is not there, or no longer."""
        found = self.media.get(media_id)
        if found is None or found.expires_at <= now:
            raise Refused(100, f"Object with ID '{media_id}' does not exist or has expired", subcode=33)
        return found
