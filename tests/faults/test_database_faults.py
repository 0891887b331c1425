"""A PostgreSQL that restarts, falls silent at COMMIT, is full or locked: what was acknowledged is kept, once; what
cannot be served is told soon, and served again as soon as that can be.
"""

from __future__ import annotations

import dataclasses
import threading
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, Literal

import httpx2
import psycopg
import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from fault_jobs import LeaveEffect, effects
from job_trees import FULL, IN_PRODUCTION, are_done, ask, fault_platform, tree, wait_until
from sqlalchemy.engine import make_url
from toxic_proxy import ToxicProxy

from own_servers import PostgresqlServer, own
from people import Person, join
from platforms import PUBLIC_URL, Setting
from socket_lines import open_line, running_server
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM, Database
from tecnocursos.studio.models import LexiconRow

pytestmark = [IN_PRODUCTION, pytest.mark.timeout(600)]

LEXICONS = "/api/v1/lexicons"
MOST_CONNECTIONS = 60


@pytest.fixture(scope="module")
def server(setting: Setting) -> Iterator[PostgresqlServer]:
    with own(PostgresqlServer, max_connections=str(MOST_CONNECTIONS)) as server:
        yield server


@pytest.fixture(scope="module")
def installation(
    setting: Setting, server: PostgresqlServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Platform]:
    with fault_platform(setting, tmp_path_factory.mktemp("database"), server.url) as platform:
        yield platform


def _kept(platform: Platform, person: Person) -> list[str]:
    with platform.database.transaction(person.tenant_id, is_reading=True) as session:
        found = sa.select(LexiconRow.name).where(LexiconRow.tenant_id == person.tenant_id)
        return sorted(session.scalars(found))


def _is_busy(answer: Any) -> bool:
    """503 as it should be; anything but that and success is a failure."""
    if answer.status_code != 503:
        assert answer.status_code in {200, 201}, answer.text
        return False
    assert answer.headers["content-type"] == "application/problem+json"
    assert int(answer.headers["retry-after"]) >= 1
    assert answer.json()["code"] == "busy"
    return True


class Crowd:
    """People who each make one thing after the other, and repeat what was not acknowledged, with its key."""

    def __init__(self, person: Person, count: int) -> None:
        self._person = person
        self._stop = threading.Event()
        self._threads = ThreadPoolExecutor(count)
        self._all = [self._threads.submit(self._make, number) for number in range(count)]
        self.acknowledged: list[str] = []
        self.refused = 0

    def _make(self, number: int) -> None:
        count = 0
        while not self._stop.is_set():
            name, count = f"{number}-{count}", count + 1
            key = {"Idempotency-Key": f"{name}-{uuid.uuid4()}"}
            while _is_busy(self._person.post(LEXICONS, json={"name": name}, headers=key)):
                self.refused += 1
                time.sleep(0.1)
            self.acknowledged.append(name)

    def end(self) -> None:
        """Raises what went wrong."""
        self._stop.set()
        for one in self._all:
            one.result(timeout=60)
        self._threads.shutdown()

    def await_more(self) -> float:
        """Wait until somebody gets something done; gives how long it took."""
        before = len(self.acknowledged)
        return wait_until(lambda: len(self.acknowledged) > before, 30, "something is acknowledged again")


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_nobody_is_given_a_connection_of_before_a_restart(
    installation: Platform, server: PostgresqlServer, mode: Literal["fast", "immediate"]
) -> None:
    database = Database(installation.settings.database)

    def use_several() -> None:
        with ExitStack() as held:
            for _ in range(4):
                session = held.enter_context(database.transaction(SYSTEM))
                assert session.scalar(sa.text("SELECT 1")) == 1

    use_several()
    server.stop(mode)
    with pytest.raises(sa.exc.OperationalError):
        use_several()
    server.start()
    use_several()
    server.stop(mode)
    server.start()
    use_several()
    database.close()


def test_a_restart_loses_nothing_that_was_acknowledged(installation: Platform, server: PostgresqlServer) -> None:
    """While requests and jobs run: ended in order, then crashed."""
    count = 300 if FULL else 60
    wanted = range(count)
    with (
        tree(installation.settings, "restarted", slots=2),
        running_server(installation.settings, TECNOCURSOS_LIMITS__SCALE="1000") as api,
        httpx2.Client(base_url=f"http://127.0.0.1:{api.port}", timeout=60) as client,
    ):
        person = join(installation, client)  # type: ignore[arg-type]
        jobs = ask(installation, *(LeaveEffect(number=n, seconds=0.1) for n in wanted))
        crowd = Crowd(person, 4)
        wait_until(lambda: bool(effects(installation.database, wanted)), 60, "work has begun")
        with open_line(api, person, "/ws/room/equipe") as line:
            line.expect("join_room")
            for mode in ("fast", "immediate"):
                crowd.await_more()
                server.stop(mode)
                assert client.get("/health/live").status_code == 200
                wait_until(lambda: client.get("/health/ready").status_code == 503, 10, "it is not ready")
                assert _is_busy(person.get(LEXICONS))
                server.start()
                took = crowd.await_more()
                assert took <= 10
                wait_until(lambda: client.get("/health/ready").status_code == 200, 10, "it is ready again")
                print(f"after a restart ({mode}): healed in {took:.2f} s, {crowd.refused} told to come again so far")
                line.say("chat", room="equipe", text=mode, nonce=mode)
                line.expect("chat", payload={"text": mode, "nonce": mode})
        crowd.end()
        took = wait_until(lambda: are_done(installation, jobs), 90, "all jobs are done")
    print(f"{len(crowd.acknowledged)} acknowledged, {crowd.refused} refused meanwhile; jobs done {took:.1f} s later")
    assert crowd.refused > 0
    assert _kept(installation, person) == sorted(crowd.acknowledged)
    assert sorted(effects(installation.database, wanted)) == list(wanted)


