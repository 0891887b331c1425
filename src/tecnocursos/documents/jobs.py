"""Reading a version of a document, as a job: in the confined child, to an outline and its pictures."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import UUID

from sqlalchemy import delete

from tecnocursos.config import DocumentLimits
from tecnocursos.documents import keeping
from tecnocursos.documents.indexing import index_version
from tecnocursos.documents.messages import DocumentIndexed, DocumentRenewed, ReadVersion
from tecnocursos.documents.models import DocumentPicture
from tecnocursos.documents.outline import Outline
from tecnocursos.documents.service import read_document
from tecnocursos.files import service as files
from tecnocursos.files.media_types import detect_media_type
from tecnocursos.infra.files import temporary_folder
from tecnocursos.infra.jobs.failures import told
from tecnocursos.infra.jobs.leases import LeaseLost
from tecnocursos.infra.jobs.outbox import publish
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage

# Seconds of one core: starting the child and reading an ordinary document, and keeping what came of it.
_READING_COST = 1.0
_KEEPING_COST = 0.3


def read_version(work: Work, message: ReadVersion, storage: Storage, limits: DocumentLimits, scratch: Path) -> None:
    """Read the version to its outline; what is wrong with the file stays on the version, in both languages."""
    with work.transaction() as session:
        version = keeping.get_version(session, work.actor, message.version_id)
        if version.state == "ready":
            return
        keeping.tell_state(session, version, "reading")
        stored, file_name = files.get_file(session, work.actor, version.stored_file_id), version.file_name
    work.progress.plan("read", _READING_COST + _KEEPING_COST)
    try:
        with temporary_folder(scratch) as folder:
            # Alone in a folder, since Markdown may name files beside it; a person's name for it is not for the disk.
            path = folder / "alone" / "document"
            path.parent.mkdir()
            shutil.copyfile(files.local_path(storage, stored), path)
            outline = read_document(path, folder / "media", limits, work.check, name=file_name)
            work.progress.advance("read", _READING_COST)
            _keep(work, message.version_id, outline, folder, storage)
    except LeaseLost:
        raise
    except Exception as error:
        _note_failure(work, message.version_id, error)
        raise


def _keep(work: Work, version_id: UUID, outline: Outline, folder: Path, storage: Storage) -> None:
    written = folder / "outline.json"
    written.write_text(outline.model_dump_json(), encoding="utf-8")
    media = sorted((folder / "media").iterdir())
    for path in (written, *media):
        files.put_ahead(storage, work.actor.tenant_id, path)
        work.check()
    with work.last_transaction({"sections": len(outline.sections)}) as session:
        version = keeping.get_version(session, work.actor, version_id)
        version.outline_file_id = files.keep(session, work.actor, storage, written, "application/json").id
        version.page_count, version.section_count = outline.source.pages, len(outline.sections)
        version.language, version.error = outline.language, None
        keeping.tell_state(session, version, "ready")
        index_version(session, work.actor, version, outline)
        publish(session, DocumentIndexed(version_id=version_id), actor=work.actor)
        document = keeping.get_document(session, work.actor, version.document_id)
        if document.latest_number == version.number:
            document.kind = outline.source.kind
        if version.number > 1:
            publish(session, DocumentRenewed(version_id=version_id), actor=work.actor)
        session.execute(
            delete(DocumentPicture).where(
                DocumentPicture.tenant_id == work.actor.tenant_id, DocumentPicture.version_id == version_id
            )
        )
        for path in media:
            kept = files.keep(session, work.actor, storage, path, detect_media_type(path))
            session.add(
                DocumentPicture(
                    tenant_id=work.actor.tenant_id, version_id=version_id, name=path.name, stored_file_id=kept.id
                )
            )


def _note_failure(work: Work, version_id: UUID, error: Exception) -> None:
    with work.transaction() as session:
        version = keeping.get_version(session, work.actor, version_id)
        version.error = told(error)
        keeping.tell_state(session, version, "failed")
