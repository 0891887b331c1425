"""Recording, in the transaction of the change itself."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from tecnocursos.audit import chain
from tecnocursos.audit.entries import Fact, require_action, short_facts
from tecnocursos.infra.database import INSTALLATION
from tecnocursos.kit.actor import Actor

__all__ = ["Fact", "record"]


def record(
    session: Session,
    actor: Actor | None,
    action: str,
    subject_kind: str,
    subject_id: UUID | None = None,
    changes: Mapping[str, tuple[Fact, Fact]] | None = None,
) -> None:
    """Append one entry to the record of the actor's tenant; without an actor, to that of the installation.

    `action` is the domain and a verb in the past tense, `project.deleted`. `changes` gives a field's value before and
    after: states, ids and numbers only. Content and personal data never enter the record, since it cannot be erased;
    the address of a request neither: `trace_id` leads to the log, which ends. Raises ValueError for what is too long.
    """
    require_action(action, subject_kind)
    chain.append(
        session,
        actor.tenant_id if actor else INSTALLATION,
        {
            "action": action,
            "actor_kind": actor.kind if actor else "nobody",
            "actor_id": actor.user_id if actor else None,
            "credential_id": (actor.key_id or actor.session_id) if actor else None,
            "subject_kind": subject_kind,
            "subject_id": subject_id,
            "changes": short_facts(changes or {}),
            "trace_id": session.info.get("trace_id"),
        },
    )
