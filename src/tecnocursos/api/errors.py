"""The only table from errors to HTTP. Every error body is a problem document (RFC 9457) with a stable `code`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm.exc import StaleDataError
from starlette.exceptions import HTTPException

from tecnocursos.api.preconditions import PreconditionMissing, VersionChanged
from tecnocursos.billing.quotas import FileTooLarge, QuotaReached
from tecnocursos.files.errors import (
    ChecksumMismatch,
    UploadExpired,
    UploadHeaderInvalid,
    UploadTooLong,
    UploadTooSlow,
    UploadTypeUnsupported,
    UploadVersionUnsupported,
)
from tecnocursos.kit.errors import (
    Conflict,
    Invalid,
    LimitReached,
    NotAllowed,
    NotAuthenticated,
    NotFound,
    ProductError,
    Unavailable,
)

log = structlog.get_logger(__name__)

STATUS: Mapping[type[ProductError], int] = {
    NotAuthenticated: 401,
    NotAllowed: 403,
    NotFound: 404,
    Conflict: 409,
    VersionChanged: 412,
    PreconditionMissing: 428,
    Invalid: 422,
    LimitReached: 429,
    QuotaReached: 402,
    FileTooLarge: 413,
    ChecksumMismatch: 460,
    UploadExpired: 410,
    UploadHeaderInvalid: 400,
    UploadTooLong: 413,
    UploadTooSlow: 408,
    UploadTypeUnsupported: 415,
    UploadVersionUnsupported: 412,
    Unavailable: 503,
}
_RETRY_AFTER_SECONDS = "2"


class FieldProblem(BaseModel):
    """What is wrong with one field of a request."""

    place: str = Field(examples=["body.title"])
    message: str


class Problem(BaseModel):
    """RFC 9457."""

    type: str = Field(examples=["urn:tecnocursos:problem:not_found"])
    title: str
    status: int
    code: str = Field(examples=["not_found"])
    detail: str
    trace_id: str
    fields: list[FieldProblem] | None = None


class Busy(Unavailable):
    code = "busy"
    en = "The server is too busy just now. Try again in a moment."
    pt = "O servidor está ocupado demais agora. Tente de novo em instantes."


class RequestInvalid(Invalid):
    code = "request_invalid"
    en = "The request is not as it should be; see `fields`."
    pt = "A requisição não está como deveria; veja `fields`."


class Unexpected(ProductError):
    code = "unexpected"
    en = "Something unexpected went wrong. It was recorded under this trace_id."
    pt = "Algo inesperado deu errado. Foi registrado com este trace_id."


def status_of(error: ProductError) -> int:
    return next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 500)


def add_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(ProductError, _product_error)
    app.add_exception_handler(RequestValidationError, _request_invalid)
    app.add_exception_handler(HTTPException, _http_error)
    app.add_exception_handler(StaleDataError, lambda request, _: problem(request, VersionChanged()))
    app.add_exception_handler(PoolTimeout, lambda request, _: problem(request, Busy()))
    app.add_exception_handler(DBAPIError, _database_error)
    app.add_exception_handler(Exception, _unexpected)


def problem(
    request: Request,
    error: ProductError,
    *,
    status: int | None = None,
    fields: list[FieldProblem] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The problem document of `error`, in the reader's language."""
    status = status or status_of(error)
    body = Problem(
        type=f"urn:tecnocursos:problem:{error.code}",
        title=error.code.replace("_", " ").capitalize(),
        status=status,
        code=error.code,
        detail=error.message(reader_language(request)),
        trace_id=request.scope.get("trace_id", ""),
        fields=fields,
    )
    more = dict(headers or {})
    if status == 401:
        more["WWW-Authenticate"] = "Bearer"
    if status == 503:
        more.setdefault("Retry-After", _RETRY_AFTER_SECONDS)
    return Response(body.model_dump_json(exclude_none=True), status, more, media_type="application/problem+json")


def reader_language(request: Request) -> str:
    """`en` where the client prefers English, else `pt`."""
    preferred = request.headers.get("accept-language", "").split(",")[0].strip().lower()
    return "en" if preferred.startswith("en") else "pt"


def _product_error(request: Request, error: Any) -> Response:
    return problem(request, error)


def _request_invalid(request: Request, error: Any) -> Response:
    # What was sent is not repeated: it may hold a password.
    fields = [
        FieldProblem(place=".".join(str(step) for step in wrong["loc"]), message=wrong["msg"])
        for wrong in error.errors()
    ]
    return problem(request, RequestInvalid(), fields=fields)


def _http_error(request: Request, error: Any) -> Response:
    class _Plain(ProductError):
        code = {404: "not_found", 405: "method_not_allowed", 413: "body_too_large"}.get(
            error.status_code, f"http_{error.status_code}"
        )
        en = pt = str(error.detail).replace("{", "{{").replace("}", "}}")

    return problem(request, _Plain(), status=error.status_code, headers=error.headers)


def _database_error(request: Request, error: Any) -> Response:
    """A lost connection, a lock held too long, a server that restarts: trying again will help."""
    if isinstance(error, OperationalError) or error.connection_invalidated:
        log.warning("database_unavailable", error=type(error.orig).__name__)
        return problem(request, Busy())
    return _unexpected(request, error)


def _unexpected(request: Request, error: Exception) -> Response:
    log.error("unexpected", exc_info=error)
    return problem(request, Unexpected())
