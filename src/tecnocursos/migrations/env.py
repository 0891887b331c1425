"""Alembic's entry; `tecnocursos.bootstrap.schema` hands over the engine and the tables."""

from __future__ import annotations

from alembic import context

_config = context.config

with _config.attributes["engine"].connect() as _connection:
    context.configure(
        connection=_connection,
        target_metadata=_config.attributes["metadata"],
        render_as_batch=_connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    _connection.commit()
