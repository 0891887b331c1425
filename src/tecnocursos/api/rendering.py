"""From what a route returned to the bytes that are sent."""

from __future__ import annotations

from typing import Any

from fastapi import Request, Response
from pydantic import BaseModel, TypeAdapter

from tecnocursos.api.preconditions import etag, is_unchanged
from tecnocursos.kit.schema import Versioned

_ANY: TypeAdapter[Any] = TypeAdapter(Any)


def render(result: Any, request: Request) -> Response:
    """The answer: a versioned resource with its ETag, what was made with its Location; nothing twice."""
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
    if status == 201 and (made := getattr(result, "id", None)) is not None:
        headers["Location"] = f"{request.url.path.rstrip('/')}/{made}"
    content = result.__pydantic_serializer__.to_json(result) if isinstance(result, BaseModel) else _to_json(result)
    return Response(content, status, headers, media_type="application/json")


def _to_json(result: Any) -> bytes:
    return _ANY.dump_json(result)
