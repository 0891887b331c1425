"""Access tokens: short-lived, signed, naming a sign-in. Whether that still holds, the database says."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import jwt

from tecnocursos.kit.clock import Clock, utc_now
from tecnocursos.kit.errors import NotAuthenticated

ACCESS_MINUTES = 30
_ALGORITHM = "HS256"
_AUDIENCE = "tecnocursos-api"
_TYPE = "access"
_MOST_KEPT = 10_000


@dataclass(frozen=True, slots=True)
class AccessClaims:
    tenant_id: UUID
    sign_in_id: UUID
    expires_at: datetime | None = None
    """Known of a token that was read."""


class AccessTokens:
    """Signs and reads access tokens with one key."""

    def __init__(self, key: bytes, clock: Clock = utc_now) -> None:
        self._key = key
        self._clock = clock
        # The same token comes with request after request; its seal stays what it was, only its time passes.
        self._checked = functools.lru_cache(_MOST_KEPT)(self._check)

    def issue(self, claims: AccessClaims) -> str:
        now = self._clock()
        return jwt.encode(
            {
                "typ": _TYPE,
                "aud": _AUDIENCE,
                "tid": str(claims.tenant_id),
                "sid": str(claims.sign_in_id),
                "iat": now,
                "nbf": now,
                "exp": now + timedelta(minutes=ACCESS_MINUTES),
            },
            self._key,
            algorithm=_ALGORITHM,
        )

    def read(self, token: str) -> AccessClaims:
        """The claims of a token that is whole, ours, of this kind and in time. Raises NotAuthenticated."""
        claims = self._checked(token)
        if claims.expires_at is None or claims.expires_at <= self._clock():
            raise NotAuthenticated
        return claims

    def _check(self, token: str) -> AccessClaims:
        required = ["exp", "nbf", "aud", "typ", "tid", "sid"]
        try:
            claims = jwt.decode(
                token, self._key, algorithms=[_ALGORITHM], audience=_AUDIENCE, options={"require": required}
            )
            if claims["typ"] != _TYPE:
                raise NotAuthenticated
            expires_at = datetime.fromtimestamp(claims["exp"], UTC)
            return AccessClaims(UUID(str(claims["tid"])), UUID(str(claims["sid"])), expires_at)
        except (jwt.InvalidTokenError, ValueError, TypeError) as error:
            raise NotAuthenticated from error
