"""Several server processes and workers are one: whoever says something where, it is heard everywhere, once."""

from __future__ import annotations

import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, ClassVar

import pytest
from fastapi.testclient import TestClient

from own_servers import RedisServer, own
from people import Person, join
from platforms import Setting
from projects import make_project
from socket_lines import Server, SocketLine, open_line, running_server
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.bus import RedisBus, WakeUp
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs import leases
from tecnocursos.infra.jobs.messages import Job
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.work import Audience, Work
from tecnocursos.kit.ids import new_id
from tecnocursos.kit.progress import Report
from tecnocursos.realtime.progress import tell_progress, tell_state
from tecnocursos.realtime.service import tell


@pytest.fixture(scope="session")
def second_server(platform: Platform) -> Iterator[Server]:
    with running_server(platform.settings) as running:
        yield running


def _say(line: SocketLine, texts: list[str]) -> None:
    for text in texts:
        line.say("chat", room="equipe", text=text, nonce=text)


def test_a_chat_goes_from_process_to_process(
    server: Server, second_server: Server, platform: Platform, client: TestClient, owner: Person
) -> None:
    colleague = join(platform, client, "editor", owner.tenant_id)
    with open_line(server, owner, "/ws/room/equipe") as one:
        one.expect("join_room")
        with open_line(second_server, colleague, "/ws/room/equipe") as two:
            assert len(two.expect("join_room")["here"]) == 2
            one.expect("presence", **{"from": str(colleague.actor.user_id)})
            for number in range(20):
                _say(one if number % 2 else two, [str(number)])
                one.expect("chat", payload={"text": str(number), "nonce": str(number)})
            two.expect("chat", payload={"text": "19", "nonce": "19"})
            assert one.texts("equipe") == two.texts("equipe")
            assert [text for _, text in one.texts("equipe")] == [str(number) for number in range(20)]
            assert owner.get("/ws/stats").json()["connections"] == 2


def test_a_killed_process_costs_nothing_that_was_said(platform: Platform, second_server: Server, owner: Person) -> None:
    """Half of the sockets lose their process while there is talk; they go on elsewhere from the last number."""
    told = [f"t{number}" for number in range(120)]
    stop_at = 60
    heard: list[tuple[int, str]] = []
    with running_server(platform.settings) as doomed, open_line(second_server, owner, "/ws/room/equipe") as speaker:
        speaker.expect("join_room")
        with open_line(doomed, owner, "/ws/room/equipe") as listener:
            listener.expect("join_room")

            def speak() -> None:
                for number, text in enumerate(told):
                    if number == stop_at:
                        doomed.process.kill()
                    with platform.database.transaction(owner.tenant_id) as session:
                        tell(session, owner.tenant_id, "equipe", "chat", {"text": text})

            speaking = threading.Thread(target=speak)
            speaking.start()
            assert listener.close_code() == 1006
            heard += listener.texts("equipe")
        since = max((frame["seq"] for frame in listener.heard if "seq" in frame), default=0)
        with open_line(second_server, owner, f"/ws/room/equipe?since={since}") as again:
            again.expect("resumed", since=since)
            speaking.join()
            while not again.texts("equipe") or again.texts("equipe")[-1][1] != told[-1]:
                again.next()
            heard += again.texts("equipe")
    assert [text for _, text in heard] == told
    assert [seq for seq, _ in heard] == sorted({seq for seq, _ in heard})


def test_whoever_was_on_a_killed_process_is_seen_to_go(
    platform: Platform, client: TestClient, second_server: Server, owner: Person
) -> None:
    colleague = join(platform, client, "editor", owner.tenant_id)
    short = {"TECNOCURSOS_REALTIME__PRESENCE_SECONDS": "3"}
    with (
        running_server(platform.settings, **short) as doomed,
        open_line(second_server, owner, "/ws/room/equipe") as line,
    ):
        line.expect("join_room")
        with open_line(doomed, colleague, "/ws/room/equipe") as other:
            other.expect("join_room")
            line.expect("presence", **{"from": str(colleague.actor.user_id)})
            doomed.process.kill()
            gone = line.expect("presence", **{"from": str(colleague.actor.user_id)})
            assert gone["payload"]["state"] == "gone"


def test_a_server_that_ends_says_so(platform: Platform, client: TestClient, owner: Person) -> None:
    with running_server(platform.settings) as ending, open_line(ending, owner) as line:
        line.expect("join_room", room="tenant")
        ending.process.send_signal(signal.SIGTERM)
        assert line.close_code() == 1012
        ending.process.wait(20)
    assert owner.get("/ws/stats").json()["connections"] == 0


class Climb(Job):
    name: ClassVar[str] = "tests.climb"


