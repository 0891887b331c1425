"""Who waits for slides to be laid out waits for a limited time, and is told so; what is known already comes at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from studio_rows import BULLETS, new_project, new_scene

from people import Person
from platforms import PUBLIC_URL
from tecnocursos.api.app import create_app
from tecnocursos.bootstrap.platform import Platform, build

CROWDED = BULLETS | {"items": [{"text": f"Passo {number}: " + "muitas palavras " * 12} for number in range(12)]}


@pytest.fixture(scope="module")
def hasty_client(platform: Platform) -> Iterator[TestClient]:
    """Another server of the same installation, with hardly any time for slides."""
    server = platform.settings.server.model_copy(update={"layout_timeout_seconds": 0.001})
    with (
        build(platform.settings.model_copy(update={"server": server})) as hasty,
        TestClient(create_app(hasty), base_url=PUBLIC_URL) as client,
    ):
        yield client


def test_slides_that_take_too_long_are_refused_until_they_are_known(owner: Person, hasty_client: TestClient) -> None:
    hasty = replace(owner, client=hasty_client)
    project = new_project(owner)["id"]
    scene = new_scene(owner, project, slide=CROWDED)["id"]
    paths = [
        f"/api/v1/scenes/{scene}/preview.png",
        f"/api/v1/scenes/{scene}/boxes",
        f"/api/v1/projects/{project}/timeline",
    ]
    for path in paths:
        refused = hasty.get(path)
        assert (refused.status_code, refused.json()["code"]) == (429, "slides_took_too_long"), refused.text
        assert refused.headers["retry-after"] == "2"
        portuguese = hasty.get(path, headers={"Accept-Language": "pt-BR"}).json()
        assert "Montar os slides levou mais de 0.001 s" in portuguese["detail"]
    assert owner.get(paths[0]).headers["x-page-count"] != "1"
    for path in paths:
        assert hasty.get(path).status_code == 200
