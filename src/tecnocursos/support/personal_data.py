"""The copy of what is kept about a customer: everything, notes of members included, since those are data about them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.infra.encryption import read_sealed
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.privacy import exports
from tecnocursos.privacy.packages import Labels, file_name, make_package
from tecnocursos.support import customers
from tecnocursos.support.consents import consents_of
from tecnocursos.support.conversations import read_content
from tecnocursos.support.customer_pages import addresses_by_customer, conversations_of, requests_of
from tecnocursos.support.desk_models import ConversationLabel, Label
from tecnocursos.support.desk_settings import erp_of, settings_of
from tecnocursos.support.inbox import protocols_of
from tecnocursos.support.media import read_file
from tecnocursos.support.messages import ExportCustomer
from tecnocursos.support.models import Channel, Conversation, Customer, CustomerAddress, Message
from tecnocursos.support.parts import SupportParts
from tecnocursos.support.personal_data_labels import NAMES, PURPOSES, RECIPIENTS, TITLES
from tecnocursos.support.privacy_models import Consent
from tecnocursos.support.queries import get_customer
from tecnocursos.support.sealing import sealer_of

_MOST_ROWS: Final = 100_000


def export_customer(work: Work, message: ExportCustomer, parts: SupportParts, storage: Storage, scratch: Path) -> None:
    """Make the copy, unless nobody wants it any more."""
    with work.transaction() as session:
        export = exports.export_of_job(session, work.actor, message.export_id)
        if export is None:
            return
        customer = get_customer(session, work.actor, export.subject_id, is_known=True)
        has_model = parts.model is not None or parts.answers.model is not None
        sections = _about(session, work.actor, customer, has_model=has_model)
        ids = [one.id for one in conversations_of(session, work.actor, customer.id, _MOST_ROWS)]
    work.progress.plan("export", len(ids) + 1.0)
    files: list[tuple[str, bytes]] = []
    for conversation_id in reversed(ids):
        with work.transaction() as session:
            sections["conversations"].append(_conversation(session, work.actor, storage, conversation_id, files))
        work.progress.advance("export", 1.0)
    labels = Labels(customer.language, TITLES[customer.language], NAMES)
    exports.keep_package(work, storage, scratch, message.export_id, make_package(sections, files, labels))


def _about(session: Session, actor: Actor, customer: Customer, *, has_model: bool) -> dict[str, Any]:
    settings = settings_of(session, actor)
    connection = erp_of(session, settings)
    known = customers.identified(session, customer)
    recipients = [RECIPIENTS["meta"][customer.language]]
    if connection is not None:
        recipients.append(RECIPIENTS["erp"][customer.language] | {"system": connection.kind})
    if has_model:
        recipients.append(RECIPIENTS["model"][customer.language])
    return {
        "about": {
            "made_at": utc_now().isoformat(),
            "controller": settings.provider_name,
            "privacy_contact": settings.privacy_contact,
        },
        "customer": {
            "id": str(customer.id),
            "name": read_sealed(session, customer, Customer.name),
            "language": customer.language,
            "created_at": customer.created_at.isoformat(),
            "noticed_at": customer.noticed_at and customer.noticed_at.isoformat(),
            "erp": None if known is None else known.model_dump(mode="json"),
        },
        "addresses": [
            {
                "kind": one.kind,
                "value": read_sealed(session, one, CustomerAddress.value),
                "created_at": one.created_at.isoformat(),
            }
            for one in addresses_by_customer(session, actor, [customer.id]).get(customer.id, [])
        ],
        "conversations": [],
        "protocols": [
            {
                "number": one.number,
                "kind": one.kind,
                "created_at": one.created_at.isoformat(),
                "due_at": one.due_at and one.due_at.isoformat(),
                "resolved_at": one.resolved_at and one.resolved_at.isoformat(),
                "outcome": one.outcome,
            }
            for one in protocols_of(session, actor, customer.id, _MOST_ROWS)
        ],
        "consents": [
            {
                "purpose": one.purpose,
                "is_given": one.is_given,
                "source": one.source,
                "created_at": one.created_at.isoformat(),
                "text_version": one.text_version,
                "text_sha256": one.text_digest.hex(),
                "evidence": read_sealed(session, one, Consent.evidence),
            }
            for one in consents_of(session, actor, customer.id)
        ],
        "requests": [
            {
                "right": one.right,
                "created_at": one.created_at.isoformat(),
                "due_at": one.due_at.isoformat(),
                "closed_at": one.closed_at and one.closed_at.isoformat(),
                "outcome": one.outcome,
                "reason": one.reason,
            }
            for one in requests_of(session, actor, customer.id)
        ],
        "shared_with": recipients,
        "purposes": PURPOSES[customer.language],
        "kept_for_days": {
            "messages": settings.content_days,
            "files": settings.media_days,
            "deliveries": settings.event_days,
        },
    }


def _labels(session: Session, actor: Actor, conversation_id: UUID) -> list[str]:
    wanted = (
        select(Label.name)
        .join(ConversationLabel, ConversationLabel.label_id == Label.id)
        .where(Label.tenant_id == actor.tenant_id, ConversationLabel.conversation_id == conversation_id)
        .order_by(Label.name)
    )
    return list(session.scalars(wanted))


def _conversation(
    session: Session, actor: Actor, storage: Storage, conversation_id: UUID, files: list[tuple[str, bytes]]
) -> dict[str, Any]:
    row = session.scalars(
        select(Conversation).where(Conversation.tenant_id == actor.tenant_id, Conversation.id == conversation_id)
    ).one()
    number = session.scalar(
        select(Channel.name).where(Channel.tenant_id == actor.tenant_id, Channel.id == row.channel_id)
    )
    told: dict[str, Any] = {
        "number": number,
        "created_at": row.created_at.isoformat(),
        "state": row.state,
        "resolved_at": row.resolved_at and row.resolved_at.isoformat(),
        "subject": row.subject,
        "rating": row.rating,
        "labels": _labels(session, actor, row.id),
    }
    if row.key is None:
        return told | {"is_erased": True}
    sealer = sealer_of(session, row)
    messages: Sequence[Message] = session.scalars(
        select(Message)
        .where(Message.tenant_id == actor.tenant_id, Message.conversation_id == row.id, Message.kind != "event")
        .order_by(Message.sent_at, Message.position)
    ).all()
    shown = []
    for message in messages:
        content: Mapping[str, Any] = read_content(sealer, message).model_dump(mode="json", exclude_defaults=True)
        one = {
            "sent_at": message.sent_at.isoformat(),
            "direction": message.direction,
            "author": message.author,
            "kind": message.kind,
            "state": message.state,
            **content,
        }
        if message.stored_file_id is not None:
            media = content.get("media") or {}
            name = file_name(len(files) + 1, str(media.get("name") or message.kind))
            files.append((name, read_file(session, actor, storage, message)))
            one["file"] = name
        elif message.media_state is not None:
            one["file_state"] = message.media_state
        shown.append(one)
    return told | {"messages": shown}
