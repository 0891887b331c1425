"""One server process for the tests of sockets."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from socket_lines import Server, running_server
from tecnocursos.bootstrap.platform import Platform


@pytest.fixture(scope="session")
def server(platform: Platform) -> Iterator[Server]:
    with running_server(platform.settings) as running:
        yield running
