"""No list asks the database more often when there is more to list, and pages of any size hold the same rows."""

from __future__ import annotations

import re
import typing
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from list_rows import ROWS, WITHOUT_ROWS, Place, make_place

from people import join
from statements import statements
from tecnocursos.api.routes import list_routes
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM

FEW, MORE = 3, 9


def _is_list(answer: Any) -> bool:
    """Whether a route answers many things of a kind: `list[…]`, or a model with `items`."""
    return typing.get_origin(answer) is list or "items" in getattr(answer, "model_fields", ())


LISTS = sorted({path for method, path, route in list_routes() if method == "GET" and _is_list(route.response_model)})


# The others are short, and always whole.
PAGED = sorted(
    {path for _, path, route in list_routes() if "cursor" in {query.name for query in route.dependant.query_params}}
)


def _address(place: Place, path: str) -> str:
    return path.format(**{name: getattr(place, name) for name in re.findall(r"\{(\w+)\}", path)})


def _list(platform: Platform, place: Place, path: str) -> tuple[int, list[str]]:
    """How many are listed, and what the database was asked for that.

    The fewest statements of three tries, since other threads of the server may ask something meanwhile.
    """
    address = _address(place, path)
    tries = []
    for _ in range(3):
        with statements(platform) as asked:
            answer = place.owner.get(address, params={"limit": 200})
        assert answer.status_code == 200, answer.text
        listed = answer.json()
        tries.append((len(listed if isinstance(listed, list) else listed["items"]), asked))
    return min(tries, key=lambda tried: len(tried[1]))


def test_every_list_has_rows() -> None:
    assert sorted(ROWS.keys() | WITHOUT_ROWS) == LISTS


@pytest.mark.parametrize("path", sorted(ROWS))
def test_more_rows_mean_no_more_queries(platform: Platform, client: TestClient, tmp_path: Path, path: str) -> None:
    owner = join(platform, client)
    with platform.database.transaction(SYSTEM) as session:
        place = make_place(session, owner, platform.storage, tmp_path / "outline.json")
        for _ in range(FEW):
            ROWS[path](session, place)
    before, few = _list(platform, place, path)
    assert before >= FEW
    with platform.database.transaction(SYSTEM) as session:
        for _ in range(MORE):
            ROWS[path](session, place)
    after, many = _list(platform, place, path)
    assert after == before + MORE
    assert len(many) == len(few), "\n".join(many)


@pytest.mark.parametrize("path", sorted(ROWS.keys() & set(PAGED)))
def test_small_pages_hold_what_a_large_one_holds(
    platform: Platform, client: TestClient, tmp_path: Path, path: str
) -> None:
    owner = join(platform, client)
    with platform.database.transaction(SYSTEM) as session:
        place = make_place(session, owner, platform.storage, tmp_path / "outline.json")
        for _ in range(MORE):
            ROWS[path](session, place)
    address = _address(place, path)
    whole = owner.get(address, params={"limit": 200}).json()
    assert len(whole["items"]) >= MORE
    assert whole["next_cursor"] is None
    pages, cursor = [], None
    while not pages or cursor is not None:
        page = owner.get(address, params={"limit": 4} | ({"cursor": cursor} if cursor else {})).json()
        pages.append(page["items"])
        cursor = page["next_cursor"]
    assert len(pages) > 2
    assert [item for page in pages for item in page] == whole["items"]
