"""Making the scenes of a project from its document, as a job."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from tecnocursos.documents import keeping
from tecnocursos.files import service as files
from tecnocursos.files.media_types import detect_media_type
from tecnocursos.infra.files import temporary_folder
from tecnocursos.infra.jobs.failures import told
from tecnocursos.infra.jobs.leases import LeaseLost
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage
from tecnocursos.studio import queries
from tecnocursos.studio.courses import write_course
from tecnocursos.studio.document_sources import ask_for_slides
from tecnocursos.studio.drafting import Draft, Options, draft_document
from tecnocursos.studio.media import media_names
from tecnocursos.studio.messages import DraftProject
from tecnocursos.studio.models import DraftState, Project
from tecnocursos.studio.projects import tell_project
from tecnocursos.studio.resource_errors import ProjectHasNoDocument
from tecnocursos.studio.slide_pictures import draw_slides, slide_names
from tecnocursos.studio.tools import Tools

_COPYING_COST = 0.2
_SCRIPT_COST = 0.3


def draft_project(
    work: Work, message: DraftProject, storage: Storage, tools: Tools, scratch: Path
) -> dict[str, Any] | None:
    """Make the scenes; what went wrong stays on the project. Run again after it was done, it changes nothing."""
    actor = work.actor
    work.progress.plan("read", _COPYING_COST)
    work.progress.plan("script", _SCRIPT_COST)
    try:
        with work.transaction() as session:
            project = queries.get_project(session, actor, message.project_id)
            if project.drafting == "ready":
                return None
            if project.document_version_id is None:
                raise ProjectHasNoDocument
            version = keeping.get_version(session, actor, project.document_version_id)
        if project.slides == "original":
            draw_slides(work, version.id, storage, tools, scratch)
        with work.transaction() as session:
            outline = keeping.read_outline(session, actor, version, storage)
            pictures = keeping.pictures_of(session, actor, version.id)
        options = Options(
            script=project.script,
            slides=project.slides,
            language=project.language,
            size=project.size,
        )
        with temporary_folder(scratch) as folder:
            media = folder / "media"
            media.mkdir()
            for name, file in pictures.items():
                shutil.copyfile(files.local_path(storage, file), media / name)
                work.check()
            slides = slide_names(pictures) if project.slides == "original" else None
            draft = draft_document(version.file_name, outline, options, tools, media, work.progress, slides)
            _keep(work, message, draft, storage)
    except LeaseLost:
        raise
    except Exception as error:
        with work.transaction() as session:
            project = queries.get_project(session, actor, message.project_id)
            _end(project, "failed", told(error))
            session.flush()
            tell_project(session, project, "project.drafted")
        raise
    return None


def _keep(work: Work, message: DraftProject, draft: Draft, storage: Storage) -> None:
    """The course becomes the project's rows; what the maker chose for the project stays."""
    paths = {name: draft.shelf.locate(name) for name in sorted(media_names(draft.course))}
    for path in paths.values():
        files.put_ahead(storage, work.actor.tenant_id, path)
        work.check()
    with work.last_transaction({"scenes": len(draft.course.scenes)}) as session:
        actor = work.actor
        project = queries.lock_project(session, actor, message.project_id)
        media = {
            name: files.keep(session, actor, storage, path, detect_media_type(path)).id for name, path in paths.items()
        }
        kept = "size look voice speed transition music own_lexicon brand_id lexicon_id".split()
        kept += ["title", "folded_title"] if message.is_titled else []
        chosen = {name: getattr(project, name) for name in kept}
        write_course(session, actor, project, draft.course, media)
        for name, value in chosen.items():
            setattr(project, name, value)
        project.remarks = list(draft.remarks)
        _end(project, "ready", None)
        ask_for_slides(session, actor, project)
        session.flush()
        tell_project(session, project, "project.drafted")


def _end(project: Project, state: DraftState, error: dict[str, Any] | None) -> None:
    project.drafting, project.error = state, error