@contextmanager
def _behind_proxy(platform: Platform) -> Iterator[tuple[TestClient, ToxicProxy]]:
    """The application, with a network that may become bad between it and its database."""
    settings = platform.settings.database
    url = make_url(settings.url)
    with ToxicProxy(str(url.host), url.port or 5432) as proxy:
        through = url.set(host="127.0.0.1", port=proxy.port).render_as_string(hide_password=False)
        database = Database(settings.model_copy(update={"url": through}), bus=platform.database.bus)
        database.session_info |= platform.database.session_info
        try:
            with TestClient(
                create_app(dataclasses.replace(platform, database=database)), base_url=PUBLIC_URL
            ) as client:
                yield client, proxy
        finally:
            database.close()


@pytest.mark.parametrize("is_done", [True, False], ids=["after", "before"])
def test_a_connection_cut_at_commit_leaves_one_row_when_the_request_is_repeated(
    installation: Platform, *, is_done: bool
) -> None:
    """Nobody can know whether the transaction was kept; whoever sends the same key again need not."""
    names = [f"léxico {number};" for number in range(50 if FULL else 8)]
    with _behind_proxy(installation) as (client, proxy):
        person = join(installation, client)
        for name in names:
            key = {"Idempotency-Key": str(uuid.uuid4())}
            proxy.struck.clear()
            # Others commit too; this is about the transaction that holds the name.
            marks = (name.encode(), b"COMMIT")
            if is_done:
                proxy.toxics.silent_after = marks
            else:
                proxy.toxics.reset_before = marks
            assert _is_busy(person.post(LEXICONS, json={"name": name}, headers=key))
            assert proxy.struck.is_set()
            proxy.toxics.silent_after = proxy.toxics.reset_before = ()
            again = person.post(LEXICONS, json={"name": name}, headers=key)
            # The server may not have noticed yet that its client is gone, and holds what that has begun.
            while again.json().get("code") == "still_running" or _is_busy(again):
                again = person.post(LEXICONS, json={"name": name}, headers=key)
            assert again.status_code == 201, again.text
            assert (again.headers.get("idempotency-replayed") == "true") == is_done
    assert _kept(installation, person) == sorted(names)


def test_a_locked_table_is_told_soon_and_does_not_stop_the_rest(installation: Platform) -> None:
    """More wait for the lock than there are connections; what does not need one is served, and all is well after."""
    settings = installation.settings.database
    hasty = settings.model_copy(update={"pool_size": 4, "pool_timeout_seconds": 1, "lock_timeout_seconds": 1.5})
    database = Database(hasty, bus=installation.database.bus)
    app = create_app(
        dataclasses.replace(
            installation,
            database=database,
            settings=installation.settings.model_copy(update={"database": hasty}),
        )
    )
    with (
        ExitStack() as ending,
        TestClient(app, base_url=PUBLIC_URL) as client,
        ThreadPoolExecutor(24) as crowd,
        psycopg.connect(settings.owner_url) as locking,
    ):
        ending.callback(database.close)
        person = join(installation, client)
        assert person.get(LEXICONS).status_code == 200
        locking.execute("LOCK TABLE lexicons IN ACCESS EXCLUSIVE MODE")

        def read() -> float:
            started = time.monotonic()
            assert _is_busy(person.get(LEXICONS))
            return time.monotonic() - started

        reading = [crowd.submit(read) for _ in range(24)]
        for _ in range(20):
            started = time.monotonic()
            assert client.get("/health/live").status_code == 200
            assert time.monotonic() - started < 1
        waits = sorted(one.result() for one in reading)
        # The slowest had a thread just before their time was over, and then waited for the lock.
        assert waits[-1] < 1 + 1.5 + 1
        started = time.monotonic()
        while _is_busy(person.get("/api/v1/projects")):
            assert time.monotonic() - started < 5
        locking.rollback()
        assert not _is_busy(person.get(LEXICONS))
    print(f"told to come again after {waits[0]:.2f} to {waits[-1]:.2f} s")


def test_a_database_without_a_free_connection_is_told_and_found_again(
    installation: Platform, server: PostgresqlServer
) -> None:
    installation.database.engine.dispose()
    with TestClient(create_app(installation), base_url=PUBLIC_URL) as client:
        person = join(installation, client)
        installation.database.engine.dispose()
        with ExitStack() as held:
            _hold_all_connections(installation.settings.database.url, held)
            started = time.monotonic()
            assert _is_busy(person.get(LEXICONS))
            assert time.monotonic() - started < 2
            assert client.get("/health/live").status_code == 200
            assert client.get("/health/ready").status_code == 503
        wait_until(lambda: not _is_busy(person.get(LEXICONS)), 10, "it is served again")
        wait_until(lambda: client.get("/health/ready").status_code == 200, 10, "it is ready again")


def _hold_all_connections(url: str, stack: ExitStack) -> None:
    with suppress(psycopg.OperationalError):
        for _ in range(MOST_CONNECTIONS + 1):
            stack.enter_context(psycopg.connect(url))
        raise AssertionError("there are more connections than there should be")
