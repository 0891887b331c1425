"""What `doctor` finds out about the server: each part, what is wrong with it, and how to mend it."""

from __future__ import annotations

import shutil
import smtplib
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from datetime import timedelta
from typing import Final
from urllib.parse import urlsplit

from amqp.exceptions import AMQPError
from kombu.connection import Connection
from kombu.exceptions import KombuError
from redis import Redis, RedisError
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from tecnocursos.bootstrap.platform import Platform, build, with_embedded_defaults
from tecnocursos.bootstrap.schema import require_current
from tecnocursos.cli.findings import Finding
from tecnocursos.cli.language import say
from tecnocursos.config import Settings
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.messages import QUEUES
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.presence import list_present
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import ProductError

_FREE_BYTES_NEEDED: Final = 2 * 1024**3
_TIMEOUT_SECONDS: Final = 5
_CLOCKS_MAY_DIFFER_SECONDS: Final = 5
_MAY_WAIT: Final = timedelta(minutes=10)


def examine_server(settings: Settings) -> Iterator[Finding]:
    """Look at every part of the server that these settings name. Nothing is changed, but for a file that is removed."""
    settings = with_embedded_defaults(settings)
    try:
        require_current(settings)
    except ProductError as error:
        yield Finding("database", "broken", _mending_database(error))
        return
    try:
        with build(settings) as platform:
            for part, check in _CHECKS:
                try:
                    yield check(platform)
                except (ProductError, OSError, SQLAlchemyError, RedisError, KombuError, AMQPError) as error:
                    # The words of a library may hold a URL with a password; ours and the system's do not.
                    told = error if isinstance(error, ProductError | OSError) else type(error).__name__
                    yield Finding(part, "broken", str(told))
    except ProductError as error:
        yield Finding("keys", "broken", str(error))


def _mending_database(error: ProductError) -> str:
    hint = say("Check DATABASE_URL and that the server runs.", "Confira DATABASE_URL e se o servidor está no ar.")
    return f"{error}" if error.code == "database_outdated" else f"{error} {hint}"


def _database(platform: Platform) -> Finding:
    with platform.database.transaction(SYSTEM) as session:
        if not platform.database.is_postgresql:
            version = session.scalar(text("SELECT sqlite_version()"))
            return Finding("database", "ok", f"SQLite {version}, {platform.settings.folders.data}")
        version = session.scalar(text("SHOW server_version"))
        role, is_above = session.execute(
            text("SELECT rolname, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = current_user")
        ).one()
    if is_above:
        how = say(
            "PostgreSQL {0}; row-level security does not bind {1}: let DATABASE_URL name an ordinary role, and"
            " TECNOCURSOS_DATABASE__OWNER_URL the owner",
            "PostgreSQL {0}; a segurança por linha não vale para {1}: use em DATABASE_URL um papel comum, e em"
            " TECNOCURSOS_DATABASE__OWNER_URL o dono",
        )
        return Finding("database", "broken", how.format(version, role))
    return Finding("database", "ok", f"PostgreSQL {version}, {role}")


def _clock(platform: Platform) -> Finding:
    if not platform.database.is_postgresql:
        return Finding("clock", "ok", say("this machine's", "desta máquina"))
    with platform.database.transaction(SYSTEM) as session:
        theirs = session.execute(select(func.clock_timestamp())).scalar_one()
    apart = abs((utc_now() - theirs).total_seconds())
    told = say("{:.1f} s from the database's", "{:.1f} s de diferença do banco").format(apart)
    if apart > _CLOCKS_MAY_DIFFER_SECONDS:
        return Finding(
            "clock", "broken", told + say("; run a time service on both", "; use um serviço de hora em ambos")
        )
    return Finding("clock", "ok", told)


def _redis(platform: Platform) -> Finding:
    url = platform.settings.redis.url
    if not url:
        is_alone = not platform.database.is_postgresql and platform.settings.server.processes == 1
        told = say("not set: limits and rooms are kept in each process", "não definido: limites e salas por processo")
        return Finding("redis", "ok" if is_alone else "better", told if is_alone else f"{told} (REDIS_URL)")
    with closing(Redis.from_url(url, socket_timeout=_TIMEOUT_SECONDS)) as client:
        version = client.info("server")["redis_version"]
    return Finding("redis", "ok", f"Redis {version}")


