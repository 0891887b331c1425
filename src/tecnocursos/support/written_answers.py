"""What customers asked in vain, answered by a member: a section of one Markdown document, in versions like any other.

The document is read and indexed as all are; from then on the bot answers from it, and cites it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.documents import keeping
from tecnocursos.documents.keeping import Kept
from tecnocursos.files import service as files
from tecnocursos.infra.files import temporary_folder
from tecnocursos.infra.storage import Storage
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id
from tecnocursos.support.questions import get_question
from tecnocursos.support.report_models import ReportSettings
from tecnocursos.support.reports.rates import CURRENCY, RATES

_NAME: Final = "Perguntas respondidas"
_FILE_NAME: Final = "perguntas-respondidas.md"
_SECTION: Final = re.compile(r"^## +(.+?)\s*$", re.MULTILINE)
_OPENS: Final = re.compile(r"^(\s*)(?=#{1,6}(\s|$)|`{3}|~{3}|=+\s*$|-+\s*$|<)", re.MULTILINE)
"""Where a line would begin a heading, a block of code or HTML, and end the section or swallow the next."""
_ESCAPED: Final = r"\1\\"


def write_answer(
    session: Session, actor: Actor, storage: Storage, scratch: Path, question_id: UUID, title: str, text: str
) -> Kept:
    """Add a section, or put `text` in the place of the one with this title. Raises QuestionNotFound, QuotaReached."""
    actor.require(Permission.EDIT_CONTENT)
    question = get_question(session, actor, question_id, is_locked=True)
    settings = _hold_settings(session, actor)
    before = _written_before(session, actor, storage, settings)
    with temporary_folder(scratch) as folder:
        path = folder / _FILE_NAME
        path.write_text(with_section(before or f"# {_NAME}\n", title, text), encoding="utf-8")
        stored = files.keep(session, actor, storage, path, "text/markdown")
    if before is None or settings.document_id is None:
        kept = keeping.add_document(session, actor, stored, _FILE_NAME, _NAME)
        settings.document_id = kept.document.id
    else:
        kept = keeping.add_version(session, actor, settings.document_id, stored, _FILE_NAME)
    question.state, question.written_at = "open", utc_now()
    session.flush()
    record(session, actor, "question.answered", "question", question.id)
    return kept


def with_section(markdown: str, title: str, text: str) -> str:
    """The document with this section, whose text is taken for paragraphs and lists, not for headings."""
    heading = " ".join(title.split())
    section = f"## {heading}\n\n{_OPENS.sub(_ESCAPED, text.strip())}\n"
    found = [one for one in _SECTION.finditer(markdown) if one[1].casefold() == heading.casefold()]
    if not found:
        return f"{markdown.rstrip()}\n\n{section}"
    start = found[0].start()
    after = _SECTION.search(markdown, found[0].end())
    rest = markdown[after.start() :] if after else ""
    return f"{markdown[:start]}{section}\n{rest}".rstrip() + "\n"


def _hold_settings(session: Session, actor: Actor) -> ReportSettings:
    """Two who write at once do so one after the other."""
    made = {"id": new_id(), "tenant_id": actor.tenant_id, "currency": CURRENCY, "rates": RATES, "version": 1}
    now = utc_now()
    wanted = insert_into(session, ReportSettings).values(made | {"created_at": now, "updated_at": now})
    session.execute(wanted.on_conflict_do_nothing(index_elements=[ReportSettings.tenant_id]))
    return session.scalars(
        select(ReportSettings)
        .where(ReportSettings.tenant_id == actor.tenant_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def _written_before(session: Session, actor: Actor, storage: Storage, settings: ReportSettings) -> str | None:
    """What stands in the newest version; None where there is none, or somebody put another kind of file there."""
    if settings.document_id is None:
        return None
    version = keeping.get_numbered_version(session, actor, settings.document_id)
    if not version.file_name.endswith(".md"):
        return None
    path = files.local_path(storage, files.get_file(session, actor, version.stored_file_id))
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None
