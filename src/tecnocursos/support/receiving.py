"""What arrives: kept before it is acknowledged, then read in its order, each message once.

`keep` runs in the request; `drain_events` is the one job of a number that reads. Messages are known again by their
wamid, in the transaction that keeps them, so that an update which comes twice, or half of which was read before a
crash, leaves one message.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tecnocursos.infra.encryption import read_sealed, seal_into
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id
from tecnocursos.support import consents, customers, statuses
from tecnocursos.support.contents import Content
from tecnocursos.support.conversations import (
    WINDOW,
    add_message,
    ask_for_turn,
    hand_to_people,
    hold_open,
    tell,
)
from tecnocursos.support.desk_models import SupportSettings
from tecnocursos.support.desk_settings import settings_of
from tecnocursos.support.errors import UpdateUnreadable
from tecnocursos.support.messages import DrainEvents, FetchMedia, ask
from tecnocursos.support.models import Channel, Conversation, Customer, Message, WebhookEvent
from tecnocursos.support.queries import find_channel_of_number, get_channel, known_wamids
from tecnocursos.support.ratings import RATING_PREFIX, take_rating, typed_rating
from tecnocursos.support.sealing import sealer_of
from tecnocursos.support.whatsapp.updates import InboundMessage, NumberUpdates, StatusUpdate
from tecnocursos.support.whatsapp.wire import read_updates

log = structlog.get_logger(__name__)

LATE: Final = timedelta(hours=1)
"""A message that comes so long after it was written, e.g. by Meta's late retries, is for a person to answer."""
_EVENTS_AT_ONCE: Final = 20
_UPDATES_AT_ONCE: Final = 50


def keep(session: Session, actor: Actor, channel: Channel, body: bytes) -> bool:
    """Keep what Meta sent, and have it read; False when this very body is kept already."""
    event = WebhookEvent(
        id=new_id(), tenant_id=actor.tenant_id, channel_id=channel.id, digest=hashlib.sha256(body).digest()
    )
    seal_into(session, event, WebhookEvent.body, body.decode("latin-1"))
    row = {
        "id": event.id,
        "created_at": utc_now(),
        "tenant_id": event.tenant_id,
        "channel_id": event.channel_id,
        "digest": event.digest,
        "body": event.body,
        "state": "received",
    }
    wanted = insert_into(session, WebhookEvent).values(row).on_conflict_do_nothing().returning(WebhookEvent.id)
    is_new = session.scalar(wanted) is not None
    if is_new:
        # A drain that is about to end waits for this transaction, and then sees what it has kept.
        ask(session, actor, DrainEvents(channel_id=channel.id), is_awaited=True)
    return is_new


def drain_events(work: Work, message: DrainEvents) -> None:
    """Read what waits for a number until nothing does."""
    while True:
        work.check()
        with work.transaction() as session:
            waiting = [_read(session, event) for event in _waiting(session, work.actor, message.channel_id)]
        for batch in _batches(waiting):
            work.check()
            _take_in(work, message.channel_id, batch)
        if not waiting and work.end_unless(lambda session: _waiting(session, work.actor, message.channel_id)):
            return


@dataclass(frozen=True, slots=True)
class _Read:
    """An event and what it says, in pieces that are not too much for one transaction."""

    event_id: UUID
    pieces: list[NumberUpdates]
    error: str | None = None
    """What of it could not be read, if anything."""

    @property
    def count(self) -> int:
        return sum(len(piece.messages) + len(piece.statuses) for piece in self.pieces)


def _waiting(session: Session, actor: Actor, channel_id: UUID) -> Sequence[WebhookEvent]:
    return session.scalars(
        select(WebhookEvent)
        .where(
            WebhookEvent.tenant_id == actor.tenant_id,
            WebhookEvent.channel_id == channel_id,
            WebhookEvent.state == "received",
        )
        .order_by(WebhookEvent.id)
        .limit(_EVENTS_AT_ONCE)
    ).all()


def _read(session: Session, event: WebhookEvent) -> _Read:
    body = read_sealed(session, event, WebhookEvent.body).encode("latin-1")
    try:
        updates = read_updates(body)
    except UpdateUnreadable:
        return _Read(event.id, [], UpdateUnreadable.code)
    unreadable = [one.path[:200] for update in updates for one in update.unreadable[:1]]
    return _Read(event.id, list(_pieces(updates)), unreadable[0] if unreadable else None)


def _batches(waiting: Sequence[_Read]) -> Iterator[list[_Read]]:
    """Small events together, since a transaction costs more than what most of them say."""
    batch: list[_Read] = []
    for read in waiting:
        if batch and sum(one.count for one in batch) + read.count > _UPDATES_AT_ONCE:
            yield batch
            batch = []
        batch.append(read)
    if batch:
        yield batch


def _take_in(work: Work, channel_id: UUID, batch: Sequence[_Read]) -> None:
    """One transaction for several events, or several for a large one: read once more after a crash, they are known."""
    pieces = [piece for read in batch for piece in read.pieces]
    is_large = batch[0].count > _UPDATES_AT_ONCE
    strangers: set[str] = set()
    for piece in pieces[:-1] if is_large else ():
        with work.transaction() as session:
            strangers |= _take(session, work.actor, channel_id, [piece])
    with work.transaction() as session:
        strangers |= _take(session, work.actor, channel_id, pieces[-1:] if is_large else pieces)
        by_error: dict[str | None, list[UUID]] = defaultdict(list)
        for read in batch:
            is_strange = any(piece.phone_number_id in strangers for piece in read.pieces)
            by_error["number_not_connected" if is_strange else read.error].append(read.event_id)
        for error, event_ids in by_error.items():
            session.execute(
                update(WebhookEvent)
                .where(WebhookEvent.tenant_id == work.actor.tenant_id, WebhookEvent.id.in_(event_ids))
                .values(state="failed" if error else "done", error=error, done_at=utc_now())
            )


