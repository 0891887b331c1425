"""What the control API takes."""

from __future__ import annotations

import secrets
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, Base64Bytes, Field, JsonValue, StringConstraints

from tecnocursos.kit.value import Value
from tecnocursos.simulator.modes import Modes

Phone = Annotated[str, StringConstraints(pattern=r"^[0-9]{6,20}$")]
Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._-]{1,120}$")]


class NewTemplate(Value):
    name: str
    language: str = "pt_BR"
    category: Literal["UTILITY", "MARKETING", "AUTHENTICATION"] = "UTILITY"
    status: Literal["APPROVED", "PENDING", "REJECTED", "PAUSED", "DISABLED"] = "APPROVED"
    components: list[dict[str, JsonValue]] = Field(default_factory=list)


class NewNumber(Value):
    """Of one id that is known already everything is put in place again, and what was said is forgotten."""

    id: Id
    business_id: Id = "100200300"
    phone: Phone = "551140028922"
    name: str = "Provedor"
    app_secret: str
    access_token: str
    verify_token: str = ""
    webhook_url: str | None = None
    """None: nobody is told of anything. Any other is asked to verify itself."""
    messages_per_second: float = Field(default=80, gt=0)
    modes: Modes = Modes()
    templates: list[NewTemplate] = Field(default_factory=list)


class NumberChanges(Value):
    """What is absent stays."""

    app_secret: str | None = None
    access_token: str | None = None
    webhook_url: str | None = None


class NewCustomer(Value):
    phone: Phone | None = None
    """None: only the user id is known, to WhatsApp's businesses and here."""
    wa_id: Phone | None = None
    """Differs from the phone where the ninth digit is missing."""
    user_id: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}\.[A-Za-z0-9]{1,128}$")] = Field(
        default_factory=lambda: f"BR.{secrets.randbelow(10**17) + 10**16}"
    )
    name: str = "Cliente"
    username: str | None = None
    hides_phone: bool = False
    is_reachable: bool = True
    modes: Modes | None = None
    window_until: AwareDatetime | None = None
    """Of one who wrote before the server was started anew."""


class CustomerChanges(Value):
    name: str | None = None
    username: str | None = None
    hides_phone: bool | None = None
    is_reachable: bool | None = None


class NewIdentity(Value):
    """A customer's next phone; without one their user id changes."""

    phone: Phone | None = None
    wa_id: Phone | None = None


class File(Value):
    content: Base64Bytes
    media_type: str
    name: str | None = None


class Written(Value):
    """What a customer writes. A type with its part, a text, a file, or a choice."""

    type: str = "text"
    """Any, also those that do not exist."""
    text: str | None = None
    part: JsonValue = None
    """What stands under the type's name; None: nothing does."""
    file: File | None = None
    """Of an image, video, audio, document or sticker; `part` may add `caption`, `voice` and so on."""
    choice_id: str | None = None
    """A button or row of an earlier message is pressed."""
    of: str | None = None
    """wamid of that message; None: the latest that has it."""
    reply_to: str | None = None
    extras: dict[str, Any] = Field(default_factory=dict)
    """What stands beside the part, e.g. `errors` or `context`."""
    seconds_ago: float = Field(default=0, ge=0)


class Advance(Value):
    seconds: float = Field(gt=0)


class AccountProblem(Value):
    code: int
    details: str = ""
