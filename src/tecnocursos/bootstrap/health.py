"""The parts of the server as an operator asks after them, and which of them it cannot do without."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

import redis
from sqlalchemy import func, select, text

from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.models import JobRow, ProcessRow
from tecnocursos.infra.probing import Check, Finding
from tecnocursos.kit.clock import utc_now

PATIENCE_SECONDS: Final = 0.8
_LATE_JOB_SECONDS: Final = 300
_SILENT: Final = timedelta(minutes=2)
_GOOD: Final = Finding("pass")
_AMQP_GREETING: Final = b"AMQP\x00\x00\x09\x01"
_PORTS: Final = {"amqp": 5672, "amqps": 5671, "smtp": 587}


def hard_checks(platform: Platform) -> Mapping[str, Check]:
    """Without these no request can be served."""
    return {"database": Check(lambda: _database(platform))}


def all_checks(platform: Platform) -> Mapping[str, Check]:
    """Every part; `warn` where the product goes on without it, less well."""
    settings = platform.settings
    looks: dict[str, tuple[Callable[[], Finding], bool]] = {
        "database": (lambda: _database(platform), True),
        "storage": (lambda: _storage(platform), True),
        "keyring": (lambda: _keyring(platform), True),
        "disk": (lambda: _disk(platform), True),
        "redis": (lambda: _redis(settings.redis.url), False),
        "broker": (lambda: _broker(settings.broker.url), False),
        "mail": (lambda: _mail(settings.mail.url.get_secret_value()), False),
        "limits": (lambda: Finding("warn" if platform.limits.is_degraded else "pass"), False),
        "queue": (lambda: _queue(platform), False),
        "workers": (lambda: _process(platform, "worker"), False),
        "scheduler": (lambda: _process(platform, "scheduler"), False),
        "ffmpeg": (lambda: _ffmpeg(platform), False),
        "cache": (lambda: _cache(platform), False),
    }
    return {name: Check(look, "fail" if is_hard else "warn") for name, (look, is_hard) in looks.items()}


def _database(platform: Platform) -> Finding:
    with platform.database.transaction(None, is_reading=True) as session:
        session.execute(text("SELECT 1"))
    return _GOOD


def _storage(platform: Platform) -> Finding:
    platform.storage.exists("health/probe")
    return _GOOD


def _keyring(platform: Platform) -> Finding:
    return _GOOD if len(platform.keyring.derive("health")) == 32 else Finding("fail")


def _disk(platform: Platform) -> Finding:
    usage = shutil.disk_usage(platform.settings.folders.data)
    free = 100 * usage.free / usage.total
    return Finding("fail" if free < 1 else "warn" if free < 10 else "pass", round(free, 1), "percent free")


def _redis(url: str) -> Finding:
    if url:
        with redis.Redis.from_url(url, socket_timeout=0.5, socket_connect_timeout=0.5) as client:
            client.ping()
    return _GOOD


def _broker(url: str) -> Finding:
    """A broker that answers the greeting of its protocol is there."""
    if url:
        with _connected(url) as connection:
            connection.sendall(_AMQP_GREETING)
            if not connection.recv(1):
                return Finding("warn")
    return _GOOD


def _mail(url: str) -> Finding:
    if url:
        with _connected(url):
            pass
    return _GOOD


def _connected(url: str) -> socket.socket:
    parts = urlsplit(url)
    port = parts.port or _PORTS.get(parts.scheme, 0)
    return socket.create_connection((parts.hostname or "localhost", port), timeout=0.5)


def _queue(platform: Platform) -> Finding:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        due = select(func.min(JobRow.run_at)).where(JobRow.state == "queued", JobRow.run_at <= utc_now())
        oldest = session.scalar(due)
    age = (utc_now() - oldest).total_seconds() if oldest else 0.0
    return Finding("warn" if age > _LATE_JOB_SECONDS else "pass", round(age, 1), "seconds late")


def _process(platform: Platform, kind: str) -> Finding:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        alive = select(func.count()).where(ProcessRow.kind == kind, ProcessRow.seen_at > utc_now() - _SILENT)
        count = session.scalar(alive) or 0
    return Finding("pass" if count else "warn", count, "running")


def _ffmpeg(platform: Platform) -> Finding:
    return _GOOD if shutil.which(platform.tools.ffmpeg.binary) else Finding("warn")


def _cache(platform: Platform) -> Finding:
    folder = platform.settings.folders.cache
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".probe").touch()
    return _GOOD
