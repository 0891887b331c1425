"""Who put a conversation back into the queue."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("conversations", sa.Column("returned_by", sa.Uuid(), nullable=True))


def downgrade() -> None:
    op.drop_column("conversations", "returned_by")
