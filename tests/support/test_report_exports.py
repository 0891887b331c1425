"""Reports as files: written by a job, opened by spreadsheets, harmless, kept for a week."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from people import Person, join
from support.report_world import plain_figures, serve
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.clock import utc_now
from tecnocursos.support.report_models import ReportExport
from tecnocursos.support.reports.csv_files import csv_lines
from tecnocursos.worker.running import Runner

PATH = "/api/v1/support/reports/exports"
ZONE = ZoneInfo("America/Sao_Paulo")


@pytest.fixture
def episodes(platform: Platform, owner: Person) -> list[dict[str, Any]]:
    today = datetime.combine(utc_now().astimezone(ZONE).date(), datetime.min.time(), ZONE)
    assert owner.actor.user_id is not None
    with platform.database.transaction(owner.tenant_id) as session:
        days = [today - timedelta(days=number) for number in (1, 2, 3)]
        return serve(session, owner.tenant_id, [owner.actor.user_id], days, per_day=5, seed=11).episodes


def written(owner: Person, runner: Runner, **wanted: Any) -> list[list[str]]:
    """The lines of a file, once the job has written it."""
    made = owner.post(PATH, json=wanted)
    assert made.status_code == 201, made.text
    export = made.json()
    early = owner.get(f"{PATH}/{export['id']}/download")
    assert (early.status_code, early.json()["code"]) == (409, "export_not_ready")
    while runner.run_next(("reports",)):
        pass
    assert owner.get(f"{PATH}/{export['id']}").json()["is_ready"]
    link = owner.get(f"{PATH}/{export['id']}/download").json()["url"]
    content = owner.client.get(link).content.decode("utf-8")
    assert content.startswith("\ufeff")
    separator = ";" if export["language"] == "pt-BR" else ","
    return list(csv.reader(io.StringIO(content.removeprefix("\ufeff")), delimiter=separator))


def test_the_figures_of_a_period_are_exported(owner: Person, runner: Runner, episodes: list[dict[str, Any]]) -> None:
    head, *lines = written(owner, runner, days=7)
    assert head == ["Parte", "O que", "Valor", "Período anterior"]
    told = {(part, what): value for part, what, value, _ in lines}
    plain = plain_figures(episodes)
    assert told["Números", "Atendimentos"] == str(plain["conversations"])
    assert told["Números", "Satisfação média"] == f"{plain['satisfaction']['average'] or ''}".replace(".", ",")
    assert len([part for part, _ in told if part == "Mensagens por dia"]) == 7


def test_conversations_are_exported_one_a_line(owner: Person, runner: Runner, episodes: list[dict[str, Any]]) -> None:
    head, *lines = written(owner, runner, kind="conversations", days=7, language="en-US")
    assert head[:5] == ["Conversation", "Began", "Number", "Team", "Person"]
    in_order = sorted(episodes, key=lambda one: one["began_at"])
    assert [line[0] for line in lines] == [str(one["conversation_id"]) for one in in_order]
    assert [line[1] for line in lines] == [f"{one['began_at'].astimezone(ZONE):%Y-%m-%d %H:%M:%S}" for one in in_order]
    assert [line[4] for line in lines] == ["Ana" if one["user_id"] else "" for one in in_order]


def test_who_took_what_is_recorded_and_it_goes_after_a_week(
    platform: Platform, client: TestClient, owner: Person, stranger: Person, runner: Runner
) -> None:
    written(owner, runner)
    (export,) = owner.get(PATH).json()["items"]
    entries = owner.get("/api/v1/audit", params={"action": "report.exported"}).json()["items"]
    assert [entry["subject_id"] for entry in entries] == [export["id"]]
    assert stranger.get(f"{PATH}/{export['id']}").json()["code"] == "export_not_found"
    agent = join(platform, client, "agent", owner.tenant_id)
    assert agent.post(PATH, json={}).json()["code"] == "permission_missing"
    with platform.database.transaction(SYSTEM) as session:
        over = utc_now() - timedelta(seconds=1)
        session.execute(
            sa.update(ReportExport).where(ReportExport.tenant_id == owner.tenant_id).values(expires_at=over)
        )
    assert owner.get(PATH).json()["items"] == []
    assert owner.get(f"{PATH}/{export['id']}/download").json()["code"] == "export_not_found"


@pytest.mark.parametrize("began", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_reckoned_when_the_file_is_opened(began: str) -> None:
    rows = [(f"{began}1+1", "a;b", -3, 2.5, datetime(2026, 11, 27, 3, tzinfo=UTC), None)]
    told = "".join(csv_lines(rows, "pt-BR", ZONE))
    (cells,) = csv.reader(io.StringIO(told.removeprefix("\ufeff"), newline=""), delimiter=";")
    assert cells == [f"'{began}1+1", "a;b", "-3", "2,5", "2026-11-27 00:00:00", ""]
