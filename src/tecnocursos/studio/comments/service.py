"""Writing, answering, changing, resolving and deleting comments. Whoever is in the project's room hears of each."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.accounts import tenancy
from tecnocursos.audit.service import record
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.realtime import service as realtime
from tecnocursos.studio.comments import queries
from tecnocursos.studio.comments.anchors import Anchor, anchor_at
from tecnocursos.studio.comments.errors import (
    CommentDeleted,
    CommentNotYours,
    MentionUnknown,
    NotAThread,
    ThreadFull,
)
from tecnocursos.studio.flow_models import Comment
from tecnocursos.studio.queries import get_scene

MOST_ANSWERS = 200
_SUPERVISORS = frozenset({"owner", "admin"})


def write_comment(
    session: Session,
    actor: Actor,
    scene_id: UUID,
    text: str,
    *,
    words: tuple[int, int, int, str | None] | None = None,
    thread_id: UUID | None = None,
    mentions: Sequence[UUID] = (),
) -> Comment:
    """Comment on a scene, or on `words` of it (line, first word, word after the last, what they are), or answer.

    Raises SceneNotFound, CommentNotFound, AnchorInvalid, MentionUnknown, NotAThread, CommentDeleted, ThreadFull.
    """
    actor.require(Permission.COMMENT)
    scene = get_scene(session, actor, scene_id)
    anchor: Anchor | None = None
    if thread_id is not None:
        _require_open_thread(session, actor, thread_id, scene_id, is_on_words=words is not None)
    elif words is not None:
        anchor = anchor_at([line["text"] for line in scene.lines], *words)
    _require_members(session, actor, mentions)
    comment = Comment(
        tenant_id=actor.tenant_id,
        project_id=scene.project_id,
        scene_id=scene_id,
        thread_id=thread_id,
        author_id=actor.user_id,
        text=text,
        mentions=[str(user) for user in dict.fromkeys(mentions)],
        anchor=anchor and anchor.model_dump(mode="json"),
    )
    session.add(comment)
    session.flush()
    record(session, actor, "comment.written", "comment", comment.id)
    _tell(session, actor, comment, "written")
    _notify_mentioned(session, actor, comment, [UUID(user) for user in comment.mentions])
    return comment


def edit_comment(
    session: Session, actor: Actor, comment: Comment, text: str, mentions: Sequence[UUID] | None = None
) -> None:
    """Change the text, and whom it mentions where given. Raises CommentNotYours, CommentDeleted, MentionUnknown."""
    actor.require(Permission.COMMENT)
    if comment.author_id is None or comment.author_id != actor.user_id:
        raise CommentNotYours
    _require_present(comment)
    before = set(comment.mentions)
    if mentions is not None:
        _require_members(session, actor, mentions)
        comment.mentions = [str(user) for user in dict.fromkeys(mentions)]
    if text != comment.text:
        comment.text = text
        comment.edited_at = utc_now()
    session.flush()
    record(session, actor, "comment.edited", "comment", comment.id)
    _tell(session, actor, comment, "edited")
    _notify_mentioned(session, actor, comment, [UUID(user) for user in comment.mentions if user not in before])


def resolve_thread(session: Session, actor: Actor, comment: Comment, *, is_resolved: bool) -> None:
    """Close a thread, or open it again. Raises NotAThread."""
    actor.require(Permission.COMMENT)
    if comment.thread_id is not None:
        raise NotAThread
    if (comment.resolved_at is not None) == is_resolved:
        return
    comment.resolved_at = utc_now() if is_resolved else None
    comment.resolved_by = actor.user_id if is_resolved else None
    session.flush()
    verb = "resolved" if is_resolved else "reopened"
    record(session, actor, f"comment.{verb}", "comment", comment.id)
    _tell(session, actor, comment, verb)


def delete_comment(session: Session, actor: Actor, comment: Comment) -> None:
    """Delete it; one that was answered stays as an empty place until its last answer goes. Raises CommentNotYours."""
    actor.require(Permission.COMMENT)
    is_own = comment.author_id is not None and comment.author_id == actor.user_id
    if not (is_own or actor.role in _SUPERVISORS):
        raise CommentNotYours
    _require_present(comment)
    record(session, actor, "comment.deleted", "comment", comment.id)
    _tell(session, actor, comment, "deleted")
    if comment.thread_id is None and queries.count_answers(session, actor, comment.id):
        comment.deleted_at = utc_now()
        comment.text, comment.mentions, comment.anchor = "", [], None
        session.flush()
        return
    session.delete(comment)
    session.flush()
    if comment.thread_id is not None:
        thread = queries.get_comment(session, actor, comment.thread_id, is_locked=True)
        if thread.deleted_at is not None and not queries.count_answers(session, actor, thread.id):
            session.delete(thread)
            session.flush()


def _require_open_thread(session: Session, actor: Actor, thread_id: UUID, scene_id: UUID, *, is_on_words: bool) -> None:
    thread = queries.get_comment(session, actor, thread_id, is_locked=True)
    if thread.thread_id is not None or thread.scene_id != scene_id or is_on_words:
        raise NotAThread
    _require_present(thread)
    if queries.count_answers(session, actor, thread_id) >= MOST_ANSWERS:
        raise ThreadFull(limit=MOST_ANSWERS)


def _require_present(comment: Comment) -> None:
    if comment.deleted_at is not None:
        raise CommentDeleted


def _require_members(session: Session, actor: Actor, users: Sequence[UUID]) -> None:
    if not tenancy.are_members(session, actor.tenant_id, users):
        raise MentionUnknown


def _tell(session: Session, actor: Actor, comment: Comment, what: str) -> None:
    payload = {"id": str(comment.id), "scene_id": str(comment.scene_id), "what": what}
    room = f"project:{comment.project_id}"
    realtime.tell(session, actor.tenant_id, room, "comment", payload, sender_id=actor.user_id)


def _notify_mentioned(session: Session, actor: Actor, comment: Comment, users: Sequence[UUID]) -> None:
    payload = {
        "comment_id": str(comment.id),
        "scene_id": str(comment.scene_id),
        "project_id": str(comment.project_id),
        "author_id": str(actor.user_id) if actor.user_id else None,
    }
    for user in users:
        if user != actor.user_id:
            realtime.notify(session, actor.tenant_id, user, "comment.mentioned", payload)
