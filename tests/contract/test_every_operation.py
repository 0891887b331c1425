"""Every operation of the API under generated requests, by all checks of schemathesis.

Each phase asks in its own way: `coverage` tries every limit and every missing or wrong part that the description names,
`fuzzing` anything, `stateful` goes on with what earlier answers gave. New routes are covered as they are.
`SCHEMA_EXAMPLES=100` looks longer.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import quote, unquote

import pytest
import schemathesis
from fastapi.testclient import TestClient
from schemathesis.config import SchemathesisConfig
from schemathesis.engine import events, from_schema
from starlette.types import Receive, Scope, Send

from people import Person, join
from platforms import PUBLIC_URL
from tecnocursos.api.app import create_app
from tecnocursos.api.upload_bodies import OFFSET_STREAM
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.legibility import UNREADABLE, shows

schemathesis.serializer.alias(OFFSET_STREAM, "application/octet-stream")

EXAMPLES = int(os.environ.get("SCHEMA_EXAMPLES", "4"))
PHASES = ("coverage", "fuzzing", "stateful")
ENDING = {
    "change_member",
    "change_password",
    "end_sign_in",
    "end_tenant",
    "leave",
    "remove_member",
    "sign_out",
    "sign_out_everywhere",
    "suspend_tenant",
}
"""After these, whoever asked is perhaps not who they were."""

# A precondition that fails is no fault of the request, nor is what has ended: neither accepted nor wrong data.
_STATE: Final = [410, 412]
_ACCEPTED: Final = ["2xx", "3xx", 401, 402, 403, 404, 409, 428, 429, *_STATE]
_REFUSED: Final = [400, 401, 402, 403, 404, 405, 406, 409, 413, 415, 416, 422, 428, 429, 460, *_STATE]

LEFT_OUT: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "positive_data_acceptance": {
        "a slide must have what the other kind shows": ("preview_conversion",),
        "a file is judged by what is in it, and a form by what goes together": (
            "add_document",
            "add_file",
            "add_font",
            "add_version",
            "import_course",
            "import_entries",
            "set_logo",
            "upload_asset",
        ),
        "a size must be one that this server takes, and a sum that of the bytes": ("append_to_upload", "create_upload"),
        "an address must be one that mail could reach": (
            "invite",
            "request_email_change",
            "request_password_reset",
            "sign_in",
        ),
        "a font must be one that is there": ("create_brand", "change_brand"),
        "a voice may have nothing to say, and a picture must be among the files": (
            "create_scene",
            "create_template",
            "preview_boxes",
            "preview_slide",
            "preview_speech",
        ),
        "a place must end within the frame": ("change_scene", "change_template", "replace_scene"),
        "names and passwords are judged by what Unicode says of each character, and by lists": (
            "accept",
            "change_account",
            "confirm_sign_up",
            "found_tenant",
            "make_key",
            "rename_tenant",
            "request_sign_up",
            "set_up",
        ),
        "each kind of room has names of its own form": ("list_messages",),
        "a period ends after it begins, and is no longer than a year": (
            "break_service_down",
            "report_service",
            "export_report",
        ),
        "doors close after they open": ("change_support_settings",),
        "each system is reached in its own way, at an address that is public": ("connect_erp",),
    },
    "negative_data_rejection": {
        "headers that nobody asked for are let pass": ("create_upload",),
        "an empty field of a form is one that was not sent": ("add_document", "add_file", "add_version"),
    },
}
"""Check -> reason -> operations for which it cannot hold."""


def _operations() -> list[dict[str, Any]]:
    return [
        {"include-operation-id": list(operations), "checks": {check: {"enabled": False}}}
        for check, reasons in LEFT_OUT.items()
        for operations in reasons.values()
    ]


def _config(only: str) -> SchemathesisConfig:
    phases: dict[str, dict[str, Any]] = {phase: {"enabled": phase == only} for phase in (*PHASES, "examples")}
    phases["coverage"]["unexpected-methods"] = ["patch", "put"]
    for phase in ("coverage", "fuzzing"):
        # Each operation is asked by itself, so that a run asks the same as the one before; `stateful` goes on.
        phases[phase]["extra-data-sources"] = {"responses": False}
    checks = {
        "positive_data_acceptance": {"expected-statuses": _ACCEPTED},
        "negative_data_rejection": {"expected-statuses": _REFUSED},
        "missing_required_header": {"expected-statuses": _REFUSED},
    }
    # One example of `stateful` is a walk through operations, not the requests to one of them.
    examples = EXAMPLES * 5 if only == "stateful" else EXAMPLES
    generation = {"max-examples": examples, "no-shrink": True, "deterministic": True}
    return SchemathesisConfig.from_dict(
        {"phases": phases, "checks": checks, "generation": generation, "operations": _operations()}
    )


@pytest.fixture(scope="module")
def server(platform: Platform) -> Iterator[tuple[Any, TestClient]]:
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

        yield started, client


def _as_text(sent: Any) -> Any:
    """The same without characters that are no text, and never text of which nothing shows: no schema can say that."""
    if isinstance(sent, str):
        text = UNREADABLE.sub("x", sent)
        return text if shows(text) else "x" * len(text)
    if isinstance(sent, dict):
        return {_as_text(name): _as_text(value) for name, value in sent.items()}
    return [_as_text(value) for value in sent] if isinstance(sent, list) else sent


def _sign_in(platform: Platform, client: TestClient) -> type[Any]:
    """Sends every request as an owner, and with an idempotency key of its own."""

    class SignIn:
        person: Person | None = None

        def get(self, case: schemathesis.Case, _context: object) -> str:
            person = self.person or join(platform, client)
            has_ended = case.operation.definition.raw["operationId"] in ENDING
            self.person = None if has_ended else person
            return person.token

        def set(self, case: schemathesis.Case, token: str, _context: object) -> None:
            case.headers["Authorization"] = f"Bearer {token}"
            if case.meta is not None and case.meta.generation.mode.is_positive:
                case.query.pop("cursor", None)  # only lists themselves know one
                case.query, case.body = _as_text(case.query), _as_text(case.body)
                for name, value in case.path_parameters.items():
                    if value in {
                        None,
                        "null",
                    }:  # an earlier answer says that there is none, and was followed all the same
                        case.path_parameters[name] = str(uuid.uuid4())
                    elif isinstance(value, str):
                        case.path_parameters[name] = quote(_as_text(unquote(value)), safe="")
                if case.method == "POST":
                    case.headers["Idempotency-Key"] = uuid.uuid4().hex

    return SignIn


def test_only_operations_that_exist_are_left_out(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    known = {operation["operationId"] for methods in paths.values() for operation in methods.values()}
    named = {name for reasons in LEFT_OUT.values() for names in reasons.values() for name in names}
    assert named | ENDING <= known


# Every operation of the API, in every way that its description allows: longer than other tests may take.
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("phase", PHASES)
def test_answers_are_those_that_are_described(platform: Platform, server: tuple[Any, TestClient], phase: str) -> None:
    if phase == "coverage" and platform.database.is_postgresql:
        return  # 6,000 requests, nearly all of which are refused before any database is asked: once is enough
    app, client = server
    schema = schemathesis.openapi.from_asgi("/openapi.json", app, config=_config(phase))
    schema.auth(refresh_interval=None)(_sign_in(platform, client))
    asked, wrong = 0, []
    for event in from_schema(schema).execute():
        assert not isinstance(event, events.FatalError), event.exception
        if isinstance(event, events.NonFatalError):
            wrong.append(f"{event.label}: {event.info.title}")
        if isinstance(event, events.ScenarioFinished):
            asked += len(event.recorder.cases)
            wrong.extend(_failures(event))
    assert not wrong, "\n\n".join(wrong)
    assert asked > 100


def _failures(event: events.ScenarioFinished) -> Iterator[str]:
    recorder = event.recorder
    for case_id, checks in recorder.checks.items():
        for check in checks:
            if check.failure_info is not None:
                response = recorder.interactions[case_id].response
                said = f"{response.status_code} {response.text[:300]}" if response is not None else "no answer"
                label = recorder.cases[case_id].value.operation.label
                yield f"{check.name}: {label}: {check.failure_info.failure}\n{said}\n{check.failure_info.code_sample}"
