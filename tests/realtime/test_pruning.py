"""What was said for a while only goes, chat stays, and who missed what is gone is told so."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import update

from people import Person
from socket_lines import Server, open_line
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.clock import utc_now
from tecnocursos.realtime.messages import PruneRooms
from tecnocursos.realtime.models import Notification, Room, RoomEvent
from tecnocursos.realtime.service import notify, tell
from tecnocursos.worker.running import Runner


def _prune(platform: Platform, runner: Runner) -> None:
    with platform.database.transaction(SYSTEM) as session:
        job_id = enqueue(session, PruneRooms())
    assert runner.run(job_id)


def test_what_has_had_its_time_goes(server: Server, platform: Platform, owner: Person, runner: Runner) -> None:
    tenant_id = owner.tenant_id
    with platform.database.transaction(tenant_id) as session:
        for number in range(3):
            tell(session, tenant_id, "equipe", "note", {"number": number})
        tell(session, tenant_id, "equipe", "chat", {"text": "fica"})
    past = utc_now() - timedelta(minutes=1)
    with platform.database.transaction(tenant_id) as session:
        session.execute(
            update(RoomEvent).where(RoomEvent.tenant_id == tenant_id, RoomEvent.seq <= 2).values(expires_at=past)
        )
    _prune(platform, runner)
    with open_line(server, owner, "/ws/room/equipe?since=2") as line:
        assert line.expect("note")["payload"] == {"number": 2}
        assert line.expect("chat")["seq"] == 4
        line.expect("resumed", since=2)
    for since in (1, 99):
        with open_line(server, owner, f"/ws/room/equipe?since={since}") as line:
            gap = line.expect("gap", since=since)
            assert gap["seq"] >= 4
            assert line.texts("equipe") == []
    assert [message["text"] for message in owner.get("/api/v1/rooms/equipe/messages").json()["items"]] == ["fica"]


def test_rooms_of_old_jobs_and_old_notifications_go(platform: Platform, owner: Person, runner: Runner) -> None:
    tenant_id, user_id = owner.tenant_id, owner.actor.user_id
    assert user_id is not None
    with platform.database.transaction(tenant_id) as session:
        tell(session, tenant_id, f"job:{tenant_id}", "note", {})
        for kind in ("old.read", "old.unread", "ancient"):
            notify(session, tenant_id, user_id, kind, {})
    long_ago = utc_now() - timedelta(days=100)
    with platform.database.transaction(tenant_id) as session:
        own = Notification.tenant_id == tenant_id
        session.execute(update(Notification).where(own).values(created_at=long_ago))
        session.execute(update(Notification).where(own, Notification.kind == "old.read").values(read_at=long_ago))
        session.execute(
            update(Notification)
            .where(own, Notification.kind == "ancient")
            .values(created_at=long_ago - timedelta(days=300))
        )
        session.execute(update(RoomEvent).where(RoomEvent.tenant_id == tenant_id).values(expires_at=long_ago))
        session.execute(update(Room).where(Room.tenant_id == tenant_id).values(told_at=long_ago))
    _prune(platform, runner)
    assert [item["kind"] for item in owner.get("/api/v1/notifications").json()["items"]] == ["old.unread"]
    with platform.database.transaction(tenant_id) as session:
        left = {room.name for room in session.query(Room).where(Room.tenant_id == tenant_id)}
    assert left == {f"user:{user_id}"}
