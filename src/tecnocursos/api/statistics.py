"""Numbers about scenes, looks and templates."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.schema import Response
from tecnocursos.rendering.timeline import TemplateName
from tecnocursos.studio import statistics

router = APIRouter(prefix="/api/v1/scenes", tags=["scenes"], route_class=EdgeRoute)


class SpeechNumbers(Response):
    lines: int
    words: int
    characters: int
    estimated_ms: int = Field(description="Of speech, without pauses; roughly")


class ProjectNumbers(Response):
    project_id: UUID
    title: str
    scenes: int
    open_threads: int


class LookNumbers(Response):
    look: TemplateName
    template_id: UUID | None = Field(description="A template of your own; null: the built-in look by itself")
    template_name: str | None
    projects: int
    scenes: int


class SceneNumbers(Response):
    scenes: int
    projects: int
    by_kind: dict[str, int] = Field(examples=[{"title": 3, "bullets": 12}])
    speech: SpeechNumbers
    open_threads: int = Field(description="Comments that wait for an answer or a decision")
    resolved_threads: int
    largest_projects: list[ProjectNumbers] = Field(description="At most 100, those with most scenes first")
    looks: list[LookNumbers] = Field(description="Over all projects, the most used first")


@router.get("/stats")
def get_statistics(session: Session, actor: Actor, project_id: UUID | None = None) -> SceneNumbers:
    """Numbers about the scenes of all projects, or of one; and how much each look and template is used."""
    found = statistics.scene_statistics(session, actor, project_id)
    return SceneNumbers(
        scenes=found.scenes,
        projects=found.projects,
        by_kind=dict(found.by_kind),
        speech=SpeechNumbers.model_validate(found.speech),
        open_threads=found.open_threads,
        resolved_threads=found.resolved_threads,
        largest_projects=[ProjectNumbers.model_validate(project) for project in found.largest_projects],
        looks=[LookNumbers.model_validate(usage) for usage in statistics.look_usage(session, actor)],
    )
