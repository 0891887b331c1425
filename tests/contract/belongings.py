"""One of everything that a tenant can have, made over the API, each with a word in it that nobody else may read."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import docx
import font_manrope
import sqlalchemy as sa
from fastapi.testclient import TestClient
from PIL import Image

from people import Person, join
from tecnocursos.accounts.models import SignIn, User
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.bootstrap.schema import METADATA
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.clock import utc_now
from tecnocursos.support.conversations import hold_open
from tecnocursos.support.customers import find_or_add, identify
from tecnocursos.support.desk_models import Unanswered
from tecnocursos.support.desk_settings import settings_of
from tecnocursos.support.media import keep_file
from tecnocursos.support.protocols import open_protocol
from tecnocursos.support.queries import get_channel, unheard_messages
from tecnocursos.support.questions import count_question
from tecnocursos.support.receiving import receive
from tecnocursos.support.sealing import sealer_of
from tecnocursos.support.whatsapp.updates import Identity, InboundMessage
from tecnocursos.support.workflows.machine import Identified
from tecnocursos.worker.running import Runner

CANARY = "xexéu"
"""Stands in every name and text that the tenant has."""
_FONT = next((Path(str(font_manrope.__file__)).parent / "files").glob("Manrope-*.ttf"))
_ANY = {"If-Match": "*"}
_LINES = [{"text": f"Ligue o {CANARY}."}]
_SLIDE = {"kind": "title", "title": f"O {CANARY}"}


class Belongings:
    """The ids of what the tenant of `owner` has, by the names that routes give them."""

    def __init__(self, platform: Platform, client: TestClient, runner: Runner) -> None:
        self.owner = join(platform, client)
        self.ids: dict[str, str] = {"number": "1", "tenant_id": str(self.owner.tenant_id)}
        self.places: dict[str, str] = {}
        """Where the answers say that what they made is, by what was asked."""
        self._platform = platform
        self._runner = runner
        self._make_people(client)
        self._make_looks()
        self._make_document()
        self._make_project()
        self._make_results()
        self._make_support()
        self.kept = self.rows()
        """What there is to be found after whatever others do."""

    def choose(self, path: str, name: str) -> str:
        """The tenant's own id that belongs into this place of a request."""
        places = {"name": "media_name" if "/media/" in path else "font_name" if "/fonts/" in path else "picture_name"}
        others = {
            "actor_id": "user_id",
            "author_id": "user_id",
            "assignee_id": "user_id",
            "owner_id": "user_id",
            "mentions": "user_id",
            "asset_ids": "asset_id",
            "document_ids": "document_id",
            "scene_ids": "scene_id",
            "subject_id": "project_id",
            "to": "revision_id",
            "version_id": "document_version_id",
            "thread_id": "comment_id",
            "labels": "label_id",
            "user_ids": "user_id",
            "done_protocols": "protocol_id",
        }
        return self.ids[(places | others).get(name, name)]

    def rows(self) -> dict[str, Sequence[Any]]:
        """Everything that the database holds of the tenant."""
        tenant_id = self.owner.tenant_id
        with self._platform.database.transaction(SYSTEM, is_reading=True) as session:
            return {
                table.name: session.execute(
                    sa.select(table)
                    .where((table.c.id if table.name == "tenants" else table.c.tenant_id) == tenant_id)
                    .order_by(*table.primary_key)
                ).all()
                for table in METADATA.sorted_tables
                if "tenant_id" in table.c or table.name == "tenants"
            }

    def _made(self, path: str, name: str, **options: Any) -> dict[str, Any]:
        answer = self._post(path, **options)
        made: dict[str, Any] = answer.json() if answer.content else {}
        self.ids[name] = str(made.get("id") or answer.headers["location"].rpartition("/")[2])
        return made

    def _post(self, path: str, **options: Any) -> Any:
        answer = self.owner.post(f"/api/v1/{path}", **options)
        assert answer.status_code in {201, 202}, answer.text
        self.places[path] = answer.headers["location"]
        return answer

    def _make_people(self, client: TestClient) -> None:
        colleague = join(self._platform, client, "editor", self.owner.tenant_id)
        with self._platform.database.transaction(SYSTEM) as session:
            session.execute(sa.update(SignIn).values(confirmed_at=utc_now()).where(_is_of(self.owner)))
            session.execute(sa.update(User).where(User.id == colleague.actor.user_id).values(name=CANARY))
        members = self.owner.get("/api/v1/members").json()["items"]
        self.ids["member_id"] = next(one["id"] for one in members if one["name"] == CANARY)
        self.ids["user_id"] = str(colleague.actor.user_id)
        self.ids["sign_in_id"] = str(self.owner.actor.session_id)
        self._made("invitations", "invitation_id", json={"email": f"convidada@{'x' * 8}.example", "role": "viewer"})
        self._made("api-keys", "key_id", json={"name": CANARY, "scopes": ["content:read"]})

    def _make_looks(self) -> None:
        brand = f"brands/{self._made('brands', 'brand_id', json={'name': CANARY})['id']}"
        logo = {"file": ("logo.png", _picture(1))}
        assert self.owner.put(f"/api/v1/{brand}/logo", files=logo, headers=_ANY).status_code == 200
        font = self.owner.post(f"/api/v1/{brand}/fonts", files={"file": ("f.ttf", _FONT.read_bytes())}, headers=_ANY)
        self.ids["font_name"] = font.json()["font_files"][0]
        self._made("templates", "template_id", json={"name": CANARY, "look": "tech"})
        self._made("lexicons", "lexicon_id", json={"name": CANARY, "entries": {CANARY: "xe xéu"}})
        self._made("synonyms", "synonym_id", json={"phrases": [CANARY, "ave"]})

    def _make_document(self) -> None:
        self.ids["job_id"] = self._made("documents", "document_id", files=_document("azul"))["job_id"]
        document = f"/api/v1/documents/{self.ids['document_id']}"
        self._finish()
        self.ids["document_version_id"] = self.owner.get(document).json()["latest"]["id"]
        outline = self.owner.get(f"{document}/outline").text
        (self.ids["picture_name"],) = re.findall(r'"file":"([^"]+\.png)"', outline)

    def _make_project(self) -> None:
        made_of = {"document_version_id": self.ids["document_version_id"]}
        project = self._made("projects", "project_id", json={"title": CANARY, "language": "pt-BR"} | made_of)["id"]
        self._finish()
        self.ids["room_name"] = f"project:{project}"
        document = f"/api/v1/documents/{self.ids['document_id']}"
        self._post(f"documents/{self.ids['document_id']}/versions", files=_document("verde"))
        self._finish()
        self.ids["document_version_id"] = self.owner.get(document).json()["latest"]["id"]
        for _ in range(2):
            scene = self._made("scenes", "scene_id", json={"project_id": project, "slide": _SLIDE, "lines": _LINES})
        self._made(f"scenes/{scene['id']}/comments", "comment_id", json={"text": CANARY})
        self._post(f"scenes/{scene['id']}/duplicate")
        added = self._post(f"projects/{project}/media", files={"file": ("a.png", _picture(3))})
        self.ids["media_name"] = added.json()["name"]
        self._made(f"projects/{project}/revisions", "revision_id", json={"name": CANARY})
        sent = self._post("uploads", headers={"Tus-Resumable": "1.0.0", "Upload-Length": "5"})
        self.ids["upload_id"] = sent.headers["location"].rpartition("/")[2]

    def _make_results(self) -> None:
        sent = {"file": (f"{CANARY}.png", _picture(4))}
        self._made("assets/upload", "asset_id", files=sent, data={"description": CANARY, "tags": CANARY})
        self._made(f"projects/{self.ids['project_id']}/renders", "render_id", json={})
        self._post(f"projects/{self.ids['project_id']}/duplicate")
        self._post(f"templates/{self.ids['template_id']}/duplicate")
        self._finish()
        published = self.owner.post(f"/api/v1/renders/{self.ids['render_id']}/publish")
        assert published.status_code == 200, published.text
        link = {"expires_in_days": 1, "name": CANARY}
        self._made(f"renders/{self.ids['render_id']}/links", "link_id", json=link)
        self.ids["notification_id"] = self.owner.get("/api/v1/notifications").json()["items"][0]["id"]

    def _make_support(self) -> None:
        secrets = {"verify_token": "verificar-isto", "app_secret": "segredo-da-app", "access_token": "token-de-acesso"}
        number = {"name": CANARY, "phone_number_id": "7001", "business_id": "9001"}
        self._made("whatsapp/channels", "channel_id", json=number | secrets)
        with self._platform.database.transaction(self.owner.tenant_id) as session:
            channel = get_channel(session, self.owner.actor, UUID(self.ids["channel_id"]))
            told = InboundMessage(
                wamid="wamid.1",
                sender=Identity(phone="5511987654321"),
                sent_at=utc_now(),
                kind="text",
                name=CANARY,
                text=CANARY,
            )
            receive(session, self.owner.actor, channel, settings_of(session, self.owner.actor), told)
            customer = find_or_add(session, self.owner.actor, channel, told.sender, None)
            conversation = hold_open(session, self.owner.actor, channel, customer)
            (message,) = unheard_messages(session, conversation)
            sealer = sealer_of(session, conversation)
            keep_file(session, self.owner.actor, self._platform.storage, sealer, message, b"x", self._platform.incoming)
            self.ids |= {"conversation_id": str(conversation.id), "message_id": str(message.id)}
            self.ids["protocol_id"] = str(
                open_protocol(session, self.owner.actor, conversation, "information", utc_now()).id
            )
            count_question(session, conversation, CANARY, utc_now())
            question = session.scalars(sa.select(Unanswered).where(Unanswered.tenant_id == self.owner.tenant_id)).one()
            self.ids["question_id"] = str(question.id)
            identify(session, self.owner.actor, customer, Identified(erp_id=CANARY, first_name=CANARY, region=CANARY))
        self._made("support/reports/exports", "report_export_id", json={})
        self._made("support/teams", "team_id", json={"name": CANARY})
        self._made("support/labels", "label_id", json={"name": CANARY})
        notice = {"channel_id": self.ids["channel_id"], "region": CANARY, "text": CANARY}
        self._made("support/notices", "notice_id", json=notice)
        self._made("support/canned-replies", "canned_reply_id", json={"shortcut": CANARY, "text": CANARY})
        self.ids["customer_id"] = str(customer.id)
        customer_path = f"support/customers/{self.ids['customer_id']}"
        self._made(f"{customer_path}/requests", "request_id", json={"right": "access"})
        self._post(f"{customer_path}/consents", json={"is_given": True, "evidence": CANARY})
        self._made(f"{customer_path}/export", "export_id")
        self.ids["person_id"] = self.ids["customer_id"]
        self._finish()
        self.ids["media_id"] = "1"  # of a simulator, of which there is none here

    def _finish(self) -> None:
        while self._runner.run_next():
            pass


def _is_of(person: Person) -> Any:
    return SignIn.id == person.actor.session_id


def _document(word: str) -> dict[str, tuple[str, bytes]]:
    written, text = BytesIO(), docx.Document()
    text.add_heading(f"O {CANARY}", 1)
    text.add_paragraph(f"Ligue o {CANARY} {word} no roteador.")
    text.add_picture(BytesIO(_picture(2)))
    text.save(written)
    return {"file": (f"{CANARY}.docx", written.getvalue())}


@functools.cache
def _picture(number: int) -> bytes:
    """The same for the same number, unlike all others."""
    written = BytesIO()
    Image.effect_noise((640, 400), 10 + number).convert("RGB").save(written, "PNG")
    return written.getvalue()
