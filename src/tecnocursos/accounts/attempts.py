"""How often a secret may be tried. Attempts are counted before they are made, so that a hundred at once count too."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import case, update
from sqlalchemy.orm import Session

from tecnocursos.accounts.errors import TooManyAttempts
from tecnocursos.accounts.models import AttemptCount
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.digest import digest

QUARTER_HOUR: Final = 900
DAY: Final = 86_400


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `count` attempts within a window that starts with the first of them."""

    count: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Count:
    """One thing that is counted, e.g. ("password", account, address)."""

    limit: Limit
    parts: tuple[str, ...]

    @property
    def key(self) -> str:
        return digest(*self.parts)


def take(session: Session, counts: Collection[Count]) -> None:
    """Count one attempt everywhere. Raises TooManyAttempts; whoever calls commits in both cases."""
    now = utc_now()
    limits = {count.key: count.limit for count in counts}
    new = insert_into(session, AttemptCount).values(
        [
            {"key": key, "count": 1, "window_ends_at": now + timedelta(seconds=limit.seconds)}
            # In one order, so that two of these never wait for each other.
            for key, limit in sorted(limits.items(), key=lambda item: item[0])
        ]
    )
    has_ended = AttemptCount.window_ends_at <= now
    counted = new.on_conflict_do_update(
        index_elements=["key"],
        set_={
            "count": case((has_ended, 1), else_=AttemptCount.count + 1),
            "window_ends_at": case((has_ended, new.excluded.window_ends_at), else_=AttemptCount.window_ends_at),
        },
    ).returning(AttemptCount.key, AttemptCount.count, AttemptCount.window_ends_at)
    over = [(count - limits[key].count, ends_at - now) for key, count, ends_at in session.execute(counted).all()]
    waits = [wait for excess, wait in over if excess > 0]
    if waits:
        error = TooManyAttempts(seconds=max(1, round(max(waits).total_seconds())))
        error.is_first = any(excess == 1 for excess, _ in over)
        raise error


def give_back(session: Session, counts: Collection[Count]) -> None:
    """The attempt was right: it does not count. Earlier wrong ones still do, whoever made them."""
    session.execute(
        update(AttemptCount)
        .where(AttemptCount.key.in_([count.key for count in counts]), AttemptCount.count > 0)
        .values(count=AttemptCount.count - 1)
    )
