"""What was served at a provider, made up at random, and the plain reckoning of it."""

from __future__ import annotations

import math
import random
import uuid
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import insert
from sqlalchemy.orm import Session

from tecnocursos.infra.encryption import seal_into
from tecnocursos.kit.ids import new_id
from tecnocursos.support.desk_models import Protocol, Team
from tecnocursos.support.models import Channel, Conversation, Customer, Message
from tecnocursos.support.report_models import Episode, WorkflowRun

Rows = list[dict[str, Any]]
_REASONS = (None, None, None, "asked", "not_understood", "unlock")
_TURNS = ("answer", "refusal", "workflow", "hand_over", None)


@dataclass
class Served:
    """Rows as they stand in the tables."""

    channels: list[UUID]
    teams: list[UUID]
    episodes: Rows = field(default_factory=list)
    messages: Rows = field(default_factory=list)
    runs: Rows = field(default_factory=list)
    protocols: Rows = field(default_factory=list)


def serve(
    session: Session, tenant_id: UUID, users: list[UUID], days: Iterable[datetime], *, per_day: int, seed: int
) -> Served:
    """Let customers be served: at the given moments of days, so many conversations each."""
    chance = random.Random(seed)
    channels, teams = [_channel(session, tenant_id) for _ in range(2)], []
    for name in ("Suporte", "Financeiro"):
        team = Team(tenant_id=tenant_id, name=name)
        session.add(team)
        session.flush()
        teams.append(team.id)
    served = Served([channel.id for channel in channels], teams)
    conversations: Rows = []
    customers: Rows = []
    for day in days:
        for _ in range(per_day):
            began = day + timedelta(seconds=chance.randrange(86_400), microseconds=chance.randrange(10**6))
            customers.append({"id": new_id(), "tenant_id": tenant_id})
            talk = {
                "id": new_id(),
                "tenant_id": tenant_id,
                "channel_id": chance.choice(served.channels),
                "customer_id": customers[-1]["id"],
                "state": "resolved",
            }
            conversations.append(talk)
            _episode(served, chance, talk, users, began)
    for table, rows in (
        (Customer, customers),
        (Conversation, conversations),
        (Episode, served.episodes),
        (WorkflowRun, served.runs),
        (Protocol, served.protocols),
        (Message, served.messages),
    ):
        session.execute(insert(table), rows)
    session.flush()
    return served


def _channel(session: Session, tenant_id: UUID) -> Channel:
    channel = Channel(tenant_id=tenant_id, name="Atendimento", phone_number_id=uuid.uuid4().hex, business_id="1")
    for secret in (Channel.verify_token, Channel.app_secret, Channel.access_token):
        seal_into(session, channel, secret, "segredo")
    session.add(channel)
    session.flush()
    return channel


