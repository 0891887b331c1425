"""New people and organisations."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from newcomers import PASSWORD, Newcomer, Town, new_address
from platforms import PUBLIC_URL, Setting, running_platform
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform


def test_signing_up_founds_a_tenant_that_one_can_work_in(town: Town) -> None:
    owner = town.sign_up("Fibra & Cia.")
    account = owner.get("/api/v1/account").json()
    assert account["email"] == owner.email
    assert account["role"] == "owner"
    assert owner.get("/api/v1/tenant").json()["name"] == "Fibra & Cia."
    assert owner.sign_in().is_signed_in()


def test_a_link_works_once(town: Town) -> None:
    owner = town.sign_up()
    again = {"token": town.token_for(owner.email), "name": "X", "password": PASSWORD, "deliver": "tokens"}
    answer = town.client.post("/api/v1/sign-up/confirm", json=again)
    assert (answer.status_code, answer.json()["code"]) == (403, "link_invalid")


def test_a_used_address_gets_the_same_answer_and_another_mail(town: Town) -> None:
    known = town.sign_up()
    answers = [
        town.client.post("/api/v1/sign-up", json={"email": address, "tenant_name": "Outra"})
        for address in (known.email, new_address())
    ]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].content == answers[1].content
    assert town.mails_to(known.email)[-1]["Subject"] == "Você já tem uma conta na TecnoCursos AI"


def test_an_account_founds_a_second_tenant_by_the_link_and_keeps_its_password(town: Town) -> None:
    known = town.sign_up("Primeira")
    town.client.post("/api/v1/sign-up", json={"email": known.email, "tenant_name": "Segunda"})
    body = {"token": town.token_for(known.email), "password": "outra senha de alguem", "deliver": "tokens"}
    answer = town.client.post("/api/v1/sign-up/confirm", json=body).json()
    assert answer["status"] == "sign_in_needed"
    assert answer["access_token"] is None
    assert known.try_sign_in(password="outra senha de alguem").status_code == 401
    names = {place["tenant_name"] for place in known.sign_in().get("/api/v1/account/tenants").json()["items"]}
    assert names == {"Primeira", "Segunda"}


def test_a_mailbox_is_not_flooded(town: Town) -> None:
    address = new_address()
    for _ in range(8):
        answer = town.client.post("/api/v1/sign-up", json={"email": address, "tenant_name": "Fibra"})
        assert answer.status_code == 202
    assert len(town.mails_to(address)) == 5


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"password": "curta"}, "password_too_short"),
        ({"password": "senha123"}, "password_too_common"),
        ({"password": "P@ssw0rd!"}, "password_too_common"),
        ({"password": "anasouza1"}, "password_too_common"),
        ({"password": None}, "new_person_incomplete"),
        ({"name": None}, "new_person_incomplete"),
        ({"token": "A" * 64}, "link_invalid"),
        ({"token": "não é um token"}, "link_invalid"),
        ({"name": "veja http://exemplo.com"}, "request_invalid"),
        ({"name": "Ana\nBcc: todos@exemplo.com"}, "request_invalid"),
        ({"role": "owner"}, "request_invalid"),
    ],
)
def test_what_cannot_be_confirmed_says_why_and_spends_nothing(
    town: Town, change: dict[str, str | None], code: str
) -> None:
    address = new_address()
    town.client.post("/api/v1/sign-up", json={"email": address, "tenant_name": "Fibra Boa"})
    body = {"token": town.token_for(address), "name": "AnaSouza", "password": PASSWORD, "deliver": "tokens"}
    answer = town.client.post("/api/v1/sign-up/confirm", json=body | change)
    assert answer.json()["code"] == code, answer.text
    assert str(change) not in answer.text
    assert town.client.post("/api/v1/sign-up/confirm", json=body).json()["status"] == "signed_in"


def test_spaces_around_a_password_are_part_of_it(town: Town) -> None:
    address = new_address()
    town.client.post("/api/v1/sign-up", json={"email": address, "tenant_name": "Fibra Boa"})
    body = {"token": town.token_for(address), "name": "Ana", "password": f" {PASSWORD} ", "deliver": "tokens"}
    assert town.client.post("/api/v1/sign-up/confirm", json=body).status_code == 200
    person = Newcomer(town.client, address)
    assert person.try_sign_in().status_code == 401
    assert person.try_sign_in(password=f" {PASSWORD} ").status_code == 200


def test_sign_up_can_be_closed(town: Town) -> None:
    closed = dataclasses.replace(town.platform.accounts, is_sign_up_open=False)
    client = TestClient(create_app(dataclasses.replace(town.platform, accounts=closed)), base_url=PUBLIC_URL)
    answer = client.post("/api/v1/sign-up", json={"email": new_address(), "tenant_name": "Fibra"})
    assert (answer.status_code, answer.json()["code"]) == (403, "sign_up_closed")
    assert client.get("/api/v1/setup").json()["sign_up"] == "closed"


def test_a_further_tenant_and_the_way_there_and_back(newcomer: Newcomer) -> None:
    here = newcomer.get("/api/v1/tenant").json()["id"]
    there = newcomer.post("/api/v1/tenants", json={"name": "Filial"}).json()["id"]
    answer = newcomer.post("/api/v1/auth/switch", json={"tenant_id": there, "deliver": "tokens"})
    over_there = Newcomer(newcomer.client, newcomer.email, tokens=answer.json())
    assert over_there.get("/api/v1/tenant").json()["name"] == "Filial"
    assert not newcomer.is_signed_in()
    assert over_there.post("/api/v1/auth/switch", json={"tenant_id": here, "deliver": "tokens"}).status_code == 200


def test_nobody_goes_to_a_tenant_they_are_not_in(town: Town, newcomer: Newcomer) -> None:
    elsewhere = town.sign_up().tokens["tenant_id"]
    answer = newcomer.post("/api/v1/auth/switch", json={"tenant_id": elsewhere, "deliver": "tokens"})
    assert (answer.status_code, answer.json()["code"]) == (403, "no_membership")
    assert newcomer.try_sign_in(tenant_id=elsewhere).status_code == 403


@pytest.fixture
def empty_platform(setting: Setting, tmp_path: Path):
    with running_platform(setting, tmp_path) as platform:
        yield platform


def test_the_first_owner_is_made_once(empty_platform: Platform) -> None:
    client = TestClient(create_app(empty_platform), base_url=PUBLIC_URL)
    assert client.get("/api/v1/setup").json() == {"is_needed": True, "sign_up": "open"}
    body = {"email": "Ana@Example.COM", "name": "Ana", "password": PASSWORD, "tenant_name": "Fibra"}
    answer = client.post("/api/v1/setup", json=body | {"deliver": "tokens"})
    owner = Newcomer(client, "ana@example.com", tokens=answer.json())
    assert owner.get("/api/v1/account").json()["email"] == "ana@example.com"
    again = client.post("/api/v1/setup", json=body | {"email": "eve@example.com", "deliver": "tokens"})
    assert (again.status_code, again.json()["code"]) == (409, "already_set_up")
    assert client.get("/api/v1/setup").json()["is_needed"] is False


def test_of_many_first_owners_one_is_made(empty_platform: Platform) -> None:
    def set_up(number: int) -> int:
        body = {"email": f"p{number}@example.com", "name": "Ana", "password": PASSWORD, "tenant_name": "Fibra"}
        return client.post("/api/v1/setup", json=body | {"deliver": "tokens"}).status_code

    # One event loop for all of them, as a server has.
    with TestClient(create_app(empty_platform), base_url=PUBLIC_URL) as client, ThreadPoolExecutor(6) as pool:
        answers = sorted(pool.map(set_up, range(6)))
    assert answers == [200, 409, 409, 409, 409, 409]
