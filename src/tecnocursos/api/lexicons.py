"""Lexicons: how words are to be spoken, shared by projects."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, UploadFile
from fastapi import Response as HttpResponse
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.received import received_file
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import Language
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response, Versioned
from tecnocursos.narration.lexicon import LexiconForm, write_lexicon
from tecnocursos.studio import lexicons
from tecnocursos.studio.lexicons import MOST_ENTRIES
from tecnocursos.studio.models import LexiconRow

router = APIRouter(prefix="/api/v1/lexicons", tags=["lexicons"], route_class=EdgeRoute)

_MEDIA_TYPES: dict[LexiconForm, str] = {
    "yaml": "application/yaml",
    "csv": "text/csv",
    "pls": "application/pls+xml",
}
# The database takes no zero character.
Word = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f]+$")]
Entries = Annotated[
    dict[Word, Word],
    Field(
        max_length=MOST_ENTRIES,
        examples=[{"Wi-Fi": "uai fai"}],
        json_schema_extra={"additionalProperties": False, "propertyNames": {"minLength": 1, "maxLength": 200}},
    ),
]
Name = Annotated[str, Field(min_length=1, max_length=200, examples=["Termos de rede"])]


class LexiconSummary(Response):
    id: UUID
    name: str
    language: Language
    version: int
    created_at: datetime
    updated_at: datetime


class LexiconDetails(LexiconSummary, Versioned):
    entries: dict[str, str] = Field(description="Word or phrase as written, and how to speak it")


class NewLexicon(Request):
    name: Name
    language: Language = "pt-BR"
    entries: Entries = Field(default_factory=dict)


class LexiconChange(Request):
    """What is not named, or null, stays."""

    name: Name | None = None
    language: Language | None = None
    entries: Entries | None = None


@router.post("", status_code=201)
@made_at("/api/v1/lexicons/{id}")
def create_lexicon(session: Session, actor: Actor, wanted: NewLexicon) -> LexiconDetails:
    """A new lexicon."""
    return LexiconDetails.model_validate(lexicons.create_lexicon(session, actor, wanted.model_dump()))


@router.get("")
def list_lexicons(
    session: Session, actor: Actor, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[LexiconSummary]:
    """The tenant's lexicons, the newest first, without their entries."""
    return page_of(LexiconSummary, lexicons.list_lexicons(session, actor, cursor=cursor, limit=limit))


@router.get("/{lexicon_id}")
def get_lexicon(session: Session, actor: Actor, lexicon_id: UUID) -> LexiconDetails:
    """One lexicon with its entries."""
    return LexiconDetails.model_validate(lexicons.get_lexicon(session, actor, lexicon_id))


@router.patch("/{lexicon_id}")
def change_lexicon(
    session: Session, actor: Actor, lexicon_id: UUID, change: LexiconChange, if_match: IfMatch = None
) -> LexiconDetails:
    """Change what is named of a lexicon; entries are replaced as a whole."""
    row = _lexicon_to_change(session, actor, lexicon_id, if_match)
    lexicons.change_lexicon(session, actor, row, change.model_dump(exclude_none=True))
    return LexiconDetails.model_validate(row)


@router.delete("/{lexicon_id}", status_code=204)
def delete_lexicon(
    session: Session, actor: Actor, lexicon_id: UUID, if_match: IfMatch = None, force: bool = False
) -> None:
    """Delete a lexicon. While projects have it, only by `force`: they then have none."""
    row = _lexicon_to_change(session, actor, lexicon_id, if_match)
    lexicons.delete_lexicon(session, actor, row, force=force)


@router.post("/{lexicon_id}/import")
def import_entries(
    session: Session,
    actor: Actor,
    platform: Platform,
    lexicon_id: UUID,
    file: Annotated[UploadFile, File(description="YAML, CSV, TSV or PLS, told by the end of its name")],
    if_match: IfMatch = None,
    replace: bool = False,
) -> LexiconDetails:
    """Take the entries of a file; those that are there stay unless `replace`."""
    row = _lexicon_to_change(session, actor, lexicon_id, if_match)
    with received_file(platform, file) as path:
        lexicons.import_entries(session, actor, row, path, is_replacing=replace)
    return LexiconDetails.model_validate(row)


@router.get("/{lexicon_id}/export", response_class=HttpResponse)
def export_entries(
    session: Session,
    actor: Actor,
    lexicon_id: UUID,
    format: LexiconForm = "yaml",  # noqa: A002
) -> HttpResponse:
    """The entries of a lexicon as a file that can be imported again."""
    row = lexicons.get_lexicon(session, actor, lexicon_id)
    return HttpResponse(
        write_lexicon(row.entries, format, row.language),
        media_type=_MEDIA_TYPES[format],
        headers={"Content-Disposition": f'attachment; filename="lexicon.{format}"'},
    )


def _lexicon_to_change(session: Session, actor: Actor, lexicon_id: UUID, if_match: str | None) -> LexiconRow:
    """The lexicon, for one who may edit it and knows its newest version."""
    actor.require(Permission.EDIT_CONTENT)
    row = lexicons.get_lexicon(session, actor, lexicon_id)
    require_version(if_match, row.version)
    return row
