"""Teams and the people who serve customers."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import AfterValidator, Field, StrictBool, StrictInt
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.rendering import made_at
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.schema import Request, Response, Versioned
from tecnocursos.support import people, teams
from tecnocursos.support.desk_models import Team
from tecnocursos.support.subjects import SUBJECTS, Subject

router = APIRouter(prefix="/api/v1/support", tags=["support"], route_class=EdgeRoute)

Name = Annotated[str, Field(min_length=1, max_length=200, examples=["Financeiro"])]
Subjects = Annotated[
    list[Subject],
    Field(max_length=len(SUBJECTS), examples=[["second_copy", "unlock"]]),
    AfterValidator(lambda chosen: list(dict.fromkeys(chosen))),
]


class TeamDetails(Versioned):
    id: UUID
    name: str
    subjects: list[Subject] = Field(
        description="What is handed to it when a person is asked for; `other`: whatever no team has"
    )
    member_ids: list[UUID] = Field(description="Users")


class NewTeam(Request):
    name: Name
    subjects: Subjects = Field(default_factory=list)


class TeamChange(Request):
    """What is not named, or null, stays."""

    name: Name | None = None
    subjects: Subjects | None = None


class TeamMembers(Request):
    user_ids: Annotated[list[UUID], Field(max_length=500)]


class PersonDetails(Response):
    user_id: UUID
    name: str = Field(examples=["Ana Souza"])
    is_available: bool = Field(description="They are there, and can be given conversations")
    capacity: int = Field(description="Open conversations up to which more are given")
    load: int = Field(description="Open conversations that they hold")
    team_ids: list[UUID]


class PersonChange(Request):
    """What is not named, or null, stays. Everybody says themselves whether they are there."""

    is_available: StrictBool | None = Field(None, examples=[True])
    capacity: Annotated[StrictInt, Field(ge=0, le=100)] | None = None


@router.get("/teams")
def list_teams(session: Session, actor: Actor) -> list[TeamDetails]:
    """All teams, by name."""
    rows, members = teams.list_teams(session, actor), teams.members_of(session, actor)
    return [_details(row, members.get(row.id, [])) for row in rows]


@router.post("/teams", status_code=201)
@made_at("/api/v1/support/teams/{id}")
def create_team(session: Session, actor: Actor, wanted: NewTeam) -> TeamDetails:
    """A new team, without people."""
    return _details(teams.create_team(session, actor, wanted.name, wanted.subjects), [])


@router.get("/teams/{team_id}")
def get_team(session: Session, actor: Actor, team_id: UUID) -> TeamDetails:
    """One team with its people."""
    return _with_members(session, actor, teams.get_team(session, actor, team_id))


@router.patch("/teams/{team_id}")
def change_team(
    session: Session, actor: Actor, team_id: UUID, change: TeamChange, if_match: IfMatch = None
) -> TeamDetails:
    """Rename it, or change what it serves."""
    team = _to_change(session, actor, team_id, if_match)
    teams.change_team(session, actor, team, name=change.name, subjects=change.subjects)
    return _with_members(session, actor, team)


@router.delete("/teams/{team_id}", status_code=204)
def delete_team(session: Session, actor: Actor, team_id: UUID, if_match: IfMatch = None) -> None:
    """Delete it. Its conversations stay, without a team; replies of its own go with it."""
    teams.delete_team(session, actor, _to_change(session, actor, team_id, if_match))


@router.put("/teams/{team_id}/members")
def set_team_members(session: Session, actor: Actor, team_id: UUID, body: TeamMembers) -> TeamDetails:
    """Exactly these people, all of whom may serve customers."""
    actor.require(Permission.MANAGE_SUPPORT)
    team = teams.get_team(session, actor, team_id)
    teams.set_members(session, actor, team, body.user_ids)
    return _with_members(session, actor, team)


@router.get("/people")
def list_people(session: Session, actor: Actor) -> list[PersonDetails]:
    """Everybody who may serve customers, by name."""
    return [PersonDetails.model_validate(one) for one in people.list_people(session, actor)]


@router.put("/people/{user_id}")
def change_person(session: Session, actor: Actor, user_id: UUID, change: PersonChange) -> PersonDetails:
    """Whether somebody is there, which everybody says themselves; and how much they are given at most."""
    people.change_person(session, actor, user_id, is_available=change.is_available, capacity=change.capacity)
    return PersonDetails.model_validate(people.get_person(session, actor, user_id))


def _to_change(session: Session, actor: Actor, team_id: UUID, if_match: str | None) -> Team:
    actor.require(Permission.MANAGE_SUPPORT)
    team = teams.get_team(session, actor, team_id)
    require_version(if_match, team.version)
    return team


def _with_members(session: Session, actor: Actor, team: Team) -> TeamDetails:
    return _details(team, teams.members_of(session, actor).get(team.id, []))


def _details(team: Team, members: list[UUID]) -> TeamDetails:
    return TeamDetails.model_validate(
        {"id": team.id, "name": team.name, "version": team.version, "subjects": team.subjects, "member_ids": members}
    )
