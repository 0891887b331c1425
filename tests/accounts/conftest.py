"""The town where newcomers live."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from newcomers import Newcomer, Town
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.worker.running import Runner


@pytest.fixture
def town(platform: Platform, client: TestClient, runner: Runner) -> Town:
    return Town(platform, client, runner)


@pytest.fixture
def newcomer(town: Town) -> Newcomer:
    """The owner of a new tenant, who signed up over HTTP."""
    return town.sign_up()
