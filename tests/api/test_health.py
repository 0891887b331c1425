"""Whether the server says that it is alive."""

from __future__ import annotations

from fastapi.testclient import TestClient


def test_anybody_may_ask_whether_it_is_alive(client: TestClient) -> None:
    answer = client.get("/health/live")
    assert answer.status_code == 200
    assert answer.json() == {"status": "pass"}
    assert answer.headers["x-request-id"]
