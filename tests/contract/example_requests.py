"""Requests to every route, made from the examples of its own description."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from typing import Any

from fastapi.testclient import TestClient

Choose = Callable[[str, str], str]
"""The value of a parameter, or of an id in a body, by the route's path and its name."""

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def made_up(path: str, name: str) -> str:
    """Something that does not exist."""
    if name == "number":
        return "1"
    return f"project:{uuid.uuid4()}" if name == "room_name" else str(uuid.uuid4())


def send(
    client: TestClient, document: dict[str, Any], method: str, path: str, token: str | None, choose: Choose = made_up
) -> Any:
    """`document` is the description of the API."""
    operation = document["paths"][path][method.lower()]
    address = re.sub(r"\{(\w+)\}", lambda name: choose(path, name[1]), path)
    headers = {"If-Match": "*", "Tus-Resumable": "1.0.0"} | ({"Authorization": f"Bearer {token}"} if token else {})
    options: dict[str, Any] = {"headers": headers}
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        if media_type == "application/json":
            options["json"] = _with_ids(content["example"], path, "", choose)
        elif "$ref" not in content["schema"]:
            options["content"] = b"bytes"
        else:
            form = document["components"]["schemas"][content["schema"]["$ref"].rpartition("/")[2]]
            ids = [name for name in form["properties"] if name.endswith("_id")]
            if ids and choose is not made_up:
                options["data"] = {ids[0]: choose(path, ids[0])}
            else:
                options["files"] = {form.get("required", ["file"])[0]: ("a.png", b"x", "image/png")}
    queries = [part for part in operation.get("parameters", ()) if part["in"] == "query"]
    options["params"] = {
        part["name"]: choose(path, part["name"]) if _is_id(part) else part["schema"].get("default", "a")
        for part in queries
        if part.get("required") or (_is_id(part) and choose is not made_up)
    }
    if path.endswith("/uploads") and method == "POST":
        headers["Upload-Length"] = "5"
    if method == "PATCH" and "/uploads/" in path:
        headers |= {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    return client.request(method, address, **options)


def code_of(answer: Any) -> str | None:
    """Of a problem; None of an answer that is none."""
    is_json = "json" in answer.headers.get("content-type", "") and answer.content
    body = answer.json() if is_json else None
    return body.get("code") if isinstance(body, dict) else None


def _is_id(parameter: dict[str, Any]) -> bool:
    schema = parameter["schema"]
    return "uuid" in {kind.get("format") for kind in (schema, *schema.get("anyOf", ()))}


def _with_ids(example: Any, path: str, name: str, choose: Choose) -> Any:
    if isinstance(example, dict):
        return {key: _with_ids(value, path, key, choose) for key, value in example.items()}
    if isinstance(example, list):
        return [_with_ids(value, path, name, choose) for value in example]
    is_id = isinstance(example, str) and _UUID.fullmatch(example)
    return choose(path, name) if is_id and choose is not made_up else example
