"""The slides of a version of a document as they were designed: drawn once, and kept with the version."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final
from uuid import UUID

from tecnocursos.documents import keeping
from tecnocursos.documents.models import DocumentPicture
from tecnocursos.documents.originals import draw_pages
from tecnocursos.files import service as files
from tecnocursos.infra.files import temporary_folder
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage
from tecnocursos.infra.upserts import insert_into
from tecnocursos.rendering.timeline import SIZES
from tecnocursos.studio.script.originals import slide_pages
from tecnocursos.studio.tools import Tools

_NAME: Final = re.compile(r"slide-(\d+)\.png")


def slide_names(pictures: Iterable[str]) -> dict[int, str]:
    """Those of a version's pictures that are whole slides, by their numbers."""
    return {int(found[1]): name for name in pictures if (found := _NAME.fullmatch(name))}


def draw_slides(work: Work, version_id: UUID, storage: Storage, tools: Tools, scratch: Path) -> None:
    """Draw the slides of a version, unless that was done before. Raises SlidesNotOriginal and what drawing raises."""
    actor = work.actor
    with work.transaction() as session:
        version = keeping.get_version(session, actor, version_id)
        if slide_names(keeping.pictures_of(session, actor, version_id)):
            return
        stored = files.get_file(session, actor, version.stored_file_id)
        outline = keeping.read_outline(session, actor, version, storage)
    width, height = SIZES["1080p"]
    with temporary_folder(scratch) as folder:
        path, media = folder / "alone" / "document", folder / "media"
        path.parent.mkdir()
        shutil.copyfile(files.local_path(storage, stored), path)
        drawn = draw_pages(
            path,
            outline.source,
            media,
            tools.document_limits,
            work.check,
            pages=slide_pages(outline),
            width=width,
            height=height,
            office_binary=tools.office_binary,
        )
        for name in drawn.values():
            files.put_ahead(storage, actor.tenant_id, media / name)
            work.check()
        with work.transaction() as session:
            for number, name in drawn.items():
                kept = files.keep(session, actor, storage, media / name, "image/png")
                row = insert_into(session, DocumentPicture).values(
                    tenant_id=actor.tenant_id,
                    version_id=version_id,
                    name=f"slide-{number}.png",
                    stored_file_id=kept.id,
                )
                # Another project of the same document may have had them drawn meanwhile.
                session.execute(row.on_conflict_do_nothing())
