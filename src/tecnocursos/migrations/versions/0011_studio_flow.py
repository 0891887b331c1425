"""What happens to projects: revisions, renders, comments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tecnocursos.infra.row_security import protect

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "revision_contents",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_revision_contents_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_revision_contents_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_contents")),
        sa.UniqueConstraint("project_id", "sha256", name=op.f("uq_revision_contents_project_id_sha256")),
    )
    op.create_index(op.f("ix_revision_contents_tenant_id"), "revision_contents", ["tenant_id"], unique=False)
    op.create_table(
        "comments",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("scene_id", sa.Uuid(), nullable=False),
        sa.Column("thread_id", sa.Uuid(), nullable=True),
        sa.Column("author_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("mentions", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("anchor", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("deleted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("resolved_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_comments_author_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_comments_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["resolved_by"], ["users.id"], name=op.f("fk_comments_resolved_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["scene_id"], ["scenes.id"], name=op.f("fk_comments_scene_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_comments_tenant_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["thread_id"], ["comments.id"], name=op.f("fk_comments_thread_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_comments")),
    )
    op.create_index("ix_comments_author_id", "comments", ["author_id"], unique=False)
    op.create_index("ix_comments_project_id", "comments", ["project_id", "thread_id", "created_at", "id"], unique=False)
    op.create_index("ix_comments_resolved_by", "comments", ["resolved_by"], unique=False)
    op.create_index("ix_comments_scene_id", "comments", ["scene_id", "thread_id", "created_at", "id"], unique=False)
    op.create_index(op.f("ix_comments_tenant_id"), "comments", ["tenant_id"], unique=False)
    op.create_index("ix_comments_thread_id", "comments", ["thread_id", "created_at", "id"], unique=False)
    op.create_table(
        "revision_media",
        sa.Column("content_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("stored_file_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["content_id"], ["revision_contents.id"], name=op.f("fk_revision_media_content_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["stored_file_id"], ["stored_files.id"], name=op.f("fk_revision_media_stored_file_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_revision_media_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision_media")),
        sa.UniqueConstraint("content_id", "name", name=op.f("uq_revision_media_content_id_name")),
    )
    op.create_index("ix_revision_media_stored_file_id", "revision_media", ["stored_file_id"], unique=False)
    op.create_index(op.f("ix_revision_media_tenant_id"), "revision_media", ["tenant_id"], unique=False)
    op.create_table(
        "revisions",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=True),
        sa.Column("reason", sa.String(length=20), nullable=False),
        sa.Column("content_id", sa.Uuid(), nullable=False),
        sa.Column("document_version_id", sa.Uuid(), nullable=True),
        sa.Column("scene_count", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["content_id"], ["revision_contents.id"], name=op.f("fk_revisions_content_id")),
        sa.ForeignKeyConstraint(
            ["created_by"], ["users.id"], name=op.f("fk_revisions_created_by"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["document_version_id"],
            ["document_versions.id"],
            name=op.f("fk_revisions_document_version_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_revisions_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_revisions_tenant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revisions")),
        sa.UniqueConstraint("project_id", "number", name=op.f("uq_revisions_project_id_number")),
    )
    op.create_index("ix_revisions_content_id", "revisions", ["content_id"], unique=False)
    op.create_index("ix_revisions_created_by", "revisions", ["created_by"], unique=False)
    op.create_index("ix_revisions_document_version_id", "revisions", ["document_version_id"], unique=False)
    op.create_index(op.f("ix_revisions_tenant_id"), "revisions", ["tenant_id"], unique=False)
    op.create_table(
        "renders",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("revision_id", sa.Uuid(), nullable=False),
        sa.Column("scene_key", sa.String(length=200), nullable=True),
        sa.Column("size", sa.String(length=20), nullable=False),
        sa.Column("formats", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("duration_ms", sa.Integer(), nullable=True),
        sa.Column("made", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("error", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_renders_created_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["job_id"], ["jobs.id"], name=op.f("fk_renders_job_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_renders_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["revision_id"], ["revisions.id"], name=op.f("fk_renders_revision_id")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_renders_tenant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renders")),
    )
    op.create_index("ix_renders_created_by", "renders", ["created_by"], unique=False)
    op.create_index("ix_renders_job_id", "renders", ["job_id"], unique=False)
    op.create_index("ix_renders_project_id_created_at", "renders", ["project_id", "created_at", "id"], unique=False)
    op.create_index("ix_renders_revision_id", "renders", ["revision_id"], unique=False)
    op.create_index(op.f("ix_renders_tenant_id"), "renders", ["tenant_id"], unique=False)
    op.create_index("ix_renders_tenant_id_created_at", "renders", ["tenant_id", "created_at", "id"], unique=False)
    op.create_table(
        "render_files",
        sa.Column("render_id", sa.Uuid(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_render_files_file_id")),
        sa.ForeignKeyConstraint(
            ["render_id"], ["renders.id"], name=op.f("fk_render_files_render_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_render_files_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_render_files")),
        sa.UniqueConstraint("render_id", "kind", name=op.f("uq_render_files_render_id_kind")),
    )
    op.create_index("ix_render_files_file_id", "render_files", ["file_id"], unique=False)
    op.create_index(op.f("ix_render_files_tenant_id"), "render_files", ["tenant_id"], unique=False)
    for table in ("revision_contents", "revision_media", "revisions", "renders", "render_files", "comments"):
        protect(op, table)


def downgrade() -> None:
    op.drop_index(op.f("ix_render_files_tenant_id"), table_name="render_files")
    op.drop_index("ix_render_files_file_id", table_name="render_files")
    op.drop_table("render_files")
    op.drop_index("ix_renders_tenant_id_created_at", table_name="renders")
    op.drop_index(op.f("ix_renders_tenant_id"), table_name="renders")
    op.drop_index("ix_renders_revision_id", table_name="renders")
    op.drop_index("ix_renders_project_id_created_at", table_name="renders")
    op.drop_index("ix_renders_job_id", table_name="renders")
    op.drop_index("ix_renders_created_by", table_name="renders")
    op.drop_table("renders")
    op.drop_index(op.f("ix_revisions_tenant_id"), table_name="revisions")
    op.drop_index("ix_revisions_document_version_id", table_name="revisions")
    op.drop_index("ix_revisions_created_by", table_name="revisions")
    op.drop_index("ix_revisions_content_id", table_name="revisions")
    op.drop_table("revisions")
    op.drop_index(op.f("ix_revision_media_tenant_id"), table_name="revision_media")
    op.drop_index("ix_revision_media_stored_file_id", table_name="revision_media")
    op.drop_table("revision_media")
    op.drop_index("ix_comments_thread_id", table_name="comments")
    op.drop_index(op.f("ix_comments_tenant_id"), table_name="comments")
    op.drop_index("ix_comments_scene_id", table_name="comments")
    op.drop_index("ix_comments_resolved_by", table_name="comments")
    op.drop_index("ix_comments_project_id", table_name="comments")
    op.drop_index("ix_comments_author_id", table_name="comments")
    op.drop_table("comments")
    op.drop_index(op.f("ix_revision_contents_tenant_id"), table_name="revision_contents")
    op.drop_table("revision_contents")
