"""Selects of revisions, each confined to the actor's tenant."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import Session

from tecnocursos.files.models import StoredFile
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor
from tecnocursos.studio.flow_models import Render, Revision, RevisionContent, RevisionMedia
from tecnocursos.studio.revisions.errors import RevisionNotFound
from tecnocursos.studio.revisions.snapshots import Snapshot, unpack

_NEWEST_FIRST = SortOrder("newest", (Revision.number,), is_descending=True)


def get_revision(session: Session, actor: Actor, revision_id: UUID) -> Revision:
    """Raises RevisionNotFound."""
    found = session.scalar(_own(actor).where(Revision.id == revision_id))
    if found is None:
        raise RevisionNotFound
    return found


def list_revisions(
    session: Session,
    actor: Actor,
    project_id: UUID,
    *,
    is_named: bool | None = None,
    cursor: str | None = None,
    limit: int,
) -> Slice[Revision]:
    wanted = _own(actor).where(Revision.project_id == project_id)
    if is_named is not None:
        wanted = wanted.where(Revision.name.is_not(None) if is_named else Revision.name.is_(None))
    return fetch_page(session, wanted, _NEWEST_FIRST, cursor=cursor, limit=limit)


def newest_revision(session: Session, actor: Actor, project_id: UUID) -> Revision | None:
    wanted = _own(actor).where(Revision.project_id == project_id).order_by(Revision.number.desc()).limit(1)
    return session.scalar(wanted)


def snapshot_of(session: Session, actor: Actor, revision: Revision) -> Snapshot:
    wanted = select(RevisionContent.content).where(
        RevisionContent.id == revision.content_id, RevisionContent.tenant_id == actor.tenant_id
    )
    return unpack(session.scalars(wanted).one())


def media_of(session: Session, actor: Actor, revision: Revision) -> dict[str, StoredFile]:
    """The files that its course refers to, by their names there."""
    wanted = (
        select(RevisionMedia.name, StoredFile)
        .join(StoredFile, StoredFile.id == RevisionMedia.stored_file_id)
        .where(RevisionMedia.content_id == revision.content_id, RevisionMedia.tenant_id == actor.tenant_id)
    )
    return dict(session.execute(wanted).all())


def dispensable(session: Session, actor: Actor, project_id: UUID, *, beyond: int) -> Sequence[Revision]:
    """Automatic revisions older than the newest `beyond` of them, that no render was made from."""
    newest = (
        select(Revision.number)
        .where(Revision.tenant_id == actor.tenant_id, Revision.project_id == project_id, Revision.name.is_(None))
        .order_by(Revision.number.desc())
        .offset(beyond)
        .limit(1)
    )
    oldest_kept = session.scalar(newest)
    if oldest_kept is None:
        return ()
    wanted = _own(actor).where(
        Revision.project_id == project_id,
        Revision.name.is_(None),
        Revision.number <= oldest_kept,
        ~exists().where(Render.revision_id == Revision.id),
    )
    return session.scalars(wanted).all()


def is_rendered(session: Session, actor: Actor, revision: Revision) -> bool:
    wanted = select(func.count()).where(Render.tenant_id == actor.tenant_id, Render.revision_id == revision.id)
    return bool(session.scalar(wanted))


def _own(actor: Actor) -> Select[Revision]:
    return select(Revision).where(Revision.tenant_id == actor.tenant_id)
