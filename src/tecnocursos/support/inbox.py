"""Reading conversations for those who serve: lists with filters, one with its customer, search."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import Session

from tecnocursos.infra.encryption import blind_index, read_sealed
from tecnocursos.infra.paging import Slice, fetch_page
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.text import fold
from tecnocursos.support.customers import WORD_PURPOSE
from tecnocursos.support.desk_models import ConversationLabel, Label, Protocol
from tecnocursos.support.models import Conversation, Customer, CustomerWord, Holder, Message
from tecnocursos.support.phones import canonical_phone, digits_of
from tecnocursos.support.queries import LATEST_FIRST
from tecnocursos.support.service_levels import is_late

Box = Literal["mine", "queue", "bot", "people", "late", "open", "resolved", "all"]
"""Mine: what I hold. Queue: what waits for somebody. Bot: what it does alone. People: what anybody holds.
Late: what was promised for a moment that has passed."""


def list_conversations(
    session: Session,
    actor: Actor,
    box: Box,
    *,
    search: str | None = None,
    team_id: UUID | None = None,
    label_id: UUID | None = None,
    channel_id: UUID | None = None,
    customer_id: UUID | None = None,
    cursor: str | None,
    limit: int,
) -> Slice[Conversation]:
    """The one that was written in last comes first."""
    wanted = _in_box(select(Conversation).where(Conversation.tenant_id == actor.tenant_id), actor, box)
    if team_id is not None:
        wanted = wanted.where(Conversation.team_id == team_id)
    if channel_id is not None:
        wanted = wanted.where(Conversation.channel_id == channel_id)
    if customer_id is not None:
        wanted = wanted.where(Conversation.customer_id == customer_id)
    if label_id is not None:
        wanted = wanted.where(
            select(ConversationLabel.label_id)
            .where(
                ConversationLabel.tenant_id == actor.tenant_id,
                ConversationLabel.conversation_id == Conversation.id,
                ConversationLabel.label_id == label_id,
            )
            .exists()
        )
    if search:
        wanted = _matching(session, actor, wanted, search)
    return fetch_page(session, wanted, LATEST_FIRST, cursor=cursor, limit=limit)


def count_boxes(session: Session, actor: Actor) -> Mapping[Box, int]:
    """How many open conversations stand in each."""
    is_mine = and_(Conversation.holder == "person", Conversation.assignee_id == actor.user_id)
    late = is_late(utc_now())
    counted = session.execute(
        select(Conversation.holder, func.count(), func.count().filter(is_mine), func.count().filter(late))
        .where(Conversation.tenant_id == actor.tenant_id, Conversation.state == "open")
        .group_by(Conversation.holder)
    ).all()
    by_holder: dict[Holder, int] = defaultdict(int, {holder: count for holder, count, _, _ in counted})
    boxes: dict[Box, int] = {
        "mine": sum(count for _, _, count, _ in counted),
        "late": sum(count for _, _, _, count in counted),
    }
    boxes |= {"queue": by_holder["queue"], "bot": by_holder["bot"]}
    return boxes | {"people": by_holder["person"], "open": sum(by_holder.values())}


def names_of(session: Session, actor: Actor, customers: Sequence[UUID]) -> Mapping[UUID, str | None]:
    rows = session.scalars(
        select(Customer).where(Customer.tenant_id == actor.tenant_id, Customer.id.in_(set(customers)))
    ).all()
    return {row.id: read_sealed(session, row, Customer.name) for row in rows}


def labels_of(session: Session, actor: Actor, conversations: Sequence[UUID]) -> Mapping[UUID, list[UUID]]:
    rows = session.execute(
        select(ConversationLabel.conversation_id, ConversationLabel.label_id)
        .join(Label, Label.id == ConversationLabel.label_id)
        .where(
            ConversationLabel.tenant_id == actor.tenant_id,
            Label.tenant_id == actor.tenant_id,
            ConversationLabel.conversation_id.in_(set(conversations)),
        )
        .order_by(Label.name)
    ).all()
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for conversation_id, label_id in rows:
        found[conversation_id].append(label_id)
    return found


def last_messages(session: Session, actor: Actor, conversations: Sequence[Conversation]) -> Mapping[UUID, Message]:
    """The newest message of each, notes left out."""
    newest = (
        select(Message.conversation_id, func.max(Message.position).label("position"))
        .where(
            Message.tenant_id == actor.tenant_id,
            Message.conversation_id.in_([row.id for row in conversations]),
            Message.direction != "note",
        )
        .group_by(Message.conversation_id)
        .subquery()
    )
    rows = session.scalars(
        select(Message)
        .join(
            newest,
            (newest.c.conversation_id == Message.conversation_id) & (newest.c.position == Message.position),
        )
        .where(Message.tenant_id == actor.tenant_id)
    ).all()
    return {row.conversation_id: row for row in rows}


def protocols_of(session: Session, actor: Actor, customer_id: UUID, limit: int = 50) -> Sequence[Protocol]:
    """The newest first."""
    return session.scalars(
        select(Protocol)
        .where(Protocol.tenant_id == actor.tenant_id, Protocol.customer_id == customer_id)
        .order_by(Protocol.created_at.desc(), Protocol.id.desc())
        .limit(limit)
    ).all()


def _in_box(wanted: Select[Conversation], actor: Actor, box: Box) -> Select[Conversation]:
    if box == "all":
        return wanted
    if box == "resolved":
        return wanted.where(Conversation.state == "resolved")
    wanted = wanted.where(Conversation.state == "open")
    match box:
        case "mine":
            return wanted.where(Conversation.holder == "person", Conversation.assignee_id == actor.user_id)
        case "people":
            return wanted.where(Conversation.holder == "person")
        case "late":
            return wanted.where(is_late(utc_now()))
        case "queue" | "bot":
            return wanted.where(Conversation.holder == box)
    return wanted


def customers_matching(session: Session, actor: Actor, search: str) -> Select[UUID] | None:
    """Whose name has all these words, or who have this phone; None where nothing could be meant."""
    words = fold(search).split()[:8]
    digits = digits_of(search)
    wanted = []
    if words:
        named = [_has_word(actor, blind_index(session, actor.tenant_id, WORD_PURPOSE, word)) for word in words]
        wanted.append(and_(*(Customer.id.in_(one) for one in named)))
    if len(digits) >= 8:
        for phone in dict.fromkeys((canonical_phone(digits), canonical_phone(f"55{digits}"))):
            lookup = blind_index(session, actor.tenant_id, WORD_PURPOSE, phone)
            wanted.append(Customer.id.in_(_has_word(actor, lookup)))
    return select(Customer.id).where(Customer.tenant_id == actor.tenant_id, or_(*wanted)) if wanted else None


def _matching(session: Session, actor: Actor, wanted: Select[Conversation], search: str) -> Select[Conversation]:
    """Of customers who match, or with this protocol's number."""
    customers, digits = customers_matching(session, actor, search), digits_of(search)
    matches = [] if customers is None else [Conversation.customer_id.in_(customers)]
    if len(digits) >= 8:
        matches.append(
            Conversation.id.in_(
                select(Protocol.conversation_id).where(Protocol.tenant_id == actor.tenant_id, Protocol.number == digits)
            )
        )
    return wanted.where(or_(*matches)) if matches else wanted.where(Conversation.id.is_(None))


def _has_word(actor: Actor, lookup: bytes) -> Select[UUID]:
    return select(CustomerWord.customer_id).where(
        CustomerWord.tenant_id == actor.tenant_id, CustomerWord.lookup == lookup
    )
