"""Resumable uploads: tus 1.0.0 with creation, creation-with-upload, termination, expiration and checksum.

The bodies are read on the event loop; disk, storage and database are used on threads. `api.upload_bodies` does that.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Coroutine
from datetime import datetime
from email.utils import format_datetime
from typing import Annotated, Any, Final
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request, Response
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import Arrival, EdgeRoute, arrive, for_known
from tecnocursos.api.errors import problem
from tecnocursos.api.idempotency import repeatable, repeats_by_headers
from tecnocursos.api.upload_bodies import OFFSET_STREAM, announce, receive
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.files import uploads
from tecnocursos.files.errors import UploadHeaderInvalid, UploadTypeUnsupported, UploadVersionUnsupported
from tecnocursos.files.models import Upload
from tecnocursos.files.receiving import CHECKSUM_ALGORITHMS, parse_checksum
from tecnocursos.kit import schema
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.errors import ProductError

VERSION: Final = "1.0.0"
_EXTENSIONS = "creation,creation-with-upload,termination,expiration,checksum"
_METADATA_LIMIT = 32 * 1024
"""Longer names than any file system knows are shortened, and not refused."""
_ANNOUNCEMENT = ("upload-length", "upload-metadata", "upload-checksum", "content-type", "content-length")
"""The headers that say which upload is asked for: the bytes come too late to be compared."""
UploadMetadata = Annotated[
    str, Header(max_length=_METADATA_LIMIT, json_schema_extra={"pattern": r"^(filename ([A-Za-z0-9+/]{4}){1,100})?$"})
]
UploadChecksum = Annotated[
    str | None,
    Header(max_length=200, json_schema_extra={"pattern": f"^({'|'.join(CHECKSUM_ALGORITHMS)}) [A-Za-z0-9+/]+=*$"}),
]


class TusRoute(EdgeRoute):
    """Says and asks for the version of the protocol in every exchange, errors included."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handle = super().get_route_handler()

        async def speak(request: Request) -> Response:
            try:
                if request.method not in {"OPTIONS", "GET"} and request.headers.get("tus-resumable") != VERSION:
                    raise UploadVersionUnsupported(version=VERSION)
                response = await handle(request)
            except ProductError as error:
                response = problem(request, error)
            response.headers["Tus-Resumable"] = VERSION
            if response.status_code == 412:
                response.headers["Tus-Version"] = VERSION
            return response

        return speak


router = APIRouter(prefix="/api/v1/uploads", tags=["uploads"], route_class=TusRoute)
KnownArrival = Annotated[Arrival, Depends(arrive)]


class UploadDetails(schema.Response):
    id: UUID
    name: str = Field(examples=["Segurança na fibra.pptx"])
    length_bytes: int
    offset_bytes: int = Field(description="How many bytes are safe")
    expires_at: datetime
    file_id: UUID | None = Field(description="Set once the whole file is there")


@router.options("", status_code=204)
def get_upload_options(platform: Platform) -> Response:
    """What this server can do of tus."""
    headers = {
        "Tus-Version": VERSION,
        "Tus-Extension": _EXTENSIONS,
        "Tus-Checksum-Algorithm": ",".join(CHECKSUM_ALGORITHMS),
        "Tus-Max-Size": str(platform.settings.uploads.largest_bytes),
    }
    return Response(status_code=204, headers=headers)


@router.post("", status_code=201, response_class=Response)
@for_known
@repeats_by_headers
async def create_upload(
    request: Request,
    arrival: KnownArrival,
    upload_length: Annotated[int | None, Header(ge=0, le=2**62)] = None,
    upload_metadata: UploadMetadata = "",
    content_type: Annotated[str | None, Header()] = None,
    upload_checksum: UploadChecksum = None,
) -> Response:
    """Announce a file, and send its first bytes in the same request if the Content-Type says so.

    Asked again with the same `Idempotency-Key`, it is the same upload. Bytes that it has already are not read again:
    go on from `Upload-Offset`.
    """
    if upload_length is None:
        raise UploadHeaderInvalid(header="Upload-Length")
    checksum = parse_checksum(upload_checksum) if upload_checksum else None
    name, repeated = _name(upload_metadata), await repeatable(request, headers=_ANNOUNCEMENT)
    response, upload = await announce(arrival, name, upload_length, repeated, _announced)
    if content_type == OFFSET_STREAM or upload_length == 0:
        # Only a request that is repeated finds bytes there already.
        offset = upload.offset_bytes or await receive(request, arrival, upload.id, 0, checksum)
        response.headers["Upload-Offset"] = str(offset)
    return response


@router.patch("/{upload_id}", status_code=204, response_model=None)
@for_known
async def append_to_upload(
    request: Request,
    arrival: KnownArrival,
    upload_id: UUID,
    upload_offset: Annotated[int | None, Header(ge=0, le=2**62)] = None,
    content_type: Annotated[str | None, Header()] = None,
    upload_checksum: UploadChecksum = None,
) -> Response:
    """Send the bytes from `Upload-Offset` on. With the last one, the file is there."""
    if content_type != OFFSET_STREAM:
        raise UploadTypeUnsupported
    if upload_offset is None:
        raise UploadHeaderInvalid(header="Upload-Offset")
    checksum = parse_checksum(upload_checksum) if upload_checksum else None
    offset = await receive(request, arrival, upload_id, upload_offset, checksum)
    return Response(status_code=204, headers={"Upload-Offset": str(offset)})


@router.head("/{upload_id}")
def get_upload_offset(session: Session, actor: Actor, upload_id: UUID) -> Response:
    """Where to go on with an upload."""
    upload = uploads.get_upload(session, actor, upload_id)
    return Response(status_code=200, headers=_described(upload))


@router.get("/{upload_id}")
def get_upload(session: Session, actor: Actor, upload_id: UUID) -> UploadDetails:
    """The same for people and programs that do not speak tus."""
    return UploadDetails.model_validate(uploads.get_upload(session, actor, upload_id))


@router.delete("/{upload_id}", status_code=204, response_model=None)
def terminate_upload(session: Session, actor: Actor, upload_id: UUID) -> None:
    """Give an upload up; its bytes are removed."""
    uploads.terminate(session, actor, upload_id)


def _announced(upload: Upload) -> Response:
    headers = {"Location": f"{router.prefix}/{upload.id}", "Upload-Expires": _http_date(upload.expires_at)}
    return Response(status_code=201, headers=headers)


def _described(upload: Upload) -> dict[str, str]:
    return {
        "Cache-Control": "no-store",
        "Upload-Offset": str(upload.offset_bytes),
        "Upload-Length": str(upload.length_bytes),
        "Upload-Expires": _http_date(upload.expires_at),
        "Upload-Metadata": f"filename {base64.b64encode(upload.name.encode()).decode()}",
    }


def _name(metadata: str) -> str:
    """The file's name in tus's form, `filename <Base64>, …`; empty when there is none. Raises UploadHeaderInvalid."""
    for pair in metadata.split(","):
        key, _, coded = pair.strip().partition(" ")
        if key in {"filename", "name"}:
            try:
                return base64.b64decode(coded, validate=True).decode()
            except (ValueError, binascii.Error):
                raise UploadHeaderInvalid(header="Upload-Metadata") from None
    return ""


def _http_date(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)
