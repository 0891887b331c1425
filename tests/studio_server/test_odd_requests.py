"""Characters that databases do not take are refused, or kept, but never a failure of the server."""

from __future__ import annotations

import json
from typing import Any

import pytest
from studio_rows import BULLETS, LINES, new_project, new_scene

from people import Person

ODD = ("a\x00b", "\ud800", "\u202e", "😀" * 50, "a" * 299 + "ǆ")


@pytest.mark.parametrize("text", ODD, ids=["nul", "half", "turned", "emoji", "long"])
def test_odd_text_is_kept_or_refused(owner: Person, text: str) -> None:
    project = new_project(owner)["id"]
    scene = new_scene(owner, project)["id"]
    document = owner.post("/api/v1/documents", files={"file": ("a.md", b"# A")}).json()["id"]
    any_version = {"If-Match": "*"}

    def send(method: str, path: str, body: Any, **headers: str) -> int:
        content = json.dumps(body).encode()
        answer = owner.request(
            method, f"/api/v1/{path}", content=content, headers={"Content-Type": "application/json"} | headers
        )
        status: int = answer.status_code
        return status

    statuses = [
        send("POST", "projects", {"title": text}),
        send("PATCH", f"projects/{project}", {"title": text}, **any_version),
        send("PATCH", f"projects/{project}", {"own_lexicon": {text[:150]: text[:150]}}, **any_version),
        send("PATCH", f"scenes/{scene}", {"chapter": text, "key": text[:150]}, **any_version),
        send("PATCH", f"documents/{document}", {"name": text[:150]}, **any_version),
        send("POST", "scenes", {"project_id": project, "slide": BULLETS | {"title": text}, "lines": LINES}),
        send("POST", "templates", {"name": text[:150], "description": text}),
        send("POST", "brands", {"name": text[:150]}),
        send("POST", "lexicons", {"name": text[:150], "entries": {text[:150]: "a"}}),
    ]
    assert set(statuses) <= {200, 201, 422}, statuses
    for path in ("projects", "documents", "scenes"):
        if "\ud800" not in text:
            assert owner.get(f"/api/v1/{path}", params={"search": text[:90]}).status_code in {200, 422}
        assert owner.get(f"/api/v1/{path}").status_code == 200
