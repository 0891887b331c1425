"""Who writes: a customer is found again by the ids that WhatsApp gives, and never mistaken for another one.

The business-scoped id is the person; a phone may go to another person, and comes in two forms in Brazil.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import and_, delete, or_, select
from sqlalchemy.orm import Session

from tecnocursos.infra.encryption import blind_index, read_sealed, seal_into
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.text import collapse, fold
from tecnocursos.support.models import AddressKind, Channel, Customer, CustomerAddress, CustomerWord
from tecnocursos.support.phones import canonical_phone, digits_of
from tecnocursos.support.queries import addresses_of
from tecnocursos.support.whatsapp.updates import Identity, NumberChange
from tecnocursos.support.workflows.machine import Identified

WORD_PURPOSE = "customer word"
_MOST_WORDS = 12
_TURNERS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Signs that turn the direction of writing: with them a name could be shown as another one."""


def find_or_add(session: Session, actor: Actor, channel: Channel, sender: Identity, name: str | None) -> Customer:
    """The customer that `sender` is, with what is new about them noted."""
    addresses = _addresses(session, actor, channel, sender)
    customer = _found(session, actor, channel, sender, addresses)
    if customer is None:
        customer = Customer(tenant_id=actor.tenant_id)
        session.add(customer)
        session.flush()
    _point(session, actor, channel, customer, sender, addresses)
    if name and read_sealed(session, customer, Customer.name) is None:
        rename(session, actor, customer, name)
    return customer


def find(session: Session, actor: Actor, channel: Channel, sender: Identity) -> Customer | None:
    """The customer that `sender` is, as far as is known."""
    return _found(session, actor, channel, sender, _addresses(session, actor, channel, sender))


def _found(
    session: Session,
    actor: Actor,
    channel: Channel,
    sender: Identity,
    addresses: Mapping[AddressKind, CustomerAddress],
) -> Customer | None:
    by_id, by_phone = addresses.get("bsuid"), addresses.get("phone")
    if by_id is not None:
        return _customer(session, by_id)
    if by_phone is None:
        return None
    if sender.bsuid and any(
        address.kind == "bsuid" for address in addresses_of(session, actor, by_phone.customer_id, channel.id)
    ):
        return None  # the phone was given to somebody else, who brings an id of their own
    return _customer(session, by_phone)


def follow(session: Session, actor: Actor, channel: Channel, change: NumberChange) -> None:
    """A customer goes on under other ids. The old ones stay nobody's, so that whoever gets them is somebody new."""
    customer = find(session, actor, channel, change.before)
    if customer is None:
        return
    session.execute(
        delete(CustomerAddress).where(
            CustomerAddress.tenant_id == actor.tenant_id,
            CustomerAddress.channel_id == channel.id,
            CustomerAddress.customer_id == customer.id,
        )
    )
    _lead_to(session, actor, channel, customer, change.now)


def reach(session: Session, actor: Actor, customer_id: UUID, channel_id: UUID) -> Identity:
    """How they are written to, as Meta gave it."""
    known = {
        address.kind: read_sealed(session, address, CustomerAddress.value)
        for address in addresses_of(session, actor, customer_id, channel_id)
    }
    return Identity(phone=known.get("phone"), bsuid=known.get("bsuid"))


def add_phone(session: Session, actor: Actor, channel: Channel, customer: Customer, phone: str) -> None:
    """A phone that the customer has given because they were asked."""
    _lead_to(session, actor, channel, customer, Identity(phone=digits_of(phone)))


def rename(session: Session, actor: Actor, customer: Customer, name: str) -> None:
    name = _TURNERS.sub("", name)
    seal_into(session, customer, Customer.name, name)
    remember_words(session, actor, customer, fold(name).split())


def identify(session: Session, actor: Actor, customer: Customer, known: Identified) -> None:
    """Note who they have proved to be in the provider's system, and where notices of outages find them."""
    seal_into(session, customer, Customer.erp, known.model_dump_json())
    remember_words(session, actor, customer, map(region_word, known.regions))


def region_word(region: str) -> str:
    """By which customers of a region are found; nobody searches for a name like it."""
    return f"region:{collapse(fold(region))}"


def identified(session: Session, customer: Customer) -> Identified | None:
    kept = read_sealed(session, customer, Customer.erp)
    return None if kept is None else Identified.model_validate(json.loads(kept))


def remember_words(session: Session, actor: Actor, customer: Customer, words: Iterable[str]) -> None:
    """By each of these the customer is found from now on."""
    for word in list(dict.fromkeys(words))[:_MOST_WORDS]:
        row = {
            "customer_id": customer.id,
            "tenant_id": actor.tenant_id,
            "lookup": blind_index(session, actor.tenant_id, WORD_PURPOSE, word),
        }
        session.execute(insert_into(session, CustomerWord).values(row).on_conflict_do_nothing())


def _known(identity: Identity) -> list[tuple[AddressKind, str]]:
    known: list[tuple[AddressKind, str]] = []
    if identity.bsuid:
        known.append(("bsuid", identity.bsuid))
    if identity.phone:
        known.append(("phone", identity.phone))
    return known


def _customer(session: Session, address: CustomerAddress) -> Customer | None:
    """None when they were erased; while somebody holds them, nobody begins to erase them."""
    return session.scalar(
        select(Customer)
        .where(
            Customer.tenant_id == address.tenant_id,
            Customer.id == address.customer_id,
            Customer.erased_at.is_(None),
        )
        .with_for_update(read=True, key_share=True)
    )


def _addresses(
    session: Session, actor: Actor, channel: Channel, identity: Identity
) -> dict[AddressKind, CustomerAddress]:
    """What leads to somebody of these ids."""
    known = _known(identity)
    if not known:
        return {}
    is_one = or_(
        *(
            and_(CustomerAddress.kind == kind, CustomerAddress.lookup == _lookup(session, actor, kind, value))
            for kind, value in known
        )
    )
    found = session.scalars(
        select(CustomerAddress).where(
            CustomerAddress.tenant_id == actor.tenant_id, CustomerAddress.channel_id == channel.id, is_one
        )
    )
    return {address.kind: address for address in found}


def _lookup(session: Session, actor: Actor, kind: AddressKind, value: str) -> bytes:
    return blind_index(
        session, actor.tenant_id, f"whatsapp {kind}", canonical_phone(value) if kind == "phone" else value
    )


def _lead_to(session: Session, actor: Actor, channel: Channel, customer: Customer, identity: Identity) -> None:
    _point(session, actor, channel, customer, identity, _addresses(session, actor, channel, identity))


def _point(
    session: Session,
    actor: Actor,
    channel: Channel,
    customer: Customer,
    identity: Identity,
    addresses: Mapping[AddressKind, CustomerAddress],
) -> None:
    """Let these ids lead to the customer; where one led to somebody else, it does not any more."""
    for kind, value in _known(identity):
        address = addresses.get(kind)
        if address is not None and address.customer_id == customer.id:
            continue
        if address is not None:
            address.customer_id = customer.id
        else:
            address = CustomerAddress(
                tenant_id=actor.tenant_id,
                channel_id=channel.id,
                customer_id=customer.id,
                kind=kind,
                lookup=_lookup(session, actor, kind, value),
            )
            seal_into(session, address, CustomerAddress.value, value)
            session.add(address)
        if kind == "phone":
            remember_words(session, actor, customer, [canonical_phone(value)])
