"""The files of a project: pictures that its slides show, sounds that its music and recordings are."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.files import service as files
from tecnocursos.files.media_types import SUFFIXES
from tecnocursos.files.models import StoredFile
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.library import service as library
from tecnocursos.library import usage
from tecnocursos.studio import queries
from tecnocursos.studio.courses import scene_of
from tecnocursos.studio.media import media_names_of_scene
from tecnocursos.studio.models import Project, ProjectMedia
from tecnocursos.studio.projects import require_editable, tell_project
from tecnocursos.studio.resource_errors import ProjectFileInUse, ProjectFileUnknown, ProjectFileUnsupported

_PICTURES = ("image/png", "image/jpeg")
_MOST_PIXELS = 80_000_000


def add_file(
    session: Session, actor: Actor, project: Project, file: StoredFile, storage: Storage, asset_id: UUID | None = None
) -> ProjectMedia:
    """Let the project use a stored file, by the name given back; the same content has the same name.

    Raises ProjectFileUnsupported.
    """
    require_editable(actor, project)
    require_usable(files.local_path(storage, file), file.media_type)
    name = f"{file.sha256[:16]}{SUFFIXES[file.media_type][0]}"
    row = _find(session, actor, project.id, name)
    if row is None:
        row = ProjectMedia(
            tenant_id=actor.tenant_id, project_id=project.id, name=name, stored_file_id=file.id, asset_id=asset_id
        )
        session.add(row)
        session.flush()
        record(session, actor, "project.file_added", "project", project.id, {"file": (None, str(file.id))})
        tell_project(session, project, "project.files_changed")
    return row


def add_asset(session: Session, actor: Actor, project: Project, asset_id: UUID, storage: Storage) -> ProjectMedia:
    """Let the project use an asset of the library. Raises AssetNotFound, ProjectFileUnsupported."""
    asset = library.get_asset(session, actor, asset_id)
    row = add_file(session, actor, project, files.get_file(session, actor, asset.file_id), storage, asset_id)
    usage.track_usage(session, actor, asset_id, project.id, is_published=project.state == "published")
    return row


def remove_file(session: Session, actor: Actor, project: Project, name: str) -> None:
    """Raises ProjectFileUnknown, and ProjectFileInUse where a scene or the music names it."""
    require_editable(actor, project)
    row = _find(session, actor, project.id, name)
    if row is None:
        raise ProjectFileUnknown
    if _is_used(session, actor, project, name):
        raise ProjectFileInUse
    session.delete(row)
    session.flush()
    record(session, actor, "project.file_removed", "project", project.id)
    usage.release_usage(session, actor, project.id)
    track_assets(session, actor, project)
    tell_project(session, project, "project.files_changed")


def get_file(session: Session, actor: Actor, project: Project, name: str) -> StoredFile:
    """Raises ProjectFileUnknown."""
    actor.require(Permission.READ_CONTENT)
    found = queries.project_media(session, actor, project.id).get(name)
    if found is None:
        raise ProjectFileUnknown
    return found


def track_assets(session: Session, actor: Actor, project: Project) -> None:
    """Tell the library which of its assets the project uses."""
    wanted = select(ProjectMedia.asset_id).where(
        ProjectMedia.tenant_id == actor.tenant_id,
        ProjectMedia.project_id == project.id,
        ProjectMedia.asset_id.is_not(None),
    )
    for asset_id in session.scalars(wanted).all():
        if asset_id is not None:
            usage.track_usage(session, actor, asset_id, project.id, is_published=project.state == "published")


def _find(session: Session, actor: Actor, project_id: UUID, name: str) -> ProjectMedia | None:
    return session.scalar(
        select(ProjectMedia).where(
            ProjectMedia.tenant_id == actor.tenant_id,
            ProjectMedia.project_id == project_id,
            ProjectMedia.name == name,
        )
    )


def _is_used(session: Session, actor: Actor, project: Project, name: str) -> bool:
    if project.music and project.music["file"] == name:
        return True
    rows = queries.scenes_of(session, actor, project.id)
    return any(name in media_names_of_scene(scene_of(row)) for row in rows)


def require_usable(path: Path, media_type: str) -> None:
    """Raise ProjectFileUnsupported unless it is a sound, or a picture that can be drawn."""
    if media_type not in SUFFIXES or not (media_type in _PICTURES or media_type.startswith("audio/")):
        raise ProjectFileUnsupported
    if media_type not in _PICTURES:
        return
    try:
        with Image.open(path, formats=["PNG", "JPEG"]) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise ProjectFileUnsupported
            image.load()
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise ProjectFileUnsupported from error
