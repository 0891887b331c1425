"""What axe finds wrong with a page (WCAG 2.2 AA)."""

from __future__ import annotations

from typing import Any, Final

from playwright.sync_api import Page

from served import ROOT

AXE: Final = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES: Final = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def violations(page: Page) -> list[str]:
    """What axe finds wrong, and with which elements."""
    if not page.evaluate("'axe' in window"):
        session = page.context.new_cdp_session(page)
        # The page's own policy lets no script in but its own; a debugger may.
        session.send("Runtime.evaluate", {"expression": AXE.read_text("utf-8")})
        session.detach()
    found: list[dict[str, Any]] = page.evaluate(
        "async (tags) => (await axe.run(document, { runOnly: tags })).violations", RULES
    )
    return [
        f"{rule['id']}: {node['html']} {node['failureSummary']}"
        for rule in found
        for node in rule["nodes"]
        if not _stands_where_it_must(rule["id"], node["html"])
    ]


def _stands_where_it_must(rule: str, html: str) -> bool:
    """What lies over the things of a picture stands where they do, however near: the essential exception of 2.5.8.

    All of it is written in the panel beside it too, and the Tab key goes from one to the next.
    """
    return rule == "target-size" and "canvas-box" in html
