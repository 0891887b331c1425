"""The database: SQLite on one machine, PostgreSQL on many. A session is one transaction inside one scope.

The scope is the tenant whose rows may be seen and changed. Queries name it themselves; PostgreSQL's row-level security
is the second wall, fed by `enter_scope`. Only sign-in, the job runner and maintenance work in the system's scope.
"""

from __future__ import annotations

import re
import select
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import (
    JSON,
    DateTime,
    Dialect,
    Engine,
    ForeignKey,
    Integer,
    MetaData,
    String,
    TypeDecorator,
    Uuid,
    create_engine,
    event,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import Connection, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.exc import TimeoutError as NoTurn
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, SessionTransaction, declared_attr, mapped_column
from sqlalchemy.pool import ConnectionPoolEntry

from tecnocursos.config import DatabaseSettings
from tecnocursos.infra.bus import Bus, MemoryBus
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import Invalid
from tecnocursos.kit.ids import new_id

SYSTEM: Final = "system"
INSTALLATION: Final = UUID(int=0)
"""Stands in the place of a tenant in rows that belong to the whole installation."""
Scope = UUID | Literal["system"] | None
"""A tenant; the system, which sees all tenants; or nobody, who sees none."""

_BESIDE_REQUESTS = 4
"""Connections more than requests are worked on at once: for rooms, arriving bytes and jobs in the same process."""
_JSON_OPENS = frozenset('{["')
# Escaped, and the backslash not itself so.
_JSON_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
# What is deleted is overwritten, so that an erased value or a destroyed key is not found in the file any more.
_SQLITE_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "temp_store=MEMORY", "secure_delete=ON")
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
Json = JSON().with_variant(JSONB(), "postgresql")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment in UTC; naive ones are refused, so that no local time slips in."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @property
    def python_type(self) -> type[datetime]:
        return datetime

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {  # noqa: RUF012  SQLAlchemy's own form
        UUID: Uuid(),
        datetime: UtcDateTime(),
        dict[str, Any]: Json,
        list[Any]: Json,
        list[str]: Json,
    }


class Identified:
    """Rows with an id of their own and the moment they were made."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=new_id)
    created_at: Mapped[datetime] = mapped_column(default=utc_now)


class TenantOwned:
    """Rows that belong to a tenant. The migration that makes their table turns row-level security on for it."""

    @declared_attr
    @classmethod
    def tenant_id(cls) -> Mapped[UUID]:
        return mapped_column(ForeignKey("tenants.id", ondelete="CASCADE"), index=True)


class VersionedRow:
    """Rows whose `version` rises with every change. Two changes of the same version cannot both be kept."""

    version: Mapped[int] = mapped_column(Integer, default=1)
    updated_at: Mapped[datetime] = mapped_column(default=utc_now, onupdate=utc_now)

    @declared_attr.directive
    @classmethod
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}


class ValueRefused(Invalid):
    code = "value_refused"
    en = "A value cannot be stored: a number out of range, or text with characters that are not allowed."
    pt = "Um valor não pode ser guardado: número fora do intervalo, ou texto com caracteres não permitidos."


def short_text(length: int = 200) -> String:
    return String(length)


class _ScopedSession(Session):
    """A session whose transactions begin in its scope."""


class Database:
    """Opens sessions. `on_publish` maps what is published to jobs; see `infra.jobs.outbox`."""

    def __init__(
        self,
        settings: DatabaseSettings,
        subscriptions: Mapping[type[Any], tuple[Callable[[Any], Any], ...]] | None = None,
        bus: Bus | None = None,
    ) -> None:
        self.settings = settings
        self.bus = bus or MemoryBus()
        self.engine = _engine(settings)
        self.is_postgresql = self.engine.dialect.name == "postgresql"
        self.session_info: dict[str, Any] = {"subscriptions": subscriptions or {}, "bus": self.bus}
        """What every session is given to work with, e.g. the keyring."""
        self._writing = self.engine.execution_options(begins_in_scope=True)
        # SQLite takes its one write lock at the start of a writing transaction: taken later, it may be refused.
        self._reading = self._writing.execution_options(is_reading=True)

    def open(self, scope: Scope, *, is_reading: bool = False) -> Session:
        """A session that begins with its first query. Whoever opens it commits and closes it."""
        bind = self._reading if is_reading else self._writing
        return _ScopedSession(bind, expire_on_commit=False, info={**self.session_info, "scope": scope})

    @contextmanager
    def transaction(self, scope: Scope, *, is_reading: bool = False) -> Iterator[Session]:
        """One transaction: committed at the end of the block, rolled back when it raises."""
        with self.open(scope, is_reading=is_reading) as session:
            yield session
            session.commit()

    def empty_log(self) -> None:
        """Have what was overwritten leave SQLite's log beside the file too, unless somebody reads all the time."""
        if not self.is_postgresql:
            connection = self.engine.raw_connection()
            try:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                connection.close()

    def close(self) -> None:
        self.engine.dispose()


def enter_scope(session: Session, scope: Scope) -> None:
    """Go on in another scope, e.g. that of the tenant whose key was just recognised."""
    session.info["scope"] = scope
    if session.in_transaction() and (connection := session.connection()).dialect.name == "postgresql":
        connection.exec_driver_sql(_scope_statement(scope))


def scope_tenant(session: Session) -> UUID | None:
    """The tenant that the session is confined to; None in the system's scope."""
    scope = session.info["scope"]
    return scope if isinstance(scope, UUID) else None


