"""How customer service is to be: names, opening hours, what is promised."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from typing import Annotated, Any
from zoneinfo import available_timezones

from fastapi import APIRouter
from pydantic import AfterValidator, Field, StrictBool, StrictInt, model_validator
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.field_errors import field_error
from tecnocursos.kit.schema import Request, Response, Versioned
from tecnocursos.support.desk_models import SupportSettings
from tecnocursos.support.desk_settings import change_settings, settings_of
from tecnocursos.support.retention import (
    LEAST_CONTENT_DAYS,
    LEAST_EVENT_DAYS,
    LEAST_MEDIA_DAYS,
    MOST_CONTENT_DAYS,
    MOST_EVENT_DAYS,
    MOST_MEDIA_DAYS,
)

router = APIRouter(prefix="/api/v1/support/settings", tags=["support"], route_class=EdgeRoute)

_MOST_SPANS, _MOST_HOLIDAYS = 50, 400
_ZONES = frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _ZONES:
        raise field_error(
            "time_zone_unknown",
            "Input should be a time zone such as America/Sao_Paulo",
            "Deve ser um fuso horário, como America/Sao_Paulo",
        )
    return name


class OpeningSpan(Request):
    """From one moment to a later one of a day of the week. A day may have several."""

    weekday: Annotated[StrictInt, Field(ge=0, le=6, description="0 is Monday", examples=[0])]
    opens: Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["08:00"])]
    closes: Annotated[
        str,
        Field(pattern=r"^(([01]\d|2[0-3]):[0-5]\d|24:00)$", examples=["18:00"], description="24:00 ends the day"),
    ]

    @model_validator(mode="after")
    def _closes_later(self) -> OpeningSpan:
        if self.closes <= self.opens:
            raise field_error("closes_before_opening", "It should close after it opens", "Deve fechar depois de abrir")
        return self


def _apart(spans: list[OpeningSpan]) -> list[OpeningSpan]:
    ordered = sorted(spans, key=lambda span: (span.weekday, span.opens))
    for earlier, later in pairwise(ordered):
        if earlier.weekday == later.weekday and later.opens < earlier.closes:
            raise field_error(
                "hours_overlap",
                "The hours of one day should not overlap",
                "Os horários de um mesmo dia não devem se sobrepor",
            )
    return ordered


def _in_order(days: list[date]) -> list[date]:
    return sorted(set(days))


Hours = Annotated[list[OpeningSpan], Field(max_length=_MOST_SPANS), AfterValidator(_apart)]
Holidays = Annotated[list[date], Field(max_length=_MOST_HOLIDAYS), AfterValidator(_in_order)]
ProviderName = Annotated[str, Field(max_length=200, examples=["Fibra Boa"])]
Contact = Annotated[str, Field(max_length=200, examples=["privacidade@fibraboa.com.br"])]
Zone = Annotated[str, Field(max_length=50, examples=["America/Sao_Paulo"]), AfterValidator(_known_zone)]
Burst = Annotated[StrictInt, Field(ge=0, le=10)]
Minutes = Annotated[StrictInt, Field(ge=1, le=10_000)]
WholeHours = Annotated[StrictInt, Field(ge=1, le=1_000)]


class Retention(Response):
    """For how many days what is kept is kept."""

    content_days: int = Field(description="What was said, after the end of a conversation")
    media_days: int = Field(description="Files, after they came or went")
    event_days: int = Field(description="What WhatsApp delivered, as it came")


class RetentionChange(Request):
    """Within what the law asks for, and no longer than a purpose lasts. What is not named stays."""

    content_days: (
        Annotated[
            StrictInt,
            Field(
                ge=LEAST_CONTENT_DAYS,
                le=MOST_CONTENT_DAYS,
                description="Two years: a record of service is due for so long (Decreto 11.034/2022, art. 12). "
                "Five: no claim can follow from it afterwards (CDC, art. 27)",
            ),
        ]
        | None
    ) = None
    media_days: (
        Annotated[
            StrictInt,
            Field(ge=LEAST_MEDIA_DAYS, le=MOST_MEDIA_DAYS, description="Never longer than what was said beside them"),
        ]
        | None
    ) = None
    event_days: (
        Annotated[
            StrictInt,
            Field(ge=LEAST_EVENT_DAYS, le=MOST_EVENT_DAYS, description="Meta may send them again for seven days"),
        ]
        | None
    ) = None


class SupportSettingsDetails(Versioned):
    provider_name: str = Field(description="As the bot calls the provider")
    time_zone: str
    privacy_contact: str = Field(description="Of the data protection officer, told to customers who ask")
    burst_seconds: int = Field(description="For so long the bot waits for the rest of what a customer says")
    asks_rating: bool = Field(description="Customers are asked how it was when a person resolved it")
    hours: list[OpeningSpan] = Field(description="When people serve; empty: at any time")
    holidays: list[date]
    first_reply_minutes: int | None = Field(description="Promised, counted in opening hours; null: nothing is")
    resolution_hours: int | None
    retention: Retention
    assigns_by_load: bool = Field(description="Whoever is available and has the least to do is given what waits")


class SupportSettingsChange(Request):
    """What is not named stays; null takes a promise back."""

    provider_name: ProviderName | None = None
    time_zone: Zone | None = None
    privacy_contact: Contact | None = None
    burst_seconds: Burst | None = None
    asks_rating: StrictBool | None = None
    hours: Hours | None = None
    holidays: Holidays | None = None
    first_reply_minutes: Minutes | None = Field(None, examples=[30])
    resolution_hours: WholeHours | None = Field(None, examples=[24])
    assigns_by_load: StrictBool | None = None
    retention: RetentionChange | None = None


_MAY_BE_NULL = frozenset({"first_reply_minutes", "resolution_hours"})


@router.get("")
def get_support_settings(session: Session, actor: Actor) -> SupportSettingsDetails:
    """How customer service is to be."""
    actor.require(Permission.SERVE_CUSTOMERS)
    return _details(settings_of(session, actor))


@router.patch("")
def change_support_settings(
    session: Session, actor: Actor, change: SupportSettingsChange, if_match: IfMatch = None
) -> SupportSettingsDetails:
    """Change what is named. Promises that were made already stay as they were."""
    actor.require(Permission.MANAGE_SUPPORT)
    require_version(if_match, settings_of(session, actor).version or 0)
    named = change.model_dump(mode="json", exclude_unset=True)
    changes: dict[str, Any] = {
        name: value
        for name, value in (named | (named.pop("retention", None) or {})).items()
        if value is not None or name in _MAY_BE_NULL
    }
    return _details(change_settings(session, actor, changes))


def _details(settings: SupportSettings) -> SupportSettingsDetails:
    kept = SupportSettingsDetails.model_fields.keys() - {"version", "retention"}
    # Before anything was changed there is no row, and no version of one.
    return SupportSettingsDetails.model_validate(
        {name: getattr(settings, name) for name in kept}
        | {"version": settings.version or 0, "retention": Retention.model_validate(settings)}
    )
