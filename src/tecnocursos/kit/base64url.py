"""Bytes as text for URLs and headers (RFC 4648 section 5, without padding), each in one spelling only."""

from __future__ import annotations

import base64


def encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def decode(text: str) -> bytes:
    """The bytes that `encode` made `text` of. Raises ValueError for any other text.

    Base64 leaves up to four bits of the last character unused, and decoders take any value there: what is signed
    could be spelled in sixteen ways. Here only the one that `encode` writes is read.
    """
    content = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    if encode(content) != text:
        raise ValueError("not the text that these bytes are encoded as")
    return content
