"""Encrypted columns: read where they were written, and nowhere else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from people import Person
from tecnocursos.audit.models import AuditEntry
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.data_keys import DataKeyDestroyed, destroy_keys
from tecnocursos.infra.database import INSTALLATION, SYSTEM
from tecnocursos.infra.encryption import CiphertextRefused, Place, blind_index, decrypt, encrypt
from tecnocursos.infra.keyring import seal
from tecnocursos.kit.ids import new_id


def place(person: Person) -> Place:
    return Place(person.tenant_id, "notes", "body", new_id())


def test_it_comes_back_from_where_it_was_put(platform: Platform, owner: Person) -> None:
    here = place(owner)
    with platform.database.transaction(owner.tenant_id) as session:
        sealed = encrypt(session, here, b"segredo")
        assert b"segredo" not in sealed
        assert encrypt(session, here, b"segredo") != sealed
    with platform.database.transaction(owner.tenant_id, is_reading=True) as session:
        assert decrypt(session, here, sealed) == b"segredo"


def test_moved_or_changed_it_is_refused_and_that_is_recorded(platform: Platform, owner: Person) -> None:
    here, elsewhere = place(owner), place(owner)
    with platform.database.transaction(owner.tenant_id) as session:
        sealed = encrypt(session, here, b"segredo")
        encrypt(session, elsewhere, b"outro")
    changed = [sealed[:n] + bytes([sealed[n] ^ 1]) + sealed[n + 1 :] for n in range(5, len(sealed))]
    attempts = [(elsewhere, sealed), (Place(here.tenant_id, "notes", "title", here.row_id), sealed)]
    attempts += [(here, other) for other in (*changed, b"", sealed[:4], sealed[:9], sealed[:-1], b"\x02" + sealed[1:])]
    for where, content in attempts:
        with pytest.raises(CiphertextRefused), platform.database.transaction(owner.tenant_id) as session:
            decrypt(session, where, content)
    with platform.database.transaction(owner.tenant_id) as session:
        wanted = select(AuditEntry.subject_id).where(
            AuditEntry.tenant_id == owner.tenant_id, AuditEntry.action == "encryption.value_refused"
        )
        assert session.scalars(wanted.order_by(AuditEntry.sequence)).all() == [where.row_id for where, _ in attempts]


def test_another_tenant_cannot_read_it(platform: Platform, owner: Person, stranger: Person) -> None:
    here = place(owner)
    with platform.database.transaction(owner.tenant_id) as session:
        sealed = encrypt(session, here, b"segredo")
    there = Place(stranger.tenant_id, here.table, here.column, here.row_id)
    with platform.database.transaction(stranger.tenant_id) as session:
        encrypt(session, there, b"x")
    with pytest.raises(CiphertextRefused), platform.database.transaction(stranger.tenant_id) as session:
        decrypt(session, there, sealed)


@pytest.mark.parametrize("scope", [SYSTEM, "tenant"])
def test_the_installations_values_are_read_from_any_scope(platform: Platform, owner: Person, scope: str) -> None:
    here = Place(INSTALLATION, "users", "secret", new_id())
    with platform.database.transaction(owner.tenant_id if scope == "tenant" else SYSTEM) as session:
        sealed = encrypt(session, here, b"segredo")
    with platform.database.transaction(owner.tenant_id) as session:
        assert decrypt(session, here, sealed) == b"segredo"


def test_blind_indexes_are_equal_within_a_tenant_only(platform: Platform, owner: Person, stranger: Person) -> None:
    with platform.database.transaction(SYSTEM) as session:
        first = blind_index(session, owner.tenant_id, "phone", "+5511999990000")
        assert first == blind_index(session, owner.tenant_id, "phone", "+5511999990000")
        assert first != blind_index(session, owner.tenant_id, "email", "+5511999990000")
        assert first != blind_index(session, stranger.tenant_id, "phone", "+5511999990000")


def test_destroyed_keys_end_what_they_encrypted(platform: Platform, owner: Person) -> None:
    here = place(owner)
    with platform.database.transaction(owner.tenant_id) as session:
        sealed = encrypt(session, here, b"segredo")
        assert decrypt(session, here, sealed) == b"segredo"
        destroy_keys(session, owner.tenant_id)
        with pytest.raises(DataKeyDestroyed):
            decrypt(session, here, sealed)
    with pytest.raises(DataKeyDestroyed), platform.database.transaction(owner.tenant_id) as session:
        encrypt(session, here, b"novo")


def test_a_key_made_in_a_savepoint_goes_with_it(platform: Platform, owner: Person) -> None:
    here = place(owner)
    with platform.database.transaction(owner.tenant_id) as session:
        with session.begin_nested() as savepoint:
            decrypt(session, here, encrypt(session, here, b"um"))
            savepoint.rollback()
        assert decrypt(session, here, encrypt(session, here, b"dois")) == b"dois"


@given(st.binary(max_size=200))
def test_nonces_do_not_repeat(plaintext: bytes) -> None:
    key = bytes(32)
    assert len({seal(key, plaintext, b"")[:12] for _ in range(500)}) == 500
