"""How much of its plan a tenant uses."""

from __future__ import annotations

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.billing import quotas
from tecnocursos.billing.quotas import Resource
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.schema import Response

router = APIRouter(prefix="/api/v1/usage", tags=["usage"], route_class=EdgeRoute)


class ResourceUsage(Response):
    resource: Resource = Field(examples=["storage_bytes"])
    used: int = Field(examples=[1_073_741_824])
    limit: int = Field(examples=[5_368_709_120])


class UsageDetails(Response):
    plan: str = Field(examples=["free"])
    largest_file_bytes: int
    concurrent_renders: int
    resources: list[ResourceUsage]


@router.get("")
def get_usage(session: Session, actor: Actor) -> UsageDetails:
    """The plan, its limits, and what is used; rendered seconds are those of this month (UTC)."""
    actor.require(Permission.READ_CONTENT)
    plan = quotas.plan_of(session, actor)
    return UsageDetails(
        plan=plan.name,
        largest_file_bytes=plan.largest_file_bytes,
        concurrent_renders=plan.concurrent_renders,
        resources=[ResourceUsage.model_validate(usage) for usage in quotas.list_usage(session, actor)],
    )
