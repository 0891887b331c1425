"""Counting for limits in Redis, for all processes together: one command or one short script for each request.

Windows and buckets follow the clock of whoever asks, as `doctor` compares it with the database's: a clock that is
wrong by a second moves a window by a second.
"""

from __future__ import annotations

import hashlib
import time
from typing import Any, Final, NamedTuple

from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import NoScriptError
from redis.retry import Retry

_MICROSECONDS: Final = 1_000_000


class _Script:
    def __init__(self, text: str) -> None:
        self.text = text
        self.digest = hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


_COUNT: Final = _Script("""
local used = redis.call("INCR", KEYS[1])
if used == 1 then redis.call("EXPIRE", KEYS[1], ARGV[1]) end
return used
""")
"""One script, as a count whose process ended before it could say how long to keep it would stay for ever."""

_SLIDE: Final = _Script("""
local used = redis.call("INCR", KEYS[1])
if used == 1 then redis.call("EXPIRE", KEYS[1], ARGV[3]) end
local before = redis.call("GET", KEYS[2])
if before then before = math.floor(before * ARGV[2]) else before = 0 end
used = used + before
if used <= tonumber(ARGV[1]) then return used end
redis.call("DECR", KEYS[1])
return {before}
""")
"""Keys: this window's count and that of the one before. ARGV: limit, weight of the one before, seconds to keep it."""

_FILL: Final = _Script("""
local now = tonumber(ARGV[1])
local full = tonumber(redis.call("GET", KEYS[1]) or now)
if full < now then full = now end
full = full + ARGV[2]
if full - now <= tonumber(ARGV[3]) then redis.call("SET", KEYS[1], full, "EX", ARGV[4]) end
return full - now
""")
"""The bucket is kept as the moment in which it will be full again (the generic cell rate algorithm).

ARGV, in microseconds: now, what one request costs, what the whole bucket holds; and the seconds to keep it.
"""


class Counted(NamedTuple):
    """What became of one request; the seconds are not rounded."""

    is_allowed: bool
    remaining: int
    reset_seconds: float
    retry_seconds: float


class SharedCounts:
    """Counts in the Redis at `url`, which is waited for no longer than `timeout_seconds`. Threads may share it.

    Each method counts one request under `key`, at most `count` in a window of `seconds`; raises RedisError, OSError.
    """

    def __init__(self, url: str, timeout_seconds: float) -> None:
        self._redis = Redis.from_url(
            url,
            socket_timeout=timeout_seconds,
            socket_connect_timeout=timeout_seconds,
            retry=Retry(NoBackoff(), 0),
            protocol=2,
        )

    def fixed_window(self, key: str, count: int, seconds: int) -> Counted:
        number, elapsed = divmod(time.time(), seconds)
        place = f"{key}:{int(number)}"
        used: int = self._run(_COUNT, (place,), seconds)
        left = seconds - elapsed
        return Counted(used <= count, max(0, count - used), left, left)

    def sliding_window(self, key: str, count: int, seconds: int) -> Counted:
        """Counts what came in the window before by how much of it lies within `seconds`, as if it had come evenly."""
        number, elapsed = divmod(time.time(), seconds)
        left = seconds - elapsed
        keys = f"{key}:{int(number)}", f"{key}:{int(number) - 1}"
        said = self._run(_SLIDE, keys, count, left / seconds, 3 * seconds)
        if isinstance(said, int):
            return Counted(is_allowed=True, remaining=count - said, reset_seconds=left, retry_seconds=0)
        (before,) = said
        # One more fits as soon as that much of the window before has gone by; else when this window is over.
        return Counted(is_allowed=False, remaining=0, reset_seconds=left, retry_seconds=left / max(before, 1))

    def token_bucket(self, key: str, count: int, seconds: int) -> Counted:
        """`count` at once, and that many in `seconds`."""
        capacity = seconds * _MICROSECONDS
        cost = max(1, capacity // count)
        now = time.time_ns() // 1000
        fill: int = self._run(_FILL, (key,), now, cost, capacity, 2 * seconds)
        if fill <= capacity:
            return Counted(True, (capacity - fill) // cost, fill / _MICROSECONDS, 0)
        return Counted(False, 0, (fill - cost) / _MICROSECONDS, (fill - capacity) / _MICROSECONDS)

    def _run(self, script: _Script, keys: tuple[str, ...], *values: float) -> Any:
        try:
            return self._redis.execute_command("EVALSHA", script.digest, len(keys), *keys, *values)  # type: ignore[no-untyped-call]
        except NoScriptError:
            return self._redis.execute_command("EVAL", script.text, len(keys), *keys, *values)  # type: ignore[no-untyped-call]
