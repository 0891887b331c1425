"""Limits of rate: fixed window, sliding window and token bucket, counted in Redis for all processes together, or in
each process where there is no Redis. `infra.shedding` is the fourth, adaptive strategy.

When Redis does not answer within 50 ms, counting goes on in the process, and Redis is left alone for two seconds. A
strict policy then allows each process only its share.
"""

from __future__ import annotations

import math
import threading
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

import structlog
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry
from throttled import RateLimiterType, Throttled, per_duration
from throttled.exceptions import StoreUnavailableError
from throttled.store import BaseStore, MemoryStore, RedisStore

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
        self._shared = _redis_store(redis_url) if redis_url else None
        self._breaker = _Breaker(_REST_SECONDS)
        self._limiters: dict[tuple[Policy, bool], Throttled] = {}

    def take(self, policy: Policy, key: str) -> Verdict:
        """Count one request under `key`."""
        if self._shared is None:
            return _ask(self._limiter(policy, self._memory), policy, key)
        if self._breaker.lets_through():
            try:
                verdict = _ask(self._limiter(policy, self._shared), policy, key)
            except (StoreUnavailableError, RedisError, OSError) as error:
                if self._breaker.trip():
                    log.warning("limits_degraded", error=type(error).__name__)
            else:
                self._breaker.reset()
                return verdict
        self._metrics.limits_degraded.inc()
        return _ask(self._limiter(self._alone(policy), self._memory), policy, key)

    @property
    def is_degraded(self) -> bool:
        return self._breaker.is_open

    def _alone(self, policy: Policy) -> Policy:
        if not policy.is_strict:
            return policy
        count = max(1, policy.count // self._processes)
        return Policy(policy.name, policy.strategy, count, policy.window_seconds, is_strict=True)

    def _limiter(self, policy: Policy, store: BaseStore) -> Throttled:
        found = self._limiters.get((policy, store is self._memory))
        if found is None:
            quota = per_duration(timedelta(seconds=policy.window_seconds), policy.count, burst=policy.count)
            found = Throttled(using=RateLimiterType(policy.strategy).value, quota=quota, store=store)
            self._limiters[policy, store is self._memory] = found
        return found


def _ask(limiter: Throttled, policy: Policy, key: str) -> Verdict:
    result = limiter.limit(f"{_PREFIX}:{policy.name}:{key}")
    state = result.state
    return Verdict(
        policy=policy,
        is_allowed=not result.limited,
        remaining=max(0, state.remaining),
        reset_seconds=math.ceil(state.reset_after),
        retry_seconds=max(1, math.ceil(state.retry_after)) if result.limited else 0,
    )


def _redis_store(url: str) -> RedisStore:
    connection = {
        "socket_timeout": _REDIS_SECONDS,
        "socket_connect_timeout": _REDIS_SECONDS,
        "retry": Retry(NoBackoff(), 0),
        "protocol": 2,
    }
    return RedisStore(server=url, options={"CONNECTION_POOL_KWARGS": connection})


class _Breaker:
    """Leaves alone what failed, for a while; then one caller tries whether it is back."""

    def __init__(self, rest_seconds: float) -> None:
        self._rest_seconds = rest_seconds
        self._closed_again_at = 0.0
        self._lock = threading.Lock()
        self.is_open = False

    def lets_through(self) -> bool:
        if not self.is_open:
            return True
        with self._lock:
            now = time.monotonic()
            if now < self._closed_again_at:
                return False
            self._closed_again_at = now + self._rest_seconds
            return True

    def trip(self) -> bool:
        """Open it; whether it was closed before."""
        with self._lock:
            was_closed, self.is_open = not self.is_open, True
            self._closed_again_at = time.monotonic() + self._rest_seconds
            return was_closed

    def reset(self) -> None:
        self.is_open = False
