"""Numbers: connecting one, its secrets, what Meta says of it, its templates."""

from __future__ import annotations

import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.infra.encryption import read_sealed, seal_into
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id
from tecnocursos.support.contents import Content
from tecnocursos.support.errors import (
    ChannelKnown,
    ChannelNotFound,
    ChannelTroubled,
    MessageRefused,
    VerifyTokenRefused,
    WindowClosed,
)
from tecnocursos.support.messages import SendMessages, SyncTemplates, ask
from tecnocursos.support.models import Channel, ChannelKind, ChannelState, Message, MessageTemplate
from tecnocursos.support.parts import SupportParts
from tecnocursos.support.phones import digits_of
from tecnocursos.support.queries import get_channel
from tecnocursos.support.whatsapp import signature
from tecnocursos.support.whatsapp.graph import Graph
from tecnocursos.support.whatsapp.graph_errors import NotReached, OutcomeUnknown, Refusal, meaning_of
from tecnocursos.support.whatsapp.message_forms import form_of
from tecnocursos.support.whatsapp.updates import Identity

_UNREACHED: Final = {"reason": "WhatsApp cannot be reached", "reason_pt": "o WhatsApp está inacessível"}


@dataclass(frozen=True, slots=True)
class Secrets:
    verify_token: str
    app_secret: str
    access_token: str


@dataclass(frozen=True, slots=True)
class NewNumber:
    """What is told of a number: how it is called here, Meta's ids of it and of its account, and its secrets."""

    name: str
    kind: ChannelKind
    phone_number_id: str
    business_id: str
    secrets: Secrets = field(repr=False)


def connect(session: Session, actor: Actor, number: NewNumber) -> Channel:
    """Connect a number, and have its templates fetched. Raises ChannelKnown."""
    channel = add(session, actor, number)
    ask(session, actor, SyncTemplates(channel_id=channel.id))
    return channel


def add(session: Session, actor: Actor, number: NewNumber) -> Channel:
    """Keep what is told of a number. Raises ChannelKnown."""
    actor.require(Permission.MANAGE_SUPPORT)
    channel = Channel(
        tenant_id=actor.tenant_id,
        name=number.name,
        kind=number.kind,
        phone_number_id=number.phone_number_id,
        business_id=number.business_id,
    )
    _seal(session, channel, number.secrets)
    try:
        with session.begin_nested():
            session.add(channel)
    except IntegrityError:
        raise ChannelKnown from None
    record(session, actor, "channel.connected", "channel", channel.id)
    return channel


def change(
    session: Session,
    actor: Actor,
    channel: Channel,
    *,
    name: str | None = None,
    state: ChannelState | None = None,
    verify_token: str | None = None,
    app_secret: str | None = None,
    access_token: str | None = None,
) -> None:
    """Rename, pause or take up again, or replace a secret. What waited goes out when it is taken up again."""
    actor.require(Permission.MANAGE_SUPPORT)
    if name is not None:
        channel.name = name
    for attribute, value in (
        (Channel.verify_token, verify_token),
        (Channel.app_secret, app_secret),
        (Channel.access_token, access_token),
    ):
        if value is not None:
            seal_into(session, channel, attribute, value)
            record(session, actor, "channel.secret_replaced", "channel", channel.id)
    if state is not None and state != channel.state:
        record(session, actor, f"channel.{state}", "channel", channel.id)
        channel.state = state
        if state == "active":
            channel.trouble = None
            send_waiting(session, actor, channel)
    session.flush()


def remove(session: Session, actor: Actor, channel: Channel) -> None:
    """Disconnect a number, with its conversations."""
    actor.require(Permission.MANAGE_SUPPORT)
    record(session, actor, "channel.removed", "channel", channel.id)
    session.execute(delete(Channel).where(Channel.tenant_id == actor.tenant_id, Channel.id == channel.id))


def find_anywhere(session: Session, channel_id: UUID) -> Channel:
    """The number that an address of a webhook names, in the scope of the system. Raises ChannelNotFound."""
    found = session.get(Channel, channel_id)
    if found is None:
        raise ChannelNotFound
    return found


def verify(session: Session, channel: Channel, mode: str, token: str) -> None:
    """Meta asks whether the address is the number's. Raises VerifyTokenRefused."""
    expected = read_sealed(session, channel, Channel.verify_token)
    if mode != "subscribe" or not hmac.compare_digest(expected.encode(), token.encode()):
        raise VerifyTokenRefused
    channel.verified_at = utc_now()
    session.flush()


def is_signed(session: Session, channel: Channel, body: bytes, header: str | None) -> bool:
    """Whether these very bytes were signed with the app's secret."""
    return signature.is_signed(read_sealed(session, channel, Channel.app_secret), body, header)


