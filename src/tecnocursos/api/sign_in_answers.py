"""How a sign-in is handed over: as cookies that no script can read (browsers), or in the body (programs)."""

from __future__ import annotations

from typing import Final, Literal
from uuid import UUID

from fastapi import Request
from fastapi import Response as HttpResponse
from pydantic import Field

from tecnocursos.accounts.doorkeeping import DEVICE_KNOWN_FOR, Source, issue_device_ticket
from tecnocursos.accounts.signing_in import Challenged, Tokens
from tecnocursos.accounts.tokens import ACCESS_MINUTES
from tecnocursos.api.addresses import UNKNOWN, network_of
from tecnocursos.api.authentication import access_cookie_name, is_secure, require_same_site
from tecnocursos.api.rendering import render
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.clock import utc_now
from tecnocursos.kit.schema import Response

Delivery = Literal["cookies", "tokens"]

AUTH_PATH: Final = "/api/v1/auth"
"""The only place to which browsers send the refresh and the device cookie."""
_DEVICE_SECONDS = round(DEVICE_KNOWN_FOR.total_seconds())


class SignInAnswer(Response):
    """Where a sign-in stands. Tokens are there only if they were asked for; browsers get cookies."""

    status: Literal["signed_in", "second_factor_needed", "sign_in_needed"] = Field(
        description="`sign_in_needed`: done, for an account that exists already; sign in as usual"
    )
    tenant_id: UUID | None = None
    sign_in_id: UUID | None = None
    access_token: str | None = None
    access_seconds: int | None = Field(default=None, description="How long the access token works", examples=[1800])
    refresh_token: str | None = Field(default=None, description="Good for one refresh")
    device_token: str | None = Field(
        default=None, description="Send it with later sign-ins, which then do not suffer from others' wrong passwords"
    )
    challenge_token: str | None = Field(default=None, description="To be sent with the code, within five minutes")


def source_of(request: Request, device_token: str | None = None) -> Source:
    return Source(
        place=network_of(request.client.host) if request.client else UNKNOWN,
        client=request.headers.get("user-agent", ""),
        device_ticket=device_token or request.cookies.get(_secure_name("tc_device", request)),
    )


def require_deliverable(request: Request, deliver: Delivery) -> None:
    """Cookies are set only for pages of our own: nobody is signed in to a stranger's account by another site."""
    if deliver == "cookies":
        require_same_site(request)


def refresh_cookie(request: Request) -> str | None:
    return request.cookies.get(_secure_name("tc_refresh", request))


def hand_over(request: Request, platform: Platform, outcome: Tokens | Challenged, deliver: Delivery) -> HttpResponse:
    """The answer to a sign-in, a refresh or a change of tenant."""
    if isinstance(outcome, Challenged):
        return render(SignInAnswer(status="second_factor_needed", challenge_token=outcome.ticket), request)
    row = outcome.sign_in
    answer = SignInAnswer(status="signed_in", tenant_id=row.tenant_id, sign_in_id=row.id)
    device = issue_device_ticket(platform.accounts, row.user_id)
    if deliver == "tokens":
        answer.access_token, answer.refresh_token = outcome.access_token, outcome.refresh_token
        answer.access_seconds, answer.device_token = ACCESS_MINUTES * 60, device
        return _unstored(render(answer, request))
    response = _unstored(render(answer, request))
    seconds_left = int((row.expires_at - utc_now()).total_seconds())
    _set_access(response, request, outcome.access_token, ACCESS_MINUTES * 60)
    _set_auth(response, request, "tc_refresh", outcome.refresh_token, seconds_left)
    _set_auth(response, request, "tc_device", device, _DEVICE_SECONDS)
    return response


def hand_over_device(request: Request, platform: Platform, user_id: UUID, deliver: Delivery) -> HttpResponse:
    """The answer where the person proved who they are but signs in later."""
    device = issue_device_ticket(platform.accounts, user_id)
    answer = SignInAnswer(status="sign_in_needed", device_token=device if deliver == "tokens" else None)
    response = _unstored(render(answer, request))
    if deliver == "cookies":
        _set_auth(response, request, "tc_device", device, _DEVICE_SECONDS)
    return response


def take_back(request: Request) -> HttpResponse:
    """Tell the browser to forget the sign-in. The device stays known."""
    response = render(None, request)
    _set_access(response, request, "", 0)
    _set_auth(response, request, "tc_refresh", "", 0)
    return response


def _set_access(response: HttpResponse, request: Request, value: str, seconds: int) -> None:
    secure = is_secure(request)
    response.set_cookie(
        access_cookie_name(secure), value, max_age=seconds, path="/", secure=secure, httponly=True, samesite="lax"
    )


def _set_auth(response: HttpResponse, request: Request, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        _secure_name(name, request),
        value,
        max_age=seconds,
        path=AUTH_PATH,
        secure=is_secure(request),
        httponly=True,
        samesite="strict",
    )


def _secure_name(name: str, request: Request) -> str:
    return f"__Secure-{name}" if is_secure(request) else name


def _unstored(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = "no-store"
    return response
