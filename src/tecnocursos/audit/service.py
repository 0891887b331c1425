"""Recording, in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.audit.models import AuditEntry
from tecnocursos.kit.actor import Actor

Fact = str | int | float | bool | None


def record(
    session: Session,
    actor: Actor,
    action: str,
    subject_kind: str,
    subject_id: UUID | None = None,
    changes: Mapping[str, tuple[Fact, Fact]] | None = None,
) -> None:
    """Append one entry to the record of the actor's tenant.

    `action` is the domain and a verb in the past tense, `project.deleted`. `changes` gives a field's value before and
    after: states, ids and numbers only. Content and personal data never enter the record, since it cannot be erased.
    """
    session.add(
        AuditEntry(
            tenant_id=actor.tenant_id,
            action=action,
            actor_kind=actor.kind,
            actor_id=actor.user_id or actor.key_id,
            subject_kind=subject_kind,
            subject_id=subject_id,
            changes={field: list(pair) for field, pair in (changes or {}).items()},
        )
    )