def graph_of(session: Session, channel: Channel, parts: SupportParts) -> Graph:
    token = read_sealed(session, channel, Channel.access_token)
    return Graph(parts.client, parts.graph_url(channel.kind), token, channel.phone_number_id, channel.business_id)


def secrets_of(session: Session, channel: Channel) -> Secrets:
    return Secrets(
        verify_token=read_sealed(session, channel, Channel.verify_token),
        app_secret=read_sealed(session, channel, Channel.app_secret),
        access_token=read_sealed(session, channel, Channel.access_token),
    )


def send_waiting(session: Session, actor: Actor, channel: Channel) -> None:
    """Take up again what waits to be sent by this number."""
    waiting = select(Message.conversation_id).where(
        Message.tenant_id == actor.tenant_id, Message.channel_id == channel.id, Message.state == "queued"
    )
    for conversation_id in session.scalars(waiting.distinct()).all():
        ask(session, actor, SendMessages(conversation_id=conversation_id))


def pause_for_trouble(session: Session, channel: Channel, code: int) -> None:
    """Keep what Meta says is wrong with the number: nothing goes out until somebody has looked after it."""
    channel.trouble = {**meaning_of(code), "at": utc_now().isoformat()}
    channel.state = "paused"
    session.flush()


def check(session: Session, channel: Channel, parts: SupportParts) -> dict[str, Any]:
    """What Meta says of the number now. Raises ChannelTroubled."""
    graph = graph_of(session, channel, parts)
    try:
        found = graph.number()
    except Refusal as refusal:
        raise ChannelTroubled(**_reason(refusal.code)) from None
    except (NotReached, OutcomeUnknown):
        raise ChannelTroubled(**_UNREACHED) from None
    channel.phone = str(found.get("display_phone_number") or "")[:30] or channel.phone
    return {"name": found.get("verified_name"), "quality": found.get("quality_rating")}


def send_test(
    session: Session, actor: Actor, channel: Channel, parts: SupportParts, phone: str, kind: str, content: Content
) -> None:
    """Send somebody a message at once, outside all conversations. Raises MessageRefused, WindowClosed."""
    actor.require(Permission.MANAGE_SUPPORT)
    record(session, actor, "channel.tested", "channel", channel.id)
    form = form_of(kind, content, Identity(phone=digits_of(phone)), new_id())
    try:
        graph_of(session, channel, parts).send(form)
    except Refusal as refusal:
        if refusal.kind == "window":
            raise WindowClosed from None
        raise MessageRefused(**_reason(refusal.code)) from None
    except (NotReached, OutcomeUnknown):
        raise MessageRefused(**_UNREACHED) from None


def ask_for_templates(session: Session, actor: Actor, channel: Channel) -> UUID:
    """Have the templates fetched anew; gives the job's id."""
    actor.require(Permission.MANAGE_SUPPORT)
    return ask(session, actor, SyncTemplates(channel_id=channel.id))


def sync_templates(work: Work, message: SyncTemplates, parts: SupportParts) -> dict[str, int]:
    """Replace the templates by those that Meta has. Raises ChannelTroubled."""
    with work.transaction() as session:
        channel = get_channel(session, work.actor, message.channel_id)
        graph = graph_of(session, channel, parts)
    try:
        found = list(graph.templates())
    except Refusal as refusal:
        raise ChannelTroubled(**_reason(refusal.code)) from None
    except NotReached:
        raise ChannelTroubled(**_UNREACHED) from None
    now = utc_now()
    with work.last_transaction({"templates": len(found)}) as session:
        session.execute(
            delete(MessageTemplate).where(
                MessageTemplate.tenant_id == work.actor.tenant_id, MessageTemplate.channel_id == message.channel_id
            )
        )
        session.add_all(_template(work.actor, message.channel_id, one, now) for one in found)
    return {"templates": len(found)}


def _template(actor: Actor, channel_id: UUID, found: Any, now: datetime) -> MessageTemplate:
    return MessageTemplate(
        tenant_id=actor.tenant_id,
        channel_id=channel_id,
        name=str(found.get("name", ""))[:200],
        language=str(found.get("language", ""))[:20],
        category=str(found.get("category", ""))[:30],
        status=str(found.get("status", ""))[:30],
        components=list(found.get("components") or ()),
        synced_at=now,
    )


def _reason(code: int) -> dict[str, str]:
    told = meaning_of(code)
    return {"reason": f"{told['en']} ({code})", "reason_pt": f"{told['pt']} ({code})"}


def _seal(session: Session, channel: Channel, secrets: Secrets) -> None:
    seal_into(session, channel, Channel.verify_token, secrets.verify_token)
    seal_into(session, channel, Channel.app_secret, secrets.app_secret)
    seal_into(session, channel, Channel.access_token, secrets.access_token)
