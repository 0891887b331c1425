"""The organisation that one works in, and further ones."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.accounts import signing_up, tenants
from tecnocursos.accounts.models import TenantState
from tecnocursos.accounts.schemas import Name
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.schema import Request, Versioned

router = APIRouter(prefix="/api/v1", tags=["organisation"], route_class=EdgeRoute)


class TenantDetails(Versioned):
    id: UUID
    name: str = Field(examples=["Fibra Boa"])
    state: TenantState
    plan: str = Field(examples=["free"])
    created_at: datetime


class TenantNaming(Request):
    name: Name = Field(examples=["Fibra Boa"])


@router.get("/tenant")
def get_tenant(session: Session, actor: Actor) -> TenantDetails:
    """The organisation that one is signed in to."""
    return TenantDetails.model_validate(tenants.get_tenant(session, actor))


@router.patch("/tenant")
def rename_tenant(session: Session, actor: Actor, body: TenantNaming, if_match: IfMatch = None) -> TenantDetails:
    """Rename the organisation."""
    tenant = tenants.get_tenant(session, actor)
    require_version(if_match, tenant.version)
    tenants.rename_tenant(session, actor, tenant, body.name)
    return TenantDetails.model_validate(tenant)


@router.post("/tenant/suspend")
def suspend_tenant(session: Session, actor: Actor) -> TenantDetails:
    """Stop all work here until an owner takes it up again."""
    return TenantDetails.model_validate(tenants.suspend_tenant(session, actor))


@router.post("/tenant/resume")
def resume_tenant(session: Session, actor: Actor) -> TenantDetails:
    """Take work up again after a suspension."""
    return TenantDetails.model_validate(tenants.resume_tenant(session, actor))


@router.post("/tenant/end", status_code=204)
def end_tenant(session: Session, actor: Actor) -> None:
    """End the organisation for good: all sign-ins, keys and invitations end."""
    tenants.end_tenant(session, actor)


@router.post("/tenants", status_code=201)
def found_tenant(session: Session, actor: Actor, platform: Platform, body: TenantNaming) -> TenantDetails:
    """Found a further organisation with oneself as its owner; switch to it to work there."""
    tenant = signing_up.found_further_tenant(session, platform.accounts, actor, body.name)
    return TenantDetails.model_validate(tenant)
