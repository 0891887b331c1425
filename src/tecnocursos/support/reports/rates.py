"""What billed messages cost: Meta's rates by category, which a tenant may set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.support.report_models import ReportSettings
from tecnocursos.support.reports.values import Category, MessageCost

CURRENCY: Final = "USD"
# Brazil in US dollars: rate card of January 2026 as partners of Meta publish it (talkall.com.br/en/novidades/
# tarifas-whatsapp-2026); since October 2026 free replies cost what utility costs. Sources differ (0.0034 to 0.0068 for
# these), so the higher one stands here: a tenant sets what its own rate card says.
RATES: Final[dict[Category, int]] = {
    "service": 6_800,
    "utility": 6_800,
    "authentication": 6_800,
    "marketing": 62_500,
}
"""Millionths of the currency a message."""


def report_settings_of(session: Session, actor: Actor) -> ReportSettings:
    """The tenant's, or what holds until it has any; that one is not kept."""
    found = session.scalar(select(ReportSettings).where(ReportSettings.tenant_id == actor.tenant_id))
    return found or ReportSettings(tenant_id=actor.tenant_id, currency=CURRENCY, rates=RATES, version=0)


def change_rates(session: Session, actor: Actor, currency: str, rates: Mapping[Category, int]) -> ReportSettings:
    """`rates` of all categories, in millionths of the currency."""
    actor.require(Permission.MANAGE_SUPPORT)
    settings = report_settings_of(session, actor)
    settings.currency = currency
    settings.rates = dict(rates.items())  # JSON knows no categories
    session.add(settings)
    session.flush()
    record(session, actor, "report_rates.changed", "report_settings", settings.id)
    return settings


def costs_of(settings: ReportSettings, billed: Mapping[str, int]) -> tuple[MessageCost, ...]:
    """A category without a rate costs nothing here: Meta has made up another one."""
    return tuple(
        MessageCost(category=category, messages=count, micros=count * int(settings.rates.get(category, 0)))
        for category, count in sorted(billed.items())
    )
