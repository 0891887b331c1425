"""Notices: telling the customers of a region of an outage, each once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.api.rendering import made_at
from tecnocursos.infra.encryption import read_sealed
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response
from tecnocursos.support.notice_models import Notice, NoticeState
from tecnocursos.support.notices import service

router = APIRouter(prefix="/api/v1/support/notices", tags=["support"], route_class=EdgeRoute)

Named = Annotated[str, Field(min_length=1, max_length=100, json_schema_extra={"pattern": r"^[^\x00]*\S[^\x00]*$"})]
Said = Annotated[str, Field(min_length=1, max_length=1000, json_schema_extra={"pattern": r"^[^\x00]*\S[^\x00]*$"})]
Filling = Annotated[list[Annotated[str, Field(min_length=1, max_length=1024)]], Field(max_length=20)]


class NoticeTemplate(Request):
    """For those who wrote more than 24 hours ago; a utility template of the number, which Meta bills."""

    template_id: UUID
    header: Filling = Field(default_factory=list)
    body: Filling = Field(default_factory=list, examples=[["Porto Velho", "15:00"]])
    buttons: Filling = Field(default_factory=list)


class NewNotice(Request):
    channel_id: UUID
    region: Named = Field(examples=["Porto Velho"], description="As the provider's system calls it")
    outage_id: Named | None = Field(None, description="The provider's system's; of each outage a customer is told once")
    text: Said = Field(examples=["Há uma queda na sua região desde 10:30. Previsão de retorno: 15:00."])
    template: NoticeTemplate | None = None

    def wish(self) -> service.Wish:
        chosen = None
        if self.template is not None:
            told = self.template
            use = {"header": told.header, "body": told.body, "buttons": told.buttons}
            chosen = service.TemplateChoice(told.template_id, use)
        return service.Wish(
            channel_id=self.channel_id,
            region=self.region,
            outage_id=self.outage_id,
            text=self.text,
            template=chosen,
        )


class NoticePreview(Response):
    free: int = Field(description="Wrote within 24 hours: the text goes to them")
    by_template: int
    unreachable: int = Field(description="Only a template would reach them, and none is named")
    already_told: int = Field(description="Of this outage, by an earlier notice")
    cost_micros: int = Field(description="By the tenant's rates, in millionths of the currency")
    currency: str = Field(examples=["USD"])


class NoticeDetails(Response):
    id: UUID
    channel_id: UUID
    region: str
    outage_id: str | None
    text: str
    template_text: str | None
    state: NoticeState
    waiting: int
    sent: int
    skipped: int = Field(description="Their 24 hours ended before their turn, and there was no template")
    created_at: datetime
    created_by: UUID | None
    ended_at: datetime | None


@router.get("")
def list_notices(
    session: Session, actor: Actor, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[NoticeDetails]:
    """Notices and how far each is, the newest first."""
    actor.require(Permission.MANAGE_SUPPORT)
    found = service.list_notices(session, actor, cursor=cursor, limit=limit)
    counts = service.count_recipients(session, actor, found.rows)
    items = [_details(session, notice, counts[notice.id]) for notice in found.rows]
    return Page(items=items, next_cursor=found.next_cursor)


@router.post("/preview")
def preview_notice(session: Session, actor: Actor, wanted: NewNotice) -> NoticePreview:
    """How many would be told, and what that would cost. Nothing is sent."""
    return NoticePreview.model_validate(asdict(service.preview(session, actor, wanted.wish())))


@router.post("", status_code=201)
@made_at("/api/v1/support/notices/{id}")
def send_notice(session: Session, actor: Actor, wanted: NewNotice) -> NoticeDetails:
    """Tell them, as fast as WhatsApp allows beside the conversations that go on."""
    return _one(session, actor, service.send(session, actor, wanted.wish()))


@router.get("/{notice_id}")
def get_notice(session: Session, actor: Actor, notice_id: UUID) -> NoticeDetails:
    """One notice and how far it is."""
    actor.require(Permission.MANAGE_SUPPORT)
    return _one(session, actor, service.get_notice(session, actor, notice_id))


@router.post("/{notice_id}/cancel")
def cancel_notice(session: Session, actor: Actor, notice_id: UUID) -> NoticeDetails:
    """Stop a notice. What was sent stays sent."""
    return _one(session, actor, service.cancel(session, actor, notice_id))


def _one(session: Session, actor: Actor, notice: Notice) -> NoticeDetails:
    return _details(session, notice, service.count_recipients(session, actor, [notice])[notice.id])


def _details(session: Session, notice: Notice, counts: Mapping[str, int]) -> NoticeDetails:
    counted = Counter(counts)
    return NoticeDetails(
        id=notice.id,
        channel_id=notice.channel_id,
        region=notice.region,
        outage_id=None if notice.outage_key == str(notice.id) else notice.outage_key,
        text=read_sealed(session, notice, Notice.text),
        template_text=notice.template_text,
        state=notice.state,
        waiting=counted["waiting"],
        sent=counted["sent"],
        skipped=counted["skipped"],
        created_at=notice.created_at,
        created_by=notice.created_by,
        ended_at=notice.ended_at,
    )
