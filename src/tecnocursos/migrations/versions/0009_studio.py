"""Projects, scenes, renders, looks, comments, revisions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tecnocursos.infra.row_security import protect

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "brands",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("logo", sa.String(length=100), nullable=True),
        sa.Column("primary", sa.String(length=7), nullable=True),
        sa.Column("accent", sa.String(length=7), nullable=True),
        sa.Column("heading_font", sa.String(length=100), nullable=True),
        sa.Column("body_font", sa.String(length=100), nullable=True),
        sa.Column("font_files", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_brands_tenant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brands")),
    )
    op.create_index(op.f("ix_brands_tenant_id"), "brands", ["tenant_id"], unique=False)
    op.create_index("ix_brands_tenant_id_created_at", "brands", ["tenant_id", "created_at", "id"], unique=False)
    op.create_table(
        "lexicons",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("entries", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_lexicons_tenant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lexicons")),
    )
    op.create_index(op.f("ix_lexicons_tenant_id"), "lexicons", ["tenant_id"], unique=False)
    op.create_index("ix_lexicons_tenant_id_created_at", "lexicons", ["tenant_id", "created_at", "id"], unique=False)
    op.create_table(
        "brand_files",
        sa.Column("brand_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("stored_file_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_brand_files_brand_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["stored_file_id"], ["stored_files.id"], name=op.f("fk_brand_files_stored_file_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_brand_files_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_brand_files")),
        sa.UniqueConstraint("brand_id", "name", name=op.f("uq_brand_files_brand_id_name")),
    )
    op.create_index("ix_brand_files_stored_file_id", "brand_files", ["stored_file_id"], unique=False)
    op.create_index(op.f("ix_brand_files_tenant_id"), "brand_files", ["tenant_id"], unique=False)
    op.create_table(
        "templates",
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=1000), nullable=False),
        sa.Column("look", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("brand_id", sa.Uuid(), nullable=True),
        sa.Column("transition", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("size", sa.String(length=20), nullable=True),
        sa.Column("slides", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_templates_brand_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_templates_tenant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templates")),
    )
    op.create_index("ix_templates_brand_id", "templates", ["brand_id"], unique=False)
    op.create_index(op.f("ix_templates_tenant_id"), "templates", ["tenant_id"], unique=False)
    op.create_index("ix_templates_tenant_id_created_at", "templates", ["tenant_id", "created_at", "id"], unique=False)
    op.create_table(
        "projects",
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("folded_title", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("language", sa.String(length=10), nullable=False),
        sa.Column("size", sa.String(length=20), nullable=False),
        sa.Column("look", sa.String(length=20), nullable=False),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("brand_id", sa.Uuid(), nullable=True),
        sa.Column("own_brand", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("voice", sa.String(length=200), nullable=True),
        sa.Column("speed", sa.Double(), nullable=False),
        sa.Column("transition", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("music", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("lexicon_id", sa.Uuid(), nullable=True),
        sa.Column("own_lexicon", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("document_version_id", sa.Uuid(), nullable=True),
        sa.Column("script", sa.String(length=20), nullable=False),
        sa.Column("slides", sa.String(length=20), nullable=False),
        sa.Column("drafting", sa.String(length=20), nullable=False),
        sa.Column("error", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("remarks", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["brand_id"], ["brands.id"], name=op.f("fk_projects_brand_id"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_projects_created_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["document_version_id"],
            ["document_versions.id"],
            name=op.f("fk_projects_document_version_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["lexicon_id"], ["lexicons.id"], name=op.f("fk_projects_lexicon_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["template_id"], ["templates.id"], name=op.f("fk_projects_template_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_projects_tenant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
    )
    op.create_index("ix_projects_brand_id", "projects", ["brand_id"], unique=False)
    op.create_index("ix_projects_created_by", "projects", ["created_by"], unique=False)
    op.create_index("ix_projects_document_version_id", "projects", ["document_version_id"], unique=False)
    op.create_index("ix_projects_lexicon_id", "projects", ["lexicon_id"], unique=False)
    op.create_index("ix_projects_template_id", "projects", ["template_id"], unique=False)
    op.create_index(op.f("ix_projects_tenant_id"), "projects", ["tenant_id"], unique=False)
    op.create_index("ix_projects_tenant_id_created_at", "projects", ["tenant_id", "created_at", "id"], unique=False)
    op.create_index("ix_projects_tenant_id_folded_title", "projects", ["tenant_id", "folded_title", "id"], unique=False)
    op.create_index("ix_projects_tenant_id_updated_at", "projects", ["tenant_id", "updated_at", "id"], unique=False)
    op.create_table(
        "project_media",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("stored_file_id", sa.Uuid(), nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["assets.id"], name=op.f("fk_project_media_asset_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["projects.id"], name=op.f("fk_project_media_project_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["stored_file_id"], ["stored_files.id"], name=op.f("fk_project_media_stored_file_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_project_media_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_media")),
        sa.UniqueConstraint("project_id", "name", name=op.f("uq_project_media_project_id_name")),
    )
    op.create_index("ix_project_media_asset_id", "project_media", ["asset_id"], unique=False)
    op.create_index("ix_project_media_stored_file_id", "project_media", ["stored_file_id"], unique=False)
    op.create_index(op.f("ix_project_media_tenant_id"), "project_media", ["tenant_id"], unique=False)
    op.create_table(
        "scenes",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=1000), nullable=False),
        sa.Column("slide", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("lines", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("section_id", sa.String(length=200), nullable=True),
        sa.Column("shows", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("chapter", sa.String(length=300), nullable=True),
        sa.Column("transition", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=True),
        sa.Column("look", sa.String(length=20), nullable=True),
        sa.Column("template_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["project_id"], ["projects.id"], name=op.f("fk_scenes_project_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["template_id"], ["templates.id"], name=op.f("fk_scenes_template_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_scenes_tenant_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenes")),
        sa.UniqueConstraint("project_id", "key", name=op.f("uq_scenes_project_id_key")),
    )
    op.create_index("ix_scenes_project_id_position", "scenes", ["project_id", "position", "id"], unique=False)
    op.create_index("ix_scenes_template_id", "scenes", ["template_id"], unique=False)
    op.create_index(op.f("ix_scenes_tenant_id"), "scenes", ["tenant_id"], unique=False)
    op.create_index("ix_scenes_tenant_id_created_at", "scenes", ["tenant_id", "created_at", "id"], unique=False)
    for table in ("brands", "lexicons", "brand_files", "templates", "projects", "project_media", "scenes"):
        protect(op, table)


def downgrade() -> None:
    op.drop_index("ix_scenes_tenant_id_created_at", table_name="scenes")
    op.drop_index(op.f("ix_scenes_tenant_id"), table_name="scenes")
    op.drop_index("ix_scenes_template_id", table_name="scenes")
    op.drop_index("ix_scenes_project_id_position", table_name="scenes")
    op.drop_table("scenes")
    op.drop_index(op.f("ix_project_media_tenant_id"), table_name="project_media")
    op.drop_index("ix_project_media_stored_file_id", table_name="project_media")
    op.drop_index("ix_project_media_asset_id", table_name="project_media")
    op.drop_table("project_media")
    op.drop_index("ix_projects_tenant_id_updated_at", table_name="projects")
    op.drop_index("ix_projects_tenant_id_folded_title", table_name="projects")
    op.drop_index("ix_projects_tenant_id_created_at", table_name="projects")
    op.drop_index(op.f("ix_projects_tenant_id"), table_name="projects")
    op.drop_index("ix_projects_template_id", table_name="projects")
    op.drop_index("ix_projects_lexicon_id", table_name="projects")
    op.drop_index("ix_projects_document_version_id", table_name="projects")
    op.drop_index("ix_projects_created_by", table_name="projects")
    op.drop_index("ix_projects_brand_id", table_name="projects")
    op.drop_table("projects")
    op.drop_index("ix_templates_tenant_id_created_at", table_name="templates")
    op.drop_index(op.f("ix_templates_tenant_id"), table_name="templates")
    op.drop_index("ix_templates_brand_id", table_name="templates")
    op.drop_table("templates")
    op.drop_index(op.f("ix_brand_files_tenant_id"), table_name="brand_files")
    op.drop_index("ix_brand_files_stored_file_id", table_name="brand_files")
    op.drop_table("brand_files")
    op.drop_index("ix_lexicons_tenant_id_created_at", table_name="lexicons")
    op.drop_index(op.f("ix_lexicons_tenant_id"), table_name="lexicons")
    op.drop_table("lexicons")
    op.drop_index("ix_brands_tenant_id_created_at", table_name="brands")
    op.drop_index(op.f("ix_brands_tenant_id"), table_name="brands")
    op.drop_table("brands")
