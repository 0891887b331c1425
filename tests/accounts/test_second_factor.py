"""Authenticator apps and backup codes."""

from __future__ import annotations

import dataclasses
import xml.etree.ElementTree as ET
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID

import pyotp
import pytest
from sqlalchemy import select, update

from newcomers import Newcomer, Town
from tecnocursos.accounts.models import SecondFactor, SignIn, User
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.encryption import read_sealed
from tecnocursos.kit.clock import utc_now

PATH = "/api/v1/account/second-factor"


@dataclasses.dataclass
class Protected:
    """A person with an authenticator app."""

    person: Newcomer
    app: pyotp.TOTP
    backup_codes: list[str]
    steps: int = 0

    def next_code(self) -> str:
        """A code that was not used yet; the server takes the step before, the present one and the next."""
        self.steps += 1
        return self.app.at(utc_now(), counter_offset=self.steps - 1)

    def challenge(self) -> str:
        answer = self.person.try_sign_in().json()
        assert answer["status"] == "second_factor_needed"
        assert answer["access_token"] is None
        token: str = answer["challenge_token"]
        return token

    def answer(self, challenge: str, code: str) -> Any:
        body = {"challenge_token": challenge, "code": code, "deliver": "tokens"}
        return self.person.client.post("/api/v1/auth/sign-in/second-factor", json=body)


@pytest.fixture
def protected(newcomer: Newcomer) -> Protected:
    enrolment = newcomer.post(PATH).json()
    app = pyotp.parse_uri(enrolment["uri"])
    assert isinstance(app, pyotp.TOTP)
    codes = newcomer.post(f"{PATH}/confirm", json={"code": app.at(utc_now(), counter_offset=-1)}).json()["codes"]
    return Protected(newcomer, app, codes)


def test_enrolment_gives_what_an_app_reads(newcomer: Newcomer) -> None:
    enrolment = newcomer.post(PATH).json()
    app = pyotp.parse_uri(enrolment["uri"])
    assert (app.secret, app.issuer, app.name) == (enrolment["secret"], "TecnoCursos AI", newcomer.email)
    assert ET.fromstring(enrolment["qr_svg"]).tag == "{http://www.w3.org/2000/svg}svg"
    # Begun is not done: nothing is asked for yet.
    assert newcomer.try_sign_in().json()["status"] == "signed_in"
    assert newcomer.post(f"{PATH}/confirm", json={"code": "not-it"}).json()["code"] == "second_factor_wrong"


def test_sign_in_takes_two_steps(town: Town, protected: Protected) -> None:
    tokens = protected.answer(protected.challenge(), protected.next_code()).json()
    signed_in = Newcomer(protected.person.client, protected.person.email, tokens=tokens)
    account = signed_in.get("/api/v1/account").json()
    assert account["has_second_factor"] is True
    assert account["backup_codes_left"] == 10
    assert town.mails_to(protected.person.email)[-1]["Subject"] == "Segundo fator ativado"


def test_a_code_works_once(protected: Protected) -> None:
    code = protected.next_code()
    assert protected.answer(protected.challenge(), code).status_code == 200
    again = protected.answer(protected.challenge(), code)
    assert (again.status_code, again.json()["code"]) == (401, "second_factor_wrong")


def test_of_many_who_show_one_code_at_once_one_gets_in(protected: Protected) -> None:
    code = protected.next_code()
    challenges = [protected.challenge() for _ in range(6)]
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda challenge: protected.answer(challenge, code), challenges))
    assert sorted(answer.status_code for answer in answers) == [200, 401, 401, 401, 401, 401]


def test_a_challenge_works_once_and_is_no_access_token(protected: Protected) -> None:
    challenge = protected.challenge()
    thief = Newcomer(protected.person.client, "", tokens={"access_token": challenge})
    assert not thief.is_signed_in()
    assert protected.answer(challenge, protected.next_code()).status_code == 200
    assert protected.answer(challenge, protected.next_code()).json()["code"] == "challenge_ended"
    assert protected.answer("x" * 64, "123456").json()["code"] == "challenge_ended"


def test_a_challenge_takes_five_wrong_codes(protected: Protected) -> None:
    challenge = protected.challenge()
    codes = [protected.answer(challenge, "not-it").json()["code"] for _ in range(6)]
    assert codes == ["second_factor_wrong"] * 5 + ["challenge_ended"]
    assert protected.answer(challenge, protected.next_code()).json()["code"] == "challenge_ended"


def test_codes_cannot_be_guessed_by_starting_over_but_known_devices_go_on(protected: Protected) -> None:
    for _ in range(3):
        challenge = protected.challenge()
        assert {protected.answer(challenge, "not-it").status_code for _ in range(5)} == {401}
    blocked = protected.answer(protected.challenge(), protected.next_code())
    assert (blocked.status_code, blocked.json()["code"]) == (429, "too_many_attempts")
    body = {
        "challenge_token": protected.challenge(),
        "code": protected.next_code(),
        "deliver": "tokens",
        "device_token": protected.person.tokens["device_token"],
    }
    known = protected.person.client.post("/api/v1/auth/sign-in/second-factor", json=body)
    assert known.status_code == 200


