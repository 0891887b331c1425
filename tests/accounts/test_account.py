"""One's own account: profile, password, address, and the mails about them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pyotp
import pytest
from sqlalchemy import select, update

from newcomers import PASSWORD, Newcomer, Town, new_address
from tecnocursos.accounts.attempts import Count, Limit
from tecnocursos.accounts.jobs import PAGES
from tecnocursos.accounts.models import AttemptCount, EmailLink
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.kit.clock import utc_now

NEW_PASSWORD = "sete barcos no rio"


def test_name_and_language_are_changed_under_a_version(newcomer: Newcomer) -> None:
    tag = newcomer.get("/api/v1/account").headers["etag"]
    answer = newcomer.patch("/api/v1/account", json={"language": "en-US"}, headers={"If-Match": tag})
    assert (answer.json()["language"], answer.json()["name"]) == ("en-US", "Ana Souza")
    stale = newcomer.patch("/api/v1/account", json={"name": "Eva"}, headers={"If-Match": tag})
    assert stale.status_code == 412
    assert newcomer.patch("/api/v1/account", json={"name": "Eva"}).status_code == 428
    for body in ({"email": "x@example.com"}, {"language": "fr-FR"}, {"name": ""}, {"is_disabled": False}):
        assert newcomer.patch("/api/v1/account", json=body, headers={"If-Match": "*"}).status_code == 422


def test_mails_speak_the_language_of_the_person(town: Town, newcomer: Newcomer) -> None:
    newcomer.patch("/api/v1/account", json={"language": "en-US"}, headers={"If-Match": "*"})
    town.client.post("/api/v1/auth/password-reset", json={"email": newcomer.email})
    mail = town.mails_to(newcomer.email)[-1]
    assert mail["Subject"] == "Choose a new password"
    assert mail["From"] == "TecnoCursos AI <nao-responda@localhost>"
    assert f"{town.platform.settings.server.public_url}/password-reset#token=" in mail.get_content()


def test_a_new_password_ends_the_other_sign_ins(town: Town, newcomer: Newcomer) -> None:
    other = newcomer.sign_in()
    body = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
    assert newcomer.post("/api/v1/account/password", json=body).status_code == 204
    assert newcomer.is_signed_in()
    assert not other.is_signed_in()
    assert newcomer.try_sign_in().status_code == 401
    assert newcomer.try_sign_in(password=NEW_PASSWORD).status_code == 200
    assert town.mails_to(newcomer.email)[-1]["Subject"] == "A sua senha foi trocada"


def test_a_new_password_needs_the_old_one_and_must_be_good(newcomer: Newcomer) -> None:
    for old, new, status, code in (
        ("errada mesmo", NEW_PASSWORD, 401, "credentials_wrong"),
        (PASSWORD, "qwertyui", 422, "password_too_common"),
        (PASSWORD, "abc", 422, "password_too_short"),
        (PASSWORD, newcomer.email, 422, "password_too_common"),
    ):
        answer = newcomer.post("/api/v1/account/password", json={"old_password": old, "new_password": new})
        assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert newcomer.try_sign_in().status_code == 200


def test_a_sign_in_that_races_a_new_password_does_not_outlive_it(town: Town, newcomer: Newcomer) -> None:
    """Either it was refused, or it was ended with the others."""
    with ThreadPoolExecutor(3) as pool:
        racing = [pool.submit(newcomer.try_sign_in, town.at(f"198.51.100.{20 + number}")) for number in range(2)]
        body = {"old_password": PASSWORD, "new_password": NEW_PASSWORD}
        changed = pool.submit(newcomer.post, "/api/v1/account/password", json=body)
        answers = [one.result() for one in racing]
    assert changed.result().status_code == 204
    for answer in answers:
        if answer.status_code == 200:
            assert not Newcomer(newcomer.client, newcomer.email, tokens=answer.json()).is_signed_in()
    assert newcomer.is_signed_in()


def test_a_reset_ends_all_sign_ins_and_every_other_link(town: Town, newcomer: Newcomer) -> None:
    for _ in range(2):
        town.client.post("/api/v1/auth/password-reset", json={"email": newcomer.email})
    first, second = (
        mail.get_content().split("#token=")[1].split()[0]
        for mail in town.mails_to(newcomer.email)
        if mail["Subject"] == "Escolha uma nova senha"
    )
    body = {"token": second, "password": NEW_PASSWORD, "deliver": "tokens"}
    answer = town.client.post("/api/v1/auth/password-reset/confirm", json=body).json()
    assert (answer["status"], answer["access_token"]) == ("sign_in_needed", None)
    assert not newcomer.is_signed_in()
    assert newcomer.try_sign_in(password=NEW_PASSWORD, device_token=answer["device_token"]).status_code == 200
    for token in (first, second):
        again = town.client.post("/api/v1/auth/password-reset/confirm", json=body | {"token": token})
        assert again.json()["code"] == "link_invalid"


def test_an_old_link_does_not_work(town: Town, newcomer: Newcomer) -> None:
    town.client.post("/api/v1/auth/password-reset", json={"email": newcomer.email})
    token = town.token_for(newcomer.email)
    with town.platform.database.transaction(SYSTEM) as session:
        session.execute(
            update(EmailLink)
            .where(EmailLink.email == newcomer.email)
            .values(expires_at=utc_now() - timedelta(seconds=1))
        )
    body = {"token": token, "password": NEW_PASSWORD, "deliver": "tokens"}
    assert town.client.post("/api/v1/auth/password-reset/confirm", json=body).json()["code"] == "link_invalid"


def test_nobody_can_use_up_the_reset_of_another(town: Town, newcomer: Newcomer) -> None:
    """However often it is asked for by others, the owner has a link that works, or gets one."""

    def ask() -> int:
        town.client.post("/api/v1/auth/password-reset", json={"email": newcomer.email})
        return len([mail for mail in town.mails_to(newcomer.email) if "/password-reset#" in mail.get_content()])

    assert [ask() for _ in range(7)] == [1, 2, 3, 4, 5, 5, 5]
    key = Count(Limit(5, 1), ("mail", "password_reset", newcomer.email)).key
    with town.platform.database.transaction(SYSTEM) as session:
        # As if it were so much later that the links do not work any more.
        later = session.get_one(AttemptCount, key).window_ends_at - timedelta(minutes=30)
        session.execute(update(AttemptCount).where(AttemptCount.key == key).values(window_ends_at=later))
    assert ask() == 6


@pytest.mark.parametrize("kind", sorted(PAGES))
def test_every_link_of_a_letter_leads_to_a_page_of_the_app(kind: str) -> None:
    routes = (Path(__file__).parents[2] / "web" / "src" / "router.tsx").read_text("utf-8")
    assert f'pageOutside("/{PAGES[kind]}"' in routes


def test_a_reset_does_not_tell_who_is_here(town: Town, newcomer: Newcomer) -> None:
    stranger = new_address()
    answers = [
        town.client.post("/api/v1/auth/password-reset", json={"email": address})
        for address in (newcomer.email, stranger)
    ]
    assert answers[0].status_code == answers[1].status_code == 202
    assert answers[0].content == answers[1].content
    assert town.mails_to(stranger) == []


def test_a_reset_does_not_go_around_the_second_factor(town: Town, newcomer: Newcomer) -> None:
    enrolment = newcomer.post("/api/v1/account/second-factor").json()
    code = pyotp.TOTP(enrolment["secret"]).now()
    assert newcomer.post("/api/v1/account/second-factor/confirm", json={"code": code}).status_code == 200
    town.client.post("/api/v1/auth/password-reset", json={"email": newcomer.email})
    body = {"token": town.token_for(newcomer.email), "password": NEW_PASSWORD, "deliver": "tokens"}
    assert town.client.post("/api/v1/auth/password-reset/confirm", json=body).json()["access_token"] is None
    begun = newcomer.try_sign_in(password=NEW_PASSWORD).json()
    assert begun["status"] == "second_factor_needed"
    # And a sign-in that was begun before a new password does not go on.
    town.client.post("/api/v1/auth/password-reset", json={"email": newcomer.email})
    again = {"token": town.token_for(newcomer.email), "password": PASSWORD, "deliver": "tokens"}
    assert town.client.post("/api/v1/auth/password-reset/confirm", json=again).status_code == 200
    next_code = pyotp.TOTP(enrolment["secret"]).at(utc_now(), counter_offset=1)
    answer = {"challenge_token": begun["challenge_token"], "code": next_code, "deliver": "tokens"}
    late = town.client.post("/api/v1/auth/sign-in/second-factor", json=answer)
    assert late.json()["code"] == "challenge_ended"


def test_a_new_address_is_used_once_it_is_proven(town: Town, newcomer: Newcomer) -> None:
    old, new = newcomer.email, new_address()
    assert newcomer.post("/api/v1/account/email", json={"email": new.upper()}).status_code == 202
    assert newcomer.get("/api/v1/account").json()["email"] == old
    assert town.mails_to(old)[-1]["Subject"] == "Pedido de troca de e-mail"
    link = {"token": town.token_for(new)}
    assert town.client.post("/api/v1/auth/email-change/confirm", json=link).status_code == 204
    assert town.client.post("/api/v1/auth/email-change/confirm", json=link).json()["code"] == "link_invalid"
    assert newcomer.get("/api/v1/account").json()["email"] == new
    assert town.mails_to(old)[-1]["Subject"] == "O e-mail da sua conta foi trocado"
    assert newcomer.try_sign_in().status_code == 401
    assert newcomer.try_sign_in(email=new).status_code == 200


def test_a_new_password_stops_a_change_of_address_that_a_thief_began(town: Town, newcomer: Newcomer) -> None:
    thiefs = new_address()
    newcomer.post("/api/v1/account/email", json={"email": thiefs})
    token = town.token_for(thiefs)
    newcomer.post("/api/v1/account/password", json={"old_password": PASSWORD, "new_password": NEW_PASSWORD})
    answer = town.client.post("/api/v1/auth/email-change/confirm", json={"token": token})
    assert answer.json()["code"] == "link_invalid"


def test_an_address_of_somebody_else_is_not_taken_over(town: Town, newcomer: Newcomer) -> None:
    other = town.sign_up()
    taken = newcomer.post("/api/v1/account/email", json={"email": other.email})
    free = newcomer.post("/api/v1/account/email", json={"email": new_address()})
    assert (taken.status_code, taken.content) == (free.status_code, free.content)
    mail = town.mails_to(other.email)[-1]
    assert mail["Subject"] == "Este e-mail já tem uma conta"
    assert "#token=" not in mail.get_content()


def test_of_two_who_want_one_address_the_first_gets_it(town: Town, newcomer: Newcomer) -> None:
    other, wanted = town.sign_up(), new_address()
    tokens = []
    for person in (newcomer, other):
        person.post("/api/v1/account/email", json={"email": wanted})
        tokens.append(town.token_for(wanted))
    answers = [town.client.post("/api/v1/auth/email-change/confirm", json={"token": token}) for token in tokens]
    assert [answer.status_code for answer in answers] == [204, 409]
    assert answers[1].json()["code"] == "address_taken"


def test_an_old_reset_link_dies_with_the_old_address(town: Town, newcomer: Newcomer) -> None:
    old, new = newcomer.email, new_address()
    town.client.post("/api/v1/auth/password-reset", json={"email": old})
    reset = town.token_for(old)
    newcomer.post("/api/v1/account/email", json={"email": new})
    town.client.post("/api/v1/auth/email-change/confirm", json={"token": town.token_for(new)})
    body = {"token": reset, "password": NEW_PASSWORD, "deliver": "tokens"}
    assert town.client.post("/api/v1/auth/password-reset/confirm", json=body).json()["code"] == "link_invalid"


def test_a_link_of_one_purpose_serves_no_other(town: Town, newcomer: Newcomer) -> None:
    town.client.post("/api/v1/auth/password-reset", json={"email": newcomer.email})
    token = town.token_for(newcomer.email)
    new_person = {"name": "Eva", "password": NEW_PASSWORD, "deliver": "tokens"}
    for path, more in (
        ("sign-up/confirm", new_person),
        ("invitations/accept", new_person),
        ("invitations/read", {}),
        ("auth/email-change/confirm", {}),
    ):
        answer = town.client.post(f"/api/v1/{path}", json={"token": token} | more)
        assert answer.json()["code"] == "link_invalid", path


def test_jobs_and_logs_hold_neither_addresses_nor_tokens(
    town: Town, newcomer: Newcomer, capfd: pytest.CaptureFixture[str]
) -> None:
    town.client.post("/api/v1/auth/password-reset", json={"email": newcomer.email})
    newcomer.try_sign_in(password="palpite secreto")
    token = town.token_for(newcomer.email)
    with town.platform.database.transaction(SYSTEM) as session:
        payloads = str(session.scalars(select(JobRow.payload)).all())
    written = payloads + "".join(capfd.readouterr())
    for secret in (newcomer.email, token, "palpite secreto", newcomer.tokens["refresh_token"]):
        assert secret not in written
