"""What is said to a customer, before it becomes a WhatsApp message.

Limits are WhatsApp's; see `whatsapp/message_forms.py`, which keeps them.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from tecnocursos.kit.value import Value


class Text(Value):
    kind: Literal["text"] = "text"
    text: str


class Code(Value):
    """What is to be copied: it stands alone in its message, e.g. a PIX code or a digitable line."""

    kind: Literal["code"] = "code"
    text: str


class Choice(Value):
    id: str
    """Comes back when it is chosen."""
    title: str
    description: str | None = None
    """Of a row of a menu."""


class Buttons(Value):
    """A question with at most three answers."""

    kind: Literal["buttons"] = "buttons"
    text: str
    choices: tuple[Choice, ...]


class Menu(Value):
    """A question with at most ten answers, which open from a button."""

    kind: Literal["menu"] = "menu"
    text: str
    button: str
    choices: tuple[Choice, ...]


class Attachment(Value):
    """A file that was made for this customer, e.g. a boleto."""

    kind: Literal["attachment"] = "attachment"
    name: str
    media_type: str
    content: bytes
    caption: str | None = None


class AskPhone(Value):
    """Asks a customer without a known phone to share it."""

    kind: Literal["ask_phone"] = "ask_phone"
    text: str


Reply = Annotated[Text | Code | Buttons | Menu | Attachment | AskPhone, Field(discriminator="kind")]
