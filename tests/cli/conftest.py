"""A finished run of the example deck, shared by the tests that look at what it left."""

from __future__ import annotations

import pytest
from cli_runs import EXAMPLES, Demo, tecnocursos


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    folder = tmp_path_factory.mktemp("demo")
    cache = tmp_path_factory.mktemp("cache")
    done = tecnocursos(
        "make", EXAMPLES / "internet-em-casa.pptx", "-o", folder / "internet-em-casa.mp4", "--json", cache=cache
    )
    assert done.code == 0, done.out + done.err
    return Demo(folder, cache, done)
