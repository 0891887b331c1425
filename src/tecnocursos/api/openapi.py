"""The description of the API, as programs read it. What every route of a kind may answer is said here, once."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from tecnocursos.api.authentication import SECURITY_SCHEMES
from tecnocursos.api.edge import needs_actor
from tecnocursos.api.errors import Problem
from tecnocursos.api.examples import example_of
from tecnocursos.api.idempotency import HEADER, takes_key
from tecnocursos.api.routes import ROUTERS, list_routes
from tecnocursos.api.upload_bodies import OFFSET_STREAM
from tecnocursos.api.uploads import VERSION as TUS_VERSION
from tecnocursos.infra.idempotency import KEPT_HOURS, KEY_LENGTH

Document = dict[str, Any]

TAGS: Final[Mapping[str, str]] = {
    "health": "Whether the server is alive, ready and well; metrics.",
    "sign-up": "Found an organisation, by a link that is sent by e-mail.",
    "sign-in": "Sign in and out, refresh, second factor, forgotten passwords.",
    "account": "What a person may see and change of their own account.",
    "organisation": "The organisation and what it is called.",
    "members": "Who belongs to the organisation and as what; invitations.",
    "keys": "API keys for programs, with scopes.",
    "jobs": "What was asked for, how far it is, cancel and try again.",
    "audit": "The record of who did what.",
    "notifications": "What a person was told.",
    "realtime": "Rooms, broadcasts and statistics of what comes by WebSocket.",
    "uploads": "Resumable uploads (tus 1.0.0).",
    "files": "Downloads by signed links.",
    "usage": "What the plan allows, and what of it is used.",
    "documents": "What courses are made from.",
    "projects": "Courses.",
    "scenes": "The scenes of a course.",
    "previews": "What a course looks and sounds like before it is rendered.",
    "templates": "How scenes are laid out.",
    "brands": "Logo, colours and type of an organisation.",
    "answers": "Questions answered from documents, with their sources; words that mean the same.",
    "lexicons": "How words are spoken.",
    "voices": "Who can speak.",
    "renders": "Videos of a course.",
    "assets": "The library of pictures, videos and sound.",
    "comments": "Comments on scenes and words.",
    "revisions": "Earlier states of a course.",
    "changes": "What a new version of a document changes.",
    "conversations": "The inbox: what customers write, and what people answer.",
    "privacy": "Copies of personal data, and erasure.",
    "whatsapp": "Numbers of WhatsApp: connecting them, what they deliver, templates.",
    "support": "Customer service: how it is to be, who serves, how well customers are served.",
    "simulator": "Customer service without an account at Meta: customers, their phones and an example of a provider.",
}

_MEANINGS: Final[Mapping[int, str]] = {
    400: "The body could not be read",
    401: "It is not known who asks",
    402: "The plan does not allow more",
    403: "Whoever asks may not",
    404: "There is no such thing, or not for whoever asks",
    408: "The body came too slowly",
    409: "It was changed meanwhile, or its state does not allow this",
    410: "It was there and is gone",
    412: "It was changed after it was read, or the protocol's version is another",
    413: "The body is too large",
    415: "The body is of the wrong kind",
    416: "The file has no such part",
    422: "The request is not as it should be; `fields` says where",
    428: "If-Match is missing",
    429: "A limit is reached; Retry-After says when to come again",
    460: "The bytes are not those that were announced",
    503: "The server is busy or reduced; Retry-After says when to come again",
}
_STREAM_STATUSES: Final = (400, 402, 404, 408, 409, 410, 412, 413, 415, 460)
_TITLE_END: Final = re.compile(r"[.;:](?:\s|$)")
_TITLE_LENGTH: Final = 72
_PROBLEM: Final = "#/components/schemas/Problem"


def describe(app: FastAPI) -> Document:
    """The OpenAPI document of all routes."""
    _name_operations()
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary="Documents become narrated video courses that stay true to them",
        description=(
            "Errors are problem documents (RFC 9457) with a stable `code` and a `trace_id`; their text is Portuguese, "
            "or English where `Accept-Language` prefers it. Lists come in pages: send `next_cursor` as `cursor`. "
            "What has an `ETag` is changed with `If-Match`. Text holds no control characters but tabs and line ends, "
            "and is empty where nothing of it shows."
        ),
        routes=[route for router in ROUTERS for route in router.routes],
        tags=[{"name": name, "description": text} for name, text in TAGS.items()],
    )
    document.setdefault("components", {})["securitySchemes"] = SECURITY_SCHEMES
    components = document["components"].setdefault("schemas", {})
    problem = Problem.model_json_schema(mode="serialization", ref_template="#/components/schemas/{model}")
    components |= problem.pop("$defs", {}) | {"Problem": problem}
    _require_discriminators(components)
    for method, path, route in list_routes():
        operation = document["paths"].get(path, {}).get(method.lower())
        if operation is not None:
            _complete(operation, method, route)
            _name_form(operation, components)
            _leave_out_null(operation, components)
            _exemplify(operation, components)
    return document


def _name_operations() -> None:
    """Operations are called as their functions; where two are called the same, with their tag.

    Their titles are how their descriptions begin.
    """
    routes = {id(route): route for _, _, route in list_routes()}.values()
    names = Counter(route.name for route in routes)
    for route in routes:
        tag = str(route.tags[0]).replace("-", "_").replace(" ", "_") if route.tags else "other"
        route.operation_id = route.name if names[route.name] == 1 else f"{route.name}_of_{tag}"
        route.summary = _title(route.description)


def _title(description: str) -> str:
    """Its first clause, and of a long one what stands before the first comma."""
    title = _TITLE_END.split(" ".join(description.split()), maxsplit=1)[0]
    return title if len(title) <= _TITLE_LENGTH else title.split(", ")[0]


def _complete(operation: Document, method: str, route: APIRoute) -> None:
    if needs_actor(route):
        operation["security"] = [{name: []} for name in SECURITY_SCHEMES]
    responses = operation["responses"]
    for status in _statuses(operation, method, route):
        # FastAPI's own 422 is not the one that is sent.
        if str(status) not in responses or status == 422:
            content = {"application/problem+json": {"schema": {"$ref": _PROBLEM}}}
            responses[str(status)] = {"description": _MEANINGS[status], "content": content}
    if method in {"GET", "HEAD"} and "{" in route.path:
        responses.setdefault("304", {"description": "It is still as the ETag in If-None-Match says"})
    if route.path.startswith("/api/v1/uploads") and method not in {"GET", "OPTIONS"}:
        _speak_tus(operation)
    if method == "POST" and needs_actor(route) and takes_key(route.endpoint):
        operation.setdefault("parameters", []).append(_IDEMPOTENCY_KEY)


def _speak_tus(operation: Document) -> None:
    """What the protocol asks for; the routes themselves refuse in its own way what lacks it."""
    parameters: list[Document] = operation.setdefault("parameters", [])
    # OpenAPI says by the body what it is.
    parameters[:] = [parameter for parameter in parameters if parameter["name"] != "content-type"]
    named = {parameter["name"]: parameter for parameter in parameters}
    for name in {"upload-length", "upload-offset"} & named.keys():
        named[name] |= {"required": True, "schema": {"type": "integer", "minimum": 0, "maximum": 2**62}}
    parameters.append({"name": "Tus-Resumable", "in": "header", "required": True, "schema": {"const": TUS_VERSION}})
    if "upload-checksum" in named:
        content = {OFFSET_STREAM: {"schema": {"type": "string", "format": "binary"}}}
        operation["requestBody"] = {"required": "upload-offset" in named, "content": content}


def _name_form(operation: Document, components: Document) -> None:
    """The form of an operation is called as the operation, and not by its address besides."""
    content = operation.get("requestBody", {}).get("content", {}).get("multipart/form-data")
    if content is not None:
        name = "".join(word.capitalize() for word in operation["operationId"].split("_")) + "Form"
        components[name] = components.pop(content["schema"]["$ref"].rpartition("/")[2]) | {"title": name}
        content["schema"]["$ref"] = f"#/components/schemas/{name}"


def _leave_out_null(operation: Document, components: Document) -> None:
    """Addresses, headers and forms have no null: what may be None there is what is not sent."""
    for parameter in operation.get("parameters", ()):
        parameter["schema"] = _without_null(parameter["schema"])
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        if media_type == "multipart/form-data":
            form = components[content["schema"]["$ref"].rpartition("/")[2]]
            form["properties"] = {name: _without_null(field) for name, field in form["properties"].items()}


def _without_null(schema: Document) -> Document:
    kinds = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    return {key: value for key, value in schema.items() if key != "anyOf"} | kinds[0] if len(kinds) == 1 else schema


def _require_discriminators(components: Document) -> None:
    """Whoever sends one of several kinds must say which, though each kind knows its own."""
    for part in _parts(components):
        told = part.get("discriminator")
        if isinstance(told, dict):
            for reference in told.get("mapping", {}).values():
                kind = components[reference.rpartition("/")[2]]
                kind["required"] = sorted({*kind.get("required", ()), told["propertyName"]})


def _parts(value: Any) -> Iterator[Document]:
    """Every object within a document."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _parts(inner)


