"""The record of who did what: read, exported, checked."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from fastapi.responses import StreamingResponse
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.audit import queries, service, verification
from tecnocursos.audit.models import AuditEntry
from tecnocursos.audit.queries import EntryFilter
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Legible, Moment, Response

router = APIRouter(prefix="/api/v1/audit", tags=["audit"], route_class=EdgeRoute)


class EntryDetails(Response):
    sequence: int = Field(description="1, 2, 3, … in each tenant, without a gap")
    created_at: datetime
    action: str = Field(examples=["project.renamed"])
    actor_kind: str = Field(examples=["member"])
    actor_id: UUID | None = Field(description="The person; for an API key the one who made it")
    credential_id: UUID | None = Field(description="The sign-in or API key that was used")
    subject_kind: str = Field(examples=["project"])
    subject_id: UUID | None
    changes: dict[str, list[Any]] = Field(
        description="Field -> before and after", examples=[{"state": ["draft", "published"]}]
    )
    trace_id: str | None = Field(description="Leads to the request in the server's log")
    hash: str = Field(description="SHA-256 over the hash before and this entry, as hex")


class BreakDetails(Response):
    sequence: int
    reason: verification.Reason


class VerificationDetails(Response):
    is_whole: bool = Field(description="Whether the check began with the very first entry")
    first_sequence: int
    last_sequence: int = Field(description="The last entry that is as it was written")
    checkpoint_sequence: int = Field(description="The newest entry that a signed checkpoint speaks of")
    broken: BreakDetails | None = Field(description="The first entry that is not as it was written")


def _filter(
    action: Annotated[
        str | None, Legible, Query(max_length=100, description="An action or its beginning", examples=["project."])
    ] = None,
    actor_id: UUID | None = None,
    subject_kind: Annotated[str | None, Legible, Query(max_length=40)] = None,
    subject_id: UUID | None = None,
    since: Moment | None = None,
    until: Annotated[Moment | None, Query(description="Not this moment itself")] = None,
) -> EntryFilter:
    return EntryFilter(action, actor_id, subject_kind, subject_id, since, until)


Wanted = Annotated[EntryFilter, Depends(_filter)]


@router.get("")
def list_audit_entries(
    session: Session, actor: Actor, wanted: Wanted, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[EntryDetails]:
    """The tenant's record, newest first."""
    found = queries.list_entries(session, actor, wanted, cursor=cursor, limit=limit)
    return Page[EntryDetails](items=[_details(entry) for entry in found.rows], next_cursor=found.next_cursor)


@router.get("/verification")
def verify_audit(session: Session, actor: Actor, platform: Platform) -> VerificationDetails:
    """Recompute the newest 20,000 entries and compare them with the signed checkpoints."""
    found = verification.verify_newest(session, actor, platform.checkpoints)
    return VerificationDetails(
        is_whole=found.first_sequence == 1,
        first_sequence=found.first_sequence,
        last_sequence=found.last_sequence,
        checkpoint_sequence=found.checkpoint_sequence,
        broken=BreakDetails.model_validate(found.broken) if found.broken else None,
    )


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={200: {"content": {"application/x-ndjson": {}, "text/csv": {}}, "description": "The entries"}},
)
def export_audit(
    session: Session,
    actor: Actor,
    platform: Platform,
    wanted: Wanted,
    form: Annotated[Literal["ndjson", "csv"], Query(alias="format")] = "ndjson",
) -> StreamingResponse:
    """The record as a file, oldest first. That it was taken is recorded too."""
    actor.require(Permission.READ_AUDIT)
    service.record(session, actor, "audit.exported", "audit", None, {"format": (None, form)})
    entries = (_details(entry) for entry in queries.stream_entries(platform.database, actor, wanted))
    lines, media_type = (_csv(entries), "text/csv") if form == "csv" else (_ndjson(entries), "application/x-ndjson")
    name = f'attachment; filename="audit.{form}"'
    return StreamingResponse(lines, media_type=media_type, headers={"Content-Disposition": name})


def _details(entry: AuditEntry) -> EntryDetails:
    columns = {name: getattr(entry, name) for name in EntryDetails.model_fields if name != "hash"}
    return EntryDetails(**columns, hash=entry.hash.hex())


def _ndjson(entries: Iterator[EntryDetails]) -> Iterator[str]:
    return (entry.model_dump_json() + "\n" for entry in entries)


def _csv(entries: Iterator[EntryDetails]) -> Iterator[str]:
    yield _csv_line(list(EntryDetails.model_fields))
    for entry in entries:
        content = entry.model_dump(mode="json")
        yield _csv_line([json.dumps(value) if isinstance(value, dict) else value for value in content.values()])


def _csv_line(values: list[Any]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(values)
    return line.getvalue()
