"""Media assets and the words by which they are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from tecnocursos.infra.row_security import protect

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# The tenant is one of the words, so that the index itself keeps tenants apart.
_SQLITE_INDEX = (
    """CREATE VIRTUAL TABLE asset_search USING fts5(tenant_id, name_words, tag_words, other_words,
        content='asset_texts', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')""",
    """CREATE TRIGGER asset_texts_inserted AFTER INSERT ON asset_texts BEGIN
        INSERT INTO asset_search(rowid, tenant_id, name_words, tag_words, other_words)
        VALUES (new.id, new.tenant_id, new.name_words, new.tag_words, new.other_words); END""",
    """CREATE TRIGGER asset_texts_deleted AFTER DELETE ON asset_texts BEGIN
        INSERT INTO asset_search(asset_search, rowid, tenant_id, name_words, tag_words, other_words)
        VALUES ('delete', old.id, old.tenant_id, old.name_words, old.tag_words, old.other_words); END""",
    """CREATE TRIGGER asset_texts_updated AFTER UPDATE ON asset_texts BEGIN
        INSERT INTO asset_search(asset_search, rowid, tenant_id, name_words, tag_words, other_words)
        VALUES ('delete', old.id, old.tenant_id, old.name_words, old.tag_words, old.other_words);
        INSERT INTO asset_search(rowid, tenant_id, name_words, tag_words, other_words)
        VALUES (new.id, new.tenant_id, new.name_words, new.tag_words, new.other_words); END""",
)
_POSTGRESQL_INDEX = (
    """ALTER TABLE asset_texts ADD COLUMN words tsvector GENERATED ALWAYS AS (
        array_to_tsvector(ARRAY[replace(tenant_id::text, '-', '')])
        || setweight(to_tsvector('simple', name_words), 'A')
        || setweight(to_tsvector('simple', tag_words), 'B')
        || setweight(to_tsvector('simple', other_words), 'D')) STORED""",
    "CREATE INDEX ix_asset_texts_words ON asset_texts USING gin (words)",
)


