"""What is asked for about one customer: a copy of their data, their erasure."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.privacy import exports
from tecnocursos.privacy.models import DataExport
from tecnocursos.support.messages import EraseCustomer, ExportCustomer, ask
from tecnocursos.support.models import Customer
from tecnocursos.support.queries import get_customer


def is_customer(session: Session, actor: Actor, customer_id: UUID) -> bool:
    wanted = select(Customer.id).where(
        Customer.tenant_id == actor.tenant_id, Customer.id == customer_id, Customer.erased_at.is_(None)
    )
    return session.scalar(wanted) is not None


def ask_for_export(session: Session, actor: Actor, customer_id: UUID) -> DataExport:
    """The copy that the actor has or waits for; without one it is asked for. Raises CustomerNotFound."""
    actor.require(Permission.MANAGE_SUPPORT)
    get_customer(session, actor, customer_id, is_known=True)
    return exports.ask_for(session, actor, "customer", customer_id, ExportCustomer)


def ask_to_erase(session: Session, actor: Actor, customer_id: UUID) -> UUID:
    """Gives the job, also while one is under way. Raises CustomerNotFound."""
    actor.require(Permission.MANAGE_SUPPORT)
    get_customer(session, actor, customer_id, is_known=True)
    record(session, actor, "customer.erasure_requested", "customer", customer_id)
    return ask(session, actor, EraseCustomer(customer_id=customer_id))
