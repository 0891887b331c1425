"""People in front of a browser: who they are over HTTP, and the page that they look at."""

from __future__ import annotations

import email
import email.policy
import json
import re
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from served import Served

PASSWORD = "quatro cavalos azuis"
PATIENCE_SECONDS = 60
expect.set_options(timeout=20_000)


@dataclass
class Account:
    """Somebody with an account; `ask` sends JSON with their token."""

    server: Served
    email: str
    token: str = ""
    password: str = field(default=PASSWORD, repr=False)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        return ask(self.server, method, path, body, Authorization=f"Bearer {self.token}", **headers)

    def enter(self, page: Page) -> None:
        """Sign in as people do."""
        page.goto(f"{self.server.address}/sign-in")
        page.get_by_label("E-mail").fill(self.email)
        password_field(page).fill(self.password)
        page.get_by_role("button", name="Entrar").click()
        expect(page.get_by_role("button", name="Sua conta")).to_be_visible()


@dataclass(frozen=True)
class Visitor:
    account: Account
    page: Page

    def open(self, path: str) -> Page:
        self.page.goto(self.account.server.address + path)
        return self.page


def new_address() -> str:
    return f"{uuid.uuid4().hex[:12]}@example.com"


def sign_up(server: Served, tenant_name: str = "Fibra Boa") -> Account:
    """The owner of a new organisation."""
    address = new_address()
    ask(server, "POST", "/api/v1/sign-up", {"email": address, "tenant_name": tenant_name})
    return follow(server, "/api/v1/sign-up/confirm", address)


def follow(server: Served, path: str, address: str, name: str = "Ana Souza") -> Account:
    """Take the newest link that was sent to this address."""
    token = link_for(server, address).partition("#token=")[2]
    body = {"token": token, "name": name, "password": PASSWORD, "deliver": "tokens"}
    return Account(server, address, ask(server, "POST", path, body)["access_token"])


def link_for(server: Served, address: str, count: int = 1) -> str:
    """The link of the newest mail to this address, once there are `count` of them."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        files = sorted(server.mails.glob("[!.]*.eml"), key=lambda path: path.stem)
        mails = [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in files]
        links = [
            found[0]
            for mail in mails
            if mail["To"] == address and (found := re.search(r"http\S+#token=\S+", mail.get_content()))
        ]
        if len(links) >= count:
            return links[-1]
        assert time.monotonic() < deadline, f"no mail to {address}"
        time.sleep(0.05)


def ask(server: Served, method: str, path: str, body: Any = None, **headers: str) -> Any:
    """Send JSON, get JSON."""
    content = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(server.address + path, content, headers, method=method)
    request.add_header("Content-Type", "application/json")
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or b"null")
    except urllib.error.HTTPError as error:
        raise AssertionError(f"{method} {path}: {error.code} {error.read().decode()}") from None


def is_saved(page: Page) -> None:
    """The editor says that all was kept."""
    expect(page.get_by_role("status").filter(has_text="Tudo salvo")).to_be_visible()


def password_field(page: Page) -> Locator:
    """Not the button beside it that shows what was typed."""
    return page.get_by_label(re.compile("^Senha"))


@contextmanager
def new_page(browser: Browser, server: Served, **options: Any) -> Iterator[Page]:
    """A browser of its own that speaks Portuguese. What its scripts throw, and requests to elsewhere, fail the test."""
    context: BrowserContext = browser.new_context(
        **{"locale": "pt-BR", "viewport": {"width": 1280, "height": 800}, **options}
    )
    page = context.new_page()
    page.set_default_timeout(20_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda line: wrong.append(line.text) if "Content Security Policy" in line.text else None)
    page.on("request", lambda request: wrong.append(request.url) if _is_elsewhere(request.url, server) else None)
    try:
        yield page
    finally:
        context.close()
    assert wrong == []


def _is_elsewhere(url: str, server: Served) -> bool:
    return not url.startswith((server.address, "data:", "blob:"))
