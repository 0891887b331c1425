"""How satisfied customers were: asked by a menu when a conversation was resolved, answered by one of its rows."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from tecnocursos.kit.actor import Actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.language import Language
from tecnocursos.support import episodes
from tecnocursos.support.contents import Content
from tecnocursos.support.conversations import add_message, tell
from tecnocursos.support.models import Channel, Conversation, Customer
from tecnocursos.support.queries import latest_on
from tecnocursos.support.replies import Choice, Menu
from tecnocursos.support.sealing import sealer_of
from tecnocursos.support.whatsapp.updates import InboundMessage

RATING_PREFIX: Final = "rating:"
_FIGURE: Final = re.compile(
    r"\W*(?:(?:nota|dou|avaliacao|avaliação|rating)\W+)?([1-5])(?:\W+(?:estrelas?|stars?|de 5|/ ?5))?\W*", re.IGNORECASE
)
_ANSWERED_WITHIN: Final = timedelta(hours=24)
_WORDS: Final = {
    "pt-BR": ("Muito bom", "Bom", "Regular", "Ruim", "Muito ruim"),
    "en-US": ("Very good", "Good", "So-so", "Bad", "Very bad"),
}
_QUESTIONS: Final = {
    "pt-BR": ("Como foi este atendimento?", "Avaliar"),
    "en-US": ("How was this service?", "Rate"),
}


def rating_question(conversation_id: UUID, language: Language, *, before: str | None = None) -> Menu:
    """`before`: what is said in the same message."""
    question, button = _QUESTIONS[language]
    choices = [
        Choice(id=f"{RATING_PREFIX}{5 - index}:{conversation_id}", title=f"{'★' * (5 - index)} {word}")
        for index, word in enumerate(_WORDS[language])
    ]
    return Menu(text=f"{before}\n\n{question}" if before else question, button=button, choices=tuple(choices))


def typed_rating(session: Session, actor: Actor, channel: Channel, customer: Customer, text: str) -> str | None:
    """The row that is meant by a customer who writes a figure instead of choosing one, e.g. `5` or `nota 4`."""
    figure = _FIGURE.fullmatch(text)
    if figure is None:
        return None
    latest = session.scalar(latest_on(actor, channel.id, customer.id))
    if latest is None or latest.state != "resolved" or latest.rating is not None or latest.rating_asked_at is None:
        return None
    is_fresh = utc_now() - latest.rating_asked_at < _ANSWERED_WITHIN
    return f"{RATING_PREFIX}{figure[1]}:{latest.id}" if is_fresh else None


def take_rating(session: Session, actor: Actor, customer: Customer, told: InboundMessage) -> bool:
    """Note the customer's own rating of a conversation of theirs; it opens nothing. False when it is none."""
    try:
        _, stars, conversation_id = (told.choice_id or "").split(":")
        rating, rated = int(stars), UUID(conversation_id)
    except ValueError:
        return False
    conversation = session.scalar(
        select(Conversation)
        .where(
            Conversation.tenant_id == actor.tenant_id,
            Conversation.id == rated,
            Conversation.customer_id == customer.id,
            Conversation.rating_asked_at.is_not(None),
        )
        .with_for_update()
    )
    if conversation is None or conversation.key is None or not 1 <= rating <= 5:
        return False
    conversation.rating = rating
    episodes.note_rating(session, conversation, rating)
    add_message(
        session,
        conversation,
        sealer_of(session, conversation),
        direction="in",
        author="customer",
        kind=told.kind,
        content=Content(text=told.text, choice_id=told.choice_id, reply_to=told.reply_to),
        state="received",
        sent_at=told.sent_at,
        wamid=told.wamid,
    )
    tell(session, conversation, "rated")
    return True
