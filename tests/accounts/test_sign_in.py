"""Sign-in, refresh, and the end of it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from newcomers import Newcomer, Town, new_address
from people import Person, join
from tecnocursos.accounts import attempts, doorkeeping
from tecnocursos.accounts.disabling import PersonUnknown, disable, enable
from tecnocursos.accounts.doorkeeping import Source
from tecnocursos.accounts.jobs import _KEPT_AFTER_END
from tecnocursos.accounts.messages import ForgetExpired
from tecnocursos.accounts.models import RefreshToken, SignIn
from tecnocursos.accounts.signing_in import RACE_SECONDS
from tecnocursos.api.addresses import network_of
from tecnocursos.audit.models import AuditEntry
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id


def refresh(client: TestClient, token: str) -> Any:
    return client.post("/api/v1/auth/refresh", json={"refresh_token": token})


def age_refresh_tokens(platform: Platform, sign_in_id: str) -> None:
    """As if they had been used before the moment in which two tabs may race."""
    with platform.database.transaction(SYSTEM) as session:
        session.execute(
            update(RefreshToken)
            .where(RefreshToken.sign_in_id == UUID(sign_in_id), RefreshToken.used_at.is_not(None))
            .values(used_at=utc_now() - timedelta(seconds=RACE_SECONDS + 1))
        )


def actions(platform: Platform, tenant_id: str) -> list[str]:
    with platform.database.transaction(SYSTEM) as session:
        entries = select(AuditEntry.action).where(AuditEntry.tenant_id == UUID(tenant_id)).order_by(AuditEntry.sequence)
        return list(session.scalars(entries))


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(newcomer: Newcomer) -> None:
    wrong = newcomer.try_sign_in(password="cinco cavalos azuis")
    unknown = newcomer.try_sign_in(email=new_address())
    assert wrong.status_code == unknown.status_code == 401
    bodies = [answer.json() | {"trace_id": ""} for answer in (wrong, unknown)]
    assert bodies[0] == bodies[1]
    assert bodies[0]["code"] == "credentials_wrong"


def test_what_happens_at_the_door_is_recorded(town: Town, newcomer: Newcomer) -> None:
    newcomer.try_sign_in(password="cinco cavalos azuis")
    newcomer.sign_in().post("/api/v1/auth/sign-out")
    recorded = actions(town.platform, newcomer.tokens["tenant_id"])
    assert recorded[-3:] == ["sign_in.refused", "sign_in.begun", "sign_in.ended"]


def test_sign_out_is_final_at_once(newcomer: Newcomer) -> None:
    other = newcomer.sign_in()
    assert newcomer.post("/api/v1/auth/sign-out").status_code == 204
    assert not newcomer.is_signed_in()
    assert refresh(newcomer.client, newcomer.tokens["refresh_token"]).json()["code"] == "refresh_refused"
    assert other.is_signed_in()


def test_sign_out_everywhere(newcomer: Newcomer) -> None:
    others = [newcomer.sign_in() for _ in range(2)]
    assert newcomer.post("/api/v1/auth/sign-out-everywhere").status_code == 204
    assert not any(one.is_signed_in() for one in (newcomer, *others))


def test_one_sees_ones_sign_ins_and_ends_one(newcomer: Newcomer) -> None:
    other = newcomer.sign_in()
    items = newcomer.get("/api/v1/account/sign-ins").json()["items"]
    assert [item["is_current"] for item in items] == [False, True]
    assert items[0]["client"] == "testclient"
    assert newcomer.delete(f"/api/v1/account/sign-ins/{items[0]['id']}").status_code == 204
    assert not other.is_signed_in()
    assert newcomer.delete(f"/api/v1/account/sign-ins/{items[0]['id']}").status_code == 404


def test_nobody_ends_the_sign_in_of_another(town: Town, newcomer: Newcomer) -> None:
    stranger = town.sign_up()
    answer = stranger.delete(f"/api/v1/account/sign-ins/{newcomer.tokens['sign_in_id']}")
    assert answer.json()["code"] == "sign_in_not_found"
    assert newcomer.is_signed_in()


def test_refresh_rotates(newcomer: Newcomer) -> None:
    first = newcomer.tokens["refresh_token"]
    newcomer.tokens = refresh(newcomer.client, first).json()
    assert newcomer.tokens["refresh_token"] != first
    assert newcomer.is_signed_in()
    assert refresh(newcomer.client, newcomer.tokens["refresh_token"]).status_code == 200


def test_a_used_refresh_token_ends_the_family(town: Town, newcomer: Newcomer) -> None:
    stolen = newcomer.tokens["refresh_token"]
    newcomer.tokens = refresh(newcomer.client, stolen).json()
    age_refresh_tokens(town.platform, newcomer.tokens["sign_in_id"])
    assert refresh(newcomer.client, stolen).status_code == 401
    assert not newcomer.is_signed_in()
    assert refresh(newcomer.client, newcomer.tokens["refresh_token"]).status_code == 401
    assert actions(town.platform, newcomer.tokens["tenant_id"])[-1] == "sign_in.ended"
    assert "encerrado por segurança" in town.mails_to(newcomer.email)[-1]["Subject"]


def test_of_twenty_parallel_refreshes_one_wins_and_the_sign_in_lives(newcomer: Newcomer) -> None:
    token = newcomer.tokens["refresh_token"]
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda _: refresh(newcomer.client, token), range(20)))
    won = [answer for answer in answers if answer.status_code == 200]
    assert len(won) == 1
    assert {answer.json()["code"] for answer in answers if answer not in won} == {"refresh_raced"}
    newcomer.tokens = won[0].json()
    assert newcomer.is_signed_in()
    assert refresh(newcomer.client, newcomer.tokens["refresh_token"]).status_code == 200


def test_a_made_up_refresh_token_ends_nothing(newcomer: Newcomer) -> None:
    for token in ("x", newcomer.tokens["access_token"], str(uuid.uuid4()), "ß" * 100):
        assert refresh(newcomer.client, token).status_code == 401
    assert newcomer.client.post("/api/v1/auth/refresh").status_code == 401
    assert newcomer.is_signed_in()


@pytest.mark.parametrize("column", ["expires_at", "idle"])
def test_a_sign_in_ends_by_itself(town: Town, newcomer: Newcomer, column: str) -> None:
    now = utc_now()
    change = {"expires_at": now} if column == "expires_at" else {"created_at": now - timedelta(days=91)}
    with town.platform.database.transaction(SYSTEM) as session:
        session.execute(update(SignIn).where(SignIn.id == UUID(newcomer.tokens["sign_in_id"])).values(**change))
    if column == "idle":
        # Its next refresh finds the absolute end passed.
        newcomer.tokens = refresh(newcomer.client, newcomer.tokens["refresh_token"]).json()
    assert not newcomer.is_signed_in()
    assert refresh(newcomer.client, newcomer.tokens["refresh_token"]).status_code == 401


def test_a_guesser_elsewhere_is_stopped_and_the_owner_is_not(town: Town, newcomer: Newcomer) -> None:
    guesser, home = town.at("203.0.113.7"), town.at("198.51.100.1")
    codes = [newcomer.try_sign_in(guesser, password=f"palpite {number}").status_code for number in range(6)]
    assert codes == [401] * 5 + [429]
    assert newcomer.try_sign_in(guesser).status_code == 429
    assert newcomer.try_sign_in(home).status_code == 200
    assert actions(town.platform, newcomer.tokens["tenant_id"]).count("sign_in.locked") == 1


def count_wrong_passwords(town: Town, email: str, addresses: Iterable[str]) -> None:
    """As if a wrong password for this account had come from each address; without the cost of checking them."""
    parts = town.platform.accounts
    for address in addresses:
        with town.platform.database.transaction(SYSTEM) as session:
            attempts.take(session, doorkeeping._password_counts(parts, email, None, Source(network_of(address))))


def test_a_known_device_works_while_the_whole_world_guesses(town: Town, newcomer: Newcomer) -> None:
    device = newcomer.tokens["device_token"]
    count_wrong_passwords(town, newcomer.email, (f"203.0.113.{50 + number}" for number in range(30)))
    elsewhere = town.at("198.51.100.2")
    assert newcomer.try_sign_in(elsewhere).json()["code"] == "too_many_attempts"
    assert newcomer.try_sign_in(elsewhere, device_token=device).status_code == 200
    # So does whoever is signed in and proves it once more.
    assert newcomer.post("/api/v1/account/confirm", json={"password": newcomer.password}).status_code == 204
    # A device known to somebody else is known to nobody here.
    other = town.sign_up().tokens["device_token"]
    assert newcomer.try_sign_in(elsewhere, device_token=other).status_code == 429


def test_a_device_that_guesses_is_stopped_too(newcomer: Newcomer) -> None:
    device = newcomer.tokens["device_token"]
    codes = [newcomer.try_sign_in(password=f"palpite {n}", device_token=device).status_code for n in range(6)]
    assert codes == [401] * 5 + [429]


def test_parallel_guesses_are_all_counted(town: Town, newcomer: Newcomer) -> None:
    guesser = town.at("203.0.113.99")

    def guess(number: int) -> int:
        return newcomer.try_sign_in(guesser, password=f"palpite {number}").status_code

    with ThreadPoolExecutor(12) as pool:
        codes = list(pool.map(guess, range(12)))
    assert codes.count(401) + codes.count(503) <= 5
    assert set(codes) <= {401, 429, 503}


def test_one_address_trying_many_accounts_is_stopped(town: Town, newcomer: Newcomer) -> None:
    guesser = town.at("2001:db8:1:2::1")
    for number in range(100):
        count_wrong_passwords(town, f"pessoa{number}@example.com", [f"2001:db8:1:2::{number:x}"])
    assert newcomer.try_sign_in(guesser).status_code == 429


def test_a_disabled_person_is_out_at_once_until_they_are_let_back_in(town: Town, newcomer: Newcomer) -> None:
    key = newcomer.post("/api/v1/api-keys", json={"name": "Painel", "scopes": ["members:read"]}).json()["key"]

    def by_key() -> int:
        headers = {"Authorization": f"Bearer {key}"}
        return int(newcomer.client.get("/api/v1/members", headers=headers).status_code)

    def change(how: Callable[[Session, str], None]) -> None:
        with town.platform.database.transaction(SYSTEM) as session:
            how(session, newcomer.email)

    assert by_key() == 200
    change(disable)
    change(disable)
    assert not newcomer.is_signed_in()
    assert newcomer.try_sign_in().json()["code"] == "credentials_wrong"
    assert refresh(newcomer.client, newcomer.tokens["refresh_token"]).status_code == 401
    assert by_key() == 401
    change(enable)
    assert not newcomer.is_signed_in(), "what was ended stays ended"
    back = newcomer.sign_in()
    assert by_key() == 200
    told = back.get("/api/v1/audit", params={"limit": 100}).json()["items"]
    assert [entry["action"] for entry in told if entry["action"].startswith("person.")] == [
        "person.enabled",
        "person.disabled",
    ]
    with pytest.raises(PersonUnknown), town.platform.database.transaction(SYSTEM) as session:
        disable(session, "nobody@example.com")


def test_a_device_that_was_not_seen_for_a_year_is_strange_again(town: Town, newcomer: Newcomer) -> None:
    user_id = newcomer.get("/api/v1/account").json()["id"]
    tickets = town.platform.accounts.tickets

    def ticket(days: int) -> str:
        milliseconds = round((utc_now() - timedelta(days=days)).timestamp() * 1000)
        return tickets.issue(f"device of {user_id}", UUID(int=milliseconds << 80 | new_id().int % 2**80))

    # The account is locked for whoever comes from here without a known device.
    count_wrong_passwords(town, newcomer.email, ["198.51.100.7"] * 5)
    here = town.at("198.51.100.7")
    assert newcomer.try_sign_in(here).status_code == 429
    assert newcomer.try_sign_in(here, device_token=ticket(364)).status_code == 200
    assert newcomer.try_sign_in(here, device_token=ticket(366)).status_code == 429


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"email": "sem arroba", "password": "x"},
        {"email": "a@example.com", "password": ""},
        {"email": "a@example.com", "password": "x" * 257},
        {"email": "a@example.com", "password": "x", "is_admin": True},
        {"email": "a@example.com\nBcc: b@example.com", "password": "x"},
        {"email": ["a@example.com"], "password": {"$ne": ""}},
    ],
)
def test_sloppy_requests_are_refused_without_an_echo(client: TestClient, body: dict[str, Any]) -> None:
    answer = client.post("/api/v1/auth/sign-in", json=body | {"deliver": "tokens"})
    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")
    assert "x" * 257 not in answer.text
    assert "Bcc" not in answer.text


def test_what_is_long_over_is_forgotten(town: Town, newcomer: Newcomer) -> None:
    over = newcomer.sign_in()
    over.post("/api/v1/auth/sign-out")
    with town.platform.database.transaction(SYSTEM) as session:
        long_ago = utc_now() - _KEPT_AFTER_END - timedelta(days=1)
        session.execute(update(SignIn).where(SignIn.id == UUID(over.tokens["sign_in_id"])).values(ended_at=long_ago))
        job = enqueue(session, ForgetExpired())
    assert town.runner.run(job)
    with town.platform.database.transaction(SYSTEM) as session:
        assert session.get(SignIn, UUID(over.tokens["sign_in_id"])) is None
    assert newcomer.is_signed_in()


def test_isolation_of_a_member_by_hand(platform: Platform, client: TestClient, owner: Person) -> None:
    """The quick way to make a person, which other tests use, is as good as the front door."""
    assert owner.get("/api/v1/account").json()["tenant_id"] == str(owner.tenant_id)
    assert join(platform, client, "viewer", owner.tenant_id).get("/api/v1/account").json()["role"] == "viewer"
