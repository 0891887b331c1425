"""PostgreSQL's row-level security: rows of another tenant are not there, whatever a query forgot.

Migrations call this; it stays as it is, and what must change gets a function of its own.
"""

from __future__ import annotations

from alembic.operations import Operations

_SCOPE = "current_setting('app.scope', true)"


def protect(op: Operations, table: str, tenant_column: str = "tenant_id") -> None:
    """Confine `table` to the tenant of the session's scope, for its owner too; the system's scope sees all rows."""
    if op.get_bind().dialect.name != "postgresql":
        return
    condition = f"{_SCOPE} = 'system' OR {tenant_column} = nullif(nullif({_SCOPE}, ''), 'system')::uuid"
    op.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
    op.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    op.execute(f"CREATE POLICY tenant_rows ON {table} USING ({condition}) WITH CHECK ({condition})")
