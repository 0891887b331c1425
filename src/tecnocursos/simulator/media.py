"""Files: what may be uploaded, how long it lives, and addresses that are good for five minutes.

https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta
from typing import Any, Final

from tecnocursos.simulator.refusals import Refused
from tecnocursos.simulator.state import MediaFile, Number

UPLOADED: Final = timedelta(days=30)
RECEIVED: Final = timedelta(days=7)
_ADDRESS: Final = timedelta(minutes=5)
_MB: Final = 1024**2
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_KINDS: Final[dict[str, tuple[int, tuple[str, ...]]]] = {
    "audio": (16 * _MB, ("audio/aac", "audio/amr", "audio/mpeg", "audio/mp4", "audio/ogg")),
    "image": (5 * _MB, ("image/jpeg", "image/png")),
    "video": (16 * _MB, ("video/mp4", "video/3gpp")),
    "sticker": (500 * 1024, ("image/webp",)),
    "document": (
        100 * _MB,
        (
            "text/plain",
            "application/pdf",
            "application/msword",
            "application/vnd.ms-excel",
            "application/vnd.ms-powerpoint",
            f"{_OFFICE}wordprocessingml.document",
            f"{_OFFICE}spreadsheetml.sheet",
            f"{_OFFICE}presentationml.presentation",
        ),
    ),
}
_BEGINNINGS: Final[dict[str, tuple[bytes, ...]]] = {
    "application/pdf": (b"%PDF-",),
    "image/png": (b"\x89PNG",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/webp": (b"RIFF",),
    "audio/ogg": (b"OggS",),
    "audio/mpeg": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2"),
}


def kind_of(media_type: str) -> str:
    """`image`, `audio`, `video`, `sticker` or `document`. Raises Refused of a type that is not taken."""
    plain = plain_type(media_type)
    for kind, (_, types) in _KINDS.items():
        if plain in types:
            return kind
    raise Refused(100, f"Param file must be a file with one of the types that are taken; received {plain}")


def plain_type(media_type: str) -> str:
    """`audio/ogg; codecs=opus` -> `audio/ogg`."""
    return media_type.partition(";")[0].strip().lower()


def check_upload(content: bytes, media_type: str) -> None:
    """Raises Refused with 100 or 131053."""
    kind = kind_of(media_type)
    most, _ = _KINDS[kind]
    if len(content) > most:
        raise Refused(131053, f"The file is larger than {most} bytes, the limit of {kind} files")
    beginnings = _BEGINNINGS.get(plain_type(media_type), (b"",))
    if not content or not content.startswith(beginnings):
        raise Refused(131053, f"The file is no {plain_type(media_type)}")


def check_use(number: Number, kind: str, media_id: str, now: datetime) -> None:
    """Whether a file may be sent as a message of `kind`. Raises Refused."""
    try:
        media = number.file(media_id, now)
    except Refused as error:
        raise Refused(131009, error.details) from None
    is_fit = kind == "document" or kind_of(media.media_type) == kind
    if not is_fit:
        raise Refused(131053, f"{media.media_type} cannot be sent as {kind}")


def keep_file(number: Number, content: bytes, media_type: str, name: str | None, until: datetime) -> MediaFile:
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    media = MediaFile(str(secrets.randbelow(10**15) + 10**14), content, media_type, digest, until, name)
    number.media[media.id] = media
    return media


def address_of(base_url: str, number: Number, media: MediaFile, now: datetime) -> str:
    until = int((now + _ADDRESS).timestamp())
    return f"{base_url}/attachments/{number.id}/{media.id}?ext={until}&hash={_seal(number, media.id, until)}"


def is_address(number: Number, media_id: str, query: dict[str, Any], now: datetime) -> bool:
    """Whether it was given out, and not too long ago."""
    until = str(query.get("ext", ""))
    if not (until.isascii() and until.isdigit()) or int(until) < now.timestamp():
        return False
    return hmac.compare_digest(_seal(number, media_id, int(until)).encode(), str(query.get("hash", "")).encode())


def _seal(number: Number, media_id: str, until: int) -> str:
    return hmac.new(number.app_secret.encode(), f"{media_id} {until}".encode(), hashlib.sha256).hexdigest()[:32]
