"""Files of conversations: fetched while WhatsApp has them, and kept sealed as the messages are."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sqlalchemy.orm import Session

from tecnocursos.files import service as files
from tecnocursos.infra.files import temporary_folder
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.errors import Unavailable
from tecnocursos.support.channels import graph_of
from tecnocursos.support.conversations import read_content, tell
from tecnocursos.support.errors import FileNotKept
from tecnocursos.support.messages import FetchMedia
from tecnocursos.support.models import Conversation, MediaState, Message
from tecnocursos.support.parts import SupportParts
from tecnocursos.support.queries import get_channel, get_conversation, get_message
from tecnocursos.support.sealing import Sealer, sealer_of
from tecnocursos.support.whatsapp.graph import MediaUnfit
from tecnocursos.support.whatsapp.graph_errors import CHANNEL_WIDE, TRANSIENT, NotReached, Refusal

_SEALED: Final = "application/octet-stream"


class MediaNotReached(Unavailable):
    code = "whatsapp_media_not_reached"
    en = "The file could not be fetched from WhatsApp yet."
    pt = "Ainda não foi possível buscar o arquivo no WhatsApp."


def fetch_media(work: Work, message: FetchMedia, parts: SupportParts, storage: Storage, scratch: Path) -> None:
    """Fetch the file of a message. The message itself was kept and answered long before. Raises MediaNotReached."""
    with work.transaction() as session:
        row = get_message(session, work.actor, message.message_id)
        if row.media_state != "waiting":
            return
        conversation = get_conversation(session, work.actor, row.conversation_id)
        sealer = sealer_of(session, conversation)
        media = read_content(sealer, row).media
        graph = graph_of(session, get_channel(session, work.actor, row.channel_id), parts)
    if media is None or media.id is None:
        return
    try:
        content = graph.download(media.id, media.sha256)
    except Refusal as refusal:
        if refusal.kind in TRANSIENT | CHANNEL_WIDE and not work.attempt.is_last:
            raise MediaNotReached from None
        _note(work, message, "expired")
        return
    except MediaUnfit:
        _note(work, message, "failed")
        return
    except NotReached:
        if work.attempt.is_last:
            _note(work, message, "failed")
            return
        raise MediaNotReached from None
    with temporary_folder(scratch) as folder:
        path = sealed_file(sealer, row, content, folder)
        files.put_ahead(storage, work.actor.tenant_id, path)
        with work.last_transaction() as session:
            conversation = get_conversation(session, work.actor, row.conversation_id, is_locked=True)
            row = get_message(session, work.actor, message.message_id)
            if conversation.key is None:
                return  # erased meanwhile: nothing could read the file
            row.stored_file_id = files.keep(session, work.actor, storage, path, _SEALED).id
            row.media_state = "ready"
            tell(session, conversation, "media", message_id=row.id)


def keep_file(
    session: Session, actor: Actor, storage: Storage, sealer: Sealer, message: Message, content: bytes, scratch: Path
) -> None:
    """Keep the file that goes with a message of ours."""
    with temporary_folder(scratch) as folder:
        path = sealed_file(sealer, message, content, folder)
        message.stored_file_id = files.keep(session, actor, storage, path, _SEALED).id
    message.media_state = "ready"


def read_file(session: Session, actor: Actor, storage: Storage, message: Message) -> bytes:
    """The file of a message. Raises FileNotKept, ConversationErased, CiphertextRefused."""
    if message.stored_file_id is None:
        raise FileNotKept
    sealer = sealer_of(session, _conversation(session, actor, message))
    stored = files.get_file(session, actor, message.stored_file_id)
    return sealer.read_bytes(_place(message), files.local_path(storage, stored).read_bytes())


def sealed_file(sealer: Sealer, message: Message, content: bytes, folder: Path) -> Path:
    path = folder / "sealed"
    path.write_bytes(sealer.seal_bytes(_place(message), content))
    return path


def _place(message: Message) -> str:
    return f"file/{message.id}"


def _note(work: Work, message: FetchMedia, state: MediaState) -> None:
    with work.last_transaction() as session:
        row = get_message(session, work.actor, message.message_id)
        row.media_state = state
        tell(session, _conversation(session, work.actor, row), "media", message_id=row.id)


def _conversation(session: Session, actor: Actor, message: Message) -> Conversation:
    return get_conversation(session, actor, message.conversation_id)
