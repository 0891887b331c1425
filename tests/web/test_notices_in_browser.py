"""The customers of a region are told of an outage: whom it reaches and what it costs is said before it is sent."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from playwright.sync_api import expect

from embedded_only import setting  # noqa: F401 a fixture
from tecnocursos.bootstrap.platform import build
from tecnocursos.kit.actor import system_actor
from tecnocursos.kit.clock import utc_now
from tecnocursos.support import customers
from tecnocursos.support.conversations import hold_open
from tecnocursos.support.models import MessageTemplate
from tecnocursos.support.queries import get_channel
from tecnocursos.support.whatsapp.updates import Identity
from tecnocursos.support.workflows.machine import Identified
from visitors import Account, Visitor


def add_customers(owner: Account) -> None:
    """A number with a utility template, and two customers in Porto Velho, one of whom wrote an hour ago."""
    number = {"name": "Atendimento", "kind": "simulator", "phone_number_id": "7001", "business_id": "9001"}
    secrets = {"verify_token": "verificar-isto", "app_secret": "segredo-da-app", "access_token": "token-de-acesso"}
    channel_id = UUID(owner.ask("POST", "/api/v1/whatsapp/channels", number | secrets)["id"])
    actor = system_actor(UUID(owner.ask("GET", "/api/v1/account")["tenant_id"]))
    with build(owner.server.settings) as platform, platform.database.transaction(actor.tenant_id) as session:
        channel = get_channel(session, actor, channel_id)
        for phone, hours in (("5537988110001", 1), ("5537988110002", 30)):
            customer = customers.find_or_add(session, actor, channel, Identity(phone=phone), None)
            known = Identified(erp_id=phone, first_name="Rui", region="Porto Velho")
            customers.identify(session, actor, customer, known)
            conversation = hold_open(session, actor, channel, customer)
            conversation.window_until = utc_now() + timedelta(hours=24 - hours)
        session.add(
            MessageTemplate(
                tenant_id=actor.tenant_id,
                channel_id=channel_id,
                name="queda_na_regiao",
                language="pt_BR",
                category="UTILITY",
                status="APPROVED",
                components=[{"type": "BODY", "text": "Há uma queda em {{1}}. Já estamos resolvendo."}],
            )
        )


def test_a_notice_says_whom_it_reaches_is_sent_and_seen(ana: Visitor) -> None:
    add_customers(ana.account)
    page = ana.open("/support/notices")
    page.get_by_role("button", name="Novo aviso").first.click()
    dialog = page.get_by_role("dialog", name="Novo aviso")
    dialog.get_by_label("Região").fill("porto velho")
    dialog.get_by_label("Texto").fill("Queda na sua região desde 10:30.")
    dialog.get_by_role("button", name="Ver quem será avisado").click()
    reach = dialog.get_by_role("status")
    expect(reach).to_contain_text("1 cliente recebe o texto.")
    expect(reach).to_contain_text("1 cliente só poderia receber um modelo.")
    dialog.get_by_label("Modelo para os demais").select_option(label="queda_na_regiao (pt_BR)")
    dialog.get_by_label("Texto, campo 1").fill("Porto Velho")
    dialog.get_by_role("button", name="Ver quem será avisado").click()
    expect(reach).to_contain_text("1 cliente recebe o modelo.")
    expect(reach).to_contain_text("Custo estimado na Meta")
    dialog.get_by_role("button", name="Avisar 2 clientes").click()
    expect(dialog).to_have_count(0)
    row = page.get_by_role("listitem").filter(has_text="Queda na sua região")
    expect(row).to_contain_text("Enviado")
    expect(row).to_contain_text("2 clientes avisados")
