"""Labels, by which conversations are told apart at a glance."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.support.desk_models import Label
from tecnocursos.support.errors import DeskFull, LabelNotFound, NameTaken

MOST_LABELS = 200


def list_labels(session: Session, actor: Actor) -> Sequence[Label]:
    """All of them, by name."""
    actor.require(Permission.SERVE_CUSTOMERS)
    return session.scalars(_own(actor).order_by(Label.name, Label.id)).all()


def get_label(session: Session, actor: Actor, label_id: UUID) -> Label:
    """Raises LabelNotFound."""
    actor.require(Permission.SERVE_CUSTOMERS)
    found = session.scalar(_own(actor).where(Label.id == label_id))
    if found is None:
        raise LabelNotFound
    return found


def create_label(session: Session, actor: Actor, name: str, colour: str) -> Label:
    """Raises DeskFull, NameTaken."""
    actor.require(Permission.MANAGE_SUPPORT)
    if (session.scalar(select(func.count()).where(Label.tenant_id == actor.tenant_id)) or 0) >= MOST_LABELS:
        raise DeskFull(limit=MOST_LABELS)
    label = Label(tenant_id=actor.tenant_id, name=name, colour=colour)
    try:
        with session.begin_nested():
            session.add(label)
    except IntegrityError:
        raise NameTaken(name=name) from None
    record(session, actor, "label.created", "label", label.id)
    return label


def change_label(
    session: Session, actor: Actor, label: Label, *, name: str | None = None, colour: str | None = None
) -> None:
    """What is None stays. Raises NameTaken."""
    actor.require(Permission.MANAGE_SUPPORT)
    try:
        with session.begin_nested():
            label.name = label.name if name is None else name
            label.colour = label.colour if colour is None else colour
    except IntegrityError:
        raise NameTaken(name=name) from None
    record(session, actor, "label.changed", "label", label.id)


def delete_label(session: Session, actor: Actor, label: Label) -> None:
    """Conversations lose it."""
    actor.require(Permission.MANAGE_SUPPORT)
    record(session, actor, "label.deleted", "label", label.id)
    session.delete(label)
    session.flush()


def _own(actor: Actor) -> Select[Label]:
    return select(Label).where(Label.tenant_id == actor.tenant_id)
