"""The app as people use it: real Chromium, a real server, in both settings; things are found by role and by text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import cache
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from furnished import make_course
from platforms import Setting
from served import Served, served
from visitors import Account, Visitor, new_page, sign_up

# Fixtures of a whole module: the browser's event loop would be in the way of other modules' own.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--autoplay-policy=no-user-gesture-required"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(item.path).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.chromium)


@pytest.fixture(scope="session")
def server_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[Setting], Served]]:
    """The server of a setting, started once for all modules: each of their people is in a tenant of their own."""
    with ExitStack() as stack:

        @cache
        def start(setting: Setting) -> Served:
            folder = tmp_path_factory.mktemp("served")
            running = stack.enter_context(served(setting, folder, has_simulator=True))
            running.set_up()
            return running

        yield start


@pytest.fixture(scope="module")
def server(setting: Setting, server_of: Callable[[Setting], Served]) -> Served:
    return server_of(setting)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


@pytest.fixture(scope="module")
def owner(server: Served) -> Account:
    """The owner of an organisation that a module's tests share."""
    return sign_up(server)


@pytest.fixture
def course(owner: Account, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new course of the owner's, from what the module calls TEXT."""
    document = tmp_path / "cabos.md"
    document.write_text(request.module.TEXT, "utf-8")
    return make_course(owner, document)[0]


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
