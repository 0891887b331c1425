"""Whom a notice reaches: customers who proved that they have a contract in the region, and how each is written to.

Who wrote within 24 hours is written to freely; all others only by an approved template. Whoever was told of the outage
by an earlier notice is not told again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from tecnocursos.infra.encryption import blind_index
from tecnocursos.kit.actor import Actor
from tecnocursos.support.customers import WORD_PURPOSE, identified, region_word
from tecnocursos.support.models import Conversation, Customer, CustomerAddress, CustomerWord
from tecnocursos.support.notice_models import NoticeRecipient


@dataclass(frozen=True, slots=True)
class Reached:
    customer_id: UUID
    is_window_open: bool
    was_told: bool
    """Of this outage."""


def reached(
    session: Session, actor: Actor, channel_id: UUID, region: str, outage_key: str | None, now: datetime
) -> Iterator[Reached]:
    """Customers of this number in the region."""
    windows = (
        select(Conversation.customer_id, func.max(Conversation.window_until).label("until"))
        .where(
            Conversation.tenant_id == actor.tenant_id,
            Conversation.channel_id == channel_id,
            Conversation.key.is_not(None),
        )
        .group_by(Conversation.customer_id)
        .subquery()
    )
    told = exists().where(
        NoticeRecipient.tenant_id == actor.tenant_id,
        NoticeRecipient.customer_id == Customer.id,
        NoticeRecipient.outage_key == (outage_key or ""),
    )
    of_number = exists().where(
        CustomerAddress.tenant_id == actor.tenant_id,
        CustomerAddress.customer_id == Customer.id,
        CustomerAddress.channel_id == channel_id,
    )
    word = blind_index(session, actor.tenant_id, WORD_PURPOSE, region_word(region))
    found = session.execute(
        select(Customer, windows.c.until > now, told)
        .join(CustomerWord, CustomerWord.customer_id == Customer.id)
        .outerjoin(windows, windows.c.customer_id == Customer.id)
        .where(
            Customer.tenant_id == actor.tenant_id,
            CustomerWord.tenant_id == actor.tenant_id,
            CustomerWord.lookup == word,
            Customer.erased_at.is_(None),
            of_number,
        )
        .order_by(Customer.id)
    )
    for customer, is_open, was_told in found:
        known = identified(session, customer)
        # The word of a region that they have left stays; what they proved last is the truth.
        if known is not None and is_same(region, known.regions):
            yield Reached(customer.id, bool(is_open), bool(was_told))


def is_same(region: str, regions: tuple[str, ...]) -> bool:
    """As people write it: `porto velho`."""
    return region_word(region) in map(region_word, regions)
