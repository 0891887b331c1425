"""Passwords: Argon2id, a few at a time, never while a transaction is open.

One hash takes by default about 130 ms of a core and 64 MiB (RFC 9106, second choice). So only `slots` are computed at
once and only `queue` callers wait for their turn; whoever comes beyond that is told at once to come back.
"""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pwdlib import PasswordHash
from pwdlib.exceptions import PwdlibError
from pwdlib.hashers.argon2 import Argon2Hasher

from tecnocursos.accounts.errors import PasswordsBusy

_LONGEST_WAIT_SECONDS = 5.0
NO_PASSWORD = "!"  # noqa: S105
"""The hash of somebody who cannot sign in with a password."""


@dataclass(frozen=True, slots=True)
class Verdict:
    is_right: bool
    renewed_hash: str | None = None
    """To be stored: the password was right, its hash was made with older parameters."""


class Passwords:
    """Hashes and verifies passwords."""

    def __init__(self, memory_kib: int, passes: int, *, slots: int, queue: int) -> None:
        self._hasher = PasswordHash((Argon2Hasher(time_cost=passes, memory_cost=memory_kib, parallelism=4),))
        self._slots = threading.BoundedSemaphore(slots)
        self._places = threading.BoundedSemaphore(slots + queue)
        # Verified against when there is no account, so that this takes as long as when there is one.
        self._nobody = self._hasher.hash("nobody")

    def hash(self, password: str) -> str:
        """Raises PasswordsBusy."""
        with self._turn():
            return self._hasher.hash(_normal(password))

    def verify(self, password: str, stored_hash: str | None) -> Verdict:
        """Whether `password` is the one; without a hash it is not, after the same time. Raises PasswordsBusy."""
        stored = None if stored_hash in {None, "", NO_PASSWORD} else stored_hash
        with self._turn():
            try:
                is_right, renewed = self._hasher.verify_and_update(_normal(password), stored or self._nobody)
            except PwdlibError:
                return Verdict(is_right=False)
        is_theirs = is_right and stored is not None
        return Verdict(is_theirs, renewed if is_theirs else None)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._places.acquire(blocking=False):
            raise PasswordsBusy
        try:
            if not self._slots.acquire(timeout=_LONGEST_WAIT_SECONDS):
                raise PasswordsBusy
            try:
                yield
            finally:
                self._slots.release()
        finally:
            self._places.release()


def _normal(password: str) -> str:
    """One form for what looks the same but was typed on another keyboard."""
    return unicodedata.normalize("NFKC", password)
