"""The platform, once for every test process and setting. Tests share it, each in tenants of its own."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from people import Person, join
from platforms import PUBLIC_URL, SETTINGS, Setting, running_platform
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.worker.running import Runner
from tenant_walls import build_walls

build_walls()


@pytest.fixture(scope="session", params=SETTINGS)
def setting(request: pytest.FixtureRequest) -> Setting:
    value: Setting = request.param
    return value


@pytest.fixture(scope="session")
def platform(setting: Setting, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Platform]:
    with running_platform(setting, tmp_path_factory.mktemp(setting)) as running:
        yield running


@pytest.fixture(scope="session")
def client(platform: Platform) -> Iterator[TestClient]:
    with TestClient(create_app(platform), base_url=PUBLIC_URL) as client:
        yield client


@pytest.fixture
def owner(platform: Platform, client: TestClient) -> Person:
    """The owner of a tenant that nobody else is in."""
    return join(platform, client)


@pytest.fixture
def stranger(platform: Platform, client: TestClient) -> Person:
    """The owner of another tenant."""
    return join(platform, client)


@pytest.fixture
def runner(platform: Platform) -> Runner:
    """Does the jobs that wait: `while runner.run_next(): pass`."""
    return Runner(platform, "test")
