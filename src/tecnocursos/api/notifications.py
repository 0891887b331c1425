"""The signed-in person's notifications."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Response
from tecnocursos.realtime import notifications

router = APIRouter(prefix="/api/v1/notifications", tags=["notifications"], route_class=EdgeRoute)


class NotificationDetails(Response):
    id: UUID
    kind: str = Field(examples=["comment.mentioned"])
    payload: dict[str, Any] = Field(examples=[{"project_id": "01938c5e-7f00-7000-8000-000000000001"}])
    read_at: datetime | None
    created_at: datetime


class UnreadCount(Response):
    unread: int = Field(examples=[3])


@router.get("")
def list_notifications(
    session: Session,
    actor: Actor,
    is_unread: bool | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[NotificationDetails]:
    """Your own notifications, newest first."""
    found = notifications.list_notifications(session, actor, is_unread=is_unread, cursor=cursor, limit=limit)
    return page_of(NotificationDetails, found)


@router.get("/unread-count")
def count_unread(session: Session, actor: Actor) -> UnreadCount:
    """How many of your notifications you have not read."""
    return UnreadCount(unread=notifications.count_unread(session, actor))


@router.post("/read-all", status_code=204, response_model=None)
def mark_all_read(session: Session, actor: Actor) -> None:
    """Mark all of your notifications as read."""
    notifications.mark_all_read(session, actor)


@router.post("/{notification_id}/read")
def mark_read(session: Session, actor: Actor, notification_id: UUID) -> NotificationDetails:
    """Mark one of your notifications as read."""
    return NotificationDetails.model_validate(notifications.mark_read(session, actor, notification_id))
