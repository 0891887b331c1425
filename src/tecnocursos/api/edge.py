"""The edge: where a request becomes one transaction.

A route is a plain function that says by its types what it needs:

    @router.get("/projects/{project_id}")
    def get_project(session: Session, actor: Actor, project_id: UUID) -> ProjectDetails: ...

`session`, `actor`, `platform` and `request` are filled in here, by type; everything else is FastAPI's. The function
runs in one thread, between the first query and the commit, and the answer is serialised before the commit, so that what
cannot be said is not done either. A route without an `Actor` answers anybody, and must stand on the short list of
public routes.

A POST with an `Idempotency-Key` is done once: see `api.idempotency`.
"""

from __future__ import annotations

import functools
import inspect
import typing
from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import Request, Response, params
from fastapi.routing import APIRoute
from pydantic import BaseModel
from sqlalchemy.orm import Session

from tecnocursos.api.admission import Admission
from tecnocursos.api.authentication import SAFE_METHODS, Credentials, authenticate, read_credentials
from tecnocursos.api.gatekeeping import Gatekeeper
from tecnocursos.api.idempotency import Endpoint, Repeatable, repeatable
from tecnocursos.api.rendering import render
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.schema import Legible

_FILLED = (Session, Actor, Platform, Request)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A request as it reaches its route."""

    request: Request
    credentials: Credentials | None
    repeatable: Repeatable | None = None

    @property
    def platform(self) -> Platform:
        platform: Platform = self.request.app.state.platform
        return platform

    @property
    def gatekeeper(self) -> Gatekeeper:
        gatekeeper: Gatekeeper = self.request.app.state.gatekeeper
        return gatekeeper

    @property
    def admission(self) -> Admission:
        admission: Admission = self.request.app.state.admission
        return admission


async def arrive(request: Request) -> Arrival:
    """A request that an async route looks after itself, counted and let in. Raises what limits raise."""
    arrival = Arrival(request, read_credentials(request))
    arrival.gatekeeper.require_capacity(request)
    await arrival.admission.run(functools.partial(arrival.gatekeeper.admit, request, arrival.credentials))
    return arrival


async def known_actor(arrival: Arrival) -> Actor:
    """Who sends a request that an async route looks after itself. Raises NotAuthenticated."""

    def ask() -> Actor:
        with arrival.platform.database.transaction(None, is_reading=True) as session:
            actor = authenticate(session, arrival.credentials, arrival.platform)
            arrival.gatekeeper.recognise(session, arrival.credentials, actor)
            return actor

    return await arrival.admission.run(ask)


def for_known(endpoint: Endpoint) -> Endpoint:
    """Mark an async function that finds out itself who sends the request. It stands below the router's decorator."""
    endpoint.needs_actor = True  # type: ignore[attr-defined]
    return endpoint


def for_anybody(endpoint: Endpoint) -> Endpoint:
    """Mark an async function that answers anybody."""
    endpoint.needs_actor = False  # type: ignore[attr-defined]
    return endpoint


class EdgeRoute(APIRoute):
    """A route whose function runs at the edge. The route class of every router of the API."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        super().__init__(path, endpoint if hasattr(endpoint, "needs_actor") else _at_the_edge(endpoint), **options)


def needs_actor(route: APIRoute) -> bool:
    """Whether the route answers only those who are known."""
    return bool(getattr(route.endpoint, "needs_actor", False))


def _at_the_edge(endpoint: Callable[..., Any]) -> Callable[..., Any]:
    signature = inspect.signature(endpoint)
    hints = typing.get_type_hints(endpoint, include_extras=True)
    filled = {
        name: kind for name, kind in hints.items() if kind in (Session, Actor, Platform, Request) and name != "return"
    }
    is_private = Actor in filled.values()

    is_secret = getattr(endpoint, "answers_secret", False)

    def transact(arrival: Arrival, values: dict[str, Any]) -> Response:
        request, platform, repeated = arrival.request, arrival.platform, arrival.repeatable
        arrival.gatekeeper.admit(request, arrival.credentials)
        with platform.database.open(None, is_reading=request.method in SAFE_METHODS) as session:
            session.info["trace_id"] = request.scope.get("trace_id")
            parts: dict[Any, Any] = {Session: session, Platform: platform, Request: request}
            if is_private:
                parts[Actor] = authenticate(session, arrival.credentials, platform)
                request.scope["tenant_id"] = str(parts[Actor].tenant_id)
                arrival.gatekeeper.recognise(session, arrival.credentials, parts[Actor])
                if repeated and (kept := repeated.find(session, parts[Actor])):
                    return kept
            result = endpoint(**values, **{name: parts[kind] for name, kind in filled.items()})
            response = render(result, request)
            if repeated:
                repeated.keep(session, parts[Actor], response, is_secret=is_secret)
            session.commit()
        return response

    @functools.wraps(endpoint)
    async def run(_arriving: Request, **values: Any) -> Response:
        credentials = read_credentials(_arriving) if is_private else None
        arrival = Arrival(_arriving, credentials, await repeatable(_arriving) if is_private else None)
        arrival.gatekeeper.require_capacity(_arriving)
        is_change = _arriving.method not in SAFE_METHODS
        return await arrival.admission.run(functools.partial(transact, arrival, values), is_change=is_change)

    parameters = [
        parameter.replace(
            annotation=_read_legibly(hints.get(name, parameter.annotation)), kind=inspect.Parameter.KEYWORD_ONLY
        )
        for name, parameter in signature.parameters.items()
        if name not in filled
    ]
    parameters.append(inspect.Parameter("_arriving", inspect.Parameter.KEYWORD_ONLY, annotation=Request))
    run.__signature__ = signature.replace(  # type: ignore[attr-defined]
        parameters=parameters, return_annotation=None if hints.get("return") is type(None) else hints["return"]
    )
    run.needs_actor = is_private  # type: ignore[attr-defined]
    run.answers_secret = is_secret  # type: ignore[attr-defined]
    run.is_transaction = True  # type: ignore[attr-defined]
    return run


def _read_legibly(annotation: Any) -> Any:
    """A parameter as it is declared, its text under the rule for all text; bodies see to theirs themselves."""
    is_dependency = any(isinstance(part, params.Depends) for part in typing.get_args(annotation))
    is_body = isinstance(annotation, type) and issubclass(annotation, BaseModel)
    return annotation if is_dependency or is_body else Annotated[annotation, Legible]
