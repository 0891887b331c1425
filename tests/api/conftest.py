"""The application with routes beside its own that do what no real route does: wait, fail, count."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from people import Person, join
from platforms import PUBLIC_URL
from probe_routes import router
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform


@pytest.fixture(scope="session")
def probe_client(platform: Platform) -> Iterator[TestClient]:
    app = create_app(platform)
    app.router.routes.extend(router.routes)
    with TestClient(app, base_url=PUBLIC_URL) as client:
        yield client


@pytest.fixture
def prober(platform: Platform, probe_client: TestClient) -> Person:
    return join(platform, probe_client)
