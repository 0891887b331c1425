"""The signature of a webhook: `X-Hub-Signature-256: sha256=<HMAC-SHA256 of the raw body by the app's secret, hex>`.

https://developers.facebook.com/docs/graph-api/webhooks/getting-started
"""

from __future__ import annotations

import hashlib
import hmac
from typing import Final

PREFIX: Final = "sha256="


def sign(app_secret: str, body: bytes) -> str:
    """The header's value."""
    return PREFIX + hmac.new(app_secret.encode(), body, hashlib.sha256).hexdigest()


def is_signed(app_secret: str, body: bytes, header: str | None) -> bool:
    """Whether `header` is the signature of exactly these bytes; takes as long for a wrong one as for a right one."""
    expected = sign(app_secret, body).encode()
    return hmac.compare_digest(expected, (header or "").strip().lower().encode(errors="replace"))
