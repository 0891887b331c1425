"""The first answer that a customer gets says in one line what is done with their data; nothing waits for a yes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from tecnocursos.kit.language import Language
from tecnocursos.support.agent.deciding import Decision, Said
from tecnocursos.support.models import Customer
from tecnocursos.support.replies import Buttons, Menu, Text

_NOTICES: Final[dict[Language, str]] = {
    "pt-BR": "_Usamos seus dados só para este atendimento (LGPD).{contact} Seus direitos: escreva *meus dados*._",
    "en-US": "_We use your data for this service only (LGPD).{contact} Your rights: write *my data*._",
}
_CONTACTS: Final[dict[Language, str]] = {"pt-BR": " Contato: {contact}.", "en-US": " Contact: {contact}."}
_MOST: Final = 1024
"""Characters that WhatsApp lets buttons have beside them."""


def with_notice(decision: Decision, customer: Customer, said: Said) -> Decision:
    """The decision, with the notice below its first text if the customer has not been told yet."""
    if customer.noticed_at is not None:
        return decision
    contact = _CONTACTS[said.language].format(contact=said.privacy_contact) if said.privacy_contact else ""
    notice = _NOTICES[said.language].format(contact=contact)
    for index, reply in enumerate(decision.replies):
        if isinstance(reply, Text | Buttons | Menu) and len(reply.text) + len(notice) + 2 <= _MOST:
            told = reply.model_copy(update={"text": f"{reply.text}\n\n{notice}"})
            customer.noticed_at = said.now
            return replace(decision, replies=(*decision.replies[:index], told, *decision.replies[index + 1 :]))
    return decision
