"""How a tenant's customer service is to be."""

from __future__ import annotations

import json
from datetime import date
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.infra.encryption import read_sealed, seal_into
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.support.desk_models import SupportSettings
from tecnocursos.support.erp_connections import ErpConnection
from tecnocursos.support.hours import OpeningHours, Span
from tecnocursos.support.messages import ask_to_give

DEFAULTS: Final[dict[str, Any]] = {
    "provider_name": "",
    "time_zone": "America/Sao_Paulo",
    "privacy_contact": "",
    "burst_seconds": 3,
    "asks_rating": True,
    "content_days": 730,
    "media_days": 90,
    "event_days": 30,
    "hours": [],
    "holidays": [],
    "first_reply_minutes": None,
    "resolution_hours": None,
    "assigns_by_load": False,
}


def settings_of(session: Session, actor: Actor) -> SupportSettings:
    """The tenant's, or what holds until it has any; that one is not kept."""
    return settings_of_tenant(session, actor.tenant_id)


def settings_of_tenant(session: Session, tenant_id: UUID) -> SupportSettings:
    found = session.scalar(select(SupportSettings).where(SupportSettings.tenant_id == tenant_id))
    return found or SupportSettings(tenant_id=tenant_id, **DEFAULTS)


def hours_of(settings: SupportSettings) -> OpeningHours:
    return OpeningHours(
        zone=ZoneInfo(settings.time_zone),
        spans=tuple(Span.model_validate(span) for span in settings.hours),
        holidays=frozenset(date.fromisoformat(day) for day in settings.holidays),
    )


def change_settings(
    session: Session, actor: Actor, changes: dict[str, Any], erp: ErpConnection | None = None
) -> SupportSettings:
    """Change what is named; `erp` replaces how the provider's system is reached. Promises that run already stay."""
    actor.require(Permission.MANAGE_SUPPORT)
    settings = settings_of(session, actor)
    session.add(settings)
    for name, value in changes.items():
        setattr(settings, name, value)
    if erp is not None:
        seal_into(session, settings, SupportSettings.erp, erp.model_dump_json())
    session.flush()
    record(session, actor, "support_settings.changed", "support_settings", settings.id)
    ask_to_give(session, actor)
    return settings


def erp_of(session: Session, settings: SupportSettings) -> ErpConnection | None:
    kept = read_sealed(session, settings, SupportSettings.erp) if settings.erp is not None else None
    return None if kept is None else ErpConnection.model_validate(json.loads(kept))
