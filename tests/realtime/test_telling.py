"""What is told is written with the change that it tells of, in the order of commits, and wakes after it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select

from people import Person, join
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.bus import WakeUp
from tecnocursos.realtime.models import Room, RoomEvent
from tecnocursos.realtime.service import notify, tell


def _heard(platform: Platform, person: Person, room: str) -> list[tuple[int, str, dict[str, Any]]]:
    with platform.database.transaction(person.tenant_id, is_reading=True) as session:
        rows = session.scalars(
            select(RoomEvent)
            .join(Room, Room.id == RoomEvent.room_id)
            .where(Room.tenant_id == person.tenant_id, Room.name == room)
            .order_by(RoomEvent.seq)
        )
        return [(row.seq, row.kind, row.payload) for row in rows]


@pytest.fixture
def wake_ups(platform: Platform) -> Iterator[list[WakeUp]]:
    heard: list[WakeUp] = []
    stop = platform.database.bus.listen(heard.append)
    yield heard
    stop()


def test_numbers_have_no_gaps_whatever_is_rolled_back(
    platform: Platform, owner: Person, wake_ups: list[WakeUp]
) -> None:
    def speak(number: int) -> None:
        with platform.database.open(owner.tenant_id) as session:
            tell(session, owner.tenant_id, "sala", "note", {"number": number})
            session.execute(select(1))
            if number % 3:
                session.commit()

    threads = [threading.Thread(target=speak, args=(number,)) for number in range(24)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    heard = _heard(platform, owner, "sala")
    assert [seq for seq, _, _ in heard] == list(range(1, 17))
    assert {payload["number"] for _, _, payload in heard} == {number for number in range(24) if number % 3}
    assert sorted(wake_up.seq for wake_up in wake_ups) == list(range(1, 17))


def test_two_that_tell_the_same_rooms_in_other_orders_do_not_block_each_other(
    platform: Platform, owner: Person
) -> None:
    errors: list[BaseException] = []

    def speak(rooms: list[str]) -> None:
        try:
            for _ in range(10):
                with platform.database.transaction(owner.tenant_id) as session:
                    for room in rooms:
                        tell(session, owner.tenant_id, room, "note", {})
                        session.execute(select(1))
        except BaseException as error:  # noqa: BLE001
            errors.append(error)

    threads = [threading.Thread(target=speak, args=(rooms,)) for rooms in (["ida", "volta"], ["volta", "ida"])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(_heard(platform, owner, "ida")) == len(_heard(platform, owner, "volta")) == 20


def test_of_a_savepoint_that_did_not_happen_nothing_is_said(platform: Platform, owner: Person) -> None:
    with platform.database.transaction(owner.tenant_id) as session:
        tell(session, owner.tenant_id, "sala", "note", {"kept": 1})
        inner = session.begin_nested()
        tell(session, owner.tenant_id, "sala", "note", {"lost": 1})
        inner.rollback()
        with session.begin_nested():
            tell(session, owner.tenant_id, "sala", "note", {"kept": 2})
    assert _heard(platform, owner, "sala") == [(1, "note", {"kept": 1}), (2, "note", {"kept": 2})]


def test_of_one_subject_only_the_last_word_is_kept(platform: Platform, owner: Person) -> None:
    for fraction in (0.1, 0.2, 0.3):
        with platform.database.transaction(owner.tenant_id) as session:
            tell(session, owner.tenant_id, "sala", "progress", {"fraction": fraction - 0.05}, subject="job")
            tell(session, owner.tenant_id, "sala", "progress", {"fraction": fraction}, subject="job")
    assert _heard(platform, owner, "sala") == [(3, "progress", {"fraction": 0.3})]


def test_rooms_of_the_same_name_are_each_tenants_own(platform: Platform, client: TestClient, owner: Person) -> None:
    stranger = join(platform, client)
    for person in (owner, stranger, stranger):
        with platform.database.transaction(person.tenant_id) as session:
            tell(session, person.tenant_id, "sala", "note", {})
    assert [seq for seq, _, _ in _heard(platform, owner, "sala")] == [1]
    assert [seq for seq, _, _ in _heard(platform, stranger, "sala")] == [1, 2]


def test_a_notification_stays_until_it_is_read(platform: Platform, client: TestClient, owner: Person) -> None:
    colleague = join(platform, client, "viewer", owner.tenant_id)
    user_id = owner.actor.user_id
    assert user_id is not None
    with platform.database.transaction(owner.tenant_id) as session:
        for number in range(3):
            notify(session, owner.tenant_id, user_id, "render.done", {"number": number})
    listed = owner.get("/api/v1/notifications").json()["items"]
    assert [item["payload"]["number"] for item in listed] == [2, 1, 0]
    assert [payload["id"] for _, _, payload in _heard(platform, owner, f"user:{user_id}")] == [
        item["id"] for item in listed[::-1]
    ]
    assert owner.get("/api/v1/notifications/unread-count").json() == {"unread": 3}
    read = owner.post(f"/api/v1/notifications/{listed[0]['id']}/read").json()
    assert read["read_at"]
    assert owner.post(f"/api/v1/notifications/{listed[0]['id']}/read").json()["read_at"] == read["read_at"]
    unread = owner.get("/api/v1/notifications", params={"is_unread": True}).json()["items"]
    assert unread == listed[1:]
    # Nobody else sees or changes them, not in the same tenant either.
    for other in (colleague, join(platform, client)):
        assert other.get("/api/v1/notifications").json()["items"] == []
        answer = other.post(f"/api/v1/notifications/{listed[1]['id']}/read")
        assert (answer.status_code, answer.json()["code"]) == (404, "notification_not_found")
        assert other.post("/api/v1/notifications/read-all").status_code == 204
    assert owner.get("/api/v1/notifications/unread-count").json() == {"unread": 2}
    assert owner.post("/api/v1/notifications/read-all").status_code == 204
    assert owner.get("/api/v1/notifications/unread-count").json() == {"unread": 0}
