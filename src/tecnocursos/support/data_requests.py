"""Requests of customers about their data: opened by the bot or by a member, due within fifteen days, closed with what
came of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.support.desk_models import Protocol
from tecnocursos.support.errors import DataRequestClosed, DataRequestNotFound
from tecnocursos.support.models import Conversation
from tecnocursos.support.privacy_models import DataRequest, RequestOutcome
from tecnocursos.support.protocols import open_protocol
from tecnocursos.support.queries import get_customer, latest_conversation
from tecnocursos.support.workflows.machine import DataRight

DUE_DAYS: Final = 15
_DUE_FIRST: Final = SortOrder("due", (DataRequest.due_at, DataRequest.id))


def open_request(
    session: Session,
    actor: Actor,
    conversation: Conversation,
    protocol: Protocol,
    right: DataRight,
    *,
    is_identified: bool,
) -> DataRequest:
    """Register a request whose demand has its protocol already."""
    made = DataRequest(
        tenant_id=actor.tenant_id,
        customer_id=conversation.customer_id,
        conversation_id=conversation.id,
        protocol_id=protocol.id,
        right=right,
        is_identified=is_identified,
        due_at=protocol.due_at or utc_now() + timedelta(days=DUE_DAYS),
    )
    session.add(made)
    session.flush()
    record(session, actor, "data_request.opened", "data_request", made.id, {"right": (None, right)})
    return made


def open_by_member(session: Session, actor: Actor, customer_id: UUID, right: DataRight) -> DataRequest:
    """Register what a customer asked for elsewhere, e.g. by phone or mail. Raises CustomerNotFound."""
    actor.require(Permission.SERVE_CUSTOMERS)
    customer = get_customer(session, actor, customer_id, is_known=True)
    conversation = latest_conversation(session, actor, customer.id)
    protocol = open_protocol(
        session, actor, conversation, "data_protection", utc_now(), due_days=DUE_DAYS, outcome=right
    )
    return open_request(session, actor, conversation, protocol, right, is_identified=customer.erp is not None)


def list_requests(
    session: Session, actor: Actor, *, is_open: bool | None, cursor: str | None, limit: int
) -> Slice[DataRequest]:
    """What is due first comes first."""
    wanted = select(DataRequest).where(DataRequest.tenant_id == actor.tenant_id)
    if is_open is not None:
        wanted = wanted.where(DataRequest.closed_at.is_(None) if is_open else DataRequest.closed_at.is_not(None))
    return fetch_page(session, wanted, _DUE_FIRST, cursor=cursor, limit=limit)


def protocol_numbers(session: Session, actor: Actor, requests: Sequence[DataRequest]) -> Mapping[UUID, str]:
    """By the ids of their protocols."""
    wanted = select(Protocol.id, Protocol.number).where(
        Protocol.tenant_id == actor.tenant_id, Protocol.id.in_([one.protocol_id for one in requests])
    )
    return {row.id: row.number for row in session.execute(wanted)}


def get_request(session: Session, actor: Actor, request_id: UUID) -> DataRequest:
    """Raises DataRequestNotFound."""
    found = session.scalar(
        select(DataRequest).where(DataRequest.tenant_id == actor.tenant_id, DataRequest.id == request_id)
    )
    if found is None:
        raise DataRequestNotFound
    return found


def close_request(
    session: Session, actor: Actor, request_id: UUID, outcome: RequestOutcome, reason: str | None
) -> DataRequest:
    """Say what came of it; its protocol is resolved. Raises DataRequestNotFound, DataRequestClosed."""
    actor.require(Permission.SERVE_CUSTOMERS)
    request = get_request(session, actor, request_id)
    if request.closed_at is not None:
        raise DataRequestClosed
    request.closed_at, request.closed_by = utc_now(), actor.user_id
    request.outcome, request.reason = outcome, reason
    protocol = session.scalars(
        select(Protocol).where(Protocol.tenant_id == actor.tenant_id, Protocol.id == request.protocol_id)
    ).one()
    protocol.resolved_at, protocol.outcome = request.closed_at, f"{request.right}: {outcome}"
    session.flush()
    record(session, actor, "data_request.closed", "data_request", request.id, {"outcome": (None, outcome)})
    return request
