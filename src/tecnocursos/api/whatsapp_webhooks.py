"""Where WhatsApp delivers: open to anybody, closed by the signature on the raw body.

What is signed is Meta's and is always taken, however much it is: refused, it would only come again. Whoever signs
wrongly is counted by their network, and soon not listened to.
"""

from __future__ import annotations

from typing import Annotated, Final
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi import Response as HttpResponse
from fastapi.responses import PlainTextResponse
from starlette.exceptions import HTTPException

from tecnocursos.api.addresses import UNKNOWN, network_of
from tecnocursos.api.edge import Arrival, EdgeRoute, arrive, for_anybody
from tecnocursos.api.gatekeeping import AbnormalUsage
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM, enter_scope, start_writing
from tecnocursos.infra.limits import Policy
from tecnocursos.kit.actor import system_actor
from tecnocursos.support import channels, receiving
from tecnocursos.support.errors import SignatureRefused

router = APIRouter(prefix="/api/v1/whatsapp/webhooks", tags=["whatsapp"], route_class=EdgeRoute)

BODY_BYTES: Final = 4 * 1024**2
"""Meta sends up to 3 MB."""
_UNSIGNED: Final = Policy("webhook", "sliding_window", 1000, 60)
Token = Annotated[str, Query(max_length=500)]


@router.get("/{channel_id}", response_class=PlainTextResponse)
@for_anybody
async def verify_webhook(
    request: Request,
    channel_id: UUID,
    mode: Annotated[str, Query(alias="hub.mode", max_length=50)] = "",
    challenge: Annotated[str, Query(alias="hub.challenge", max_length=500)] = "",
    verify_token: Annotated[str, Query(alias="hub.verify_token", max_length=500)] = "",
) -> HttpResponse:
    """Meta asks whether this address is the number's: the challenge comes back where the verify token is right."""
    arrival = await arrive(request)

    def verify() -> None:
        with arrival.platform.database.transaction(SYSTEM) as session:
            channel = channels.find_anywhere(session, channel_id)
            enter_scope(session, channel.tenant_id)
            channels.verify(session, channel, mode, verify_token)

    await arrival.admission.run(verify, is_change=True)
    return PlainTextResponse(challenge)


@router.post("/{channel_id}")
@for_anybody
async def receive_webhook(request: Request, channel_id: UUID) -> HttpResponse:
    """What happened on WhatsApp. It is kept, then acknowledged, and read afterwards."""
    arrival = Arrival(request, None)
    body = await _read(request)
    signature = request.headers.get("x-hub-signature-256")
    await arrival.admission.run(lambda: _keep(arrival, channel_id, body, signature), is_change=True)
    return HttpResponse(status_code=200)


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > BODY_BYTES:
            raise HTTPException(413, headers={"Connection": "close"})
    return bytes(body)


def _keep(arrival: Arrival, channel_id: UUID, body: bytes, signature: str | None) -> None:
    """Raises ChannelNotFound, SignatureRefused, AbnormalUsage."""
    platform = arrival.platform
    with platform.database.transaction(SYSTEM, is_reading=True) as session:
        channel = channels.find_anywhere(session, channel_id)
        if is_signed := channels.is_signed(session, channel, body, signature):
            enter_scope(session, channel.tenant_id)
            start_writing(session)
            receiving.keep(session, system_actor(channel.tenant_id), channel, body)
    if not is_signed:
        _count(platform, arrival.request)
        raise SignatureRefused


def _count(platform: Platform, request: Request) -> None:
    address = request.client.host if request.client else UNKNOWN
    verdict = platform.limits.take(_UNSIGNED, network_of(address))
    if not verdict.is_allowed:
        raise AbnormalUsage(verdict)
