"""A row for every list of the API, with what hangs on it: the table behind the test that lists stay cheap."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from people import Person
from projects import COURSE
from tecnocursos.accounts.models import ApiKey, Invitation, Member, SignIn, Tenant, User
from tecnocursos.answers.models import Synonym
from tecnocursos.audit.service import record
from tecnocursos.documents.models import Document, DocumentVersion
from tecnocursos.documents.outline import Outline, Source
from tecnocursos.files import service as files
from tecnocursos.files.models import StoredFile
from tecnocursos.infra.encryption import seal_into
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.ids import new_id
from tecnocursos.library.models import Asset, AssetFavourite, AssetRating, AssetTag, AssetText, AssetUsage
from tecnocursos.realtime.models import Notification, Presence, Room
from tecnocursos.realtime.service import tell
from tecnocursos.rendering.timeline import Transition
from tecnocursos.studio.comments.anchors import anchor_at
from tecnocursos.studio.courses import fill_project, fill_scene, write_course
from tecnocursos.studio.flow_models import Comment, Render, RenderFile, RenderLink, Revision
from tecnocursos.studio.models import (
    BrandFile,
    BrandRow,
    LexiconRow,
    Project,
    ProjectMedia,
    SceneRow,
    TemplateRow,
)
from tecnocursos.studio.revisions.service import keep_revision
from tecnocursos.support.contents import Content
from tecnocursos.support.conversations import add_message as add_conversation_message
from tecnocursos.support.data_requests import open_request
from tecnocursos.support.desk_models import CannedReply, ConversationLabel, Label, Team, TeamMember
from tecnocursos.support.models import Channel, Conversation, Customer, MessageTemplate
from tecnocursos.support.notice_models import Notice
from tecnocursos.support.protocols import open_protocol
from tecnocursos.support.questions import count_question
from tecnocursos.support.report_models import ReportExport
from tecnocursos.support.sealing import make_key, sealer_of


@dataclass(frozen=True)
class Place:
    """What the addresses of lists name."""

    owner: Person
    project_id: UUID
    scene_id: UUID
    document_id: UUID
    asset_id: UUID
    revision_id: UUID
    render_id: UUID
    channel_id: UUID
    conversation_id: UUID

    @property
    def tenant_id(self) -> UUID:
        return self.owner.tenant_id

    @property
    def user_id(self) -> UUID:
        assert self.owner.actor.user_id is not None
        return self.owner.actor.user_id

    @property
    def room_name(self) -> str:
        return f"project:{self.project_id}"


def make_place(session: Session, owner: Person, storage: Storage, outline: Any) -> Place:
    """`outline` is a path to which the outline of a document without anything in it is written."""
    source = Source(name="manual.md", kind="markdown", sha256="0" * 64)
    outline.write_text(Outline(source=source, title="Manual", language="pt-BR", sections=()).model_dump_json())
    kept = files.keep(session, owner.actor, storage, outline, "application/json")
    document = _document(session, owner.tenant_id)
    version = _version(session, owner.tenant_id, document, kept)
    project = _project(session, owner, document_version_id=version.id)
    scene = _scene(session, owner.tenant_id, project.id)
    asset = _asset(session, owner.tenant_id)
    revision = keep_revision(session, owner.actor, project, "asked")
    render = Render(
        tenant_id=owner.tenant_id, project_id=project.id, revision_id=revision.id, size="720p", formats=["video"]
    )
    render_id: UUID = _added(session, render).id
    channel = _channel(session, owner.tenant_id)
    talk = _conversation(session, owner.tenant_id, channel.id)
    return Place(owner, project.id, scene.id, document.id, asset.id, revision.id, render_id, channel.id, talk.id)


def _added(session: Session, row: Any) -> Any:
    session.add(row)
    session.flush()
    return row


def _file(session: Session, tenant_id: UUID) -> StoredFile:
    content = uuid.uuid4().hex * 2
    return _added(session, StoredFile(tenant_id=tenant_id, sha256=content, size_bytes=1, media_type="image/png"))


def _user(session: Session) -> User:
    return _added(session, User(email=f"{uuid.uuid4().hex}@example.com", name="Bia", password_hash="!"))


def _document(session: Session, tenant_id: UUID) -> Document:
    return _added(session, Document(tenant_id=tenant_id, name="Manual", folded_name="manual", latest_number=0))


def _version(session: Session, tenant_id: UUID, document: Document, outline: StoredFile | None = None) -> Any:
    document.latest_number += 1
    version = DocumentVersion(
        tenant_id=tenant_id,
        document_id=document.id,
        number=document.latest_number,
        file_name="manual.md",
        stored_file_id=_file(session, tenant_id).id,
        outline_file_id=outline and outline.id,
        state="ready",
    )
    return _added(session, version)


def _project(session: Session, owner: Person, **columns: Any) -> Project:
    empty = Project(tenant_id=owner.tenant_id, created_by=owner.actor.user_id, **columns)
    project = _added(session, fill_project(empty, COURSE))
    write_course(session, owner.actor, project, COURSE, {})
    return project


def _scene(session: Session, tenant_id: UUID, project_id: UUID) -> SceneRow:
    scene = COURSE.scenes[1].model_copy(update={"id": uuid.uuid4().hex})
    return _added(session, fill_scene(SceneRow(tenant_id=tenant_id, project_id=project_id, position=9), scene))


def _asset(session: Session, tenant_id: UUID) -> Asset:
    asset = Asset(
        tenant_id=tenant_id,
        kind="image",
        state="ready",
        name="foto.png",
        tags=["rede"],
        file_id=_file(session, tenant_id).id,
        thumbnail_file_id=_file(session, tenant_id).id,
        source_sha256=uuid.uuid4().hex,
        media_type="image/png",
        size_bytes=1,
    )
    _added(session, asset)
    words = AssetText(tenant_id=tenant_id, asset_id=asset.id, name_words="foto", tag_words="rede", other_words="")
    usage = AssetUsage(tenant_id=tenant_id, asset_id=asset.id, project_id=new_id(), scene_id=new_id())
    session.add_all([words, usage, AssetTag(tenant_id=tenant_id, asset_id=asset.id, tag="rede")])
    return asset


def add_sign_in(session: Session, place: Place) -> None:
    now = utc_now()
    row = SignIn(tenant_id=place.tenant_id, user_id=place.user_id, last_used_at=now, expires_at=now + timedelta(days=1))
    session.add(row)


def add_membership(session: Session, place: Place) -> None:
    tenant = _added(session, Tenant(name="Outra"))
    session.add(Member(tenant_id=tenant.id, user_id=place.user_id, role="viewer"))


def add_member(session: Session, place: Place) -> None:
    session.add(Member(tenant_id=place.tenant_id, user_id=_user(session).id, role="editor"))


def add_invitation(session: Session, place: Place) -> None:
    session.add(
        Invitation(
            tenant_id=place.tenant_id,
            email=f"{uuid.uuid4().hex}@example.com",
            role="editor",
            expires_at=utc_now() + timedelta(days=1),
            invited_by=_user(session).id,
        )
    )


def add_key(session: Session, place: Place) -> None:
    session.add(
        ApiKey(tenant_id=place.tenant_id, user_id=place.user_id, name="CI", secret_hash=uuid.uuid4().hex, scopes=[])
    )


def add_job(session: Session, place: Place) -> UUID:
    job = JobRow(tenant_id=place.tenant_id, name="x", queue="quick", payload={}, max_attempts=1, state="succeeded")
    job_id: UUID = _added(session, job).id
    return job_id


def add_entry(session: Session, place: Place) -> None:
    record(session, place.owner.actor, "project.changed", "project", new_id(), {"version": (1, 2)})


def add_notification(session: Session, place: Place) -> None:
    session.add(Notification(tenant_id=place.tenant_id, user_id=place.user_id, kind="x", payload={}))


def add_room(session: Session, place: Place) -> None:
    room = _added(session, Room(tenant_id=place.tenant_id, name=uuid.uuid4().hex))
    for user in (_user(session), _user(session)):
        session.add(
            Presence(
                connection_id=new_id(),
                room_id=room.id,
                tenant_id=place.tenant_id,
                user_id=user.id,
                process_id=new_id(),
                is_shown=True,
                expires_at=utc_now() + timedelta(hours=1),
            )
        )


def add_message(session: Session, place: Place) -> None:
    tell(session, place.tenant_id, place.room_name, "chat", {"text": "oi"}, sender_id=_user(session).id)


def add_document(session: Session, place: Place) -> None:
    document = _document(session, place.tenant_id)
    for _ in range(2):
        _version(session, place.tenant_id, document)


def add_version(session: Session, place: Place) -> None:
    _version(session, place.tenant_id, session.get_one(Document, place.document_id))


def add_render(session: Session, place: Place) -> None:
    render = Render(
        tenant_id=place.tenant_id,
        project_id=place.project_id,
        revision_id=place.revision_id,
        size="720p",
        formats=["video", "srt"],
        job_id=add_job(session, place),
        created_by=_user(session).id,
    )
    _added(session, render)
    for kind in ("video", "srt"):
        stored = _file(session, place.tenant_id)
        session.add(
            RenderFile(tenant_id=place.tenant_id, render_id=render.id, file_id=stored.id, kind=kind, name=f"x.{kind}")
        )


def add_render_link(session: Session, place: Place) -> None:
    link = RenderLink(
        tenant_id=place.tenant_id,
        render_id=place.render_id,
        token_sha256=uuid.uuid4().hex,
        expires_at=utc_now() + timedelta(days=1),
        created_by=_user(session).id,
    )
    session.add(link)


def add_revision(session: Session, place: Place) -> None:
    kept = session.get_one(Revision, place.revision_id)
    row = Revision(
        tenant_id=place.tenant_id,
        project_id=place.project_id,
        number=uuid.uuid4().int % 2**31,
        reason="asked",
        content_id=kept.content_id,
        document_version_id=_version(session, place.tenant_id, session.get_one(Document, place.document_id)).id,
        scene_count=1,
        created_by=_user(session).id,
    )
    session.add(row)


def add_thread(session: Session, place: Place, scene_id: UUID | None = None) -> None:
    columns = {"tenant_id": place.tenant_id, "project_id": place.project_id, "mentions": [str(_user(session).id)]}
    on_scene = {"scene_id": scene_id or place.scene_id, "author_id": _user(session).id, "text": "Qual cabo?"}
    anchor = anchor_at([line.text for line in COURSE.scenes[1].lines], 0, 0, 1, None).model_dump(mode="json")
    opening = _added(session, Comment(**columns, **on_scene, anchor=anchor))
    for _ in range(2):
        session.add(Comment(**columns, **on_scene, thread_id=opening.id))


def add_thread_on_a_new_scene(session: Session, place: Place) -> None:
    add_thread(session, place, _scene(session, place.tenant_id, place.project_id).id)


def add_media(session: Session, place: Place) -> None:
    stored = _file(session, place.tenant_id)
    session.add(
        ProjectMedia(
            tenant_id=place.tenant_id, project_id=place.project_id, name=stored.sha256, stored_file_id=stored.id
        )
    )


def add_scene(session: Session, place: Place) -> None:
    _scene(session, place.tenant_id, place.project_id)


def add_project(session: Session, place: Place) -> None:
    brand = _added(session, BrandRow(tenant_id=place.tenant_id, name="Fibra Boa"))
    template = _template(session, place)
    _project(session, place.owner, brand_id=brand.id, template_id=template.id)


def _template(session: Session, place: Place) -> TemplateRow:
    return _added(
        session,
        TemplateRow(
            tenant_id=place.tenant_id,
            name="Curso",
            look="tech",
            transition=Transition().model_dump(),
            slides=[COURSE.scenes[0].slide.model_dump(mode="json")],
        ),
    )


def add_template(session: Session, place: Place) -> None:
    _project(session, place.owner, template_id=_template(session, place).id)


def add_brand(session: Session, place: Place) -> None:
    brand = _added(session, BrandRow(tenant_id=place.tenant_id, name="Fibra Boa"))
    stored = _file(session, place.tenant_id)
    session.add(BrandFile(tenant_id=place.tenant_id, brand_id=brand.id, name="a.png", stored_file_id=stored.id))


def add_lexicon(session: Session, place: Place) -> None:
    session.add(LexiconRow(tenant_id=place.tenant_id, name="Rede", language="pt-BR", entries={"Wi-Fi": "uai fai"}))


def add_synonym(session: Session, place: Place) -> None:
    session.add(Synonym(tenant_id=place.tenant_id, phrases=["carnê", "boleto"]))


def add_rating(session: Session, place: Place) -> None:
    session.add(AssetRating(tenant_id=place.tenant_id, asset_id=place.asset_id, user_id=_user(session).id, stars=4))


def add_asset(session: Session, place: Place) -> None:
    asset = _asset(session, place.tenant_id)
    session.add(AssetFavourite(tenant_id=place.tenant_id, asset_id=asset.id, user_id=place.user_id))


def add_use(session: Session, place: Place) -> None:
    project = _project(session, place.owner)
    columns = {"tenant_id": place.tenant_id, "asset_id": place.asset_id, "project_id": project.id}
    session.add(AssetUsage(**columns, scene_id=_scene(session, place.tenant_id, project.id).id))
    session.add(ProjectMedia(**columns, name="foto.png", stored_file_id=_file(session, place.tenant_id).id))


def _channel(session: Session, tenant_id: UUID) -> Channel:
    channel = Channel(tenant_id=tenant_id, name="Atendimento", phone_number_id=uuid.uuid4().hex, business_id="1")
    for secret in (Channel.verify_token, Channel.app_secret, Channel.access_token):
        seal_into(session, channel, secret, "segredo")
    return _added(session, channel)


def _conversation(session: Session, tenant_id: UUID, channel_id: UUID) -> Conversation:
    customer = _added(session, Customer(tenant_id=tenant_id))
    conversation = Conversation(tenant_id=tenant_id, channel_id=channel_id, customer_id=customer.id, length=0)
    make_key(session, conversation)
    return _added(session, conversation)


def _say(session: Session, conversation: Conversation) -> None:
    add_conversation_message(
        session,
        conversation,
        sealer_of(session, conversation),
        direction="in",
        author="customer",
        kind="text",
        content=Content(text="minha net caiu"),
        state="received",
    )


def add_conversation(session: Session, place: Place) -> None:
    conversation = _conversation(session, place.tenant_id, place.channel_id)
    _say(session, conversation)
    label = _added(session, Label(tenant_id=place.tenant_id, name=uuid.uuid4().hex))
    session.add(ConversationLabel(conversation_id=conversation.id, label_id=label.id, tenant_id=place.tenant_id))


def add_label(session: Session, place: Place) -> None:
    session.add(Label(tenant_id=place.tenant_id, name=uuid.uuid4().hex))


def add_team(session: Session, place: Place) -> None:
    team = _added(session, Team(tenant_id=place.tenant_id, name=uuid.uuid4().hex))
    session.add(TeamMember(team_id=team.id, user_id=_user(session).id, tenant_id=place.tenant_id))


def add_person_at_desk(session: Session, place: Place) -> None:
    session.add(Member(tenant_id=place.tenant_id, user_id=_user(session).id, role="agent"))


def add_canned_reply(session: Session, place: Place) -> None:
    session.add(CannedReply(tenant_id=place.tenant_id, shortcut=uuid.uuid4().hex, text="Bom dia, {{nome}}!"))


def add_notice(session: Session, place: Place) -> None:
    notice = Notice(
        id=new_id(),
        tenant_id=place.tenant_id,
        channel_id=place.channel_id,
        region="Centro",
        outage_key=uuid.uuid4().hex,
    )
    seal_into(session, notice, Notice.text, "Queda na sua região.")
    session.add(notice)


def add_said(session: Session, place: Place) -> None:
    _say(session, session.get_one(Conversation, place.conversation_id))


def add_export(session: Session, place: Place) -> None:
    today = utc_now().date()
    tomorrow = utc_now() + timedelta(days=1)
    session.add(
        ReportExport(
            tenant_id=place.tenant_id,
            kind="overview",
            since=today,
            until=today,
            filters={},
            language="pt-BR",
            expires_at=tomorrow,
        )
    )


def add_question(session: Session, place: Place) -> None:
    conversation = session.get_one(Conversation, place.conversation_id)
    letters = uuid.uuid4().hex.translate(str.maketrans("0123456789", "ghijklmnop"))
    count_question(session, conversation, letters, utc_now())


def add_channel(session: Session, place: Place) -> None:
    _channel(session, place.tenant_id)


def add_message_template(session: Session, place: Place) -> None:
    session.add(
        MessageTemplate(
            tenant_id=place.tenant_id,
            channel_id=place.channel_id,
            name=uuid.uuid4().hex,
            language="pt_BR",
            category="UTILITY",
            status="APPROVED",
            components=[{"type": "BODY", "text": "Olá {{1}}"}],
        )
    )


def add_data_request(session: Session, place: Place) -> None:
    conversation = _conversation(session, place.tenant_id, place.channel_id)
    protocol = open_protocol(session, place.owner.actor, conversation, "data_protection", utc_now(), due_days=15)
    open_request(session, place.owner.actor, conversation, protocol, "access", is_identified=False)


ROWS: dict[str, Callable[[Session, Place], Any]] = {
    "/api/v1/account/sign-ins": add_sign_in,
    "/api/v1/account/tenants": add_membership,
    "/api/v1/members": add_member,
    "/api/v1/invitations": add_invitation,
    "/api/v1/api-keys": add_key,
    "/api/v1/jobs": add_job,
    "/api/v1/audit": add_entry,
    "/api/v1/notifications": add_notification,
    "/ws/rooms": add_room,
    "/api/v1/rooms/{room_name}/messages": add_message,
    "/api/v1/documents": add_document,
    "/api/v1/documents/{document_id}/versions": add_version,
    "/api/v1/projects/{project_id}/renders": add_render,
    "/api/v1/renders": add_render,
    "/api/v1/renders/{render_id}/links": add_render_link,
    "/api/v1/projects/{project_id}/revisions": add_revision,
    "/api/v1/scenes/{scene_id}/comments": add_thread,
    "/api/v1/projects/{project_id}/comments": add_thread_on_a_new_scene,
    "/api/v1/projects/{project_id}/media": add_media,
    "/api/v1/projects/{project_id}/outline": add_scene,
    "/api/v1/projects/{project_id}/scenes": add_scene,
    "/api/v1/projects": add_project,
    "/api/v1/scenes": add_scene,
    "/api/v1/templates": add_template,
    "/api/v1/brands": add_brand,
    "/api/v1/lexicons": add_lexicon,
    "/api/v1/synonyms": add_synonym,
    "/api/v1/assets/{asset_id}/ratings": add_rating,
    "/api/v1/assets/{asset_id}/usage": add_use,
    "/api/v1/assets/favorites": add_asset,
    "/api/v1/assets": add_asset,
    "/api/v1/assets/search": add_asset,
    "/api/v1/conversations": add_conversation,
    "/api/v1/conversations/{conversation_id}/messages": add_said,
    "/api/v1/support/teams": add_team,
    "/api/v1/support/people": add_person_at_desk,
    "/api/v1/support/labels": add_label,
    "/api/v1/support/canned-replies": add_canned_reply,
    "/api/v1/support/notices": add_notice,
    "/api/v1/support/questions": add_question,
    "/api/v1/support/customers": add_conversation,
    "/api/v1/support/data-requests": add_data_request,
    "/api/v1/support/reports/exports": add_export,
    "/api/v1/whatsapp/channels": add_channel,
    "/api/v1/whatsapp/channels/{channel_id}/templates": add_message_template,
}
"""What adds one more to each list. A new list needs a row here."""

WITHOUT_ROWS = {"/api/v1/voices", "/api/v1/support/simulator/phones"}
"""Lists of what is installed on the machine, or known to the local WhatsApp server."""
