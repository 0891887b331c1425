"""Voices that can speak on this installation."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import Field

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import LANGUAGES, Language
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Response
from tecnocursos.narration.errors import VoiceUnknown

router = APIRouter(prefix="/api/v1/voices", tags=["voices"], route_class=EdgeRoute)


class VoiceDetails(Response):
    id: str = Field(examples=["espeak:pt-br"])
    name: str
    language: Language
    engine: str = Field(examples=["espeak"])
    licence: str
    is_installed: bool
    is_default: bool = Field(description="Speaks where a course names no voice")


@router.get("")
def list_voices(actor: Actor, platform: Platform, language: Language | None = None) -> Page[VoiceDetails]:
    """All voices, those of the most natural engine first."""
    actor.require(Permission.READ_CONTENT)
    narrator = platform.tools.narrator
    defaults = set()
    for spoken in LANGUAGES:
        try:
            defaults.add(narrator.default_voice(spoken))
        except VoiceUnknown:
            continue
    voices = [voice for voice in narrator.list_voices() if language in {None, voice.language}]
    return Page[VoiceDetails](
        items=[
            VoiceDetails.model_validate(voice.model_dump() | {"is_default": voice.id in defaults}) for voice in voices
        ]
    )
