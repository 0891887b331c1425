"""A TCP proxy that makes a network bad, after Toxiproxy's toxics: latency, bandwidth, slices, silence, resets, down.

with ToxicProxy("127.0.0.1", 5432) as proxy:
    proxy.toxics.latency_seconds = 2      # each way
    proxy.toxics.silent_after = (b"INSERT", b"COMMIT") # what is sent is passed on, but nothing comes back any more
    proxy.reset()                         # all connections end with RST
    proxy.down()                          # and new ones are refused, until up()
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self, TypeVar

_T = TypeVar("_T")
_ABORT = struct.pack("ii", 1, 0)
"""SO_LINGER: closing sends RST."""


@dataclass
class Toxics:
    latency_seconds: float = 0
    bytes_per_second: float | None = None
    slice_bytes: int | None = None
    """Pass on so many bytes at a time."""
    silent_after: tuple[bytes, ...] = ()
    """As soon as a client has sent these one after the other, its connection hears nothing any more and is reset."""
    reset_before: tuple[bytes, ...] = ()
    """As soon as a client sends the last of these, its connection is reset, and that is not passed on."""


class ToxicProxy:
    """Passes on what is sent to `port`; runs in a thread of its own."""

    def __init__(self, host: str, port: int) -> None:
        self.toxics = Toxics()
        self.struck = threading.Event()
        """Set when `silent_after` or `reset_before` has struck."""
        self.port = 0
        self._target = (host, port)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="toxic proxy", daemon=True)
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        self.up()
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: object, _trace: TracebackType | None) -> None:
        self.down()
        self._call(self._end_tasks())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def up(self) -> None:
        """Accept connections, on the same port as before."""
        self._call(self._listen())

    def down(self) -> None:
        """Refuse connections, and reset those that there are."""
        self._call(self._close())
        self.reset()

    def reset(self) -> None:
        """End all connections with RST, on both sides."""
        self._call(self._reset())

    def _call(self, work: Coroutine[Any, Any, _T]) -> _T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=30)

    async def _listen(self) -> None:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None

    async def _reset(self) -> None:
        for writer in list(self._open):
            _abort(writer)

    async def _end_tasks(self) -> None:
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        self._open.add(writer)
        server_writer = None
        try:
            server_reader, server_writer = await asyncio.open_connection(*self._target)
            self._open.add(server_writer)
            silence = asyncio.Event()
            ways = [
                asyncio.create_task(self._pass(reader, server_writer, silence, is_from_client=True)),
                asyncio.create_task(self._pass(server_reader, writer, silence, is_from_client=False)),
            ]
            try:
                await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
            finally:
                for way in ways:
                    way.cancel()
                await asyncio.gather(*ways, return_exceptions=True)
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            for end in (writer, server_writer):
                if end is not None:
                    self._open.discard(end)
                    end.close()
            self._tasks.discard(task)

    async def _pass(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        silence: asyncio.Event,
        *,
        is_from_client: bool,
    ) -> None:
        tail = b""
        while sent := await reader.read(65_536):
            toxics = self.toxics
            if not is_from_client and silence.is_set():
                # The server has done what it was asked for; nobody is told.
                self.struck.set()
                await self._reset()
                return
            if is_from_client and (toxics.silent_after or toxics.reset_before):
                tail = (tail + sent)[-65_536:]
            if _holds(tail, toxics.reset_before):
                self.struck.set()
                await self._reset()
                return
            if _holds(tail, toxics.silent_after):
                silence.set()
            for piece in _sliced(sent, toxics.slice_bytes):
                if toxics.latency_seconds:
                    await asyncio.sleep(toxics.latency_seconds)
                if toxics.bytes_per_second:
                    await asyncio.sleep(len(piece) / toxics.bytes_per_second)
                writer.write(piece)
                await writer.drain()


def _holds(sent: bytes, marks: tuple[bytes, ...]) -> bool:
    """Whether the marks, if there are any, stand in `sent` one after the other."""
    place = 0
    for mark in marks:
        place = sent.find(mark, place)
        if place < 0:
            return False
    return bool(marks)


def _sliced(sent: bytes, size: int | None) -> list[bytes]:
    size = size or len(sent)
    return [sent[start : start + size] for start in range(0, len(sent), size)]


def _abort(writer: asyncio.StreamWriter) -> None:
    connection = writer.get_extra_info("socket")
    with suppress(OSError):
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _ABORT)
    writer.transport.abort()