def _episode(served: Served, chance: random.Random, talk: dict[str, Any], users: list[UUID], began: datetime) -> None:
    reason = chance.choice(_REASONS)
    has_person = reason is not None or chance.random() < 0.1
    took = chance.randrange(60, 50_000) if chance.random() < 0.8 else None
    asked = has_person and took is not None and chance.random() < 0.7
    owned = {"tenant_id": talk["tenant_id"]}
    episode = owned | {
        "id": new_id(),
        "conversation_id": talk["id"],
        "channel_id": talk["channel_id"],
        "began_at": began,
        "team_id": chance.choice(served.teams) if has_person else None,
        "user_id": chance.choice(users) if has_person else None,
        "bot_seconds": chance.randrange(1, 30) if chance.random() < 0.9 else None,
        "answers": chance.randrange(3),
        "refusals": chance.randrange(2),
        "workflow_steps": chance.randrange(4),
        "last_turn": chance.choice(_TURNS),
        "person_at": began + timedelta(minutes=1) if has_person else None,
        "reason": reason,
        "reply_seconds": chance.randrange(5, 5_000) if has_person and chance.random() < 0.9 else None,
        "is_reply_in_time": chance.choice((True, False, None)),
        "resolved_at": None if took is None else began + timedelta(seconds=took),
        "resolution_seconds": took,
        "is_resolved_in_time": chance.choice((True, False, None)),
        "is_rating_asked": asked,
        "rating": chance.randrange(1, 6) if asked and chance.random() < 0.6 else None,
    }
    served.episodes.append(episode)
    for position in range(chance.randrange(2, 12)):
        direction = chance.choice(("in", "out", "out", "note"))
        author = {"in": "customer", "note": "member"}.get(direction) or chance.choice(("bot", "member", "system"))
        is_billable = chance.choice((True, False)) if direction == "out" else None
        served.messages.append(
            owned
            | {
                "id": new_id(),
                "conversation_id": talk["id"],
                "channel_id": talk["channel_id"],
                "position": position,
                "direction": direction,
                "author": author,
                "kind": "text",
                "content": b"sealed" * 50,
                "sent_at": began + timedelta(seconds=position * chance.randrange(1, 400)),
                "state": "delivered",
                "pricing": chance.choice(("service", "utility")) if direction == "out" else None,
                "is_billable": is_billable,
            }
        )
    if chance.random() < 0.5:
        run = {"id": new_id(), "episode_id": episode["id"], "begun_at": began}
        run |= {"name": chance.choice(("unlock", "visit")), "outcome": chance.choice(("completed", "left", None))}
        served.runs.append(owned | run)
    if chance.random() < 0.5:
        number = uuid.uuid4().hex[:20]
        told = {"id": new_id(), "number": number, "conversation_id": talk["id"], "created_at": began}
        served.protocols.append(owned | told | {"kind": chance.choice(("billing", "repair", "visit"))})


def spread(values: Iterable[int | None]) -> dict[str, Any]:
    found = sorted(value for value in values if value is not None)
    if not found:
        return {"count": 0, "median_seconds": None, "p90_seconds": None}
    places = [math.ceil(len(found) * share / 10) - 1 for share in (5, 9)]
    return {"count": len(found), "median_seconds": found[places[0]], "p90_seconds": found[places[1]]}


def plain_figures(episodes: Rows) -> dict[str, Any]:
    """One after the other, as a person would count them."""

    def count(is_counted: Callable[[dict[str, Any]], Any]) -> int:
        return sum(bool(is_counted(one)) for one in episodes)

    stars = [count(lambda one, wanted=wanted: one["rating"] == wanted) for wanted in range(1, 6)]  # type: ignore[misc]
    ratings = [one["rating"] for one in episodes if one["rating"]]
    return {
        "conversations": len(episodes),
        "solved_by_bot": count(lambda one: one["person_at"] is None and one["last_turn"] in ("answer", "workflow")),
        "handed_over": count(lambda one: one["reason"]),
        "answers": sum(one["answers"] for one in episodes),
        "refusals": sum(one["refusals"] for one in episodes),
        "resolved": count(lambda one: one["resolved_at"]),
        "bot_reply": spread(one["bot_seconds"] for one in episodes),
        "person_reply": spread(one["reply_seconds"] for one in episodes),
        "resolution": spread(one["resolution_seconds"] for one in episodes),
        "replies_in_time": {
            "promised": count(lambda one: one["is_reply_in_time"] is not None),
            "kept": count(lambda one: one["is_reply_in_time"]),
        },
        "resolutions_in_time": {
            "promised": count(lambda one: one["is_resolved_in_time"] is not None),
            "kept": count(lambda one: one["is_resolved_in_time"]),
        },
        "satisfaction": {
            "asked": count(lambda one: one["is_rating_asked"]),
            "stars": stars,
            "average": round(sum(ratings) / len(ratings), 2) if ratings else None,
        },
    }


def plain_volume(messages: Rows) -> dict[str, int]:
    writers = Counter(_writer(one) for one in messages if one["direction"] != "note")
    return {writer: writers[writer] for writer in ("customers", "bot", "people")}


def plain_hours(messages: Rows, zone: ZoneInfo) -> list[list[int]]:
    hours = [[0] * 24 for _ in range(7)]
    for one in messages:
        if one["direction"] == "in":
            local = one["sent_at"].astimezone(zone)
            hours[local.weekday()][local.hour] += 1
    return hours


def _writer(message: dict[str, Any]) -> str:
    if message["direction"] == "in":
        return "customers"
    return "people" if message["author"] == "member" else "bot"
