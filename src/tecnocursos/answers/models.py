"""Tables of answers: synonyms, vectors of passages, and when videos for anybody tell what a document says."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from tecnocursos.infra.database import Base, Identified, TenantOwned, VersionedRow, short_text
from tecnocursos.infra.encryption import encrypted_column


class Synonym(Identified, TenantOwned, VersionedRow, Base):
    """Words and phrases that mean the same in a tenant's questions and documents."""

    __tablename__ = "synonyms"

    phrases: Mapped[list[str]]
    """At least two, as people write them."""

    __table_args__ = (Index("ix_synonyms_tenant_id_created_at", "tenant_id", "created_at", "id"),)


class AnswerVideo(Identified, TenantOwned, Base):
    """A link to a video that answers may send, until it expires; revoked, it is gone."""

    __tablename__ = "answer_videos"

    link_id: Mapped[UUID] = mapped_column(ForeignKey("render_links.id", ondelete="CASCADE"), unique=True)
    project_id: Mapped[UUID] = mapped_column(ForeignKey("projects.id", ondelete="CASCADE"))
    render_id: Mapped[UUID] = mapped_column(ForeignKey("renders.id", ondelete="CASCADE"))
    version_id: Mapped[UUID] = mapped_column(ForeignKey("document_versions.id", ondelete="CASCADE"))
    """Of the document that the video was made from."""
    url: Mapped[bytes] = encrypted_column()
    """Opens the video for whoever has it."""
    expires_at: Mapped[datetime]

    __table_args__ = (
        Index("ix_answer_videos_version_id", "version_id"),
        Index("ix_answer_videos_project_id", "project_id"),
        Index("ix_answer_videos_render_id", "render_id"),
    )


class VideoMomentRow(Identified, TenantOwned, Base):
    """When a video begins to tell a block of its document."""

    __tablename__ = "video_moments"

    video_id: Mapped[UUID] = mapped_column(ForeignKey("answer_videos.id", ondelete="CASCADE"))
    block_id: Mapped[str] = mapped_column(short_text())
    scene_key: Mapped[str] = mapped_column(short_text())
    at_ms: Mapped[int]

    __table_args__ = (UniqueConstraint("video_id", "block_id"),)


class PassageVector(TenantOwned, Base):
    """What a passage means, as a model of the operator's has it."""

    __tablename__ = "passage_vectors"

    passage_id: Mapped[UUID] = mapped_column(ForeignKey("passages.id", ondelete="CASCADE"), primary_key=True)
    model: Mapped[str] = mapped_column(short_text())
    dimensions: Mapped[int]
    vector: Mapped[bytes] = mapped_column(LargeBinary)
    """Of length 1, in half precision, little-endian."""

    __table_args__ = (Index("ix_passage_vectors_tenant_id_model", "tenant_id", "model", "passage_id"),)
