"""The app as people use it: real Chromium, a real server, in both settings; things are found by role and by text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from served import Served, served
from visitors import Visitor, new_page, sign_up

# Fixtures of a whole module: the browser's event loop would be in the way of other modules' own.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.chromium)


@pytest.fixture(scope="module")
def server(setting: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(setting, tmp_path_factory.mktemp("served")) as running:  # type: ignore[arg-type]
        running.set_up()
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture
def page(browser: Browser, server: Served) -> Iterator[Page]:
    """A browser of somebody whom the server does not know yet. Errors of the page's own scripts fail the test."""
    with new_page(browser, server) as page:
        yield page


@pytest.fixture
def ana(browser: Browser, server: Served) -> Iterator[Visitor]:
    """The owner of a new organisation, signed in in a browser of her own."""
    person = sign_up(server)
    with new_page(browser, server) as page:
        person.enter(page)
        yield Visitor(person, page)
