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
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

import tecnocursos
from tecnocursos.accounts import models as accounts
from tecnocursos.answers import models as answers
from tecnocursos.audit import models as audit
from tecnocursos.billing import models as billing
from tecnocursos.config import DatabaseSettings, Settings
from tecnocursos.documents import models as documents
from tecnocursos.documents import passage_models as passages
from tecnocursos.files import models as files
from tecnocursos.infra import data_keys, idempotency
from tecnocursos.infra.database import Base, Database
from tecnocursos.infra.jobs import models as jobs
from tecnocursos.kit.errors import Conflict, Invalid, Unavailable
from tecnocursos.library import models as library
from tecnocursos.privacy import models as privacy
from tecnocursos.realtime import models as realtime
from tecnocursos.studio import flow_models as flow
from tecnocursos.studio import models as studio
from tecnocursos.support import desk_models as desk
from tecnocursos.support import models as support
from tecnocursos.support import notice_models as support_notices
from tecnocursos.support import privacy_models as support_privacy
from tecnocursos.support import report_models as support_reports

# Every module with tables; the order is that of the house, from below.
MODELS = (
    jobs,
    data_keys,
    idempotency,
    audit,
    accounts,
    realtime,
    billing,
    files,
    privacy,
    documents,
    passages,
    library,
    answers,
    studio,
    flow,
    support,
    desk,
    support_reports,
    support_privacy,
    support_notices,
)
METADATA: MetaData = Base.metadata

_MIGRATIONS = Path(tecnocursos.__file__).parent / "migrations"


class DatabaseUnusable(Unavailable):
    code = "database_unusable"
    en = "The database cannot be used: {reason}"
    pt = "O banco de dados não pode ser usado; ele respondeu: “{reason}”"


class DatabaseUrlUnreadable(Invalid):
    code = "database_url_unreadable"
    en = "The URL of the database cannot be read; expected postgresql://role:password@host:5432/name."
    pt = "A URL do banco de dados não pode ser lida; espera-se postgresql://papel:senha@servidor:5432/nome."


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
    """Bring the tables of these settings up to date; an embedded database is made. Raises DatabaseUnusable."""
    settings.folders.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with _owner(settings) as owner:
        upgrade(owner, settings.database.url)


def require_current(settings: Settings) -> None:
    """Check that the tables are those of this release, and that the application's role is let in.

    Raises DatabaseUnusable, DatabaseOutdated.
    """
    with _opened(settings.database, settings.database.url):
        pass
    with _owner(settings) as owner, owner.engine.connect() as connection:
        found = MigrationContext.configure(connection).get_current_heads()
        wanted = ScriptDirectory.from_config(migration_config(owner.engine)).get_heads()
    if set(found) != set(wanted):
        raise DatabaseOutdated(found=", ".join(found) or "-", wanted=", ".join(wanted))


@contextmanager
def _owner(settings: Settings) -> Iterator[Database]:
    """The database as the owner of its tables sees it."""
    with _opened(settings.database, settings.database.owner_url or settings.database.url) as owner:
        yield owner


@contextmanager
def _opened(settings: DatabaseSettings, url: str) -> Iterator[Database]:
    """A database that was reached. Raises DatabaseUnusable, DatabaseUrlUnreadable."""
    try:
        database = Database(settings.model_copy(update={"url": url}))
    except (ArgumentError, ValueError):  # the latter of a port that is no number
        raise DatabaseUrlUnreadable from None
    try:
        # What is wrong with the URL, the server or the file shows when a connection is made.
        try:
            database.engine.connect().close()
        except DBAPIError as error:
            raise _unusable(error) from error
        yield database
    except OperationalError as error:
        raise _unusable(error) from error
    finally:
        database.close()


def _unusable(error: DBAPIError) -> DatabaseUnusable:
    # The first line names what failed; it does not repeat the URL, which may hold a password.
    return DatabaseUnusable(reason=str(error.orig).splitlines()[0])


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
