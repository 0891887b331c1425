"""Sign-in and its end, and the links of mails that stand in for one."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from fastapi import APIRouter
from fastapi import Request as HttpRequest
from fastapi import Response as HttpResponse
from sqlalchemy.orm import Session

from tecnocursos.accounts import profile, signing_in
from tecnocursos.accounts.errors import RefreshRefused
from tecnocursos.accounts.schemas import Code, Deliver, EmailAddress, Password, Token
from tecnocursos.api.authentication import require_same_site
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.idempotency import answers_secret
from tecnocursos.api.sign_in_answers import (
    AUTH_PATH,
    SignInAnswer,
    hand_over,
    hand_over_device,
    refresh_cookie,
    require_deliverable,
    source_of,
    take_back,
)
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.telemetry import Metrics
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.errors import ProductError
from tecnocursos.kit.schema import Request, Response

router = APIRouter(prefix=AUTH_PATH, tags=["sign-in"], route_class=EdgeRoute)


class SignInRequest(Request):
    email: EmailAddress
    password: Password
    tenant_id: UUID | None = None
    """The organisation to work in; without it the one of the last sign-in."""
    deliver: Deliver = "cookies"
    device_token: Token | None = None


class SecondFactorRequest(Request):
    challenge_token: Token
    code: Code
    deliver: Deliver = "cookies"
    device_token: Token | None = None


class RefreshRequest(Request):
    refresh_token: Token | None = None


class SwitchRequest(Request):
    tenant_id: UUID
    deliver: Deliver = "cookies"


class ResetRequest(Request):
    email: EmailAddress


class NewPasswordRequest(Request):
    token: Token
    password: Password
    deliver: Deliver = "cookies"


class LinkRequest(Request):
    token: Token


class Accepted(Response):
    """What was asked for happens if it can; the mail says what."""

    status: str = "accepted"


@router.post("/sign-in", response_model=SignInAnswer)
@answers_secret
def sign_in(session: Session, platform: Platform, request: HttpRequest, body: SignInRequest) -> HttpResponse:
    """Sign in with e-mail and password; where there is a second factor, its code is asked for next."""
    require_deliverable(request, body.deliver)
    source = source_of(request, body.device_token)
    with _refusals_counted(platform.metrics):
        outcome = signing_in.sign_in(session, platform.accounts, body.email, body.password, source, body.tenant_id)
    return hand_over(request, platform, outcome, body.deliver)


@router.post("/sign-in/second-factor", response_model=SignInAnswer)
@answers_secret
def answer_challenge(
    session: Session, platform: Platform, request: HttpRequest, body: SecondFactorRequest
) -> HttpResponse:
    """Answer with the second factor: a code of the authenticator app, or a backup code."""
    require_deliverable(request, body.deliver)
    source = source_of(request, body.device_token)
    with _refusals_counted(platform.metrics):
        tokens = signing_in.answer_challenge(session, platform.accounts, body.challenge_token, body.code, source)
    return hand_over(request, platform, tokens, body.deliver)


@router.post("/refresh", response_model=SignInAnswer)
@answers_secret
def refresh(
    session: Session, platform: Platform, request: HttpRequest, body: RefreshRequest | None = None
) -> HttpResponse:
    """New tokens for a refresh token, of the body or the cookie. A used one shown again ends the sign-in."""
    with _refusals_counted(platform.metrics):
        if body is not None and body.refresh_token is not None:
            tokens = signing_in.refresh(session, platform.accounts, body.refresh_token)
            return hand_over(request, platform, tokens, "tokens")
        cookie = refresh_cookie(request)
        if cookie is None:
            raise RefreshRefused
        require_same_site(request)
        return hand_over(request, platform, signing_in.refresh(session, platform.accounts, cookie), "cookies")


@router.post("/switch", response_model=SignInAnswer)
@answers_secret
def switch_tenant(
    session: Session, actor: Actor, platform: Platform, request: HttpRequest, body: SwitchRequest
) -> HttpResponse:
    """Go on in another of one's organisations. The sign-in here ends, one there begins."""
    require_deliverable(request, body.deliver)
    tokens = signing_in.switch(session, platform.accounts, actor, body.tenant_id, source_of(request))
    return hand_over(request, platform, tokens, body.deliver)


@router.post("/sign-out", status_code=204, response_model=None)
def sign_out(session: Session, actor: Actor, request: HttpRequest) -> HttpResponse:
    """End this sign-in, at once and for good."""
    signing_in.sign_out(session, actor)
    return take_back(request)


@router.post("/sign-out-everywhere", status_code=204, response_model=None)
def sign_out_everywhere(session: Session, actor: Actor, request: HttpRequest) -> HttpResponse:
    """End all of one's sign-ins, in all organisations, this one too."""
    signing_in.sign_out_everywhere(session, actor)
    return take_back(request)


@router.post("/password-reset", status_code=202)
def request_password_reset(session: Session, body: ResetRequest) -> Accepted:
    """Send a link for a new password, if there is such an account; the answer is the same if not."""
    profile.request_password_reset(session, body.email)
    return Accepted()


@router.post("/password-reset/confirm", response_model=SignInAnswer)
@answers_secret
def reset_password(
    session: Session, platform: Platform, request: HttpRequest, body: NewPasswordRequest
) -> HttpResponse:
    """Set a new password by the link. All sign-ins end; the next one asks for the second factor as always."""
    require_deliverable(request, body.deliver)
    user = profile.reset_password(session, platform.accounts, body.token, body.password)
    return hand_over_device(request, platform, user.id, body.deliver)


@router.post("/email-change/confirm", status_code=204)
def change_email(session: Session, platform: Platform, body: LinkRequest) -> None:
    """Use the new address from now on, by the link that was sent to it."""
    profile.change_email(session, platform.accounts, body.token)


@contextmanager
def _refusals_counted(metrics: Metrics) -> Iterator[None]:
    """Count a refused sign-in by the code of its error: there are few of them, and they say nothing about anybody."""
    try:
        yield
    except ProductError as error:
        metrics.sign_ins_refused.labels(error.code).inc()
        raise
