from __future__ import annotations

from collections.abc import Iterator

import pytest

from whatsapp_world import World, whatsapp_world


@pytest.fixture(scope="module")
def _world() -> Iterator[World]:
    with whatsapp_world() as world:
        yield world


@pytest.fixture
def world(_world: World) -> World:
    """With a number that is told of nothing yet."""
    _world.register()
    return _world