def _pieces(updates: list[NumberUpdates]) -> Iterator[NumberUpdates]:
    """Not too much for one transaction, in the order in which it came."""
    for told in updates:
        count = max(len(told.messages), len(told.statuses), 1)
        for start in range(0, count, _UPDATES_AT_ONCE):
            end = start + _UPDATES_AT_ONCE
            part = {"messages": told.messages[start:end], "statuses": told.statuses[start:end]}
            yield told.model_copy(update=part if start == 0 else part | {"problems": (), "unreadable": ()})


def _take(session: Session, actor: Actor, channel_id: UUID, pieces: Sequence[NumberUpdates]) -> set[str]:
    """Take in what each number was told; gives the ids of those that nobody has connected."""
    addressed = get_channel(session, actor, channel_id)
    by_number: dict[str, list[NumberUpdates]] = defaultdict(list)
    for piece in pieces:
        by_number[piece.phone_number_id].append(piece)
    strangers = set()
    for number_id, told in by_number.items():
        # One app has one address for all its numbers, unless each is given its own.
        is_own = number_id == addressed.phone_number_id
        channel = addressed if is_own else find_channel_of_number(session, actor, number_id)
        if channel is None:
            strangers.add(number_id)
        else:
            _take_of_number(session, actor, channel, told)
    return strangers


def _take_of_number(session: Session, actor: Actor, channel: Channel, told: Sequence[NumberUpdates]) -> None:
    channel.heard_at = utc_now()
    if messages := [message for one in told for message in one.messages]:
        _receive_new(session, actor, channel, messages)
    by_message: dict[str, list[StatusUpdate]] = defaultdict(list)
    for status in sorted((status for one in told for status in one.statuses), key=_by_time):
        by_message[status.wamid].append(status)
    for those in by_message.values():
        statuses.apply(session, actor, channel, those)
    for problem in (problem for one in told for problem in one.problems):
        log.warning("whatsapp_account_problem", channel_id=str(channel.id), code=problem.code)
        channel.trouble = {"code": problem.code, "en": problem.title, "pt": problem.title, "at": utc_now().isoformat()}


def _receive_new(session: Session, actor: Actor, channel: Channel, messages: Sequence[InboundMessage]) -> None:
    """Each that is not known yet; what is the same for all of them is asked once."""
    settings = settings_of(session, actor)
    known = known_wamids(session, actor, channel.id, [message.wamid for message in messages])
    for message in messages:
        if message.wamid not in known:
            known.add(message.wamid)
            receive(session, actor, channel, settings, message)


def _by_time(status: StatusUpdate) -> float:
    return status.at.timestamp()


def receive(session: Session, actor: Actor, channel: Channel, settings: SupportSettings, told: InboundMessage) -> None:
    """Keep a message of a customer that is not known yet, and see to it that somebody answers."""
    sender = told.sender
    if told.change is not None:
        customers.follow(session, actor, channel, told.change)
        sender = told.change.now
    customer = customers.find_or_add(session, actor, channel, sender, told.name)
    if told.shared_phone:
        customers.add_phone(session, actor, channel, customer, told.shared_phone)
    if told.kind == "text" and (meant := typed_rating(session, actor, channel, customer, told.text)):
        told = told.model_copy(update={"choice_id": meant})
    if told.choice_id and told.choice_id.startswith(RATING_PREFIX) and take_rating(session, actor, customer, told):
        return
    conversation = hold_open(session, actor, channel, customer)
    message = _add(session, conversation, told)
    if message.media_state == "waiting":
        enqueue(session, FetchMedia(message_id=message.id), actor=actor, subject_id=message.id)
    if told.opens_turn:
        _see_to(session, actor, settings, customer, conversation, message, told)
    session.flush()


def _add(session: Session, conversation: Conversation, told: InboundMessage) -> Message:
    content = Content(
        text=told.text,
        choice_id=told.choice_id,
        media=told.media,
        location=told.location,
        contacts=told.contacts,
        reaction=told.reaction,
        reply_to=told.reply_to,
        remark=told.remark,
    )
    return add_message(
        session,
        conversation,
        sealer_of(session, conversation),
        direction="in",
        author="customer",
        kind=told.kind,
        content=content,
        state="received",
        sent_at=told.sent_at,
        wamid=told.wamid,
        opens_turn=told.opens_turn,
        media_state="waiting" if told.media and told.media.id else None,
    )


def _see_to(
    session: Session,
    actor: Actor,
    settings: SupportSettings,
    customer: Customer,
    conversation: Conversation,
    message: Message,
    told: InboundMessage,
) -> None:
    until = told.sent_at + WINDOW
    conversation.window_until = max(conversation.window_until or until, until)
    if consents.hear(session, actor, customer, conversation, told):
        message.opens_turn = False
        return
    conversation.unread += 1
    if conversation.holder != "bot":
        conversation.waiting_since = conversation.waiting_since or told.sent_at
        conversation.heard_through = conversation.length
        tell(session, conversation, "waiting")
    elif utc_now() - told.sent_at > LATE:
        hand_to_people(session, conversation, "late")
    else:
        ask_for_turn(session, actor, conversation, delay_seconds=settings.burst_seconds)
