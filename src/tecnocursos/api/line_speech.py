"""Lines as they are kept, to be heard by whoever may read them: hearing what is being written takes an editor."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path
from fastapi import Response as HttpResponse
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.previews import SpokenLine, speak, told
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor
from tecnocursos.studio import courses, queries, scenes
from tecnocursos.studio.resource_errors import LineNotFound
from tecnocursos.studio.speaking import Spoken

router = APIRouter(prefix="/api/v1", tags=["previews"], route_class=EdgeRoute)

LineNumber = Annotated[int, Path(ge=1, le=1000, description="Of the scene's lines, counted from 1")]


@router.get("/scenes/{scene_id}/lines/{number}/speech")
def get_line_speech(
    session: Session, actor: Actor, platform: Platform, scene_id: UUID, number: LineNumber
) -> SpokenLine:
    """A line of the scene as the video says it, and when each of its words is heard."""
    return told(_speak_kept(session, actor, platform, scene_id, number))


@router.get(
    "/scenes/{scene_id}/lines/{number}/speech.wav",
    response_class=HttpResponse,
    responses={200: {"content": {"audio/wav": {}}}},
)
def get_line_sound(
    session: Session, actor: Actor, platform: Platform, scene_id: UUID, number: LineNumber
) -> HttpResponse:
    """The sound of a line of the scene as the video says it."""
    spoken = _speak_kept(session, actor, platform, scene_id, number)
    headers = {"Cache-Control": "private, no-cache"}
    return HttpResponse(spoken.wav, headers=headers, media_type="audio/wav")


def _speak_kept(session: Session, actor: Actor, platform: Platform, scene_id: UUID, number: int) -> Spoken:
    row = scenes.get_scene(session, actor, scene_id)
    lines = courses.scene_of(row).lines
    if number > len(lines):
        raise LineNotFound(number=number, lines=len(lines))
    project = queries.get_project(session, actor, row.project_id)
    media = queries.project_media(session, actor, project.id)
    lexicon = courses.lexicon_of(session, actor, project)
    return speak(session, actor, platform, lines[number - 1], project, project.language, media, lexicon)
