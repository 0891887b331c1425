"""The secrets of authenticator apps at rest: AES-256-GCM, each bound to the person it belongs to."""

from __future__ import annotations

import hmac
import secrets
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES = 12


class Sealer:
    """Seals with one key; `code_hash` is keyed too, so that a copy of the database alone does not allow guessing."""

    def __init__(self, key: bytes) -> None:
        self._cipher = AESGCM(key)
        self._hash_key = hmac.digest(key, b"backup codes", "sha256")

    def seal(self, user_id: UUID, secret: str) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, secret.encode(), user_id.bytes)

    def unseal(self, user_id: UUID, sealed: bytes) -> str:
        return self._cipher.decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], user_id.bytes).decode()

    def code_hash(self, user_id: UUID, code: str) -> str:
        return hmac.digest(self._hash_key, user_id.bytes + code.encode(), "sha256").hex()