_IDEMPOTENCY_KEY: Final[Document] = {
    "name": HEADER,
    "in": "header",
    "required": False,
    "description": (
        f"Send the same key again to be given the same answer, without anything being done twice; for {KEPT_HOURS} "
        "hours. Any text of your own, e.g. a UUID."
    ),
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LENGTH, "pattern": "^[ -~]+$"},
    "example": "4b7a4c1e-6b0f-4f0c-9c27-0c1df3b3f7a1",
}


def _statuses(operation: Document, method: str, route: APIRoute) -> Iterator[int]:
    """What the route may answer besides what it says itself, from what it takes."""
    if route.path.startswith("/health/"):
        return
    yield from (422, 429, 503)
    if needs_actor(route):
        yield from (401, 403)
    yield from _of_method(operation, method, route)
    if not getattr(route.endpoint, "is_transaction", False):
        yield from _STREAM_STATUSES
    if route.path.startswith("/api/v1/uploads/"):
        yield 412


def _of_method(operation: Document, method: str, route: APIRoute) -> Iterator[int]:
    parameters = {parameter["name"].lower() for parameter in operation.get("parameters", ())}
    is_change = method not in {"GET", "HEAD", "OPTIONS"}
    if is_change or "{" in route.path or any(name.endswith("_id") for name in parameters):
        yield 404
    if is_change:
        yield from (401, 402, 403, 409)
    elif route.path.startswith("/api/v1/files/"):
        yield from (403, 410, 416)
    if route.path.startswith("/api/v1/shared/"):
        yield 410
    if "requestBody" in operation:
        yield from (400, 408, 413)
    if "if-match" in parameters:
        yield from (412, 428)


def _exemplify(operation: Document, components: Document) -> None:
    """An example of every JSON body, made from the examples of its fields."""
    bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
    for body in bodies:
        for media_type, content in body.get("content", {}).items():
            schema = content.get("schema")
            if schema and media_type.endswith("json") and "example" not in content and "examples" not in content:
                content["example"] = example_of(schema, components)
