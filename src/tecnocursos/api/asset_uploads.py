"""A small asset in one request, as a form; large ones are sent as resumable uploads."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, File, Form, Response, UploadFile
from sqlalchemy.orm import Session

from tecnocursos.api.asset_schemas import AltText, AssetDetails, DescriptionText, details
from tecnocursos.api.bodies import takes_file
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.preconditions import etag
from tecnocursos.api.received import keep_received
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor
from tecnocursos.library import service
from tecnocursos.library.service import Description

router = APIRouter(prefix="/api/v1/assets", tags=["assets"], route_class=EdgeRoute)


@router.post("/upload", status_code=201, response_model=AssetDetails)
@takes_file
def upload_asset(
    session: Session,
    actor: Actor,
    platform: Platform,
    file: Annotated[UploadFile, File()],
    description: Annotated[DescriptionText, Form()] = "",
    alt_text: Annotated[AltText, Form()] = "",
    tags: Annotated[str, Form(max_length=1500, description="Separated by commas")] = "",
) -> Response:
    """Send a picture, a video or a sound; a job reads it, and `state` says how that went."""
    kept = keep_received(session, actor, platform, file)
    tag_list = tuple(tag.strip()[:50] for tag in tags.split(",") if tag.strip())[:30]
    said = Description(file.filename or "", description, alt_text, tag_list)
    asset = details(session, actor, platform, service.add_asset(session, actor, kept, said))
    headers = {"Location": f"{router.prefix}/{asset.id}", "ETag": etag(asset.version)}
    return Response(asset.model_dump_json(), 201, headers, media_type="application/json")
