"""What reports say. Shares are left to the reader: each stands beside what it is a share of."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal
from uuid import UUID

from pydantic import Field

from tecnocursos.kit.value import Value

Grouping = Literal["number", "team", "person"]
Category = Literal["service", "utility", "authentication", "marketing"]
"""Of billed messages, as Meta calls them."""


class Spread(Value):
    """Of durations, by nearest rank: each is one that occurred."""

    count: int
    median_seconds: int | None = None
    p90_seconds: int | None = None


class Kept(Value):
    """Promises of the tenant, and how many of them were kept."""

    promised: int
    kept: int


class Satisfaction(Value):
    asked: int
    stars: tuple[int, int, int, int, int]
    """How many gave 1, 2, 3, 4 and 5."""
    average: float | None


class MessageVolume(Value):
    """Messages by who wrote them."""

    customers: int = 0
    bot: int = 0
    people: int = 0


class ServiceFigures(Value):
    """Of the times that customers began to be served in a period, up to now."""

    conversations: int
    """A conversation that is opened again counts again."""
    solved_by_bot: int
    """It helped, its last word was no refusal, and no person was asked for."""
    handed_over: int
    """By the bot, to people."""
    answers: int
    """Turns of the bot that answered from the documents."""
    refusals: int
    """Turns in which it said that the documents do not tell."""
    resolved: int
    bot_reply: Spread
    """From what the customer said first to the bot's first reply."""
    person_reply: Spread
    """From when a person was asked for to a person's first reply."""
    resolution: Spread
    """From the first message to the end."""
    replies_in_time: Kept
    resolutions_in_time: Kept
    satisfaction: Satisfaction


class NamedCount(Value):
    name: str
    count: int


class WorkflowFigures(Value):
    name: str
    begun: int
    completed: int
    handed_over: int
    left: int
    """By the customer: turned to something else, or never came back."""


class ServiceDay(MessageVolume):
    day: date
    conversations: int = 0


class MessageCost(Value):
    category: str
    messages: int
    """That Meta said it bills."""
    micros: int
    """In millionths of the currency."""


class MessageCosts(Value):
    currency: str = Field(examples=["USD"])
    categories: tuple[MessageCost, ...]
    micros: int
    micros_before: int
    """Of as many days just before."""


class ServiceReport(Value):
    first_day: date
    last_day: date
    time_zone: str = Field(examples=["America/Sao_Paulo"])
    figures: ServiceFigures
    figures_before: ServiceFigures
    """Of as many days just before."""
    volume: MessageVolume
    volume_before: MessageVolume
    days: tuple[ServiceDay, ...]
    hours: tuple[tuple[int, ...], ...]
    """Messages of customers: seven weekdays from Monday, of 24 hours each, in the tenant's time zone."""
    reasons: tuple[NamedCount, ...]
    """Why the bot handed over, the most frequent first."""
    workflows: tuple[WorkflowFigures, ...]
    protocols: tuple[NamedCount, ...]
    """Demands that got a number, by kind."""
    costs: MessageCosts


class BreakdownLine(Value):
    """A number, a team or a person; `id` is null for what belongs to none."""

    id: UUID | None
    name: str | None
    figures: ServiceFigures


class Breakdown(Value):
    first_day: date
    last_day: date
    lines: tuple[BreakdownLine, ...]
    """The one with most conversations first."""


class Backlog(Value):
    """Open conversations as they are now."""

    waiting: int
    """For somebody who takes them."""
    oldest_waiting_since: datetime | None
    with_people: int
    with_bot: int
