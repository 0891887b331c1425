"""Bodies of the simulator."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Base64Bytes, Field, RootModel, StrictBool, StrictFloat, StrictInt

from tecnocursos.kit.schema import Request, Response
from tecnocursos.simulator.control import shared_phone, written_file
from tecnocursos.support.simulated_phones import Oddity, Phones

_FILE_CHARACTERS = 1_900_000
"""As base64, of a body of 2 MiB."""
Digits = Annotated[str, Field(pattern=r"^[0-9]{10,15}$", examples=["5537988112233"])]
Wamid = Annotated[str, Field(min_length=1, max_length=200)]


class ExampleState(Response):
    articles: int
    articles_ready: int = Field(description="How many of them can be answered from")


class SimulatorState(Response):
    is_offered: bool = Field(description="Whether this server runs a simulator")
    channel_id: UUID | None = Field(description="The tenant's number there, once it was started")
    phone: str | None
    is_ready: bool = Field(description="Whether customers can write now; if not, start it")
    oddities: list[Oddity]
    example: ExampleState | None = Field(description="Null: this server has no example of a provider")


class StartedSimulator(Response):
    channel_id: UUID


class ExampleJob(Response):
    job_id: UUID


class Oddities(Request):
    oddities: Annotated[list[Oddity], Field(max_length=10)]


class NewPhone(Request):
    name: Annotated[str, Field(min_length=1, max_length=100, examples=["Rosa Lima"])]
    phone: Digits | None = Field(None, description="With country code; without one, any")
    hides_phone: StrictBool = Field(False, description="The business sees an id instead of the phone")


class Phone(Response):
    user_id: str
    phone: str | None
    name: str
    document: str | None = Field(description="Of a customer of the example provider, whose system asks for it")
    hides_phone: bool
    version: int = Field(description="Grows with every change of the chat")


class SeenChoice(Response):
    id: str
    title: str
    description: str | None


class SeenFile(Response):
    media_id: str
    name: str | None
    is_voice: bool


class SeenPlace(Response):
    latitude: float
    longitude: float


class SeenMessage(Response):
    wamid: str
    is_from_customer: bool
    at: datetime
    kind: str = Field(examples=["text"])
    text: str
    choices: list[SeenChoice]
    menu: str | None = Field(description="Choices open from a button of this name")
    asks_phone: bool
    file: SeenFile | None
    location: SeenPlace | None
    reply_to: str | None
    reacts_to: str | None
    status: Literal["sent", "delivered", "read", "played", "failed"] | None
    failed_with: int | None = Field(description="Meta's code")


class Chat(Response):
    version: int
    is_typing: bool
    window_until: datetime | None = Field(description="Until then the business may write freely")
    messages: list[SeenMessage]


class _Written(Request):
    reply_to: Wamid | None = None
    minutes_ago: Annotated[StrictInt, Field(ge=0, le=10_000)] = Field(
        0, description="It was written then and comes only now"
    )


class WrittenText(_Written):
    kind: Literal["text"]
    text: Annotated[str, Field(min_length=1, max_length=4096, examples=["minha net caiu"])]


class WrittenChoice(_Written):
    kind: Literal["choice"]
    choice_id: Annotated[str, Field(min_length=1, max_length=256)]
    of: Wamid = Field(description="The message that offers it")


class WrittenFile(_Written):
    kind: Literal["file"]
    content: Annotated[Base64Bytes, Field(max_length=_FILE_CHARACTERS, examples=["iVBORw0KGgo="])]
    media_type: Annotated[str, Field(pattern=r"^[a-z]+/[a-z0-9.+-]+$", max_length=100, examples=["image/png"])]
    name: Annotated[str, Field(min_length=1, max_length=200, examples=["luzes.png"])]
    caption: Annotated[str, Field(max_length=1024)] = ""
    is_voice: StrictBool = False


class WrittenLocation(_Written):
    kind: Literal["location"]
    latitude: Annotated[StrictFloat, Field(ge=-90, le=90, examples=[-8.05])]
    longitude: Annotated[StrictFloat, Field(ge=-180, le=180, examples=[-34.9])]


class WrittenPhone(_Written):
    """They share their phone."""

    kind: Literal["phone"]


class WrittenReaction(_Written):
    kind: Literal["reaction"]
    of: Wamid
    emoji: Annotated[str, Field(max_length=20, examples=["👍"])] = Field(description="Empty: taken back")


class PhoneMessage(
    RootModel[WrittenText | WrittenChoice | WrittenFile | WrittenLocation | WrittenPhone | WrittenReaction]
):
    """What a customer writes, of one of the kinds."""

    root: WrittenText | WrittenChoice | WrittenFile | WrittenLocation | WrittenPhone | WrittenReaction = Field(
        discriminator="kind"
    )


def written_by(written: PhoneMessage, phones: Phones, user_id: str) -> dict[str, Any]:
    """As the local WhatsApp server takes it."""
    body = written.root
    late: dict[str, Any] = {"seconds_ago": body.minutes_ago * 60, "reply_to": body.reply_to}
    match body:
        case WrittenText():
            return late | {"text": body.text}
        case WrittenChoice():
            return late | {"choice_id": body.choice_id, "of": body.of}
        case WrittenFile():
            file = written_file(body.content, body.media_type, body.name, caption=body.caption, is_voice=body.is_voice)
            return late | file
        case WrittenLocation():
            return late | {
                "type": "location",
                "part": {"latitude": body.latitude, "longitude": body.longitude},
            }
        case WrittenReaction():
            return late | {"type": "reaction", "part": {"message_id": body.of, "emoji": body.emoji}}
        case WrittenPhone():
            return late | shared_phone(*phones.owner(user_id))
