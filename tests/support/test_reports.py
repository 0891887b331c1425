"""Figures of customer service: as a plain reckoning finds them, and as a day at the desk makes them."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from fastapi.testclient import TestClient

from people import Person, join
from support.report_world import Rows, plain_figures, plain_hours, plain_volume, serve
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.support.desk_settings import change_settings

PATH = "/api/v1/support/reports"
FIRST, LAST = date(2026, 10, 26), date(2026, 11, 8)
"""With the end of summer time in New York, 1 November."""


def of_days(rows: Rows, column: str, zone: ZoneInfo, first: date, last: date) -> Rows:
    return [row for row in rows if first <= row[column].astimezone(zone).date() <= last]


@pytest.mark.parametrize("zone_name", ["America/Sao_Paulo", "America/New_York", "Asia/Kolkata"])
def test_a_report_says_what_a_plain_reckoning_finds(
    platform: Platform, client: TestClient, owner: Person, zone_name: str
) -> None:
    zone = ZoneInfo(zone_name)
    agent = join(platform, client, "agent", owner.tenant_id)
    users = [user for person in (owner, agent) if (user := person.actor.user_id) is not None]
    begin = datetime.combine(FIRST - timedelta(days=16), time(), zone)
    with platform.database.transaction(owner.tenant_id) as session:
        change_settings(session, owner.actor, {"time_zone": zone_name})
        moments = [begin + timedelta(days=day) for day in range(33)]
        served = serve(session, owner.tenant_id, users, moments, per_day=6, seed=random.randrange(10**6))
    days = {"since": str(FIRST), "until": str(LAST)}
    told = owner.get(f"{PATH}/overview", params=days).json()
    episodes = of_days(served.episodes, "began_at", zone, FIRST, LAST)
    messages = of_days(served.messages, "sent_at", zone, FIRST, LAST)
    assert told["figures"] == plain_figures(episodes)
    before = (FIRST - timedelta(days=14), FIRST - timedelta(days=1))
    assert told["figures_before"] == plain_figures(of_days(served.episodes, "began_at", zone, *before))
    assert told["volume"] == plain_volume(messages)
    assert told["hours"] == plain_hours(messages, zone)
    assert len(told["days"]) == 14
    for day in told["days"]:
        today = date.fromisoformat(day.pop("day"))
        count = len(of_days(served.episodes, "began_at", zone, today, today))
        assert day == plain_volume(of_days(served.messages, "sent_at", zone, today, today)) | {"conversations": count}
    reasons = Counter(one["reason"] for one in episodes if one["reason"])
    assert {one["name"]: one["count"] for one in told["reasons"]} == reasons
    kinds = Counter(one["kind"] for one in of_days(served.protocols, "created_at", zone, FIRST, LAST))
    assert {one["name"]: one["count"] for one in told["protocols"]} == kinds
    runs = Counter((one["name"], one["outcome"]) for one in of_days(served.runs, "begun_at", zone, FIRST, LAST))
    for one in told["workflows"]:
        name = one["name"]
        assert one["completed"] == runs[name, "completed"]
        assert one["left"] == runs[name, "left"] + runs[name, None]  # nobody came back to it
    billed = Counter(one["pricing"] for one in messages if one["is_billable"])
    assert {one["category"]: one["messages"] for one in told["costs"]["categories"]} == billed
    assert told["costs"]["micros"] == billed.total() * 6800
    _check_parts(owner, served.episodes, zone, days)


def _check_parts(owner: Person, all_episodes: Rows, zone: ZoneInfo, days: dict[str, str]) -> None:
    episodes = of_days(all_episodes, "began_at", zone, FIRST, LAST)
    for by, column in (("number", "channel_id"), ("team", "team_id"), ("person", "user_id")):
        lines = owner.get(f"{PATH}/breakdown", params=days | {"by": by}).json()["lines"]
        assert sum(line["figures"]["conversations"] for line in lines) == len(episodes)
        for line in lines:
            wanted = UUID(line["id"]) if line["id"] else None
            part = [one for one in episodes if one[column] == wanted]
            assert line["figures"] == plain_figures(part)
            assert (line["name"] is None) == (wanted is None)
            if wanted is not None:
                told = owner.get(f"{PATH}/overview", params=days | {column: line["id"]}).json()
                assert told["figures"] == plain_figures(part)


def test_without_customers_there_are_zeros_and_no_times(owner: Person) -> None:
    told = owner.get(f"{PATH}/overview", params={"days": 30}).json()
    assert told["figures"]["conversations"] == 0
    assert told["figures"]["bot_reply"] == {"count": 0, "median_seconds": None, "p90_seconds": None}
    assert told["figures"]["satisfaction"]["average"] is None
    assert len(told["days"]) == 30
    empty = {"waiting": 0, "oldest_waiting_since": None, "with_people": 0, "with_bot": 0}
    assert owner.get(f"{PATH}/backlog").json() == empty


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"since": "2026-11-08", "until": "2026-11-07"}, "before it begins"),
        ({"since": "2024-01-01", "until": "2026-01-01"}, "366 days"),
        ({"since": "1900-01-01", "until": "1900-01-02"}, "2000"),
    ],
)
def test_a_period_that_cannot_be_is_refused_with_the_reason(owner: Person, asked: dict[str, str], says: str) -> None:
    refused = owner.get(f"{PATH}/overview", params=asked)
    assert (refused.status_code, refused.json()["code"]) == (422, "period_unusable")
    assert says in refused.json()["detail"]


def test_rates_are_set_from_the_version_that_was_read(owner: Person) -> None:
    told = owner.get(f"{PATH}/rates").json()
    assert (told["currency"], told["rates"]["marketing"], told["is_default"]) == ("USD", 62500, True)
    wanted: dict[str, Any] = {"currency": "BRL", "rates": told["rates"] | {"service": 35000}}
    assert owner.put(f"{PATH}/rates", json=wanted).json()["code"] == "precondition_missing"
    changed = owner.put(f"{PATH}/rates", json=wanted, headers={"If-Match": '"0"'})
    assert changed.status_code == 200, changed.text
    assert changed.json()["is_default"] is False
    assert owner.put(f"{PATH}/rates", json=wanted, headers={"If-Match": '"0"'}).json()["code"] == "version_changed"
    assert owner.get(f"{PATH}/overview").json()["costs"]["currency"] == "BRL"


def test_who_only_serves_sees_no_reports(platform: Platform, client: TestClient, owner: Person) -> None:
    agent = join(platform, client, "agent", owner.tenant_id)
    for path in ("overview", "breakdown", "backlog"):
        assert agent.get(f"{PATH}/{path}").json()["code"] == "permission_missing"
    # What a template costs, whoever sends one is told.
    told = agent.get(f"{PATH}/rates").json()
    assert told["rates"]["utility"] == 6800
    wanted = {"currency": told["currency"], "rates": told["rates"]}
    assert agent.put(f"{PATH}/rates", json=wanted).json()["code"] == "permission_missing"
