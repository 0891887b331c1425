"""Every operation of the API under generated requests: no answer is a failure of ours, none is undocumented.

New routes are covered as they are. `SCHEMA_EXAMPLES=200` looks longer.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator

import pytest
import schemathesis
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from starlette.types import Receive, Scope, Send

from people import Person, join
from platforms import PUBLIC_URL
from tecnocursos.api.app import create_app
from tecnocursos.api.routes import list_routes
from tecnocursos.bootstrap.platform import Platform

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "6"))
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
    allow_header_conformance,
]
# They end the sign-in that the following requests of the same owner come with.
ENDING = {"sign_out", "sign_out_everywhere", "end_tenant", "suspend_tenant"}
OPERATIONS = sorted({(method, path) for method, path, _ in list_routes()})


@pytest.fixture(scope="module")
def described(platform: Platform) -> Iterator[tuple[BaseSchema, TestClient]]:
    app = create_app(platform)
    with TestClient(app, base_url=PUBLIC_URL) as client:

        async def started(scope: Scope, receive: Receive, send: Send) -> None:
            """The application, which runs already."""
            if scope["type"] != "lifespan":
                await app(scope, receive, send)
                return
            for stage in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{stage}.complete"})

        yield schemathesis.openapi.from_asgi("/openapi.json", started), client


@pytest.mark.parametrize(("method", "path"), OPERATIONS)
@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
def test_answers_are_those_that_are_described(
    platform: Platform, described: tuple[BaseSchema, TestClient], mode: GenerationMode, method: str, path: str
) -> None:
    schema, client = described
    operation = schema[path][method]
    people: list[Person] = []

    @seed(3)
    @settings(
        max_examples=EXAMPLES, database=None, deadline=None, suppress_health_check=list(HealthCheck), print_blob=False
    )
    @given(case=operation.as_strategy(mode))
    def ask(case: schemathesis.Case) -> None:
        if not people or operation.definition.raw["operationId"] in ENDING:
            people.append(join(platform, client))
        case.call_and_validate(headers={"Authorization": f"Bearer {people[-1].token}"}, checks=CHECKS)

    with contextlib.suppress(Unsatisfiable):  # a request without anything in it cannot be wrong
        ask()
