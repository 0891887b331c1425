"""For tests of what happens in a page, which does not hang on the database: import `setting` into their module."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="module", params=["embedded"])
def setting(request: pytest.FixtureRequest) -> str:
    value: str = request.param
    return value
