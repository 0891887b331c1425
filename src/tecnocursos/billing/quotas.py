"""Whether there is room in a tenant's plan, and taking it.

What is counted by counters (`take`, `give_back`) cannot be passed by two requests at once: the database compares and
adds in one step. What is counted by its rows is compared by `require_room` with the number that the caller counted,
after `hold`: else two who count at once would both find the last place free.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tecnocursos.accounts import tenancy
from tecnocursos.billing.models import UsageCounter
from tecnocursos.billing.plans import PLANS, Plan
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import LimitReached

Resource = Literal["storage_bytes", "members", "projects", "rendered_seconds", "concurrent_renders"]
_SUMMED: tuple[Resource, ...] = ("storage_bytes", "members", "projects", "rendered_seconds")
_MONTHLY: frozenset[Resource] = frozenset({"rendered_seconds"})


class QuotaReached(LimitReached):
    code = "quota_reached"
    en = "Your plan, {plan}, has no room for this: {used} of {limit} {resource} are used."
    pt = "O seu plano, {plan}, não tem lugar para isto: {used} de {limit} {resource} em uso."


class TooManyAtOnce(LimitReached):
    code = "too_many_at_once"
    en = "Your plan, {plan}, allows {limit} at once ({resource}). Try again when one has ended."
    pt = "O seu plano, {plan}, permite {limit} ao mesmo tempo ({resource}). Tente de novo quando um terminar."


class FileTooLarge(LimitReached):
    code = "file_too_large"
    en = "The file is larger than the {limit} bytes that are allowed."
    pt = "O arquivo é maior que os {limit} bytes permitidos."


@dataclass(frozen=True, slots=True)
class Usage:
    resource: Resource
    used: int
    limit: int


def plan_of(session: Session, actor: Actor) -> Plan:
    return PLANS[tenancy.plan_name(session, actor.tenant_id)]


def hold(session: Session, actor: Actor) -> None:
    """Let the tenant's other requests that count wait until this transaction ends. Call it before counting."""
    tenancy.hold_plan(session, actor.tenant_id)


def take(session: Session, actor: Actor, resource: Resource, amount: int = 1) -> None:
    """Use `amount` of a resource, until `give_back` or the end of the month. Raises QuotaReached."""
    plan = plan_of(session, actor)
    limit = _limit(plan, resource)
    added = insert_into(session, UsageCounter).values(
        tenant_id=actor.tenant_id, resource=resource, period=_period(resource), used=amount
    )
    taken = added.on_conflict_do_update(
        index_elements=["tenant_id", "resource", "period"],
        set_={"used": UsageCounter.used + added.excluded.used},
        where=UsageCounter.used + added.excluded.used <= limit,
    ).returning(UsageCounter.used)
    if amount > limit or session.scalar(taken) is None:
        raise _reached(plan, resource, used(session, actor, resource))


def give_back(session: Session, actor: Actor, resource: Resource, amount: int = 1) -> None:
    session.execute(
        update(UsageCounter)
        .where(
            UsageCounter.tenant_id == actor.tenant_id,
            UsageCounter.resource == resource,
            UsageCounter.period == _period(resource),
        )
        .values(used=UsageCounter.used - amount)
        .execution_options(synchronize_session=False)
    )


def require_room(
    session: Session, actor: Actor, resource: Resource, amount: int = 1, *, counted: int | None = None
) -> None:
    """Raise QuotaReached (TooManyAtOnce of what ends by itself) unless `amount` more would fit.

    `counted` is how many there are, of what has no counter.
    """
    plan = plan_of(session, actor)
    now = used(session, actor, resource) if counted is None else counted
    if now + amount > _limit(plan, resource):
        raise _reached(plan, resource, now)


def require_file_size(session: Session, actor: Actor, size_bytes: int, largest_bytes: int | None = None) -> None:
    """Raise FileTooLarge for a file beyond the plan, or beyond `largest_bytes`."""
    limit = plan_of(session, actor).largest_file_bytes
    limit = limit if largest_bytes is None else min(limit, largest_bytes)
    if size_bytes > limit:
        raise FileTooLarge(limit=limit)


def used(session: Session, actor: Actor, resource: Resource) -> int:
    """The sum that is used of a resource, this month of what is counted by the month."""
    if resource == "members":
        return tenancy.count_members(session, actor.tenant_id)
    return (
        session.scalar(
            select(UsageCounter.used).where(
                UsageCounter.tenant_id == actor.tenant_id,
                UsageCounter.resource == resource,
                UsageCounter.period == _period(resource),
            )
        )
        or 0
    )


def list_usage(session: Session, actor: Actor) -> list[Usage]:
    plan = plan_of(session, actor)
    return [Usage(resource, used(session, actor, resource), _limit(plan, resource)) for resource in _SUMMED]


def _limit(plan: Plan, resource: Resource) -> int:
    limit: int = getattr(plan, resource)
    return limit


def _period(resource: Resource) -> str:
    return utc_now().strftime("%Y-%m") if resource in _MONTHLY else ""


def _reached(plan: Plan, resource: Resource, now: int) -> LimitReached:
    kind = TooManyAtOnce if resource == "concurrent_renders" else QuotaReached
    return kind(plan=plan.name, resource=resource, used=now, limit=_limit(plan, resource))
