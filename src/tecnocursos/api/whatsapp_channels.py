"""Numbers of WhatsApp: connecting, pausing, secrets, templates."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, SecretStr
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response, Versioned
from tecnocursos.support import channels, queries
from tecnocursos.support.contents import Content
from tecnocursos.support.models import Channel, ChannelKind, ChannelState
from tecnocursos.support.templates import filled_template, find_template
from tecnocursos.support.whatsapp.message_forms import template_places

router = APIRouter(prefix="/api/v1/whatsapp/channels", tags=["whatsapp"], route_class=EdgeRoute)

MetaId = Annotated[str, Field(min_length=1, max_length=50, pattern=r"^[0-9A-Za-z._-]+$", examples=["106540352242922"])]
Secret = Annotated[SecretStr, Field(min_length=8, max_length=1000)]
Filling = Annotated[list[Annotated[str, Field(min_length=1, max_length=1024)]], Field(max_length=20)]
Name = Annotated[str, Field(min_length=1, max_length=200, examples=["Atendimento"])]


class NewChannel(Request):
    name: Name
    kind: ChannelKind = Field("cloud", description="`simulator`: speaks to the local WhatsApp server")
    phone_number_id: MetaId = Field(description="Meta's id of the number")
    business_id: MetaId = Field(description="Meta's id of the WhatsApp Business account")
    verify_token: Secret = Field(examples=["um-token-de-verificacao"])
    app_secret: Secret = Field(examples=["0123456789abcdef0123456789abcdef"])
    access_token: Secret = Field(examples=["EAAG-um-token-de-acesso"])


class ChannelChange(Request):
    """What is not named, or null, stays. Secrets are never shown again."""

    name: Name | None = None
    state: ChannelState | None = None
    verify_token: Secret | None = None
    app_secret: Secret | None = None
    access_token: Secret | None = None


class Trouble(Response):
    code: int
    en: str
    pt: str
    at: datetime


class ChannelDetails(Versioned):
    id: UUID
    name: str
    kind: ChannelKind
    phone_number_id: str
    business_id: str
    phone: str | None
    state: ChannelState
    trouble: Trouble | None = Field(description="What Meta says is wrong with it")
    verified_at: datetime | None = Field(description="When Meta last checked the webhook's address")
    heard_at: datetime | None = Field(description="When something last arrived")
    created_at: datetime
    webhook_path: str = Field(description="Where Meta is to deliver, after this server's public address")


class NumberHealth(Response):
    name: str | None
    quality: str | None = Field(description="GREEN, YELLOW or RED, as Meta rates it")


class MessageTemplateDetails(Response):
    id: UUID
    name: str
    language: str
    category: str
    status: str
    components: list[Any]
    header_places: int = Field(description="How many texts each part wants")
    body_places: int
    button_places: int


class TestMessage(Request):
    """A template with its texts; or without one a text, which only reaches who has written in the last 24 hours."""

    phone: Annotated[str, Field(pattern=r"^\+?[0-9 ()-]{8,25}$", examples=["+55 11 98765-4321"])]
    text: Annotated[str, Field(min_length=1, max_length=4096)] = "Teste"
    template_id: UUID | None = None
    header: Filling = Field(default_factory=list)
    body: Filling = Field(default_factory=list)
    buttons: Filling = Field(default_factory=list)


class TemplateSync(Response):
    job_id: UUID


@router.post("", status_code=201)
@made_at("/api/v1/whatsapp/channels/{id}")
def connect_channel(session: Session, actor: Actor, wanted: NewChannel) -> ChannelDetails:
    """Connect a number. Then give Meta the webhook's address and the verify token."""
    secrets = channels.Secrets(
        verify_token=wanted.verify_token.get_secret_value(),
        app_secret=wanted.app_secret.get_secret_value(),
        access_token=wanted.access_token.get_secret_value(),
    )
    named = wanted.model_dump(include={"name", "kind", "phone_number_id", "business_id"})
    return _details(channels.connect(session, actor, channels.NewNumber(**named, secrets=secrets)))


