"""The wall that SQLite lacks: statements of a session in a tenant's scope must name that tenant.

PostgreSQL would hide the rows of others from a select that forgot; on SQLite the test run looks at every statement.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

from sqlalchemy import event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import ORMExecuteState, Session

import tecnocursos
from tecnocursos.bootstrap.schema import METADATA
from tecnocursos.infra.database import INSTALLATION

SOURCE = Path(tecnocursos.__file__).parent
_TESTS = str(Path(__file__).parent)
TENANT_TABLES = {table.name for table in METADATA.sorted_tables if "tenant_id" in table.columns} | {"tenants"}
_MENTIONED = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?(\w+)\"?|,\s*\"?(\w+)\"?(?=\s*(?:,|WHERE|JOIN|$))")


class TenantForgotten(AssertionError):
    """A statement touches rows of tenants without saying whose."""


ATTEMPT = "WHERE jobs.id = ? AND jobs.attempts = ? AND jobs.state = ?"
"""How a worker ends the attempt that it was given: the number is a fence, and stricter than the tenant."""


def build_walls() -> None:
    """From now on, for every session of this process."""
    event.listen(Session, "after_begin", _remember)
    event.listen(Session, "do_orm_execute", _let_refreshes_through)
    event.listen(Engine, "before_cursor_execute", _look)


def _remember(session: Session, _transaction: object, connection: Connection) -> None:
    connection.info["session"] = session


def _let_refreshes_through(state: ORMExecuteState) -> None:
    """An object that a query found already may be read again by its id."""
    if state.is_column_load or state.is_relationship_load:
        state.update_execution_options(is_known_row=True)


def _look(
    connection: Connection, _cursor: object, statement: str, parameters: Any, context: Any, executemany: bool
) -> None:
    session: Session | None = connection.info.get("session")
    if connection.dialect.name != "sqlite" or session is None or not isinstance(session.info.get("scope"), UUID):
        return
    if context is not None and context.execution_options.get("is_known_row"):
        return
    # Rows that are inserted together come as one statement with the values of all, though it counts as many.
    is_list = executemany and parameters and isinstance(parameters[0], tuple | dict)
    for values in parameters if is_list else [parameters]:
        forgotten = forgets_tenant(statement, values, session.info["scope"], is_flush=session._flushing)
        if forgotten is not None and _asked_by_product():
            raise TenantForgotten(f"{forgotten} without its tenant: {statement}")


def _asked_by_product() -> bool:
    """Tests themselves may look wherever they like."""
    frame = sys._getframe()
    while frame is not None:
        file = frame.f_code.co_filename
        if file.startswith(str(SOURCE)):
            return True
        if file.startswith(_TESTS) and file != __file__:
            return False
        frame = frame.f_back  # type: ignore[assignment]
    return False


def forgets_tenant(statement: str, values: Any, tenant_id: UUID, *, is_flush: bool = False) -> str | None:
    """The first tenant table that `statement` touches although none of its values is the tenant."""
    touched = {name for pair in _MENTIONED.findall(statement) for name in pair if name in TENANT_TABLES}
    if not touched:
        return None
    if is_flush and not statement.startswith("INSERT"):
        return None  # a change of an object that a query found already, by its id
    if statement.endswith(ATTEMPT):
        return None
    given = set(values.values() if isinstance(values, dict) else values)
    names_tenant = "tenant_id" in statement or touched == {"tenants"}
    if names_tenant and given & {tenant_id.hex, INSTALLATION.hex}:
        return None
    return min(touched)
