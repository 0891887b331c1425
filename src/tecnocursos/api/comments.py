"""Comments on scenes and on words of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import ConfigDict, Field, StrictBool, StrictInt
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.rendering import made_at
from tecnocursos.infra.paging import Slice
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response, Versioned
from tecnocursos.studio.comments import queries, service
from tecnocursos.studio.comments.anchors import Anchor, AnchorPlace, place_of
from tecnocursos.studio.comments.queries import ThreadState
from tecnocursos.studio.flow_models import Comment
from tecnocursos.studio.queries import get_project, get_scene, lines_of

router = APIRouter(tags=["comments"], route_class=EdgeRoute)


# Kept exactly as it was typed, white space too.
CommentText = Annotated[
    str,
    Field(min_length=1, max_length=5_000, json_schema_extra={"pattern": r"^[^\x00]*\S[^\x00]*$"}),
]
Mentions = Annotated[list[UUID], Field(max_length=50, description="Ids of people who are to be notified")]


class _AsTyped(Request):
    model_config = ConfigDict(str_strip_whitespace=False)


class Words(_AsTyped):
    """Words of a line, counted by white space."""

    line: Annotated[StrictInt, Field(ge=0, le=100_000)]
    word_start: Annotated[StrictInt, Field(ge=0, le=100_000)]
    word_end: Annotated[StrictInt, Field(ge=1, le=100_000, description="The word after the last one")]
    quote: Annotated[str | None, Field(max_length=5_000)] = Field(
        None, description="What they are, so that a text that changed meanwhile is noticed", examples=["a fibra"]
    )


class NewComment(_AsTyped):
    text: CommentText = Field(examples=["Aqui falta dizer qual cabo. @Ana, você confirma?"])
    words: Words | None = Field(None, description="Null: the whole scene")
    thread_id: UUID | None = Field(None, description="The first comment of the thread that this one answers")
    mentions: Mentions = Field(default_factory=list)


class CommentChange(_AsTyped):
    text: CommentText | None = None
    mentions: Mentions | None = None
    is_resolved: StrictBool | None = Field(None, description="Of the first comment of a thread")


class CommentDetails(Versioned):
    id: UUID
    project_id: UUID
    scene_id: UUID
    thread_id: UUID | None
    author_id: UUID | None
    text: str = Field(description="Empty where the comment was deleted and has answers")
    mentions: list[UUID]
    anchor: Anchor | None = Field(description="The words that were pointed at, as they were")
    place: AnchorPlace | None = Field(description="Where those words are now")
    is_orphaned: bool = Field(description="The words that it points at are not there any more")
    is_deleted: bool
    created_at: datetime
    edited_at: datetime | None
    resolved_at: datetime | None
    resolved_by: UUID | None


class Thread(CommentDetails):
    answers: list[CommentDetails]


class CommentSummary(Response):
    """How many threads are open and resolved."""

    open: int
    resolved: int


@router.post("/api/v1/scenes/{scene_id}/comments", status_code=201)
@made_at("/api/v1/comments/{id}")
def write_comment(session: Session, actor: Actor, scene_id: UUID, body: NewComment) -> CommentDetails:
    """Comment on a scene or on words of it, or answer a comment."""
    words = body.words
    place = (words.line, words.word_start, words.word_end, words.quote) if words is not None else None
    comment = service.write_comment(
        session, actor, scene_id, body.text, words=place, thread_id=body.thread_id, mentions=body.mentions
    )
    return _details(comment, lines_of(session, actor, [scene_id]))


@router.get("/api/v1/scenes/{scene_id}/comments")
def list_scene_comments(
    session: Session,
    actor: Actor,
    scene_id: UUID,
    state: ThreadState | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[Thread]:
    """The threads of a scene with their answers, oldest first."""
    actor.require(Permission.READ_CONTENT)
    get_scene(session, actor, scene_id)
    found = queries.list_threads(session, actor, scene_id=scene_id, state=state, cursor=cursor, limit=limit)
    return _threads(session, actor, found)


@router.get("/api/v1/projects/{project_id}/comments")
def list_project_comments(
    session: Session,
    actor: Actor,
    project_id: UUID,
    state: ThreadState | None = None,
    author_id: UUID | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[Thread]:
    """The threads of all scenes of a project, newest first."""
    actor.require(Permission.READ_CONTENT)
    get_project(session, actor, project_id)
    found = queries.list_threads(
        session,
        actor,
        project_id=project_id,
        state=state,
        author_id=author_id,
        order=queries.NEWEST_FIRST,
        cursor=cursor,
        limit=limit,
    )
    return _threads(session, actor, found)


@router.get("/api/v1/projects/{project_id}/comments/summary")
def summarise_comments(session: Session, actor: Actor, project_id: UUID) -> CommentSummary:
    """How many threads of a project are open and how many resolved."""
    actor.require(Permission.READ_CONTENT)
    get_project(session, actor, project_id)
    is_open, is_resolved = queries.count_threads(session, actor, project_id)
    return CommentSummary(open=is_open, resolved=is_resolved)


@router.get("/api/v1/comments/{comment_id}")
def get_comment(session: Session, actor: Actor, comment_id: UUID) -> CommentDetails:
    """One comment."""
    actor.require(Permission.READ_CONTENT)
    comment = queries.get_comment(session, actor, comment_id)
    return _details(comment, lines_of(session, actor, [comment.scene_id]))


@router.patch("/api/v1/comments/{comment_id}")
def change_comment(
    session: Session, actor: Actor, comment_id: UUID, body: CommentChange, if_match: IfMatch = None
) -> CommentDetails:
    """Change the text of a comment of one's own, or resolve or reopen a thread."""
    actor.require(Permission.COMMENT)
    comment = queries.get_comment(session, actor, comment_id, is_locked=True)
    require_version(if_match, comment.version)
    if body.text is not None or body.mentions is not None:
        text = comment.text if body.text is None else body.text
        service.edit_comment(session, actor, comment, text, body.mentions)
    if body.is_resolved is not None:
        service.resolve_thread(session, actor, comment, is_resolved=body.is_resolved)
    return _details(comment, lines_of(session, actor, [comment.scene_id]))


