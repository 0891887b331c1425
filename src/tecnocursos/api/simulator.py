"""The simulator: whoever sets customer service up plays its customers, at the local WhatsApp server."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path
from fastapi import Response as HttpResponse
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.rendering import made_at
from tecnocursos.api.simulator_schemas import (
    Chat,
    ExampleJob,
    ExampleState,
    NewPhone,
    Oddities,
    Phone,
    PhoneMessage,
    SeenMessage,
    SimulatorState,
    StartedSimulator,
    written_by,
)
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.support import simulated_phones, simulation
from tecnocursos.support.models import Channel
from tecnocursos.support.parts import SupportParts
from tecnocursos.support.simulated_phones import Phones

router = APIRouter(prefix="/api/v1/support/simulator", tags=["simulator"], route_class=EdgeRoute)

UserId = Annotated[str, Path(max_length=140, pattern=r"^[A-Za-z0-9.-]+$", examples=["BR.12345678901234567"])]
MediaId = Annotated[str, Path(max_length=60, pattern=r"^[A-Za-z0-9_-]+$")]


@router.get("")
def get_simulator(session: Session, actor: Actor, platform: Platform) -> SimulatorState:
    """Whether there is one here, whether it runs, and how far the example provider is."""
    actor.require(Permission.MANAGE_SUPPORT)
    parts = platform.support
    ready, total = simulation.example_progress(session, actor, parts)
    example = ExampleState(articles=total, articles_ready=ready) if total else None
    channel = simulation.find_number(session, actor) if parts.simulator else None
    phones = None if channel is None else _phones_of(parts, channel)
    is_ready = phones is not None and phones.is_ready
    return SimulatorState(
        is_offered=parts.simulator is not None,
        channel_id=channel.id if channel else None,
        phone=channel.phone if channel else None,
        is_ready=is_ready,
        oddities=phones.oddities() if phones and is_ready else [],
        example=example,
    )


@router.post("")
def start_simulator(session: Session, actor: Actor, platform: Platform) -> StartedSimulator:
    """Connect a number of the simulator, once; again after the server was started anew, which forgets it."""
    return StartedSimulator(channel_id=simulation.start(session, actor, platform.support).id)


@router.post("/example", status_code=202)
@made_at("/api/v1/jobs/{job_id}")
def add_example(session: Session, actor: Actor, platform: Platform) -> ExampleJob:
    """Add the example of a provider: its articles as documents, and its customers and bills as the provider's system.

    What is there already stays.
    """
    return ExampleJob(job_id=simulation.ask_for_example(session, actor, platform.support))


@router.put("/oddities")
def set_oddities(session: Session, actor: Actor, platform: Platform, wanted: Oddities) -> Oddities:
    """What the simulator does that WhatsApp does seldom and unasked."""
    phones = _phones(session, actor, platform)
    phones.set_oddities(wanted.oddities)
    return Oddities(oddities=phones.oddities())


@router.get("/phones")
def list_phones(session: Session, actor: Actor, platform: Platform) -> list[Phone]:
    """Everybody who can write to the number; nobody before the simulator was started."""
    actor.require(Permission.MANAGE_SUPPORT)
    channel = simulation.find_number(session, actor) if platform.support.simulator else None
    if channel is None:
        return []
    documents = {one.phone: one.document for one in simulation.example_people(platform.support)}
    return [Phone(document=documents.get(one["phone"]), **one) for one in _phones_of(platform.support, channel).all()]


@router.post("/phones", status_code=201)
@made_at("/api/v1/support/simulator/phones/{user_id}/chat")
def add_phone(session: Session, actor: Actor, platform: Platform, wanted: NewPhone) -> Phone:
    """One more customer."""
    phones = _phones(session, actor, platform)
    return Phone(document=None, **phones.add(wanted.name, wanted.phone, hides_phone=wanted.hides_phone))


@router.get("/phones/{user_id}/chat")
def get_chat(session: Session, actor: Actor, platform: Platform, user_id: UserId) -> Chat:
    """What is to be seen on a customer's phone."""
    return Chat.model_validate(_phones(session, actor, platform).chat(user_id))


@router.post("/phones/{user_id}/messages")
def write_as_customer(
    session: Session, actor: Actor, platform: Platform, user_id: UserId, body: PhoneMessage
) -> SeenMessage:
    """Write as a customer."""
    phones = _phones(session, actor, platform)
    return SeenMessage.model_validate(phones.write(user_id, written_by(body, phones, user_id)))


@router.post("/phones/{user_id}/close-window", status_code=204)
def close_window(session: Session, actor: Actor, platform: Platform, user_id: UserId) -> None:
    """As if 24 hours had passed since the customer wrote: only templates reach them now."""
    phones = _phones(session, actor, platform)
    simulated_phones.close_window(session, actor, simulation.get_number(session, actor), phones, user_id)


@router.get("/files/{media_id}", response_class=HttpResponse)
def get_simulated_file(session: Session, actor: Actor, platform: Platform, media_id: MediaId) -> HttpResponse:
    """A file that was sent to or from a phone."""
    content, media_type = _phones(session, actor, platform).file(media_id)
    return HttpResponse(
        content,
        media_type=media_type,
        headers={"Content-Disposition": "attachment", "Cache-Control": "private, no-store"},
    )


def _phones(session: Session, actor: Actor, platform: Platform) -> Phones:
    actor.require(Permission.MANAGE_SUPPORT)
    return _phones_of(platform.support, simulation.get_number(session, actor))


def _phones_of(parts: SupportParts, channel: Channel) -> Phones:
    return Phones(simulation.require_simulator(parts).control, channel.phone_number_id)
