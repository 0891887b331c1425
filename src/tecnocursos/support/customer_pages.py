"""Reading customers for those who serve: who they are, as far as it must be shown, and what there is about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tecnocursos.infra.encryption import read_sealed
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor
from tecnocursos.support.inbox import customers_matching
from tecnocursos.support.models import Conversation, Customer, CustomerAddress
from tecnocursos.support.privacy_models import DataRequest

_NEWEST_FIRST: Final = SortOrder("newest", (Customer.created_at, Customer.id), is_descending=True)
_SHOWN_DIGITS: Final = 4


def list_customers(
    session: Session, actor: Actor, *, search: str | None, cursor: str | None, limit: int
) -> Slice[Customer]:
    """The newest first, without those who were erased. `search`: words of the name, or a phone."""
    wanted = select(Customer).where(Customer.tenant_id == actor.tenant_id, Customer.erased_at.is_(None))
    if search and search.strip():
        found = customers_matching(session, actor, search)
        wanted = wanted.where(Customer.id.is_(None) if found is None else Customer.id.in_(found))
    return fetch_page(session, wanted, _NEWEST_FIRST, cursor=cursor, limit=limit)


def addresses_by_customer(
    session: Session, actor: Actor, customers: Sequence[UUID]
) -> Mapping[UUID, list[CustomerAddress]]:
    rows = session.scalars(
        select(CustomerAddress)
        .where(CustomerAddress.tenant_id == actor.tenant_id, CustomerAddress.customer_id.in_(customers))
        .order_by(CustomerAddress.created_at, CustomerAddress.id)
    )
    found: dict[UUID, list[CustomerAddress]] = defaultdict(list)
    for row in rows:
        found[row.customer_id].append(row)
    return found


def last_contacts(session: Session, actor: Actor, customers: Sequence[UUID]) -> Mapping[UUID, tuple[int, datetime]]:
    """How many conversations each had, and when the last message was."""
    rows = session.execute(
        select(Conversation.customer_id, func.count(), func.max(Conversation.last_message_at))
        .where(Conversation.tenant_id == actor.tenant_id, Conversation.customer_id.in_(customers))
        .group_by(Conversation.customer_id)
    )
    return {customer_id: (count, last) for customer_id, count, last in rows}


def conversations_of(session: Session, actor: Actor, customer_id: UUID, limit: int = 100) -> Sequence[Conversation]:
    """The newest first."""
    return session.scalars(
        select(Conversation)
        .where(Conversation.tenant_id == actor.tenant_id, Conversation.customer_id == customer_id)
        .order_by(Conversation.created_at.desc(), Conversation.id.desc())
        .limit(limit)
    ).all()


def requests_of(session: Session, actor: Actor, customer_id: UUID) -> Sequence[DataRequest]:
    """The newest first."""
    return session.scalars(
        select(DataRequest)
        .where(DataRequest.tenant_id == actor.tenant_id, DataRequest.customer_id == customer_id)
        .order_by(DataRequest.created_at.desc(), DataRequest.id.desc())
    ).all()


def masked(session: Session, address: CustomerAddress) -> str:
    """Enough to recognise, too little to write to: `+55 11 •••• 4321`, `BR.••••8192`."""
    value: str = read_sealed(session, address, CustomerAddress.value)
    end = value[-_SHOWN_DIGITS:]
    if address.kind == "phone":
        return f"+{value[:2]} {value[2:4]} •••• {end}"
    return f"{value[:3]}••••{end}"
