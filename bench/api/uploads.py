"""`make bench-uploads`: many uploads at once, and what the server's memory does while hostile files are read.

    python bench/api/uploads.py [--uploads 50] [--megabytes 16] [--setting embedded|production]

The server, its workers and the confined children that read documents run on the same machine as the people who send.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import io
import os
import sys
import tempfile
import threading
import time
import zipfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles

import httpx2 as httpx

from run import ROOT, free_port, running

sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]

from media_samples import huge_png  # noqa: E402
from people import join  # noqa: E402
from platforms import settings_environment, settings_for  # noqa: E402
from tecnocursos.accounts.models import Tenant  # noqa: E402
from tecnocursos.bootstrap.platform import build  # noqa: E402
from tecnocursos.config import Settings  # noqa: E402
from tecnocursos.infra.database import SYSTEM  # noqa: E402

PIECE = 4 * 1024**2
TUS = {"Tus-Resumable": "1.0.0"}
DECK = (ROOT / "examples" / "internet-em-casa.pptx").read_bytes()
ROLES = {"api.serving": "server", "documents.confined": "confined child", "serve": "parent"}


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--uploads", type=int, default=50)
    arguments.add_argument("--megabytes", type=int, default=16)
    arguments.add_argument("--setting", choices=["embedded", "production"], default="embedded")
    wanted = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder, settings_for(wanted.setting, Path(folder)) as settings:
        token = owner_token(settings)
        environment = settings_environment(settings) | {"TECNOCURSOS_LIMITS__SCALE": "1000"}
        port = free_port()
        command = [sys.executable, "-m", "tecnocursos.cli", "serve", "--port", str(port)]
        with running(command, port, environment, "/health/live") as base:
            print(f"{wanted.setting}, {os.cpu_count()} cores")
            asyncio.run(measure(base, token, wanted.uploads, wanted.megabytes))


def owner_token(settings: Settings) -> str:
    with build(settings) as platform:
        person = join(platform, None)  # type: ignore[arg-type]
        with platform.database.transaction(SYSTEM) as session:
            session.get_one(Tenant, person.tenant_id).plan = "enterprise"
        return person.token


async def measure(base: str, token: str, uploads: int, megabytes: int) -> None:
    limits = httpx.Limits(max_connections=uploads)
    headers = {"Authorization": f"Bearer {token}"}
    async with httpx.AsyncClient(base_url=base, headers=headers, limits=limits, timeout=120) as client:
        with watched_memory() as idle:
            await asyncio.sleep(1)
        show("idle", idle)
        sender = Sender(client)
        content = os.urandom(megabytes * 1024**2)
        with watched_memory() as peaks:
            began = time.perf_counter()
            await asyncio.gather(*(sender.send(content[number:]) for number in range(uploads)))
            seconds = time.perf_counter() - began
        total = sum(size for size in sender.sizes) / 1024**2
        print(f"{uploads} uploads of {megabytes} MB at once: {seconds:.1f} s, {total / seconds:.0f} MB/s")
        print(
            f"  pieces of {PIECE // 1024**2} MB: P50 {sender.percentile(50):.0f} ms, P95 {sender.percentile(95):.0f} ms"
        )
        print(f"  requests {len(sender.seconds)}, errors {sender.errors}")
        show("while they are sent", peaks)
        hostile = {"bomb.pptx": zip_bomb(), "huge.pptx": deck_with_huge_picture(), "deck.pptx": DECK}
        with watched_memory() as peaks:
            began = time.perf_counter()
            ends = await asyncio.gather(*(read(client, sender, *file) for file in [*hostile.items()] * (uploads // 10)))
            seconds = time.perf_counter() - began
        print(f"{len(ends)} documents read, two of three hostile: {seconds:.1f} s; {', '.join(sorted(set(ends)))}")
        show("while they are read", peaks)


class Sender:
    """Sends by tus, and notes how long each request took."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self.seconds: list[float] = []
        self.sizes: list[int] = []
        self.errors = 0

    async def send(self, content: bytes) -> str:
        """The id of the finished upload; empty after an error."""
        answer = await self._timed("POST", "/api/v1/uploads", headers=TUS | {"Upload-Length": str(len(content))})
        place = answer.headers.get("Location", "")
        for start in range(0, len(content) if place else 0, PIECE):
            headers = TUS | {"Upload-Offset": str(start), "Content-Type": "application/offset+octet-stream"}
            await self._timed("PATCH", place, headers=headers, content=content[start : start + PIECE])
        self.sizes.append(len(content))
        return place.rpartition("/")[2]

    async def _timed(self, method: str, path: str, **options: object) -> httpx.Response:
        began = time.perf_counter()
        try:
            answer = await self._client.request(method, path, **options)  # type: ignore[arg-type]
        except httpx.TransportError:
            answer = httpx.Response(503)  # cut off: an error like any other
        self.seconds.append(time.perf_counter() - began)
        self.errors += answer.status_code >= 400
        return answer

    def percentile(self, share: int) -> float:
        """In milliseconds."""
        return quantiles(self.seconds, n=100)[share - 1] * 1000


async def read(client: httpx.AsyncClient, sender: Sender, name: str, content: bytes) -> str:
    """Make a document of the content; gives its name and how reading it ended."""
    upload = await sender.send(content)
    made = (await client.post("/api/v1/documents", data={"upload_id": upload, "name": name})).json()
    place = f"/api/v1/documents/{made['id']}/versions/1"
    while True:
        answer = await client.get(place)
        version = answer.raise_for_status().json()
        if version["state"] in {"ready", "failed"}:
            return f"{name} {version['state']}" + (f" ({version['error']['code']})" if version["error"] else "")
        await asyncio.sleep(0.2)


def zip_bomb() -> bytes:
    """A deck with a slide of a gigabyte of blanks."""
    return _rewritten({"ppt/slides/slide1.xml": b" " * 1024**3})


def deck_with_huge_picture() -> bytes:
    """A deck with a picture of 900 million pixels in a few kilobytes."""
    with zipfile.ZipFile(io.BytesIO(DECK)) as deck:
        picture = next(name for name in deck.namelist() if name.endswith(".png"))
    return _rewritten({picture: huge_png()})


def _rewritten(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(DECK)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, parts.get(name) or old.read(name))
    return file.getvalue()


@contextlib.contextmanager
def watched_memory() -> Iterator[dict[str, float]]:
    """The most megabytes that one process of each kind had within the block."""
    peaks: dict[str, float] = defaultdict(float)
    is_over = threading.Event()

    def watch() -> None:
        while not is_over.wait(0.02):
            for process in Path("/proc").glob("[0-9]*"):
                with contextlib.suppress(OSError):
                    words = (process / "cmdline").read_text().replace("\0", " ")
                    role = next((role for mark, role in ROLES.items() if f"tecnocursos.{mark}" in words), None)
                    if role is None and "tecnocursos" in words:
                        role = "parent" if " serve " in words else "worker" if "worker" in words else None
                    if role is not None:
                        kilobytes = int((process / "status").read_text().partition("VmRSS:")[2].split()[0])
                        peaks[role] = max(peaks[role], kilobytes / 1024)

    thread = threading.Thread(target=watch)
    thread.start()
    try:
        yield peaks
    finally:
        is_over.set()
        thread.join()


def show(when: str, peaks: dict[str, float]) -> None:
    print(f"  memory {when}: " + ", ".join(f"{role} {peak:.0f} MB" for role, peak in sorted(peaks.items())), flush=True)


if __name__ == "__main__":
    main()
