"""Videos that answers may send, and when they begin to tell each block of their document."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from tecnocursos.infra.row_security import protect

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_{table}_{column}"), ondelete="CASCADE")


def upgrade() -> None:
    op.add_column("render_links", sa.Column("in_answers", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("render_links") as batch:
        batch.alter_column("in_answers", server_default=None)
    op.create_table(
        "answer_videos",
        sa.Column("link_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("render_id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("url", sa.LargeBinary(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        _refers("answer_videos", "link_id", "render_links.id"),
        _refers("answer_videos", "project_id", "projects.id"),
        _refers("answer_videos", "render_id", "renders.id"),
        _refers("answer_videos", "version_id", "document_versions.id"),
        _refers("answer_videos", "tenant_id", "tenants.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_videos")),
        sa.UniqueConstraint("link_id", name=op.f("uq_answer_videos_link_id")),
    )
    for column in ("version_id", "project_id", "render_id"):
        op.create_index(f"ix_answer_videos_{column}", "answer_videos", [column], unique=False)
    op.create_index(op.f("ix_answer_videos_tenant_id"), "answer_videos", ["tenant_id"], unique=False)
    op.create_table(
        "video_moments",
        sa.Column("video_id", sa.Uuid(), nullable=False),
        sa.Column("block_id", sa.String(length=200), nullable=False),
        sa.Column("scene_key", sa.String(length=200), nullable=False),
        sa.Column("at_ms", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        _refers("video_moments", "video_id", "answer_videos.id"),
        _refers("video_moments", "tenant_id", "tenants.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_video_moments")),
        sa.UniqueConstraint("video_id", "block_id", name=op.f("uq_video_moments_video_id_block_id")),
    )
    op.create_index(op.f("ix_video_moments_tenant_id"), "video_moments", ["tenant_id"], unique=False)
    protect(op, "answer_videos")
    protect(op, "video_moments")


def downgrade() -> None:
    op.drop_table("video_moments")
    op.drop_table("answer_videos")
    op.drop_column("render_links", "in_answers")