def test_progress_of_a_job_is_heard_in_its_room_and_its_projects(
    server: Server, platform: Platform, client: TestClient, owner: Person
) -> None:
    project_id = make_project(platform, owner)
    with platform.database.transaction(owner.tenant_id) as session:
        job_id = enqueue(session, Climb(), actor=owner.actor, subject_id=project_id)
    viewer = join(platform, client, "viewer", owner.tenant_id)
    with (
        open_line(server, owner, f"/ws/room/project:{project_id}") as project,
        open_line(server, viewer, f"/ws/room/job:{job_id}") as job,
    ):
        project.expect("join_room")
        job.expect("join_room")
        work = _work(platform, job_id)
        for fraction in (0.25, 0.5):
            with platform.database.transaction(owner.tenant_id) as session:
                tell_progress(session, work.attempt, Report(stage="pictures", fraction=fraction, seconds_left=3.0))
            for line in (project, job):
                payload = line.expect("progress")["payload"]
                assert (payload["job_id"], payload["state"], payload["fraction"]) == (str(job_id), "running", fraction)
        with work.last_transaction({}):
            pass
        for line in (project, job):
            payload = line.expect("progress")["payload"]
            assert (payload["state"], payload["fraction"]) == ("succeeded", 1.0)
    with open_line(server, owner, f"/ws/room/project:{project_id}?since=0") as late:
        late.expect("resumed")
        assert [frame["event"] for frame in late.heard].count("progress") == 1  # only the last word of a job is kept


def _work(platform: Platform, job_id: Any) -> Work:
    with platform.database.transaction(SYSTEM) as session:
        attempt = leases.claim(session, "test", job_id, lease_seconds=60)
    assert attempt is not None
    return Work(platform.database, attempt, Audience(tell_progress, tell_state), lease_seconds=60)


def test_a_client_that_does_not_read_is_cut_off_and_costs_little(
    server: Server, platform: Platform, owner: Person
) -> None:
    with open_line(server, owner, "/ws/room/equipe") as reader:
        reader.expect("join_room")
        before = server.resident_bytes()
        with _deaf_socket(server, owner):

            def count() -> int:
                connections: int = owner.get("/ws/stats").json()["connections"]
                return connections

            _wait_for(lambda: count() == 2)
            for _ in range(100):
                with platform.database.transaction(owner.tenant_id) as session:
                    for _ in range(8):
                        tell(session, owner.tenant_id, "equipe", "note", {"filling": "x" * 50_000})
                for _ in range(8):
                    reader.expect("note")
                reader.heard.clear()
                if count() == 1:
                    break
            _wait_for(lambda: count() == 1)
            assert server.resident_bytes() - before < 40_000_000
            reader.say("ping")
            reader.expect("pong")


@contextmanager
def _deaf_socket(server: Server, person: Person) -> Iterator[None]:
    """A handshake, and then nothing is ever read."""
    deaf = socket.socket()
    deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    deaf.connect(("127.0.0.1", server.port))
    deaf.sendall(
        (
            f"GET /ws/room/equipe HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            f"Authorization: Bearer {person.token}\r\n\r\n"
        ).encode()
    )
    with deaf:
        yield


def _wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 15
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_redis_may_come_go_and_hang(setting: Setting, platform: Platform, owner: Person) -> None:
    """Nothing is lost, and whoever speaks never waits for it."""
    if setting == "embedded":
        return  # there is no Redis in this setting
    with own(RedisServer) as redis:
        settings = platform.settings.model_copy(
            update={"redis": platform.settings.redis.model_copy(update={"url": redis.url})}
        )
        with (
            running_server(settings) as one_server,
            running_server(settings) as other_server,
            open_line(one_server, owner, "/ws/room/equipe") as one,
            open_line(other_server, owner, "/ws/room/equipe") as other,
        ):
            one.expect("join_room")
            other.expect("join_room")
            said: list[str] = []

            def talk(word: str) -> float:
                """The slowest way of a message from process to process."""
                slowest = 0.0
                for number in range(5):
                    started = time.monotonic()
                    said.append(f"{word} {number} {len(said)}")
                    _say(one, said[-1:])
                    one.expect("chat", payload={"text": said[-1], "nonce": said[-1]})
                    assert time.monotonic() - started < 1, "the speaker waited"
                    other.expect("chat", payload={"text": said[-1], "nonce": said[-1]})
                    slowest = max(slowest, time.monotonic() - started)
                return slowest

            talk("up")
            redis.halt()
            assert talk("hanging") < 3
            redis.stop()
            assert talk("down") < 3
            redis.start()
            deadline = time.monotonic() + 20
            while talk("back") > 0.5:
                assert time.monotonic() < deadline
            assert [text for _, text in other.texts("equipe")] == said


def test_whoever_speaks_does_not_wait_for_redis(setting: Setting, platform: Platform) -> None:
    if setting == "embedded":
        return
    with own(RedisServer) as redis:
        bus = RedisBus(platform.settings.redis.model_copy(update={"url": redis.url}))
        redis.halt()
        started = time.monotonic()
        for number in range(1_000):
            bus.publish([WakeUp(new_id(), number)])
        assert time.monotonic() - started < 0.5
        redis.go_on()
        bus.close()
