"""Passages of documents, the index by which they are found, and synonyms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tecnocursos.infra.row_security import protect

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

# The tenant is one of the words, so that the index itself keeps tenants apart.
_SQLITE_INDEX = (
    """CREATE VIRTUAL TABLE passage_search USING fts5(tenant_id, heading_terms, text_terms,
        content='passage_terms', content_rowid='id', tokenize='unicode61 remove_diacritics 0', detail='column')""",
    """CREATE TRIGGER passage_terms_inserted AFTER INSERT ON passage_terms BEGIN
        INSERT INTO passage_search(rowid, tenant_id, heading_terms, text_terms)
        VALUES (new.id, new.tenant_id, new.heading_terms, new.text_terms); END""",
    """CREATE TRIGGER passage_terms_deleted AFTER DELETE ON passage_terms BEGIN
        INSERT INTO passage_search(passage_search, rowid, tenant_id, heading_terms, text_terms)
        VALUES ('delete', old.id, old.tenant_id, old.heading_terms, old.text_terms); END""",
)
_POSTGRESQL_INDEX = (
    """ALTER TABLE passage_terms ADD COLUMN words tsvector GENERATED ALWAYS AS (array_to_tsvector(array_remove(
        string_to_array(replace(tenant_id::text, '-', '') || ' ' || heading_terms || ' ' || text_terms, ' '), '')))
        STORED""",
    "CREATE INDEX ix_passage_terms_words ON passage_terms USING gin (words)",
)
_JSON = sa.JSON().with_variant(JSONB(), "postgresql")


def _of_tenant(table: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_{table}_tenant_id")
    return sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=name, ondelete="CASCADE")


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")


def upgrade() -> None:
    op.add_column("document_versions", sa.Column("passage_edition", sa.Integer(), nullable=True))
    op.create_table(
        "passages",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(length=500), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("block_ids", _JSON, nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        _refers("passages", "document_id", "documents.id"),
        _refers("passages", "version_id", "document_versions.id"),
        _of_tenant("passages"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passages")),
        sa.UniqueConstraint("document_id", "position", name=op.f("uq_passages_document_id_position")),
    )
    op.create_index("ix_passages_version_id", "passages", ["version_id"], unique=False)
    op.create_index(op.f("ix_passages_tenant_id"), "passages", ["tenant_id"], unique=False)
    op.create_table(
        "passage_terms",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("passage_id", sa.Uuid(), nullable=False),
        sa.Column("heading_terms", sa.Text(), nullable=False),
        sa.Column("text_terms", sa.Text(), nullable=False),
        sa.Column("term_count", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        _refers("passage_terms", "passage_id", "passages.id"),
        _of_tenant("passage_terms"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage_terms")),
        sa.UniqueConstraint("passage_id", name=op.f("uq_passage_terms_passage_id")),
    )
    op.create_index(op.f("ix_passage_terms_tenant_id"), "passage_terms", ["tenant_id"], unique=False)
    op.create_table(
        "document_terms",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("term", sa.String(length=40), nullable=False),
        sa.Column("passage_count", sa.Integer(), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        _refers("document_terms", "document_id", "documents.id"),
        _of_tenant("document_terms"),
        sa.PrimaryKeyConstraint("document_id", "term", name=op.f("pk_document_terms")),
    )
    op.create_index(op.f("ix_document_terms_tenant_id"), "document_terms", ["tenant_id"], unique=False)
    op.create_index("ix_document_terms_tenant_id_term", "document_terms", ["tenant_id", "term"], unique=False)
    op.create_table(
        "synonyms",
        sa.Column("phrases", _JSON, nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        _of_tenant("synonyms"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonyms")),
    )
    op.create_index(op.f("ix_synonyms_tenant_id"), "synonyms", ["tenant_id"], unique=False)
    op.create_index("ix_synonyms_tenant_id_created_at", "synonyms", ["tenant_id", "created_at", "id"], unique=False)
    for table in ("passages", "passage_terms", "document_terms", "synonyms"):
        protect(op, table)
    for statement in _POSTGRESQL_INDEX if op.get_bind().dialect.name == "postgresql" else _SQLITE_INDEX:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE passage_search")
    op.drop_table("synonyms")
    op.drop_table("document_terms")
    op.drop_table("passage_terms")
    op.drop_table("passages")
    op.drop_column("document_versions", "passage_edition")
