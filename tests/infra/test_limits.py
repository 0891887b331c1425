"""Limits: exact where they promise it, and of use when Redis is not."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
import redis
import throttled.utils

from own_servers import RedisServer, own
from tecnocursos.infra.limits import Limits, Policy, Strategy
from tecnocursos.infra.shedding import Shedder
from tecnocursos.infra.telemetry import Metrics

# What each of several processes does: 25 coroutines that all want the same thing at once.
_CROWD = """
import asyncio, sys
from tecnocursos.infra.limits import Limits, Policy
from tecnocursos.infra.telemetry import Metrics
url, strategy = sys.argv[1:]
limits = Limits(url, 4, Metrics())
policy = Policy("crowd", strategy, 50, 100_000)
async def one():
    await asyncio.sleep(0)
    return (await asyncio.to_thread(limits.take, policy, "one key")).is_allowed
async def main():
    answers = await asyncio.gather(*(one() for _ in range(25)))
    degraded = limits.is_degraded
    print(sum(answers), int(degraded))
sys.stdin.readline()
asyncio.run(main())
"""


@pytest.fixture
def server() -> Iterator[RedisServer]:
    with own(RedisServer) as server:
        yield server


def _limits(url: str = "", processes: int = 1) -> Limits:
    return Limits(url, processes, Metrics())


def _degraded(limits: Limits) -> float:
    return limits._metrics.registry.get_sample_value("ratelimit_degraded_total") or 0.0


@pytest.mark.parametrize("strategy", ["fixed_window", "sliding_window", "token_bucket"])
def test_four_processes_let_exactly_the_limit_in(server: RedisServer, strategy: Strategy) -> None:
    crowd = [
        subprocess.Popen(
            [sys.executable, "-c", _CROWD, server.url, strategy],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(4)
    ]
    said = [process.communicate("go\n", timeout=60)[0].split() for process in crowd]
    assert [degraded for _, degraded in said] == ["0"] * 4
    assert sum(int(admitted) for admitted, _ in said) == 50


@pytest.mark.parametrize("strategy", ["fixed_window", "sliding_window", "token_bucket"])
@pytest.mark.parametrize("is_shared", [False, True])
def test_a_limit_says_what_is_left(server: RedisServer, strategy: Strategy, is_shared: bool) -> None:
    limits, policy = _limits(server.url if is_shared else ""), Policy("left", strategy, 3, 3600)
    verdicts = [limits.take(policy, "me") for _ in range(4)]
    assert [verdict.is_allowed for verdict in verdicts] == [True, True, True, False]
    assert [verdict.remaining for verdict in verdicts] == [2, 1, 0, 0]
    assert verdicts[3].retry_seconds >= 1
    assert limits.take(policy, "somebody else").is_allowed


@pytest.mark.parametrize("strategy", ["fixed_window", "sliding_window", "token_bucket"])
def test_who_comes_back_when_told_gets_in(server: RedisServer, strategy: Strategy) -> None:
    limits, policy = _limits(server.url), Policy("soon", strategy, 4, 2)
    for _ in range(3):
        while (verdict := limits.take(policy, "me")).is_allowed:
            pass
        assert 1 <= verdict.retry_seconds <= 2
        until = time.monotonic() + verdict.retry_seconds + 0.2
        while not limits.take(policy, "me").is_allowed:
            assert time.monotonic() < until
            time.sleep(0.05)
    assert not limits.is_degraded


@pytest.mark.parametrize("strategy", ["fixed_window", "sliding_window", "token_bucket"])
def test_a_process_that_ends_while_it_counts_leaves_nothing_for_ever(server: RedisServer, strategy: Strategy) -> None:
    """What is counted and how long it is kept are one command, so that there is no end in between."""
    limits, policy = _limits(server.url), Policy(f"kept-{strategy}", strategy, 4, 60)
    limits.take(policy, "me")
    with redis.Redis(port=server.port) as client, client.monitor() as monitor:
        limits.take(policy, "you")
        client.echo("done")
        commands = []
        for command in monitor.listen():
            if command["command"] == "ECHO done":
                break
            if command["client_type"] != "lua" and policy.name in command["command"]:
                commands.append(command["command"])
        assert len(commands) == 1, commands
        assert all(client.ttl(key) > 0 for key in client.keys(f"*kept-{strategy}*"))


@pytest.mark.parametrize("strategy", ["sliding_window", "token_bucket"])
def test_what_is_counted_by_all_processes_keeps_to_its_rate(server: RedisServer, strategy: Strategy) -> None:
    limits, policy = _limits(server.url), Policy("rate", strategy, 50, 1)
    started, admitted = time.monotonic(), 0
    while time.monotonic() - started < 3:
        admitted += limits.take(policy, "one").is_allowed
    # At most what fits at once, and then the rate.
    assert 2 * 50 <= admitted <= (3 + 1) * 50


def test_a_sliding_window_keeps_to_its_rate(monkeypatch: pytest.MonkeyPatch) -> None:
    """Against an exact log of 100,000 requests in bursts: never more than 6 % beside the rate."""
    now = [1_000_000.0]
    monkeypatch.setattr(throttled.utils, "now_sec", lambda: int(now[0]))
    monkeypatch.setattr(throttled.utils, "now_ms", lambda: int(now[0] * 1000))
    monkeypatch.setattr(throttled.utils, "now_mono_f", lambda: now[0])
    limits, policy = _limits(), Policy("rate", "sliding_window", 100, 10)
    chance = random.Random(7)
    exact: list[float] = []
    admitted = allowed_exactly = 0
    for _ in range(100_000):
        now[0] += chance.expovariate(20)
        admitted += limits.take(policy, "one").is_allowed
        while exact and exact[0] <= now[0] - 10:
            exact.pop(0)
        if len(exact) < 100:
            exact.append(now[0])
            allowed_exactly += 1
    assert 0.94 <= admitted / allowed_exactly <= 1.06


def test_without_redis_counting_goes_on_and_strict_limits_are_shared_out(server: RedisServer) -> None:
    limits = _limits(server.url, processes=4)
    reading, guessing = Policy("read", "token_bucket", 20, 60), Policy("guess", "sliding_window", 20, 60, True)
    assert limits.take(reading, "me").is_allowed
    assert _degraded(limits) == 0
    server.stop()
    assert sum(limits.take(reading, "me").is_allowed for _ in range(25)) == 20
    assert sum(limits.take(guessing, "me").is_allowed for _ in range(25)) == 5
    assert _degraded(limits) == 50


def test_a_redis_that_hangs_costs_next_to_nothing_and_is_found_again(server: RedisServer) -> None:
    limits, policy = _limits(server.url), Policy("read", "fixed_window", 10_000, 60)
    limits.take(policy, "me")
    server.halt()
    times = []
    for _ in range(200):
        started = time.perf_counter()
        assert limits.take(policy, "me").is_allowed
        times.append(time.perf_counter() - started)
    assert max(times) < 0.1
    assert sorted(times)[190] < 0.05
    assert limits.is_degraded
    server.go_on()
    deadline = time.monotonic() + 10
    while limits.is_degraded and time.monotonic() < deadline:
        limits.take(policy, "me")
        time.sleep(0.05)
    assert not limits.is_degraded


def test_a_redis_that_lost_everything_lets_people_in(server: RedisServer) -> None:
    limits, policy = _limits(server.url), Policy("write", "sliding_window", 2, 3600)
    assert [limits.take(policy, "me").is_allowed for _ in range(3)] == [True, True, False]
    with redis.Redis(port=server.port) as client:
        client.flushall()
        client.script_flush()
    assert limits.take(policy, "me").is_allowed
    assert not limits.is_degraded


def test_under_load_what_is_critical_goes_on_and_the_rest_comes_back() -> None:
    now = [0.0]
    shedder = Shedder(1.0, clock=lambda: now[0])

    def pass_time(seconds_each: float, periods: int) -> None:
        for _ in range(periods * 50):
            now[0] += 0.01
            shedder.observe(seconds_each)

    pass_time(0.1, 4)
    assert all(shedder.admits("bulk") for _ in range(100))
    pass_time(3.0, 10)
    assert all(shedder.admits("critical") for _ in range(1000))
    assert sum(shedder.admits("bulk") for _ in range(1000)) < 50
    assert sum(shedder.admits("normal") for _ in range(1000)) < 200
    pass_time(0.1, 12)
    assert all(shedder.admits("bulk") for _ in range(100))
