"""The keys of the installation: one file, from which every other key is derived or unwrapped.

The file holds a root, from which signing keys are derived and which lasts as long as the installation, and master keys,
which wrap the data keys in the database. A new master key replaces an old one without touching what is encrypted.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from tecnocursos.kit.errors import Invalid

KEY_BYTES = 32
NONCE_BYTES = 12
"""Random: at most 2³² encryptions under one key keep a repeat below one in 2³²; data keys are per tenant and change."""


class KeyFileInvalid(Invalid):
    code = "key_file_invalid"
    en = "The key file {file} cannot be used: {reason}."
    pt = "O arquivo de chaves {file} não pode ser usado: {reason}."


class KeyFileLost(Invalid):
    code = "key_file_lost"
    en = (
        "The key file {file} is not there, but this database was written with key file {fingerprint}. "
        "Put it back from the backup; without it what is encrypted cannot be read."
    )
    pt = (
        "O arquivo de chaves {file} não existe, mas este banco de dados foi gravado com o arquivo {fingerprint}. "
        "Recupere-o do backup; sem ele o que está cifrado não pode ser lido."
    )


class KeyFileForeign(Invalid):
    code = "key_file_foreign"
    en = "The key file {file} is {found}, but this database was written with key file {expected}."
    pt = "O arquivo de chaves {file} é {found}, mas este banco de dados foi gravado com o arquivo {expected}."


class MasterKeyMissing(Invalid):
    code = "master_key_missing"
    en = "The key file has no master key {id}."
    pt = "O arquivo de chaves não tem a chave mestra {id}."


@dataclass(frozen=True, slots=True)
class _Content:
    root: bytes
    masters: dict[str, bytes]
    """By id, in the order they were made; the last one is the current one."""


class Keyring:
    """The keys in the file at `path`. A file that another process changed is read again where that matters."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read()

    @property
    def fingerprint(self) -> str:
        """Names the key file; says nothing about its keys."""
        return self.derive("fingerprint")[:8].hex()

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose, e.g. signing access tokens; the same on every machine with the same key file."""
        return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=purpose.encode()).derive(self._content.root)

    def wrap(self, key: bytes, context: bytes) -> tuple[str, bytes]:
        """Encrypt a data key under the current master key; gives that one's id too."""
        self._read_if_changed()
        master_id = self.current_master
        return master_id, seal(self._content.masters[master_id], key, context)

    def unwrap(self, master_id: str, wrapped: bytes, context: bytes) -> bytes:
        """The data key. Raises MasterKeyMissing, KeyFileInvalid when it was wrapped by another or for another use."""
        if master_id not in self._content.masters:
            self._read_if_changed()
        if master_id not in self._content.masters:
            raise MasterKeyMissing(id=master_id)
        try:
            return unseal(self._content.masters[master_id], wrapped, context)
        except InvalidTag:
            raise KeyFileInvalid(file=self._path.name, reason="a data key was not wrapped by it") from None

    @property
    def masters(self) -> tuple[str, ...]:
        """Ids of the master keys, the current one last."""
        self._read_if_changed()
        return tuple(self._content.masters)

    @property
    def current_master(self) -> str:
        return next(reversed(self._content.masters))

    def add_master(self) -> str:
        """Make a new master key, the current one from now on; gives its id."""
        with _locked(self._path):
            self._read()
            master_id = str(int(self.current_master) + 1)
            masters = self._content.masters | {master_id: secrets.token_bytes(KEY_BYTES)}
            _write(self._path, _Content(self._content.root, masters))
            self._read()
        return master_id

    def remove_masters(self, ids: set[str]) -> None:
        """Forget old master keys, for good; the current one stays."""
        with _locked(self._path):
            self._read()
            kept = {name: key for name, key in self._content.masters.items() if name not in ids - {self.current_master}}
            _write(self._path, _Content(self._content.root, kept))
            self._read()

    def _read(self) -> None:
        try:
            with self._path.open() as file:
                self._state = _state(os.fstat(file.fileno()))
                content = json.load(file)
            root = _decoded(content["root"])
            masters = {str(int(name)): _decoded(key) for name, key in content["masters"].items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise KeyFileInvalid(file=self._path.name, reason=type(error).__name__) from None
        if not masters or any(len(key) != KEY_BYTES for key in (root, *masters.values())):
            raise KeyFileInvalid(file=self._path.name, reason=f"expected keys of {KEY_BYTES} bytes")
        self._content = _Content(root, masters)

    def _read_if_changed(self) -> None:
        if not self._path.exists() or _state(self._path.stat()) != self._state:
            self._read()


def load_keyring(path: Path, expected: str | None = None) -> Keyring:
    """Read the key file; where there is none, make one that only its owner may read, once for all processes.

    `expected` is the fingerprint of the file that the database was written with: then no new one is made.
    Raises KeyFileInvalid, KeyFileLost, KeyFileForeign.
    """
    if not path.exists():
        if expected is not None:
            raise KeyFileLost(file=path.name, fingerprint=expected)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _locked(path):
            if not path.exists():
                _write(path, _Content(secrets.token_bytes(KEY_BYTES), {"1": secrets.token_bytes(KEY_BYTES)}))
    keyring = Keyring(path)
    if expected is not None and keyring.fingerprint != expected:
        raise KeyFileForeign(file=path.name, found=keyring.fingerprint, expected=expected)
    return keyring


def seal(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    """AES-256-GCM: a random nonce, then the ciphertext and its tag. `context` must be the same when it is opened."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """Raises InvalidTag for another key, another context or changed bytes."""
    if len(sealed) < NONCE_BYTES:
        raise InvalidTag
    return AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], context)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """One process at a time; the lock goes with its process."""
    with path.with_name(f".{path.name}.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _write(path: Path, content: _Content) -> None:
    """Whole or not at all, and never readable by others, not even for a moment."""
    text = json.dumps(
        {"root": _encoded(content.root), "masters": {name: _encoded(key) for name, key in content.masters.items()}},
        indent=1,
    )
    temporary = path.with_name(f".{path.name}.new")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text + "\n")
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _state(stat: os.stat_result) -> tuple[int, int]:
    return stat.st_ino, stat.st_mtime_ns


def _encoded(key: bytes) -> str:
    return base64.b64encode(key).decode()


def _decoded(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
