"""Where in a video that may be shown to anybody a passage is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from tecnocursos.answers.models import AnswerVideo, VideoMomentRow
from tecnocursos.answers.searching import FoundPassage
from tecnocursos.answers.values import VideoMoment
from tecnocursos.infra.encryption import read_sealed, seal_into
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now


@dataclass(frozen=True, slots=True)
class Moment:
    scene_key: str
    at_ms: int


@dataclass(frozen=True, slots=True)
class OfferedVideo:
    """A shared video, and when it begins to tell each block of its document, by the block's id."""

    link_id: UUID
    project_id: UUID
    render_id: UUID
    version_id: UUID
    url: str
    """`…/watch#token=…`; the second to begin at is added behind it."""
    expires_at: datetime
    moments: Mapping[str, Moment]


def offer_video(session: Session, actor: Actor, video: OfferedVideo) -> None:
    """Let answers send the link, from now until it expires or its row is gone."""
    row = AnswerVideo(
        tenant_id=actor.tenant_id,
        link_id=video.link_id,
        project_id=video.project_id,
        render_id=video.render_id,
        version_id=video.version_id,
        expires_at=video.expires_at,
    )
    seal_into(session, row, AnswerVideo.url, video.url)
    session.add(row)
    session.flush()
    owned = {"tenant_id": actor.tenant_id, "video_id": row.id}
    rows = [
        owned | {"block_id": block_id, "scene_key": moment.scene_key, "at_ms": moment.at_ms}
        for block_id, moment in video.moments.items()
    ]
    if rows:
        session.execute(insert(VideoMomentRow), rows)


def find_moments(session: Session, actor: Actor, passages: Sequence[FoundPassage]) -> dict[UUID, VideoMoment]:
    """Of passages that a video of theirs tells, by their ids: the earliest moment of the newest video."""
    versions = {passage.row.version_id for passage in passages}
    if not versions:
        return {}
    wanted = (
        select(AnswerVideo, VideoMomentRow.block_id, VideoMomentRow.scene_key, VideoMomentRow.at_ms)
        .join(VideoMomentRow, VideoMomentRow.video_id == AnswerVideo.id)
        .where(
            AnswerVideo.tenant_id == actor.tenant_id,
            VideoMomentRow.tenant_id == actor.tenant_id,
            AnswerVideo.version_id.in_(versions),
            VideoMomentRow.block_id.in_({block_id for passage in passages for block_id in passage.row.block_ids}),
            AnswerVideo.expires_at > utc_now(),
        )
        .order_by(AnswerVideo.created_at.desc(), AnswerVideo.id, VideoMomentRow.at_ms)
    )
    told = session.execute(wanted).all()
    found: dict[UUID, VideoMoment] = {}
    for passage in passages:
        for video, block_id, scene_key, at_ms in told:
            if video.version_id == passage.row.version_id and block_id in passage.row.block_ids:
                url = f"{read_sealed(session, video, AnswerVideo.url)}&t={at_ms / 1000:g}"
                found[passage.row.id] = VideoMoment(
                    project_id=video.project_id, render_id=video.render_id, scene_key=scene_key, at_ms=at_ms, url=url
                )
                break
    return found
