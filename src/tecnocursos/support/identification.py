"""How often somebody failed to prove who they are: counted by the day for whoever writes, whatever they say between.

It survives `menu`, `sair` and a new conversation, and holds for all numbers of the tenant, so that nobody finds out by
trying which birth date belongs to a CPF.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from tecnocursos.infra.encryption import blind_index
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor
from tecnocursos.support.desk_models import FailedIdentification
from tecnocursos.support.phones import canonical_phone
from tecnocursos.support.whatsapp.updates import Identity

_KEPT: Final = timedelta(days=2)


def failures_on(session: Session, actor: Actor, writer: Identity, day: date) -> int:
    """Of whoever writes by this phone or under this id."""
    found = session.scalar(
        select(func.max(FailedIdentification.count)).where(
            FailedIdentification.tenant_id == actor.tenant_id,
            FailedIdentification.lookup.in_(_lookups(session, actor, writer)),
            FailedIdentification.day == day,
        )
    )
    return found or 0


def note_failure(session: Session, actor: Actor, writer: Identity, day: date) -> None:
    for lookup in _lookups(session, actor, writer):
        wanted = insert_into(session, FailedIdentification).values(
            tenant_id=actor.tenant_id, lookup=lookup, day=day, count=1
        )
        session.execute(
            wanted.on_conflict_do_update(
                index_elements=[
                    FailedIdentification.tenant_id,
                    FailedIdentification.lookup,
                    FailedIdentification.day,
                ],
                set_={"count": FailedIdentification.count + 1},
            )
        )


def forget_failures(session: Session, now: datetime) -> None:
    """Those of days that are over in every time zone."""
    session.execute(delete(FailedIdentification).where(FailedIdentification.day < (now - _KEPT).date()))


def _lookups(session: Session, actor: Actor, writer: Identity) -> Sequence[bytes]:
    known = [canonical_phone(writer.phone)] if writer.phone else []
    known += [writer.bsuid] if writer.bsuid else []
    return [blind_index(session, actor.tenant_id, "identification", one) for one in known]
