"""Notices of outages: who is told, how, once, and what it costs before anything is sent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from people import Person
from support.conftest import Meta
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.clock import utc_now
from tecnocursos.support import customers
from tecnocursos.support.conversations import hold_open
from tecnocursos.support.models import MessageTemplate
from tecnocursos.support.queries import get_channel
from tecnocursos.support.whatsapp.updates import Identity
from tecnocursos.support.workflows.machine import Identified
from tecnocursos.worker.running import Runner

TEXT = "Queda na sua região desde 10:30. Previsão: 15:00."


class Region:
    """Customers of Porto Velho, of a number."""

    def __init__(self, platform: Platform, owner: Person, meta: Meta, runner: Runner) -> None:
        self._platform, self.owner, self._meta, self._runner = platform, owner, meta, runner

    def add(self, phone: str, *, wrote_hours_ago: float | None = None, region: str = "Porto Velho") -> None:
        with self._platform.database.transaction(self.owner.tenant_id) as session:
            channel = get_channel(session, self.owner.actor, UUID(self._meta.channel_id))
            customer = customers.find_or_add(session, self.owner.actor, channel, Identity(phone=phone), None)
            known = Identified(erp_id=phone, first_name="Rui", region="Centro", other_regions=(region,))
            customers.identify(session, self.owner.actor, customer, known)
            if wrote_hours_ago is not None:
                conversation = hold_open(session, self.owner.actor, channel, customer)
                conversation.window_until = utc_now() + timedelta(hours=24 - wrote_hours_ago)

    def add_template(self, category: str = "UTILITY") -> str:
        with self._platform.database.transaction(self.owner.tenant_id) as session:
            body = {"type": "BODY", "text": "Queda em {{1}}. Previsão: {{2}}."}
            row = MessageTemplate(
                tenant_id=self.owner.tenant_id,
                channel_id=UUID(self._meta.channel_id),
                name=f"queda_{category.lower()}",
                language="pt_BR",
                category=category,
                status="APPROVED",
                components=[body],
            )
            session.add(row)
            session.flush()
            return str(row.id)

    def wish(self, **others: Any) -> dict[str, Any]:
        return {"channel_id": self._meta.channel_id, "region": "porto velho", "outage_id": "o1", "text": TEXT} | others

    def send(self, **others: Any) -> Any:
        return self.owner.post("/api/v1/support/notices", json=self.wish(**others))

    def preview(self, **others: Any) -> dict[str, Any]:
        answer = self.owner.post("/api/v1/support/notices/preview", json=self.wish(**others))
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def work(self) -> None:
        while self._runner.run_next(("messages",)):
            pass

    def said(self) -> list[tuple[str, str]]:
        """Kind and text of what was written to customers."""
        found = self.owner.get("/api/v1/conversations", params={"box": "all"}).json()["items"]
        paths = [f"/api/v1/conversations/{one['id']}/messages" for one in found]
        return sorted((one["kind"], one["text"]) for path in paths for one in self.owner.get(path).json()["items"])


@pytest.fixture
def region(platform: Platform, owner: Person, meta: Meta, runner: Runner) -> Region:
    return Region(platform, owner, meta, runner)


def test_who_wrote_lately_is_told_freely_and_others_by_template_each_once(region: Region) -> None:
    region.add("5537988110001", wrote_hours_ago=2)
    region.add("5537988110002", wrote_hours_ago=30)
    region.add("5537988110003")
    region.add("5537988110004", wrote_hours_ago=1, region="Ipiranga")
    without = region.preview()
    assert (without["free"], without["by_template"], without["unreachable"]) == (1, 0, 2)
    template = {"template_id": region.add_template(), "body": ["Porto Velho", "15:00"]}
    told = region.preview(template=template)
    assert (told["free"], told["by_template"], told["unreachable"], told["already_told"]) == (1, 2, 0, 0)
    assert (told["cost_micros"], told["currency"]) == (3 * 6_800, "USD")
    assert region.said() == []
    sent = region.send(template=template)
    assert sent.status_code == 201, sent.text
    assert (sent.json()["waiting"], sent.json()["state"]) == (3, "running")
    region.work()
    notice = region.owner.get(sent.headers["location"]).json()
    assert (notice["sent"], notice["waiting"], notice["state"]) == (3, 0, "done")
    template_text = "Queda em Porto Velho. Previsão: 15:00."
    assert region.said() == [("template", template_text), ("template", template_text), ("text", TEXT)]
    again = region.send(template=template)
    assert (again.status_code, again.json()["code"]) == (409, "notice_reaches_nobody")
    assert region.preview(template=template)["already_told"] == 3
    region.work()
    assert len(region.said()) == 3
    assert region.preview(outage_id="o2", template=template)["free"] == 1  # another outage is another matter


def test_a_notice_is_stopped_and_who_was_not_told_may_be_later(region: Region) -> None:
    region.add("5537988110001", wrote_hours_ago=2)
    path = region.send().headers["location"]
    stopped = region.owner.post(f"{path}/cancel")
    assert (stopped.status_code, stopped.json()["state"]) == (200, "cancelled")
    region.work()
    assert region.said() == []
    assert region.owner.post(f"{path}/cancel").json()["code"] == "notice_ended"
    assert region.send().status_code == 201
    region.work()
    assert region.said() == [("text", TEXT)]
    listed = region.owner.get("/api/v1/support/notices").json()["items"]
    assert [one["state"] for one in listed] == ["done", "cancelled"]
    entries = region.owner.get("/api/v1/audit", params={"limit": 50}).json()["items"]
    assert [one["action"] for one in entries if one["action"].startswith("notice.")].count("notice.sent") == 2


def test_only_a_utility_template_may_be_used(region: Region) -> None:
    region.add("5537988110001")
    template = {"template_id": region.add_template("MARKETING"), "body": ["x", "y"]}
    refused = region.send(template=template)
    assert (refused.status_code, refused.json()["code"]) == (422, "message_template_unusable")
    assert "utility" in refused.json()["detail"]
