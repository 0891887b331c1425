"""Is the record as it was written? Recomputes chains in one pass, and holds them against their checkpoints."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.audit.checkpoints import Checkpoints
from tecnocursos.audit.entries import START, entry_hash
from tecnocursos.audit.models import AuditEntry, AuditHead
from tecnocursos.kit.actor import Actor, Permission

Reason = Literal["missing", "altered", "rewritten", "cut", "unlinked", "checkpoint_forged"]
"""`missing`: no entry with this number, but later ones. `altered`: its hash does not follow from its content and the
entry before. `rewritten`: it follows, but a checkpoint says otherwise. `cut`: entries from here on are gone.
`unlinked`: it stands behind the end of the chain. `checkpoint_forged`: a checkpoint is not signed by our key."""

NEWEST_CHECKED = 20_000
"""How many entries are checked while somebody waits for an answer; about a second's worth."""

_COLUMNS = AuditEntry.__table__.columns
_AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Break:
    sequence: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Verification:
    """Of one chain. `broken` is the first entry that is not as it was written, or None."""

    tenant_id: UUID
    first_sequence: int
    """Where the check began; 1 for the whole chain."""
    last_sequence: int
    checkpoint_sequence: int
    """The newest entry that a checkpoint speaks of."""
    broken: Break | None


def list_chains(session: Session, checkpoints: Checkpoints) -> list[UUID]:
    """Of every tenant that something was recorded of, even if nothing of it is left."""
    heads = session.scalars(select(AuditHead.tenant_id)).all()
    entries = session.scalars(select(AuditEntry.tenant_id).distinct()).all()
    return sorted({*heads, *entries} | checkpoints.chains())


def verify_newest(session: Session, actor: Actor, checkpoints: Checkpoints) -> Verification:
    """The end of the actor's own chain, or all of it when it is no longer than NEWEST_CHECKED."""
    actor.require(Permission.READ_AUDIT)
    end = session.scalar(select(AuditHead.sequence).where(AuditHead.tenant_id == actor.tenant_id)) or 0
    return verify_chain(session, actor.tenant_id, checkpoints, after=max(0, end - NEWEST_CHECKED))


def verify_chain(session: Session, tenant_id: UUID, checkpoints: Checkpoints, after: int = 0) -> Verification:
    """Check the entries behind number `after`; what stands before is then taken as it is."""
    pinned: dict[int, set[bytes]] = {}
    is_forged = False
    for checkpoint in checkpoints.read(tenant_id):
        if checkpoint is None:
            is_forged = True
        else:
            pinned.setdefault(checkpoint.sequence, set()).add(checkpoint.hash)
    newest_checkpoint = max(pinned, default=0)
    head = select(AuditHead.sequence, AuditHead.hash).where(AuditHead.tenant_id == tenant_id)
    if (end := session.execute(head).one_or_none()) is not None and end.sequence:
        pinned.setdefault(end.sequence, set()).add(end.hash)
    last, broken = _first_break(session, tenant_id, pinned, after)
    if broken is None and last > (session.scalar(head) or 0):
        broken = Break(last, "unlinked")
    if broken is None and is_forged:
        broken = Break(newest_checkpoint, "checkpoint_forged")
    return Verification(tenant_id, after + 1, last, newest_checkpoint, broken)


def _first_break(
    session: Session, tenant_id: UUID, pinned: dict[int, set[bytes]], after: int
) -> tuple[int, Break | None]:
    """The number of the last sound entry, and what is wrong with the next."""
    sequence, previous = after, START
    if after:
        found = session.scalar(
            select(AuditEntry.hash).where(AuditEntry.tenant_id == tenant_id, AuditEntry.sequence == after)
        )
        if found is None:
            return after - 1, Break(after, "missing")
        previous = found
    wanted = select(*_COLUMNS).where(AuditEntry.tenant_id == tenant_id, AuditEntry.sequence > after)
    streamed = wanted.order_by(AuditEntry.sequence).execution_options(yield_per=_AT_ONCE)
    with closing(session.execute(streamed)) as entries:
        for entry in entries:
            expected = sequence + 1
            if entry.sequence != expected:
                return sequence, Break(expected, "missing")
            previous = entry_hash(previous, dict(entry._mapping))
            if previous != entry.hash:
                return sequence, Break(expected, "altered")
            if pinned.get(expected, {previous}) != {previous}:
                return sequence, Break(expected, "rewritten")
            sequence = expected
    if max(pinned, default=0) > sequence:
        return sequence, Break(sequence + 1, "cut")
    return sequence, None
