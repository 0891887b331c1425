"""One of two processes that answer HTTP ends under load, in order or at once: those who use the API lose nothing.

Its clients know both addresses, as a load balancer does: they leave a process that says it is not ready, and repeat at
the other what got no answer, with its Idempotency-Key.
"""

from __future__ import annotations

import json
import signal
import socket
import threading
import uuid
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import httpx2
import pytest
import sqlalchemy as sa
from job_trees import FULL, IN_PRODUCTION, fault_platform, wait_until

from people import Person, join
from platforms import Setting
from socket_lines import Server, open_line, running_server
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.documents.messages import ReadVersion
from tecnocursos.documents.models import Document
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.studio.models import LexiconRow

pytestmark = [IN_PRODUCTION, pytest.mark.timeout(600)]

CLIENTS = 16 if FULL else 6
ENDS = 10 if FULL else 1
MORE = 200 if FULL else 20
"""So much is acknowledged between two ends."""
NOTICE_SECONDS = 1
SERVER = {"TECNOCURSOS_LIMITS__SCALE": "1000", "TECNOCURSOS_SERVER__NOTICE_SECONDS": str(NOTICE_SECONDS)}


@pytest.fixture(scope="module")
def installation(setting: Setting, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with fault_platform(setting, tmp_path_factory.mktemp("api")) as platform:
        yield platform


class Pair:
    """Two processes of one installation."""

    def __init__(self, start: Callable[[], Server]) -> None:
        self._start = start
        with ThreadPoolExecutor(2) as starting:
            self.servers = [one.result() for one in [starting.submit(start) for _ in range(2)]]
        self.ready = set(self.servers)

    def replace_ended(self) -> None:
        for place, server in enumerate(self.servers):
            if server.process.poll() is not None:
                self.servers[place] = self._start()
        self.ready = set(self.servers)

    def other(self, server: Server) -> Server:
        return next(one for one in self.servers if one is not server)


@pytest.fixture(scope="module")
def whole_pair(installation: Platform) -> Iterator[Pair]:
    with ExitStack() as running:
        yield Pair(lambda: running.enter_context(running_server(installation.settings, **SERVER)))


@pytest.fixture
def pair(whole_pair: Pair) -> Pair:
    whole_pair.replace_ended()
    return whole_pair


class Crowd:
    """Clients of a pair, half of them at first at one process, half at the other; each makes thing after thing."""

    def __init__(self, pair: Pair, person: Person) -> None:
        self._pair, self._person = pair, person
        self._stop = threading.Event()
        self._threads = ThreadPoolExecutor(CLIENTS)
        self.made: list[str] = []
        """What was acknowledged: the name of a lexicon, or of a document."""
        self.unanswered = 0
        self._all = [self._threads.submit(self._make, number) for number in range(CLIENTS)]

    def _make(self, number: int) -> None:
        count = 0
        server = self._pair.servers[number % 2]
        with ExitStack() as stack:
            client = stack.enter_context(self._client(server))
            while not self._stop.is_set():
                name, count = f"{number}-{count}", count + 1
                key = str(uuid.uuid4())
                while True:
                    if server not in self._pair.ready:
                        server = self._pair.other(server)
                        client = stack.enter_context(self._client(server))
                    try:
                        answer = self._ask(client, name, key)
                    except httpx2.TransportError:
                        self.unanswered += 1
                        server = self._pair.other(server)
                        client = stack.enter_context(self._client(server))
                    else:
                        break
                assert answer.status_code == 201, answer.text
                self.made.append(name)

    @staticmethod
    def _client(server: Server) -> httpx2.Client:
        return httpx2.Client(base_url=f"http://127.0.0.1:{server.port}", timeout=30)

    def _ask(self, client: httpx2.Client, name: str, key: str) -> Any:
        headers = {"Authorization": f"Bearer {self._person.token}", "Idempotency-Key": key}
        if name.endswith("0"):
            files = {"file": (f"{name}.md", f"# {name}\n\nLigue o roteador.\n".encode())}
            return client.post("/api/v1/documents", headers=headers, files=files)
        return client.post("/api/v1/lexicons", headers=headers, json={"name": name})

    def await_more(self) -> float:
        """Wait until so much more is acknowledged; gives how long it took."""
        before = len(self.made)
        return wait_until(lambda: len(self.made) >= before + MORE, 60, "more is acknowledged")

    def end(self) -> None:
        """Raises what went wrong."""
        self._stop.set()
        for one in self._all:
            one.result(timeout=60)
        self._threads.shutdown()


def _assert_kept(platform: Platform, person: Person, made: list[str]) -> None:
    """All that was acknowledged is there, once, and each document has the job that reads it."""
    with platform.database.transaction(person.tenant_id, is_reading=True) as session:
        lexicons = list(session.scalars(sa.select(LexiconRow.name)))
        documents = list(session.scalars(sa.select(Document.name)))
        jobs = session.scalar(sa.select(sa.func.count()).select_from(JobRow).where(JobRow.name == ReadVersion.name))
    kept = [*lexicons, *(name.removesuffix(".md") for name in documents)]
    assert Counter(kept) == Counter(made)
    assert jobs == len(documents) > 0


def test_a_process_that_is_killed_loses_nothing_of_those_who_ask_the_other(installation: Platform, pair: Pair) -> None:
    person = join(installation, None)  # type: ignore[arg-type]
    crowd = Crowd(pair, person)
    slowest = 0.0
    for number in range(ENDS):
        pair.replace_ended()
        crowd.await_more()
        pair.servers[number % 2].stop(signal.SIGKILL)
        slowest = max(slowest, crowd.await_more())
    crowd.end()
    print(f"{ENDS} killed: {len(crowd.made)} acknowledged, {crowd.unanswered} asked again; {MORE} took {slowest:.2f} s")
    assert crowd.unanswered > 0
    _assert_kept(installation, person, crowd.made)


@contextmanager
def _watched(pair: Pair) -> Iterator[None]:
    """Who says that it is not ready gets no more requests, as with a load balancer that asks five times a second."""
    is_over = threading.Event()

    def is_ready(server: Server) -> bool:
        with suppress(httpx2.TransportError):
            return httpx2.get(f"http://127.0.0.1:{server.port}/health/ready", timeout=5).status_code == 200
        return False

    def watch() -> None:
        while not is_over.wait(NOTICE_SECONDS / 5):
            pair.ready = {server for server in pair.servers if is_ready(server)}

    with ThreadPoolExecutor(1) as watcher:
        watching = watcher.submit(watch)
        try:
            yield
        finally:
            is_over.set()
            watching.result(timeout=30)


def _takes_connections(server: Server) -> bool:
    try:
        socket.create_connection(("127.0.0.1", server.port), timeout=5).close()
    except ConnectionRefusedError:
        return False
    return True


def _send_slowly(server: Server, person: Person, name: str, is_begun: threading.Event, go_on: threading.Event) -> int:
    """Make a lexicon by a request whose body ends only when `go_on` is set; gives the answer's status."""
    body = json.dumps({"name": name}).encode()

    def parts() -> Iterator[bytes]:
        yield body[:5]
        is_begun.set()
        assert go_on.wait(30)
        yield body[5:]

    headers = {
        "Authorization": f"Bearer {person.token}",
        "Content-Type": "application/json",
        "Content-Length": str(len(body)),
    }
    answer = httpx2.post(
        f"http://127.0.0.1:{server.port}/api/v1/lexicons", content=parts(), headers=headers, timeout=60
    )
    return answer.status_code


def _end_in_order(pair: Pair, ending: Server, person: Person, name: str) -> None:
    """Readiness fails first; then no more connections are taken, what runs is finished, and sockets are told why."""
    is_begun, go_on = threading.Event(), threading.Event()
    with ThreadPoolExecutor(1) as slow, open_line(ending, person) as line:
        line.expect("join_room", room="tenant")
        late = slow.submit(_send_slowly, ending, person, name, is_begun, go_on)
        assert is_begun.wait(30)
        ending.process.send_signal(signal.SIGTERM)
        wait_until(lambda: ending not in pair.ready, 10, "it is known not to be ready")
        assert _takes_connections(ending)
        assert line.close_code() == 1012
        wait_until(lambda: not _takes_connections(ending), 10, "it takes no more connections")
        go_on.set()
        assert late.result(timeout=30) == 201
    assert ending.process.wait(30) == 0
    with open_line(pair.other(ending), person) as line:
        line.expect("join_room", room="tenant")


def test_a_process_that_ends_in_order_leaves_no_request_unanswered(installation: Platform, pair: Pair) -> None:
    person = join(installation, None)  # type: ignore[arg-type]
    crowd = Crowd(pair, person)
    with _watched(pair):
        for number in range(ENDS):
            pair.replace_ended()
            crowd.await_more()
            _end_in_order(pair, pair.servers[number % 2], person, f"slow-{number}")
            crowd.made.append(f"slow-{number}")
            crowd.await_more()
    crowd.end()
    print(f"{ENDS} ended in order: {len(crowd.made)} acknowledged, {crowd.unanswered} without an answer")
    assert crowd.unanswered == 0
    _assert_kept(installation, person, crowd.made)
