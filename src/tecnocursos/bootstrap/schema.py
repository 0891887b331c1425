"""All tables, and the migrations that make them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, MetaData, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, OperationalError

import tecnocursos
from tecnocursos.accounts import models as accounts
from tecnocursos.audit import models as audit
from tecnocursos.billing import models as billing
from tecnocursos.config import Settings
from tecnocursos.documents import models as documents
from tecnocursos.files import models as files
from tecnocursos.infra import data_keys, idempotency
from tecnocursos.infra.database import Base, Database
from tecnocursos.infra.jobs import models as jobs
from tecnocursos.kit.errors import Conflict, Unavailable
from tecnocursos.library import models as library
from tecnocursos.realtime import models as realtime
from tecnocursos.studio import flow_models as flow
from tecnocursos.studio import models as studio

# Every module with tables; the order is that of the house, from below.
MODELS = (jobs, data_keys, idempotency, audit, accounts, realtime, billing, files, documents, library, studio, flow)
METADATA: MetaData = Base.metadata

_MIGRATIONS = Path(tecnocursos.__file__).parent / "migrations"


class DatabaseUnusable(Unavailable):
    code = "database_unusable"
    en = "The database cannot be used: {reason}"
    pt = "O banco de dados não pode ser usado: {reason}"


class DatabaseOutdated(Conflict):
    code = "database_outdated"
    en = "The tables of the database are of release {found}, not {wanted}. Run `tecnocursos migrate`."
    pt = "As tabelas do banco são da versão {found}, e não {wanted}. Rode `tecnocursos migrate`."


def migration_config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS))
    config.attributes |= {"engine": engine, "metadata": METADATA}
    return config


def upgrade(owner: Database, application_url: str, revision: str = "head") -> None:
    """Bring the tables up to `revision`, and let the role of `application_url` work with them."""
    command.upgrade(migration_config(owner.engine), revision)
    role = make_url(application_url).username
    if owner.is_postgresql and role:
        _grant(owner.engine, role)


def migrate(settings: Settings) -> None:
    """Bring the tables of these settings up to date. Raises DatabaseUnusable."""
    with _owner(settings) as owner:
        upgrade(owner, settings.database.url)


def require_current(settings: Settings) -> None:
    """Check that the tables are those of this release. Raises DatabaseUnusable, DatabaseOutdated."""
    with _owner(settings) as owner, owner.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
        wanted = ScriptDirectory.from_config(migration_config(owner.engine)).get_heads()
    if set(found) != set(wanted):
        raise DatabaseOutdated(found=", ".join(found) or "-", wanted=", ".join(wanted))


@contextmanager
def _owner(settings: Settings) -> Iterator[Database]:
    """The database as the owner of its tables sees it."""
    url = settings.database.owner_url or settings.database.url
    try:
        owner = Database(settings.database.model_copy(update={"url": url}))
    except ArgumentError:
        raise DatabaseUnusable(reason="DATABASE_URL") from None
    try:
        yield owner
    except OperationalError as error:
        # The first line names what failed; it does not repeat the URL, which may hold a password.
        raise DatabaseUnusable(reason=str(error.orig).splitlines()[0]) from error
    finally:
        owner.close()


def downgrade(owner: Database, revision: str) -> None:
    command.downgrade(migration_config(owner.engine), revision)


def _grant(engine: Engine, role: str) -> None:
    """The application may work with rows, not with tables; to the record of the audit it may only add."""
    name = engine.dialect.identifier_preparer.quote(role)
    with engine.begin() as connection:
        owner = connection.scalar(text("SELECT current_user"))
        if owner == role:
            return
        for statement in (
            f"GRANT USAGE ON SCHEMA public TO {name}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {name}",
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {name}",
            f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {name}",
            f"REVOKE UPDATE, DELETE ON audit_entries FROM {name}",
            f"REVOKE DELETE ON audit_heads, data_keys FROM {name}",
            f"REVOKE UPDATE, DELETE ON key_files FROM {name}",
        ):
            connection.execute(text(statement))
