"""Wrapped keys, and the fingerprint of the key file they belong to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tecnocursos.infra.row_security import protect

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "data_keys",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("master_id", sa.String(length=20), nullable=False),
        sa.Column("wrapped", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant_id", "purpose", "version", name=op.f("pk_data_keys")),
    )
    op.create_table(
        "key_files",
        sa.Column("fingerprint", sa.String(length=32), nullable=False),
        sa.Column("is_ours", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("is_ours", name=op.f("pk_key_files")),
    )
    protect(op, "data_keys")
    if op.get_bind().dialect.name == "postgresql":
        # The installation's keys are nobody's rows: a member's own secrets are sealed in whichever tenant they are in.
        nobody = "tenant_id = '00000000-0000-0000-0000-000000000000'"
        op.execute(f"CREATE POLICY installation_rows ON data_keys USING ({nobody}) WITH CHECK ({nobody})")


def downgrade() -> None:
    op.drop_table("key_files")
    op.drop_table("data_keys")
