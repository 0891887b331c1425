"""Brands: an organisation's colours, logo and fonts, laid over any template."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, File, UploadFile
from fastapi import Request as HttpRequest
from fastapi import Response as HttpResponse
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.previews import PICTURE_ANSWERS, Width, draw
from tecnocursos.api.received import received_file
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import Language
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response, Versioned
from tecnocursos.rendering.timeline import HexColour, TemplateName
from tecnocursos.studio import brands
from tecnocursos.studio.conversions import SlideKind
from tecnocursos.studio.models import BrandRow
from tecnocursos.studio.previews import Wanted
from tecnocursos.studio.samples import sample_slide

router = APIRouter(prefix="/api/v1/brands", tags=["brands"], route_class=EdgeRoute)

Name = Annotated[str, Field(min_length=1, max_length=200, examples=["Fibra Boa"])]
Family = Annotated[str, Field(min_length=1, max_length=100, examples=["Manrope"])]
SentFile = Annotated[UploadFile, File()]


class BrandDetails(Versioned):
    id: UUID
    name: str
    logo: str | None = Field(description="The name of its file; null: none")
    primary: str | None
    accent: str | None
    heading_font: str | None
    body_font: str | None
    font_files: list[str]
    created_at: datetime
    updated_at: datetime


class BrandFields(Request):
    primary: HexColour | None = Field(None, examples=["#0a5c63"])
    accent: HexColour | None = Field(None, examples=["#f2a33a"])
    heading_font: Family | None = Field(None, description="A family of the product or of the brand's own files")
    body_font: Family | None = None


class NewBrand(BrandFields):
    name: Name


class BrandChange(BrandFields):
    """What is not named stays; null takes a colour or a font away."""

    name: Name | None = None


class Contrast(Response):
    look: TemplateName
    lowest: float = Field(description="Of all text on sample slides, by WCAG 2: 1 to 21")
    is_readable: bool = Field(description="4.5 or more, what WCAG 2.2 AA asks of running text")


@router.post("", status_code=201)
@made_at("/api/v1/brands/{id}")
def create_brand(session: Session, actor: Actor, platform: Platform, wanted: NewBrand) -> BrandDetails:
    """A new brand; logo and fonts follow as files."""
    return BrandDetails.model_validate(brands.create_brand(session, actor, wanted.model_dump(), platform.previews))


@router.get("")
def list_brands(
    session: Session, actor: Actor, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[BrandDetails]:
    """The tenant's brands, the newest first."""
    return page_of(BrandDetails, brands.list_brands(session, actor, cursor=cursor, limit=limit))


@router.get("/{brand_id}")
def get_brand(session: Session, actor: Actor, brand_id: UUID) -> BrandDetails:
    """One brand."""
    return BrandDetails.model_validate(brands.get_brand(session, actor, brand_id))


@router.patch("/{brand_id}")
def change_brand(
    session: Session,
    actor: Actor,
    platform: Platform,
    brand_id: UUID,
    change: BrandChange,
    if_match: IfMatch = None,
) -> BrandDetails:
    """Change what is named of a brand. Projects of the brand show it from their next picture on."""
    row = _brand_to_change(session, actor, brand_id, if_match)
    fields = change.model_dump(include=change.model_fields_set)
    if fields.get("name", "") is None:
        del fields["name"]
    brands.change_brand(session, actor, row, fields, platform.previews)
    return BrandDetails.model_validate(row)


@router.delete("/{brand_id}", status_code=204)
def delete_brand(session: Session, actor: Actor, brand_id: UUID, if_match: IfMatch = None, force: bool = False) -> None:
    """Delete a brand. While projects have it, only by `force`: they then have none."""
    row = _brand_to_change(session, actor, brand_id, if_match)
    brands.delete_brand(session, actor, row, force=force)


@router.put("/{brand_id}/logo")
def set_logo(
    session: Session,
    actor: Actor,
    platform: Platform,
    brand_id: UUID,
    file: SentFile,
    if_match: IfMatch = None,
) -> BrandDetails:
    """Set a PNG or JPEG as the logo."""
    row = _brand_to_change(session, actor, brand_id, if_match)
    with received_file(platform, file) as path:
        brands.set_logo(session, actor, row, path, platform.storage, platform.previews)
    return BrandDetails.model_validate(row)


@router.delete("/{brand_id}/logo")
def remove_logo(
    session: Session, actor: Actor, platform: Platform, brand_id: UUID, if_match: IfMatch = None
) -> BrandDetails:
    """Take the logo away."""
    row = _brand_to_change(session, actor, brand_id, if_match)
    brands.set_logo(session, actor, row, None, platform.storage, platform.previews)
    return BrandDetails.model_validate(row)


@router.post("/{brand_id}/fonts")
def add_font(
    session: Session,
    actor: Actor,
    platform: Platform,
    brand_id: UUID,
    file: SentFile,
    if_match: IfMatch = None,
) -> BrandDetails:
    """A TrueType or OpenType file, whose families may then be named."""
    row = _brand_to_change(session, actor, brand_id, if_match)
    with received_file(platform, file) as path:
        brands.add_font(session, actor, row, path, platform.storage, platform.previews)
    return BrandDetails.model_validate(row)


@router.delete("/{brand_id}/fonts/{name}")
def remove_font(
    session: Session, actor: Actor, platform: Platform, brand_id: UUID, name: str, if_match: IfMatch = None
) -> BrandDetails:
    """Take a font file away that the brand does not need any more."""
    row = _brand_to_change(session, actor, brand_id, if_match)
    brands.remove_font(session, actor, row, name, platform.previews)
    return BrandDetails.model_validate(row)


@router.get("/{brand_id}/contrast")
def check_contrast(
    session: Session,
    actor: Actor,
    platform: Platform,
    brand_id: UUID,
    look: TemplateName = "modern",
    language: Language = "pt-BR",
) -> Contrast:
    """How readable text is in the brand's colours, as drawn; colours that would be unreadable were moved already."""
    row = brands.get_brand(session, actor, brand_id)
    wanted = brands.look_of_brand(session, actor, row, look, language)
    session.close()
    lowest = brands.lowest_contrast(wanted, platform.previews)
    return Contrast(look=look, lowest=lowest, is_readable=lowest >= 4.5)


@router.get("/{brand_id}/preview.png", response_class=HttpResponse, responses=PICTURE_ANSWERS)
def preview_brand(
    session: Session,
    actor: Actor,
    platform: Platform,
    request: HttpRequest,
    brand_id: UUID,
    look: TemplateName = "modern",
    kind: SlideKind = "title",
    language: Language = "pt-BR",
    width: Width = 960,
) -> HttpResponse:
    """A sample slide in the brand and a look."""
    slide = sample_slide(language, kind)
    row = brands.get_brand(session, actor, brand_id)
    wanted = brands.look_of_brand(session, actor, row, look, language)
    return draw(session, platform, request, wanted, Wanted(slide, width=width))


def _brand_to_change(session: Session, actor: Actor, brand_id: UUID, if_match: str | None) -> BrandRow:
    """The brand, for one who may edit it and knows its newest version."""
    actor.require(Permission.EDIT_CONTENT)
    row = brands.get_brand(session, actor, brand_id)
    require_version(if_match, row.version)
    return row
