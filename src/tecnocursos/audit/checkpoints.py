"""Checkpoints: signed statements of where a chain ended, kept outside the database in files that only grow.

A chain of hashes alone does not show that its end was cut off, or that it was written anew from somewhere on with fresh
hashes. Against a checkpoint both show. The signature is Ed25519 and not a keyed hash, so that an auditor who is given
the public key can check checkpoints without being able to make them.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tecnocursos.infra.files import sync_folder
from tecnocursos.infra.keyring import Keyring


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The chain of `tenant_id` ended with entry `sequence`, whose hash was `hash`."""

    tenant_id: UUID
    sequence: int
    hash: bytes
    at: datetime

    def signed_content(self) -> bytes:
        return f"{self.tenant_id}|{self.sequence}|{self.hash.hex()}|{self.at.isoformat()}".encode()


class Checkpoints:
    """The folder with one file a chain, and the key that signs."""

    def __init__(self, folder: Path, keyring: Keyring) -> None:
        self._folder = folder
        self._key = Ed25519PrivateKey.from_private_bytes(keyring.derive("audit checkpoints"))

    @property
    def public_key(self) -> bytes:
        return self._key.public_key().public_bytes_raw()

    def publish(self, checkpoint: Checkpoint) -> None:
        """Add a line to the chain's file; it is on the disk when this returns."""
        line = {
            "tenant_id": str(checkpoint.tenant_id),
            "sequence": checkpoint.sequence,
            "hash": checkpoint.hash.hex(),
            "at": checkpoint.at.isoformat(),
            "public_key": self.public_key.hex(),
            "signature": self._key.sign(checkpoint.signed_content()).hex(),
        }
        if not self._folder.exists():
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            sync_folder(self._folder.parent)
        path = self._file(checkpoint.tenant_id)
        is_new = not path.exists()
        with path.open("ab") as file:
            # One write, so that lines of several processes do not mix. It begins with a line break: a line that a
            # power cut tore stays alone.
            file.write(("\n" + json.dumps(line, separators=(",", ":"))).encode())
            file.flush()
            os.fsync(file.fileno())
        if is_new:
            sync_folder(self._folder)

    def read(self, tenant_id: UUID) -> Iterator[Checkpoint | None]:
        """All of a chain, as they were published; None for a line that is torn, or not signed by our key."""
        try:
            with self._file(tenant_id).open() as file:
                yield from (self._checked(line, tenant_id) for line in file if line.strip())
        except FileNotFoundError:
            return

    def last(self, tenant_id: UUID) -> Checkpoint | None:
        """The one with the highest number."""
        sound = (checkpoint for checkpoint in self.read(tenant_id) if checkpoint is not None)
        return max(sound, key=lambda checkpoint: checkpoint.sequence, default=None)

    def chains(self) -> set[UUID]:
        """Of which chains there are checkpoints."""
        return {UUID(path.stem) for path in self._folder.glob("*.jsonl")}

    def _file(self, tenant_id: UUID) -> Path:
        return self._folder / f"{tenant_id}.jsonl"

    def _checked(self, line: str, tenant_id: UUID) -> Checkpoint | None:
        try:
            content = json.loads(line)
            checkpoint = Checkpoint(
                tenant_id=UUID(content["tenant_id"]),
                sequence=int(content["sequence"]),
                hash=bytes.fromhex(content["hash"]),
                at=datetime.fromisoformat(content["at"]),
            )
            self._key.public_key().verify(bytes.fromhex(content["signature"]), checkpoint.signed_content())
        except (ValueError, KeyError, TypeError, InvalidSignature):
            return None
        return checkpoint if checkpoint.tenant_id == tenant_id else None
