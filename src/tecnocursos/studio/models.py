"""Tables of the studio: projects, their scenes and media, and the looks and lexicons that projects share.

The columns of a project and its scenes are a Course, taken apart; `courses.course_of` puts it together.
"""

from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, VersionedRow, short_text
from tecnocursos.kit.language import Language
from tecnocursos.rendering.timeline import SizeName, TemplateName
from tecnocursos.studio.conversions import SlideKind
from tecnocursos.studio.drafting import ScriptSource, SlideDesign

ProjectState = Literal["draft", "published", "archived"]
DraftState = Literal["waiting", "ready", "failed"]


class BrandRow(Identified, TenantOwned, VersionedRow, Base):
    __tablename__ = "brands"

    name: Mapped[str] = mapped_column(short_text())
    logo: Mapped[str | None] = mapped_column(short_text(100))
    """Name of one of its files, as are `font_files`."""
    primary: Mapped[str | None] = mapped_column(short_text(7))
    accent: Mapped[str | None] = mapped_column(short_text(7))
    heading_font: Mapped[str | None] = mapped_column(short_text(100))
    body_font: Mapped[str | None] = mapped_column(short_text(100))
    font_files: Mapped[list[str]] = mapped_column(default=list)

    __table_args__ = (Index("ix_brands_tenant_id_created_at", "tenant_id", "created_at", "id"),)


