"""Links to a video for people without an account. Of a link's token only the digest is kept."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from tecnocursos.accounts.tenancy import is_active
from tecnocursos.answers.videos import Moment, OfferedVideo, offer_video
from tecnocursos.audit.service import record
from tecnocursos.infra.database import SYSTEM, enter_scope
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit import base64url
from tecnocursos.kit.actor import Actor, Permission, system_actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.studio.course import Course
from tecnocursos.studio.flow_models import RenderLink
from tecnocursos.studio.renders import queries
from tecnocursos.studio.renders.errors import RenderLinkNotFound, RenderUnfinished, SharedLinkEnded
from tecnocursos.studio.renders.queries import RenderProgress
from tecnocursos.studio.revisions import queries as revisions

_TOKEN_BYTES = 32
_NEWEST_FIRST = SortOrder("newest", (RenderLink.created_at, RenderLink.id), is_descending=True)


@dataclass(frozen=True, slots=True)
class Shared:
    """What whoever has a link may see."""

    found: RenderProgress
    title: str
    language: str
    expires_at: datetime


def make_link(session: Session, actor: Actor, render_id: UUID, days: int, name: str | None) -> tuple[RenderLink, str]:
    """A link that holds for so many days, and its token, which is not kept. Raises RenderNotFound, RenderUnfinished."""
    actor.require(Permission.PUBLISH)
    found = queries.get_render(session, actor, render_id, is_locked=True)
    if found.state != "succeeded":
        raise RenderUnfinished(state=found.state)
    token = base64url.encode(secrets.token_bytes(_TOKEN_BYTES))
    link = RenderLink(
        tenant_id=actor.tenant_id,
        render_id=render_id,
        name=name,
        token_sha256=_digest(token),
        expires_at=utc_now() + timedelta(days=days),
        created_by=actor.user_id,
    )
    session.add(link)
    session.flush()
    record(session, actor, "render_link.made", "render", render_id, {"link": (None, str(link.id))})
    return link, token


def offer_in_answers(session: Session, actor: Actor, link: RenderLink, url: str) -> None:
    """Let answers from the video's document send this link, each with the second at which the passage is told.

    A course that was made without a document has no such moments, nor has a render from before they were noted.
    """
    actor.require(Permission.PUBLISH)
    found = queries.get_render(session, actor, link.render_id)
    revision = revisions.get_revision(session, actor, found.render.revision_id)
    link.in_answers = True
    if revision.document_version_id is None:
        return
    course = revisions.snapshot_of(session, actor, revision).course
    video = OfferedVideo(
        link_id=link.id,
        project_id=found.render.project_id,
        render_id=link.render_id,
        version_id=revision.document_version_id,
        url=url,
        expires_at=link.expires_at,
        moments=_moments(course, (found.render.made or {}).get("scene_starts_ms", {})),
    )
    offer_video(session, actor, video)


def _moments(course: Course, starts_ms: Mapping[str, int]) -> dict[str, Moment]:
    """By block of the document, the first scene that tells it; what is only shown counts after what is said."""
    moments: dict[str, Moment] = {}
    scenes = [scene for scene in course.scenes if scene.id in starts_ms]
    said = [(scene, source) for scene in scenes for line in scene.lines for source in line.sources]
    shown = [(scene, block_id) for scene in scenes for block_id in scene.shows]
    for scene, block_id in (*said, *shown):
        moments.setdefault(block_id, Moment(scene.id, starts_ms[scene.id]))
    return moments


def list_links(
    session: Session, actor: Actor, render_id: UUID, *, cursor: str | None = None, limit: int
) -> Slice[RenderLink]:
    """Newest first, those that have expired too. Raises RenderNotFound."""
    actor.require(Permission.READ_CONTENT)
    queries.get_render(session, actor, render_id)
    return fetch_page(session, _of_render(actor, render_id), _NEWEST_FIRST, cursor=cursor, limit=limit)


def get_link(session: Session, actor: Actor, render_id: UUID, link_id: UUID) -> RenderLink:
    """Raises RenderLinkNotFound."""
    actor.require(Permission.READ_CONTENT)
    link = session.scalar(_of_render(actor, render_id).where(RenderLink.id == link_id))
    if link is None:
        raise RenderLinkNotFound
    return link


def revoke_link(session: Session, actor: Actor, render_id: UUID, link_id: UUID) -> None:
    """Raises RenderLinkNotFound."""
    actor.require(Permission.PUBLISH)
    _revoke(session, actor, get_link(session, actor, render_id, link_id))


def end_links(session: Session, actor: Actor, render_id: UUID) -> None:
    """Revoke all links of a render."""
    for link in session.scalars(_of_render(actor, render_id)).all():
        _revoke(session, actor, link)


def open_shared(session: Session, token: str) -> Shared:
    """Count a view, and give what the link shows. The session enters its tenant's scope. Raises SharedLinkEnded."""
    enter_scope(session, SYSTEM)
    now = utc_now()
    link = session.scalar(select(RenderLink).where(RenderLink.token_sha256 == _digest(token)))
    if link is None or link.expires_at <= now or not is_active(session, link.tenant_id):
        raise SharedLinkEnded
    actor = system_actor(link.tenant_id)
    enter_scope(session, link.tenant_id)
    # Counted by the database: many may look at once.
    viewed = (
        update(RenderLink)
        .where(RenderLink.tenant_id == link.tenant_id, RenderLink.id == link.id)
        .values(view_count=RenderLink.view_count + 1, viewed_at=now)
        .execution_options(synchronize_session=False)
    )
    session.execute(viewed)
    found = queries.get_render(session, actor, link.render_id)
    revision = revisions.get_revision(session, actor, found.render.revision_id)
    course = revisions.snapshot_of(session, actor, revision).course
    return Shared(found, course.title, course.language, link.expires_at)


def _of_render(actor: Actor, render_id: UUID) -> Select[RenderLink]:
    return select(RenderLink).where(RenderLink.tenant_id == actor.tenant_id, RenderLink.render_id == render_id)


def _revoke(session: Session, actor: Actor, link: RenderLink) -> None:
    session.delete(link)
    session.flush()
    record(session, actor, "render_link.revoked", "render", link.render_id, {"link": (str(link.id), None)})


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
