"""What the fake ERP was asked to do: a JSON file that is whole or not there, changed by one process at a time."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from pydantic import Field, ValidationError

from tecnocursos.infra.files import write_whole
from tecnocursos.kit.value import Value
from tecnocursos.support.errors import ErpUnavailable


class Change(Value):
    """What was done for a key."""

    kind: str
    contract: str
    on: date
    protocol: str
    until: date | None = None
    plan: str | None = None
    slot: str | None = None
    reason: str | None = None


class Record(Value):
    changes: Mapping[str, Change] = Field(default_factory=dict)
    """By key, in their order."""
    visits: Mapping[str, str | None] = Field(default_factory=dict)
    """Contract -> key of its visit; None: cancelled."""

    def and_then(self, key: str, change: Change) -> Record:
        visits = dict(self.visits)
        if change.kind == "visit":
            visits[change.contract] = key
        elif change.kind == "visit_cancelled":
            visits[change.contract] = None
        return Record(changes={**self.changes, key: change}, visits=visits)


class Records:
    """The file. A missing one is empty; one that cannot be read raises ErpUnavailable."""

    def __init__(self, path: Path, host: str) -> None:
        self._path = path
        self._host = host

    def read(self) -> Record:
        try:
            return Record.model_validate(json.loads(self._path.read_bytes()))
        except FileNotFoundError:
            return Record()
        except (ValidationError, ValueError):
            raise ErpUnavailable(
                host=self._host, reason="has lost what it kept", reason_pt="perdeu o que guardava"
            ) from None

    def write(self, record: Record) -> None:
        write_whole(self._path, record.model_dump_json(indent=1) + "\n")

    @contextmanager
    def locked(self) -> Iterator[Record]:
        """As it is now, and stays until the block ends: one at a time; the lock goes with its process."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.with_name(f".{self._path.name}.lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield self.read()
