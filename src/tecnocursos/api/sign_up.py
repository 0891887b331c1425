"""New organisations: the first of an installation, and those that sign up."""

from __future__ import annotations

from typing import Literal

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi import Response as HttpResponse
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.accounts import queries, signing_in, signing_up
from tecnocursos.accounts.schemas import Deliver, EmailAddress, Name, Password, Token
from tecnocursos.api.auth import Accepted
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.sign_in_answers import SignInAnswer, hand_over, hand_over_device, require_deliverable, source_of
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.language import Language
from tecnocursos.kit.schema import Request, Response

router = APIRouter(prefix="/api/v1", tags=["sign-up"], route_class=EdgeRoute)


class SetupState(Response):
    is_needed: bool = Field(description="Whether nobody is here yet, and the first owner can be made")
    sign_up: Literal["open", "closed"]


class SetupRequest(Request):
    email: EmailAddress
    name: Name = Field(examples=["Ana Souza"])
    password: Password
    tenant_name: Name = Field(examples=["Fibra Boa"])
    language: Language = "pt-BR"
    deliver: Deliver = "cookies"


class SignUpRequest(Request):
    email: EmailAddress
    tenant_name: Name = Field(examples=["Fibra Boa"])
    language: Language = "pt-BR"


class SignUpConfirmation(Request):
    token: Token
    name: Name | None = Field(default=None, examples=["Ana Souza"])
    password: Password | None = None
    deliver: Deliver = "cookies"


@router.get("/setup")
def get_setup(session: Session, platform: Platform) -> SetupState:
    """Whether the installation waits for its first owner, and whether others may sign up."""
    sign_up: Literal["open", "closed"] = "open" if platform.accounts.is_sign_up_open else "closed"
    return SetupState(is_needed=not queries.has_users(session), sign_up=sign_up)


@router.post("/setup", response_model=SignInAnswer)
def set_up(session: Session, platform: Platform, request: HttpRequest, body: SetupRequest) -> HttpResponse:
    """Make the first owner of the installation; possible once, while nobody is here."""
    require_deliverable(request, body.deliver)
    user = signing_up.create_first_owner(
        session,
        platform.accounts.passwords,
        email=body.email,
        name=body.name,
        password=body.password,
        tenant_name=body.tenant_name,
        language=body.language,
    )
    tokens = signing_in.begin(session, platform.accounts, user, source_of(request))
    return hand_over(request, platform, tokens, body.deliver)


@router.post("/sign-up", status_code=202)
def request_sign_up(session: Session, platform: Platform, body: SignUpRequest) -> Accepted:
    """Send a link that founds the organisation; the answer is the same whether the address has an account or not."""
    signing_up.request_sign_up(session, platform.accounts, body.email, body.tenant_name, body.language)
    return Accepted()


@router.post("/sign-up/confirm", response_model=SignInAnswer)
def confirm_sign_up(
    session: Session, platform: Platform, request: HttpRequest, body: SignUpConfirmation
) -> HttpResponse:
    """Found the organisation by the link. New people choose name and password here and are signed in."""
    require_deliverable(request, body.deliver)
    user, tenant_id, is_new = signing_up.confirm_sign_up(
        session, platform.accounts, body.token, body.name, body.password
    )
    if not is_new:
        return hand_over_device(request, platform, user.id, body.deliver)
    tokens = signing_in.begin(session, platform.accounts, user, source_of(request), tenant_id)
    return hand_over(request, platform, tokens, body.deliver)
