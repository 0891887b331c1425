"""Every error is a problem document in the reader's language, with the id under which the log has it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from pydantic_core._pydantic_core import list_all_errors

import probe_routes
from people import Person
from platforms import PUBLIC_URL
from tecnocursos.api.app import create_app
from tecnocursos.api.problem_texts import PORTUGUESE
from tecnocursos.api.routes import list_routes
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.ids import new_id
from tecnocursos.kit.schema import Request

# Of Python's own objects and calls, which no request holds.
_NEVER_MET = tuple(
    """no_such_attribute needs_python_object frozen_field frozen_instance get_attribute_error dataclass named_tuple
    default_factory iteration_error frozen_dict ordered_dict counter deque missing_sentinel ellipsis is_instance_of
    is_subclass_of callable arguments missing_argument unexpected_ missing_keyword missing_positional multiple_argument
    fraction complex""".split()
)


def _is_problem(answer: object, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text  # type: ignore[attr-defined]
    assert answer.headers["content-type"] == "application/problem+json"  # type: ignore[attr-defined]
    body = answer.json()  # type: ignore[attr-defined]
    assert (body["status"], body["code"]) == (status, code)
    assert body["trace_id"] == answer.headers["x-request-id"]  # type: ignore[attr-defined]
    assert answer.headers["content-language"] in {"pt", "en"}  # type: ignore[attr-defined]


@pytest.mark.parametrize("path", ["/nothing", "/api/v1/jobs/", "/api/v1/jobs//", "/%00", "/..%2f", "/\u00e9"])
def test_unknown_addresses(client: TestClient, path: str) -> None:
    _is_problem(client.get(path), 404, "path_unknown")


def test_a_method_that_an_address_does_not_take(client: TestClient) -> None:
    answer = client.delete("/api/v1/jobs")
    _is_problem(answer, 405, "method_not_allowed")
    assert answer.headers["allow"] == "GET, HEAD"
    assert client.request("TRACE", "/health/live").status_code == 405


def test_a_wrong_body_is_named_by_place_but_not_repeated(prober: Person) -> None:
    answer = prober.post("/probe/jobs", json={"title": 5, "secret_thing": "canary"})
    _is_problem(answer, 422, "request_invalid")
    assert {field["place"] for field in answer.json()["fields"]} == {"body.title", "body.secret_thing"}
    assert "canary" not in answer.text


@pytest.mark.parametrize("body", [b"{", b"\xff\xfe", b'{"title": "\\ud800"}', b"[" * 100_000, b"NaN", b'"text"'])
def test_a_broken_body_is_refused(prober: Person, body: bytes) -> None:
    answer = prober.post("/probe/jobs", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in {400, 422}
    _is_problem(answer, answer.status_code, answer.json()["code"])


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("", "pt"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("pt;q=0.3,en;q=0.8", "en"),
        ("en;q=0.3,pt-BR;q=0.8", "pt"),
        ("de,en;q=0.5", "en"),
        ("en;q=0,*;q=0.5", "pt"),
        ("en;q=x", "pt"),
        ("," * 5000, "pt"),
    ],
)
def test_the_language_is_the_readers(client: TestClient, wish: str, language: str) -> None:
    answer = client.get("/nothing", headers={"Accept-Language": wish})
    assert answer.headers["content-language"] == language
    assert answer.json()["detail"].startswith({"pt": "Não há", "en": "There is"}[language])


def test_what_the_database_refuses_is_told_apart(prober: Person) -> None:
    _is_problem(prober.post("/probe/duplicate"), 409, "already_exists")
    _is_problem(prober.post("/probe/dangling"), 409, "link_broken")


@pytest.mark.parametrize("odd", ["a\x00b", "\x1b[2J", "a\x85b", "\x0b"])
def test_text_that_is_none_is_refused_wherever_it_stands(prober: Person, odd: str) -> None:
    project = prober.post("/api/v1/projects", json={"title": "Cabos"}).json()["id"]
    scene = {
        "project_id": project,
        "slide": {"kind": "bullets", "items": [{"text": "Fibra"}, {"text": odd}]},
        "lines": [{"text": "Olá."}],
    }
    refused = {
        "body.title": prober.post("/probe/name", json={"title": odd}),
        "body.slide.items.1.text": prober.post("/api/v1/scenes", json=scene),
        "body.entries.Wi-Fi": prober.post("/api/v1/lexicons", json={"name": "x", "entries": {"Wi-Fi": odd}}),
        "body.entries": prober.post("/api/v1/lexicons", json={"name": "x", "entries": {odd: "y"}}),
        "query.search": prober.get(f"/api/v1/projects?search={quote(odd)}"),
        "query.action": prober.get(f"/api/v1/audit?action={quote(odd)}"),
        "path.room_name": prober.get(f"/api/v1/rooms/{quote(odd)}/messages"),
        "body.name": prober.post("/api/v1/documents", files={"file": ("a.md", b"# A")}, data={"name": odd}),
    }
    for place, answer in refused.items():
        _is_problem(answer, 422, "request_invalid")
        assert [field["place"] for field in answer.json()["fields"]] == [place]


def test_text_as_people_write_it_is_kept(prober: Person) -> None:
    project = prober.post("/api/v1/projects", json={"title": "Cabos"}).json()["id"]
    code = 'if (a) {\r\n\tb = "\\u0000";\r}'
    scene = {"project_id": project, "slide": {"kind": "code", "code": code}, "lines": [{"text": "família 👩‍👩‍👧"}]}
    kept = prober.post("/api/v1/scenes", json=scene).json()
    assert kept["slide"]["code"] == code.replace("\r\n", "\n").replace("\r", "\n")
    assert kept["lines"][0]["text"] == "família 👩‍👩‍👧"


@pytest.mark.parametrize("nothing", ["", "  ", "\u200b\u2060", "\u00a0\ufeff ", "\n\t", "\u3164\u2800"])
def test_text_of_which_nothing_shows_is_empty(prober: Person, nothing: str) -> None:
    sent = {
        "body.title": prober.post("/api/v1/projects", json={"title": nothing}),
        "body.name": prober.post("/api/v1/documents", files={"file": ("a.md", b"# A")}, data={"name": nothing or " "}),
        "body.entries.Wi-Fi": prober.post("/api/v1/lexicons", json={"name": "x", "entries": {"Wi-Fi": nothing}}),
    }
    for place, answer in sent.items():
        _is_problem(answer, 422, "request_invalid")
        assert answer.json()["fields"][0]["place"].startswith(place)


def test_a_body_nested_without_end_is_refused(prober: Person) -> None:
    deep: dict[str, object] = {}
    for _ in range(400):
        deep = {"x": deep}
    _is_problem(prober.post("/probe/jobs", json={"inner": deep}), 422, "request_invalid")


def test_what_is_wrong_is_told_in_the_readers_language(prober: Person) -> None:
    wrong = {"title": "", "language": "fr", "size": 5, "speed": 9, "nonsense": 1}
    told = {
        language: prober.post("/api/v1/projects", json=wrong, headers={"Accept-Language": language}).json()
        for language in ("pt-BR", "en")
    }
    messages = {
        language: {field["place"]: field["message"] for field in body["fields"]} for language, body in told.items()
    }
    assert messages["pt-BR"].keys() == messages["en"].keys() == {f"body.{name}" for name in wrong}
    assert messages["pt-BR"]["body.title"] == "Deve ter no mínimo 1 caractere(s)"
    assert messages["pt-BR"]["body.language"] == "Deve ser 'pt-BR' ou 'en-US'"
    assert messages["en"]["body.language"] == "Input should be 'pt-BR' or 'en-US'"
    assert messages["pt-BR"]["body.nonsense"] == "Campo desconhecido"
    assert (told["pt-BR"]["title"], told["en"]["title"]) == ("Não está como deveria", "Not as it should be")


def test_what_is_wrong_with_a_slide_or_a_lexicon_is_told_in_portuguese_too(prober: Person) -> None:
    in_portuguese = {"Accept-Language": "pt"}
    project = prober.post("/api/v1/projects", json={"title": "Cabos"}).json()["id"]
    table = {"kind": "table", "header": ["a", "b"], "rows": [["1"]]}
    scene = {"project_id": project, "slide": table, "lines": [{"text": "Olá."}]}
    answer = prober.post("/api/v1/scenes", json=scene, headers=in_portuguese)
    assert answer.json()["detail"] == "Slide, linhas: cabeçalho e linhas têm o mesmo número de células."
    lexicon = prober.post("/api/v1/lexicons", json={"name": "Rede"})
    path = f"/api/v1/lexicons/{lexicon.json()['id']}/import"
    files = {"file": ("rede.csv", "a,b,c\n")}
    answer = prober.post(path, files=files, headers=in_portuguese | {"If-Match": lexicon.headers["etag"]})
    assert answer.json()["detail"] == "rede.csv, linha 1: há 3 colunas, não 2."


def test_every_error_that_a_request_can_meet_has_a_portuguese_text() -> None:
    for kind in list_all_errors():
        if not kind["type"].startswith(_NEVER_MET):
            text = PORTUGUESE[kind["type"]]
            context = kind.get("example_context") or {}
            assert text.format_map(context), kind["type"]


@pytest.mark.parametrize("stars", [True, "4", 4.5])
def test_a_number_is_written_as_one(prober: Person, stars: object) -> None:
    answer = prober.post(f"/api/v1/assets/{new_id()}/rate", json={"stars": stars})
    _is_problem(answer, 422, "request_invalid")
    assert answer.json()["fields"][0]["place"] == "body.stars"


def test_every_number_and_truth_value_of_a_body_is_strict() -> None:
    """Else `true` is 1, and "yes" is true."""
    lax = []
    for method, path, route in list_routes():
        field = route.body_field
        kind = field.field_info.annotation if field else None
        if isinstance(kind, type) and issubclass(kind, Request):
            lax += [f"{method} {path}: {node}" for node in _numbers(kind.__pydantic_core_schema__)]
    assert lax == []


def _numbers(node: Any) -> Iterator[str]:
    """The parts of a schema that would take other things for numbers or truth values."""
    if isinstance(node, dict):
        if node.get("type") in {"int", "float", "bool"} and not node.get("strict"):
            yield str(node)
        for name, inner in node.items():
            if name not in {"serialization", "metadata"}:
                yield from _numbers(inner)
    elif isinstance(node, list | tuple):
        for inner in node:
            yield from _numbers(inner)


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-13-01T00:00:00Z"])
@pytest.mark.parametrize(
    "path", ["/api/v1/assets/search?created_from={}", "/api/v1/audit?since={}", "/api/v1/audit/export?until={}"]
)
def test_a_moment_outside_the_calendar_is_named(prober: Person, path: str, moment: str) -> None:
    answer = prober.get(path.format(quote(moment)))
    _is_problem(answer, 422, "request_invalid")
    assert answer.json()["fields"][0]["place"].startswith("query.")


def test_a_key_that_ends_outside_the_calendar_is_refused(prober: Person) -> None:
    key = {"name": "x", "scopes": ["content:read"], "expires_at": "9999-12-31T23:59:59-12:00"}
    _is_problem(prober.post("/api/v1/api-keys", json=key), 422, "request_invalid")


def test_an_unexpected_error_tells_nothing(prober: Person) -> None:
    answer = prober.get("/probe/unexpected")
    _is_problem(answer, 500, "unexpected")
    assert "canary" not in answer.text


def test_an_unexpected_error_is_found_in_the_log_by_its_trace_id(
    prober: Person, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = prober.get("/probe/unexpected")
    entries = [json.loads(line) for line in capsys.readouterr().err.splitlines() if line.startswith("{")]
    entry = next(entry for entry in entries if entry["event"] == "unexpected")
    assert entry["trace_id"] == answer.json()["trace_id"]
    assert entry["route"] == "/probe/unexpected"


def test_a_full_disk_is_told_and_nothing_is_half_written(prober: Person) -> None:
    _is_problem(prober.get("/probe/full-disk"), 507, "storage_full")
    _is_problem(prober.get("/probe/full-database"), 507, "storage_full")


def test_a_full_house_answers_soon_and_recovers(platform: Platform) -> None:
    settings = platform.settings.database
    app = create_app(platform)
    app.router.routes.extend(probe_routes.router.routes)
    app.state.admission._wait_seconds = 0.2
    with TestClient(app, base_url=PUBLIC_URL) as client:
        probe_routes.gate.clear()
        with ThreadPoolExecutor(settings.pool_size) as threads:
            held = [threads.submit(client.get, "/probe/wait") for _ in range(settings.pool_size)]
            for _ in held:
                assert probe_routes.waiting.acquire(timeout=10)
            answer = client.get("/probe/numbered")
            _is_problem(answer, 503, "busy")
            assert int(answer.headers["retry-after"]) >= 1
            probe_routes.gate.set()
            assert {call.result().status_code for call in held} == {204}
        assert client.get("/probe/numbered").status_code == 200
