"""Tickets: secrets that are sent by mail or held between two steps. A ticket is an id, signed for one purpose.

Nothing about a ticket is stored, so neither the database nor the queue of jobs gives one away; whether it still holds
is written on the row that it names.
"""

from __future__ import annotations

import hmac
from uuid import UUID

from tecnocursos.accounts.errors import TicketInvalid
from tecnocursos.kit import base64url

_ID_BYTES = 16


class Tickets:
    """Issues and reads tickets with one key of 256 bits."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def issue(self, purpose: str, row_id: UUID) -> str:
        return base64url.encode(row_id.bytes + self._sign(purpose, row_id.bytes))

    def read(self, purpose: str, ticket: str) -> UUID:
        """The id in a ticket that was issued for `purpose`. Raises TicketInvalid."""
        try:
            content = base64url.decode(ticket)
        except ValueError as error:
            raise TicketInvalid from error
        row_id, signature = content[:_ID_BYTES], content[_ID_BYTES:]
        if not hmac.compare_digest(signature, self._sign(purpose, row_id)):
            raise TicketInvalid
        return UUID(bytes=row_id)

    def _sign(self, purpose: str, row_id: bytes) -> bytes:
        return hmac.digest(self._key, purpose.encode() + b"\0" + row_id, "sha256")