def start_writing(session: Session) -> None:
    """Let a session that was opened for reading write after all; what it read may have changed meanwhile."""
    connection = session.connection()
    is_reading = connection.get_execution_options().get("is_reading", False)
    if connection.dialect.name != "sqlite" or not is_reading or session.info.get("writing") is connection:
        return
    session.info["writing"] = connection
    connection.exec_driver_sql("COMMIT")
    connection.get_execution_options()["begin_writing"](connection)


@event.listens_for(_ScopedSession, "after_begin")
def _begin_in_scope(session: Session, _transaction: SessionTransaction, connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"BEGIN; {_scope_statement(session.info['scope'])}")


def _scope_statement(scope: Scope) -> str:
    """Written out, so that it can be sent together with another; a scope is a UUID or one of two words."""
    return f"SET LOCAL app.scope = '{scope or ''}'"


def _engine(settings: DatabaseSettings) -> Engine:
    url = make_url(settings.url)
    if url.get_backend_name() == "sqlite":
        engine = create_engine(
            url,
            hide_parameters=True,
            pool_size=settings.pool_size + _BESIDE_REQUESTS,
            max_overflow=0,
            pool_timeout=settings.pool_timeout_seconds,
            connect_args={"timeout": settings.lock_timeout_seconds, "check_same_thread": False},
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "before_cursor_execute", _refuse_nul)
        turns = _WritingTurns(settings.lock_timeout_seconds)
        event.listen(engine, "begin", turns.begin)
        for end in ("checkin", "invalidate", "close"):
            event.listen(engine, end, turns.end)
        return engine.execution_options(begin_writing=turns.begin_writing)
    options = (
        f"-c statement_timeout={round(settings.statement_timeout_seconds * 1000)}"
        f" -c lock_timeout={round(settings.lock_timeout_seconds * 1000)}"
        f" -c idle_in_transaction_session_timeout={round(settings.idle_timeout_seconds * 1000)}"
    )
    engine = create_engine(
        url.set(drivername="postgresql+psycopg"),
        hide_parameters=True,
        pool_size=settings.pool_size + _BESIDE_REQUESTS,
        max_overflow=0,
        pool_timeout=settings.pool_timeout_seconds,
        pool_recycle=1800,
        connect_args={
            # SQLAlchemy says when transactions begin, not the driver.
            "autocommit": True,
            "options": options,
            "connect_timeout": 5,
            # A dead server is noticed by the connections that wait for it.
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "tcp_user_timeout": 10_000,
        },
    )
    event.listen(engine, "begin", _begin_postgresql)
    event.listen(engine, "checkout", _replace_dead)
    return engine


def _refuse_nul(
    _connection: object, _cursor: object, _statement: str, parameters: Any, _context: object, is_many: bool
) -> None:
    """SQLite would take what PostgreSQL refuses, and what one keeps could not move to the other."""
    # One statement with many rows comes as many and has one sequence of values.
    rows = parameters if is_many and not isinstance(parameters, tuple) else (parameters,)
    for row in rows:
        for value in row.values() if isinstance(row, dict) else row:
            if isinstance(value, str) and ("\0" in value or (value[:1] in _JSON_OPENS and _JSON_NUL.search(value))):
                raise ValueRefused


def _prepare_sqlite(connection: DBAPIConnection, _record: object) -> None:
    # SQLAlchemy says when transactions begin, not the driver.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _SQLITE_PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _replace_dead(connection: Any, entry: ConnectionPoolEntry, _proxy: object) -> None:
    """Have the pool connect anew where the server has ended a connection, e.g. since it was started again.

    The server says so without being asked: to one that waits for its next use, nothing else is ever sent. So a look at
    the socket is enough, and costs no question to the server.
    """
    if not entry.info.get("was_used", False):
        entry.info["was_used"] = True  # a new connection may still have something of its beginning to read
        return
    arrived = select.poll()
    if not connection.closed:
        arrived.register(connection.fileno(), select.POLLIN)
    if connection.closed or arrived.poll(0):
        raise DisconnectionError


def _begin_postgresql(connection: Connection) -> None:
    if not connection.get_execution_options().get("begins_in_scope", False):
        connection.exec_driver_sql("BEGIN")


class _WritingTurns:
    """Lets the threads of one process begin to write one after the other.

    SQLite has one lock for all who write. Left to it, they would sleep longer and longer between their tries, while the
    lock is free most of the time; so only one of each process tries, and the others are woken in turn.
    """

    def __init__(self, patience_seconds: float) -> None:
        self._turn = threading.Lock()
        self._patience_seconds = patience_seconds
        self._whose: object = None

    def begin(self, connection: Connection) -> None:
        """Begin the transaction of a connection; one that only reads waits for nobody. Raises NoTurn."""
        if connection.get_execution_options().get("is_reading", False):
            connection.exec_driver_sql("BEGIN")
        else:
            self.begin_writing(connection)

    def begin_writing(self, connection: Connection) -> None:
        """The turn is the connection's until it is given back, for however many transactions. Raises NoTurn."""
        asking = connection.connection.dbapi_connection
        if self._whose is not asking:
            if not self._turn.acquire(timeout=self._patience_seconds):
                raise NoTurn("others were writing all the time")
            self._whose = asking
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    def end(self, connection: DBAPIConnection | None, *_: object) -> None:
        """The connection is given back: whatever it was doing is over."""
        if connection is not None and connection is self._whose:
            self._whose = None
            self._turn.release()
