"""Templates as they are filled: what Meta wants in their places, and what the customer reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from tecnocursos.kit.actor import Actor
from tecnocursos.support.contents import Content, TemplateUse
from tecnocursos.support.errors import TemplateUnusable
from tecnocursos.support.models import Channel, MessageTemplate
from tecnocursos.support.whatsapp.message_forms import template_places


def find_template(session: Session, actor: Actor, channel_id: UUID, template_id: UUID) -> MessageTemplate:
    """An approved one of the number. Raises TemplateUnusable."""
    template = session.scalar(
        select(MessageTemplate).where(
            MessageTemplate.tenant_id == actor.tenant_id,
            MessageTemplate.channel_id == channel_id,
            MessageTemplate.id == template_id,
        )
    )
    if template is None or template.status != "APPROVED":
        raise TemplateUnusable(
            name=template.name if template else "?",
            reason="it is not approved on this number",
            reason_pt="ele não está aprovado neste número",
        )
    return template


def filled_template(template: MessageTemplate, use: Mapping[str, Sequence[str]]) -> Content:
    """What is sent of it; `use`: the texts of its `header`, `body` and `buttons`. Raises TemplateUnusable."""
    for part, wanted in template_places(template.components).items():
        given = len(use.get(part, ()))
        if given != wanted:
            raise TemplateUnusable(
                name=template.name,
                reason=f"its {part} takes {wanted} texts, and {given} were given",
                reason_pt=f"{part} leva {wanted} textos, e vieram {given}",
            )
    filled = TemplateUse(
        name=template.name,
        language=template.language,
        header=tuple(use.get("header", ())),
        body=tuple(use.get("body", ())),
        buttons=tuple(use.get("buttons", ())),
    )
    return Content(text=_as_read(template, filled), template=filled)


def note_refused(session: Session, channel: Channel, use: TemplateUse | None) -> None:
    """Meta does not take it: it is not offered any more until templates are fetched anew."""
    if use is None:
        return
    session.execute(update(MessageTemplate).where(*_is_it(channel.tenant_id, channel.id, use)).values(status="REFUSED"))


def is_approved(session: Session, actor: Actor, channel_id: UUID, use: TemplateUse) -> bool:
    wanted = select(MessageTemplate.status).where(*_is_it(actor.tenant_id, channel_id, use))
    return session.scalar(wanted) == "APPROVED"


def _is_it(tenant_id: UUID, channel_id: UUID, use: TemplateUse) -> tuple[ColumnElement[bool], ...]:
    return (
        MessageTemplate.tenant_id == tenant_id,
        MessageTemplate.channel_id == channel_id,
        MessageTemplate.name == use.name,
        MessageTemplate.language == use.language,
    )


def _as_read(template: MessageTemplate, use: TemplateUse) -> str:
    """The template as the customer will read it."""
    texts = []
    for component in template.components:
        kind = str(component.get("type", "")).lower()
        text = str(component.get("text") or "")
        for number, value in enumerate(use.header if kind == "header" else use.body if kind == "body" else (), 1):
            text = text.replace(f"{{{{{number}}}}}", value)
        if text:
            texts.append(text)
    return "\n\n".join(texts)
