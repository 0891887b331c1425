"""`make bench-api`: how many requests a second the server answers, beside bare FastAPI on the same machine.

    python bench/api/run.py [--seconds 10] [--connections 500]

Both run with two processes; the load comes from wrk on the same machine. Each operation is measured on its own, then
the declared mix, once as fast as answers come and once by people who pause for a second.

PostgreSQL and Redis are those of the tests (TEST_POSTGRESQL_URL, TEST_REDIS_URL).
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from sqlalchemy import update  # noqa: E402

from people import join  # noqa: E402
from platforms import SETTINGS, Setting, settings_for  # noqa: E402
from tecnocursos.accounts.models import Tenant  # noqa: E402
from tecnocursos.bootstrap.platform import build  # noqa: E402
from tecnocursos.config import Settings  # noqa: E402
from tecnocursos.infra.database import SYSTEM  # noqa: E402

PROCESSES = 2
PEOPLE = 20
"""Each in a tenant of their own, with a project and a render that waits."""
OPERATIONS = {
    "live": "live",
    "read a project": "read",
    "list ten projects": "list",
    "list its scenes": "scenes",
    "follow a render": "follow",
    "create a project": "create",
    "ask for a render": "ask",
}
MIX = (
    "read create list scenes create read list ask create scenes "
    "read create list scenes create read list follow create scenes"
)
"""Of twenty requests twelve read, six create, and two are of somebody who renders."""
HERE = Path(__file__).parent


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--connections", type=int, default=500)
    wanted = arguments.parse_args()
    if shutil.which("wrk") is None:
        subprocess.run(["apt-get", "install", "-y", "wrk"], check=True, stdout=subprocess.DEVNULL)
    print(
        f"{os.cpu_count()} cores shared with the load, {PROCESSES} processes, {PEOPLE} tenants, {wanted.connections} "
        f"connections, {wanted.seconds} s each. Beside the rate: its share of bare FastAPI's in the same run."
    )
    print(f"{'':34}{'req/s':>7}{'share':>7}{'P50 ms':>9}{'P95 ms':>9}{'P99 ms':>9}{'errors':>8}{'MB':>7}")
    for setting in SETTINGS:
        with tempfile.TemporaryDirectory() as folder, settings_for(setting, Path(folder)) as settings:
            measure(setting, settings, wanted.seconds, wanted.connections)


def measure(setting: Setting, settings: Settings, seconds: int, connections: int) -> None:
    with build(settings) as platform:
        tokens = [join(platform, None).token for _ in range(PEOPLE)]  # type: ignore[arg-type]
        with platform.database.transaction(SYSTEM) as session:
            session.execute(update(Tenant).values(plan="enterprise"))
    people = settings.folders.data / "people"
    with served(settings) as base:
        for token in tokens:
            project = ask(base, token, "/api/v1/projects", {"title": "Internet em casa"})["id"]
            render = ask(base, token, f"/api/v1/projects/{project}/renders", {})["id"]
            with people.open("a") as file:
                file.write(f"{token} {project} {render}\n")
        content = ask(base, token, f"/api/v1/projects/{project}")
    load = Load(seconds, connections, people)
    with bare(content) as base:
        load.run("bare FastAPI: the same JSON", base, "thing", is_bar=True)
    with served(settings) as base:
        for name, turns in OPERATIONS.items():
            load.run(f"{setting}: {name}", base, turns)
        load.run(f"{setting}: the mix", base, MIX)
        load.run(f"{setting}: the mix, 1 s of pause", base, MIX, pause_ms=1000)


class Load:
    """Runs wrk and prints one line."""

    def __init__(self, seconds: int, connections: int, people: Path) -> None:
        self._command = ["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
        self._people = people
        self._bar = 0.0

    def run(self, name: str, base: str, turns: str, *, pause_ms: int = 0, is_bar: bool = False) -> None:
        """`turns` are names of operations; `is_bar`: the following lines say which share of this rate they reach."""
        told = {"BENCH_PEOPLE": str(self._people), "BENCH_TURNS": turns, "BENCH_PAUSE_MS": str(pause_ms)}
        command = [*self._command, "-s", str(HERE / "operations.lua"), base]
        said = subprocess.run(command, env=os.environ | told, capture_output=True, text=True, check=True).stdout
        found = re.search(r"RESULT (\S+) (\S+) (\S+) (\S+) (\S+)", said)
        assert found, said
        rate, middle, p95, p99, errors = (float(value) for value in found.groups())
        self._bar = rate if is_bar else self._bar
        print(
            f"{name:34}{rate:7.0f}{rate / self._bar:7.2f}{middle:9.1f}{p95:9.1f}{p99:9.1f}{errors:8.0f}"
            f"{memory_of(base):7.0f}",
            flush=True,
        )


_RUNNING: dict[str, subprocess.Popen[bytes]] = {}


@contextlib.contextmanager
def served(settings: Settings) -> Iterator[str]:
    """`tecnocursos serve --api-only`, with limits out of the way."""
    environment = {
        "TECNOCURSOS_FOLDERS__DATA": str(settings.folders.data),
        "TECNOCURSOS_FOLDERS__CACHE": str(settings.folders.cache),
        "TECNOCURSOS_DATABASE__URL": settings.database.url,
        "TECNOCURSOS_REDIS__URL": settings.redis.url,
        "TECNOCURSOS_SERVER__PROCESSES": str(PROCESSES),
        "TECNOCURSOS_LIMITS__SCALE": "1000000",
        "TECNOCURSOS_LIMITS__TARGET_SECONDS": "60",
        "TECNOCURSOS_DATABASE__POOL_TIMEOUT_SECONDS": "10",
    }
    port = free_port()
    command = [sys.executable, "-m", "tecnocursos.cli", "serve", "--api-only", "--port", str(port)]
    with running(command, port, environment, "/health/live") as base:
        yield base


@contextlib.contextmanager
def bare(content: dict[str, object]) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", "bare:app", "--port", str(port), "--workers", str(PROCESSES)]
    options = ["--no-access-log", "--loop", "uvloop", "--http", "httptools", "--app-dir", str(HERE)]
    with running([*command, *options], port, {"BARE_CONTENT": json.dumps(content)}, "/thing") as base:
        yield base


@contextlib.contextmanager
def running(command: list[str], port: int, environment: dict[str, str], path: str) -> Iterator[str]:
    base = f"http://127.0.0.1:{port}"
    # Lines of the log are written as in service, but to nowhere.
    with subprocess.Popen(
        command,
        env=os.environ | environment | {"PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        _RUNNING[base] = process
        try:
            deadline = time.monotonic() + 60
            while True:
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(base + path, timeout=5).read()
                    break
                assert time.monotonic() < deadline, command
                time.sleep(0.2)
            yield base
        finally:
            process.terminate()
            process.wait(60)


def memory_of(base: str) -> float:
    """Megabytes of the processes that serve, children of the one that was started."""
    kilobytes = 0
    parents = {_RUNNING[base].pid}
    for status in sorted(Path("/proc").glob("[0-9]*/status"), key=lambda path: int(path.parent.name)):
        with contextlib.suppress(OSError):
            facts = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
            pid, parent = int(facts["Pid"]), int(facts["PPid"])
            if parent in parents or pid in parents:
                parents.add(pid)
                kilobytes += int(facts.get("VmRSS", "0 kB").split()[0])
    return kilobytes / 1024


def ask(base: str, token: str, path: str, body: dict[str, object] | None = None) -> dict[str, str]:
    request = urllib.request.Request(
        base + path,
        data=json.dumps(body).encode() if body is not None else None,
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        found: dict[str, str] = json.load(answer)
    return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


if __name__ == "__main__":
    main()
