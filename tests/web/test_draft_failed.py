"""A course whose scenes could not be made: what its page says, and another try."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from furnished import send_file, settled
from visitors import Visitor


def test_a_course_without_scenes_says_why_and_is_tried_again(ana: Visitor, tmp_path: Path) -> None:
    document = tmp_path / "wifi.md"
    document.write_text("# Wi-Fi em casa\n\nA faixa de 5 GHz alcança 10 metros.\n", "utf-8")
    ask = ana.account.ask
    added = send_file(ana.account, "/api/v1/documents", document)
    version = settled(lambda: ask("GET", f"/api/v1/documents/{added['id']}/versions/{added['version']['number']}"))
    # The server that is tested here has no language model that could write it.
    made = ask("POST", "/api/v1/projects", {"document_version_id": version["id"], "script": "llm"})
    page = ana.open(f"/projects/{made['id']}")
    expect(page.get_by_role("heading", name="As cenas não puderam ser criadas")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_text(re.compile("Um roteiro por modelo precisa"))
    # Tried, it fails at once: what is shown meanwhile is looked at while nobody works.
    with ana.account.server.resting():
        page.get_by_role("button", name="Tentar de novo").click()
        expect(page.get_by_role("status").filter(has_text="As cenas estão sendo criadas")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_text(re.compile("Um roteiro por modelo precisa"))
    page.get_by_role("link", name="Ir para meus cursos").click()
    expect(page.get_by_role("link", name=made["title"])).to_be_visible()
