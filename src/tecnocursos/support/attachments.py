"""Files that members send to customers: what WhatsApp takes, by their content.

https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tecnocursos.files.media_types import detect_media_type
from tecnocursos.support.contents import Content, Media
from tecnocursos.support.errors import FileUnsendable

_MIB: Final = 1024**2
_TAKEN: Final[dict[str, tuple[str, int]]] = {
    "image/jpeg": ("image", 5),
    "image/png": ("image", 5),
    "audio/mpeg": ("audio", 16),
    "audio/mp4": ("audio", 16),
    "audio/ogg": ("audio", 16),
    "video/mp4": ("video", 16),
    "application/pdf": ("document", 30),
}
"""As which kind of message a file goes, and its most MiB; of documents WhatsApp would take 100."""
_OFFICE: Final = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}


def attached(path: Path, caption: str) -> tuple[str, Content]:
    """The kind of the message that a file becomes, and what it says besides. Raises FileUnsendable."""
    media_type = detect_media_type(path)
    if media_type == "application/zip":
        media_type = _OFFICE.get(path.suffix.lower(), media_type)
    kind, most = _TAKEN.get(media_type, ("document", 30) if media_type in _OFFICE.values() else ("", 0))
    if not kind:
        raise FileUnsendable(
            file=path.name,
            reason="WhatsApp takes JPEG, PNG, PDF, Office files, MP4, MP3, M4A and OGG",
            reason_pt="o WhatsApp aceita JPEG, PNG, PDF, arquivos do Office, MP4, MP3, M4A e OGG",
        )
    if path.stat().st_size > most * _MIB:
        raise FileUnsendable(
            file=path.name, reason=f"it has more than {most} MB", reason_pt=f"ele tem mais de {most} MB"
        )
    if kind == "audio" and caption:
        raise FileUnsendable(
            file=path.name,
            reason="a sound takes no text: send that in a message of its own",
            reason_pt="um áudio não leva texto: envie-o em outra mensagem",
        )
    return kind, Content(text=caption, media=Media(media_type=media_type, name=path.name))
