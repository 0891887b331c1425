"""Previews: what a slide looks like and how a line sounds, before anything is rendered."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi import Request as HttpRequest
from fastapi import Response as HttpResponse
from pydantic import Field, StrictInt
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.projects import Respelling
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.files import service as files
from tecnocursos.files.models import StoredFile
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import Language
from tecnocursos.kit.schema import Request, Response
from tecnocursos.narration.speech import WordTime
from tecnocursos.rendering.slides import Slide
from tecnocursos.rendering.timeline import TemplateName
from tecnocursos.studio import courses, projects, queries, scenes
from tecnocursos.studio.checking import MOST_LINES, check_slide, check_spoken
from tecnocursos.studio.conversions import SlideKind, convert_slide
from tecnocursos.studio.course import Line
from tecnocursos.studio.media import RECORDING
from tecnocursos.studio.models import Project
from tecnocursos.studio.previews import Form, Look, Wanted, look_of
from tecnocursos.studio.speaking import LONGEST_PREVIEW, Spoken, speak_line

router = APIRouter(prefix="/api/v1", tags=["previews"], route_class=EdgeRoute)

MEDIA_TYPES: dict[Form, str] = {"png": "image/png", "svg": "image/svg+xml"}
PICTURE_ANSWERS: dict[int | str, dict[str, object]] = {
    200: {
        "content": {"image/png": {}, "image/svg+xml": {}},
        "headers": {
            "X-Page-Count": {"description": "Pages that the slide becomes", "schema": {"type": "integer"}},
            "X-Step-Count": {"description": "Parts that appear one by one", "schema": {"type": "integer"}},
        },
    },
    304: {"description": "The picture is the one that is known already"},
}

Step = Annotated[int | None, Query(ge=0, le=1000, description="Parts that are shown; all when it is not named")]
PageNumber = Annotated[int, Query(ge=1, le=1000, description="Of the pages that a too full slide becomes")]
Width = Annotated[int, Query(ge=64, le=3840, description="In pixels; never more than the video's")]


class SlideToDraw(Request):
    """A slide that is not kept yet, in the look of a project."""

    project_id: UUID
    slide: Slide
    look: TemplateName | None = Field(None, description="In place of the project's")
    step: Annotated[StrictInt, Field(ge=0, le=1000)] | None = None
    page: Annotated[StrictInt, Field(ge=1, le=1000)] = 1
    width: Annotated[StrictInt, Field(ge=64, le=3840)] = 960
    format: Form = "png"


class LineToSpeak(Request):
    """A line, in the voice and with the lexicon of a project where it names none itself."""

    line: Line = Field(examples=[{"text": "Primeiro, ligue o roteador na tomada."}])
    project_id: UUID | None = None
    language: Language | None = Field(None, description="Else the project's, or Portuguese")
    own_lexicon: Annotated[dict[Respelling, Respelling], Field(max_length=2000)] | None = Field(
        None, description="In place of the project's own, e.g. to hear a word before it is kept"
    )


class SlideToConvert(Request):
    """A slide that is to be of another kind, and the lines that are said to it."""

    slide: Slide
    lines: Annotated[list[Line], Field(max_length=MOST_LINES)]
    kind: SlideKind


class ConvertedSlide(Response):
    slide: Slide
    lines: list[Line] = Field(description="Without their steps where the slide has fewer parts now")


class SpokenLine(Response):
    audio: str = Field(description="A WAV file, in base64")
    media_type: str = "audio/wav"
    duration_ms: int
    words: list[WordTime]


@router.get("/scenes/{scene_id}/preview.png", response_class=HttpResponse, responses=PICTURE_ANSWERS)
def preview_as_png(
    session: Session,
    actor: Actor,
    platform: Platform,
    request: HttpRequest,
    scene_id: UUID,
    step: Step = None,
    page: PageNumber = 1,
    width: Width = 960,
    look: Annotated[TemplateName | None, Query(description="In place of the scene's own")] = None,
) -> HttpResponse:
    """The scene's slide as the video will show it."""
    whole, slide = look_and_slide(session, actor, scene_id, look)
    return draw(session, platform, request, whole, Wanted(slide, step, page, width, "png"))


