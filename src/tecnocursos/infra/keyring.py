"""The keys of the installation: one file of master keys, from which every other key is derived or unwrapped."""

from __future__ import annotations

import base64
import json
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tecnocursos.infra.files import write_whole
from tecnocursos.kit.errors import Invalid

_KEY_BYTES = 32


class KeyFileInvalid(Invalid):
    code = "key_file_invalid"
    en = "The key file {file} cannot be used: {reason}."
    pt = "O arquivo de chaves {file} não pode ser usado: {reason}."


class Keyring:
    """Master keys by id, in the order they were made; the last one is the current one."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        self._keys = keys

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose, e.g. signing access tokens; the same on every machine with the same key file."""
        master = next(iter(self._keys.values()))
        return HKDF(algorithm=SHA256(), length=_KEY_BYTES, salt=None, info=purpose.encode()).derive(master)


def load_keyring(path: Path) -> Keyring:
    """Read the key file; where there is none, make one that only its owner may read. Raises KeyFileInvalid."""
    if not path.exists():
        key = base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()
        write_whole(path, json.dumps({"keys": {"1": key}}, indent=1) + "\n")
        path.chmod(0o600)
    try:
        content = json.loads(path.read_text())
        keys = {name: base64.b64decode(key, validate=True) for name, key in content["keys"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyFileInvalid(file=path.name, reason=type(error).__name__) from None
    if not keys or any(len(key) != _KEY_BYTES for key in keys.values()):
        raise KeyFileInvalid(file=path.name, reason="expected keys of 32 bytes")
    return Keyring(keys)
