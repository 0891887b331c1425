"""Noting what reports count, where it happens. Each verb expects the conversation's row to be held."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tecnocursos.kit.clock import utc_now
from tecnocursos.support.models import Conversation
from tecnocursos.support.report_models import Episode, RunOutcome, TurnKind, WorkflowRun

_UNCOUNTED: Final = frozenset({"menu", "person", "identify", "language"})
"""Workflows that only lead to others."""
_NEWEST_FIRST: Final = (Episode.began_at.desc(), Episode.id.desc())


def begin(session: Session, conversation: Conversation) -> Episode:
    """The customer is served anew."""
    episode = Episode(
        tenant_id=conversation.tenant_id,
        conversation_id=conversation.id,
        channel_id=conversation.channel_id,
        began_at=utc_now(),
    )
    session.add(episode)
    session.flush()
    return episode


def note_turn(episode: Episode, kind: TurnKind | None, heard_at: datetime, now: datetime) -> None:
    """The bot replied to what was said at `heard_at`; with None it was only polite, or asked for words."""
    episode.last_turn = kind or episode.last_turn
    if episode.bot_seconds is None:
        episode.bot_seconds = _seconds(heard_at, now)
    match kind:
        case "answer":
            episode.answers += 1
        case "refusal":
            episode.refusals += 1
        case "workflow":
            episode.workflow_steps += 1
        case "hand_over" | None:
            pass


def note_workflow(
    session: Session,
    episode: Episode,
    now: datetime,
    *,
    before: str | None,
    after: str | None,
    took_part: str | None,
    is_left: bool,
    is_handed_over: bool,
) -> None:
    """A turn began with the workflow `before` and ended with `after` going on; `took_part` may have begun and ended
    in between. `is_left`: the customer turned away from `before`.
    """
    done: RunOutcome = "handed_over" if is_handed_over else "completed"
    if before is not None and before != after:
        run = _unfinished(session, episode, before)
        if run is not None:
            run.outcome = "left" if is_left and not is_handed_over else done
    if after not in {None, before}:
        _begin_run(session, episode, after, now, None)
    elif after is None and took_part not in {None, before}:
        _begin_run(session, episode, took_part, now, done)


def note_person(session: Session, conversation: Conversation, reason: str | None = None) -> None:
    """A person was asked for, for this reason of the bot's, or came by themselves."""
    episode = latest(session, conversation)
    episode.person_at = episode.person_at or utc_now()
    episode.reason = episode.reason or reason


def note_holder(session: Session, conversation: Conversation) -> None:
    """It was given to a team or to a person, as it says now."""
    episode = latest(session, conversation)
    episode.team_id = conversation.team_id or episode.team_id
    episode.user_id = conversation.assignee_id or episode.user_id


def note_reply(session: Session, conversation: Conversation) -> None:
    """A person wrote; only the first time counts."""
    episode = latest(session, conversation)
    if episode.reply_seconds is None:
        now = utc_now()
        episode.person_at = episode.person_at or now
        episode.reply_seconds = _seconds(episode.person_at, now)
        episode.is_reply_in_time = _is_kept(conversation.first_reply_due_at, now)


def note_end(session: Session, conversation: Conversation, *, is_rating_asked: bool) -> None:
    """It was resolved."""
    episode = latest(session, conversation)
    episode.resolved_at = utc_now()
    episode.resolution_seconds = _seconds(episode.began_at, episode.resolved_at)
    episode.is_resolved_in_time = _is_kept(conversation.resolution_due_at, episode.resolved_at)
    episode.is_rating_asked = is_rating_asked


def note_rating(session: Session, conversation: Conversation, rating: int) -> None:
    """Of the last episode in which it was asked for: the customer may have written again since."""
    asked = session.scalar(_of(conversation).where(Episode.is_rating_asked).order_by(*_NEWEST_FIRST).limit(1))
    if asked is not None:
        asked.rating = rating


def latest(session: Session, conversation: Conversation) -> Episode:
    """The one that goes on."""
    found = session.scalar(_of(conversation).order_by(*_NEWEST_FIRST).limit(1))
    return found or begin(session, conversation)


def _of(conversation: Conversation) -> Select[Episode]:
    return select(Episode).where(
        Episode.tenant_id == conversation.tenant_id, Episode.conversation_id == conversation.id
    )


def _unfinished(session: Session, episode: Episode, name: str) -> WorkflowRun | None:
    return session.scalar(
        select(WorkflowRun)
        .where(
            WorkflowRun.tenant_id == episode.tenant_id,
            WorkflowRun.episode_id == episode.id,
            WorkflowRun.name == name,
            WorkflowRun.outcome.is_(None),
        )
        .order_by(WorkflowRun.begun_at.desc())
        .limit(1)
    )


def _begin_run(session: Session, episode: Episode, name: str | None, now: datetime, outcome: RunOutcome | None) -> None:
    if name is None or name in _UNCOUNTED:
        return
    owned = {"tenant_id": episode.tenant_id, "episode_id": episode.id}
    session.add(WorkflowRun(**owned, name=name, begun_at=now, outcome=outcome))
    session.flush()


def _is_kept(due_at: datetime | None, now: datetime) -> bool | None:
    return None if due_at is None else now <= due_at


def _seconds(since: datetime, until: datetime) -> int:
    return max(0, round((until - since).total_seconds()))
