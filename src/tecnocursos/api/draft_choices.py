"""What courses can be drafted with on this installation."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import Field

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.documents.office import find_office
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.schema import Response
from tecnocursos.studio.drafting import ScriptSource, SlideDesign

router = APIRouter(prefix="/api/v1/draft-choices", tags=["projects"], route_class=EdgeRoute)


class DraftChoices(Response):
    scripts: list[ScriptSource] = Field(description="`llm` only where a model is set")
    deck_slides: list[SlideDesign] = Field(
        description="Of a PPTX; `original` only where LibreOffice is there. A PDF shows its pages anywhere"
    )


@router.get("")
def get_draft_choices(actor: Actor, platform: Platform) -> DraftChoices:
    """Where scripts and pictures of slides can come from."""
    actor.require(Permission.READ_CONTENT)
    scripts: list[ScriptSource] = ["notes", "text"]
    if platform.tools.script_model is not None:
        scripts.append("llm")
    slides: list[SlideDesign] = ["redrawn"]
    if find_office(platform.tools.office_binary) is not None:
        slides.append("original")
    return DraftChoices(scripts=scripts, deck_slides=slides)
