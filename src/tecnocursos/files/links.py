"""Download links that anybody may use who has them, until they run out.

What a link means (tenant, file, name, until when) is sealed in its token, so neither logs nor proxies read file names
from it, and the same link made twice in a while is the same text, which browsers find in their cache.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from tecnocursos.files.errors import LinkExpired, LinkInvalid
from tecnocursos.files.models import StoredFile
from tecnocursos.kit import base64url
from tecnocursos.kit.clock import Clock, utc_now

LIFETIME = timedelta(hours=1)
_PURPOSE = b"download"


@dataclass(frozen=True, slots=True)
class LinkClaims:
    tenant_id: UUID
    file_id: UUID
    name: str
    is_inline: bool
    """To be shown in a page, where its type allows that; else to be saved."""
    expires_at: datetime


class DownloadLinks:
    """Makes and reads links with one key of 32 bytes (AES-SIV: sealed, unforgeable, and the same for the same)."""

    def __init__(self, key: bytes, clock: Clock = utc_now) -> None:
        self._cipher = AESSIV(key)
        self._clock = clock

    def link(self, file: StoredFile, name: str, *, is_inline: bool = False, lifetime: timedelta = LIFETIME) -> str:
        """The path and query of a link to `file` for one to two times `lifetime`."""
        return self.link_to(file.tenant_id, file.id, name, is_inline=is_inline, lifetime=lifetime)

    def link_to(
        self, tenant_id: UUID, file_id: UUID, name: str, *, is_inline: bool = False, lifetime: timedelta = LIFETIME
    ) -> str:
        """The same by the file's id, of which the caller knows that it belongs to the tenant."""
        period = lifetime.total_seconds()
        expires = round((self._clock().timestamp() // period + 2) * period)
        claims = json.dumps([str(tenant_id), str(file_id), name, is_inline, expires], ensure_ascii=False)
        token = base64url.encode(self._cipher.encrypt(claims.encode(), [_PURPOSE]))
        return f"/api/v1/files/{file_id}?token={token}"

    def read(self, file_id: UUID, token: str) -> LinkClaims:
        """Raises LinkInvalid, LinkExpired."""
        try:
            sealed = self._cipher.decrypt(base64url.decode(token), [_PURPOSE])
        except (ValueError, InvalidTag):
            raise LinkInvalid from None
        tenant, file, name, is_inline, expires = json.loads(sealed)
        claims = LinkClaims(UUID(tenant), UUID(file), name, is_inline, datetime.fromtimestamp(expires, UTC))
        if claims.file_id != file_id:
            raise LinkInvalid
        if claims.expires_at <= self._clock():
            raise LinkExpired
        return claims
