"""New keys while the product runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from platforms import Setting, running_platform
from tecnocursos.accounts.models import SecondFactor, User
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.bootstrap.schema import METADATA
from tecnocursos.infra.data_keys import DataKeyDestroyed
from tecnocursos.infra.database import INSTALLATION, SYSTEM
from tecnocursos.infra.encryption import decrypt, encrypt, encrypted_columns, place_of, read_sealed, seal_into
from tecnocursos.infra.key_rotation import (
    add_data_keys,
    count_old,
    destroy_old_versions,
    encrypt_anew,
    rotate_master,
)
from tecnocursos.infra.keyring import KeyFileForeign, KeyFileLost, load_keyring


@pytest.fixture
def platform(setting: Setting, tmp_path: Path) -> Iterator[Platform]:
    """An installation of its own: keys are those of everybody in it."""
    with running_platform(setting, tmp_path) as running:
        yield running


def test_values_are_encrypted_anew_and_the_old_copy_is_lost(platform: Platform) -> None:
    database, columns = platform.database, encrypted_columns(METADATA)
    column = SecondFactor.__table__.c.secret
    assert column in columns
    with database.transaction(SYSTEM) as session:
        user = User(email="ana@example.com", name="Ana", password_hash="!")
        session.add(user)
        session.flush()
        factor = SecondFactor(user_id=user.id)
        seal_into(session, factor, SecondFactor.secret, "JBSWY3DP")
        session.add(factor)
        session.flush()
        old_copy = factor.secret
    add_data_keys(database)
    assert count_old(database, columns) >= 1
    encrypt_anew(database, columns)
    assert count_old(database, columns) == 0
    rotate_master(database)
    place = place_of(column, INSTALLATION, factor.id)
    with database.transaction(SYSTEM) as session:
        fresh = session.get_one(SecondFactor, factor.id)
        assert read_sealed(session, fresh, SecondFactor.secret) == "JBSWY3DP"
        assert decrypt(session, place, old_copy) == b"JBSWY3DP"
    assert destroy_old_versions(database, columns) >= 1
    assert len(platform.keyring.masters) == 1
    with database.transaction(SYSTEM) as session:
        assert read_sealed(session, session.get_one(SecondFactor, factor.id), SecondFactor.secret) == "JBSWY3DP"
        assert encrypt(session, place, b"x")
        with pytest.raises(DataKeyDestroyed):
            decrypt(session, place, old_copy)


def test_a_lost_or_foreign_key_file_is_told(tmp_path: Path) -> None:
    keyring = load_keyring(tmp_path / "keys.json")
    assert (tmp_path / "keys.json").stat().st_mode & 0o777 == 0o600
    assert load_keyring(tmp_path / "keys.json", keyring.fingerprint).derive("a") == keyring.derive("a")
    with pytest.raises(KeyFileForeign):
        load_keyring(tmp_path / "keys.json", "0" * 16)
    with pytest.raises(KeyFileLost):
        load_keyring(tmp_path / "gone.json", keyring.fingerprint)
    assert not (tmp_path / "gone.json").exists()
