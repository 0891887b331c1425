"""Reports as files: asked for, followed, fetched while they are kept."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StrictInt
from sqlalchemy.orm import Session

from tecnocursos.api.documents import DownloadLink
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.language import Language
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response
from tecnocursos.support.desk_settings import settings_of
from tecnocursos.support.report_models import ExportKind, ReportExport
from tecnocursos.support.reports import exporting
from tecnocursos.support.reports.periods import LONGEST_DAYS, Part, period_of

router = APIRouter(prefix="/api/v1/support/reports/exports", tags=["support"], route_class=EdgeRoute)


class NewReportExport(Request):
    kind: ExportKind = Field("overview", description="`conversations`: one a line, without personal data of customers")
    days: StrictInt = Field(7, ge=1, le=LONGEST_DAYS, description="The last so many, with today")
    since: date | None = Field(None, description="The first day; instead of `days`", examples=[None])
    until: date | None = Field(None, description="The last day; today unless it is named", examples=[None])
    channel_id: UUID | None = None
    team_id: UUID | None = None
    user_id: UUID | None = None
    language: Language = Field("pt-BR", description="Portuguese spreadsheets want `;` and a decimal comma")


class ReportExportDetails(Response):
    id: UUID
    kind: ExportKind
    since: date
    until: date
    language: Language
    is_ready: bool
    job_id: UUID | None = Field(description="Writes the file; see how far it is at /api/v1/jobs")
    created_at: datetime
    expires_at: datetime


@router.post("", status_code=201)
@made_at("/api/v1/support/reports/exports/{id}")
def export_report(session: Session, actor: Actor, wanted: NewReportExport) -> ReportExportDetails:
    """Have a report written as CSV. A job does it; it is kept for a week."""
    actor.require(Permission.MANAGE_SUPPORT)
    zone = settings_of(session, actor).time_zone
    period = period_of(zone, utc_now(), days=wanted.days, since=wanted.since, until=wanted.until)
    part = Part(wanted.channel_id, wanted.team_id, wanted.user_id)
    return _details(exporting.request_export(session, actor, wanted.kind, period, part, wanted.language))


@router.get("")
def list_report_exports(
    session: Session, actor: Actor, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[ReportExportDetails]:
    """Those that are kept, the newest first."""
    found = exporting.list_exports(session, actor, cursor=cursor, limit=limit)
    return Page(items=[_details(row) for row in found.rows], next_cursor=found.next_cursor)


@router.get("/{report_export_id}")
def get_report_export(session: Session, actor: Actor, report_export_id: UUID) -> ReportExportDetails:
    """One export, and whether its file is there."""
    return _details(exporting.get_export(session, actor, report_export_id))


@router.get("/{report_export_id}/download")
def download_report_export(session: Session, actor: Actor, platform: Platform, report_export_id: UUID) -> DownloadLink:
    """A link to the file, once it is there."""
    stored, name = exporting.file_of(session, actor, exporting.get_export(session, actor, report_export_id))
    return DownloadLink(url=platform.download_links.link(stored, name))


def _details(row: ReportExport) -> ReportExportDetails:
    named = {name: getattr(row, name) for name in ReportExportDetails.model_fields if name != "is_ready"}
    return ReportExportDetails(**named, is_ready=row.stored_file_id is not None)
