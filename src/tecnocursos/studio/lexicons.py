"""Lexicons that projects share: how words are to be spoken."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.narration.lexicon import load_lexicon
from tecnocursos.studio import queries
from tecnocursos.studio.models import LexiconRow, Project
from tecnocursos.studio.resource_errors import InUse, LexiconTooLarge

NEWEST_FIRST = SortOrder("-created_at", (LexiconRow.created_at, LexiconRow.id), is_descending=True)
MOST_ENTRIES = 5_000


def get_lexicon(session: Session, actor: Actor, lexicon_id: UUID) -> LexiconRow:
    actor.require(Permission.READ_CONTENT)
    return queries.get_lexicon(session, actor, lexicon_id)


def list_lexicons(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Slice[LexiconRow]:
    actor.require(Permission.READ_CONTENT)
    return fetch_page(session, queries.own(actor, LexiconRow), NEWEST_FIRST, cursor=cursor, limit=limit)


def create_lexicon(session: Session, actor: Actor, fields: Mapping[str, Any]) -> LexiconRow:
    actor.require(Permission.EDIT_CONTENT)
    row = LexiconRow(tenant_id=actor.tenant_id, **fields)
    session.add(row)
    session.flush()
    record(session, actor, "lexicon.created", "lexicon", row.id)
    return row


def change_lexicon(session: Session, actor: Actor, row: LexiconRow, fields: Mapping[str, Any]) -> None:
    """Raises LexiconTooLarge."""
    actor.require(Permission.EDIT_CONTENT)
    if len(fields.get("entries", ())) > MOST_ENTRIES:
        raise LexiconTooLarge(limit=MOST_ENTRIES)
    for name, value in fields.items():
        setattr(row, name, value)
    session.flush()
    record(session, actor, "lexicon.changed", "lexicon", row.id)


def import_entries(session: Session, actor: Actor, row: LexiconRow, path: Path, *, is_replacing: bool) -> None:
    """Take the entries of a YAML, CSV, TSV or PLS file; those that are there stay unless `is_replacing`.

    Raises LexiconInvalid, naming the line, and LexiconTooLarge.
    """
    actor.require(Permission.EDIT_CONTENT)
    read = load_lexicon(path)
    entries = read if is_replacing else {**row.entries, **read}
    change_lexicon(session, actor, row, {"entries": entries})


def delete_lexicon(session: Session, actor: Actor, row: LexiconRow, *, force: bool) -> None:
    """Raises InUse unless no project has it or `force`; those that have it then have none."""
    actor.require(Permission.EDIT_CONTENT)
    used = (Project.tenant_id == actor.tenant_id, Project.lexicon_id == row.id)
    if (count := session.scalar(select(func.count()).where(*used)) or 0) and not force:
        raise InUse(projects=count)
    session.execute(update(Project).where(*used).values(lexicon_id=None, version=Project.version + 1))
    record(session, actor, "lexicon.deleted", "lexicon", row.id)
    session.delete(row)
    session.flush()