@router.get("/scenes/{scene_id}/preview.svg", response_class=HttpResponse, responses=PICTURE_ANSWERS)
def preview_as_svg(
    session: Session,
    actor: Actor,
    platform: Platform,
    request: HttpRequest,
    scene_id: UUID,
    step: Step = None,
    page: PageNumber = 1,
) -> HttpResponse:
    """The scene's slide as the video will show it, to be scaled."""
    look, slide = look_and_slide(session, actor, scene_id)
    return draw(session, platform, request, look, Wanted(slide, step, page, form="svg"))


@router.post("/previews", response_class=HttpResponse, responses=PICTURE_ANSWERS)
def preview_slide(
    session: Session, actor: Actor, platform: Platform, request: HttpRequest, wanted: SlideToDraw
) -> HttpResponse:
    """A slide that is not kept yet, as the video would show it."""
    actor.require(Permission.EDIT_CONTENT)
    project = projects.get_project(session, actor, wanted.project_id)
    look = look_of(session, actor, project, wanted.look)
    check_slide(wanted.slide, look.files)
    asked = Wanted(wanted.slide, wanted.step, wanted.page, wanted.width, wanted.format)
    return draw(session, platform, request, look, asked)


@router.post("/previews/conversion")
def preview_conversion(actor: Actor, wanted: SlideToConvert) -> ConvertedSlide:
    """What a slide becomes as one of another kind, with all its words. Nothing is kept."""
    actor.require(Permission.EDIT_CONTENT)
    slide = convert_slide(wanted.slide, wanted.kind)
    return ConvertedSlide(slide=slide, lines=list(scenes.steps_for(wanted.lines, slide)))


@router.post("/previews/speech")
def preview_speech(session: Session, actor: Actor, platform: Platform, wanted: LineToSpeak) -> SpokenLine:
    """A line as the video would say it, and when each of its words is heard."""
    actor.require(Permission.EDIT_CONTENT)
    project = projects.get_project(session, actor, wanted.project_id) if wanted.project_id else None
    media = queries.project_media(session, actor, project.id) if project else {}
    lexicon = courses.lexicon_of(session, actor, project, wanted.own_lexicon) if project else wanted.own_lexicon or {}
    language = wanted.language or (project.language if project else "pt-BR")
    return told(speak(session, actor, platform, wanted.line, project, language, media, lexicon))


def speak(
    session: Session,
    actor: Actor,
    platform: Platform,
    line: Line,
    project: Project | None,
    language: Language,
    media: Mapping[str, StoredFile],
    lexicon: Mapping[str, str],
) -> Spoken:
    """The line as the video would say it. Raises SlideInvalid, SceneMediaMissing and what speaking raises."""
    check_spoken(line, media, LONGEST_PREVIEW)
    voice, speed = (project.voice, project.speed) if project else (None, 1.0)
    recording = (line.voice or voice or "").removeprefix(RECORDING)
    recordings = {recording: files.local_path(platform.storage, media[recording])} if recording in media else {}
    # Speaking takes a while, and needs no connection.
    session.close()
    narrator = platform.tools.of_tenant(actor.tenant_id).narrator
    return speak_line(
        narrator, line, language=language, voice=voice, speed=speed, lexicon=lexicon, recordings=recordings
    )


def told(spoken: Spoken) -> SpokenLine:
    return SpokenLine(
        audio=base64.b64encode(spoken.wav).decode(), duration_ms=spoken.duration_ms, words=list(spoken.words)
    )


def draw(session: Session, platform: Platform, request: HttpRequest, look: Look, wanted: Wanted) -> HttpResponse:
    """The picture, or that it is the one which the asker has."""
    # Drawing needs no connection.
    session.close()
    known = request.headers.get("if-none-match", "").strip().removeprefix("W/").strip('"')
    preview = platform.previews.draw(look, wanted, known or None)
    headers = {
        "ETag": f'"{preview.key}"',
        "Cache-Control": "private, no-cache",
        "X-Page-Count": str(preview.pages),
        "X-Step-Count": str(preview.steps),
    }
    if not preview.content:
        return HttpResponse(status_code=304, headers=headers)
    return HttpResponse(preview.content, headers=headers, media_type=MEDIA_TYPES[wanted.form])


def look_and_slide(
    session: Session, actor: Actor, scene_id: UUID, template: TemplateName | None = None
) -> tuple[Look, Slide]:
    """What a scene shows, and how it looks, or would with `template`. Raises SceneNotFound."""
    row = scenes.get_scene(session, actor, scene_id)
    project = queries.get_project(session, actor, row.project_id)
    scene = courses.scene_of(row)
    return look_of(session, actor, project, template or scene.template), scene.slide