def test_a_backup_code_works_once_under_twenty_parallel_tries(protected: Protected) -> None:
    challenges = [protected.challenge() for _ in range(20)]
    code = protected.backup_codes[0].lower().replace("-", " ")
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda challenge: protected.answer(challenge, code), challenges))
    # The others were wrong, or too many at once.
    assert [answer.status_code for answer in answers].count(200) == 1
    assert {answer.status_code for answer in answers} <= {200, 401, 429}
    tokens = next(answer.json() for answer in answers if answer.status_code == 200)
    assert Newcomer(protected.person.client, "", tokens=tokens).get("/api/v1/account").json()["backup_codes_left"] == 9


def test_new_backup_codes_void_the_old_ones(town: Town, protected: Protected) -> None:
    fresh = protected.person.post(f"{PATH}/backup-codes").json()["codes"]
    assert protected.answer(protected.challenge(), protected.backup_codes[0]).status_code == 401
    assert protected.answer(protected.challenge(), fresh[0]).status_code == 200


def test_backup_codes_that_are_renewed_twice_at_once_are_ten(protected: Protected) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = [
            call.result() for call in [pool.submit(protected.person.post, f"{PATH}/backup-codes") for _ in range(8)]
        ]
    assert {answer.status_code for answer in answers} == {200}, [answer.text for answer in answers]
    assert protected.person.get("/api/v1/account").json()["backup_codes_left"] == 10


def test_turned_off_it_is_not_asked_for(protected: Protected) -> None:
    assert protected.person.delete(PATH).status_code == 204
    assert protected.person.try_sign_in().json()["status"] == "signed_in"
    assert protected.person.delete(PATH).json()["code"] == "second_factor_missing"
    assert protected.person.post(f"{PATH}/backup-codes").json()["code"] == "second_factor_missing"


def test_it_is_set_up_once(protected: Protected) -> None:
    assert protected.person.post(PATH).json()["code"] == "second_factor_exists"
    answer = protected.person.post(f"{PATH}/confirm", json={"code": protected.next_code()})
    assert answer.json()["code"] == "second_factor_exists"


def unconfirm(town: Town, person: Newcomer) -> None:
    """As if more than ten minutes had passed since the password was given."""
    with town.platform.database.transaction(SYSTEM) as session:
        session.execute(
            update(SignIn)
            .where(SignIn.id == UUID(person.tokens["sign_in_id"]))
            .values(confirmed_at=utc_now() - timedelta(minutes=11))
        )


def test_what_is_sensitive_needs_the_person_themselves(town: Town, protected: Protected) -> None:
    person = protected.person
    unconfirm(town, person)
    for method, path, body in (
        ("POST", PATH, None),
        ("POST", f"{PATH}/confirm", {"code": "123456"}),
        ("POST", f"{PATH}/backup-codes", None),
        ("DELETE", PATH, None),
        ("POST", "/api/v1/account/email", {"email": "novo@example.com"}),
        ("POST", "/api/v1/api-keys", {"name": "x", "scopes": ["content:read"]}),
        ("POST", "/api/v1/tenant/suspend", None),
        ("POST", "/api/v1/tenant/end", None),
    ):
        answer = person.request(method, path, **({"json": body} if body else {}))
        assert (answer.status_code, answer.json()["code"]) == (403, "confirmation_needed"), path
    wrong = {"password": person.password}
    assert person.post("/api/v1/account/confirm", json=wrong).json()["code"] == "second_factor_wrong"
    right = wrong | {"code": protected.next_code()}
    assert person.post("/api/v1/account/confirm", json=right).status_code == 204
    assert person.delete(PATH).status_code == 204


def test_secrets_at_rest_are_sealed_for_their_person(town: Town, protected: Protected, newcomer: Newcomer) -> None:
    other = town.sign_up()
    secret = other.post(PATH).json()["secret"]
    with town.platform.database.transaction(SYSTEM) as session:
        mine, theirs = (
            session.scalars(select(SecondFactor).join(User).where(User.email == person.email)).one()
            for person in (newcomer, other)
        )
        assert protected.app.secret.encode() not in mine.secret
        assert read_sealed(session, mine, SecondFactor.secret) == protected.app.secret
        assert read_sealed(session, theirs, SecondFactor.secret) == secret
        theirs.secret = mine.secret
        session.flush()
    code = {"code": protected.next_code()}
    assert other.post(f"{PATH}/confirm", json=code).json()["code"] == "ciphertext_refused"
