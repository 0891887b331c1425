"""One's own account: profile, password, address, sign-ins, organisations."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from sqlalchemy.orm import Session

from tecnocursos.accounts import profile, signing_in
from tecnocursos.accounts.models import MemberState, TenantState
from tecnocursos.accounts.schemas import Code, EmailAddress, Name, Password
from tecnocursos.api.auth import Accepted
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.sign_in_answers import source_of
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission, Role
from tecnocursos.kit.language import Language
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response, Versioned

router = APIRouter(prefix="/api/v1/account", tags=["account"], route_class=EdgeRoute)


class AccountDetails(Versioned):
    """Whoever is signed in, and what they may do here."""

    id: UUID
    email: str
    name: str
    language: Language
    has_second_factor: bool
    backup_codes_left: int
    tenant_id: UUID
    role: Role
    permissions: list[Permission]


class AccountChange(Request):
    name: Name | None = None
    language: Language | None = None


class ConfirmRequest(Request):
    password: Password
    code: Code | None = None
    """Needed where there is a second factor."""


class PasswordChange(Request):
    old_password: Password
    new_password: Password


class EmailChange(Request):
    email: EmailAddress


class SignInDetails(Response):
    id: UUID
    tenant_id: UUID
    client: str
    is_current: bool
    created_at: datetime
    last_used_at: datetime
    expires_at: datetime


class MembershipDetails(Response):
    tenant_id: UUID
    tenant_name: str
    tenant_state: TenantState
    role: Role
    state: MemberState


class MembershipList(Response):
    items: list[MembershipDetails]


@router.get("")
def get_account(session: Session, actor: Actor) -> AccountDetails:
    """One's own account."""
    return _details(session, actor)


@router.patch("")
def change_account(session: Session, actor: Actor, body: AccountChange, if_match: IfMatch = None) -> AccountDetails:
    """Change one's name or language."""
    require_version(if_match, profile.get_own_user(session, actor).version)
    profile.change_profile(session, actor, name=body.name, language=body.language)
    return _details(session, actor)


@router.post("/confirm", status_code=204)
def confirm(session: Session, actor: Actor, platform: Platform, request: HttpRequest, body: ConfirmRequest) -> None:
    """Prove that it is oneself, which holds for ten minutes: asked for before anything sensitive."""
    signing_in.confirm(session, platform.accounts, actor, body.password, body.code, source_of(request))


@router.post("/password", status_code=204)
def change_password(
    session: Session, actor: Actor, platform: Platform, request: HttpRequest, body: PasswordChange
) -> None:
    """Change one's password. All other sign-ins end."""
    profile.change_password(session, platform.accounts, actor, body.old_password, body.new_password, source_of(request))


@router.post("/email", status_code=202)
def request_email_change(session: Session, actor: Actor, body: EmailChange) -> Accepted:
    """Send a link to the new address; it is used once that was followed. The old address is told."""
    profile.request_email_change(session, actor, body.email)
    return Accepted()


@router.get("/sign-ins")
def list_sign_ins(
    session: Session, actor: Actor, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[SignInDetails]:
    """Where one is signed in, newest first."""
    rows = signing_in.list_own(session, actor, cursor=cursor, limit=limit)
    items = [
        SignInDetails(
            id=row.id,
            tenant_id=row.tenant_id,
            client=row.client,
            is_current=row.id == actor.session_id,
            created_at=row.created_at,
            last_used_at=row.last_used_at,
            expires_at=row.expires_at,
        )
        for row in rows.rows
    ]
    return Page[SignInDetails](items=items, next_cursor=rows.next_cursor)


@router.delete("/sign-ins/{sign_in_id}", status_code=204)
def end_sign_in(session: Session, actor: Actor, sign_in_id: UUID) -> None:
    """End one of one's sign-ins, at once."""
    signing_in.end_own(session, actor, sign_in_id)


@router.get("/tenants")
def list_own_tenants(session: Session, actor: Actor) -> MembershipList:
    """The organisations that one belongs to."""
    places = profile.list_own_memberships(session, actor)
    return MembershipList(items=[MembershipDetails.model_validate(place) for place in places])


def _details(session: Session, actor: Actor) -> AccountDetails:
    found = profile.get_profile(session, actor)
    return AccountDetails.model_validate(
        {
            "id": found.user.id,
            "email": found.user.email,
            "name": found.user.name,
            "language": found.user.language,
            "version": found.user.version,
            "has_second_factor": found.has_second_factor,
            "backup_codes_left": found.backup_codes_left,
            "tenant_id": actor.tenant_id,
            "role": actor.role,
            "permissions": sorted(actor.permissions),
        }
    )
