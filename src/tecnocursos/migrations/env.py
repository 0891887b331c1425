"""Alembic's entry; `tecnocursos.bootstrap.schema` hands over the engine and the tables.

All steps are one transaction: whatever ends them early, the database is as it was before.
"""

from __future__ import annotations

from alembic import context
from sqlalchemy import text

_config = context.config
_LOCK = 7_105_001

with _config.attributes["engine"].connect() as _connection:
    _is_sqlite = _connection.dialect.name == "sqlite"
    if _is_sqlite:
        # SQLite changes a table by copying it; dropping the old one must not delete what refers to it.
        _connection.connection.execute("PRAGMA foreign_keys=OFF")
    else:
        # Of several that migrate at once, the others wait, and find nothing left to do.
        _connection.execute(
            text("SET lock_timeout = 0; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
        )
        _connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
    context.configure(
        connection=_connection,
        target_metadata=_config.attributes["metadata"],
        render_as_batch=_is_sqlite,
        transactional_ddl=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    if _is_sqlite and (broken := _connection.execute(text("PRAGMA foreign_key_check")).first()):
        raise RuntimeError(f"rows of {broken[0]} refer to rows that are not there")
    _connection.commit()
    if _is_sqlite:
        _connection.connection.execute("PRAGMA foreign_keys=ON")
