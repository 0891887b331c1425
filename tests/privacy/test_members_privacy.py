"""Members: a copy of what is kept about one, and being forgotten."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient

from people import Person, join
from tecnocursos.accounts.models import Member, SignIn, User
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.clock import utc_now
from tecnocursos.worker.running import Runner


@pytest.fixture
def editor(platform: Platform, client: TestClient, owner: Person) -> Person:
    return join(platform, client, "editor", owner.tenant_id)


def _work(runner: Runner) -> None:
    while runner.run_next(("reports",)):
        pass


def _confirm(platform: Platform, person: Person) -> None:
    with platform.database.transaction(SYSTEM) as session:
        mine = SignIn.id == person.actor.session_id
        session.execute(sa.update(SignIn).where(mine).values(confirmed_at=utc_now()))


def test_a_member_gets_what_is_kept_about_them(editor: Person, owner: Person, runner: Runner) -> None:
    path = f"/api/v1/users/{editor.actor.user_id}/export"
    assert editor.get(path).status_code == 202
    _work(runner)
    ready = editor.get(path)
    assert (ready.status_code, ready.json()["state"]) == (200, "ready")
    package = zipfile.ZipFile(io.BytesIO(editor.get(ready.json()["file_path"]).content))
    told = json.loads(package.read("data.json"))
    assert (told["account"]["name"], told["membership"]["role"]) == ("Ana", "editor")
    assert len(told["sign_ins"]) == 1
    assert "data_export.requested" in {one["action"] for one in told["record"]}
    assert owner.get(ready.json()["file_path"]).status_code == 404
    assert owner.get(path).status_code == 202
    assert editor.get(f"/api/v1/users/{owner.actor.user_id}/export").json()["code"] == "permission_missing"


def test_a_member_is_forgotten_and_the_last_owner_is_not(
    platform: Platform, editor: Person, owner: Person, runner: Runner
) -> None:
    path = f"/api/v1/users/{editor.actor.user_id}/data"
    assert editor.delete(f"/api/v1/users/{owner.actor.user_id}/data").status_code == 403
    assert owner.delete(path).json()["code"] == "confirmation_needed"
    _confirm(platform, owner)
    assert owner.delete(f"/api/v1/users/{owner.actor.user_id}/data").json()["code"] == "last_owner"
    with platform.database.transaction(SYSTEM) as session:
        email = session.get_one(User, editor.actor.user_id).email
    asked = owner.delete(path)
    assert asked.status_code == 202, asked.text
    _work(runner)
    assert owner.get(asked.headers["location"]).json()["state"] == "succeeded"
    assert editor.get("/api/v1/account").status_code == 401
    with platform.database.transaction(SYSTEM) as session:
        user = session.get_one(User, editor.actor.user_id)
        assert (user.name, user.is_disabled, user.email == email) == ("—", True, False)
        assert session.scalar(sa.select(Member.id).where(Member.user_id == user.id)) is None
    assert {"member.erasure_requested", "member.erased", "person.erased"} <= {
        one["action"] for one in owner.get("/api/v1/audit").json()["items"]
    }
    assert owner.delete(path).json()["code"] == "person_not_found"


def test_whoever_belongs_elsewhere_keeps_the_account(
    platform: Platform, editor: Person, owner: Person, stranger: Person, runner: Runner
) -> None:
    with platform.database.transaction(SYSTEM) as session:
        session.add(Member(tenant_id=stranger.tenant_id, user_id=editor.actor.user_id, role="viewer"))
    _confirm(platform, editor)
    assert editor.delete(f"/api/v1/users/{editor.actor.user_id}/data").status_code == 202
    _work(runner)
    with platform.database.transaction(SYSTEM) as session:
        assert (session.get_one(User, editor.actor.user_id).name, stranger.get("/api/v1/members").status_code) == (
            "Ana",
            200,
        )
        left = session.scalars(sa.select(Member.tenant_id).where(Member.user_id == editor.actor.user_id)).all()
        assert left == [stranger.tenant_id]
