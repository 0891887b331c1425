"""Idempotency keys: whoever repeats a request with the same key is given the first answer, and nothing is done twice.

The answer is kept in the transaction of the change itself: both are there, or neither. A request whose connection is
lost at COMMIT can therefore be sent again whatever became of it.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, ClassVar, Final
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, delete, func, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, short_text
from tecnocursos.infra.encryption import Place, decrypt, encrypt, encrypted_column
from tecnocursos.infra.jobs.messages import Job
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import Conflict, Invalid
from tecnocursos.kit.ids import new_id

KEY_LENGTH: Final = 255
KEPT_HOURS: Final = 24


class IdempotencyKeyReused(Invalid):
    code = "idempotency_key_reused"
    en = "This Idempotency-Key was used for another request. Use a new key for a new request."
    pt = "Esta Idempotency-Key já foi usada em outra requisição. Use uma chave nova para uma requisição nova."


class StillRunning(Conflict):
    code = "still_running"
    en = "The first request with this Idempotency-Key is not finished yet. Try again in a moment."
    pt = "A primeira requisição com esta Idempotency-Key ainda não terminou. Tente de novo em instantes."


class AnswerNotKept(Conflict):
    code = "answer_not_kept"
    en = "This was done already. Its answer held a secret, which is shown only once."
    pt = "Isto já foi feito. A resposta tinha um segredo, que é mostrado uma única vez."


class KeptAnswer(Identified, TenantOwned, Base):
    """What was answered to one request. Without a body: it held a secret, or something that was erased since."""

    __tablename__ = "idempotency_keys"

    actor_id: Mapped[UUID]
    """The person or the API key."""
    key: Mapped[str] = mapped_column(short_text(KEY_LENGTH))
    fingerprint: Mapped[str] = mapped_column(short_text(64))
    status: Mapped[int]
    headers: Mapped[dict[str, Any]]
    body: Mapped[bytes | None] = encrypted_column()

    __table_args__ = (
        UniqueConstraint("tenant_id", "actor_id", "key"),
        Index("ix_idempotency_keys_created_at", "created_at"),
    )


@dataclass(frozen=True, slots=True)
class Answer:
    """An HTTP answer as it is kept."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = b""


def find_answer(session: Session, actor: Actor, key: str, fingerprint: str) -> Answer | None:
    """The answer that was given under `key`; None the first time, and then nobody else goes on with this key
    until the transaction ends. Raises IdempotencyKeyReused, StillRunning, AnswerNotKept.
    """
    actor_id = _actor_id(actor)
    if session.get_bind().dialect.name == "postgresql":
        # Waiting for the other request would hold a connection for each that waits. SQLite has one writer anyway.
        name = hashlib.sha256(f"{actor.tenant_id} {actor_id} {key}".encode()).digest()
        lock = func.pg_try_advisory_xact_lock(int.from_bytes(name[:8], signed=True))
        if not session.scalar(select(lock)):
            raise StillRunning
    kept = session.scalar(
        select(KeptAnswer).where(
            KeptAnswer.tenant_id == actor.tenant_id, KeptAnswer.actor_id == actor_id, KeptAnswer.key == key
        )
    )
    if kept is None:
        return None
    if kept.fingerprint != fingerprint:
        raise IdempotencyKeyReused
    if kept.body is None:
        raise AnswerNotKept
    return Answer(kept.status, kept.headers, decrypt(session, _place(kept), kept.body))


def keep_answer(session: Session, actor: Actor, key: str, fingerprint: str, answer: Answer) -> None:
    """Keep the answer to the request that `find_answer` let through."""
    kept = KeptAnswer(
        id=new_id(),
        tenant_id=actor.tenant_id,
        actor_id=_actor_id(actor),
        key=key,
        fingerprint=fingerprint,
        status=answer.status,
        headers=answer.headers,
    )
    kept.body = None if answer.body is None else encrypt(session, _place(kept), answer.body)
    session.add(kept)


def blank_answers(session: Session, tenant_id: UUID) -> None:
    """Forget what was answered in a tenant, since something that it may speak of was erased. What was done already is
    still not done twice.
    """
    session.execute(update(KeptAnswer).where(KeptAnswer.tenant_id == tenant_id).values(body=None))


class ForgetAnswers(Job):
    """Forget the answers of yesterday; asked for by the schedule."""

    name: ClassVar[str] = "idempotency.forget_answers"


def forget_answers(work: Work, _message: ForgetAnswers) -> dict[str, Any]:
    before = utc_now() - timedelta(hours=KEPT_HOURS)
    with work.transaction() as session:
        old = delete(KeptAnswer).where(KeptAnswer.created_at < before).returning(KeptAnswer.id)
        return {"forgotten": len(session.scalars(old).all())}


def _place(kept: KeptAnswer) -> Place:
    return Place(kept.tenant_id, KeptAnswer.__tablename__, "body", kept.id)


def _actor_id(actor: Actor) -> UUID:
    return actor.key_id or actor.user_id or actor.tenant_id
