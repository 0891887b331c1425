"""Customer service without an account at Meta: a number at the local WhatsApp server, and an example of a provider."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tecnocursos.documents import keeping
from tecnocursos.documents.models import Document, DocumentVersion
from tecnocursos.files import service as files
from tecnocursos.infra.encryption import read_sealed
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.text import fold
from tecnocursos.support import channels
from tecnocursos.support.desk_settings import change_settings, settings_of
from tecnocursos.support.erp_connections import ErpConnection
from tecnocursos.support.errors import ExampleAbsent, SimulatorAbsent, SimulatorNotStarted
from tecnocursos.support.messages import FurnishExample, StartSimulator, SyncTemplates, ask
from tecnocursos.support.models import Channel, Conversation, Customer, CustomerAddress
from tecnocursos.support.parts import ExamplePerson, ExampleProvider, LocalWhatsApp, SupportParts
from tecnocursos.support.queries import find_channel_of_number, get_channel

MOST_PHONES: Final = 30
USUAL: Final[dict[str, Any]] = {"paces_pairs": False}
"""Who tries a bot out says more in a minute than customers do."""
_PHONE: Final = "553740028922"
_TEMPLATES: Final[Sequence[dict[str, Any]]] = (
    {
        "name": "retomar_atendimento",
        "components": [
            {"type": "BODY", "text": "Olá, {{1}}! Temos uma resposta para você. Podemos continuar o atendimento?"},
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Sim, continuar"}]},
        ],
    },
    {
        "name": "lembrete_de_fatura",
        "components": [
            {"type": "HEADER", "format": "TEXT", "text": "Fatura de {{1}}"},
            {"type": "BODY", "text": "Olá, {{1}}! Sua fatura de R$ {{2}} vence em {{3}}."},
            {"type": "FOOTER", "text": "Mensagem automática"},
        ],
    },
    {
        "name": "aviso_de_manutencao",
        "components": [{"type": "BODY", "text": "Manutenção programada na região {{1}} em {{2}}, das {{3}} às {{4}}."}],
    },
)


def require_simulator(parts: SupportParts) -> LocalWhatsApp:
    """Raises SimulatorAbsent."""
    if parts.simulator is None:
        raise SimulatorAbsent
    return parts.simulator


def find_number(session: Session, actor: Actor) -> Channel | None:
    """The tenant's number at the local WhatsApp server."""
    return find_channel_of_number(session, actor, _number_of(actor.tenant_id))


def get_number(session: Session, actor: Actor) -> Channel:
    """Raises SimulatorNotStarted."""
    found = find_number(session, actor)
    if found is None:
        raise SimulatorNotStarted
    return found


def start(session: Session, actor: Actor, parts: SupportParts) -> Channel:
    """Connect the tenant's number, once, and have the server told of it: it forgets when it ends.

    Raises SimulatorAbsent.
    """
    actor.require(Permission.MANAGE_SUPPORT)
    require_simulator(parts)
    channel = find_number(session, actor)
    if channel is None:
        number = _number_of(actor.tenant_id)
        made = channels.Secrets(*(secrets.token_urlsafe(24) for _ in range(3)))
        channel = channels.add(session, actor, channels.NewNumber("Simulador", "simulator", number, number, made))
    ask(session, actor, StartSimulator(channel_id=channel.id))
    return channel


def register_number(work: Work, message: StartSimulator, parts: SupportParts) -> dict[str, Any]:
    """Have the server know the number, who has written to it, and the people of the example provider.

    What was refused before, because the server had forgotten the number, goes out then. Nothing is done of a number
    that is at another local server.
    """
    simulator = parts.simulator
    with work.transaction() as session:
        channel = get_channel(session, work.actor, message.channel_id)
        if simulator is None or channel.phone_number_id != _number_of(work.actor.tenant_id):
            return {"customers": 0}
        number, kept = channel.phone_number_id, channels.secrets_of(session, channel)
        people = list(_known_people(session, work.actor, channel))
    control = simulator.control
    if control.knows(number):
        with work.last_transaction({"customers": 0}) as session:
            _take_up(session, work.actor, message.channel_id)
        return {"customers": 0}
    control.register(
        number,
        {
            "business_id": number,
            "phone": _PHONE,
            "name": "Simulador",
            "app_secret": kept.app_secret,
            "access_token": kept.access_token,
            "verify_token": kept.verify_token,
            "webhook_url": f"{simulator.webhook_address}/api/v1/whatsapp/webhooks/{message.channel_id}",
            "templates": list(_TEMPLATES),
            "modes": USUAL,
        },
    )
    known = {one["phone"] for one in people}
    people += [new_customer(number, one.name, one.phone) for one in example_people(parts) if one.phone not in known]
    for one in people[:MOST_PHONES]:
        control.ask("POST", f"/numbers/{number}/customers", one)
    with work.last_transaction({"customers": len(people)}) as session:
        channel = _take_up(session, work.actor, message.channel_id)
        channel.phone = f"+{_PHONE}"
        ask(session, work.actor, SyncTemplates(channel_id=channel.id))
    return {"customers": len(people)}


