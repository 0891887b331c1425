"""Copies of personal data; what customers agreed to, and asked for about their data."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tecnocursos.infra.row_security import protect

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

TABLES = ("data_exports", "consents", "data_requests")


def upgrade() -> None:
    op.add_column("customers", sa.Column("noticed_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "data_exports",
        sa.Column("subject_kind", sa.String(length=20), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=True),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("key", sa.LargeBinary(), nullable=True),
        sa.Column("stored_file_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        *_owned("data_exports"),
        _reference("data_exports", "requested_by", "users", "CASCADE"),
        _reference("data_exports", "stored_file_id", "stored_files", "SET NULL"),
    )
    _index("data_exports", "requested_by")
    _index("data_exports", "stored_file_id")
    _index("data_exports", "expires_at")
    _index("data_exports", "tenant_id", "subject_id")
    op.create_table(
        "consents",
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=20), nullable=False),
        sa.Column("is_given", sa.Boolean(), nullable=False),
        sa.Column("source", sa.String(length=20), nullable=False),
        sa.Column("text_version", sa.String(length=40), nullable=False),
        sa.Column("text_digest", sa.LargeBinary(length=32), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.Uuid(), nullable=True),
        *_owned("consents"),
        _reference("consents", "customer_id", "customers", "CASCADE"),
        _reference("consents", "recorded_by", "users", "SET NULL"),
    )
    op.create_index("ix_consents_customer_id", "consents", ["customer_id", "purpose", "created_at"])
    _index("consents", "recorded_by")
    op.create_table(
        "data_requests",
        sa.Column("customer_id", sa.Uuid(), nullable=True),
        sa.Column("conversation_id", sa.Uuid(), nullable=True),
        sa.Column("protocol_id", sa.Uuid(), nullable=False),
        sa.Column("right", sa.String(length=20), nullable=False),
        sa.Column("is_identified", sa.Boolean(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.Uuid(), nullable=True),
        sa.Column("outcome", sa.String(length=20), nullable=True),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        *_owned("data_requests"),
        _reference("data_requests", "customer_id", "customers", "SET NULL"),
        _reference("data_requests", "conversation_id", "conversations", "SET NULL"),
        _reference("data_requests", "protocol_id", "protocols", "CASCADE"),
        _reference("data_requests", "closed_by", "users", "SET NULL"),
    )
    for column in ("customer_id", "conversation_id", "protocol_id", "closed_by"):
        _index("data_requests", column)
    op.create_index("ix_data_requests_tenant_id_due_at", "data_requests", ["tenant_id", "due_at", "id"])
    for table in TABLES:
        _index(table, "tenant_id")
        protect(op, table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)
    op.drop_column("customers", "noticed_at")


def _owned(table: str) -> tuple[sa.Column[object] | sa.Constraint, ...]:
    return (
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        _reference(table, "tenant_id", "tenants", "CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _reference(table: str, column: str, to: str, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=on_delete)


def _index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, list(columns))
