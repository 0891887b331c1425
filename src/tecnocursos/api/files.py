"""Downloads by signed link: whoever has the link may read the file until it runs out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC
from typing import Annotated, Final
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi import Response as HttpResponse
from fastapi.responses import StreamingResponse
from sqlalchemy.orm import Session

from tecnocursos.api.byte_ranges import ByteRange, RangeUnsatisfiable, wanted_range
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.files import service
from tecnocursos.files.links import LinkClaims
from tecnocursos.infra.database import enter_scope
from tecnocursos.kit.actor import system_actor
from tecnocursos.kit.clock import utc_now

router = APIRouter(prefix="/api/v1/files", tags=["files"], route_class=EdgeRoute)

# What a browser may show in a page of ours. Anything else could be active, and is only ever saved.
SHOWN_TYPES: Final = frozenset(
    """image/png image/jpeg image/gif image/webp image/avif video/mp4 video/webm audio/mpeg audio/mp4 audio/wav
    audio/ogg audio/flac text/vtt application/json""".split()
)
Token = Annotated[str, Query(min_length=1, max_length=2000, description="Seals what the link is for, until when")]


@router.get("/{file_id}", response_model=None, responses={206: {"description": "The range that was asked for"}})
def download_file(session: Session, platform: Platform, request: Request, file_id: UUID, token: Token) -> HttpResponse:
    """The bytes of a file, or a range of them."""
    return _download(session, platform, request, file_id, token)


@router.head("/{file_id}", response_model=None, responses={206: {"description": "The range that was asked for"}})
def describe_file(session: Session, platform: Platform, request: Request, file_id: UUID, token: Token) -> HttpResponse:
    """What a download would answer, without the bytes."""
    return _download(session, platform, request, file_id, token)


def _download(session: Session, platform: Platform, request: Request, file_id: UUID, token: str) -> HttpResponse:
    claims = platform.download_links.read(file_id, token)
    enter_scope(session, claims.tenant_id)
    file = service.get_file(session, system_actor(claims.tenant_id), file_id)
    tag = f'"{file.sha256}"'
    headers = _headers(claims, file.media_type, tag)
    if tag in request.headers.get("if-none-match", ""):
        return HttpResponse(status_code=304, headers=headers)
    fits = request.headers.get("if-range", tag) == tag
    try:
        part = wanted_range(request.headers.get("range") if fits else None, file.size_bytes)
    except RangeUnsatisfiable:
        return HttpResponse(status_code=416, headers={"Content-Range": f"bytes */{file.size_bytes}"})
    if part is not None:
        headers["Content-Range"] = f"bytes {part.start}-{part.end - 1}/{file.size_bytes}"
    whole = part or ByteRange(0, file.size_bytes)
    headers["Content-Length"] = str(whole.end - whole.start)
    pieces: Iterator[bytes] = iter(())
    if request.method == "GET":
        pieces = service.stream(platform.storage, file, whole.start, whole.end)
    return StreamingResponse(pieces, 206 if part else 200, headers)


def _headers(claims: LinkClaims, media_type: str, tag: str) -> dict[str, str]:
    is_shown = claims.is_inline and media_type in SHOWN_TYPES
    seconds_left = int((claims.expires_at.astimezone(UTC) - utc_now()).total_seconds())
    return {
        "Content-Type": media_type,
        "Content-Disposition": _disposition("inline" if is_shown else "attachment", claims.name),
        "ETag": tag,
        "Accept-Ranges": "bytes",
        "Cache-Control": f"private, max-age={max(seconds_left, 0)}, immutable",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Referrer-Policy": "no-referrer",
    }


def _disposition(kind: str, name: str) -> str:
    """RFC 6266 and 8187: the name as it is, and without accents for old clients."""
    plain = "".join(character if " " <= character <= "~" and character not in '"\\%' else "_" for character in name)
    return f"{kind}; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
