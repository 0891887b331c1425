"""Copies of personal data and erasure, of members and of customers by their ids; the copies themselves."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Query
from fastapi import Response as HttpResponse
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import start_writing
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.schema import Response
from tecnocursos.privacy import exports, members
from tecnocursos.privacy.errors import PersonNotFound
from tecnocursos.privacy.exports import ExportState
from tecnocursos.privacy.models import DataExport, SubjectKind
from tecnocursos.support import privacy as customers

router = APIRouter(prefix="/api/v1", tags=["privacy"], route_class=EdgeRoute)

Form = Annotated[Literal["json"], Query(alias="format")]


class ExportDetails(Response):
    id: UUID
    subject_kind: SubjectKind
    subject_id: UUID
    state: ExportState
    job_id: UUID | None = Field(description="How far it is, and where it is cancelled")
    file_path: str = Field(description="Where the ZIP is, once it is ready", examples=["/api/v1/exports/…/file"])
    expires_at: datetime
    created_at: datetime


class Erasure(Response):
    job_id: UUID = Field(description="How far it is; what is gone by then stays gone when it is cancelled")


@router.get(
    "/users/{person_id}/export",
    responses={202: {"description": "It is being made", "model": ExportDetails}},
    response_model=ExportDetails,
)
def export_person(
    session: Session,
    actor: Actor,
    person_id: UUID,
    form: Form = "json",  # noqa: ARG001  there is one
) -> ExportDetails | HttpResponse:
    """The copy of a person's data that you asked for, a member's or a customer's; asked for now if there is none.

    A member may ask for their own; whoever manages members for theirs, and whoever manages customer service for those
    of customers. The ZIP holds JSON for programs, HTML for people, and files.
    """
    if members.is_member(session, actor, person_id):
        found = members.ask_for_export(session, actor, person_id)
    elif customers.is_customer(session, actor, person_id):
        found = customers.ask_for_export(session, actor, person_id)
    else:
        raise PersonNotFound
    details = export_details(session, actor, found)
    if details.state == "ready":
        return details
    headers = {"Location": f"/api/v1/exports/{details.id}"}
    return HttpResponse(details.model_dump_json(), 202, headers, media_type="application/json")


@router.delete("/users/{person_id}/data", status_code=202)
@made_at("/api/v1/jobs/{job_id}")
def erase_person(session: Session, actor: Actor, person_id: UUID) -> Erasure:
    """Erase a member of the organisation, or a customer of it, for good.

    What a member made stays and names nobody; the last owner cannot go. Of a customer protocols stay, and lead to
    nobody. Erasing a member needs the password to have been given lately.
    """
    if members.is_member(session, actor, person_id):
        return Erasure(job_id=members.ask_to_erase(session, actor, person_id))
    if customers.is_customer(session, actor, person_id):
        return Erasure(job_id=customers.ask_to_erase(session, actor, person_id))
    raise PersonNotFound


@router.get("/exports/{export_id}")
def get_export(session: Session, actor: Actor, export_id: UUID) -> ExportDetails:
    """A copy of personal data that you asked for, and how far it is."""
    return export_details(session, actor, exports.get_export(session, actor, export_id))


@router.get("/exports/{export_id}/file", response_class=HttpResponse)
def download_export(session: Session, actor: Actor, platform: Platform, export_id: UUID) -> HttpResponse:
    """The ZIP of a copy that you asked for. Each download is recorded."""
    start_writing(session)
    content = exports.read_package(session, actor, platform.storage, export_id)
    headers = {
        "Content-Disposition": f'attachment; filename="{export_id}.zip"',
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(content, media_type="application/zip", headers=headers)


def export_details(session: Session, actor: Actor, row: DataExport) -> ExportDetails:
    return ExportDetails(
        id=row.id,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        state=exports.state_of(session, actor, row),
        job_id=row.job_id,
        file_path=f"/api/v1/exports/{row.id}/file",
        expires_at=row.expires_at,
        created_at=row.created_at,
    )