def _take_up(session: Session, actor: Actor, channel_id: UUID) -> Channel:
    """Where the number rests because of a trouble; whoever paused it by hand takes it up by hand."""
    channel = get_channel(session, actor, channel_id)
    if channel.trouble is not None:
        channels.change(session, actor, channel, state="active")
    return channel


def example_people(parts: SupportParts) -> Sequence[ExamplePerson]:
    """Customers that the example provider knows; none where there is no example."""
    return parts.read_example().people if parts.read_example is not None else ()


def new_customer(number: str, name: str, phone: str) -> dict[str, Any]:
    """What the server is told of a customer; who has the same phone tomorrow is the same person."""
    digest = hashlib.sha256(f"{number} {phone}".encode()).digest()
    user_id = f"BR.{10**16 + int.from_bytes(digest[:8]) % (9 * 10**16)}"
    return {"name": name, "phone": phone, "user_id": user_id}


def ask_for_example(session: Session, actor: Actor, parts: SupportParts) -> UUID:
    """Have the example's articles added and its system connected; gives the job's id. Raises ExampleAbsent."""
    actor.require(Permission.MANAGE_SUPPORT)
    _require_example(parts)
    return enqueue(session, FurnishExample(), actor=actor, once_key=f"{FurnishExample.name} {actor.tenant_id}")


def furnish_example(work: Work, message: FurnishExample, parts: SupportParts, storage: Storage) -> dict[str, Any]:
    """Add what is missing of the example; what the tenant has set already stays. Raises ExampleAbsent, QuotaReached."""
    del message
    example = _require_example(parts)
    with work.last_transaction() as session:
        settings = settings_of(session, work.actor)
        changes = {} if settings.provider_name else {"provider_name": example.name}
        if settings.erp is None:
            change_settings(
                session, work.actor, changes, ErpConnection(kind="example", tenant=str(work.actor.tenant_id))
            )
        known = _known_articles(session, work.actor, example)
        for path in example.articles:
            title = _title(path)
            if fold(title) not in known:
                stored = files.keep(session, work.actor, storage, path, "text/markdown")
                keeping.add_document(session, work.actor, stored, path.name, title)
    return {"articles": len(example.articles)}


def example_progress(session: Session, actor: Actor, parts: SupportParts) -> tuple[int, int]:
    """How many of its articles can be answered from, and how many there are; 0 of 0 without an example."""
    if parts.read_example is None:
        return 0, 0
    example = parts.read_example()
    return _count_ready(session, actor, example), len(example.articles)


def _require_example(parts: SupportParts) -> ExampleProvider:
    if parts.read_example is None:
        raise ExampleAbsent
    return parts.read_example()


def _known_articles(session: Session, actor: Actor, example: ExampleProvider) -> set[str]:
    wanted = select(Document.folded_name).where(
        Document.tenant_id == actor.tenant_id,
        Document.folded_name.in_([fold(_title(path)) for path in example.articles]),
    )
    return set(session.scalars(wanted))


def _count_ready(session: Session, actor: Actor, example: ExampleProvider) -> int:
    found = session.scalar(
        select(func.count(Document.id.distinct()))
        .join(DocumentVersion, DocumentVersion.document_id == Document.id)
        .where(
            Document.tenant_id == actor.tenant_id,
            DocumentVersion.tenant_id == actor.tenant_id,
            DocumentVersion.state == "ready",
            Document.folded_name.in_([fold(_title(path)) for path in example.articles]),
        )
    )
    return found or 0


def _known_people(session: Session, actor: Actor, channel: Channel) -> Iterator[dict[str, Any]]:
    """Who has written to the number, as the server is told of them; the newest first."""
    window_until = (
        select(func.max(Conversation.window_until))
        .where(
            Conversation.tenant_id == actor.tenant_id,
            Conversation.channel_id == channel.id,
            Conversation.customer_id == Customer.id,
        )
        .scalar_subquery()
    )
    rows = session.execute(
        select(CustomerAddress, Customer, window_until)
        .join(Customer, Customer.id == CustomerAddress.customer_id)
        .where(
            CustomerAddress.tenant_id == actor.tenant_id,
            CustomerAddress.channel_id == channel.id,
            CustomerAddress.kind == "phone",
            Customer.tenant_id == actor.tenant_id,
            Customer.erased_at.is_(None),
        )
        .order_by(Customer.id.desc())
        .limit(MOST_PHONES)
    ).all()
    for address, customer, until in rows:
        phone = read_sealed(session, address, CustomerAddress.value)
        name = read_sealed(session, customer, Customer.name) or phone
        told = new_customer(channel.phone_number_id, name, phone)
        yield told if until is None else told | {"window_until": until.isoformat()}


def _title(path: Path) -> str:
    """Of an article: its first heading."""
    with path.open(encoding="utf-8") as file:
        return file.readline().lstrip("# ").strip() or path.stem


def _number_of(tenant_id: UUID) -> str:
    return f"simulator-{tenant_id.hex}"
