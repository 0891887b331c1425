"""Every page of the app, by name: where it is in a furnished organisation, and whether one must be signed in for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Page, expect

from furnished import Furnished


@dataclass(frozen=True)
class Place:
    path: str
    """With the names of what is furnished in braces."""
    is_inside: bool = True

    def address(self, server: str, furnished: Furnished) -> str:
        return server + self.path.format(**vars(furnished))


PLACES: Final[dict[str, Place]] = {
    "sign-in": Place("/sign-in", is_inside=False),
    "sign-up": Place("/sign-up", is_inside=False),
    "forgotten-password": Place("/forgotten-password", is_inside=False),
    "link-incomplete": Place("/password-reset", is_inside=False),
    "watch": Place("/watch", is_inside=False),
    "unknown": Place("/nowhere/at/all", is_inside=False),
    "courses": Place("/"),
    "new-course": Place("/new"),
    "new-course-of-a-document": Place("/new?document={document_id}&version=1"),
    "changes": Place("/projects/{project_id}/changes"),
    "documents": Place("/documents"),
    "editor": Place("/projects/{project_id}"),
    "library": Place("/library"),
    "brands": Place("/brands"),
    "brand": Place("/brands/{brand_id}"),
    "lexicons": Place("/lexicons"),
    "lexicon": Place("/lexicons/{lexicon_id}"),
    "inbox": Place("/support/inbox"),
    "account": Place("/account"),
    "members": Place("/administration/members"),
    "invitations": Place("/administration/invitations"),
    "keys": Place("/administration/keys"),
    "usage": Place("/administration/usage"),
    "jobs": Place("/administration/jobs"),
    "audit": Place("/administration/audit"),
    "health": Place("/administration/health"),
    "conversation": Place("/support/inbox?conversation={conversation_id}"),
    "customers": Place("/support/customers"),
    "customer": Place("/support/customers?customer={customer_id}"),
    "notices": Place("/support/notices"),
    "reports": Place("/support/reports"),
    "questions": Place("/support/questions"),
    "synonyms": Place("/support/synonyms"),
    "numbers": Place("/support/numbers"),
    "simulator": Place("/support/simulator"),
    "announcements": Place("/administration/announcements"),
    "organisation": Place("/administration/tenant"),
    "support-settings": Place("/support/settings"),
    "support-teams": Place("/support/teams"),
    "support-replies": Place("/support/replies"),
    "support-system": Place("/support/system"),
}


def await_rest(page: Page) -> None:
    """Until the page is drawn, nothing is read any more and every picture is there."""
    expect(page.locator("h1")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.wait_for_function("() => [...document.images].every((image) => image.loading === 'lazy' || image.complete)")
