"""The platform in its two settings: embedded parts, and real PostgreSQL, Redis and RabbitMQ."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

import psycopg
from psycopg import sql

from tecnocursos.bootstrap.platform import Platform, build, with_embedded_defaults
from tecnocursos.bootstrap.schema import migrate
from tecnocursos.config import (
    AccountSettings,
    BrokerSettings,
    DatabaseSettings,
    Folders,
    JobSettings,
    LimitSettings,
    RedisSettings,
    ServerSettings,
    Settings,
    WhatsAppSettings,
)

Setting = Literal["embedded", "production"]
SETTINGS: tuple[Setting, ...] = ("embedded", "production")
if os.environ.get("TEST_SETTINGS") == "embedded":
    SETTINGS = ("embedded",)

# Whoever runs the tests may name other servers; the role must be allowed to create databases and roles.
POSTGRESQL = os.environ.get("TEST_POSTGRESQL_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
REDIS = os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:6379")
RABBITMQ = os.environ.get("TEST_RABBITMQ_URL", "amqp://guest:guest@127.0.0.1:5672//")
APPLICATION_ROLE = "tecnocursos_app"

PUBLIC_URL = "http://127.0.0.1:8000"


@contextmanager
def settings_for(
    setting: Setting, folder: Path, cache: Path | None = None, postgresql: str = POSTGRESQL
) -> Iterator[Settings]:
    """Settings of an installation of its own with migrated tables; its database goes with the block."""
    common = {
        "folders": Folders(data=folder / "data", cache=cache or folder / "cache", voices=folder / "voices"),
        "server": ServerSettings(public_url=PUBLIC_URL),
        "limits": LimitSettings(scale=1000, target_seconds=60),
        # The least that is allowed: hundreds of passwords are checked here.
        "accounts": AccountSettings(password_memory_kib=19 * 1024, password_passes=2),
        "jobs": JobSettings(lease_seconds=10, poll_seconds=0.05),
        # Nobody there: tests that need WhatsApp start the local server.
        "whatsapp": WhatsAppSettings(
            graph_url="http://127.0.0.1:9/v26.0", simulator=False, simulator_url="http://127.0.0.1:9/v26.0"
        ),
    }
    if setting == "embedded":
        settings = with_embedded_defaults(Settings(**common))
        migrate(settings)
        yield settings
        return
    with postgresql_database(postgresql) as (owner_url, url):
        settings = Settings(
            **common,
            database=DatabaseSettings(url=url, owner_url=owner_url),
            redis=RedisSettings(url=f"{REDIS}/{_redis_number()}"),
            broker=BrokerSettings(url=RABBITMQ, queue_prefix=f"test-{uuid.uuid4().hex}"),
        )
        migrate(settings)
        yield settings


@contextmanager
def running_platform(setting: Setting, folder: Path, cache: Path | None = None) -> Iterator[Platform]:
    with settings_for(setting, folder, cache) as settings, build(settings) as platform:
        yield platform


@contextmanager
def postgresql_database(server_url: str = POSTGRESQL) -> Iterator[tuple[str, str]]:
    """An empty database; gives the URLs of its owner and of the application's role, which owns nothing."""
    name = f"tecnocursos_test_{uuid.uuid4().hex}"
    with psycopg.connect(server_url, autocommit=True) as server:
        # Several test processes may find the role missing at once.
        server.execute("SELECT pg_advisory_lock(7105)")
        if not server.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (APPLICATION_ROLE,)).fetchone():
            server.execute(sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(APPLICATION_ROLE)))
        server.execute("SELECT pg_advisory_unlock(7105)")
        server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    base, _, _ = server_url.rpartition("/")
    scheme, _, rest = base.partition("://")
    try:
        yield f"{base}/{name}", f"{scheme}://{APPLICATION_ROLE}@{rest.rpartition('@')[2]}/{name}"
    finally:
        with psycopg.connect(server_url, autocommit=True) as server:
            server.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def settings_environment(settings: Settings) -> dict[str, str]:
    """What makes another process read these settings."""
    wanted = {
        "FOLDERS__DATA": settings.folders.data,
        "FOLDERS__CACHE": settings.folders.cache,
        "FOLDERS__VOICES": settings.folders.voices,
        "DATABASE__URL": settings.database.url,
        "DATABASE__OWNER_URL": settings.database.owner_url,
        "REDIS__URL": settings.redis.url,
        "BROKER__URL": settings.broker.url,
        "BROKER__QUEUE_PREFIX": settings.broker.queue_prefix,
        "STORAGE__URL": settings.storage.url,
        "ACCOUNTS__PASSWORD_MEMORY_KIB": settings.accounts.password_memory_kib,
        "ACCOUNTS__PASSWORD_PASSES": settings.accounts.password_passes,
        "JOBS__LEASE_SECONDS": settings.jobs.lease_seconds,
        "JOBS__OFFER_SECONDS": settings.jobs.offer_seconds,
        "JOBS__POLL_SECONDS": settings.jobs.poll_seconds,
        "WHATSAPP__GRAPH_URL": settings.whatsapp.graph_url,
        "WHATSAPP__SIMULATOR": settings.whatsapp.simulator,
        "WHATSAPP__SIMULATOR_URL": settings.whatsapp.simulator_url,
    }
    return {f"TECNOCURSOS_{name}": str(value) for name, value in wanted.items()}


def _redis_number() -> int:
    """A Redis database of its own for every test process."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    return 1 + int(worker) % 14
