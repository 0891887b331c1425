"""Rows with an encrypted value each: people's second factors."""

from __future__ import annotations

import uuid
from uuid import UUID

from sqlalchemy import insert, select, update

from tecnocursos.accounts.models import SecondFactor, User
from tecnocursos.infra.database import INSTALLATION, SYSTEM, Database
from tecnocursos.infra.encryption import encrypt, place_of, read_sealed
from tecnocursos.kit.ids import new_id

_COLUMN = SecondFactor.__table__.c.secret


def add_secrets(database: Database, count: int) -> dict[UUID, str]:
    """So many rows; gives the secret of each."""
    secrets = {new_id(): uuid.uuid4().hex for _ in range(count)}
    owners = {row_id: new_id() for row_id in secrets}
    with database.transaction(SYSTEM) as session:
        people = [
            {"id": owner, "email": f"{owner.hex}@example.com", "name": "Ana", "password_hash": "!"}
            for owner in owners.values()
        ]
        session.execute(insert(User), people)
        rows = [
            {
                "id": row_id,
                "user_id": owners[row_id],
                "secret": encrypt(session, place_of(_COLUMN, INSTALLATION, row_id), secret.encode()),
            }
            for row_id, secret in secrets.items()
        ]
        session.execute(insert(SecondFactor), rows)
    return secrets


def write_secret(database: Database, row_id: UUID, secret: str) -> None:
    with database.transaction(SYSTEM) as session:
        content = encrypt(session, place_of(_COLUMN, INSTALLATION, row_id), secret.encode())
        session.execute(update(SecondFactor).where(SecondFactor.id == row_id).values(secret=content))


def read_secrets(database: Database) -> dict[UUID, str]:
    with database.transaction(SYSTEM, is_reading=True) as session:
        return {row.id: read_sealed(session, row, SecondFactor.secret) for row in session.scalars(select(SecondFactor))}
