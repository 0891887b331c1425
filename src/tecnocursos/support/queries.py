"""Selects of customer service, each confined to the actor's tenant."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tecnocursos.infra.encryption import blind_index
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor
from tecnocursos.support.errors import ChannelNotFound, ConversationNotFound, CustomerNotFound, MessageNotFound
from tecnocursos.support.models import Channel, Conversation, Customer, CustomerAddress, Message, MessageTemplate

BY_NAME = SortOrder("name", (Channel.name, Channel.id))
TEMPLATES_BY_NAME = SortOrder("name", (MessageTemplate.name, MessageTemplate.id))
LATEST_FIRST = SortOrder("latest", (Conversation.last_message_at, Conversation.id), is_descending=True)
NEWEST_FIRST = SortOrder("newest", (Message.sent_at, Message.position, Message.id), is_descending=True)


def get_channel(session: Session, actor: Actor, channel_id: UUID) -> Channel:
    """Raises ChannelNotFound."""
    found = session.scalar(select(Channel).where(Channel.tenant_id == actor.tenant_id, Channel.id == channel_id))
    if found is None:
        raise ChannelNotFound
    return found


def find_channel_of_number(session: Session, actor: Actor, phone_number_id: str) -> Channel | None:
    return session.scalar(
        select(Channel).where(Channel.tenant_id == actor.tenant_id, Channel.phone_number_id == phone_number_id)
    )


def list_channels(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Slice[Channel]:
    return fetch_page(
        session, select(Channel).where(Channel.tenant_id == actor.tenant_id), BY_NAME, cursor=cursor, limit=limit
    )


def list_templates(
    session: Session, actor: Actor, channel_id: UUID, *, cursor: str | None, limit: int
) -> Slice[MessageTemplate]:
    wanted = select(MessageTemplate).where(
        MessageTemplate.tenant_id == actor.tenant_id, MessageTemplate.channel_id == channel_id
    )
    return fetch_page(session, wanted, TEMPLATES_BY_NAME, cursor=cursor, limit=limit)


def get_customer(session: Session, actor: Actor, customer_id: UUID, *, is_known: bool = False) -> Customer:
    """`is_known`: not one who was erased. Raises CustomerNotFound."""
    wanted = select(Customer).where(Customer.tenant_id == actor.tenant_id, Customer.id == customer_id)
    found = session.scalar(wanted.where(Customer.erased_at.is_(None)) if is_known else wanted)
    if found is None:
        raise CustomerNotFound
    return found


def latest_on(actor: Actor, channel_id: UUID, customer_id: UUID) -> Select[Conversation]:
    """The newest conversation of a customer with a number."""
    return (
        _own_conversations(actor)
        .where(Conversation.channel_id == channel_id, Conversation.customer_id == customer_id)
        .order_by(Conversation.created_at.desc(), Conversation.id.desc())
        .limit(1)
    )


def latest_conversation(session: Session, actor: Actor, customer_id: UUID) -> Conversation:
    """Every customer has one. Raises ConversationNotFound where it was removed with its number."""
    found = session.scalar(
        _own_conversations(actor)
        .where(Conversation.customer_id == customer_id)
        .order_by(Conversation.created_at.desc(), Conversation.id.desc())
        .limit(1)
    )
    if found is None:
        raise ConversationNotFound
    return found


def addresses_of(session: Session, actor: Actor, customer_id: UUID, channel_id: UUID) -> Sequence[CustomerAddress]:
    return session.scalars(
        select(CustomerAddress).where(
            CustomerAddress.tenant_id == actor.tenant_id,
            CustomerAddress.customer_id == customer_id,
            CustomerAddress.channel_id == channel_id,
        )
    ).all()


def get_conversation(session: Session, actor: Actor, conversation_id: UUID, *, is_locked: bool = False) -> Conversation:
    """Raises ConversationNotFound. Whoever changes a conversation or adds to it holds its row until the commit."""
    wanted = _own_conversations(actor).where(Conversation.id == conversation_id)
    if is_locked:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(wanted)
    if found is None:
        raise ConversationNotFound
    return found


def get_message(session: Session, actor: Actor, message_id: UUID) -> Message:
    """Raises MessageNotFound."""
    found = session.scalar(select(Message).where(Message.tenant_id == actor.tenant_id, Message.id == message_id))
    if found is None:
        raise MessageNotFound
    return found


def known_wamids(session: Session, actor: Actor, channel_id: UUID, wamids: Collection[str]) -> set[str]:
    """Those of them whose message is kept, or was erased lately."""
    if not wamids:
        return set()
    by_stored = {wamid: wamid for wamid in wamids}
    by_stored |= {erased_wamid(session, actor.tenant_id, wamid): wamid for wamid in wamids}
    stored = session.scalars(
        select(Message.wamid).where(
            Message.tenant_id == actor.tenant_id, Message.channel_id == channel_id, Message.wamid.in_(by_stored)
        )
    )
    return {by_stored[wamid] for wamid in stored if wamid is not None}


def erased_wamid(session: Session, tenant_id: UUID, wamid: str) -> str:
    """What stands in the place of the wamid of an erased message, by which Meta's repetitions are still known."""
    return f"erased.{blind_index(session, tenant_id, 'wamid', wamid).hex()}"


def ids_of_wamids(session: Session, conversation: Conversation, wamids: Collection[str]) -> Mapping[str, UUID]:
    """Which messages of a conversation these are, of those that are kept."""
    rows = session.execute(
        select(Message.wamid, Message.id).where(
            Message.tenant_id == conversation.tenant_id,
            Message.conversation_id == conversation.id,
            Message.channel_id == conversation.channel_id,
            Message.wamid.in_(wamids),
        )
    ).all()
    return {str(wamid): message_id for wamid, message_id in rows}


def list_messages(
    session: Session, actor: Actor, conversation_id: UUID, *, cursor: str | None, limit: int
) -> Slice[Message]:
    """The newest first, by Meta's time."""
    wanted = select(Message).where(Message.tenant_id == actor.tenant_id, Message.conversation_id == conversation_id)
    return fetch_page(session, wanted, NEWEST_FIRST, cursor=cursor, limit=limit)


def unheard_messages(session: Session, conversation: Conversation) -> Sequence[Message]:
    """What the customer said and no turn has looked at, in the order in which it was said."""
    return session.scalars(
        select(Message)
        .where(
            Message.tenant_id == conversation.tenant_id,
            Message.conversation_id == conversation.id,
            Message.position >= conversation.heard_through,
            Message.direction == "in",
            Message.opens_turn,
        )
        .order_by(Message.sent_at, Message.position)
    ).all()


def waiting_messages(session: Session, conversation: Conversation) -> Sequence[Message]:
    """What is to be sent, in its order."""
    return session.scalars(
        select(Message)
        .where(
            Message.tenant_id == conversation.tenant_id,
            Message.conversation_id == conversation.id,
            Message.state.in_(("queued", "sending")),
        )
        .order_by(Message.position)
    ).all()


def _own_conversations(actor: Actor) -> Select[Conversation]:
    return select(Conversation).where(Conversation.tenant_id == actor.tenant_id)
