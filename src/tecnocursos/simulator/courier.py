"""Brings updates to webhooks: until they are taken, and as oddly as the modes say.

https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview
"""

from __future__ import annotations

import asyncio
import hashlib
import hmac
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from typing import Any, Final

import httpx2

from tecnocursos.simulator.clock import VirtualClock
from tecnocursos.simulator.payloads import Part, body_of
from tecnocursos.simulator.state import Customer, Number

_TIMEOUT: Final = httpx2.Timeout(15, connect=5)
_CONNECTIONS: Final = 32
_PATIENCE: Final = timedelta(days=7)
_LONGEST_PAUSE: Final = 3600.0

Taken = Callable[[], None]


class Courier:
    """Updates of one chat come in their order, of several chats at once. One that is not taken holds up no other."""

    def __init__(self, clock: VirtualClock) -> None:
        self._clock = clock
        self._client = httpx2.AsyncClient(
            timeout=_TIMEOUT, limits=httpx2.Limits(max_connections=_CONNECTIONS), trust_env=False
        )
        self._tasks: dict[asyncio.Task[None], Number] = {}
        self._batches: dict[str, list[tuple[Customer | None, Part, Taken]]] = {}
        self._random = random.Random(5)  # noqa: S311  the same disorder every time

    async def close(self) -> None:
        """Forget what is still on its way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._client.aclose()

    async def verify(self, number: Number, challenge: str) -> str | None:
        """Ask the webhook whether it expects updates, as is done when it is registered. Gives what is wrong with it."""
        query = {"hub.mode": "subscribe", "hub.challenge": challenge, "hub.verify_token": number.verify_token}
        try:
            answer = await self._client.get(str(number.webhook_url), params=query)
        except (httpx2.HTTPError, httpx2.InvalidURL) as error:
            return f"no answer: {type(error).__name__}"
        if answer.status_code != 200:
            return f"HTTP {answer.status_code}"
        return None if answer.text == challenge else "the challenge did not come back"

    def bring(
        self, number: Number, customer: Customer | None, part: Part, taken: Taken = lambda: None
    ) -> asyncio.Task[None]:
        """`taken` is called when the webhook has it. The task ends then; nobody needs to wait for it."""
        task = asyncio.create_task(self._bring(number, customer, part, taken))
        self._tasks[task] = number
        task.add_done_callback(self._tasks.pop)
        return task

    def forget(self, number: Number) -> None:
        """What is still on its way to the webhook of a number does not arrive any more."""
        for task, of in self._tasks.items():
            if of is number:
                task.cancel()
        self._batches.pop(number.id, None)

    async def _bring(self, number: Number, customer: Customer | None, part: Part, taken: Taken) -> None:
        if number.webhook_url is None:
            return
        modes = number.modes_of(customer) if customer else number.modes
        number.counts.updates_pending += 1
        try:
            held = modes.delay_seconds + modes.jitter_seconds * self._random.random()
            if held:
                await self._clock.sleep(held)
            copies = 1 if modes.duplicate == "no" else 2
            if modes.batch > 1:
                for _ in range(copies):
                    await self._add_to_batch(number, customer, part, taken)
                return
            body = body_of(number, [(customer, part)])
            if modes.duplicate == "at_once":
                await asyncio.gather(*(self._insist(number, customer, body, taken) for _ in range(copies)))
                return
            for _ in range(copies):
                lock = customer.turn if customer and not held else asyncio.Lock()
                async with lock:
                    is_taken = await self._post(number, customer, body)
                if is_taken:
                    taken()
                else:
                    await self._insist(number, customer, body, taken)
        finally:
            number.counts.updates_pending -= 1

    async def _add_to_batch(self, number: Number, customer: Customer | None, part: Part, taken: Taken) -> None:
        """Whoever begins a batch waits for its end and brings it, unless somebody has made it full."""
        modes = number.modes_of(customer) if customer else number.modes
        waiting = self._batches.setdefault(number.id, [])
        waiting.append((customer, part, taken))
        if len(waiting) == 1:
            await self._clock.sleep(modes.batch_seconds)
        if self._batches.get(number.id) is waiting and (len(waiting) >= modes.batch or waiting[0][1] is part):
            del self._batches[number.id]
            await self._bring_batch(number, waiting)

    async def _bring_batch(self, number: Number, batch: Sequence[tuple[Customer | None, Part, Taken]]) -> None:
        def all_taken() -> None:
            for _, _, taken in batch:
                taken()

        body = body_of(number, [(customer, part) for customer, part, _ in batch])
        await self._insist(number, batch[0][0], body, all_taken)

    async def _insist(self, number: Number, customer: Customer | None, body: bytes, taken: Taken) -> None:
        """Try again, at once and then ever more seldom, for a week."""
        began = self._clock.now()
        for pause in _pauses():
            await self._clock.sleep(pause)
            if await self._post(number, customer, body):
                taken()
                return
            if self._clock.now() - began > _PATIENCE:
                number.counts.webhooks_given_up += 1
                return

    async def _post(self, number: Number, customer: Customer | None, body: bytes) -> bool:
        """Modes, address and secret are those of now: what was wrong before is mended by the next try."""
        modes = number.modes_of(customer) if customer else number.modes
        secret = f"not {number.app_secret}" if modes.bad_signature else number.app_secret
        signature = hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        headers = {"Content-Type": "application/json", "X-Hub-Signature-256": f"sha256={signature}"}
        number.counts.webhooks += 1
        began = time.monotonic()
        try:
            answer = await self._client.post(str(number.webhook_url), content=body, headers=headers)
        except (httpx2.HTTPError, httpx2.InvalidURL):
            is_taken = False
        else:
            is_taken = answer.status_code == 200
            number.counts.answered_after_ms[math.ceil((time.monotonic() - began) * 1000)] += 1
        number.counts.webhooks_failed += not is_taken
        return is_taken


def _pauses() -> Iterator[float]:
    pause: Any = 0.0
    while True:
        yield pause
        pause = min(max(1.0, pause * 2), _LONGEST_PAUSE)
