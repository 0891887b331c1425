"""The job that publishes checkpoints."""

from __future__ import annotations

from typing import Any

import structlog
from sqlalchemy import select, update

from tecnocursos.audit.checkpoints import Checkpoint, Checkpoints
from tecnocursos.audit.messages import PublishCheckpoints
from tecnocursos.audit.models import AuditHead
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.clock import utc_now

log = structlog.get_logger(__name__)


def publish_checkpoints(work: Work, _message: PublishCheckpoints, checkpoints: Checkpoints) -> dict[str, Any]:
    """Publish the end of every chain that grew; of the job's tenant, or of all."""
    wanted = select(AuditHead.tenant_id, AuditHead.sequence, AuditHead.hash).where(
        AuditHead.sequence > AuditHead.published_sequence
    )
    if work.attempt.tenant_id is not None:
        wanted = wanted.where(AuditHead.tenant_id == work.attempt.tenant_id)
    with work.transaction() as session:
        ends = session.execute(wanted).all()
    published = refused = 0
    for tenant_id, sequence, entry_hash in ends:
        work.check()
        last = checkpoints.last(tenant_id)
        if last is not None and (last.sequence > sequence or (last.sequence == sequence and last.hash != entry_hash)):
            # Somebody put an older database back, or wrote history anew: nothing of that is signed.
            log.error("audit_chain_contradicts_checkpoint", tenant_id=str(tenant_id), sequence=sequence)
            refused += 1
            continue
        if last is None or last.sequence < sequence:
            checkpoints.publish(Checkpoint(tenant_id, sequence, entry_hash, utc_now()))
        with work.transaction() as session:
            session.execute(
                update(AuditHead)
                .where(AuditHead.tenant_id == tenant_id, AuditHead.published_sequence < sequence)
                .values(published_sequence=sequence)
            )
        published += 1
    return {"published": published, "refused": refused}
