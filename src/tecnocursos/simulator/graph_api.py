"""The Graph API, as far as sending, files, templates and the number itself go.

https://developers.facebook.com/documentation/business-messaging/whatsapp/about-the-platform
"""

from __future__ import annotations

import base64
import hmac
import json
from collections.abc import Awaitable, Callable
from typing import Any, Final

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from tecnocursos.simulator.media import UPLOADED, address_of, check_upload, is_address, keep_file
from tecnocursos.simulator.refusals import Refused
from tecnocursos.simulator.sending import mark_read, send
from tecnocursos.simulator.state import Number
from tecnocursos.simulator.world import World

Endpoint = Callable[[World, Request], Awaitable[Response]]

_PAGE: Final = 25
_LARGEST_PAGE: Final = 1000
_NODE_FIELDS: Final = "verified_name,display_phone_number,quality_rating"


def graph_routes(world: World) -> list[Route]:
    def route(path: str, method: str, endpoint: Endpoint) -> Route:
        async def answered(request: Request) -> Response:
            try:
                return await endpoint(world, request)
            except Refused as refused:
                _count(world, request, refused)
                return JSONResponse(refused.answer(), refused.http_status)

        return Route(path, answered, methods=[method])

    version = "/v{version:int}.{minor:int}"
    return [
        route(f"{version}/{{id}}/messages", "POST", _messages),
        route(f"{version}/{{id}}/media", "POST", _upload),
        route(f"{version}/{{id}}/message_templates", "GET", _templates),
        route(f"{version}/{{id}}", "GET", _node),
        route(f"{version}/{{id}}", "DELETE", _delete),
        route("/attachments/{number}/{media}", "GET", _attachment),
    ]


async def _messages(world: World, request: Request) -> Response:
    number = _number(world, request)
    try:
        form = json.loads(await request.body())
    except (ValueError, RecursionError):
        form = None
    if not isinstance(form, dict):
        raise Refused(100, "The request's body is no JSON object.")
    if form.get("status") == "read":
        mark_read(number, form, world.clock)
        return JSONResponse({"success": True})
    answer = await send(number, form, world.clock, world.courier)
    if number.modes.cuts_answer:
        return _CutAnswer()
    return JSONResponse(answer)


async def _upload(world: World, request: Request) -> Response:
    number = _number(world, request)
    async with request.form(max_files=1) as form:
        file, media_type = form.get("file"), form.get("type")
        if form.get("messaging_product") != "whatsapp":
            raise Refused(100, "The parameter messaging_product must be 'whatsapp'.")
        if not isinstance(file, UploadFile):
            raise Refused(131008, "Required parameter is missing: file")
        content = await file.read()
        if not isinstance(media_type, str) or not media_type:
            media_type = file.content_type or ""
        check_upload(content, media_type)
        media = keep_file(number, content, media_type, file.filename, world.clock.now() + UPLOADED)
    return JSONResponse({"id": media.id})


async def _templates(world: World, request: Request) -> Response:
    number = _of_token(world, request)
    if request.path_params["id"] != number.business_id:
        raise _unknown(request)
    query = request.query_params
    found = [t for t in number.templates if query.get("name", t.name) == t.name]
    found = [t for t in found if query.get("status", t.status) == t.status]
    size = min(_count_in(query.get("limit"), _PAGE), _LARGEST_PAGE)
    begin = _place_of(query.get("after"))
    wanted = (query.get("fields") or "name,language,status,category,components").split(",")
    listed = [
        {"id": template.id} | {name: getattr(template, name) for name in wanted if name in template.__slots__}
        for template in found[begin : begin + size]
    ]
    paging: dict[str, Any] = {"cursors": {"before": _cursor(begin), "after": _cursor(begin + len(listed))}}
    if begin + size < len(found):
        paging["next"] = str(request.url.include_query_params(after=_cursor(begin + size)))
    return JSONResponse({"data": listed} | ({"paging": paging} if listed else {}))


async def _node(world: World, request: Request) -> Response:
    """A number, or a file."""
    number = _of_token(world, request)
    if request.path_params["id"] == number.id:
        known = {
            "verified_name": number.name,
            "display_phone_number": f"+{number.phone}",
            "quality_rating": "GREEN",
            "code_verification_status": "VERIFIED",
            "name_status": "APPROVED",
            "platform_type": "CLOUD_API",
            "throughput": {"level": "STANDARD"},
        }
        wanted = request.query_params.get("fields", _NODE_FIELDS).split(",")
        return JSONResponse({name: known[name] for name in wanted if name in known} | {"id": number.id})
    if request.query_params.get("phone_number_id", number.id) != number.id:
        raise _unknown(request)
    now = world.clock.now()
    media = number.file(request.path_params["id"], now)
    return JSONResponse(
        {
            "messaging_product": "whatsapp",
            "url": address_of(world.base_url, number, media, now),
            "mime_type": media.media_type,
            "sha256": media.sha256,
            "file_size": str(len(media.content)),
            "id": media.id,
        }
    )


async def _delete(world: World, request: Request) -> Response:
    number = _of_token(world, request)
    media = number.file(request.path_params["id"], world.clock.now())
    del number.media[media.id]
    return JSONResponse({"success": True})


async def _attachment(world: World, request: Request) -> Response:
    """The file itself: 401 without the token, 404 once its address or the file is too old."""
    number = _of_token(world, request)
    now = world.clock.now()
    media = number.media.get(request.path_params["media"])
    is_known = is_address(number, request.path_params["media"], dict(request.query_params), now)
    if request.path_params["number"] != number.id or media is None or media.expires_at <= now or not is_known:
        return Response(status_code=404)
    return Response(media.content, media_type=media.media_type)


def _number(world: World, request: Request) -> Number:
    number = _of_token(world, request)
    if request.path_params["id"] != number.id:
        raise _unknown(request)
    return number


def _of_token(world: World, request: Request) -> Number:
    """The number that a token is of. Raises Refused with 190."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    for number in world.numbers.values():
        if scheme == "Bearer" and hmac.compare_digest(number.access_token.encode(), token.encode()):
            return number
    raise Refused(190, "Invalid OAuth access token - Cannot parse access token")


def _count(world: World, request: Request, refused: Refused) -> None:
    number = world.numbers.get(request.path_params.get("id", ""))
    if number is not None:
        number.counts.refused[refused.code] += 1


def _unknown(request: Request) -> Refused:
    told = request.path_params["id"]
    return Refused(100, f"Unsupported request. Object with ID '{told}' does not exist", subcode=33)


class _CutAnswer(Response):
    """The connection ends after the first byte: whoever asked does not learn what came of it."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope, receive
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"400")]})
        await send({"type": "http.response.body", "body": b"{", "more_body": True})


def _count_in(told: str | None, otherwise: int) -> int:
    return int(told) if told and told.isascii() and told.isdigit() and int(told) > 0 else otherwise


def _cursor(place: int) -> str:
    return base64.urlsafe_b64encode(str(place).encode()).decode()


def _place_of(cursor: str | None) -> int:
    try:
        return int(base64.urlsafe_b64decode(cursor or _cursor(0)))
    except ValueError:
        raise Refused(100, "Invalid cursors values") from None
