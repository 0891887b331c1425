"""Privacy of customers: how long things are kept, and that somebody was erased. Kept answers are encrypted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_DAYS = {"content_days": "730", "media_days": "90", "event_days": "30"}


def upgrade() -> None:
    op.add_column("customers", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    for name, days in _DAYS.items():
        op.add_column("support_settings", sa.Column(name, sa.Integer(), nullable=False, server_default=days))
        with op.batch_alter_table("support_settings") as table:
            table.alter_column(name, server_default=None)
    has_file = sa.text("stored_file_id IS NOT NULL")
    op.create_index(
        "ix_messages_files", "messages", ["tenant_id", "sent_at"], postgresql_where=has_file, sqlite_where=has_file
    )
    _empty_answers()


def downgrade() -> None:
    _empty_answers()
    op.drop_index("ix_messages_files", table_name="messages")
    for name in _DAYS:
        op.drop_column("support_settings", name)
    op.drop_column("customers", "erased_at")


def _empty_answers() -> None:
    """Those of the last day are in the other form: what was done is still not done twice."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("SET LOCAL app.scope = 'system'")
    op.execute("UPDATE idempotency_keys SET body = NULL")
