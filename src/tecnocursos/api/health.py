"""Whether the server is alive."""

from __future__ import annotations

from fastapi import APIRouter

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.kit.schema import Response

router = APIRouter(tags=["health"], route_class=EdgeRoute)


class Alive(Response):
    status: str = "pass"


@router.get("/health/live")
def get_liveness() -> Alive:
    """Whether this process answers; nothing else is asked."""
    return Alive()
