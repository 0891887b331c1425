"""Migrations: up, down and up again on both databases, and what they make is what the models say."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, Index, UniqueConstraint, inspect, text

from platforms import SETTINGS, Setting, postgresql_database
from tecnocursos.bootstrap.schema import METADATA, downgrade, upgrade
from tecnocursos.config import DatabaseSettings
from tecnocursos.infra.database import Database


@contextmanager
def empty_database(setting: Setting, folder: Path) -> Iterator[tuple[Database, str]]:
    """As the owner of its tables sees it, and the URL of the application."""
    if setting == "production":
        with postgresql_database() as (owner_url, url):
            owner = Database(DatabaseSettings(url=owner_url))
            try:
                yield owner, url
            finally:
                owner.close()
        return
    url = f"sqlite:///{folder / 'empty.db'}"
    owner = Database(DatabaseSettings(url=url))
    try:
        yield owner, url
    finally:
        owner.close()


@pytest.fixture(scope="module", params=SETTINGS)
def migrated(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    with empty_database(request.param, tmp_path_factory.mktemp("migrated")) as (owner, url):
        upgrade(owner, url)
        yield owner.engine


@pytest.mark.parametrize("setting", SETTINGS)
def test_up_down_and_up_again(setting: Setting, tmp_path: Path) -> None:
    with empty_database(setting, tmp_path) as (owner, url):
        upgrade(owner, url)
        first = _made(owner.engine)
        downgrade(owner, "base")
        assert _made(owner.engine) == {("table", "alembic_version")}
        upgrade(owner, url)
        assert _made(owner.engine) == first


def test_models_and_migrations_agree(migrated: Engine) -> None:
    with migrated.connect() as connection:
        options = {"compare_type": True, "include_object": _is_of_models}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, METADATA) == []


def _is_of_models(_item: object, name: str | None, kind: str, _is_reflected: bool, _other: object) -> bool:
    """Full-text search is each database's own, and only its migration knows it."""
    is_table = kind == "table" and str(name).startswith(("asset_search", "passage_search"))
    is_search = is_table or name in {"words", "ix_asset_texts_words", "ix_passage_terms_words"}
    return not is_search


def test_every_foreign_key_has_an_index_that_begins_with_it() -> None:
    """Else deleting a row reads all of the table that refers to it."""
    bare = []
    for table in METADATA.sorted_tables:
        orders = [index.columns for index in table.indexes if _is_whole(index)]
        orders += [each.columns for each in table.constraints if isinstance(each, UniqueConstraint)]
        leading = {next(iter(order)).name for order in (*orders, table.primary_key.columns) if len(order)}
        bare += [f"{table.name}.{key.parent.name}" for key in table.foreign_keys if key.parent.name not in leading]
    assert bare == []


def test_names_follow_the_convention(migrated: Engine) -> None:
    """Constraints can be dropped only by name, so they have one, and the same on both databases."""
    found = inspect(migrated)
    wrong = []
    for table in METADATA.tables:
        names = [("pk_", found.get_pk_constraint(table)["name"])]
        names += [("fk_", key["name"]) for key in found.get_foreign_keys(table)]
        names += [("uq_", unique["name"]) for unique in found.get_unique_constraints(table)]
        names += [("ck_", check["name"]) for check in found.get_check_constraints(table)]
        names += [(("ix_", "uq_"), index["name"]) for index in found.get_indexes(table)]
        wrong += [(table, name) for prefix, name in names if not _is_named(name, prefix, table)]
    assert wrong == []


def _is_named(name: str | None, prefix: str | tuple[str, ...], table: str) -> bool:
    prefixes = (prefix,) if isinstance(prefix, str) else prefix
    return name is not None and name.startswith(tuple(each + table for each in prefixes)) and len(name) <= 63


def _is_whole(index: Index) -> bool:
    """An index over some of the rows does not find the others, unless it leaves out only those that refer to none."""
    partial = index.dialect_options["postgresql"].get("where")
    return partial is None or str(partial) == f"{next(iter(index.columns)).name} IS NOT NULL"


def _made(engine: Engine) -> set[tuple[str, str]]:
    """Whatever a migration may have made, by kind and name."""
    if engine.dialect.name == "sqlite":
        wanted = "SELECT type, name FROM sqlite_master WHERE name NOT LIKE 'sqlite_%'"
    else:
        wanted = """
            SELECT 'table', relname FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
                WHERE nspname = 'public' AND relkind IN ('r', 'p', 'v', 'm', 'S')
            UNION SELECT 'index', indexname FROM pg_indexes WHERE schemaname = 'public'
                AND indexname <> 'alembic_version_pkc'
            UNION SELECT 'policy', tablename || '.' || policyname FROM pg_policies
            UNION SELECT 'function', proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace
                WHERE nspname = 'public' AND NOT EXISTS
                    (SELECT FROM pg_depend WHERE objid = pg_proc.oid AND deptype = 'e')
            UNION SELECT 'type', typname FROM pg_type JOIN pg_namespace n ON n.oid = typnamespace
                WHERE nspname = 'public' AND typtype = 'e'
        """
    with engine.connect() as connection:
        return {(kind, name) for kind, name in connection.execute(text(wanted))}