@router.delete("/api/v1/comments/{comment_id}", status_code=204, response_model=None)
def delete_comment(session: Session, actor: Actor, comment_id: UUID, if_match: IfMatch = None) -> None:
    """Delete a comment of one's own; admins may delete anybody's. One with answers leaves an empty place."""
    actor.require(Permission.COMMENT)
    comment = queries.get_comment(session, actor, comment_id, is_locked=True)
    require_version(if_match, comment.version)
    service.delete_comment(session, actor, comment)


def _threads(session: Session, actor: Actor, found: Slice[Comment]) -> Page[Thread]:
    answers = queries.answers_to(session, actor, [comment.id for comment in found.rows])
    lines = lines_of(session, actor, list({comment.scene_id for comment in found.rows}))
    items = [
        Thread(
            **_details(comment, lines).model_dump(),
            answers=[_details(answer, lines) for answer in answers[comment.id]],
        )
        for comment in found.rows
    ]
    return Page(items=items, next_cursor=found.next_cursor)


def _details(comment: Comment, lines: dict[UUID, list[str]]) -> CommentDetails:
    anchor = None if comment.anchor is None else Anchor.model_validate(comment.anchor)
    place = None if anchor is None else place_of(anchor, lines.get(comment.scene_id, []))
    return CommentDetails(
        version=comment.version,
        id=comment.id,
        project_id=comment.project_id,
        scene_id=comment.scene_id,
        thread_id=comment.thread_id,
        author_id=comment.author_id,
        text=comment.text,
        mentions=[UUID(user) for user in comment.mentions],
        anchor=anchor,
        place=place,
        is_orphaned=anchor is not None and place is None,
        is_deleted=comment.deleted_at is not None,
        created_at=comment.created_at,
        edited_at=comment.edited_at,
        resolved_at=comment.resolved_at,
        resolved_by=comment.resolved_by,
    )
