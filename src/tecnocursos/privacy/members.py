"""Members: what is kept about one, and how one is forgotten.

What a member made belongs to the organisation and stays, without telling who it was: rows name people by ids, and the
person behind the id goes. The record of who did what holds ids only.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from tecnocursos.accounts import erasing, members, queries
from tecnocursos.accounts.models import ApiKey, Invitation, SignIn, Tenant, User
from tecnocursos.accounts.policy import require_confirmed
from tecnocursos.audit.models import AuditEntry
from tecnocursos.audit.service import record
from tecnocursos.infra.database import start_writing
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.clock import utc_now
from tecnocursos.privacy import exports
from tecnocursos.privacy.messages import EraseMember, ExportMember
from tecnocursos.privacy.models import DataExport
from tecnocursos.privacy.packages import Labels, make_package

_TITLES: Final = {"pt-BR": "Seus dados no TecnoCursos AI", "en-US": "Your data in TecnoCursos AI"}
_NAMES: Final[Mapping[str, tuple[str, str]]] = {
    "about": ("Sobre este arquivo", "About this file"),
    "account": ("Conta", "Account"),
    "membership": ("Lugar na organização", "Place in the organisation"),
    "sign_ins": ("Acessos", "Sign-ins"),
    "api_keys": ("Chaves de API", "API keys"),
    "invitations": ("Convites", "Invitations"),
    "record": ("Registro do que você fez e do que foi feito à sua conta", "What you did, and what was done to you"),
    "made_at": ("Feito em", "Made at"),
    "controller": ("Controlador", "Controller"),
    "name": ("Nome", "Name"),
    "email": ("E-mail", "E-mail"),
    "language": ("Idioma", "Language"),
    "role": ("Papel", "Role"),
    "state": ("Estado", "State"),
    "created_at": ("Criado em", "Made on"),
    "client": ("Programa", "Program"),
    "last_used_at": ("Último uso", "Last used"),
    "expires_at": ("Vale até", "Valid until"),
    "ended_at": ("Encerrado em", "Ended at"),
    "at": ("Quando", "When"),
    "action": ("Ação", "Action"),
    "by_you": ("Feito por você", "Done by you"),
}


def is_member(session: Session, actor: Actor, user_id: UUID) -> bool:
    return queries.find_member_of_user(session, actor.tenant_id, user_id) is not None


def ask_for_export(session: Session, actor: Actor, user_id: UUID) -> DataExport:
    """Of oneself, or of whom one manages. Raises PermissionMissing."""
    if user_id != actor.user_id:
        actor.require(Permission.MANAGE_MEMBERS)
    return exports.ask_for(session, actor, "member", user_id, ExportMember)


def ask_to_erase(session: Session, actor: Actor, user_id: UUID) -> UUID:
    """Erase oneself, or whom one manages; gives the job. Raises PermissionMissing, PersonNeeded, ConfirmationNeeded,
    OwnerNeeded, LastOwner.
    """
    if user_id != actor.user_id:
        actor.require(Permission.MANAGE_MEMBERS)
    require_confirmed(session, actor)
    members.require_removable(session, actor, user_id)
    start_writing(session)
    record(session, actor, "member.erasure_requested", "user", user_id)
    job = EraseMember(user_id=user_id)
    return enqueue(session, job, actor=actor, once_key=f"{job.name} {user_id}", subject_id=user_id)


def erase_member(work: Work, message: EraseMember) -> None:
    """Done again, it finds nothing left to do. Raises LastOwner where everybody else has gone meanwhile."""
    with work.last_transaction() as session:
        erasing.erase_member(session, work.actor, message.user_id)
        exports.discard(session, work.actor.tenant_id, "member", message.user_id)


def export_member(work: Work, message: ExportMember, storage: Storage, scratch: Path) -> None:
    """Make the copy, unless nobody wants it any more."""
    work.progress.plan("export", 1.0)
    with work.transaction() as session:
        export = exports.export_of_job(session, work.actor, message.export_id)
        if export is None:
            return
        user = queries.get_user(session, export.subject_id)
        sections = _sections(session, work.actor, user)
        labels = Labels(user.language, _TITLES[user.language], _NAMES)
    work.progress.finish("export")
    exports.keep_package(work, storage, scratch, message.export_id, make_package(sections, (), labels))


def _sections(session: Session, actor: Actor, user: User) -> dict[str, Any]:
    """What this organisation knows of the person."""
    tenant_id = actor.tenant_id
    member = queries.find_member_of_user(session, tenant_id, user.id)
    sign_ins = session.scalars(select(SignIn).where(SignIn.tenant_id == tenant_id, SignIn.user_id == user.id)).all()
    keys = session.scalars(select(ApiKey).where(ApiKey.tenant_id == tenant_id, ApiKey.user_id == user.id)).all()
    invited = session.scalars(
        select(Invitation).where(Invitation.tenant_id == tenant_id, Invitation.email == user.email)
    ).all()
    entries = session.scalars(
        select(AuditEntry)
        .where(
            AuditEntry.tenant_id == tenant_id,
            or_(AuditEntry.actor_id == user.id, AuditEntry.subject_id.in_([user.id, *([member.id] if member else [])])),
        )
        .order_by(AuditEntry.sequence)
    ).all()
    tenant = session.scalars(select(Tenant).where(Tenant.id == tenant_id)).one()
    return {
        "about": {"made_at": utc_now().isoformat(), "controller": tenant.name},
        "account": _told(user, "id", "email", "name", "language", "created_at", "updated_at"),
        "membership": _told(member, "id", "role", "state", "created_at") if member else {},
        "sign_ins": [_told(one, "client", "created_at", "last_used_at", "expires_at", "ended_at") for one in sign_ins],
        "api_keys": [_told(one, "name", "scopes", "created_at", "last_used_at", "expires_at") for one in keys],
        "invitations": [_told(one, "email", "role", "state", "created_at") for one in invited],
        "record": [
            {"at": one.created_at.isoformat(), "action": one.action, "by_you": one.actor_id == user.id}
            for one in entries
        ],
    }


def _told(row: Any, *names: str) -> dict[str, Any]:
    values = {name: getattr(row, name) for name in names}
    return {
        name: value if value is None or isinstance(value, str | list | bool | int) else _text(value)
        for name, value in values.items()
    }


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
