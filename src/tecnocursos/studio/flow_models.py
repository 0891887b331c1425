"""Tables of what happens to a project: revisions, renders, comments."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, VersionedRow, short_text
from tecnocursos.rendering.timeline import SizeName

RevisionReason = Literal["asked", "render", "publish", "changes", "redesign", "restore"]
FileKind = Literal["video", "srt", "vtt", "chapters", "transcript", "poster", "report", "course"]


class RevisionContent(Identified, TenantOwned, Base):
    """A project as it was; the same state is kept once."""

    __tablename__ = "revision_contents"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    sha256: Mapped[str] = mapped_column(short_text(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
    """Its JSON, compressed."""

    __table_args__ = (UniqueConstraint("project_id", "sha256"),)


class RevisionMedia(Identified, TenantOwned, Base):
    """A file that a kept course refers to, by its name there; so it stays for as long as the course may come back."""

    __tablename__ = "revision_media"

    content_id: Mapped[UUID] = mapped_column(ForeignKey("revision_contents.id", ondelete="CASCADE"))
    name: Mapped[str] = mapped_column(short_text(100))
    stored_file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"))

    __table_args__ = (
        UniqueConstraint("content_id", "name"),
        Index("ix_revision_media_stored_file_id", "stored_file_id"),
    )


class Revision(Identified, TenantOwned, Base):
    __tablename__ = "revisions"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    number: Mapped[int]
    """From 1, in its project."""
    name: Mapped[str | None] = mapped_column(short_text())
    reason: Mapped[RevisionReason] = mapped_column(short_text(20))
    content_id: Mapped[UUID] = mapped_column(ForeignKey("revision_contents.id"))
    document_version_id: Mapped[UUID | None] = mapped_column(ForeignKey("document_versions.id", ondelete="SET NULL"))
    """The version of the document that the course's source links point into."""
    scene_count: Mapped[int]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    __table_args__ = (
        UniqueConstraint("project_id", "number"),
        Index("ix_revisions_content_id", "content_id"),
        Index("ix_revisions_document_version_id", "document_version_id"),
        Index("ix_revisions_created_by", "created_by"),
    )


class Render(Identified, TenantOwned, Base):
    """One video that was asked for. How far it is, its job tells; what came of it stands here."""

    __tablename__ = "renders"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    revision_id: Mapped[UUID] = mapped_column(ForeignKey("revisions.id"))
    scene_key: Mapped[str | None] = mapped_column(short_text())
    """Only this scene of the revision's course; None: all of them."""
    size: Mapped[SizeName] = mapped_column(short_text(20))
    formats: Mapped[list[Any]]
    """Kinds of files."""
    job_id: Mapped[UUID | None] = mapped_column(ForeignKey("jobs.id", ondelete="SET NULL"))
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    finished_at: Mapped[datetime | None]
    duration_ms: Mapped[int | None]
    made: Mapped[dict[str, Any] | None]
    """What of it had to be made anew, what the report found, and when each scene begins."""
    error: Mapped[dict[str, Any] | None]
    """`code`, `en`, `pt` and, where it is one scene's, `scene` of the last failure."""
    published_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_renders_project_id_created_at", "project_id", "created_at", "id"),
        Index("ix_renders_tenant_id_created_at", "tenant_id", "created_at", "id"),
        Index("ix_renders_revision_id", "revision_id"),
        Index("ix_renders_job_id", "job_id"),
        Index("ix_renders_created_by", "created_by"),
    )


class RenderLink(Identified, TenantOwned, Base):
    """Lets whoever has its token watch a render, without an account, until it expires. Revoked, its row is gone."""

    __tablename__ = "render_links"

    render_id: Mapped[UUID] = mapped_column(ForeignKey("renders.id", ondelete="CASCADE"))
    name: Mapped[str | None] = mapped_column(short_text())
    """For those who made it: whom it was given to."""
    token_sha256: Mapped[str] = mapped_column(short_text(64), unique=True)
    expires_at: Mapped[datetime]
    created_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    view_count: Mapped[int] = mapped_column(default=0)
    viewed_at: Mapped[datetime | None]
    """Last."""
    in_answers: Mapped[bool] = mapped_column(default=False)
    """Whether answers from the video's document send it, to customers too."""

    __table_args__ = (
        Index("ix_render_links_render_id", "render_id", "created_at", "id"),
        Index("ix_render_links_created_by", "created_by"),
    )


class RenderFile(Identified, TenantOwned, Base):
    __tablename__ = "render_files"

    render_id: Mapped[UUID] = mapped_column(ForeignKey("renders.id", ondelete="CASCADE"))
    file_id: Mapped[UUID] = mapped_column(ForeignKey("stored_files.id"))
    kind: Mapped[FileKind] = mapped_column(short_text(20))
    name: Mapped[str] = mapped_column(short_text())
    """What it is called when it is downloaded."""

    __table_args__ = (UniqueConstraint("render_id", "kind"), Index("ix_render_files_file_id", "file_id"))


class Comment(Identified, TenantOwned, VersionedRow, Base):
    __tablename__ = "comments"

    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    scene_id: Mapped[UUID] = mapped_column(ForeignKey("scenes.id", ondelete="CASCADE"))
    thread_id: Mapped[UUID | None] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"))
    """The comment that this one answers; None: it opens a thread."""
    author_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))
    text: Mapped[str] = mapped_column(Text)
    mentions: Mapped[list[str]]
    """Ids of users."""
    anchor: Mapped[dict[str, Any] | None]
    """An `Anchor`: the words that were pointed at; None: the whole scene."""
    edited_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None]
    """Of a thread's first comment, which stays without its text for as long as it has answers."""
    resolved_at: Mapped[datetime | None]
    resolved_by: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="SET NULL"))

    __table_args__ = (
        Index("ix_comments_scene_id", "scene_id", "thread_id", "created_at", "id"),
        Index("ix_comments_project_id", "project_id", "thread_id", "created_at", "id"),
        Index("ix_comments_thread_id", "thread_id", "created_at", "id"),
        Index("ix_comments_author_id", "author_id"),
        Index("ix_comments_resolved_by", "resolved_by"),
    )
