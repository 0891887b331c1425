"""Tables of the library."""

from __future__ import annotations

from typing import Literal
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint
from sqlalchemy import Text as LongText
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, VersionedRow, short_text

Kind = Literal["image", "video", "sound"]
AssetState = Literal["processing", "ready", "failed"]
Orientation = Literal["landscape", "portrait", "square"]


class Asset(Identified, TenantOwned, VersionedRow, Base):
    __tablename__ = "assets"

    kind: Mapped[Kind] = mapped_column(short_text(10))
    state: Mapped[AssetState] = mapped_column(short_text(20), default="processing")
    error_code: Mapped[str | None] = mapped_column(short_text(60))
    name: Mapped[str] = mapped_column(short_text())
    description: Mapped[str] = mapped_column(short_text(2000), default="")
    alt_text: Mapped[str] = mapped_column(short_text(1000), default="")
    tags: Mapped[list[str]] = mapped_column(default=list)
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"), index=True)
    """As it was sent until it is ready; then without what it told of its maker: place, camera, comments."""
    thumbnail_file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    peaks_file_id: Mapped[UUID | None] = mapped_column(ForeignKey("stored_files.id"), index=True)
    """JSON for drawing the wave of its sound."""
    source_sha256: Mapped[str] = mapped_column(short_text(64))
    """Of the content that was sent: the same content is recognised by it."""
    duplicate_of: Mapped[UUID | None] = mapped_column(ForeignKey("assets.id", ondelete="SET NULL"), index=True)
    media_type: Mapped[str] = mapped_column(short_text(100))
    size_bytes: Mapped[int] = mapped_column(BigInteger)
    width: Mapped[int | None]
    """As it is shown: turned, where the file says so."""
    height: Mapped[int | None]
    orientation: Mapped[Orientation | None] = mapped_column(short_text(10))
    duration_ms: Mapped[int | None] = mapped_column(BigInteger)
    video_codec: Mapped[str | None] = mapped_column(short_text(40))
    audio_codec: Mapped[str | None] = mapped_column(short_text(40))
    rotation: Mapped[int] = mapped_column(default=0)
    """Degrees by which a player turns the frames of the file clockwise."""
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"), index=True)
    rating_average: Mapped[float] = mapped_column(default=0.0)
    rating_count: Mapped[int] = mapped_column(default=0)
    usage_count: Mapped[int] = mapped_column(default=0)

    __table_args__ = (
        Index("ix_assets_tenant_id_created_at", "tenant_id", "created_at", "id"),
        Index("ix_assets_tenant_id_name", "tenant_id", "name", "id"),
        Index("ix_assets_tenant_id_rating_average", "tenant_id", "rating_average", "id"),
        Index("ix_assets_tenant_id_usage_count", "tenant_id", "usage_count", "id"),
        Index("ix_assets_tenant_id_source_sha256", "tenant_id", "source_sha256"),
    )


class AssetText(TenantOwned, Base):
    """The words by which an asset is found, in the form of `library.words`; indexed by FTS5 or a tsvector."""

    __tablename__ = "asset_texts"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=True)
    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id", ondelete="CASCADE"), unique=True)
    name_words: Mapped[str] = mapped_column(LongText)
    tag_words: Mapped[str] = mapped_column(LongText)
    other_words: Mapped[str] = mapped_column(LongText)


class AssetTag(TenantOwned, Base):
    __tablename__ = "asset_tags"

    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(short_text(50), primary_key=True)

    __table_args__ = (Index("ix_asset_tags_tenant_id_tag", "tenant_id", "tag"),)


class AssetRating(Identified, TenantOwned, Base):
    """One member's stars, 1 to 5."""

    __tablename__ = "asset_ratings"

    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)
    stars: Mapped[int]

    __table_args__ = (UniqueConstraint("asset_id", "user_id"),)


class AssetFavourite(Identified, TenantOwned, Base):
    __tablename__ = "asset_favourites"

    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id", ondelete="CASCADE"))
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), index=True)

    __table_args__ = (UniqueConstraint("asset_id", "user_id"),)


class AssetUsage(Identified, TenantOwned, Base):
    """That a scene uses an asset. The studio, which is above, keeps this up to date."""

    __tablename__ = "asset_usages"

    asset_id: Mapped[UUID] = mapped_column(ForeignKey("assets.id", ondelete="CASCADE"))
    project_id: Mapped[UUID]
    scene_id: Mapped[UUID]
    """The project's own id where it uses the asset as a whole, e.g. as its music."""
    is_published: Mapped[bool] = mapped_column(default=False)
    """Whether the project is published."""

    __table_args__ = (
        UniqueConstraint("asset_id", "project_id", "scene_id"),
        Index("ix_asset_usages_tenant_id_project_id", "tenant_id", "project_id", "scene_id"),
    )
