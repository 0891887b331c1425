"""Chat is written in batches: what is said while one is written makes the next, one transaction for each."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final
from uuid import UUID

from tecnocursos.infra.database import Database
from tecnocursos.realtime import chat
from tecnocursos.realtime.chat import Said

_AT_ONCE: Final = 200


class ChatWriter:
    """Lives on the event loop; `in_thread` runs what talks to the database."""

    def __init__(self, database: Database, in_thread: Callable[[Callable[[], None]], Awaitable[Any]]) -> None:
        self._database = database
        self._in_thread = in_thread
        self._waiting: dict[UUID, list[tuple[Said, asyncio.Future[None]]]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def write(self, said: Said) -> None:
        """Returns when it is written; raises what kept it from being."""
        written = asyncio.get_running_loop().create_future()
        if said.tenant_id in self._waiting:
            self._waiting[said.tenant_id].append((said, written))
        else:
            self._waiting[said.tenant_id] = [(said, written)]
            task = asyncio.get_running_loop().create_task(self._write_all(said.tenant_id))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        await written

    async def _write_all(self, tenant_id: UUID) -> None:
        while waiting := self._waiting[tenant_id]:
            batch, self._waiting[tenant_id] = waiting[:_AT_ONCE], waiting[_AT_ONCE:]
            said = [one for one, _ in batch]
            try:
                await self._in_thread(lambda said=said: self._say(tenant_id, said))  # type: ignore[misc]
            except Exception as error:  # noqa: BLE001  whoever said it is told
                outcome: Exception | None = error
            else:
                outcome = None
            for _, written in batch:
                if written.done():
                    continue
                if outcome is None:
                    written.set_result(None)
                else:
                    written.set_exception(outcome)
        del self._waiting[tenant_id]

    def _say(self, tenant_id: UUID, said: list[Said]) -> None:
        with self._database.transaction(tenant_id) as session:
            chat.say(session, tenant_id, said)
