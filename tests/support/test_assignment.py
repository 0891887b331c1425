"""What waits is given to who is available; promises run in opening hours, and the inbox is told when one is broken."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from people import Person, join
from support.conftest import Meta, text
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.clock import utc_now
from tecnocursos.realtime.models import RoomEvent
from tecnocursos.support.messages import TidySupport
from tecnocursos.support.models import Conversation
from tecnocursos.worker.running import Runner

ROOT = "/api/v1/support"
BOX = "/api/v1/conversations"


@pytest.fixture
def agents(platform: Platform, client: TestClient, owner: Person) -> list[Person]:
    return [join(platform, client, "agent", owner.tenant_id) for _ in range(3)]


def set_up(owner: Person, **changes: Any) -> None:
    done = owner.patch(f"{ROOT}/settings", json={"assigns_by_load": True} | changes, headers={"If-Match": "*"})
    assert done.status_code == 200, done.text


def be_there(owner: Person, person: Person, capacity: int) -> None:
    path = f"{ROOT}/people/{person.actor.user_id}"
    owner.put(path, json={"capacity": capacity})
    assert person.put(path, json={"is_available": True}).json()["is_available"]


def ask_for_people(meta: Meta, runner: Runner, count: int, first: int = 0, words: str = "atendente") -> None:
    """As many customers ask for a person."""
    meta.deliver(*(text(words, f"55119876{number:05}") for number in range(first, first + count)))
    work(runner)


def work(runner: Runner) -> None:
    while runner.run_next(("webhooks", "chat", "quick")):
        pass


def told_late(owner: Person, platform: Platform, runner: Runner) -> list[RoomEvent]:
    """What the inbox was told of late ones when everything that comes due was done."""
    with platform.database.transaction(SYSTEM) as session:
        enqueue(session, TidySupport())
    while runner.run_next(("reports",)):
        pass
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        rows = session.scalars(sa.select(RoomEvent).where(RoomEvent.tenant_id == owner.tenant_id)).all()
        return [row for row in rows if row.payload.get("what") == "late"]


def holders(owner: Person) -> Counter[str | None]:
    found = owner.get(BOX, params={"box": "open", "limit": 100}).json()["items"]
    return Counter(one["assignee_id"] for one in found if one["holder"] != "bot")


def test_nobody_is_given_more_than_they_take_and_the_rest_waits(
    owner: Person, agents: list[Person], meta: Meta, runner: Runner
) -> None:
    set_up(owner, burst_seconds=0)
    for person, capacity in zip(agents, (1, 2, 3), strict=True):
        be_there(owner, person, capacity)
    ask_for_people(meta, runner, 8)
    assert holders(owner) == {
        str(agents[0].actor.user_id): 1,
        str(agents[1].actor.user_id): 2,
        str(agents[2].actor.user_id): 3,
        None: 2,
    }
    told = agents[0].get("/api/v1/notifications").json()["items"]
    assert [one["kind"] for one in told] == ["conversation.given"]
    mine = agents[0].get(BOX, params={"box": "mine"}).json()["items"]
    agents[0].post(f"{BOX}/{mine[0]['id']}/resolve")
    work(runner)
    assert holders(owner)[str(agents[0].actor.user_id)] == 1
    assert owner.get(f"{BOX}/counts").json()["queue"] == 1


def test_many_who_give_and_take_at_once_give_nobody_too_much(
    owner: Person, agents: list[Person], meta: Meta, platform: Platform, runner: Runner
) -> None:
    set_up(owner, burst_seconds=0)
    for person in agents:
        be_there(owner, person, 2)
    meta.deliver(*(text("atendente", f"55119876{number:05}") for number in range(12)))
    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(work, Runner(platform, f"at once {number}")) for number in range(4)]:
            done.result()
    work(runner)
    assert holders(owner) == {str(person.actor.user_id): 2 for person in agents} | {None: 6}

    def resolve_all(person: Person) -> None:
        for held in person.get(BOX, params={"box": "mine"}).json()["items"]:
            assert person.post(f"{BOX}/{held['id']}/resolve").status_code == 200

    with ThreadPoolExecutor(4) as pool:
        for done in [pool.submit(resolve_all, person) for person in agents] + [pool.submit(work, runner)]:
            done.result()
    work(runner)
    assert holders(owner) == {str(person.actor.user_id): 2 for person in agents}


def test_it_goes_round_among_those_with_the_same_load(
    owner: Person, agents: list[Person], meta: Meta, runner: Runner
) -> None:
    set_up(owner, burst_seconds=0)
    for person in agents:
        be_there(owner, person, 5)
    ask_for_people(meta, runner, 3)
    assert set(holders(owner).values()) == {1}
    for person in agents:  # so that all are free again, and only the time since tells them apart
        (held,) = person.get(BOX, params={"box": "mine"}).json()["items"]
        person.post(f"{BOX}/{held['id']}/resolve")
    ask_for_people(meta, runner, 3, first=100)
    assert set(holders(owner).values()) == {1}


def test_what_waits_is_given_to_who_comes_and_what_was_put_back_is_not_given_again(
    owner: Person, agents: list[Person], meta: Meta, runner: Runner
) -> None:
    set_up(owner, burst_seconds=0)
    ask_for_people(meta, runner, 1)
    assert holders(owner) == {None: 1}
    be_there(owner, agents[0], 5)
    work(runner)
    assert holders(owner) == {str(agents[0].actor.user_id): 1}
    (held,) = agents[0].get(BOX, params={"box": "mine"}).json()["items"]
    agents[0].post(f"{BOX}/{held['id']}/assign", json={})
    work(runner)
    assert holders(owner) == {None: 1}
    be_there(owner, agents[1], 5)
    work(runner)
    assert holders(owner) == {str(agents[1].actor.user_id): 1}


def test_a_subject_goes_to_its_team_and_to_nobody_else(
    owner: Person, agents: list[Person], meta: Meta, runner: Runner
) -> None:
    set_up(owner, burst_seconds=0)
    team = owner.post(f"{ROOT}/teams", json={"name": "Retenção", "subjects": ["other"]}).json()
    be_there(owner, agents[0], 5)
    ask_for_people(meta, runner, 1)
    (waiting,) = owner.get(BOX, params={"box": "queue"}).json()["items"]
    assert waiting["team_id"] == team["id"]
    owner.put(f"{ROOT}/teams/{team['id']}/members", json={"user_ids": [str(agents[0].actor.user_id)]})
    work(runner)
    assert holders(owner) == {str(agents[0].actor.user_id): 1}


def test_off_hours_nobody_is_given_anything_and_the_customer_is_told_when_people_answer(
    owner: Person, agents: list[Person], meta: Meta, runner: Runner
) -> None:
    local = utc_now().astimezone(ZoneInfo("America/Sao_Paulo"))
    in_three_days = {"weekday": (local.weekday() + 3) % 7, "opens": "08:00", "closes": "18:00"}
    set_up(owner, burst_seconds=0, hours=[in_three_days], first_reply_minutes=30)
    be_there(owner, agents[0], 5)
    ask_for_people(meta, runner, 1)
    assert holders(owner) == {None: 1}
    (waiting,) = owner.get(BOX, params={"box": "queue"}).json()["items"]
    said = owner.get(f"{BOX}/{waiting['id']}/messages").json()["items"]
    (bubble,) = [one for one in said if one["direction"] == "out"]
    opening = (local + timedelta(days=3)).replace(hour=8, minute=0, second=0, microsecond=0)
    assert f"{opening:%d/%m}, às 08:00" in bubble["text"]
    due = opening + timedelta(minutes=30)
    assert waiting["sla"] == {
        "first_reply_due_at": due.astimezone(ZoneInfo("UTC")).isoformat().replace("+00:00", "Z"),
        "resolution_due_at": None,
        "is_late": False,
    }


def test_a_broken_promise_is_told_once_and_stands_in_a_box_of_its_own(
    owner: Person, agents: list[Person], meta: Meta, runner: Runner, platform: Platform
) -> None:
    set_up(owner, burst_seconds=0, first_reply_minutes=5, assigns_by_load=False)
    ask_for_people(meta, runner, 2)
    (late, _) = owner.get(BOX, params={"box": "queue"}).json()["items"]
    with platform.database.transaction(SYSTEM) as session:
        past = utc_now() - timedelta(minutes=1)
        session.execute(
            sa.update(Conversation).where(Conversation.id == UUID(late["id"])).values(first_reply_due_at=past)
        )
    first = told_late(owner, platform, runner)
    assert [row.payload["conversation_id"] for row in first] == [late["id"]]
    assert [row.seq for row in told_late(owner, platform, runner)] == [row.seq for row in first]
    (found,) = owner.get(BOX, params={"box": "late"}).json()["items"]
    assert (found["id"], found["sla"]["is_late"]) == (late["id"], True)
    assert owner.get(f"{BOX}/counts").json()["late"] == 1
    agents[0].post(f"{BOX}/{late['id']}/take")
    agents[0].post(f"{BOX}/{late['id']}/messages", json={"text": "Boa tarde!"})
    assert owner.get(f"{BOX}/counts").json()["late"] == 0
    assert agents[0].post(f"{BOX}/{late['id']}/give-back").json()["sla"] is None
