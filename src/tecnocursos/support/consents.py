"""Consent of customers, for the one thing that needs it: offers. Given and taken back in the chat, or told to a member.

Service never hangs on it. A customer who asks for offers is asked once more in words that name the provider and the
purpose; the row that is kept names the wording and the message that said yes. Taking it back needs one sentence and no
question.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.infra.encryption import seal_into
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import Language
from tecnocursos.kit.text import fold
from tecnocursos.support.conversations import say
from tecnocursos.support.desk_settings import settings_of
from tecnocursos.support.errors import ConsentMissing
from tecnocursos.support.models import Conversation, Customer
from tecnocursos.support.privacy_models import Consent, ConsentPurpose, ConsentSource
from tecnocursos.support.queries import get_customer
from tecnocursos.support.replies import Buttons, Choice, Reply, Text
from tecnocursos.support.whatsapp.message_forms import content_of
from tecnocursos.support.whatsapp.updates import InboundMessage

VERSION: Final = "2026-11"
WORDINGS: Final[dict[Language, str]] = {
    "pt-BR": (
        "Você aceita que {provider} mande ofertas e novidades por este WhatsApp? "
        "Você pode parar quando quiser: é só escrever *parar ofertas*. O atendimento não depende disso."
    ),
    "en-US": (
        "Do you agree that {provider} sends you offers and news on this WhatsApp? "
        "You can stop at any time: just write *stop offers*. Our service does not depend on it."
    ),
}
_TEXTS: Final[dict[Language, dict[str, str]]] = {
    "pt-BR": {
        "yes": "Sim, aceito",
        "no": "Não",
        "given": "Certo, você vai receber nossas ofertas. Para parar, escreva *parar ofertas*.",
        "refused": "Tudo bem, não mandaremos ofertas.",
        "revoked": "Pronto: você não receberá mais ofertas. O atendimento continua como antes.",
        "us": "nossa empresa",
    },
    "en-US": {
        "yes": "Yes, I agree",
        "no": "No",
        "given": "All right, you will get our offers. To stop, write *stop offers*.",
        "refused": "All right, we will send no offers.",
        "revoked": "Done: you will get no more offers. Our service goes on as before.",
        "us": "our company",
    },
}
_YES, _NO = "consent:marketing:yes", "consent:marketing:no"
_OFFERS: Final = r"(?:promocoes|promocao|ofertas?|propagandas?|novidades|marketing|offers?|promotions?|ads)"
_STOPS: Final = re.compile(
    rf"(?:por favor )?(?:eu )?(?:parar?|pare|sair|cancelar?|remover|chega|stop|unsubscribe|nao quero|nao quero mais|"
    rf"no more)(?: (?:de|das?|com|as?|os?|from|receber|receiving|sending|me|mais|minhas?))* {_OFFERS}"
    rf"(?: (?:por favor|please))?"
)
_ASKS: Final = re.compile(
    rf"(?:eu )?(?:quero|queria|aceito|gostaria de|pode(?:m)?|i want|send me)(?: (?:to|receber|get|receive|as?|mandar|"
    rf"me|enviar|sim))* {_OFFERS}(?: (?:por favor|please))?"
)
_PUNCTUATION: Final = re.compile(r"[^\w ]+")


def hear(session: Session, actor: Actor, customer: Customer, conversation: Conversation, told: InboundMessage) -> bool:
    """Deal with a message about consent, in a conversation that is held; False when it is about anything else."""
    texts = _TEXTS[customer.language]
    if told.choice_id in {_YES, _NO}:
        is_given = told.choice_id == _YES
        _record(session, actor, customer, is_given=is_given, source="chat", evidence=told.wamid)
        _reply(session, actor, conversation, Text(text=texts["given" if is_given else "refused"]))
        return True
    said = " ".join(_PUNCTUATION.sub(" ", fold(told.text)).split())
    if _STOPS.fullmatch(said):
        _record(session, actor, customer, is_given=False, source="chat", evidence=told.wamid)
        _reply(session, actor, conversation, Text(text=texts["revoked"]))
        return True
    if _ASKS.fullmatch(said):
        choices = (Choice(id=_YES, title=texts["yes"]), Choice(id=_NO, title=texts["no"]))
        _reply(session, actor, conversation, Buttons(text=_wording(session, actor, customer), choices=choices))
        return True
    return False


def record_by_member(
    session: Session, actor: Actor, customer_id: UUID, *, is_given: bool, evidence: str | None
) -> Consent:
    """Write down what a customer said elsewhere; `evidence` says where and when. Raises CustomerNotFound."""
    actor.require(Permission.SERVE_CUSTOMERS)
    customer = get_customer(session, actor, customer_id, is_known=True)
    return _record(session, actor, customer, is_given=is_given, source="member", evidence=evidence)


def require_consent(session: Session, actor: Actor, customer_id: UUID, purpose: ConsentPurpose) -> None:
    """Raises ConsentMissing."""
    newest = session.scalar(_of(actor, customer_id).where(Consent.purpose == purpose).order_by(*_NEWEST_FIRST).limit(1))
    if newest is None or not newest.is_given:
        raise ConsentMissing


def consents_of(session: Session, actor: Actor, customer_id: UUID) -> Sequence[Consent]:
    """All that was said, the newest first."""
    return session.scalars(_of(actor, customer_id).order_by(*_NEWEST_FIRST)).all()


_NEWEST_FIRST: Final = (Consent.created_at.desc(), Consent.id.desc())


def _of(actor: Actor, customer_id: UUID) -> Select[Consent]:
    return select(Consent).where(Consent.tenant_id == actor.tenant_id, Consent.customer_id == customer_id)


def _record(
    session: Session, actor: Actor, customer: Customer, *, is_given: bool, source: ConsentSource, evidence: str | None
) -> Consent:
    wording = _wording(session, actor, customer)
    consent = Consent(
        tenant_id=actor.tenant_id,
        customer_id=customer.id,
        purpose="marketing",
        is_given=is_given,
        source=source,
        text_version=VERSION,
        text_digest=hashlib.sha256(wording.encode()).digest(),
        recorded_by=actor.user_id if source == "member" else None,
    )
    seal_into(session, consent, Consent.evidence, evidence)
    session.add(consent)
    session.flush()
    action = "consent.given" if is_given else "consent.revoked"
    record(session, actor, action, "customer", customer.id, {"purpose": (None, "marketing"), "source": (None, source)})
    return consent


def _wording(session: Session, actor: Actor, customer: Customer) -> str:
    provider = settings_of(session, actor).provider_name or _TEXTS[customer.language]["us"]
    return WORDINGS[customer.language].format(provider=provider)


def _reply(session: Session, actor: Actor, conversation: Conversation, reply: Reply) -> None:
    say(session, actor, conversation, [content_of(reply)], author="bot")
