"""Giving what waits to whoever is available: the least loaded first, and among these who has waited longest.

One job of a tenant gives, one conversation after the other, so that nobody is given more than they take. It is asked
for whenever something begins to wait or somebody gets room, and every minute while there are people: those who come
in the morning are given what has waited since the evening.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from tecnocursos.accounts import tenancy
from tecnocursos.audit.service import record
from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.actor import Actor, Permission, system_actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.realtime import service as realtime
from tecnocursos.support import episodes
from tecnocursos.support.conversations import note_event, tell
from tecnocursos.support.desk_models import SupportPerson, SupportSettings
from tecnocursos.support.desk_settings import hours_of, settings_of
from tecnocursos.support.messages import GiveWaiting, ask_to_give
from tecnocursos.support.models import Conversation
from tecnocursos.support.people import loads_of, teams_of
from tecnocursos.support.queries import get_conversation

_LONG_AGO: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Free:
    """Somebody who is there and has room."""

    user_id: UUID
    load: int
    given_at: datetime
    teams: frozenset[UUID]


def give_waiting(work: Work, message: GiveWaiting) -> None:  # noqa: ARG001
    """Give until nothing waits that anybody has room for."""
    while True:
        work.check()
        with work.transaction() as session:
            is_given = _give_next(session, work.actor)
        if not is_given and work.end_unless(lambda session: _find_next(session, work.actor) is not None):
            return


def ask_everywhere(session: Session, now: datetime) -> None:
    """Of all tenants: have given what waits where people are on duty now."""
    waits = (
        select(Conversation.id)
        .where(
            Conversation.tenant_id == SupportSettings.tenant_id,
            Conversation.state == "open",
            Conversation.holder == "queue",
        )
        .exists()
    )
    for settings in session.scalars(select(SupportSettings).where(SupportSettings.assigns_by_load, waits)):
        if hours_of(settings).is_open(now):
            ask_to_give(session, system_actor(settings.tenant_id))


def _give_next(session: Session, actor: Actor) -> bool:
    # Held first: should two such jobs ever run, they take turns.
    session.execute(select(SupportSettings.id).where(SupportSettings.tenant_id == actor.tenant_id).with_for_update())
    found = _find_next(session, actor)
    if found is None:
        return False
    conversation_id, user_id = found
    conversation = get_conversation(session, actor, conversation_id, is_locked=True)
    if conversation.holder != "queue" or conversation.state != "open":
        return True  # somebody was faster; there may be others
    conversation.holder, conversation.assignee_id = "person", user_id
    session.execute(
        update(SupportPerson)
        .where(SupportPerson.tenant_id == actor.tenant_id, SupportPerson.user_id == user_id)
        .values(given_at=utc_now())
    )
    episodes.note_holder(session, conversation)
    note_event(session, conversation, "given", person=user_id)
    session.flush()
    record(session, actor, "conversation.given", "conversation", conversation.id)
    tell(session, conversation, "taken")
    told = {"conversation_id": str(conversation.id)}
    realtime.notify(session, actor.tenant_id, user_id, "conversation.given", told)
    return True


def _find_next(session: Session, actor: Actor) -> tuple[UUID, UUID] | None:
    """A conversation and who is to have it: the one that has waited longest for whoever is next."""
    settings = settings_of(session, actor)
    if not settings.assigns_by_load or not hours_of(settings).is_open(utc_now()):
        return None
    waiting = select(Conversation.id).where(
        Conversation.tenant_id == actor.tenant_id, Conversation.state == "open", Conversation.holder == "queue"
    )
    if session.scalar(waiting.limit(1)) is None:
        return None
    for person in _free_people(session, actor.tenant_id):
        theirs = waiting.where(
            or_(Conversation.team_id.is_(None), Conversation.team_id.in_(person.teams)),
            or_(Conversation.returned_by.is_(None), Conversation.returned_by != person.user_id),
        )
        oldest = session.scalar(theirs.order_by(Conversation.queued_at, Conversation.id).limit(1))
        if oldest is not None:
            return oldest, person.user_id
    return None


def _free_people(session: Session, tenant_id: UUID) -> Sequence[_Free]:
    able = tenancy.people_who_may(session, tenant_id, Permission.SERVE_CUSTOMERS)
    there = session.scalars(
        select(SupportPerson).where(SupportPerson.tenant_id == tenant_id, SupportPerson.is_available)
    ).all()
    loads, teams = loads_of(session, tenant_id), teams_of(session, tenant_id)
    people = [
        _Free(one.user_id, loads.get(one.user_id, 0), one.given_at or _LONG_AGO, frozenset(teams[one.user_id]))
        for one in there
        if one.user_id in able and loads.get(one.user_id, 0) < one.capacity
    ]
    return sorted(people, key=lambda one: (one.load, one.given_at, one.user_id))
