"""A report as a file for spreadsheets: written by a job, kept for a week, without what was said or who said it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.files import service as files
from tecnocursos.files.models import StoredFile
from tecnocursos.infra.files import temporary_folder
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.language import Language
from tecnocursos.support.desk_settings import settings_of
from tecnocursos.support.errors import ExportNotFound, ExportNotReady
from tecnocursos.support.messages import ExportReport
from tecnocursos.support.report_models import Episode, ExportKind, ReportExport
from tecnocursos.support.reports.counting import within
from tecnocursos.support.reports.csv_files import Cell, csv_lines
from tecnocursos.support.reports.periods import Part, Period, period_of
from tecnocursos.support.reports.service import names_of, report
from tecnocursos.support.reports.sheets import EPISODE_HEADS, FILE_NAMES, episode_row, overview_rows

KEPT_FOR: Final = timedelta(days=7)
_NEWEST_FIRST: Final = SortOrder("newest", (ReportExport.created_at, ReportExport.id), is_descending=True)
_AT_ONCE: Final = 500
_ROW_SECONDS: Final = 5e-5
"""That a line takes, of one core."""


def request_export(
    session: Session, actor: Actor, kind: ExportKind, period: Period, part: Part, language: Language
) -> ReportExport:
    """Have it written; that it was asked for is recorded."""
    actor.require(Permission.MANAGE_SUPPORT)
    named = {"channel_id": part.channel_id, "team_id": part.team_id, "user_id": part.user_id}
    export = ReportExport(
        tenant_id=actor.tenant_id,
        kind=kind,
        since=period.first,
        until=period.last,
        filters={name: str(value) for name, value in named.items() if value is not None},
        language=language,
        expires_at=utc_now() + KEPT_FOR,
        created_by=actor.user_id,
    )
    session.add(export)
    session.flush()
    export.job_id = enqueue(session, ExportReport(export_id=export.id), actor=actor, subject_id=export.id)
    session.flush()
    record(session, actor, "report.exported", "report_export", export.id, {"kind": (None, kind)})
    return export


def list_exports(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Slice[ReportExport]:
    """The newest first."""
    actor.require(Permission.MANAGE_SUPPORT)
    return fetch_page(session, _own(actor), _NEWEST_FIRST, cursor=cursor, limit=limit)


def get_export(session: Session, actor: Actor, export_id: UUID) -> ReportExport:
    """Raises ExportNotFound."""
    actor.require(Permission.MANAGE_SUPPORT)
    found = session.scalar(_own(actor).where(ReportExport.id == export_id))
    if found is None:
        raise ExportNotFound
    return found


def file_of(session: Session, actor: Actor, export: ReportExport) -> tuple[StoredFile, str]:
    """The file and its name. Raises ExportNotReady."""
    if export.stored_file_id is None:
        raise ExportNotReady
    name = f"{FILE_NAMES[export.language][export.kind]}-{export.since}-{export.until}.csv"
    return files.get_file(session, actor, export.stored_file_id), name


def export_report(work: Work, message: ExportReport, storage: Storage, scratch: Path) -> None:
    """Write the file; after a crash it is written anew."""
    with temporary_folder(scratch) as folder:
        path = folder / "report.csv"
        with work.transaction() as session:
            export = get_export(session, work.actor, message.export_id)
            period = period_of(
                settings_of(session, work.actor).time_zone, utc_now(), since=export.since, until=export.until
            )
            lines = csv_lines(_rows(work, session, export, period), export.language, period.zone)
            with path.open("x", encoding="utf-8", newline="") as file:
                file.writelines(lines)
        with work.last_transaction() as session:
            export = get_export(session, work.actor, message.export_id)
            export.stored_file_id = files.keep(session, work.actor, storage, path, "text/csv").id


def forget_expired(session: Session) -> None:
    """Of all tenants; the files go with the next sweep, since nothing refers to them any more."""
    session.execute(delete(ReportExport).where(ReportExport.expires_at < utc_now()))


def _rows(work: Work, session: Session, export: ReportExport, period: Period) -> Iterator[tuple[Cell, ...]]:
    part = Part(**{name: UUID(value) for name, value in export.filters.items()})
    if export.kind == "overview":
        yield from overview_rows(report(session, work.actor, period, part), export.language)
        return
    yield EPISODE_HEADS[export.language]
    conditions = within(work.actor, period, part)
    total = session.scalar(select(func.count()).select_from(Episode).where(*conditions)) or 0
    work.progress.plan("export", total * _ROW_SECONDS)
    numbers, teams, people = (
        names_of(session, work.actor, "number"),
        names_of(session, work.actor, "team"),
        names_of(session, work.actor, "person"),
    )
    wanted = select(Episode).where(*conditions).order_by(Episode.began_at, Episode.id)
    for place, row in enumerate(session.scalars(wanted.execution_options(yield_per=_AT_ONCE)), 1):
        if place % _AT_ONCE == 0:
            work.check()
            work.progress.advance("export", _AT_ONCE * _ROW_SECONDS)
        yield episode_row(row, numbers, teams, people)


def _own(actor: Actor) -> Select[ReportExport]:
    return select(ReportExport).where(ReportExport.tenant_id == actor.tenant_id, ReportExport.expires_at > utc_now())
