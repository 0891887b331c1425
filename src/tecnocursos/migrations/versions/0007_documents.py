"""Documents and their versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tecnocursos.infra.row_security import protect

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("folded_name", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("latest_number", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_documents_created_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_documents_tenant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_documents")),
    )
    op.create_index("ix_documents_created_by", "documents", ["created_by"], unique=False)
    op.create_index(op.f("ix_documents_tenant_id"), "documents", ["tenant_id"], unique=False)
    op.create_index("ix_documents_tenant_id_created_at", "documents", ["tenant_id", "created_at", "id"], unique=False)
    op.create_index("ix_documents_tenant_id_folded_name", "documents", ["tenant_id", "folded_name", "id"], unique=False)
    op.create_table(
        "document_versions",
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("stored_file_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("outline_file_id", sa.Uuid(), nullable=True),
        sa.Column("language", sa.String(length=10), nullable=True),
        sa.Column("page_count", sa.Integer(), nullable=True),
        sa.Column("section_count", sa.Integer(), nullable=True),
        sa.Column("error", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_document_versions_created_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_document_versions_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["outline_file_id"], ["stored_files.id"], name=op.f("fk_document_versions_outline_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_files.id"], name=op.f("fk_document_versions_stored_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_document_versions_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_versions")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_document_versions_document_id_number")),
    )
    op.create_index("ix_document_versions_created_by", "document_versions", ["created_by"], unique=False)
    op.create_index("ix_document_versions_outline_file_id", "document_versions", ["outline_file_id"], unique=False)
    op.create_index("ix_document_versions_stored_file_id", "document_versions", ["stored_file_id"], unique=False)
    op.create_index(op.f("ix_document_versions_tenant_id"), "document_versions", ["tenant_id"], unique=False)
    op.create_table(
        "document_pictures",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("stored_file_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["stored_file_id"], ["stored_files.id"], name=op.f("fk_document_pictures_stored_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_document_pictures_tenant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["document_versions.id"], name=op.f("fk_document_pictures_version_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_pictures")),
        sa.UniqueConstraint("version_id", "name", name=op.f("uq_document_pictures_version_id_name")),
    )
    op.create_index("ix_document_pictures_stored_file_id", "document_pictures", ["stored_file_id"], unique=False)
    op.create_index(op.f("ix_document_pictures_tenant_id"), "document_pictures", ["tenant_id"], unique=False)
    for table in ("documents", "document_versions", "document_pictures"):
        protect(op, table)


def downgrade() -> None:
    op.drop_index(op.f("ix_document_pictures_tenant_id"), table_name="document_pictures")
    op.drop_index("ix_document_pictures_stored_file_id", table_name="document_pictures")
    op.drop_table("document_pictures")
    op.drop_index(op.f("ix_document_versions_tenant_id"), table_name="document_versions")
    op.drop_index("ix_document_versions_stored_file_id", table_name="document_versions")
    op.drop_index("ix_document_versions_outline_file_id", table_name="document_versions")
    op.drop_index("ix_document_versions_created_by", table_name="document_versions")
    op.drop_table("document_versions")
    op.drop_index("ix_documents_tenant_id_folded_name", table_name="documents")
    op.drop_index("ix_documents_tenant_id_created_at", table_name="documents")
    op.drop_index(op.f("ix_documents_tenant_id"), table_name="documents")
    op.drop_index("ix_documents_created_by", table_name="documents")
    op.drop_table("documents")
