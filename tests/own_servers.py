"""PostgreSQL, Redis and RabbitMQ of the tests' own, which they may stop, halt and start again."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal, Protocol, TypeVar

import psycopg
import redis
from kombu import Connection

_IS_ROOT = os.geteuid() == 0


class OwnServer(Protocol):
    """One server process and what it keeps in its folder."""

    url: str

    def start(self) -> None: ...

    def stop(self) -> None: ...

    def answers(self) -> bool: ...


Server = TypeVar("Server", bound=OwnServer)


@contextmanager
def own(kind: Callable[..., Server], **options: str) -> Iterator[Server]:
    """A server in a temporary folder on a free port, which answers; it ends with the block."""
    with tempfile.TemporaryDirectory(prefix="tecnocursos-test-") as folder:
        server = kind(Path(folder), **options)
        server.start()
        try:
            await_answer(server)
            yield server
        finally:
            server.stop()


def await_answer(server: OwnServer) -> None:
    deadline = time.monotonic() + 60
    while not is_there(server.answers):
        assert time.monotonic() < deadline, f"{type(server).__name__} does not start"
        time.sleep(0.05)


def is_there(answers: Callable[[], bool]) -> bool:
    try:
        return answers()
    except Exception:  # noqa: BLE001  each of the three libraries has errors of its own; all mean no
        return False


class PostgresqlServer:
    """A cluster in `folder`; its one role is `postgres`, who needs no password."""

    def __init__(self, folder: Path, **options: str) -> None:
        """`options` are settings of the server, e.g. max_connections."""
        self.url = f"postgresql://postgres@127.0.0.1:{(port := free_port())}/postgres"
        programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [
            Path(shutil.which("initdb") or "initdb")
        ]
        self._folder = folder
        self._data = folder / "data"
        self._control: list[str | Path] = [programs[-1].parent / "pg_ctl", "-D", self._data, "-w"]
        wanted = {
            "port": str(port),
            "listen_addresses": "127.0.0.1",
            "unix_socket_directories": str(folder),
            "fsync": "off",
            "max_connections": "300",
        } | options
        self._options = " ".join(f"-c {name}={value}" for name, value in wanted.items())
        self._run([programs[-1], "-A", "trust", "-U", "postgres", "-D", self._data])

    def start(self) -> None:
        self._run([*self._control, "-l", self._folder / "log", "-o", self._options, "start"])

    def stop(self, mode: Literal["fast", "immediate"] = "immediate") -> None:
        """`fast` ends connections in order; `immediate` is what a crash does to them."""
        if (self._data / "postmaster.pid").exists():
            self._run([*self._control, "-m", mode, "stop"])

    def answers(self) -> bool:
        return answers_postgresql(self.url)

    def _run(self, command: list[str | Path]) -> None:
        """As another user where this is root, of whom PostgreSQL refuses to be run."""
        words = list(map(str, command))
        if _IS_ROOT:
            os.chown(self._folder, pwd.getpwnam("postgres").pw_uid, pwd.getpwnam("postgres").pw_gid)
            words = ["runuser", "-u", "postgres", "--", *words]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL, cwd="/")


class RedisServer:
    """Keeps nothing on disk."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self._folder = folder

    def start(self) -> None:
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", ""]
        self._process = subprocess.Popen([*command, "--dir", str(self._folder)], stdout=subprocess.DEVNULL)

    def halt(self) -> None:
        """It is there but answers nobody."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._process.send_signal(signal.SIGCONT)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()

    def answers(self) -> bool:
        return answers_redis(self.url)


class RabbitmqServer:
    """A node of its own, with a configuration of its own, so that the machine's is not read."""

    def __init__(self, folder: Path) -> None:
        port = free_port()
        self.url = f"amqp://guest:guest@127.0.0.1:{port}//"
        self._mnesia = folder / "mnesia"
        (folder / "enabled_plugins").write_text("[].")
        (folder / "rabbitmq.conf").write_text(f"listeners.tcp.1 = 127.0.0.1:{port}\n")
        names = {
            "HOME": folder,
            "ERL_EPMD_PORT": free_port(),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_NODENAME": f"test{port}@localhost",
            "RABBITMQ_CONFIG_FILE": folder / "rabbitmq",
            "RABBITMQ_ADVANCED_CONFIG_FILE": folder / "advanced",
            "RABBITMQ_DIST_PORT": free_port(),
            "RABBITMQ_MNESIA_BASE": self._mnesia,
            "RABBITMQ_LOG_BASE": folder / "log",
            "RABBITMQ_PID_FILE": folder / "pid",
            "RABBITMQ_ENABLED_PLUGINS_FILE": folder / "enabled_plugins",
            "RABBITMQ_CONF_ENV_FILE": folder / "none.conf",
        }
        self._environment = os.environ | {name: str(value) for name, value in names.items()}

    def start(self) -> None:
        # Debian's own command insists on its system user; this one runs as whoever calls.
        program = next(iter(Path("/usr/lib/rabbitmq").glob("bin/rabbitmq-server")), Path("rabbitmq-server"))
        self._process = subprocess.Popen(
            [str(program)], env=self._environment, stdout=subprocess.DEVNULL, start_new_session=True
        )

    def stop(self) -> None:
        """End it in order."""
        self._end(signal.SIGTERM)

    def crash(self) -> None:
        """End it as a failure of power does, and lose its disk."""
        self._end(signal.SIGKILL)
        shutil.rmtree(self._mnesia)

    def _end(self, number: int) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, number)
        try:
            self._process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        subprocess.run(["epmd", "-kill"], env=self._environment, stdout=subprocess.DEVNULL, check=False)

    def answers(self) -> bool:
        return answers_rabbitmq(self.url)


def answers_postgresql(url: str) -> bool:
    """Whether a server is there whose role may create databases and roles."""
    with psycopg.connect(url, connect_timeout=3) as connection:
        found = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user").fetchone()
        return bool(found and found[0])


def answers_redis(url: str) -> bool:
    with closing(redis.Redis.from_url(url, socket_timeout=3)) as client:
        return bool(client.ping())


def answers_rabbitmq(url: str) -> bool:
    with Connection(url, connect_timeout=3) as connection:
        connection.connect()
        return True


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
