"""Preparing a notice, having it sent, looking after it, stopping it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.infra.encryption import seal_into
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id
from tecnocursos.support.contents import Content
from tecnocursos.support.errors import NoticeEnded, NoticeNotFound, NoticeReachesNobody, TemplateUnusable
from tecnocursos.support.messages import SendNotice, ask
from tecnocursos.support.notice_models import Notice, NoticeRecipient
from tecnocursos.support.notices.reaching import reached
from tecnocursos.support.queries import get_channel
from tecnocursos.support.reports.rates import report_settings_of
from tecnocursos.support.templates import filled_template, find_template

_ROWS_AT_ONCE: Final = 1_000
NEWEST_FIRST = SortOrder("newest", (Notice.created_at, Notice.id), is_descending=True)


@dataclass(frozen=True, slots=True)
class TemplateChoice:
    """A template of the number, and the texts of its places."""

    template_id: UUID
    use: Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Wish:
    """What a notice is to be."""

    channel_id: UUID
    region: str
    outage_id: str | None
    text: str
    template: TemplateChoice | None


@dataclass(frozen=True, slots=True)
class Preview:
    """How many a notice would reach, and what Meta would ask for that."""

    free: int
    """They wrote within 24 hours."""
    by_template: int
    unreachable: int
    """Only a template would reach them, and there is none."""
    already_told: int
    cost_micros: int
    currency: str


def preview(session: Session, actor: Actor, wish: Wish) -> Preview:
    """Raises ChannelNotFound, TemplateUnusable."""
    actor.require(Permission.MANAGE_SUPPORT)
    get_channel(session, actor, wish.channel_id)
    if wish.template is not None:
        _template(session, actor, wish, wish.template)
    counts = Counter[str]()
    for one in reached(session, actor, wish.channel_id, wish.region, wish.outage_id, utc_now()):
        closed = "unreachable" if wish.template is None else "by_template"
        counts["already_told" if one.was_told else "free" if one.is_window_open else closed] += 1
    settings = report_settings_of(session, actor)
    cost = counts["free"] * settings.rates["service"] + counts["by_template"] * settings.rates["utility"]
    return Preview(
        free=counts["free"],
        by_template=counts["by_template"],
        unreachable=counts["unreachable"],
        already_told=counts["already_told"],
        cost_micros=cost,
        currency=settings.currency,
    )


def send(session: Session, actor: Actor, wish: Wish) -> Notice:
    """Have it sent. Raises ChannelNotFound, TemplateUnusable, NoticeReachesNobody."""
    actor.require(Permission.MANAGE_SUPPORT)
    channel = get_channel(session, actor, wish.channel_id)
    content = None if wish.template is None else _template(session, actor, wish, wish.template)
    notice = Notice(
        id=new_id(),
        tenant_id=actor.tenant_id,
        channel_id=channel.id,
        region=wish.region,
        template=None if content is None or content.template is None else content.template.model_dump(mode="json"),
        template_text=None if content is None else content.text,
        created_by=actor.user_id,
    )
    notice.outage_key = wish.outage_id or str(notice.id)
    seal_into(session, notice, Notice.text, wish.text)
    recipients = [
        one.customer_id
        for one in reached(session, actor, channel.id, wish.region, notice.outage_key, utc_now())
        if not one.was_told and (one.is_window_open or content is not None)
    ]
    if not recipients:
        raise NoticeReachesNobody(region=wish.region)
    session.add(notice)
    session.flush()
    told = _add_recipients(session, notice, recipients)
    record(session, actor, "notice.sent", "notice", notice.id, {"recipients": (None, told)})
    ask(session, actor, SendNotice(notice_id=notice.id))
    return notice


def cancel(session: Session, actor: Actor, notice_id: UUID) -> Notice:
    """Stop it; whoever was not told yet may be by another one. Raises NoticeNotFound, NoticeEnded."""
    actor.require(Permission.MANAGE_SUPPORT)
    notice = get_notice(session, actor, notice_id, is_locked=True)
    if notice.state != "running":
        raise NoticeEnded
    notice.state, notice.ended_at = "cancelled", utc_now()
    session.execute(
        delete(NoticeRecipient).where(
            NoticeRecipient.tenant_id == actor.tenant_id,
            NoticeRecipient.notice_id == notice.id,
            NoticeRecipient.state == "waiting",
        )
    )
    session.flush()
    record(session, actor, "notice.cancelled", "notice", notice.id)
    return notice


def get_notice(session: Session, actor: Actor, notice_id: UUID, *, is_locked: bool = False) -> Notice:
    """Raises NoticeNotFound."""
    wanted = select(Notice).where(Notice.tenant_id == actor.tenant_id, Notice.id == notice_id)
    if is_locked:
        wanted = wanted.with_for_update().execution_options(populate_existing=True)
    found = session.scalar(wanted)
    if found is None:
        raise NoticeNotFound
    return found


def list_notices(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Slice[Notice]:
    wanted = select(Notice).where(Notice.tenant_id == actor.tenant_id)
    return fetch_page(session, wanted, NEWEST_FIRST, cursor=cursor, limit=limit)


def count_recipients(session: Session, actor: Actor, notices: Sequence[Notice]) -> dict[UUID, Counter[str]]:
    """How many of each notice wait, were sent to, were skipped."""
    counts: dict[UUID, Counter[str]] = {notice.id: Counter() for notice in notices}
    found = session.execute(
        select(NoticeRecipient.notice_id, NoticeRecipient.state, func.count())
        .where(NoticeRecipient.tenant_id == actor.tenant_id, NoticeRecipient.notice_id.in_(counts))
        .group_by(NoticeRecipient.notice_id, NoticeRecipient.state)
    )
    for notice_id, state, count in found:
        counts[notice_id][state] = count
    return counts


def _add_recipients(session: Session, notice: Notice, customer_ids: Sequence[UUID]) -> int:
    """Those whom another notice of the outage has meanwhile are left to it."""
    added = 0
    for start in range(0, len(customer_ids), _ROWS_AT_ONCE):
        rows = [
            {
                "tenant_id": notice.tenant_id,
                "outage_key": notice.outage_key,
                "customer_id": customer_id,
                "notice_id": notice.id,
                "state": "waiting",
            }
            for customer_id in customer_ids[start : start + _ROWS_AT_ONCE]
        ]
        wanted = insert_into(session, NoticeRecipient).values(rows).on_conflict_do_nothing()
        added += len(session.scalars(wanted.returning(NoticeRecipient.customer_id)).all())
    return added


def _template(session: Session, actor: Actor, wish: Wish, chosen: TemplateChoice) -> Content:
    """Only what is useful to the customer goes to people who have not asked."""
    template = find_template(session, actor, wish.channel_id, chosen.template_id)
    if template.category != "UTILITY":
        raise TemplateUnusable(
            name=template.name,
            reason=f"Meta has it as {template.category.lower()}, and it must be utility",
            reason_pt=f"a Meta o tem como {template.category.lower()}, e ele deve ser de utilidade",
        )
    return filled_template(template, chosen.use)
