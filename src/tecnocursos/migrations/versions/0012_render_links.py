"""Links by which people without an account watch a video."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tecnocursos.infra.row_security import protect

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "render_links",
        sa.Column("render_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("view_count", sa.Integer(), nullable=False),
        sa.Column("viewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_render_links_created_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["render_id"], ["renders.id"], name=op.f("fk_render_links_render_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_render_links_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_render_links")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_render_links_token_sha256")),
    )
    op.create_index("ix_render_links_created_by", "render_links", ["created_by"], unique=False)
    op.create_index("ix_render_links_render_id", "render_links", ["render_id", "created_at", "id"], unique=False)
    op.create_index(op.f("ix_render_links_tenant_id"), "render_links", ["tenant_id"], unique=False)
    protect(op, "render_links")


def downgrade() -> None:
    op.drop_index(op.f("ix_render_links_tenant_id"), table_name="render_links")
    op.drop_index("ix_render_links_render_id", table_name="render_links")
    op.drop_index("ix_render_links_created_by", table_name="render_links")
    op.drop_table("render_links")
