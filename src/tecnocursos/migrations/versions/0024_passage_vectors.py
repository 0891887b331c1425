"""What passages mean, as vectors."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tecnocursos.infra.row_security import protect

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def _refers(column: str, target: str) -> sa.ForeignKeyConstraint:
    name = op.f(f"fk_passage_vectors_{column}")
    return sa.ForeignKeyConstraint([column], [target], name=name, ondelete="CASCADE")


def upgrade() -> None:
    op.create_table(
        "passage_vectors",
        sa.Column("passage_id", sa.Uuid(), nullable=False),
        sa.Column("model", sa.String(length=200), nullable=False),
        sa.Column("dimensions", sa.Integer(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        _refers("passage_id", "passages.id"),
        _refers("tenant_id", "tenants.id"),
        sa.PrimaryKeyConstraint("passage_id", name=op.f("pk_passage_vectors")),
    )
    op.create_index(op.f("ix_passage_vectors_tenant_id"), "passage_vectors", ["tenant_id"], unique=False)
    columns = ["tenant_id", "model", "passage_id"]
    op.create_index("ix_passage_vectors_tenant_id_model", "passage_vectors", columns, unique=False)
    protect(op, "passage_vectors")


def downgrade() -> None:
    op.drop_table("passage_vectors")
