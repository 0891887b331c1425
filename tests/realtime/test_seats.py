"""Who is seen in a room is who is there, whatever went wrong with its rows."""

from __future__ import annotations

from datetime import timedelta

from fastapi.testclient import TestClient
from sqlalchemy import delete, select

from people import Person, join
from socket_lines import Server, open_line
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id
from tecnocursos.realtime.models import Presence, Room


def test_seats_are_mended(server: Server, platform: Platform, client: TestClient, owner: Person) -> None:
    colleague = join(platform, client, "editor", owner.tenant_id)
    with open_line(server, owner, "/ws/room/equipe") as line:
        line.expect("join_room")
        with platform.database.transaction(owner.tenant_id) as session:
            seat = session.scalars(
                select(Presence).join(Room).where(Room.tenant_id == owner.tenant_id, Room.name == "equipe")
            ).one()
            # Somebody who left in the moment in which their row was written again.
            session.add(
                Presence(
                    tenant_id=owner.tenant_id,
                    room_id=seat.room_id,
                    connection_id=new_id(),
                    user_id=colleague.actor.user_id,
                    process_id=seat.process_id,
                    is_shown=True,
                    expires_at=utc_now() + timedelta(minutes=5),
                )
            )
            # Somebody whose process stood still for so long that others took it for dead.
            session.execute(delete(Presence).where(Presence.connection_id == seat.connection_id))
        seen = {
            (frame["from"], frame["payload"]["state"]) for frame in (line.expect("presence"), line.expect("presence"))
        }
        assert seen == {(str(owner.actor.user_id), "here"), (str(colleague.actor.user_id), "gone")}
        assert [(room["name"], room["people"]) for room in owner.get("/ws/rooms").json()] == [("equipe", 1)]
