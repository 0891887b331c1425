"""A broker that goes away, comes back and forgets: it costs time, and no job."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from fault_jobs import LeaveEffect, effects
from job_trees import FULL, IN_PRODUCTION, are_done, ask, fault_platform, tree, wait_until
from kombu import Connection
from sqlalchemy.engine import make_url
from toxic_proxy import ToxicProxy

from own_servers import RabbitmqServer, await_answer, own
from platforms import RABBITMQ, Setting
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.config import BrokerSettings
from tecnocursos.infra.jobs.messages import QUEUES

pytestmark = [IN_PRODUCTION, pytest.mark.timeout(900)]

Broken = tuple[BrokerSettings, Callable[[], None]]
"""A broker, and what makes it fail and come back."""


@contextmanager
def shared_broker_cut_off(platform: Platform) -> Iterator[Broken]:
    """The broker of all tests behind a proxy; its connections are reset, and its queues are gone with all messages."""
    url = make_url(RABBITMQ)
    host, port = url.host or "127.0.0.1", url.port or 5672
    direct = platform.settings.broker
    with ToxicProxy(host, port) as proxy:

        def fail() -> None:
            proxy.down()
            with Connection(direct.url) as connection:
                for queue in QUEUES:
                    connection.default_channel.queue_delete(direct.queue_name(queue))
                connection.default_channel.exchange_delete(direct.queue_prefix)
            proxy.up()

        through = direct.url.replace(f"{host}:{port}", f"127.0.0.1:{proxy.port}")
        yield direct.model_copy(update={"url": through}), fail


@contextmanager
def own_broker_restarted(platform: Platform) -> Iterator[Broken]:
    """A broker that ends in order and starts again with what it had."""
    with own(RabbitmqServer) as broker:

        def fail() -> None:
            broker.stop()
            broker.start()
            await_answer(broker)

        yield platform.settings.broker.model_copy(update={"url": broker.url}), fail


@contextmanager
def own_broker_crashed(platform: Platform) -> Iterator[Broken]:
    """A broker that crashes, loses its disk, and starts again empty."""
    with own(RabbitmqServer) as broker:

        def fail() -> None:
            broker.crash()
            broker.start()
            await_answer(broker)

        yield platform.settings.broker.model_copy(update={"url": broker.url}), fail


# A broker of one's own takes half a minute to start twice.
FAULTS = [shared_broker_cut_off, *([own_broker_restarted, own_broker_crashed] if FULL else [])]


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_broker_that_fails_costs_time_and_no_job(
    fault: Callable[[Platform], AbstractContextManager[Broken]], setting: Setting, tmp_path: Path
) -> None:
    count = 300 if FULL else 40
    wanted = range(2 * count)
    with fault_platform(setting, tmp_path) as installation, fault(installation) as (broker, fail):
        settings = installation.settings.model_copy(update={"broker": broker})
        with tree(settings, "cut off", slots=2):
            asked = ask(installation, *(LeaveEffect(number=n, seconds=0.05) for n in range(count)))
            wait_until(lambda: bool(effects(installation.database, wanted)), 60, "work has begun")
            asked += ask(installation, *(LeaveEffect(number=n, seconds=0.05) for n in range(count, 2 * count)))
            fail()
            took = wait_until(lambda: are_done(installation, asked), 120, "all jobs are done")
        assert sorted(effects(installation.database, wanted)) == list(wanted)
    print(f"{2 * count} jobs done {took:.1f} s after the broker came back")
