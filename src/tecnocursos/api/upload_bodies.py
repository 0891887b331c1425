"""Reading a body of any length: never on the event loop, never for ever."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Final
from uuid import UUID

from fastapi import Request, Response
from sqlalchemy.orm import Session
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from tecnocursos.api.authentication import authenticate
from tecnocursos.api.edge import Arrival
from tecnocursos.api.idempotency import Repeatable
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.config import UploadSettings
from tecnocursos.files import uploads
from tecnocursos.files.errors import OffsetMismatch, UploadTooSlow
from tecnocursos.files.models import Upload
from tecnocursos.files.receiving import Checksum, Reception
from tecnocursos.kit.actor import Actor

OFFSET_STREAM: Final = "application/offset+octet-stream"
_HOP_BYTES = 512 * 1024
"""What is gathered before a thread is asked to write it: a hop costs about 0.3 ms."""


class _BrokenOff(Exception):
    """The body ended before its end: the client went, or was too slow, or this process stops."""

    def __init__(self, cause: BaseException) -> None:
        super().__init__(cause)
        self.cause = cause


async def announce(
    arrival: Arrival, name: str, length: int, repeated: Repeatable | None, describe: Callable[[Upload], Response]
) -> tuple[Response, Upload]:
    """Begin an upload, in a transaction of its own: the answer, which ends its Location with the id, and the upload.

    Asked again by the same key: the answer as it was, and the upload as it is now.
    """

    def begin() -> tuple[Response, Upload]:
        platform = arrival.platform
        with platform.database.open(None) as session:
            actor = authenticate(session, arrival.credentials, platform)
            if repeated and (kept := repeated.find(session, actor)):
                return kept, uploads.get_upload(session, actor, UUID(kept.headers["location"].rpartition("/")[2]))
            upload = uploads.begin(session, actor, platform.settings.uploads, name, length)
            response = describe(upload)
            if repeated:
                repeated.keep(session, actor, response, is_secret=False)
            session.commit()
            return response, upload

    return await asyncio.to_thread(begin)


async def receive(request: Request, arrival: Arrival, upload_id: UUID, offset: int, checksum: Checksum | None) -> int:
    """Take the body into the upload, and make the file when that was all. Gives where the safe bytes end."""
    platform = arrival.platform
    actor, reception, length = await asyncio.to_thread(_open, arrival, upload_id, offset, checksum)
    try:
        try:
            async for content in _pieces(request, platform.settings.uploads):
                await asyncio.to_thread(reception.write, content)
        except _BrokenOff as broken:
            # What has arrived is worth keeping: the client goes on from there.
            await asyncio.to_thread(reception.break_off)
            raise broken.cause from None
        await asyncio.to_thread(reception.end)
    finally:
        await asyncio.shield(asyncio.to_thread(reception.close))
    if reception.offset == length:
        await asyncio.to_thread(_finish, arrival, actor, upload_id)
    return reception.offset


def _open(arrival: Arrival, upload_id: UUID, offset: int, checksum: Checksum | None) -> tuple[Actor, Reception, int]:
    platform = arrival.platform
    with platform.database.open(None, is_reading=True) as session:
        actor = authenticate(session, arrival.credentials, platform)
        upload = uploads.get_upload(session, actor, upload_id)
    if upload.offset_bytes != offset:
        raise OffsetMismatch(expected=upload.offset_bytes, given=offset)
    reception = Reception(
        platform.database,
        platform.storage,
        platform.settings.uploads,
        platform.incoming,
        tenant_id=actor.tenant_id,
        upload_id=upload_id,
        offset=offset,
        length=upload.length_bytes,
        checksum=checksum,
    )
    return actor, reception, upload.length_bytes


def _finish(arrival: Arrival, actor: Actor, upload_id: UUID) -> None:
    platform: Platform = arrival.platform

    def still(session: Session) -> Actor:
        """Whoever sent it may have been shut out while the bytes came."""
        return authenticate(session, arrival.credentials, platform)

    uploads.finish(platform.database, platform.storage, platform.incoming, actor.tenant_id, upload_id, still)


async def _pieces(request: Request, limits: UploadSettings) -> AsyncIterator[bytes]:
    """The body in pieces of some size. Raises _BrokenOff after the last of them when more should have come."""
    started, received, gathered = time.monotonic(), 0, bytearray()
    body = request.stream()
    broken: BaseException | None = None
    while broken is None:
        try:
            async with asyncio.timeout(limits.idle_seconds):
                content = await anext(body)
        except StopAsyncIteration:
            break
        except TimeoutError:
            broken = UploadTooSlow()
        except (ClientDisconnect, HTTPException, asyncio.CancelledError) as error:
            broken = error
        else:
            gathered += content
            received += len(content)
            elapsed = time.monotonic() - started
            if elapsed > limits.idle_seconds and received / elapsed < limits.slowest_bytes_per_second:
                broken = UploadTooSlow()
        if len(gathered) >= _HOP_BYTES:
            yield bytes(gathered)
            gathered.clear()
    if gathered:
        yield bytes(gathered)
    if broken is not None:
        raise _BrokenOff(broken)
