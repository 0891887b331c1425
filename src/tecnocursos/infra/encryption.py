"""Encrypted columns: AES-256-GCM, bound to the tenant, table, column and row they were written for.

A room declares one in its model and goes through `seal_into` and `read_sealed`:

    class SecondFactor(Identified, Base):
        secret: Mapped[bytes] = encrypted_column()

    seal_into(session, factor, SecondFactor.secret, "JBSWY3DP…")
    secret = read_sealed(session, factor, SecondFactor.secret)

Rows of a table with `tenant_id` use the keys of that tenant, others those of the installation. Declared like this, the
column is known to key rotation too. A value is found by equality through `blind_index`, in a column of its own.
"""

from __future__ import annotations

import hmac
import struct
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import UUID

import structlog
from cryptography.exceptions import InvalidTag
from sqlalchemy import Column, LargeBinary, MetaData, Table, event
from sqlalchemy.orm import InstrumentedAttribute, MappedColumn, Session, SessionTransaction, mapped_column

from tecnocursos.infra.data_keys import current_key, key_of_version
from tecnocursos.infra.database import INSTALLATION
from tecnocursos.infra.keyring import seal, unseal
from tecnocursos.kit.errors import Invalid
from tecnocursos.kit.ids import new_id

log = structlog.get_logger(__name__)

_FORMAT = 1
_HEADER = struct.Struct(">BI")
"""Format, version of the data key."""


class CiphertextRefused(Invalid):
    code = "ciphertext_refused"
    en = "An encrypted value was changed or moved outside of the product, and is not read."
    pt = "Um valor cifrado foi alterado ou movido fora do produto e não será lido."


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value lives; it can be read nowhere else."""

    tenant_id: UUID
    table: str
    column: str
    row_id: UUID

    def bytes(self, header: bytes) -> bytes:
        return header + f"{self.tenant_id}|{self.table}|{self.column}|{self.row_id}".encode()


TamperingListener = Callable[[Place], None]
"""Told after the transaction in which a ciphertext was refused; `on_tampering` of the session."""


def encrypted_column(**options: Any) -> MappedColumn[Any]:
    """A column of a model with an `id`, for `seal_into` and `read_sealed`."""
    return mapped_column(LargeBinary(), info={"encrypted": True}, **options)


def encrypted_columns(metadata: MetaData) -> list[Column[Any]]:
    """Every encrypted column, for rotation."""
    return [column for table in metadata.sorted_tables for column in table.columns if column.info.get("encrypted")]


def seal_into(session: Session, row: Any, attribute: InstrumentedAttribute[Any], text: str | None) -> None:
    """Set the attribute of `row` to `text`, encrypted for this row."""
    if row.id is None:
        row.id = new_id()
    place = _place(row, attribute)
    setattr(row, attribute.key, None if text is None else encrypt(session, place, text.encode()))


def read_sealed(session: Session, row: Any, attribute: InstrumentedAttribute[Any]) -> Any:
    """What was sealed: a text, or None where there is none. Raises CiphertextRefused, DataKeyDestroyed."""
    sealed = getattr(row, attribute.key)
    return None if sealed is None else decrypt(session, _place(row, attribute), sealed).decode()


def encrypt(session: Session, place: Place, plaintext: bytes) -> bytes:
    """Key version, nonce, ciphertext and tag: 33 bytes more than `plaintext`."""
    version, key = current_key(session, place.tenant_id)
    header = version_prefix(version)
    return header + seal(key, plaintext, place.bytes(header))


def decrypt(session: Session, place: Place, sealed: bytes) -> bytes:
    """Raises CiphertextRefused when it was changed or written for another place, DataKeyDestroyed."""
    header = sealed[: _HEADER.size]
    try:
        form, version = _HEADER.unpack(header)
        if form != _FORMAT:
            raise InvalidTag
        return unseal(key_of_version(session, place.tenant_id, version), sealed[_HEADER.size :], place.bytes(header))
    except (InvalidTag, struct.error):
        log.error("ciphertext_refused", table=place.table, column=place.column, row_id=str(place.row_id))
        _tell_afterwards(session, place)
        raise CiphertextRefused from None


def blind_index(session: Session, tenant_id: UUID, purpose: str, text: str) -> bytes:
    """32 bytes, equal for equal texts of one tenant and purpose, and telling nothing without its key."""
    _, key = current_key(session, tenant_id, "index")
    return hmac.digest(key, f"{purpose}|{text}".encode(), sha256)


def version_prefix(version: int) -> bytes:
    """How everything begins that is encrypted with this version of the tenant's data key."""
    return _HEADER.pack(_FORMAT, version)


def place_of(column: Column[Any], tenant_id: UUID, row_id: UUID) -> Place:
    """The place of a column in a row of a tenant, or of INSTALLATION where its table has no tenants."""
    return Place(tenant_id, column.table.fullname, column.name, row_id)


def is_tenant_owned(table: Table) -> bool:
    return "tenant_id" in table.columns


def _place(row: Any, attribute: InstrumentedAttribute[Any]) -> Place:
    column = attribute.property.columns[0]
    tenant_id = row.tenant_id if is_tenant_owned(column.table) else INSTALLATION
    if tenant_id is None:
        raise ValueError("the row's tenant must be set before anything is sealed into it")
    return place_of(column, tenant_id, row.id)


def _tell_afterwards(session: Session, place: Place) -> None:
    """What is refused mostly rolls its transaction back; the record of it must not go with that."""
    if "refused" not in session.info:
        session.info["refused"] = []
        event.listen(session, "after_transaction_end", _tell)
    session.info["refused"].append(place)
    if not session.in_transaction():
        session.begin()  # so that there is an end to wait for


def _tell(session: Session, ended: SessionTransaction) -> None:
    listener: TamperingListener | None = session.info.get("on_tampering")
    if ended.parent is not None or listener is None:
        return
    refused: list[Place] = session.info["refused"]
    while refused:
        listener(refused.pop())
