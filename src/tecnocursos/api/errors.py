"""The only table from errors to HTTP. Every error body is a problem document (RFC 9457) with a stable `code`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import structlog
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, Field
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from tecnocursos.api.admission import Busy
from tecnocursos.api.database_errors import told_by_database
from tecnocursos.api.framework_errors import (
    OF_FRAMEWORK,
    FileNameTooLong,
    RequestInvalid,
    RequestRefused,
    has_long_part_header,
)
from tecnocursos.api.preconditions import PreconditionMissing, VersionChanged
from tecnocursos.api.problem_texts import field_text, title_of
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
from tecnocursos.infra.files import StorageFull, is_out_of_room
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
from tecnocursos.studio.renders.errors import SharedLinkEnded

log = structlog.get_logger(__name__)

CLIENT_GONE = 499
"""Nobody reads it; for the log and the numbers, as nginx has it."""

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
    SharedLinkEnded: 410,
    StorageFull: 507,
    UploadVersionUnsupported: 412,
    Unavailable: 503,
}
_RETRY_AFTER_SECONDS = 2
_MOST_FIELDS = 50


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
    job_id: UUID | None = Field(default=None, description="The job whose failure is the reason")
    job_error: str | None = Field(default=None, description="The code of its error", examples=["office_missing"])
    violated_policies: list[str] | None = Field(
        default=None,
        serialization_alias="violated-policies",
        description="The limits that were reached",
        examples=[["write"]],
    )


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
    for kind in (SQLAlchemyError, UnicodeEncodeError):
        app.add_exception_handler(kind, _outside_error)
    app.add_exception_handler(OSError, _system_error)
    app.add_exception_handler(ClientDisconnect, _nobody_there)


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
    language = reader_language(request)
    body = Problem(
        type=getattr(error, "problem_type", f"urn:tecnocursos:problem:{error.code}"),
        title=title_of(status, language),
        status=status,
        code=error.code,
        detail=error.message(language),
        trace_id=request.scope.get("trace_id", ""),
        fields=fields,
        job_id=getattr(error, "job_id", None),
        job_error=getattr(error, "job_error", None),
        violated_policies=getattr(error, "violated_policies", None),
    )
    more = {"Content-Language": language, "Vary": "Accept-Language", **(headers or {})}
    if status == 401:
        more["WWW-Authenticate"] = "Bearer"
    if status in {429, 503}:
        more.setdefault("Retry-After", str(error.data.get("seconds", _RETRY_AFTER_SECONDS)))
    content = body.model_dump_json(exclude_none=True, by_alias=True)
    return Response(content, status, more, media_type="application/problem+json")


def reader_language(request: Request) -> str:
    """`en` or `pt`, whichever the client prefers (RFC 9110, 12.5.4); `pt` where it does not say."""
    wishes: dict[str, float] = {}
    for choice in request.headers.get("accept-language", "").lower().split(",")[:20]:
        tag, _, parameters = choice.strip().partition(";")
        language = tag.strip().partition("-")[0]
        try:
            weight = float(parameters.strip().removeprefix("q=")) if parameters else 1.0
        except ValueError:
            continue
        wishes[language] = max(weight, wishes.get(language, 0.0))
    rest = wishes.get("*", 0.0)
    return "en" if wishes.get("en", rest) > wishes.get("pt", rest) else "pt"


def _product_error(request: Request, error: Any) -> Response:
    if isinstance(error, StorageFull):
        return _storage_full(request)
    return problem(request, error)


def _request_invalid(request: Request, error: Any) -> Response:
    # What was sent is not repeated: it may hold a password.
    language = reader_language(request)
    fields = [
        FieldProblem(place=".".join(str(step) for step in wrong["loc"]), message=field_text(wrong, language))
        for wrong in error.errors()[:_MOST_FIELDS]
    ]
    return problem(request, RequestInvalid(), fields=fields)


def _http_error(request: Request, error: Any) -> Response:
    """What the framework itself refuses."""
    if is_out_of_room(error.__cause__):  # for the files of a form
        return _storage_full(request)
    headers = dict(error.headers or {})
    if error.status_code == 405:
        headers["Allow"] = ", ".join(request.app.state.methods_of(request.url.path))
    if has_long_part_header(error):
        return problem(request, FileNameTooLong())
    kind = OF_FRAMEWORK.get(error.status_code, RequestRefused)
    return problem(request, kind(), status=error.status_code, headers=headers)


def _outside_error(request: Request, error: Exception) -> Response:
    """What the database says, as an error of ours."""
    told = told_by_database(error, has_precondition="if-match" in request.headers)
    if told is None:
        raise error
    if isinstance(told, StorageFull):
        return _storage_full(request)
    if isinstance(told, Busy):
        log.warning("database_unavailable", error=type(error).__name__)
    return problem(request, told)


def _system_error(request: Request, error: Exception) -> Response:
    if not is_out_of_room(error):
        raise error
    return _storage_full(request)


def _storage_full(request: Request) -> Response:
    log.error("storage_full", **_named(request))
    return problem(request, StorageFull())


def _nobody_there(_request: Request, _error: Exception) -> Response:
    """The client went before its body was whole: nobody reads this, and nothing is wrong here."""
    return Response(status_code=CLIENT_GONE)


def unexpected(request: Request, error: Exception) -> Response:
    """The answer to an error that nobody thought of; the log has the rest."""
    log.error("unexpected", exc_info=error, **_named(request))
    return problem(request, Unexpected())


def _named(request: Request) -> dict[str, str]:
    """What finds the request again: the id that its answer holds, and its route, never the path."""
    route = getattr(request.scope.get("route"), "path", "")
    return {"trace_id": request.scope.get("trace_id", ""), "method": request.method, "route": route}
