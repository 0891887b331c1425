"""Content addresses: one digest of everything that some bytes depend on."""

from __future__ import annotations

import hashlib
import json


def digest(*parts: object) -> str:
    """SHA-256, as hex, of the parts' canonical form: bytes as they are, anything else as sorted JSON."""
    state = hashlib.sha256()
    for part in parts:
        data = part if isinstance(part, bytes) else _canonical(part)
        state.update(b"b" if isinstance(part, bytes) else b"j")
        state.update(len(data).to_bytes(8, "big"))
        state.update(data)
    return state.hexdigest()


def _canonical(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
