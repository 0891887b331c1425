"""Vectors of passages: made batch by batch, and those that are nearest to a question's."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from sqlalchemy import ColumnElement, and_, delete, insert, select
from sqlalchemy.orm import Session

from tecnocursos.answers.messages import EmbedPassages, FindUnembedded
from tecnocursos.answers.models import PassageVector
from tecnocursos.answers.ports import Embedder, Vector
from tecnocursos.documents.passage_models import PassageRow
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.actor import Actor, system_actor

_STORED = np.dtype("<f2")
"""Half precision: the order of neighbours stays, at half the bytes to be read for each question."""
_MOST_TENANTS = 500


@dataclass(frozen=True, slots=True)
class AskedVector:
    """A question as a vector of length 1, and the model that made it: others' vectors are not comparable."""

    model: str
    vector: Vector


def find_unembedded(work: Work, message: FindUnembedded, embedder: Embedder | None) -> None:  # noqa: ARG001
    """Ask for the vectors that are missing, tenant by tenant; nothing where no service is set."""
    with work.last_transaction() as session:
        if embedder is None:
            return
        tenants = select(PassageRow.tenant_id).outerjoin(PassageVector, _of_model(embedder.model))
        wanted = tenants.where(PassageVector.passage_id.is_(None)).distinct().limit(_MOST_TENANTS)
        for tenant_id in session.scalars(wanted).all():
            enqueue(session, EmbedPassages(), actor=system_actor(tenant_id), once_key="embed")


def embed_passages(work: Work, message: EmbedPassages, embedder: Embedder | None) -> None:  # noqa: ARG001
    """Batch by batch: what was kept stays when it is stopped. Raises EmbeddingFailed."""
    while embedder is not None:
        work.check()
        with work.transaction() as session:
            passages = _without_vector(session, work.actor, embedder)
        if not passages:
            return
        vectors = embedder.embed([text for _, text in passages])
        with work.transaction() as session:
            _keep(session, work.actor, embedder.model, dict(zip([one for one, _ in passages], vectors, strict=True)))


def find_nearest(
    session: Session, actor: Actor, asked: AskedVector, limit: int, document_ids: Collection[UUID] | None = None
) -> dict[UUID, float]:
    """The passages whose vectors are nearest, the nearest first, with their cosines.

    Reads all vectors of the tenant (or the documents): some 2 kB a passage.
    """
    wanted = select(PassageVector.passage_id, PassageVector.vector).where(
        PassageVector.tenant_id == actor.tenant_id,
        PassageVector.model == asked.model,
        PassageVector.dimensions == asked.vector.size,
    )
    if document_ids is not None:
        wanted = wanted.join(PassageRow, PassageRow.id == PassageVector.passage_id).where(
            PassageRow.tenant_id == actor.tenant_id, PassageRow.document_id.in_(document_ids)
        )
    rows = session.execute(wanted.order_by(PassageVector.passage_id)).all()
    if not rows:
        return {}
    stored = np.frombuffer(b"".join(vector for _, vector in rows), dtype=_STORED).astype(np.float32)
    cosines = stored.reshape(len(rows), -1) @ asked.vector
    order = np.argsort(-cosines, kind="stable")[:limit]
    return {rows[index][0]: float(cosines[index]) for index in order}


def _without_vector(session: Session, actor: Actor, embedder: Embedder) -> list[tuple[UUID, str]]:
    """Ids and texts, with their headings, of the next batch."""
    wanted = (
        select(PassageRow.id, PassageRow.heading, PassageRow.text)
        .outerjoin(PassageVector, _of_model(embedder.model))
        .where(PassageRow.tenant_id == actor.tenant_id, PassageVector.passage_id.is_(None))
        .order_by(PassageRow.id)
        .limit(embedder.batch)
    )
    return [(row_id, f"{heading}\n{text}" if heading else text) for row_id, heading, text in session.execute(wanted)]


def _keep(session: Session, actor: Actor, model: str, vectors: dict[UUID, Vector]) -> None:
    """Of passages that are still there: a newer version may have taken their place meanwhile."""
    there = select(PassageRow.id).where(PassageRow.tenant_id == actor.tenant_id, PassageRow.id.in_(vectors))
    kept = session.scalars(there.with_for_update()).all()
    session.execute(
        delete(PassageVector).where(PassageVector.tenant_id == actor.tenant_id, PassageVector.passage_id.in_(vectors))
    )
    rows = [
        {
            "tenant_id": actor.tenant_id,
            "passage_id": passage_id,
            "model": model,
            "dimensions": vectors[passage_id].size,
            "vector": vectors[passage_id].astype(_STORED).tobytes(),
        }
        for passage_id in kept
    ]
    if rows:
        session.execute(insert(PassageVector), rows)


def _of_model(model: str) -> ColumnElement[bool]:
    return and_(PassageVector.passage_id == PassageRow.id, PassageVector.model == model)
