"""What `doctor` finds out about the server: each part, what is wrong with it, and how to mend it."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Final

from amqp.exceptions import AMQPError
from kombu.exceptions import KombuError
from redis import RedisError
from sqlalchemy import func, select, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError

from tecnocursos.bootstrap.platform import with_embedded_defaults
from tecnocursos.bootstrap.schema import require_current
from tecnocursos.cli import server_parts
from tecnocursos.cli.findings import Finding
from tecnocursos.cli.language import reason_of, say, terminal_language
from tecnocursos.config import Settings
from tecnocursos.infra.data_keys import KeyFile, open_keyring
from tecnocursos.infra.database import SYSTEM, Database
from tecnocursos.infra.jobs.messages import QUEUES
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.jobs.presence import list_present
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import ProductError

_CLOCKS_MAY_DIFFER_SECONDS: Final = 5
_MAY_WAIT: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class _Server:
    """A server whose database answers and has its tables."""

    settings: Settings
    database: Database


def examine_server(settings: Settings, skipped: Collection[str] = ()) -> Iterator[Finding]:
    """Look at every part of the server but the `skipped`. Nothing is changed, but for a file that is removed."""
    settings = with_embedded_defaults(settings)
    if "database" not in skipped:
        yield from _examine_database(settings)
    for part, check in _PARTS.items():
        if part not in skipped:
            yield _checked(part, partial(check, settings))


def _examine_database(settings: Settings) -> Iterator[Finding]:
    file = make_url(settings.database.url).database if settings.database.url.startswith("sqlite") else None
    if file and not Path(file).exists():
        told = say("none yet; `tecnocursos serve` makes {}", "ainda não há; `tecnocursos serve` cria {}")
        yield Finding("database", "better", told.format(file))
        return
    try:
        require_current(settings)
    except ProductError as error:
        yield Finding("database", "broken", _mending_database(error))
        told = say("not known without the database", "não se sabe sem o banco de dados")
        yield from (Finding(part, "broken", told) for part in _OF_DATABASE if part != "database")
        return
    with closing(Database(settings.database)) as database:
        for part, check in _OF_DATABASE.items():
            yield _checked(part, partial(check, _Server(settings, database)))


def _checked(part: str, check: Callable[[], Finding]) -> Finding:
    """What the check finds, or that it failed. A library's words are not told: they may hold a URL with a password."""
    try:
        return check()
    except ProductError as error:
        return Finding(part, "broken", error.message(terminal_language()))
    except (smtplib.SMTPException, SQLAlchemyError, RedisError, KombuError, AMQPError) as error:
        told = say("it does not do its work ({})", "não funciona como devia ({})")
        return Finding(part, "broken", told.format(type(error).__name__))
    except OSError as error:
        return Finding(part, "broken", reason_of(error))


def _mending_database(error: ProductError) -> str:
    told = error.message(terminal_language())
    hint = say("Check DATABASE_URL and that the server runs.", "Confira DATABASE_URL e se o servidor está no ar.")
    return told if error.code == "database_outdated" else f"{told.rstrip('.')}. {hint}"


def _database(server: _Server) -> Finding:
    with server.database.transaction(SYSTEM) as session:
        if not server.database.is_postgresql:
            version = session.scalar(text("SELECT sqlite_version()"))
            return Finding("database", "ok", f"SQLite {version}, {server.settings.folders.data}")
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


def _clock(server: _Server) -> Finding:
    if not server.database.is_postgresql:
        return Finding("clock", "ok", say("this machine's", "desta máquina"))
    with server.database.transaction(SYSTEM) as session:
        theirs = session.execute(select(func.clock_timestamp())).scalar_one()
    apart = abs((utc_now() - theirs).total_seconds())
    told = say("{:.1f} s from the database's", "{:.1f} s de diferença do banco").format(apart)
    if apart > _CLOCKS_MAY_DIFFER_SECONDS:
        return Finding(
            "clock", "broken", told + say("; run a time service on both", "; use um serviço de hora em ambos")
        )
    return Finding("clock", "ok", told)


def _keys(server: _Server) -> Finding:
    file = server.settings.keys.file or server.settings.folders.data / "keys.json"
    with server.database.transaction(None, is_reading=True) as session:
        is_fresh = session.scalar(select(KeyFile.fingerprint)) is None
    if is_fresh and not file.exists():
        told = say("`tecnocursos serve` makes {}", "`tecnocursos serve` cria {}").format(file)
        return Finding("keys", "better", told)
    keyring = open_keyring(server.database, file)
    told = say("{} master keys, {} in use", "{} chaves mestras, {} em uso")
    return Finding("keys", "ok", told.format(len(keyring.masters), keyring.current_master))


def _processes(server: _Server) -> Finding:
    with server.database.transaction(SYSTEM, is_reading=True) as session:
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


def _jobs(server: _Server) -> Finding:
    now = utc_now()
    with server.database.transaction(SYSTEM, is_reading=True) as session:
        waiting, oldest = session.execute(
            select(func.count(), func.min(JobRow.run_at)).where(JobRow.state == "queued", JobRow.run_at <= now)
        ).one()
        dead = session.scalar(
            select(func.count()).where(JobRow.state == "dead", JobRow.finished_at > now - timedelta(days=1))
        )
    told = say("{} wait, {} died in a day", "{} na fila, {} mortos em um dia").format(waiting, dead)
    is_fine = not dead and (oldest is None or now - oldest < _MAY_WAIT)
    return Finding("jobs", "ok" if is_fine else "better", told)


_OF_DATABASE: Mapping[str, Callable[[_Server], Finding]] = {
    "database": _database,
    "clock": _clock,
    "keys": _keys,
    "processes": _processes,
    "jobs": _jobs,
}
_PARTS: Mapping[str, Callable[[Settings], Finding]] = {
    "address": server_parts.address,
    "redis": server_parts.redis,
    "broker": server_parts.broker,
    "storage": server_parts.storage,
    "mail": server_parts.mail,
    "disk": server_parts.disk,
}
