"""All tables, and the migrations that make them."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, MetaData, text
from sqlalchemy.engine import make_url

import tecnocursos
from tecnocursos.accounts import models as accounts
from tecnocursos.audit import models as audit
from tecnocursos.billing import models as billing
from tecnocursos.documents import models as documents
from tecnocursos.files import models as files
from tecnocursos.infra.database import Base, Database
from tecnocursos.infra.jobs import models as jobs
from tecnocursos.realtime import models as realtime
from tecnocursos.studio import models as studio

# Every module with tables; the order is that of the house, from below.
MODELS = (jobs, audit, accounts, realtime, billing, files, documents, studio)
METADATA: MetaData = Base.metadata

_MIGRATIONS = Path(tecnocursos.__file__).parent / "migrations"


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
        ):
            connection.execute(text(statement))
