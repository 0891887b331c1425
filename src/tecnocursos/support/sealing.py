"""What is said in a conversation is sealed by a key of its own, which itself is sealed by the tenant's.

Destroying the key erases the conversation, also in copies that are not reached any more; turning the tenant's keys over
touches one small value a conversation.
"""

from __future__ import annotations

import base64
import json
import secrets
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy.orm import Session

from tecnocursos.infra.encryption import CiphertextRefused, read_sealed, seal_into
from tecnocursos.infra.keyring import KEY_BYTES, seal, unseal
from tecnocursos.support.errors import ConversationErased
from tecnocursos.support.models import Conversation


class Sealer:
    """Seals and reads what belongs to one conversation; each value at its own place only."""

    def __init__(self, conversation_id: UUID, key: bytes) -> None:
        self._conversation_id = conversation_id
        self._key = key

    def seal(self, place: str, value: Any) -> bytes:
        """`value` is JSON; `place` names where it stands, e.g. `message/<id>`."""
        return self.seal_bytes(place, json.dumps(value, ensure_ascii=False).encode())

    def read(self, place: str, sealed: bytes) -> Any:
        """Raises CiphertextRefused when it was changed, or moved from another place."""
        return json.loads(self.read_bytes(place, sealed))

    def seal_bytes(self, place: str, content: bytes) -> bytes:
        return seal(self._key, content, self._context(place))

    def read_bytes(self, place: str, sealed: bytes) -> bytes:
        """Raises CiphertextRefused."""
        try:
            return unseal(self._key, sealed, self._context(place))
        except InvalidTag:
            raise CiphertextRefused from None

    def _context(self, place: str) -> bytes:
        return f"conversation|{self._conversation_id}|{place}".encode()


def make_key(session: Session, conversation: Conversation) -> Sealer:
    """Give a new conversation its key."""
    key = secrets.token_bytes(KEY_BYTES)
    seal_into(session, conversation, Conversation.key, base64.b64encode(key).decode())
    return Sealer(conversation.id, key)


def sealer_of(session: Session, conversation: Conversation) -> Sealer:
    """Raises ConversationErased."""
    text = read_sealed(session, conversation, Conversation.key)
    if text is None:
        raise ConversationErased
    return Sealer(conversation.id, base64.b64decode(text))