def _broker(platform: Platform) -> Finding:
    settings = platform.settings.broker
    if not settings.url:
        return Finding("broker", "ok", say("none: jobs come from the database", "nenhum: trabalhos vêm do banco"))
    missing, idle = [], []
    with Connection(settings.url, connect_timeout=_TIMEOUT_SECONDS) as connection:  # type: ignore[no-untyped-call]
        connection.ensure_connection(max_retries=1, timeout=_TIMEOUT_SECONDS)
        for queue in QUEUES:
            # A question about a queue that is not there ends its channel.
            with closing(connection.channel()) as channel:
                try:
                    found = channel.queue_declare(settings.queue_name(queue), passive=True)
                except AMQPError:
                    missing.append(queue)
                else:
                    idle += [queue] if found.consumer_count == 0 else []
    if missing or idle:
        told = say("no worker takes from {}: `tecnocursos worker`", "nenhum processo atende {}: `tecnocursos worker`")
        return Finding("broker", "better", told.format(", ".join(missing + idle)))
    return Finding("broker", "ok", say("five queues, all attended", "cinco filas, todas atendidas"))


def _storage(platform: Platform) -> Finding:
    key, content = f"doctor/{uuid.uuid4().hex}", b"TecnoCursos"
    platform.storage.put_bytes(key, content)
    try:
        is_same = platform.storage.read(key) == content
    finally:
        platform.storage.delete(key)
    if not is_same:
        told = say("what was written is not what is read", "o que foi gravado não é o que se lê")
        return Finding("storage", "broken", told)
    return Finding("storage", "ok", urlsplit(platform.settings.storage.url)._replace(query="").geturl())


def _mail(platform: Platform) -> Finding:
    url = platform.settings.mail.url.get_secret_value()
    if not url:
        folder = platform.settings.folders.data / "mail"
        told = say(
            "not set: written to {} (TECNOCURSOS_MAIL__URL)", "não definido: gravado em {} (TECNOCURSOS_MAIL__URL)"
        )
        return Finding("mail", "better", told.format(folder))
    parts = urlsplit(url)
    kind = smtplib.SMTP_SSL if "tls=implicit" in parts.query else smtplib.SMTP
    port = parts.port or (465 if kind is smtplib.SMTP_SSL else 587)
    with kind(parts.hostname or "", port, timeout=_TIMEOUT_SECONDS) as server:
        server.noop()
    return Finding("mail", "ok", f"{parts.hostname}:{port}")


def _keys(platform: Platform) -> Finding:
    told = say("{} master keys, {} in use", "{} chaves mestras, {} em uso")
    return Finding("keys", "ok", told.format(len(platform.keyring.masters), platform.keyring.current_master))


def _processes(platform: Platform) -> Finding:
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        present = list_present(session)
    attended = {queue for process in present if process.kind == "worker" for queue in process.queues}
    lacking: list[str] = [queue for queue in QUEUES if queue not in attended]
    count = sum(process.kind == "worker" for process in present)
    if not any(process.kind == "scheduler" for process in present):
        lacking.append("scheduler")
    told = say("{} workers", "{} processos de trabalho").format(count)
    if lacking:
        how = say(
            "; nobody attends {}: `tecnocursos serve`, or `worker` and `scheduler`",
            "; ninguém atende {}: `tecnocursos serve`, ou `worker` e `scheduler`",
        )
        return Finding("processes", "better", told + how.format(", ".join(lacking)))
    return Finding("processes", "ok", told)


def _jobs(platform: Platform) -> Finding:
    now = utc_now()
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        waiting, oldest = session.execute(
            select(func.count(), func.min(JobRow.run_at)).where(JobRow.state == "queued", JobRow.run_at <= now)
        ).one()
        dead = session.scalar(
            select(func.count()).where(JobRow.state == "dead", JobRow.finished_at > now - timedelta(days=1))
        )
    told = say("{} wait, {} died in a day", "{} na fila, {} mortos em um dia").format(waiting, dead)
    is_fine = not dead and (oldest is None or now - oldest < _MAY_WAIT)
    return Finding("jobs", "ok" if is_fine else "better", told)


def _disk(platform: Platform) -> Finding:
    folder = platform.settings.folders.data
    free = shutil.disk_usage(folder).free
    told = f"{folder}, " + say("{:.0f} GiB free", "{:.0f} GiB livres").format(free / 1024**3)
    return Finding("disk", "ok" if free >= _FREE_BYTES_NEEDED else "broken", told)


_CHECKS: Sequence[tuple[str, Callable[[Platform], Finding]]] = (
    ("database", _database),
    ("clock", _clock),
    ("redis", _redis),
    ("broker", _broker),
    ("storage", _storage),
    ("mail", _mail),
    ("keys", _keys),
    ("processes", _processes),
    ("jobs", _jobs),
    ("disk", _disk),
)
