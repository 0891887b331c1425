"""Renders that are stopped, by those who asked for them or by death."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from people import Person
from projects import make_project
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.rendering.slides import BulletsSlide, Item
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.worker.running import Runner

SOURCE = Path(__file__).parents[2] / "src"


def long_course(word: str, count: int) -> Course:
    """Enough to be hurt while it is made, and made by no other test before."""
    scenes = tuple(
        Scene(
            id=f"cena-{number}",
            slide=BulletsSlide(title=f"{word} {number}", items=tuple(Item(text=f"{word} {n}") for n in range(4))),
            lines=tuple(Line(text=f"{word} da cena {number}, parte {n}.", step=n + 1) for n in range(4)),
        )
        for number in range(count)
    )
    return Course(title=word, language="pt-BR", size="1080p", scenes=scenes)


def wait_until(condition: Callable[[], bool], seconds: float = 60) -> float:
    started = time.monotonic()
    while not condition():
        assert time.monotonic() - started < seconds, "not in time"
        time.sleep(0.02)
    return time.monotonic() - started


def get(person: Person, render: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = person.get(f"/api/v1/renders/{render['id']}").json()
    return found


def test_a_running_render_stops_soon_and_leaves_nothing_half_made(
    platform: Platform, owner: Person, runner: Runner
) -> None:
    project = make_project(platform, owner, long_course("Cancelado", 60))
    render = owner.post(f"/api/v1/projects/{project}/renders", json={}).json()
    working = threading.Thread(target=runner.run_next, args=(["media"],))
    working.start()
    wait_until(lambda: 0 < get(owner, render)["fraction"] < 1)
    assert owner.post(f"/api/v1/renders/{render['id']}/cancel").status_code == 200
    # A heartbeat a second tells it, and its programs are ended; the machine may be busy with others.
    assert wait_until(lambda: get(owner, render)["state"] == "cancelled", 10) < 5
    working.join(10)
    assert not working.is_alive()
    assert get(owner, render)["files"] == []
    assert owner.get("/api/v1/notifications").json()["items"] == []
    used = {one["resource"]: one["used"] for one in owner.get("/api/v1/usage").json()["resources"]}
    assert (used["storage_bytes"], used["rendered_seconds"]) == (0, 0)


@contextmanager
def slot(platform: Platform, name: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process that does media jobs; it is dead after the block."""
    settings = platform.settings
    wanted = {
        "FOLDERS__DATA": settings.folders.data,
        "FOLDERS__CACHE": settings.folders.cache,
        "FOLDERS__VOICES": settings.folders.voices,
        "DATABASE__URL": settings.database.url,
        "REDIS__URL": settings.redis.url,
        "STORAGE__URL": settings.storage.url,
        "JOBS__LEASE_SECONDS": settings.jobs.lease_seconds,
        "JOBS__POLL_SECONDS": settings.jobs.poll_seconds,
    }
    environment = {**os.environ, **{f"TECNOCURSOS_{key}": str(value) for key, value in wanted.items() if value}}
    process = subprocess.Popen(
        [sys.executable, "-m", "tecnocursos.worker.slot", name, "1", "media"],
        env={**environment, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_killed_again_and_again_it_is_made_once(platform: Platform, owner: Person) -> None:
    project = make_project(platform, owner, long_course("Morto", 24))
    render = owner.post(f"/api/v1/projects/{project}/renders", json={}).json()
    chance = random.Random(7)
    # A slot of the same name takes up what its predecessor held.
    name = f"hurt-{render['id']}"
    for limit in (0.0, 0.4):
        with slot(platform, name):
            wait_until(lambda limit=limit: get(owner, render)["fraction"] > limit or get(owner, render)["files"])
            time.sleep(chance.uniform(0, 0.2))
    with slot(platform, name):
        wait_until(lambda: get(owner, render)["state"] not in {"queued", "running"}, 120)
    done = get(owner, render)
    assert (done["state"], done["error"]) == ("succeeded", None)
    assert sorted(file["kind"] for file in done["files"]) == sorted(done["formats"])
    video = next(file for file in done["files"] if file["kind"] == "video")
    assert len(owner.client.get(video["url"]).content) == video["size_bytes"]
    assert [told["kind"] for told in owner.get("/api/v1/notifications").json()["items"]] == ["render.finished"]
