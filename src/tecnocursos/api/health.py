"""Whether the server is alive, ready and well; and what it counts."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Request
from fastapi import Response as HttpResponse
from fastapi.responses import JSONResponse
from pydantic import Field

from tecnocursos.api.edge import Arrival, EdgeRoute, arrive, for_anybody, for_known, known_actor
from tecnocursos.api.measuring import measure
from tecnocursos.infra.probing import Finding, Prober, State, worst
from tecnocursos.kit.actor import Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.errors import NotAuthenticated
from tecnocursos.kit.schema import Response

router = APIRouter(tags=["health"], route_class=EdgeRoute)

_MEDIA_TYPE: Final = "application/health+json"
_METRICS_TYPE: Final = "text/plain; version=0.0.4; charset=utf-8"
KnownArrival = Annotated[Arrival, Depends(arrive)]


class Alive(Response):
    status: State = "pass"


class Measured(Response):
    status: State
    observed_value: float | None = None
    observed_unit: str | None = None
    since: datetime = Field(description="When this process first saw it so")


class Health(Response):
    """Every part by name, in the form of draft-inadarei-api-health-check."""

    status: State
    time: datetime
    checks: dict[str, list[Measured]]


class HealthResponse(JSONResponse):
    media_type = _MEDIA_TYPE


def _says(model: type[Response], *statuses: int) -> dict[int | str, dict[str, object]]:
    return {status: {"description": "How it is", "model": model} for status in statuses}


@router.get("/health/live", response_class=HealthResponse, responses=_says(Alive, 200))
@for_anybody
async def get_liveness() -> HttpResponse:
    """Whether this process answers; nothing else is asked."""
    return _answer(Alive())


@router.get("/health/ready", response_class=HealthResponse, responses=_says(Alive, 200, 503))
@for_anybody
async def get_readiness(request: Request) -> HttpResponse:
    """Whether this process can serve: what it cannot do without answers, and it is not about to end."""
    state = request.app.state
    prober: Prober = state.readiness
    status: State = "fail" if state.is_draining or worst(await prober.findings()) == "fail" else "pass"
    return _answer(Alive(status=status))


@router.get("/health", response_class=HealthResponse, responses=_says(Health, 200, 503))
@for_known
async def get_health(request: Request, arrival: KnownArrival) -> HttpResponse:
    """Every part of the server and how it does. For those with `operations:read`, and for the monitoring token."""
    await _require_operator(arrival)
    prober: Prober = request.app.state.health
    return _answer(_report(await prober.findings(), prober))


@router.get(
    "/metrics",
    response_class=HttpResponse,
    responses={200: {"description": "Prometheus's text format", "content": {"text/plain": {}}}},
)
@for_known
async def get_metrics(arrival: KnownArrival) -> HttpResponse:
    """What is counted, for Prometheus. For those with `operations:read`, and for the monitoring token."""
    await _require_operator(arrival)
    await arrival.admission.run(lambda: measure(arrival.platform, arrival.admission))
    return HttpResponse(arrival.platform.metrics.page(), media_type=_METRICS_TYPE)


async def _require_operator(arrival: Arrival) -> None:
    token = arrival.platform.settings.server.monitoring_token.get_secret_value()
    shown = arrival.credentials
    if token and shown and not shown.is_cookie and hmac.compare_digest(shown.token.encode(), token.encode()):
        return
    try:
        actor = await known_actor(arrival)
    except NotAuthenticated:
        if shown:  # perhaps a guess
            admit = partial(arrival.gatekeeper.admit, arrival.request, shown, group="sensitive")
            await arrival.admission.run(admit)
        raise
    actor.require(Permission.READ_OPERATIONS)


def _report(findings: Mapping[str, Finding], prober: Prober) -> Health:
    return Health(
        status=worst(findings),
        time=utc_now(),
        checks={
            name: [
                Measured(
                    status=finding.state,
                    observed_value=finding.value,
                    observed_unit=finding.unit,
                    since=prober.since(name),
                )
            ]
            for name, finding in findings.items()
        },
    )


def _answer(body: Alive | Health) -> HttpResponse:
    content = body.model_dump(mode="json", exclude_none=True)
    status = 503 if body.status == "fail" else 200
    return HealthResponse(content, status, {"Cache-Control": "no-store"})
