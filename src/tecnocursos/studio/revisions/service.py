"""Keeping a project as it is now, and taking it back to what it was."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.files.models import StoredFile
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.realtime import service as realtime
from tecnocursos.studio.course import Course
from tecnocursos.studio.courses import course_of, fill_project, write_scenes
from tecnocursos.studio.document_sources import ask_for_slides
from tecnocursos.studio.flow_models import Revision, RevisionContent, RevisionMedia, RevisionReason
from tecnocursos.studio.media import media_names
from tecnocursos.studio.models import BrandRow, LexiconRow, Project, SceneRow, TemplateRow
from tecnocursos.studio.projects import require_editable
from tecnocursos.studio.queries import add_media, lock_project, own, scenes_of
from tecnocursos.studio.revisions import queries
from tecnocursos.studio.revisions.errors import RevisionInUse, RevisionOfAnotherProject
from tecnocursos.studio.revisions.snapshots import SHARED, SceneRecord, Snapshot, pack, settings_of

AUTOMATIC_KEPT = 50
"""Of one project; those with a name and those that videos were made from stay besides."""


def keep_revision(
    session: Session, actor: Actor, project: Project, reason: RevisionReason, name: str | None = None
) -> Revision:
    """Keep `project`, which the caller has locked, as it is now.

    Without a name, a project that has not changed since its newest revision needs no other one. Raises
    ProjectHasNoScenes.
    """
    course, media = course_of(session, actor, project.id)
    rows = scenes_of(session, actor, project.id)
    records = {row.key: SceneRecord(id=row.id, template_id=row.template_id) for row in rows}
    snapshot = Snapshot(course=course, settings=settings_of(project), scenes=records)
    content_id = _keep_content(session, actor, project.id, snapshot, media)
    newest = queries.newest_revision(session, actor, project.id)
    if newest is not None and name is None and newest.content_id == content_id:
        return newest
    revision = Revision(
        tenant_id=actor.tenant_id,
        project_id=project.id,
        number=newest.number + 1 if newest else 1,
        name=name,
        reason=reason,
        content_id=content_id,
        document_version_id=project.document_version_id,
        scene_count=len(course.scenes),
        created_by=actor.user_id,
    )
    session.add(revision)
    session.flush()
    record(session, actor, "revision.kept", "project", project.id, {"revision": (None, revision.number)})
    _prune(session, actor, project.id)
    return revision


def create_revision(session: Session, actor: Actor, project_id: UUID, name: str | None) -> Revision:
    """Keep the project as it is now because somebody asks for it. Raises ProjectNotFound, ProjectHasNoScenes."""
    actor.require(Permission.EDIT_CONTENT)
    return keep_revision(session, actor, lock_project(session, actor, project_id), "asked", name)


def name_revision(session: Session, actor: Actor, revision: Revision, name: str | None) -> None:
    """Give it a name, so that it stays; or take the name away."""
    actor.require(Permission.EDIT_CONTENT)
    revision.name = name
    session.flush()
    record(session, actor, "revision.named", "revision", revision.id, {"is_named": (None, name is not None)})


def delete_revision(session: Session, actor: Actor, revision: Revision) -> None:
    """Raises RevisionInUse."""
    actor.require(Permission.EDIT_CONTENT)
    if queries.is_rendered(session, actor, revision):
        raise RevisionInUse
    session.delete(revision)
    session.flush()
    _drop_unused_contents(session, actor, revision.project_id)
    record(session, actor, "revision.deleted", "project", revision.project_id, {"revision": (revision.number, None)})


def restore_revision(session: Session, actor: Actor, project: Project, revision: Revision) -> Revision:
    """Take `project`, which the caller has locked, back to `revision`; gives the revision of how it was just before.

    Scenes that still exist keep their ids, those that were deleted come back under theirs. What projects share, a
    brand, lexicon or template, is named again where it still exists; else what it said then is the project's own.
    Raises RevisionOfAnotherProject, ProjectArchived, ProjectBeingDrafted.
    """
    require_editable(actor, project)
    if revision.project_id != project.id:
        raise RevisionOfAnotherProject
    before = keep_revision(session, actor, project, "restore")
    snapshot = queries.snapshot_of(session, actor, revision)
    course, settings = snapshot.course, dict(snapshot.settings)
    shared = {name: _if_present(session, actor, name, settings.pop(name, None)) for name in SHARED}
    fill_project(project, course)
    if shared["brand_id"] is None:
        settings.pop("own_brand", None)
    if shared["lexicon_id"] is None:
        settings.pop("own_lexicon", None)
    for name, value in (settings | shared).items():
        setattr(project, name, value)
    project.document_version_id = revision.document_version_id
    ask_for_slides(session, actor, project)
    write_scenes(session, actor, project.id, course.scenes, _free_ids(session, actor, project.id, snapshot))
    media = {name: file.id for name, file in queries.media_of(session, actor, revision).items()}
    add_media(session, actor, project.id, media)
    _restore_templates(session, actor, project.id, snapshot)
    # Also where only scenes changed, the project is another version of itself.
    project.updated_at = utc_now()
    session.flush()
    record(session, actor, "project.restored", "project", project.id, {"revision": (before.number, revision.number)})
    realtime.tell(
        session,
        actor.tenant_id,
        f"project:{project.id}",
        "project",
        {"what": "restored", "revision": revision.number},
        sender_id=actor.user_id,
    )
    return before


def course_at(session: Session, actor: Actor, revision: Revision) -> Course:
    return queries.snapshot_of(session, actor, revision).course


def _keep_content(
    session: Session, actor: Actor, project_id: UUID, snapshot: Snapshot, media: Mapping[str, StoredFile]
) -> UUID:
    sha256, content = pack(snapshot)
    found = session.scalar(
        select(RevisionContent.id).where(
            RevisionContent.tenant_id == actor.tenant_id,
            RevisionContent.project_id == project_id,
            RevisionContent.sha256 == sha256,
        )
    )
    if found is not None:
        return found
    kept = RevisionContent(tenant_id=actor.tenant_id, project_id=project_id, sha256=sha256, content=content)
    session.add(kept)
    session.flush()
    for name in sorted(media_names(snapshot.course) & media.keys()):
        session.add(
            RevisionMedia(tenant_id=actor.tenant_id, content_id=kept.id, name=name, stored_file_id=media[name].id)
        )
    session.flush()
    return kept.id


def _prune(session: Session, actor: Actor, project_id: UUID) -> None:
    gone = queries.dispensable(session, actor, project_id, beyond=AUTOMATIC_KEPT)
    for revision in gone:
        session.delete(revision)
    if gone:
        session.flush()
        _drop_unused_contents(session, actor, project_id)


def _drop_unused_contents(session: Session, actor: Actor, project_id: UUID) -> None:
    session.execute(
        delete(RevisionContent)
        .where(
            RevisionContent.tenant_id == actor.tenant_id,
            RevisionContent.project_id == project_id,
            ~exists().where(Revision.content_id == RevisionContent.id),
        )
        .execution_options(synchronize_session=False)
    )


def _if_present(session: Session, actor: Actor, name: str, value: str | None) -> UUID | None:
    if value is None:
        return None
    kinds: dict[str, type[TemplateRow | BrandRow | LexiconRow]] = {
        "template_id": TemplateRow,
        "brand_id": BrandRow,
        "lexicon_id": LexiconRow,
    }
    kind = kinds[name]
    return session.scalar(select(kind.id).where(kind.id == UUID(value), kind.tenant_id == actor.tenant_id))


def _free_ids(session: Session, actor: Actor, project_id: UUID, snapshot: Snapshot) -> dict[str, UUID]:
    """The ids that scenes had, unless one of them belongs to a scene of another project or of another key now."""
    ids = {key: scene.id for key, scene in snapshot.scenes.items()}
    taken = session.execute(
        own(actor, SceneRow)
        .with_only_columns(SceneRow.id, SceneRow.project_id, SceneRow.key)
        .where(SceneRow.id.in_(ids.values()))
    )
    held = {identity for identity, owner, key in taken if owner != project_id or ids.get(key) != identity}
    return {key: identity for key, identity in ids.items() if identity not in held}


def _restore_templates(session: Session, actor: Actor, project_id: UUID, snapshot: Snapshot) -> None:
    wanted = {scene.template_id for scene in snapshot.scenes.values()} - {None}
    present = (
        set(
            session.scalars(own(actor, TemplateRow).with_only_columns(TemplateRow.id).where(TemplateRow.id.in_(wanted)))
        )
        if wanted
        else set()
    )
    for row in scenes_of(session, actor, project_id):
        recorded = snapshot.scenes.get(row.key)
        template_id = recorded.template_id if recorded else None
        row.template_id = template_id if template_id in present else None
