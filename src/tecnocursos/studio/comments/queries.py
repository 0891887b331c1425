"""Selects of comments, each confined to the actor's tenant."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor
from tecnocursos.studio.comments.errors import CommentNotFound
from tecnocursos.studio.flow_models import Comment

ThreadState = Literal["open", "resolved"]

OLDEST_FIRST = SortOrder("oldest", (Comment.created_at, Comment.id))
NEWEST_FIRST = SortOrder("newest", (Comment.created_at, Comment.id), is_descending=True)


def get_comment(session: Session, actor: Actor, comment_id: UUID, *, is_locked: bool = False) -> Comment:
    """Raises CommentNotFound."""
    wanted = _own(actor).where(Comment.id == comment_id)
    found = session.scalar(wanted.with_for_update() if is_locked else wanted)
    if found is None:
        raise CommentNotFound
    return found


def list_threads(
    session: Session,
    actor: Actor,
    *,
    project_id: UUID | None = None,
    scene_id: UUID | None = None,
    state: ThreadState | None = None,
    author_id: UUID | None = None,
    order: SortOrder = OLDEST_FIRST,
    cursor: str | None = None,
    limit: int,
) -> Slice[Comment]:
    """First comments of threads."""
    wanted = _own(actor).where(Comment.thread_id.is_(None))
    if project_id is not None:
        wanted = wanted.where(Comment.project_id == project_id)
    if scene_id is not None:
        wanted = wanted.where(Comment.scene_id == scene_id)
    if author_id is not None:
        wanted = wanted.where(Comment.author_id == author_id)
    if state is not None:
        resolved = Comment.resolved_at
        wanted = wanted.where(resolved.is_(None) if state == "open" else resolved.is_not(None))
    return fetch_page(session, wanted, order, cursor=cursor, limit=limit)


def answers_to(session: Session, actor: Actor, threads: Sequence[UUID]) -> dict[UUID, list[Comment]]:
    """The answers of each of these threads, oldest first."""
    wanted = _own(actor).where(Comment.thread_id.in_(threads)).order_by(Comment.created_at, Comment.id)
    answers: dict[UUID, list[Comment]] = {thread: [] for thread in threads}
    for answer in session.scalars(wanted) if threads else ():
        if answer.thread_id is not None:
            answers[answer.thread_id].append(answer)
    return answers


def count_answers(session: Session, actor: Actor, thread_id: UUID) -> int:
    wanted = select(func.count()).where(Comment.tenant_id == actor.tenant_id, Comment.thread_id == thread_id)
    return session.scalar(wanted) or 0


def count_threads(session: Session, actor: Actor, project_id: UUID) -> tuple[int, int]:
    """How many threads of a project are open, and how many resolved."""
    wanted = select(func.count(), func.count(Comment.resolved_at)).where(
        Comment.tenant_id == actor.tenant_id, Comment.project_id == project_id, Comment.thread_id.is_(None)
    )
    count, resolved = session.execute(wanted).one()
    return count - resolved, resolved


def _own(actor: Actor) -> Select[Comment]:
    return select(Comment).where(Comment.tenant_id == actor.tenant_id)
