"""Teams: who belongs to them, and what they serve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import Select, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tecnocursos.accounts import tenancy
from tecnocursos.audit.service import record
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.support.desk_models import Team, TeamMember
from tecnocursos.support.errors import DeskFull, NameTaken, PersonUnknown, SubjectTaken, TeamNotFound
from tecnocursos.support.messages import ask_to_give

MOST_TEAMS = 100


def list_teams(session: Session, actor: Actor) -> Sequence[Team]:
    """All of them, by name."""
    actor.require(Permission.SERVE_CUSTOMERS)
    return session.scalars(_own(actor).order_by(Team.name, Team.id)).all()


def get_team(session: Session, actor: Actor, team_id: UUID) -> Team:
    """Raises TeamNotFound."""
    actor.require(Permission.SERVE_CUSTOMERS)
    found = session.scalar(_own(actor).where(Team.id == team_id))
    if found is None:
        raise TeamNotFound
    return found


def create_team(session: Session, actor: Actor, name: str, subjects: Sequence[str]) -> Team:
    """Raises DeskFull, NameTaken, SubjectTaken."""
    actor.require(Permission.MANAGE_SUPPORT)
    if (session.scalar(select(func.count()).where(Team.tenant_id == actor.tenant_id)) or 0) >= MOST_TEAMS:
        raise DeskFull(limit=MOST_TEAMS)
    team = Team(tenant_id=actor.tenant_id, name=name, subjects=list(subjects))
    _require_free(session, actor, team)
    try:
        with session.begin_nested():
            session.add(team)
    except IntegrityError:
        raise NameTaken(name=name) from None
    record(session, actor, "team.created", "team", team.id)
    return team


def change_team(
    session: Session, actor: Actor, team: Team, *, name: str | None = None, subjects: Sequence[str] | None = None
) -> None:
    """What is None stays. Raises NameTaken, SubjectTaken."""
    actor.require(Permission.MANAGE_SUPPORT)
    try:
        with session.begin_nested():
            team.name = team.name if name is None else name
            team.subjects = team.subjects if subjects is None else list(subjects)
    except IntegrityError:
        raise NameTaken(name=name) from None
    _require_free(session, actor, team)
    record(session, actor, "team.changed", "team", team.id)


def delete_team(session: Session, actor: Actor, team: Team) -> None:
    """Its conversations stay, without a team; replies of its own go with it."""
    actor.require(Permission.MANAGE_SUPPORT)
    record(session, actor, "team.deleted", "team", team.id)
    session.delete(team)
    session.flush()


def set_members(session: Session, actor: Actor, team: Team, members: Sequence[UUID]) -> None:
    """Exactly these. Raises PersonUnknown unless all may serve customers."""
    actor.require(Permission.MANAGE_SUPPORT)
    if not set(members) <= tenancy.people_who_may(session, actor.tenant_id, Permission.SERVE_CUSTOMERS).keys():
        raise PersonUnknown
    session.execute(delete(TeamMember).where(TeamMember.tenant_id == actor.tenant_id, TeamMember.team_id == team.id))
    session.add_all(TeamMember(team_id=team.id, user_id=user_id, tenant_id=actor.tenant_id) for user_id in set(members))
    session.flush()
    record(session, actor, "team.members_changed", "team", team.id)
    ask_to_give(session, actor)


def members_of(session: Session, actor: Actor) -> Mapping[UUID, list[UUID]]:
    """The people of each team, by its id; of those without any there is nothing."""
    rows = session.execute(
        select(TeamMember.team_id, TeamMember.user_id)
        .where(TeamMember.tenant_id == actor.tenant_id)
        .order_by(TeamMember.user_id)
    ).all()
    found: dict[UUID, list[UUID]] = defaultdict(list)
    for team_id, user_id in rows:
        found[team_id].append(user_id)
    return found


def find_team_for(session: Session, tenant_id: UUID, subject: str | None) -> UUID | None:
    """The team that serves it, else the one for all else; None: anybody does."""
    rows = session.execute(select(Team.id, Team.subjects).where(Team.tenant_id == tenant_id)).all()
    by_subject = {one: team_id for team_id, subjects in rows for one in subjects}
    return by_subject.get(subject or "other", by_subject.get("other"))


def _require_free(session: Session, actor: Actor, team: Team) -> None:
    others = session.scalars(_own(actor).where(Team.id != team.id) if team.id else _own(actor)).all()
    for other in others:
        if taken := set(other.subjects) & set(team.subjects):
            raise SubjectTaken(team=other.name, subject=min(taken))


def _own(actor: Actor) -> Select[Team]:
    return select(Team).where(Team.tenant_id == actor.tenant_id)