class BrandFile(Identified, TenantOwned, Base):
    """A file of a brand by its content name."""

    __tablename__ = "brand_files"

    brand_id: Mapped[UUID] = mapped_column(ForeignKey("brands.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(short_text(100))
    stored_file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"))

    __table_args__ = (UniqueConstraint("brand_id", "name"), Index("ix_brand_files_stored_file_id", "stored_file_id"))


class LexiconRow(Identified, TenantOwned, VersionedRow, Base):
    __tablename__ = "lexicons"

    name: Mapped[str] = mapped_column(short_text())
    language: Mapped[Language] = mapped_column(short_text(10))
    entries: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Word or phrase as written -> respelling."""

    __table_args__ = (Index("ix_lexicons_tenant_id_created_at", "tenant_id", "created_at", "id"),)


class TemplateRow(Identified, TenantOwned, VersionedRow, Base):
    """A tenant's own template. Applying it copies what it says, so that later changes of it change no course."""

    __tablename__ = "templates"

    name: Mapped[str] = mapped_column(short_text())
    description: Mapped[str] = mapped_column(short_text(1000), default="")
    look: Mapped[TemplateName] = mapped_column(short_text(20))
    kind: Mapped[SlideKind | None] = mapped_column(short_text(20))
    """The kind of slide that a scene becomes when the template is applied to it."""
    brand_id: Mapped[UUID | None] = mapped_column(ForeignKey("brands.id", ondelete="SET NULL"))
    transition: Mapped[dict[str, Any] | None]
    size: Mapped[SizeName | None] = mapped_column(short_text(20))
    slides: Mapped[list[Any]] = mapped_column(default=list)
    """What a new project begins with: slides with their words still to be written."""

    __table_args__ = (
        Index("ix_templates_tenant_id_created_at", "tenant_id", "created_at", "id"),
        Index("ix_templates_brand_id", "brand_id"),
    )


class Project(Identified, TenantOwned, VersionedRow, Base):
    __tablename__ = "projects"

    title: Mapped[str] = mapped_column(short_text(300))
    folded_title: Mapped[str] = mapped_column(short_text(300))
    """For searching and sorting: without accents, in lower case."""
    state: Mapped[ProjectState] = mapped_column(short_text(20), default="draft")
    language: Mapped[Language] = mapped_column(short_text(10))
    size: Mapped[SizeName] = mapped_column(short_text(20), default="1080p")
    look: Mapped[TemplateName] = mapped_column(short_text(20), default="modern")
    template_id: Mapped[UUID | None] = mapped_column(ForeignKey("templates.id", ondelete="SET NULL"))
    """The template of the tenant that was applied last; None: a built-in one."""
    brand_id: Mapped[UUID | None] = mapped_column(ForeignKey("brands.id", ondelete="SET NULL"))
    own_brand: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """What a written course brought along; holds where no brand is named."""
    voice: Mapped[str | None] = mapped_column(short_text(200))
    speed: Mapped[float] = mapped_column(default=1.0)
    transition: Mapped[dict[str, Any]]
    music: Mapped[dict[str, Any] | None]
    lexicon_id: Mapped[UUID | None] = mapped_column(ForeignKey("lexicons.id", ondelete="SET NULL"))
    own_lexicon: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """Goes before the shared one."""
    document_version_id: Mapped[UUID | None] = mapped_column(ForeignKey("document_versions.id", ondelete="SET NULL"))
    """What its source links point into."""
    script: Mapped[ScriptSource] = mapped_column(short_text(20), default="notes")
    slides: Mapped[SlideDesign] = mapped_column(short_text(20), default="redrawn")
    drafting: Mapped[DraftState] = mapped_column(short_text(20), default="ready")
    """Whether its scenes were made yet, and `error` why not."""
    error: Mapped[dict[str, Any] | None]
    remarks: Mapped[list[str]] = mapped_column(default=list)
    """What its maker should know about the script."""
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    __table_args__ = (
        Index("ix_projects_tenant_id_created_at", "tenant_id", "created_at", "id"),
        Index("ix_projects_tenant_id_updated_at", "tenant_id", "updated_at", "id"),
        Index("ix_projects_tenant_id_folded_title", "tenant_id", "folded_title", "id"),
        Index("ix_projects_template_id", "template_id"),
        Index("ix_projects_brand_id", "brand_id"),
        Index("ix_projects_lexicon_id", "lexicon_id"),
        Index("ix_projects_document_version_id", "document_version_id"),
        Index("ix_projects_created_by", "created_by"),
    )


class ProjectMedia(Identified, TenantOwned, Base):
    """A file of a project by the name that its slides, lines and music call it: its content name."""

    __tablename__ = "project_media"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(short_text(100))
    stored_file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"))
    asset_id: Mapped[UUID | None] = mapped_column(ForeignKey("assets.id", ondelete="SET NULL"))
    """The asset of the library that it was added from."""

    __table_args__ = (
        UniqueConstraint("project_id", "name"),
        Index("ix_project_media_stored_file_id", "stored_file_id"),
        Index("ix_project_media_asset_id", "asset_id"),
    )


class SceneRow(Identified, TenantOwned, VersionedRow, Base):
    __tablename__ = "scenes"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    position: Mapped[int]
    """From 0, without gaps, within its project."""
    key: Mapped[str] = mapped_column(short_text())
    """The scene's id in the course; it stays when scenes are moved and edited."""
    kind: Mapped[str] = mapped_column(short_text(20))
    title: Mapped[str] = mapped_column(short_text(1000))
    """The slide's kind and title, for lists."""
    slide: Mapped[dict[str, Any]]
    lines: Mapped[list[Any]]
    section_id: Mapped[str | None] = mapped_column(short_text())
    shows: Mapped[list[str]] = mapped_column(default=list)
    chapter: Mapped[str | None] = mapped_column(short_text(300))
    transition: Mapped[dict[str, Any] | None]
    look: Mapped[TemplateName | None] = mapped_column(short_text(20))
    """In place of the project's."""
    template_id: Mapped[UUID | None] = mapped_column(ForeignKey("templates.id", ondelete="SET NULL"))

    __table_args__ = (
        UniqueConstraint("project_id", "key"),
        Index("ix_scenes_project_id_position", "project_id", "position", "id"),
        Index("ix_scenes_tenant_id_created_at", "tenant_id", "created_at", "id"),
        Index("ix_scenes_template_id", "template_id"),
    )
