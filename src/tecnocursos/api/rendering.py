"""From what a route returned to the bytes that are sent."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from fastapi import Request, Response
from pydantic import BaseModel, TypeAdapter

from tecnocursos.api.preconditions import etag, is_unchanged
from tecnocursos.kit.schema import Versioned

Endpoint = TypeVar("Endpoint", bound=Callable[..., Any])
_ANY: TypeAdapter[Any] = TypeAdapter(Any)


def made_at(place: str) -> Callable[[Endpoint], Endpoint]:
    """Say where what a route makes can be read, for the Location of its answer: an address with fields of the answer
    or of the route's own address, e.g. `/api/v1/comments/{id}`. It stands below the router's decorator."""

    def mark(endpoint: Endpoint) -> Endpoint:
        endpoint.made_at = place  # type: ignore[attr-defined]
        return endpoint

    return mark


def render(result: Any, request: Request) -> Response:
    """The answer: a versioned resource with its ETag, what was made or begun with its Location."""
    if isinstance(result, Response):
        return result
    route = request.scope["route"]
    status = route.status_code or 200
    if result is None:
        return Response(status_code=204 if status == 200 else status)
    headers = {}
    if isinstance(result, Versioned):
        headers["ETag"] = etag(result.version)
        if request.method in {"GET", "HEAD"} and is_unchanged(request.headers.get("if-none-match"), result.version):
            return Response(status_code=304, headers=headers)
    if place := getattr(route.endpoint, "made_at", None):
        headers["Location"] = place.format(**request.path_params | vars(result))
    content = result.__pydantic_serializer__.to_json(result) if isinstance(result, BaseModel) else _to_json(result)
    return Response(content, status, headers, media_type="application/json")


def _to_json(result: Any) -> bytes:
    return _ANY.dump_json(result)
