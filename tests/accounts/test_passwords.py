"""Passwords: how they are kept, which may be chosen, and what checking costs everybody else."""

from __future__ import annotations

import statistics
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type
from fastapi.testclient import TestClient
from hypothesis import given, settings
from hypothesis import strategies as st
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import select, update

from newcomers import PASSWORD, Newcomer, Town, new_address
from tecnocursos.accounts.errors import PasswordsBusy, PasswordTooCommon, PasswordTooShort
from tecnocursos.accounts.models import User
from tecnocursos.accounts.password_rules import require_acceptable
from tecnocursos.accounts.passwords import NO_PASSWORD, Passwords
from tecnocursos.config import AccountSettings
from tecnocursos.infra.database import SYSTEM


@pytest.fixture(scope="module")
def passwords() -> Passwords:
    """With the parameters of an installation that changed nothing."""
    usual = AccountSettings()
    return Passwords(usual.password_memory_kib, usual.password_passes, slots=1, queue=1)


def test_passwords_are_kept_as_argon2id(passwords: Passwords) -> None:
    stored = passwords.hash(PASSWORD)
    kept = extract_parameters(stored)
    assert (kept.type, kept.memory_cost, kept.time_cost, kept.parallelism) == (Type.ID, 65_536, 3, 4)
    assert passwords.verify(PASSWORD, stored).is_right
    assert passwords.verify(PASSWORD, stored).renewed_hash is None
    assert not passwords.verify(PASSWORD.upper(), stored).is_right
    assert passwords.hash(PASSWORD) != stored


def test_nobody_is_let_in_without_a_hash(passwords: Passwords) -> None:
    for stored in (None, NO_PASSWORD, "", "nonsense", "$argon2id$broken"):
        for password in ("nobody", "!", "", "nonsense"):
            assert not passwords.verify(password, stored).is_right


def test_the_same_letters_typed_on_another_keyboard_are_the_same_password(passwords: Passwords) -> None:
    stored = passwords.hash("coração de leão")
    assert passwords.verify("corac\u0327a\u0303o de lea\u0303o", stored).is_right


def test_an_old_hash_is_renewed_at_sign_in(town: Town, newcomer: Newcomer) -> None:
    weak = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=1024, parallelism=1),)).hash(PASSWORD)
    mine = User.email == newcomer.email
    with town.platform.database.transaction(SYSTEM) as session:
        session.execute(update(User).where(mine).values(password_hash=weak))
    newcomer.sign_in()
    with town.platform.database.transaction(SYSTEM) as session:
        stored = session.scalars(select(User.password_hash).where(mine)).one()
    assert extract_parameters(stored).memory_cost == town.platform.settings.accounts.password_memory_kib
    assert newcomer.sign_in().is_signed_in()


@pytest.mark.parametrize(
    "password",
    """password Password1 passw0rd P@ssw0rd! senha123 SENHA2026! minhasenha 12345678 123456789 87654321 11111111
    abcdefgh qwertyui qwerty123 asdfghjkl 1q2w3e4r 1qaz2wsx flamengo2020 corinthians1 jesuscristo iloveyou! brasil2026
    12341234 abcabcabc senhasenha deusefiel1 amor1234 tecnocursos TecnoCursos1 admin1234 letmein! !!senha!! 0123456789
    mariaeduarda1 teamo123 welcome1 dragon123 aaaaaaaa""".split(),
)
def test_what_anybody_would_try_first_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooCommon):
        require_acceptable(password)


@pytest.mark.parametrize(
    "password",
    ["quatro cavalos azuis", "vIgm7-pqd", "correct horse battery staple", "três tigres", "xkq8 aaaa", "ñandú-verde-9",
     "senha do cofre da avó", "今日は良い天気です"],
)  # fmt: skip
def test_what_people_rarely_choose_is_fine_without_rules_of_composition(password: str) -> None:
    require_acceptable(password, "ana@example.com", "Ana Souza")


@pytest.mark.parametrize("password", ["fulano.silva", "Fulano2026", "fulano.silva@fibraboa.com.br", "fulanosilva1"])
def test_ones_own_name_and_address_are_refused(password: str) -> None:
    with pytest.raises(PasswordTooCommon):
        require_acceptable(password, "fulano.silva@fibraboa.com.br", "Fulano Silva", "fulanosilva")


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=256), st.lists(st.text(max_size=100), max_size=3))
def test_any_text_is_judged_quickly(password: str, personal: list[str]) -> None:
    start = time.perf_counter()
    try:
        require_acceptable(password, *personal)
    except (PasswordTooShort, PasswordTooCommon):
        pass
    else:
        assert len(password) >= 8
    assert time.perf_counter() - start < 0.5


def test_a_full_queue_is_told_at_once_to_come_back(passwords: Passwords) -> None:
    stored = passwords.hash(PASSWORD)
    barrier = threading.Barrier(10)

    def verify(_: int) -> tuple[str, float]:
        barrier.wait()
        start = time.perf_counter()
        try:
            return ("right" if passwords.verify(PASSWORD, stored).is_right else "wrong"), 0.0
        except PasswordsBusy:
            return "busy", time.perf_counter() - start

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(verify, range(10)))
    assert {answer for answer, _ in answers} == {"right", "busy"}
    assert statistics.median(waited for answer, waited in answers if answer == "busy") < 0.1
    assert passwords.verify(PASSWORD, stored).is_right


def test_others_work_on_while_passwords_are_checked(town: Town, newcomer: Newcomer) -> None:
    """No lock of the database is held and the event loop is free: writes go through between the hashes."""
    done = threading.Event()

    def sign_in_on_and_on(number: int) -> None:
        while not done.is_set():
            newcomer.try_sign_in(town.at(f"198.18.0.{number}"))

    with ThreadPoolExecutor(3) as pool:
        for number in range(3):
            pool.submit(sign_in_on_and_on, number)
        try:
            answers = [
                newcomer.patch("/api/v1/tenant", json={"name": f"Fibra {number}"}, headers={"If-Match": "*"})
                for number in range(10)
            ]
        finally:
            done.set()
    assert {answer.status_code for answer in answers} == {200}


def _timed(client: TestClient, email: str) -> float:
    start = time.perf_counter()
    answer = client.post(
        "/api/v1/auth/sign-in", json={"email": email, "password": "palpite errado", "deliver": "tokens"}
    )
    took = time.perf_counter() - start
    assert answer.status_code == 401
    return took


def test_the_time_does_not_tell_whether_there_is_an_account(town: Town) -> None:
    """Pairs of tries, one of each kind beside the other, so that the load of the machine weighs on both alike."""
    differences, known_times = [], []
    for number in range(3):
        person = town.sign_up()
        for turn in range(3):
            client = town.at(f"198.19.{number}.{turn}")
            known = _timed(client, person.email)
            differences.append(known - _timed(client, new_address()))
            known_times.append(known)
    # A check of a password takes more than 100 ms; leaving it out would show at once.
    assert abs(statistics.median(differences)) < 0.2 * statistics.median(known_times)