def upgrade() -> None:
    op.create_table(
        "assets",
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("error_code", sa.String(length=60), nullable=True),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("description", sa.String(length=2000), nullable=False),
        sa.Column("alt_text", sa.String(length=1000), nullable=False),
        sa.Column("tags", sa.JSON().with_variant(JSONB(), "postgresql"), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("thumbnail_file_id", sa.Uuid(), nullable=True),
        sa.Column("peaks_file_id", sa.Uuid(), nullable=True),
        sa.Column("source_sha256", sa.String(length=64), nullable=False),
        sa.Column("duplicate_of", sa.Uuid(), nullable=True),
        sa.Column("media_type", sa.String(length=100), nullable=False),
        sa.Column("size_bytes", sa.BigInteger(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=True),
        sa.Column("height", sa.Integer(), nullable=True),
        sa.Column("orientation", sa.String(length=10), nullable=True),
        sa.Column("duration_ms", sa.BigInteger(), nullable=True),
        sa.Column("video_codec", sa.String(length=40), nullable=True),
        sa.Column("audio_codec", sa.String(length=40), nullable=True),
        sa.Column("rotation", sa.Integer(), nullable=False),
        sa.Column("created_by", sa.Uuid(), nullable=True),
        sa.Column("rating_average", sa.Double(), nullable=False),
        sa.Column("rating_count", sa.Integer(), nullable=False),
        sa.Column("usage_count", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["created_by"], ["users.id"], name=op.f("fk_assets_created_by"), ondelete="SET NULL"),
        sa.ForeignKeyConstraint(
            ["duplicate_of"], ["assets.id"], name=op.f("fk_assets_duplicate_of"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_assets_file_id")),
        sa.ForeignKeyConstraint(["peaks_file_id"], ["stored_files.id"], name=op.f("fk_assets_peaks_file_id")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenants.id"], name=op.f("fk_assets_tenant_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["thumbnail_file_id"], ["stored_files.id"], name=op.f("fk_assets_thumbnail_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assets")),
    )
    op.create_index(op.f("ix_assets_created_by"), "assets", ["created_by"], unique=False)
    op.create_index(op.f("ix_assets_duplicate_of"), "assets", ["duplicate_of"], unique=False)
    op.create_index(op.f("ix_assets_file_id"), "assets", ["file_id"], unique=False)
    op.create_index(op.f("ix_assets_peaks_file_id"), "assets", ["peaks_file_id"], unique=False)
    op.create_index(op.f("ix_assets_tenant_id"), "assets", ["tenant_id"], unique=False)
    op.create_index("ix_assets_tenant_id_created_at", "assets", ["tenant_id", "created_at", "id"], unique=False)
    op.create_index("ix_assets_tenant_id_name", "assets", ["tenant_id", "name", "id"], unique=False)
    op.create_index("ix_assets_tenant_id_rating_average", "assets", ["tenant_id", "rating_average", "id"], unique=False)
    op.create_index("ix_assets_tenant_id_source_sha256", "assets", ["tenant_id", "source_sha256"], unique=False)
    op.create_index("ix_assets_tenant_id_usage_count", "assets", ["tenant_id", "usage_count", "id"], unique=False)
    op.create_index(op.f("ix_assets_thumbnail_file_id"), "assets", ["thumbnail_file_id"], unique=False)
    op.create_table(
        "asset_favourites",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["assets.id"], name=op.f("fk_asset_favourites_asset_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_asset_favourites_tenant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_asset_favourites_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_favourites")),
        sa.UniqueConstraint("asset_id", "user_id", name=op.f("uq_asset_favourites_asset_id_user_id")),
    )
    op.create_index(op.f("ix_asset_favourites_tenant_id"), "asset_favourites", ["tenant_id"], unique=False)
    op.create_index(op.f("ix_asset_favourites_user_id"), "asset_favourites", ["user_id"], unique=False)
    op.create_table(
        "asset_ratings",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asset_id"], ["assets.id"], name=op.f("fk_asset_ratings_asset_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_asset_ratings_tenant_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_asset_ratings_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_ratings")),
        sa.UniqueConstraint("asset_id", "user_id", name=op.f("uq_asset_ratings_asset_id_user_id")),
    )
    op.create_index(op.f("ix_asset_ratings_tenant_id"), "asset_ratings", ["tenant_id"], unique=False)
    op.create_index(op.f("ix_asset_ratings_user_id"), "asset_ratings", ["user_id"], unique=False)
    op.create_table(
        "asset_tags",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.String(length=50), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_asset_tags_asset_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_asset_tags_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("asset_id", "tag", name=op.f("pk_asset_tags")),
    )
    op.create_index(op.f("ix_asset_tags_tenant_id"), "asset_tags", ["tenant_id"], unique=False)
    op.create_index("ix_asset_tags_tenant_id_tag", "asset_tags", ["tenant_id", "tag"], unique=False)
    op.create_table(
        "asset_texts",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("name_words", sa.Text(), nullable=False),
        sa.Column("tag_words", sa.Text(), nullable=False),
        sa.Column("other_words", sa.Text(), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_asset_texts_asset_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_asset_texts_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_texts")),
        sa.UniqueConstraint("asset_id", name=op.f("uq_asset_texts_asset_id")),
    )
    op.create_index(op.f("ix_asset_texts_tenant_id"), "asset_texts", ["tenant_id"], unique=False)
    op.create_table(
        "asset_usages",
        sa.Column("asset_id", sa.Uuid(), nullable=False),
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("scene_id", sa.Uuid(), nullable=False),
        sa.Column("is_published", sa.Boolean(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tenant_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["asset_id"], ["assets.id"], name=op.f("fk_asset_usages_asset_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["tenant_id"], ["tenants.id"], name=op.f("fk_asset_usages_tenant_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asset_usages")),
        sa.UniqueConstraint(
            "asset_id", "project_id", "scene_id", name=op.f("uq_asset_usages_asset_id_project_id_scene_id")
        ),
    )
    op.create_index(op.f("ix_asset_usages_tenant_id"), "asset_usages", ["tenant_id"], unique=False)
    op.create_index(
        "ix_asset_usages_tenant_id_project_id", "asset_usages", ["tenant_id", "project_id", "scene_id"], unique=False
    )
    protect(op, "assets")
    protect(op, "asset_texts")
    protect(op, "asset_tags")
    protect(op, "asset_ratings")
    protect(op, "asset_favourites")
    protect(op, "asset_usages")
    for statement in _POSTGRESQL_INDEX if op.get_bind().dialect.name == "postgresql" else _SQLITE_INDEX:
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE asset_search")
    op.drop_index("ix_asset_usages_tenant_id_project_id", table_name="asset_usages")
    op.drop_index(op.f("ix_asset_usages_tenant_id"), table_name="asset_usages")
    op.drop_table("asset_usages")
    op.drop_index(op.f("ix_asset_texts_tenant_id"), table_name="asset_texts")
    op.drop_table("asset_texts")
    op.drop_index("ix_asset_tags_tenant_id_tag", table_name="asset_tags")
    op.drop_index(op.f("ix_asset_tags_tenant_id"), table_name="asset_tags")
    op.drop_table("asset_tags")
    op.drop_index(op.f("ix_asset_ratings_user_id"), table_name="asset_ratings")
    op.drop_index(op.f("ix_asset_ratings_tenant_id"), table_name="asset_ratings")
    op.drop_table("asset_ratings")
    op.drop_index(op.f("ix_asset_favourites_user_id"), table_name="asset_favourites")
    op.drop_index(op.f("ix_asset_favourites_tenant_id"), table_name="asset_favourites")
    op.drop_table("asset_favourites")
    op.drop_index(op.f("ix_assets_thumbnail_file_id"), table_name="assets")
    op.drop_index("ix_assets_tenant_id_usage_count", table_name="assets")
    op.drop_index("ix_assets_tenant_id_source_sha256", table_name="assets")
    op.drop_index("ix_assets_tenant_id_rating_average", table_name="assets")
    op.drop_index("ix_assets_tenant_id_name", table_name="assets")
    op.drop_index("ix_assets_tenant_id_created_at", table_name="assets")
    op.drop_index(op.f("ix_assets_tenant_id"), table_name="assets")
    op.drop_index(op.f("ix_assets_peaks_file_id"), table_name="assets")
    op.drop_index(op.f("ix_assets_file_id"), table_name="assets")
    op.drop_index(op.f("ix_assets_duplicate_of"), table_name="assets")
    op.drop_index(op.f("ix_assets_created_by"), table_name="assets")
    op.drop_table("assets")
