"""The audit record: entries that are only added, and the end of each chain."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tecnocursos.infra.row_security import protect

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "audit_heads",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.Column("published_sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", name=op.f("pk_audit_heads")),
    )
    op.create_table(
        "audit_entries",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("action", sa.String(length=100), nullable=False),
        sa.Column("actor_kind", sa.String(length=20), nullable=False),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("credential_id", sa.Uuid(), nullable=True),
        sa.Column("subject_kind", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("changes", sa.JSON(), nullable=False),
        sa.Column("trace_id", sa.String(length=64), nullable=True),
        sa.Column("hash", sa.LargeBinary(length=32), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "sequence", name=op.f("pk_audit_entries")),
    )
    op.create_index("ix_audit_entries_tenant_id_actor_id", "audit_entries", ["tenant_id", "actor_id"], unique=False)
    op.create_index("ix_audit_entries_tenant_id_created_at", "audit_entries", ["tenant_id", "created_at"], unique=False)
    op.create_index("ix_audit_entries_tenant_id_subject_id", "audit_entries", ["tenant_id", "subject_id"], unique=False)
    protect(op, "audit_heads")
    protect(op, "audit_entries")
    if op.get_bind().dialect.name == "sqlite":
        # PostgreSQL's role of the application has no right to do this; SQLite has no roles.
        for change in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER audit_entries_no_{change.lower()} BEFORE {change} ON audit_entries "
                "BEGIN SELECT RAISE(ABORT, 'the record is only added to'); END"
            )


def downgrade() -> None:
    op.drop_index("ix_audit_entries_tenant_id_subject_id", table_name="audit_entries")
    op.drop_index("ix_audit_entries_tenant_id_created_at", table_name="audit_entries")
    op.drop_index("ix_audit_entries_tenant_id_actor_id", table_name="audit_entries")
    op.drop_table("audit_entries")
    op.drop_table("audit_heads")
