"""`tecnocursos serve` as a process of its own, in both settings; it can be stopped and started again at its address."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from platforms import Setting, settings_environment, settings_for
from tecnocursos.config import Settings

ROOT = Path(__file__).parents[1]
TECNOCURSOS = Path(sys.executable).with_name("tecnocursos")


class Served:
    """One server. `mails` is the folder of the messages that it sent, `options` are those of `tecnocursos serve`."""

    def __init__(self, settings: Settings, folder: Path, *options: str, **environment: str) -> None:
        self._port = _free_port()
        self.address = f"http://127.0.0.1:{self._port}"
        self.settings = settings
        self.simulator = settings.whatsapp.simulator_url.removesuffix("/v26.0")
        self.data = settings.folders.data
        self.mails = self.data / "mail"
        self._log = folder / "serve.log"
        self.environment = {
            **os.environ,
            **settings_environment(settings),
            "PYTHONPATH": str(ROOT / "src"),
            "LANGUAGE": "en",
            "TECNOCURSOS_SERVER__PUBLIC_URL": self.address,
            "TECNOCURSOS_LIMITS__SCALE": "1000",
            "TECNOCURSOS_JOBS__SLOTS": "1",
            **environment,
        }
        self._options = options
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(
                [str(TECNOCURSOS), "serve", "--port", self._port, *self._options],
                stdout=log,
                stderr=log,
                env=self.environment,
                start_new_session=True,
            )
        deadline = time.monotonic() + 90
        while not self._is_ready():
            assert self._process.poll() is None, self._log.read_text("utf-8")
            assert time.monotonic() < deadline, self._log.read_text("utf-8")
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def set_up(self) -> None:
        """Its first owner; anybody may sign up after that."""
        founder = {"email": "dona@example.com", "password": "uma senha comprida e rara", "name": "Dona"}
        body = json.dumps({**founder, "tenant_name": "Casa", "deliver": "tokens"}).encode()
        headers = {"Content-Type": "application/json"}
        urllib.request.urlopen(
            urllib.request.Request(f"{self.address}/api/v1/setup", body, headers), timeout=30
        ).close()

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Nothing is worked on while the block runs: what waits can be seen waiting."""
        workers = [pid for pid in descendants(self.pid) if b"worker.slot" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        for pid in workers:
            os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            for pid in workers:
                os.kill(pid, signal.SIGCONT)

    def stop(self) -> None:
        """As Ctrl-C does."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(60)
            self._process = None

    def kill(self) -> None:
        """As a power cut does: the server and all that it started."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait(60)
            self._process = None

    def _is_ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/health/ready", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False


def descendants(pid: int) -> list[int]:
    """The processes that it has started, and theirs."""
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            found += [int(child) for child in (task / "children").read_text().split()]
    except OSError:  # it ended meanwhile
        return []
    return found + [deeper for child in found for deeper in descendants(child)]


def _free_port() -> str:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@contextmanager
def served(setting: Setting, folder: Path, *, has_simulator: bool = False) -> Iterator[Served]:
    """A server of its own; it ends with the block, in order."""
    with settings_for(setting, folder) as settings:
        if has_simulator:
            told = {"simulator": True, "simulator_url": f"http://127.0.0.1:{_free_port()}/v26.0"}
            settings = settings.model_copy(update={"whatsapp": settings.whatsapp.model_copy(update=told)})
        server = Served(settings, folder)
        server.start()
        try:
            yield server
        finally:
            server.stop()
