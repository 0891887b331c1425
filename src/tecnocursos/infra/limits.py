"""Limits of rate: fixed window, sliding window and token bucket, counted in Redis for all processes together, or in
each process where there is no Redis. `infra.shedding` is the fourth, adaptive strategy.

When Redis does not answer within 50 ms, counting goes on in the process, and Redis is left alone for two seconds. A
strict policy then allows each process only its share.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

import structlog
from redis.exceptions import RedisError
from throttled import RateLimiterType, Throttled, per_duration
from throttled.store import MemoryStore

from tecnocursos.infra.breaker import Breaker
from tecnocursos.infra.shared_counts import Counted, SharedCounts
from tecnocursos.infra.telemetry import Metrics

log = structlog.get_logger(__name__)

Strategy = Literal["fixed_window", "sliding_window", "token_bucket"]

_REDIS_SECONDS: Final = 0.05
_REST_SECONDS: Final = 2.0
_KEYS_IN_MEMORY: Final = 50_000
_PREFIX: Final = "tc:limit"


@dataclass(frozen=True, slots=True)
class Policy:
    """At most `count` within `window_seconds`; of a token bucket, `count` at once and that many in a window."""

    name: str
    strategy: Strategy
    count: int
    window_seconds: int
    is_strict: bool = False
    """Guards something worth guessing: without Redis every process allows only its share."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a limit says to one request."""

    policy: Policy
    is_allowed: bool
    remaining: int
    reset_seconds: int
    """Until `remaining` is what it was at first."""
    retry_seconds: int


class Limits:
    """Counts. Threads may share it."""

    def __init__(self, redis_url: str, processes: int, metrics: Metrics) -> None:
        self._processes = processes
        self._metrics = metrics
        self._memory = MemoryStore(options={"MAX_SIZE": _KEYS_IN_MEMORY})
        self._shared = SharedCounts(redis_url, _REDIS_SECONDS) if redis_url else None
        self._breaker = Breaker(_REST_SECONDS)
        self._limiters: dict[Policy, Throttled] = {}

    def take(self, policy: Policy, key: str) -> Verdict:
        """Count one request under `key`."""
        place = f"{_PREFIX}:{policy.name}:{key}"
        if self._shared is None:
            return _verdict(policy, self._count_alone(policy, place))
        if self._breaker.lets_through():
            try:
                counted = _count_shared(self._shared, policy, place)
            except (RedisError, OSError) as error:
                if self._breaker.trip():
                    log.warning("limits_degraded", error=type(error).__name__)
            else:
                self._breaker.reset()
                return _verdict(policy, counted)
        self._metrics.limits_degraded.inc()
        share = self._share(policy)
        return _verdict(share, self._count_alone(share, place))

    @property
    def is_degraded(self) -> bool:
        return self._breaker.is_open

    def _share(self, policy: Policy) -> Policy:
        if not policy.is_strict:
            return policy
        count = max(1, policy.count // self._processes)
        return Policy(policy.name, policy.strategy, count, policy.window_seconds, is_strict=True)

    def _count_alone(self, policy: Policy, place: str) -> Counted:
        limiter = self._limiters.get(policy)
        if limiter is None:
            quota = per_duration(timedelta(seconds=policy.window_seconds), policy.count, burst=policy.count)
            limiter = Throttled(using=RateLimiterType(policy.strategy).value, quota=quota, store=self._memory)
            self._limiters[policy] = limiter
        result = limiter.limit(place)
        state = result.state
        return Counted(not result.limited, state.remaining, state.reset_after, state.retry_after)


def _count_shared(shared: SharedCounts, policy: Policy, place: str) -> Counted:
    match policy.strategy:
        case "fixed_window":
            count = shared.fixed_window
        case "sliding_window":
            count = shared.sliding_window
        case "token_bucket":
            count = shared.token_bucket
    return count(place, policy.count, policy.window_seconds)


def _verdict(policy: Policy, counted: Counted) -> Verdict:
    return Verdict(
        policy=policy,
        is_allowed=counted.is_allowed,
        remaining=max(0, counted.remaining),
        reset_seconds=math.ceil(counted.reset_seconds),
        retry_seconds=0 if counted.is_allowed else max(1, math.ceil(counted.retry_seconds)),
    )
