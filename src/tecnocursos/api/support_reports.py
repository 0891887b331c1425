"""How well customers are served: figures of a period, who served, what waits, and what messages cost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import Field, StrictInt
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.schema import Request, Versioned
from tecnocursos.support.desk_settings import settings_of
from tecnocursos.support.report_models import ReportSettings
from tecnocursos.support.reports import rates, service
from tecnocursos.support.reports.periods import LONGEST_DAYS, Part, Period, period_of
from tecnocursos.support.reports.values import Backlog, Breakdown, Category, Grouping, ServiceReport

router = APIRouter(prefix="/api/v1/support/reports", tags=["support"], route_class=EdgeRoute)

Micros = Annotated[StrictInt, Field(ge=0, le=1_000_000_000, description="Millionths of the currency", examples=[6800])]


@dataclass(frozen=True, slots=True)
class Days:
    """Which days are asked for."""

    days: int
    since: date | None
    until: date | None

    def period(self, session: Session, actor: Actor) -> Period:
        """In the tenant's time zone. Raises PeriodUnusable."""
        zone = settings_of(session, actor).time_zone
        return period_of(zone, utc_now(), days=self.days, since=self.since, until=self.until)


def _days(
    days: Annotated[int, Query(ge=1, le=LONGEST_DAYS, description="The last so many, with today")] = 7,
    since: Annotated[date | None, Query(description="The first day; instead of `days`")] = None,
    until: Annotated[date | None, Query(description="The last day; today unless it is named")] = None,
) -> Days:
    return Days(days, since, until)


def _part(channel_id: UUID | None = None, team_id: UUID | None = None, user_id: UUID | None = None) -> Part:
    return Part(channel_id, team_id, user_id)


Wanted = Annotated[Days, Depends(_days)]
OfPart = Annotated[Part, Depends(_part)]


class Rates(Request):
    """Of a message that Meta bills, by its category."""

    service: Micros
    utility: Micros
    authentication: Micros
    marketing: Micros

    def by_category(self) -> dict[Category, int]:
        return {
            "service": self.service,
            "utility": self.utility,
            "authentication": self.authentication,
            "marketing": self.marketing,
        }


class RateDetails(Versioned):
    currency: str = Field(examples=["USD"])
    rates: dict[str, int] = Field(description="Millionths of the currency a message", examples=[rates.RATES])
    is_default: bool = Field(description="Nobody set them: they are of a rate card for Brazil, January 2026")


class NewRates(Request):
    currency: str = Field(pattern=r"^[A-Z]{3}$", examples=["BRL"])
    rates: Rates


@router.get("/overview")
def report_service(session: Session, actor: Actor, days: Wanted, part: OfPart) -> ServiceReport:
    """Volume, times, what the bot did, satisfaction, cost: of these days and of as many before."""
    actor.require(Permission.MANAGE_SUPPORT)
    return service.report(session, actor, days.period(session, actor), part)


@router.get("/breakdown")
def break_service_down(session: Session, actor: Actor, days: Wanted, by: Grouping = "person") -> Breakdown:
    """The same figures of each number, team or person."""
    actor.require(Permission.MANAGE_SUPPORT)
    return service.break_down(session, actor, days.period(session, actor), by)


@router.get("/backlog")
def report_backlog(session: Session, actor: Actor) -> Backlog:
    """What is open now, and how long the oldest waits."""
    return service.backlog(session, actor)


@router.get("/rates")
def get_rates(session: Session, actor: Actor) -> RateDetails:
    """What a billed message is reckoned with; told to whoever sends one."""
    actor.require(Permission.SERVE_CUSTOMERS)
    return _rates(rates.report_settings_of(session, actor))


@router.put("/rates")
def set_rates(session: Session, actor: Actor, wanted: NewRates, if_match: IfMatch = None) -> RateDetails:
    """Set them as your own rate card says."""
    actor.require(Permission.MANAGE_SUPPORT)
    require_version(if_match, rates.report_settings_of(session, actor).version)
    return _rates(rates.change_rates(session, actor, wanted.currency, wanted.rates.by_category()))


def _rates(settings: ReportSettings) -> RateDetails:
    is_default = settings.currency == rates.CURRENCY and settings.rates == rates.RATES
    return RateDetails(
        version=settings.version, currency=settings.currency, rates=settings.rates, is_default=is_default
    )
