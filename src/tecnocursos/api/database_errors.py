"""What an error of the database means to whoever sent the request."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError

from tecnocursos.api.admission import Busy
from tecnocursos.api.preconditions import VersionChanged
from tecnocursos.infra.database import ValueRefused
from tecnocursos.infra.files import StorageFull, is_out_of_room
from tecnocursos.kit.errors import Conflict, ProductError

# PostgreSQL's classes of SQLSTATE that pass: connection, transaction rollback, resources, operator, lock, time-out.
_PASSING: Final = ("08", "25P03", "40", "53", "55P03", "57", "58")
_PASSING_SQLITE: Final = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_IOERR", "SQLITE_CANTOPEN")
_DUPLICATE: Final = ("23505", "SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")
_BROKEN_LINK: Final = ("23503", "SQLITE_CONSTRAINT_FOREIGNKEY", "SQLITE_CONSTRAINT_TRIGGER")
_REFUSED_VALUE: Final = ("22",)


class ChangedMeanwhile(Conflict):
    code = "changed_meanwhile"
    en = "Somebody changed this at the same moment. Try again."
    pt = "Alguém alterou isto no mesmo instante. Tente de novo."


class AlreadyExists(Conflict):
    code = "already_exists"
    en = "Something like this exists already."
    pt = "Já existe algo igual."


class LinkBroken(Conflict):
    code = "link_broken"
    en = "Something that this refers to is gone, or something still refers to it."
    pt = "Algo a que isto se refere não existe mais, ou algo ainda se refere a isto."


def told_by_database(error: Exception, *, has_precondition: bool) -> ProductError | None:
    """The error of ours that says it; None for one that should not have happened."""
    if isinstance(error, StaleDataError):
        return VersionChanged() if has_precondition else ChangedMeanwhile()
    if isinstance(error, PoolTimeout):
        return Busy()
    if isinstance(error, UnicodeEncodeError):
        return ValueRefused()
    if not isinstance(error, DBAPIError):
        return None
    if is_out_of_room(error):
        return StorageFull()
    if error.connection_invalidated:
        return Busy()
    code = _code_of(error.orig)
    table: tuple[tuple[tuple[str, ...], type[ProductError]], ...] = (
        (_PASSING + _PASSING_SQLITE, Busy),
        (_DUPLICATE, AlreadyExists),
        (_BROKEN_LINK, LinkBroken),
        (_REFUSED_VALUE, ValueRefused),
    )
    return next((kind() for codes, kind in table if code.startswith(codes)), None)


def _code_of(cause: BaseException | None) -> str:
    if isinstance(cause, sqlite3.Error):
        return getattr(cause, "sqlite_errorname", "")
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return str(state)
    # Without a state psycopg itself speaks: of a connection that failed, or of text that PostgreSQL cannot hold.
    return {"OperationalError": "08", "DataError": "22"}.get(type(cause).__name__, "")
