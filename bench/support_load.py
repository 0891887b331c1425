"""An outage at a provider with 10,000 customers: everybody writes at once, workers die, and what is kept is counted.

    python bench/support_load.py [--seconds 300] [--messages 30] [--kill-every 10]

The product runs as it is deployed: `serve --api-only`, four workers, a scheduler, PostgreSQL, Redis
and RabbitMQ, all on this machine, beside the local WhatsApp server, which plays Meta and the customers and measures how
soon its webhooks are answered. Each message is delivered twice, as Meta may; of each answer three statuses come, twice.
Every customer writes a burst of three messages. That is three times the outage that a provider of this size must
expect, where a fifth of all write three messages each within ten minutes. Exits 1 where a promise was not kept.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx2
from sqlalchemy import func, select

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from own_servers import free_port
from platforms import settings_environment, settings_for
from processes import Worker, busy_seconds, processor_seconds, running
from provedor import EXAMPLES, furnish, questions
from served import ROOT, Served
from tecnocursos.accounts.models import Tenant
from tecnocursos.bootstrap.platform import Platform, build
from tecnocursos.config import JobSettings
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.kit.actor import system_actor
from tecnocursos.simulator.serving import GRAPH_VERSION
from tecnocursos.support.desk_settings import change_settings
from tecnocursos.support.erp_connections import ErpConnection
from tecnocursos.support.messages import AnswerTurn
from tecnocursos.support.models import Conversation, Message, WebhookEvent

WORKERS = {"webhooks": 1, "chat": 2, "messages": 1, "quick,media,reports": 1}
"""Queues of a worker, and how many jobs it does at once."""
BURST = 3
SECRETS = {"verify_token": "verificar-isto", "app_secret": "segredo-da-app", "access_token": "token-de-acesso"}
NUMBER = "7001"
CUSTOMERS_AT_ONCE = 40
PATIENCE = 900
"""Seconds after the last message until everything must have been answered."""
WEBHOOKS_PER_SECOND, MEDIAN_MS, P99_MS = 120, 250, 1000


@dataclass
class Load:
    """What was asked of it."""

    wamids: set[str] = field(default_factory=set)
    phones: list[str] = field(default_factory=list)
    late_writes: int = 0
    """Messages that the local server took later than a second after their moment: then the load is not what it says."""


class Provider:
    """The installation, its number and its tenant."""

    def __init__(self, platform: Platform, address: str, whatsapp: str) -> None:
        self.platform, self.address = platform, address
        self.control = f"{whatsapp}/simulator/numbers/{NUMBER}"
        with httpx2.Client(timeout=60, trust_env=False) as http:
            founder = {"email": "dona@example.com", "password": "uma senha comprida e rara"}
            signed_in = http.post(f"{address}/api/v1/auth/sign-in", json=founder | {"deliver": "tokens"}).json()
            authorization = {"Authorization": f"Bearer {signed_in['access_token']}"}
            number = {"name": "Atendimento", "kind": "simulator", "phone_number_id": NUMBER, "business_id": "9001"}
            made = http.post(f"{address}/api/v1/whatsapp/channels", json=number | SECRETS, headers=authorization)
            made.raise_for_status()
            self.webhook = f"{address}{made.json()['webhook_path']}"
            told = {
                "id": NUMBER,
                "business_id": "9001",
                "webhook_url": self.webhook,
                "messages_per_second": 1000,
                **SECRETS,
            }
            http.post(f"{whatsapp}/simulator/numbers", json=told).raise_for_status()
            http.put(f"{self.control}/modes", json={"duplicate": "after"}).raise_for_status()
        with platform.database.transaction(SYSTEM, is_reading=True) as session:
            tenant_id = session.scalars(select(Tenant.id)).one()
        self.tenant_id, self.actor = tenant_id, system_actor(tenant_id)
        with platform.database.transaction(tenant_id) as session:
            furnish(session, self.actor, platform.incoming / "bench")
            erp = ErpConnection(kind="example", tenant=str(tenant_id))
            change_settings(session, self.actor, {"provider_name": "Fibra Boa", "burst_seconds": 3}, erp)


async def write_all(provider: Provider, options: argparse.Namespace) -> Load:
    """Messages at a fixed rate, however the product bears it."""
    load, chance = Load(), random.Random(11)
    asked = [one.question for one in questions("development")] + ["minha net caiu", "quero o boleto", "oi", "tá lenta"]
    async with httpx2.AsyncClient(timeout=60, trust_env=False) as http:
        total = options.seconds * options.messages
        bursts = total // BURST
        load.phones = [f"5537{99_000_0000 + number:09d}" for number in range(bursts)]
        gate = asyncio.Semaphore(CUSTOMERS_AT_ONCE)

        async def add(phone: str) -> None:
            async with gate:
                answer = await http.post(f"{provider.control}/customers", json={"phone": phone, "name": "Cliente"})
                answer.raise_for_status()

        await asyncio.gather(*map(add, load.phones))
        start = time.monotonic() + 1

        async def write(phone: str, at: float, text: str) -> None:
            await asyncio.sleep(max(0.0, start + at - time.monotonic()))
            answer = await http.post(
                f"{provider.control}/customers/{phone}/messages", json={"type": "text", "text": text}
            )
            answer.raise_for_status()
            load.wamids.add(answer.json()["wamid"])
            load.late_writes += time.monotonic() - start - at > 1

        writes = []
        for index, phone in enumerate(load.phones):
            # The burst's messages come a second apart, those of others between them.
            begins = index * BURST / options.messages
            words = chance.sample(asked, BURST)
            writes += [write(phone, begins + part, words[part]) for part in range(BURST)]
        await asyncio.gather(*writes)
    return load


def end_of(provider: Provider) -> dict[str, int]:
    """What is still to be done."""
    with provider.platform.database.transaction(SYSTEM, is_reading=True) as session:
        unfinished = session.scalar(
            select(func.count()).where(JobRow.state.in_(("queued", "running")), JobRow.subject_id.is_not(None))
        )
        events = session.scalar(select(func.count()).where(WebhookEvent.state == "received"))
        going_out = session.scalar(
            select(func.count()).where(Message.direction == "out", Message.state.in_(("queued", "sending", "unknown")))
        )
    return {"jobs": unfinished or 0, "events": events or 0, "going out": going_out or 0}


def await_end(provider: Provider, counts: Callable[[], dict[str, Any]]) -> float:
    """Seconds until nothing was left to do."""
    began = time.monotonic()
    while any(left := end_of(provider).values()) or counts()["updates_pending"]:
        if time.monotonic() - began > PATIENCE:
            raise SystemExit(f"not done after {PATIENCE} s: {end_of(provider)} {left}")
        time.sleep(1)
    return time.monotonic() - began


def judge(provider: Provider, load: Load) -> list[tuple[str, bool]]:
    """What must hold of what was kept, in words, and whether it does."""
    with provider.platform.database.transaction(provider.tenant_id, is_reading=True) as session:
        heard = Counter(session.scalars(select(Message.wamid).where(Message.direction == "in")))
        unanswered = session.scalar(
            select(func.count()).where(
                Conversation.heard_through < Conversation.length - 1, Conversation.holder == "bot"
            )
        )
        conversations = session.scalar(select(func.count(Conversation.id)))
        states = Counter(session.scalars(select(Message.state).where(Message.direction == "out")))
        silent = len(load.phones) - (
            session.scalar(
                select(func.count(Message.conversation_id.distinct())).where(
                    Message.direction == "out", Message.author == "bot"
                )
            )
            or 0
        )
        turns = session.execute(
            select(JobRow.subject_id, JobRow.started_at, JobRow.finished_at)
            .where(JobRow.name == AnswerTurn.name, JobRow.state == "succeeded")
            .order_by(JobRow.subject_id, JobRow.started_at)
        ).all()
        dead = session.execute(select(JobRow.name, JobRow.error).where(JobRow.state.in_(("dead", "failed")))).all()
    overlapping = sum(
        later.subject_id == earlier.subject_id and later.started_at < earlier.finished_at
        for earlier, later in pairwise(turns)
    )
    lost = states["queued"] + states["failed"] + states["unknown"]
    print(f"{conversations} conversations, {len(turns)} turns, messages out by state: {dict(states)}")
    return [
        (
            f"{len(load.wamids)} messages were written, {len(load.wamids & heard.keys())} kept",
            load.wamids == set(heard),
        ),
        ("each is kept once", max(heard.values(), default=0) <= 1),
        (f"{silent} customers without an answer", silent == 0),
        (f"{unanswered} conversations with something unheard", unanswered == 0),
        (f"{overlapping} turns of a conversation at once", overlapping == 0),
        (f"jobs given up: {[tuple(one) for one in dead[:5]]}", not dead),
        (f"messages that did not go out: {lost}", lost == 0),
    ]


def percentile(answered: Counter[int], part: float) -> int:
    wanted, passed = answered.total() * part, 0
    for milliseconds in sorted(answered):
        passed += answered[milliseconds]
        if passed >= wanted:
            return milliseconds
    return 0


async def kill_now_and_then(workers: list[Worker], every: float) -> None:
    chance = random.Random(3)
    while every:
        await asyncio.sleep(every)
        chance.choice(workers).kill_one(chance)


async def go(provider: Provider, workers: list[Worker], options: argparse.Namespace) -> Load:
    killing = asyncio.create_task(kill_now_and_then(workers, options.kill_every))
    load = await write_all(provider, options)
    killing.cancel()
    return load


def measure(provider: Provider, workers: list[Worker], pids: dict[str, int], options: argparse.Namespace) -> bool:
    with httpx2.Client(timeout=60, trust_env=False) as http:

        def counts() -> dict[str, Any]:
            told: dict[str, Any] = http.get(f"{provider.control}/counts").json()
            return told

        before = {name: processor_seconds(pid) for name, pid in pids.items()}
        before_all = busy_seconds()
        began = time.monotonic()
        load = asyncio.run(go(provider, workers, options))
        lasted = time.monotonic() - began
        told = counts()
        rate = told["webhooks"] / options.seconds
        answered = Counter({int(after): count for after, count in told["answered_after_ms"].items()})
        median, most = percentile(answered, 0.5), percentile(answered, 0.99)
        print(f"{told['webhooks']} webhooks in {lasted:.0f} s ({rate:.0f}/s), failed {told['webhooks_failed']}")
        print(f"answered after {median} ms (median), {percentile(answered, 0.95)} ms (P95), {most} ms (P99)")
        used = {name: processor_seconds(pid) - before[name] for name, pid in pids.items()}
        shares = ", ".join(f"{name} {seconds / lasted:.2f}" for name, seconds in used.items())
        print(f"processors busy: {(busy_seconds() - before_all) / lasted:.2f} of {os.cpu_count()}; {shares}")
        print(f"refused by WhatsApp, by code: {told['refused']}")
        killed = {worker.queues: worker.kills for worker in workers}
        print(f"processes killed: {killed}; messages written late: {load.late_writes}")
        left = end_of(provider)
        drained = await_end(provider, counts)
        told = counts()
        print(f"left at the end of the load: {left}; all done {drained:.0f} s later")
        first = _first_answers(provider)
        print(f"answered after the last message of a burst: {first[0]:.1f} s (median), {first[1]:.1f} s (P95)")
        kept = [
            (f"{rate:.0f} webhooks a second, of {WEBHOOKS_PER_SECOND}", rate >= WEBHOOKS_PER_SECOND),
            (f"median {median} ms, of {MEDIAN_MS}", median <= MEDIAN_MS),
            (f"P99 {most} ms, of {P99_MS}", most <= P99_MS),
            *judge(provider, load),
            (
                f"sent twice: {told['repeated']} by our id, {told['repeated_texts']} by their words",
                not told["repeated"] and not told["repeated_texts"],
            ),
            ("a batch of 1,000 updates is read", read_batch(provider, http)),
        ]
    for words, holds in kept:
        print("ok  " if holds else "FAIL", words)
    return all(holds for _, holds in kept)


def _first_answers(provider: Provider) -> tuple[float, float]:
    """Seconds from the last message of a customer to the bot's last answer: median and P95."""
    with provider.platform.database.transaction(provider.tenant_id, is_reading=True) as session:
        written = (
            select(Message.conversation_id, func.max(Message.sent_at).label("at"))
            .where(Message.direction == "in")
            .group_by(Message.conversation_id)
            .subquery()
        )
        said = (
            select(Message.conversation_id, func.max(Message.sent_at).label("at"))
            .where(Message.direction == "out")
            .group_by(Message.conversation_id)
            .subquery()
        )
        waits = sorted(
            (after - before).total_seconds()
            for before, after in session.execute(
                select(written.c.at, said.c.at).join(said, said.c.conversation_id == written.c.conversation_id)
            )
        )
    return waits[len(waits) // 2], waits[int(len(waits) * 0.95)]


def read_batch(provider: Provider, http: httpx2.Client) -> bool:
    """One request with 1,000 messages, as after Meta could not deliver for a while."""
    before = http.get(f"{provider.control}/counts").json()["received"]
    http.put(f"{provider.control}/modes", json={"batch": 1000, "batch_seconds": 60, "statuses": "none"})
    phones = [customer["phone"] for customer in http.get(f"{provider.control}/customers").json()][:100]
    for number in range(1000):
        written = {"type": "text", "text": f"mensagem {number}"}
        http.post(f"{provider.control}/customers/{phones[number % len(phones)]}/messages", json=written)
    http.put(f"{provider.control}/modes", json={})
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline:
        with provider.platform.database.transaction(provider.tenant_id, is_reading=True) as session:
            kept = session.scalar(select(func.count()).where(Message.direction == "in"))
        if kept == before + 1000 and not any(end_of(provider).values()):
            return True
        time.sleep(1)
    return False


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--messages", type=int, default=30, help="of customers, a second")
    parser.add_argument("--kill-every", type=float, default=10, help="seconds; 0: never")
    options = parser.parse_args()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        settings = stack.enter_context(settings_for("production", folder))
        whatsapp = f"http://127.0.0.1:{free_port()}"
        told = {"simulator_url": f"{whatsapp}/{GRAPH_VERSION}", "example_erp": EXAMPLES / "erp.yaml"}
        # Jobs as an operator has them who sets nothing.
        deployed = {"whatsapp": settings.whatsapp.model_copy(update=told), "jobs": JobSettings()}
        settings = settings.model_copy(update=deployed)
        wanted = {
            "TECNOCURSOS_WHATSAPP__EXAMPLE_ERP": str(EXAMPLES / "erp.yaml"),
            "TECNOCURSOS_WHATSAPP__MESSAGES_PER_SECOND": "1000",
        }
        environment = {**os.environ, **settings_environment(settings), "PYTHONPATH": str(ROOT / "src"), **wanted}
        port = whatsapp.rpartition(":")[2]
        whatsapp_server = stack.enter_context(
            running(["whatsapp", "server", "--port", port], environment, folder / "whatsapp.log")
        )
        server = Served(settings, folder, "--api-only", **wanted)
        server.start()
        stack.callback(server.stop)
        server.set_up()
        stack.enter_context(running(["scheduler"], environment, folder / "scheduler.log"))
        workers = [
            Worker(
                queues,
                stack.enter_context(
                    running(["worker", "--queues", queues, "--slots", str(slots)], environment, folder / queues)
                ),
            )
            for queues, slots in WORKERS.items()
        ]
        platform = stack.enter_context(build(settings))
        pids = {worker.queues: worker.process.pid for worker in workers}
        pids |= {"api": server.pid, "local WhatsApp server": whatsapp_server.pid}
        is_kept = measure(Provider(platform, server.address, whatsapp), workers, pids, options)
    sys.exit(not is_kept)


if __name__ == "__main__":
    main()
