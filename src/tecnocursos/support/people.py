"""Those who serve customers: whether they are there, and how much they can be given."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tecnocursos.accounts import tenancy
from tecnocursos.audit.service import record
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.support.desk_models import DEFAULT_CAPACITY, SupportPerson, TeamMember
from tecnocursos.support.errors import PersonNotFound
from tecnocursos.support.messages import ask_to_give
from tecnocursos.support.models import Conversation


@dataclass(frozen=True, slots=True)
class PersonAtDesk:
    user_id: UUID
    name: str
    is_available: bool
    capacity: int
    load: int
    """Open conversations that they hold."""
    team_ids: tuple[UUID, ...]


def list_people(session: Session, actor: Actor) -> list[PersonAtDesk]:
    """Everybody who may serve customers, by name."""
    actor.require(Permission.SERVE_CUSTOMERS)
    names = tenancy.people_who_may(session, actor.tenant_id, Permission.SERVE_CUSTOMERS)
    rows = session.scalars(select(SupportPerson).where(SupportPerson.tenant_id == actor.tenant_id)).all()
    told = {row.user_id: row for row in rows}
    loads, teams = loads_of(session, actor.tenant_id), teams_of(session, actor.tenant_id)
    people = [
        PersonAtDesk(
            user_id=user_id,
            name=name,
            is_available=user_id in told and told[user_id].is_available,
            capacity=told[user_id].capacity if user_id in told else DEFAULT_CAPACITY,
            load=loads.get(user_id, 0),
            team_ids=tuple(teams[user_id]),
        )
        for user_id, name in names.items()
    ]
    return sorted(people, key=lambda one: (one.name.casefold(), one.user_id))


def get_person(session: Session, actor: Actor, user_id: UUID) -> PersonAtDesk:
    """Raises PersonNotFound."""
    for person in list_people(session, actor):
        if person.user_id == user_id:
            return person
    raise PersonNotFound


def change_person(
    session: Session, actor: Actor, user_id: UUID, *, is_available: bool | None = None, capacity: int | None = None
) -> None:
    """Everybody says themselves whether they are there; all else is for who manages. Raises PersonNotFound."""
    actor.require(Permission.SERVE_CUSTOMERS)
    if capacity is not None or user_id != actor.user_id:
        actor.require(Permission.MANAGE_SUPPORT)
    if user_id not in tenancy.people_who_may(session, actor.tenant_id, Permission.SERVE_CUSTOMERS):
        raise PersonNotFound
    changes = {"is_available": is_available, "capacity": capacity}
    changes = {name: value for name, value in changes.items() if value is not None}
    if not changes:
        return
    first = {"is_available": False, "capacity": DEFAULT_CAPACITY}
    wanted = insert_into(session, SupportPerson).values(tenant_id=actor.tenant_id, user_id=user_id, **first | changes)
    session.execute(
        wanted.on_conflict_do_update(index_elements=[SupportPerson.tenant_id, SupportPerson.user_id], set_=changes)
    )
    record(session, actor, "support_person.changed", "user", user_id)
    ask_to_give(session, actor)


def loads_of(session: Session, tenant_id: UUID) -> Mapping[UUID, int]:
    """How many open conversations each person holds who holds any."""
    counted = session.execute(
        select(Conversation.assignee_id, func.count())
        .where(
            Conversation.tenant_id == tenant_id,
            Conversation.state == "open",
            Conversation.holder == "person",
            Conversation.assignee_id.is_not(None),
        )
        .group_by(Conversation.assignee_id)
    ).all()
    return {user_id: count for user_id, count in counted if user_id is not None}


def teams_of(session: Session, tenant_id: UUID) -> Mapping[UUID, Sequence[UUID]]:
    """The teams of each person; of who is in none, none."""
    rows = session.execute(
        select(TeamMember.user_id, TeamMember.team_id)
        .where(TeamMember.tenant_id == tenant_id)
        .order_by(TeamMember.team_id)
    ).all()
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for user_id, team_id in rows:
        found[user_id].append(team_id)
    return found
