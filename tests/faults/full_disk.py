"""What the server does on a disk that is full: run as a program of its own, whose working folder is a small disk.

    python full_disk.py embedded|production

Prints one JSON object: what was answered, and what was left behind.
"""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

from fastapi.testclient import TestClient
from sqlalchemy import update

from people import Person, join
from platforms import PUBLIC_URL, Setting, running_platform
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.telemetry import configure_logging
from tecnocursos.kit.clock import utc_now
from tecnocursos.worker.running import Runner

_TUS = {"Tus-Resumable": "1.0.0"}
_STREAM = _TUS | {"Content-Type": "application/offset+octet-stream", "Upload-Offset": "0"}
_TEXT = b"# Cabos\n\n" + (b"A luz vai pelo vidro. " * 3_000 + b"\n\n") * 20  # 1.4 MB


@contextmanager
def full_but_for(left_bytes: int) -> Iterator[None]:
    """Fill the disk of the working folder up to some bytes."""
    filler = Path("filler")
    with filler.open("wb", buffering=0) as file:
        try:
            while True:
                file.write(bytes(4096))
        except OSError:
            file.truncate(max(file.tell() - left_bytes, 0))
    try:
        yield
    finally:
        filler.unlink()


def told(answer: Any) -> list[Any]:
    return [answer.status_code, answer.json()["code"] if answer.status_code >= 400 else None]


def ended(platform: Platform, person: Person, runner: Runner, asked: Any) -> list[Any]:
    """Run what is due, and tell of the job of a document that was sent, and of its version."""
    with platform.database.transaction(SYSTEM) as session:
        session.execute(update(JobRow).where(JobRow.state == "queued").values(run_at=utc_now()))
    while runner.run_next():
        pass
    job = person.get(f"/api/v1/jobs/{asked['job_id']}").json()
    version = person.get(f"/api/v1/documents/{asked['id']}").json()["latest"]
    return [job["state"], (job["error"] or {}).get("code"), (version["error"] or {}).get("code")]


def observe(platform: Platform, client: TestClient) -> dict[str, Any]:
    person, runner, seen = join(platform, client), Runner(platform, "test"), {}
    place = person.post("/api/v1/uploads", headers=_TUS | {"Upload-Length": "6000000"}).headers["location"]
    asked = person.post("/api/v1/documents", files={"file": ("cabos.md", _TEXT)}).json()
    with full_but_for(600_000):
        seen["job"] = ended(platform, person, runner, asked)
    with full_but_for(0):
        seen["patch"] = told(person.patch(place, headers=_STREAM, content=bytes(6_000_000)))
        seen["form"] = told(person.post("/api/v1/documents", files={"file": ("b.md", _TEXT)}))
        seen["sign_in"] = told(
            client.post(
                "/api/v1/auth/sign-in", json={"email": "a@example.com", "password": "x" * 12, "deliver": "tokens"}
            )
        )
        seen["reading"] = told(person.get("/api/v1/documents"))
        seen["offset"] = person.request("HEAD", place, headers=_TUS).headers["upload-offset"]
        seen["left_behind"] = [path.name for path in platform.incoming.iterdir()]
    seen["patch_again"] = told(person.patch(place, headers=_STREAM, content=bytes(6_000_000)))
    seen["job_again"] = ended(platform, person, runner, asked)
    return seen


def main(setting: Setting) -> None:
    configure_logging(as_json=True)
    logging.getLogger("httpx").setLevel(logging.ERROR)
    with (
        running_platform(setting, Path.cwd()) as platform,
        TestClient(create_app(platform), base_url=PUBLIC_URL) as client,
    ):
        print(json.dumps(observe(platform, client)))


if __name__ == "__main__":
    main(cast("Setting", sys.argv[1]))
