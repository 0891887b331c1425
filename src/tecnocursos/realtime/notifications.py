"""A person's own notifications: what they should know and whether they have read it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from tecnocursos.accounts.policy import require_person
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import NotFound
from tecnocursos.realtime.models import Notification

NEWEST_FIRST = SortOrder("-created_at", (Notification.created_at, Notification.id), is_descending=True)


class NotificationNotFound(NotFound):
    code = "notification_not_found"
    en = "There is no such notification."
    pt = "Essa notificação não existe."


def list_notifications(
    session: Session, actor: Actor, *, is_unread: bool | None = None, cursor: str | None = None, limit: int
) -> Slice[Notification]:
    wanted = _own(actor)
    if is_unread is not None:
        wanted = wanted.where(Notification.read_at.is_(None) if is_unread else Notification.read_at.is_not(None))
    return fetch_page(session, wanted, NEWEST_FIRST, cursor=cursor, limit=limit)


def count_unread(session: Session, actor: Actor) -> int:
    unread = _own(actor).where(Notification.read_at.is_(None))
    return session.scalar(select(func.count()).select_from(unread.subquery())) or 0


def mark_read(session: Session, actor: Actor, notification_id: UUID) -> Notification:
    """Say that it was read; once more changes nothing. Raises NotificationNotFound."""
    found = session.scalar(_own(actor).where(Notification.id == notification_id))
    if found is None:
        raise NotificationNotFound
    found.read_at = found.read_at or utc_now()
    return found


def mark_all_read(session: Session, actor: Actor) -> None:
    session.execute(
        update(Notification)
        .where(
            Notification.tenant_id == actor.tenant_id,
            Notification.user_id == require_person(actor),
            Notification.read_at.is_(None),
        )
        .values(read_at=utc_now())
    )


def _own(actor: Actor) -> Select[Notification]:
    return select(Notification).where(
        Notification.tenant_id == actor.tenant_id, Notification.user_id == require_person(actor)
    )
