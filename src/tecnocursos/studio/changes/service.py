"""The changes that a newer version of its document means for a project, and taking them up as decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.documents.models import DocumentVersion
from tecnocursos.files.models import StoredFile
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.digest import digest
from tecnocursos.realtime import service as realtime
from tecnocursos.studio.changes.drawing import why_undrawn
from tecnocursos.studio.changes.errors import NoNewerVersion
from tecnocursos.studio.changes.proposals import ChangeProposal, Decision, apply_decisions, propose_changes
from tecnocursos.studio.course import Course, Scene
from tecnocursos.studio.courses import course_of, write_scenes
from tecnocursos.studio.document_sources import DocumentSource, draft_of, source_of
from tecnocursos.studio.flow_models import Revision
from tecnocursos.studio.models import Project
from tecnocursos.studio.projects import require_editable
from tecnocursos.studio.queries import add_media, get_project
from tecnocursos.studio.resource_errors import DocumentNotReady, ProjectHasNoDocument
from tecnocursos.studio.revisions.service import keep_revision
from tecnocursos.studio.script.originals import show_originals

# Of what is proposed for the same course and documents: to be raised when it changes, so that the cache knows.
_VERSION = 2
_ROOM = "changes"


@dataclass(frozen=True, slots=True)
class ProjectChanges:
    project: Project
    old: DocumentVersion
    new: DocumentVersion
    changes: ChangeProposal
    course: Course
    """The course as it is, which the proposals are about."""
    pictures: Mapping[str, StoredFile]
    """Those of the new version, by their content names."""


def changes_of(
    session: Session,
    actor: Actor,
    project_id: UUID,
    version_id: UUID | None,
    *,
    storage: Storage,
    cache: FileCache,
) -> ProjectChanges:
    """What `version_id` of its document, by default the newest that is ready, would change in a project.

    Raises ProjectNotFound, ProjectHasNoDocument, ProjectHasNoScenes, DocumentNotReady, NoNewerVersion, and
    where slides are shown as they were designed SlidesBeingDrawn, SlidesDrawingFailed, SlidesUndrawn.
    """
    actor.require(Permission.READ_CONTENT)
    project = get_project(session, actor, project_id)
    old = source_of(session, actor, storage, project.document_version_id)
    if old is None:
        raise ProjectHasNoDocument
    new = source_of(session, actor, storage, _newer_version(session, actor, old.version, version_id))
    if new is None:
        raise NoNewerVersion
    if project.slides == "original":
        for source in (old, new):
            if not source.slides:
                raise why_undrawn(session, actor, source.version, new.version)
    course, _ = course_of(session, actor, project_id)
    changes = _compare(project, course, old, new, cache)
    return ProjectChanges(project, old.version, new.version, changes, course, new.pictures)


def apply_changes(
    session: Session,
    actor: Actor,
    found: ProjectChanges,
    decisions: Mapping[str, Decision],
    default: Decision,
) -> tuple[Revision, int]:
    """Take up the proposals as decided and let the project point to the new version.

    Gives the revision of how it was just before, and the number of scenes now.

    The caller has locked the project. Raises DecisionUnknown, CourseWouldBeEmpty, ProjectArchived.
    """
    project = found.project
    require_editable(actor, project)
    before = keep_revision(session, actor, project, "changes")
    after = apply_decisions(found.course, found.changes, decisions, default)
    scenes = _with_keys(after.scenes, {scene.id for scene in found.course.scenes})
    write_scenes(session, actor, project.id, scenes)
    used = {name for scene in scenes for name in _pictures(scene)}
    add_media(session, actor, project.id, {name: file.id for name, file in found.pictures.items() if name in used})
    project.document_version_id = found.new.id
    # Whatever was decided, the project is another version of itself.
    project.updated_at = utc_now()
    session.flush()
    counts = {decision: sum(made == decision for made in decisions.values()) for decision in set(decisions.values())}
    record(
        session,
        actor,
        "project.changes_applied",
        "project",
        project.id,
        {
            "document_version": (found.old.number, found.new.number),
            "scenes": (len(found.course.scenes), len(scenes)),
            "default": (None, default),
            **{f"decided_{decision}": (None, count) for decision, count in sorted(counts.items())},
        },
    )
    payload = {"what": "changes_applied", "document_version": found.new.number}
    realtime.tell(session, actor.tenant_id, f"project:{project.id}", "project", payload, sender_id=actor.user_id)
    return before, len(scenes)


def _compare(
    project: Project, course: Course, old: DocumentSource, new: DocumentSource, cache: FileCache
) -> ChangeProposal:
    """Computed once for the same course and documents: both outlines are composed for it, which takes a while."""
    key = digest(
        _VERSION,
        project.script,
        course.language,
        old.outline.model_dump(mode="json"),
        new.outline.model_dump(mode="json"),
        course.model_dump(mode="json"),
        [sorted(source.slides.items()) for source in (old, new)] if project.slides == "original" else None,
    )
    if cache.find(_ROOM, key, ".json") is not None:
        return ChangeProposal.model_validate_json(cache.read(_ROOM, key, ".json"))
    drafts = [_draft(project, course, source) for source in (old, new)]
    changes = propose_changes(old.outline, new.outline, course, old_draft=drafts[0], new_draft=drafts[1])
    content = changes.model_dump_json().encode()
    cache.put(_ROOM, key, ".json", lambda path: path.write_bytes(content))
    return changes


def _draft(project: Project, course: Course, source: DocumentSource) -> Course:
    """What a version of the document gives, drafted the way the project was."""
    # What a model wrote counts as edited, and so stays.
    draft = draft_of(source, project.script, course.language)
    if project.slides == "redrawn":
        return draft
    return show_originals(draft, source.outline, source.slides)


def _newer_version(session: Session, actor: Actor, old: DocumentVersion, version_id: UUID | None) -> UUID:
    versions = select(DocumentVersion).where(
        DocumentVersion.tenant_id == actor.tenant_id, DocumentVersion.document_id == old.document_id
    )
    if version_id is not None:
        wanted = session.scalar(versions.where(DocumentVersion.id == version_id))
        if wanted is None or wanted.id == old.id:
            raise NoNewerVersion
        if wanted.state != "ready":
            raise DocumentNotReady(state=wanted.state)
        return wanted.id
    newest = session.scalar(
        versions.where(DocumentVersion.number > old.number, DocumentVersion.state == "ready")
        .order_by(DocumentVersion.number.desc())
        .limit(1)
    )
    if newest is None:
        raise NoNewerVersion
    return newest.id


def _with_keys(scenes: Sequence[Scene], taken: set[str]) -> list[Scene]:
    """New scenes get keys of their own: `new:3` names one only among the proposals."""
    kept = []
    taken = set(taken)
    for scene in scenes:
        key = scene.id
        if key.startswith("new:"):
            stem = scene.section_id or "scene"
            number = 2
            key = stem
            while key in taken:
                key, number = f"{stem}-{number}", number + 1
            taken.add(key)
        kept.append(scene if key == scene.id else scene.model_copy(update={"id": key}))
    return kept


def _pictures(scene: Scene) -> Sequence[str]:
    picture = getattr(scene.slide, "picture", None)
    return [picture.file] if picture else []
