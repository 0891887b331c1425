"""Two people at one project: nothing is overwritten, the order stays whole, and each hears of the other's changes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

from sqlalchemy import select
from studio_rows import BULLETS, LINES, new_project, new_scene, titles

from people import Person
from tecnocursos.audit.models import AuditEntry
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.realtime.models import Room, RoomEvent


def at_once(*calls: Any) -> list[Any]:
    with ThreadPoolExecutor(len(calls)) as threads:
        return [future.result() for future in [threads.submit(call) for call in calls]]


def test_of_two_changes_of_the_same_version_one_is_kept(owner: Person) -> None:
    scene = new_scene(owner, new_project(owner)["id"])
    path, seen = f"/api/v1/scenes/{scene['id']}", {"If-Match": f'"{scene["version"]}"'}

    def change(chapter: str) -> Any:
        return owner.patch(path, json={"chapter": chapter}, headers=seen)

    answers = at_once(lambda: change("A"), lambda: change("B"))
    kept = [answer for answer in answers if answer.status_code == 200]
    assert len(kept) == 1
    assert {answer.status_code for answer in answers} <= {200, 409, 412}
    assert owner.get(path).json() == kept[0].json()


def test_scenes_added_and_taken_out_at_once_leave_no_gap(owner: Person) -> None:
    project = new_project(owner)["id"]
    scenes = [new_scene(owner, project, slide=BULLETS | {"title": str(number)}) for number in range(4)]
    new = {"project_id": project, "slide": BULLETS, "lines": LINES, "position": 0}
    answers = at_once(
        lambda: owner.post("/api/v1/scenes", json=new),
        lambda: owner.post(f"/api/v1/scenes/{scenes[0]['id']}/duplicate"),
        lambda: owner.delete(f"/api/v1/scenes/{scenes[1]['id']}", headers={"If-Match": "*"}),
        lambda: owner.post(f"/api/v1/scenes/{scenes[2]['id']}/split", json={"line": 1}, headers={"If-Match": "*"}),
    )
    assert [answer.status_code for answer in answers] == [201, 201, 204, 201]
    assert len(titles(owner, project)) == 7


def test_every_change_is_recorded_and_told_without_content(platform: Platform, owner: Person) -> None:
    project = new_project(owner)["id"]
    scene = new_scene(owner, project)
    path = f"/api/v1/scenes/{scene['id']}"
    changed = owner.patch(path, json={"chapter": "Segredo"}, headers={"If-Match": "*"}).json()
    owner.delete(path, headers={"If-Match": "*"})
    with platform.database.transaction(owner.tenant_id, is_reading=True) as session:
        told = session.execute(
            select(RoomEvent.kind, RoomEvent.payload)
            .join(Room, Room.id == RoomEvent.room_id)
            .where(RoomEvent.tenant_id == owner.tenant_id, Room.name == f"project:{project}")
            .order_by(RoomEvent.seq)
        ).all()
        recorded = session.execute(
            select(AuditEntry.action, AuditEntry.changes).where(
                AuditEntry.tenant_id == owner.tenant_id, AuditEntry.subject_kind == "scene"
            )
        ).all()
    of_scene = [(kind, payload) for kind, payload in told if kind.startswith("scene.")]
    assert [kind for kind, _ in of_scene] == ["scene.created", "scene.changed", "scene.deleted"]
    assert of_scene[1][1] == {"id": scene["id"], "version": changed["version"]}
    assert sorted(action for action, _ in recorded) == ["scene.changed", "scene.created", "scene.deleted"]
    assert "Segredo" not in str(told) + str(recorded)
