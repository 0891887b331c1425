"""The files of a project, and courses that people wrote elsewhere."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, Form, UploadFile
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.documents import DownloadLink, check_one_source
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.projects import ProjectDetails, details_of
from tecnocursos.api.received import keep_received, received_files
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.files import service as files
from tecnocursos.files import uploads
from tecnocursos.files.media_types import detect_media_type
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Response
from tecnocursos.studio import project_media, projects, queries
from tecnocursos.studio.brands import is_font
from tecnocursos.studio.importing import read_written_course

router = APIRouter(prefix="/api/v1/projects", tags=["projects"], route_class=EdgeRoute)


class ProjectFile(Response):
    name: str = Field(description="What slides, lines and music call it", examples=["0f1e2d3c4b5a6978.png"])
    media_type: str
    size_bytes: int


@router.post("/import", status_code=201)
@made_at("/api/v1/projects/{id}")
def import_course(
    session: Session,
    actor: Actor,
    platform: Platform,
    course: Annotated[UploadFile, File(description="A `.course.json`, or a course as text (`.md`)")],
    media: Annotated[list[UploadFile] | None, File(max_length=500, description="The files that it names")] = None,
) -> ProjectDetails:
    """A project from a course that was written elsewhere."""
    actor.require(Permission.EDIT_CONTENT)
    with received_files(platform, [*(media or []), course]) as paths:
        written = read_written_course(paths[-1])
        kept = {name: _keep(session, actor, platform, path) for name, path in written.files.items()}
        project = projects.create_from_course(session, actor, written.course, kept)
    return details_of(session, actor, project)


@router.get("/{project_id}/media")
def list_files(session: Session, actor: Actor, project_id: UUID) -> Page[ProjectFile]:
    """The project's files."""
    projects.get_project(session, actor, project_id)
    kept = queries.project_media(session, actor, project_id)
    items = [
        ProjectFile(name=name, media_type=file.media_type, size_bytes=file.size_bytes)
        for name, file in sorted(kept.items())
    ]
    return Page[ProjectFile](items=items)


@router.post("/{project_id}/media", status_code=201)
@made_at("/api/v1/projects/{project_id}/media/{name}")
def add_file(
    session: Session,
    actor: Actor,
    platform: Platform,
    project_id: UUID,
    file: Annotated[UploadFile | None, File(description="The file itself, when it is small")] = None,
    upload_id: Annotated[UUID | None, Form(description="A finished upload")] = None,
    asset_id: Annotated[UUID | None, Form(description="An asset of the library")] = None,
) -> ProjectFile:
    """A picture or a sound for the project, from one of three places. The same content has the same name."""
    actor.require(Permission.EDIT_CONTENT)
    project = projects.get_project(session, actor, project_id)
    check_one_source(file=file, upload_id=upload_id, asset_id=asset_id)
    if asset_id is not None:
        row = project_media.add_asset(session, actor, project, asset_id, platform.storage)
        stored = files.get_file(session, actor, row.stored_file_id)
    else:
        if file is not None:
            stored = keep_received(session, actor, platform, file)
        elif upload_id is not None:
            stored = uploads.take_upload(session, actor, upload_id).file
        row = project_media.add_file(session, actor, project, stored, platform.storage)
    return ProjectFile(name=row.name, media_type=stored.media_type, size_bytes=stored.size_bytes)


@router.get("/{project_id}/media/{name}")
def get_file(session: Session, actor: Actor, platform: Platform, project_id: UUID, name: str) -> DownloadLink:
    """A link to one of the project's files, to be shown in a page."""
    project = projects.get_project(session, actor, project_id)
    stored = project_media.get_file(session, actor, project, name)
    return DownloadLink(url=platform.download_links.link(stored, name, is_inline=True))


@router.delete("/{project_id}/media/{name}", status_code=204)
def remove_file(session: Session, actor: Actor, project_id: UUID, name: str) -> None:
    """Take a file away that nothing in the project uses."""
    actor.require(Permission.EDIT_CONTENT)
    project = projects.get_project(session, actor, project_id)
    project_media.remove_file(session, actor, project, name)


def _keep(session: Session, actor: Actor, platform: Platform, path: Path) -> UUID:
    media_type = detect_media_type(path)
    if not is_font(path):
        project_media.require_usable(path, media_type)
    return files.keep(session, actor, platform.storage, path, media_type).id
