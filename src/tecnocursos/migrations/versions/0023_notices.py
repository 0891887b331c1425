"""Notices of outages, and who was told by them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tecnocursos.infra.row_security import protect

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def _refers(table: str, column: str, target: str, ondelete: str = "CASCADE") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def upgrade() -> None:
    op.create_table(
        "notices",
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("region", sa.String(length=100), nullable=False),
        sa.Column("outage_key", sa.String(length=200), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("template", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("template_text", sa.Text(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        _refers("notices", "channel_id", "channels.id"),
        _refers("notices", "created_by", "users.id", "SET NULL"),
        _refers("notices", "tenant_id", "tenants.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index("ix_notices_channel_id", "notices", ["channel_id"], unique=False)
    op.create_index("ix_notices_created_by", "notices", ["created_by"], unique=False)
    op.create_index(op.f("ix_notices_tenant_id"), "notices", ["tenant_id"], unique=False)
    op.create_index("ix_notices_tenant_id_created_at", "notices", ["tenant_id", "created_at", "id"], unique=False)
    op.create_table(
        "notice_recipients",
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("outage_key", sa.String(length=200), nullable=False),
        sa.Column("customer_id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        _refers("notice_recipients", "customer_id", "customers.id"),
        _refers("notice_recipients", "notice_id", "notices.id"),
        _refers("notice_recipients", "tenant_id", "tenants.id"),
        sa.PrimaryKeyConstraint("tenant_id", "outage_key", "customer_id", name=op.f("pk_notice_recipients")),
    )
    op.create_index("ix_notice_recipients_customer_id", "notice_recipients", ["customer_id"], unique=False)
    of_notice = ["notice_id", "state", "customer_id"]
    op.create_index("ix_notice_recipients_notice_id", "notice_recipients", of_notice, unique=False)
    for table in ("notices", "notice_recipients"):
        protect(op, table)


def downgrade() -> None:
    op.drop_table("notice_recipients")
    op.drop_table("notices")