@router.get("")
def list_channels(
    session: Session, actor: Actor, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[ChannelDetails]:
    """The numbers, by name."""
    actor.require(Permission.SERVE_CUSTOMERS)
    found = queries.list_channels(session, actor, cursor=cursor, limit=limit)
    return Page(items=[_details(row) for row in found.rows], next_cursor=found.next_cursor)


@router.get("/{channel_id}")
def get_channel(session: Session, actor: Actor, channel_id: UUID) -> ChannelDetails:
    """One number."""
    actor.require(Permission.SERVE_CUSTOMERS)
    return _details(queries.get_channel(session, actor, channel_id))


@router.patch("/{channel_id}")
def change_channel(
    session: Session, actor: Actor, channel_id: UUID, change: ChannelChange, if_match: IfMatch = None
) -> ChannelDetails:
    """Rename a number, pause it or take it up again, or replace a secret."""
    channel = _to_change(session, actor, channel_id, if_match)
    secrets = {
        name: None if secret is None else secret.get_secret_value()
        for name, secret in (
            ("verify_token", change.verify_token),
            ("app_secret", change.app_secret),
            ("access_token", change.access_token),
        )
    }
    channels.change(session, actor, channel, name=change.name, state=change.state, **secrets)
    return _details(channel)


@router.delete("/{channel_id}", status_code=204)
def remove_channel(session: Session, actor: Actor, channel_id: UUID, if_match: IfMatch = None) -> None:
    """Disconnect a number. Its conversations go with it."""
    channels.remove(session, actor, _to_change(session, actor, channel_id, if_match))


@router.post("/{channel_id}/check")
def check_channel(session: Session, actor: Actor, platform: Platform, channel_id: UUID) -> NumberHealth:
    """Ask Meta about the number, with its access token."""
    actor.require(Permission.MANAGE_SUPPORT)
    channel = queries.get_channel(session, actor, channel_id)
    return NumberHealth(**channels.check(session, channel, platform.support))


@router.post("/{channel_id}/test-messages", status_code=204)
def send_test_message(
    session: Session, actor: Actor, platform: Platform, channel_id: UUID, wanted: TestMessage
) -> None:
    """Send a message now, to see whether the number works. It is part of no conversation."""
    actor.require(Permission.MANAGE_SUPPORT)
    channel = queries.get_channel(session, actor, channel_id)
    kind, content = "text", Content(text=wanted.text)
    if wanted.template_id is not None:
        texts = {"header": wanted.header, "body": wanted.body, "buttons": wanted.buttons}
        kind, content = (
            "template",
            filled_template(find_template(session, actor, channel_id, wanted.template_id), texts),
        )
    channels.send_test(session, actor, channel, platform.support, wanted.phone, kind, content)


@router.post("/{channel_id}/templates/sync", status_code=202)
@made_at("/api/v1/jobs/{job_id}")
def sync_message_templates(session: Session, actor: Actor, channel_id: UUID) -> TemplateSync:
    """Have the templates fetched anew from Meta."""
    actor.require(Permission.MANAGE_SUPPORT)
    channel = queries.get_channel(session, actor, channel_id)
    return TemplateSync(job_id=channels.ask_for_templates(session, actor, channel))


@router.get("/{channel_id}/templates")
def list_message_templates(
    session: Session, actor: Actor, channel_id: UUID, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[MessageTemplateDetails]:
    """The templates that Meta has for the number, as they were last fetched."""
    actor.require(Permission.SERVE_CUSTOMERS)
    channel = queries.get_channel(session, actor, channel_id)
    found = queries.list_templates(session, actor, channel.id, cursor=cursor, limit=limit)
    items = []
    for row in found.rows:
        places = template_places(row.components)
        counted = {"header": places["header"], "body": places["body"], "button": places["buttons"]}
        items.append(
            MessageTemplateDetails(
                id=row.id,
                name=row.name,
                language=row.language,
                category=row.category,
                status=row.status,
                components=row.components,
                **{f"{name}_places": count for name, count in counted.items()},
            )
        )
    return Page(items=items, next_cursor=found.next_cursor)


def _to_change(session: Session, actor: Actor, channel_id: UUID, if_match: IfMatch) -> Channel:
    actor.require(Permission.MANAGE_SUPPORT)
    channel = queries.get_channel(session, actor, channel_id)
    require_version(if_match, channel.version)
    return channel


def _details(channel: Channel) -> ChannelDetails:
    return ChannelDetails(
        version=channel.version,
        id=channel.id,
        name=channel.name,
        kind=channel.kind,
        phone_number_id=channel.phone_number_id,
        business_id=channel.business_id,
        phone=channel.phone,
        state=channel.state,
        trouble=None if channel.trouble is None else Trouble(**channel.trouble),
        verified_at=channel.verified_at,
        heard_at=channel.heard_at,
        created_at=channel.created_at,
        webhook_path=f"/api/v1/whatsapp/webhooks/{channel.id}",
    )
