"""Invitations to the organisation."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi import Response as HttpResponse
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.accounts import invitations, signing_in
from tecnocursos.accounts.models import InvitationState
from tecnocursos.accounts.schemas import EmailAddress, Token
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.idempotency import answers_secret
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.api.rendering import made_at
from tecnocursos.api.sign_in_answers import SignInAnswer, hand_over, hand_over_device, require_deliverable, source_of
from tecnocursos.api.sign_up import SignUpConfirmation
from tecnocursos.billing import quotas
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Role
from tecnocursos.kit.language import Language
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response

router = APIRouter(prefix="/api/v1/invitations", tags=["members"], route_class=EdgeRoute)


class InvitationDetails(Response):
    id: UUID
    email: str = Field(examples=["beto@fibraboa.com.br"])
    role: Role
    state: InvitationState
    invited_by: UUID | None
    created_at: datetime
    expires_at: datetime


class NewInvitation(Request):
    email: EmailAddress
    role: Role
    language: Language = "pt-BR"
    """Of the mail, if the person is new here."""


class OfferRequest(Request):
    token: Token


class OfferDetails(Response):
    tenant_name: str
    email: str
    role: Role
    has_account: bool = Field(description="Whether to accept without choosing a name and a password")


@router.get("")
def list_invitations(
    session: Session,
    actor: Actor,
    state: InvitationState | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[InvitationDetails]:
    """The invitations, newest first."""
    rows = invitations.list_invitations(session, actor, state=state, cursor=cursor, limit=limit)
    return page_of(InvitationDetails, rows)


@router.post("", status_code=201)
@made_at("/api/v1/invitations/{id}")
def invite(session: Session, actor: Actor, body: NewInvitation) -> InvitationDetails:
    """Invite somebody by e-mail; the link is good for seven days. The plan must have room for them."""
    invitation = invitations.invite(session, actor, body.email, body.role, body.language)
    _require_places(session, actor)
    return InvitationDetails.model_validate(invitation)


@router.get("/{invitation_id}")
def get_invitation(session: Session, actor: Actor, invitation_id: UUID) -> InvitationDetails:
    """One invitation."""
    return InvitationDetails.model_validate(invitations.get_invitation(session, actor, invitation_id))


@router.post("/{invitation_id}/resend")
def resend(session: Session, actor: Actor, invitation_id: UUID) -> InvitationDetails:
    """Send an invitation again; the link is good for another seven days. The plan must have room for them still."""
    invitation = invitations.resend(session, actor, invitation_id)
    _require_places(session, actor)
    return InvitationDetails.model_validate(invitation)


@router.delete("/{invitation_id}", status_code=204)
def revoke(session: Session, actor: Actor, invitation_id: UUID) -> None:
    """Take an invitation back; the link no longer works."""
    invitations.revoke(session, actor, invitation_id)


@router.post("/read")
def read_offer(session: Session, platform: Platform, body: OfferRequest) -> OfferDetails:
    """What the invitation of this link offers."""
    return OfferDetails.model_validate(invitations.read_offer(session, platform.accounts, body.token))


@router.post("/accept", response_model=SignInAnswer)
@answers_secret
def accept(session: Session, platform: Platform, request: HttpRequest, body: SignUpConfirmation) -> HttpResponse:
    """Join an organisation by the link. New people choose name and password here, and are signed in; others sign in."""
    require_deliverable(request, body.deliver)
    user, tenant_id, is_new = invitations.accept(session, platform.accounts, body.token, body.name, body.password)
    if not is_new:
        return hand_over_device(request, platform, user.id, body.deliver)
    tokens = signing_in.begin(session, platform.accounts, user, source_of(request), tenant_id)
    return hand_over(request, platform, tokens, body.deliver)


def _require_places(session: Session, actor: Actor) -> None:
    """Raise QuotaReached unless all who are invited by now may come."""
    quotas.hold(session, actor)
    quotas.require_room(session, actor, "members", invitations.count_pending(session, actor))
