"""Templates: the product's five looks, and the tenant's own made of them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi import Response as HttpResponse
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.previews import PICTURE_ANSWERS, Width, draw
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.language import Language
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response, Versioned
from tecnocursos.rendering.slides import Slide
from tecnocursos.rendering.timeline import SizeName, TemplateName, Transition
from tecnocursos.studio import brands, looks
from tecnocursos.studio.conversions import SlideKind
from tecnocursos.studio.looks import BUILT_IN, BuiltIn, Usage
from tecnocursos.studio.models import TemplateRow
from tecnocursos.studio.previews import Wanted
from tecnocursos.studio.samples import sample_slide

router = APIRouter(prefix="/api/v1/templates", tags=["templates"], route_class=EdgeRoute)

Name = Annotated[str, Field(min_length=1, max_length=200, examples=["Treinamento técnico"])]
Description = Annotated[str, Field(max_length=1000)]
Slides = Annotated[list[Slide], Field(max_length=30)]


class TemplateUsage(Response):
    projects: int
    scenes: int


class TemplateDetails(Versioned):
    id: UUID
    name: str
    description: str
    is_built_in: bool = Field(description="Part of the product: duplicate it to change it")
    look: TemplateName
    kind: SlideKind | None = Field(description="The kind of slide that a scene becomes when it is applied to it")
    brand_id: UUID | None
    transition: Transition | None
    size: SizeName | None
    slides: list[Slide] = Field(description="What a new project begins with")
    usage: TemplateUsage
    created_at: datetime | None
    updated_at: datetime | None


class NewTemplate(Request):
    name: Name
    description: Description = ""
    look: TemplateName = "modern"
    kind: SlideKind | None = None
    brand_id: UUID | None = None
    transition: Transition | None = None
    size: SizeName | None = None
    slides: Slides = Field(default_factory=list)


class TemplateChange(Request):
    """What is not named stays; null takes kind, brand, transition or size away."""

    name: Name | None = None
    description: Description | None = None
    look: TemplateName | None = None
    kind: SlideKind | None = None
    brand_id: UUID | None = None
    transition: Transition | None = None
    size: SizeName | None = None
    slides: Slides | None = Field(None, examples=[[{"kind": "title", "title": "Boas-vindas"}]])


_MAY_BE_NONE = frozenset({"kind", "brand_id", "transition", "size"})


@router.get("")
def list_templates(
    session: Session, actor: Actor, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[TemplateDetails]:
    """Templates: the tenant's own, and before the first page the built-in ones, which do not count."""
    found = looks.list_templates(session, actor, cursor=cursor, limit=limit)
    usage = looks.count_usage(session, actor, [row.id for row in found.rows])
    items = [_details(row, usage[row.id]) for row in found.rows]
    if cursor is None:
        built_in = looks.count_built_in_usage(session, actor)
        items = [_details(template, built_in[template.look]) for template in BUILT_IN.values()] + items
    return Page[TemplateDetails](items=items, next_cursor=found.next_cursor)


@router.post("", status_code=201)
@made_at("/api/v1/templates/{id}")
def create_template(session: Session, actor: Actor, wanted: NewTemplate) -> TemplateDetails:
    """A template of the tenant's own."""
    return _details(looks.create_template(session, actor, wanted.model_dump(mode="python")), Usage(0, 0))


@router.get("/{template_id}")
def get_template(session: Session, actor: Actor, template_id: UUID) -> TemplateDetails:
    """One template."""
    return _shown(session, actor, looks.get_template(session, actor, template_id))


@router.patch("/{template_id}")
def change_template(
    session: Session, actor: Actor, template_id: UUID, change: TemplateChange, if_match: IfMatch = None
) -> TemplateDetails:
    """Change what is named of a template. What it was applied to stays as it is."""
    row = looks.get_own_template(session, actor, template_id)
    require_version(if_match, row.version)
    fields = change.model_dump(include=change.model_fields_set)
    fields = {name: value for name, value in fields.items() if value is not None or name in _MAY_BE_NONE}
    looks.change_template(session, actor, row, fields)
    return _shown(session, actor, row)


@router.delete("/{template_id}", status_code=204)
def delete_template(session: Session, actor: Actor, template_id: UUID, if_match: IfMatch = None) -> None:
    """Delete a template. What it was applied to stays as it is."""
    row = looks.get_own_template(session, actor, template_id)
    require_version(if_match, row.version)
    looks.delete_template(session, actor, row)


@router.post("/{template_id}/duplicate", status_code=201)
@made_at("/api/v1/templates/{id}")
def duplicate_template(session: Session, actor: Actor, template_id: UUID) -> TemplateDetails:
    """A template of the tenant's own that says the same."""
    return _details(looks.duplicate_template(session, actor, template_id), Usage(0, 0))


@router.get("/{template_id}/preview.png", response_class=HttpResponse, responses=PICTURE_ANSWERS)
def preview_template(
    session: Session,
    actor: Actor,
    platform: Platform,
    request: HttpRequest,
    template_id: UUID,
    kind: SlideKind = "title",
    language: Language = "pt-BR",
    width: Width = 480,
) -> HttpResponse:
    """A sample slide of a kind in the template."""
    slide = sample_slide(language, kind)
    template = looks.get_template(session, actor, template_id)
    brand_id = None if isinstance(template, BuiltIn) else template.brand_id
    brand = brands.get_brand(session, actor, brand_id) if brand_id else None
    look = brands.look_of_brand(session, actor, brand, template.look, language)
    return draw(session, platform, request, look, Wanted(slide, width=width))


def _shown(session: Session, actor: Actor, template: BuiltIn | TemplateRow) -> TemplateDetails:
    if isinstance(template, BuiltIn):
        return _details(template, looks.count_built_in_usage(session, actor)[template.look])
    return _details(template, looks.count_usage(session, actor, [template.id])[template.id])


def _details(template: BuiltIn | TemplateRow, usage: Usage) -> TemplateDetails:
    own = None if isinstance(template, BuiltIn) else template
    return TemplateDetails(
        id=template.id,
        name=template.name,
        description=template.description,
        is_built_in=own is None,
        look=template.look,
        kind=own.kind if own else None,
        brand_id=own.brand_id if own else None,
        transition=Transition.model_validate(own.transition) if own and own.transition else None,
        size=own.size if own else None,
        slides=[looks.SLIDE.validate_python(slide) for slide in own.slides] if own else [],
        usage=TemplateUsage.model_validate(usage),
        version=own.version if own else 1,
        created_at=own.created_at if own else None,
        updated_at=own.updated_at if own else None,
    )
