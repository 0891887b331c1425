"""Who sends this request: by a bearer token or key (programs) or a cookie (browsers)."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.requests import HTTPConnection

from tecnocursos.accounts import service as accounts
from tecnocursos.accounts.api_keys import PREFIX
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import enter_scope
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.errors import NotAllowed, NotAuthenticated

SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_ACCESS: Final = "tc_access"


class CrossSiteRefused(NotAllowed):
    code = "cross_site_refused"
    en = "A browser may send this only from the product's own pages."
    pt = "O navegador só pode enviar isto a partir das páginas do próprio produto."


@dataclass(frozen=True, slots=True)
class Credentials:
    token: str
    is_cookie: bool = False


SECURITY_SCHEMES: Final[Mapping[str, Mapping[str, str]]] = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "An access token, or an API key"},
    "cookie": {"type": "apiKey", "in": "cookie", "name": _ACCESS, "description": "The browser's access token"},
}
"""How `read_credentials` may be shown them, as OpenAPI says it."""


def read_credentials(request: Request) -> Credentials | None:
    """What says who sends a request; a cookie counts for a change only from our own pages. Raises CrossSiteRefused."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token:
        return Credentials(token)
    cookie = request.cookies.get(access_cookie_name(is_secure(request)))
    if cookie is None:
        return None
    if request.method not in SAFE_METHODS:
        require_same_site(request)
    return Credentials(cookie, is_cookie=True)


def is_secure(request: HTTPConnection) -> bool:
    """Whether people reach this server by https."""
    public_url: str = request.app.state.platform.settings.server.public_url
    return public_url.startswith("https://")


def access_cookie_name(secure: bool) -> str:
    return f"__Host-{_ACCESS}" if secure else _ACCESS


def authenticate(session: Session, credentials: Credentials | None, platform: Platform) -> Actor:
    """Enter the scope of whoever sends the request, and say who it is. Raises NotAuthenticated."""
    if credentials is None:
        raise NotAuthenticated
    if credentials.token.startswith(PREFIX) and not credentials.is_cookie:
        return accounts.actor_of_key(session, platform.database, platform.accounts.key_uses, credentials.token)
    claims = platform.access_tokens.read(credentials.token)
    enter_scope(session, claims.tenant_id)
    return accounts.actor_of_sign_in(session, claims.tenant_id, claims.sign_in_id)


def is_own_origin(request: HTTPConnection, origin: str) -> bool:
    """Whether a page of this origin may act for whoever is signed in."""
    server = request.app.state.platform.settings.server
    if server.public_url or origin in server.cors_origins:
        return origin in {server.address, *server.cors_origins}
    # Nobody said how people come: as they just came, but by no name that others could let lead here.
    host = request.headers.get("host", "")
    return origin == f"http://{host}" and _is_nobodys_name(urlsplit(f"//{host}").hostname or "")


def _is_nobodys_name(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost"
    return True


def require_same_site(request: Request) -> None:
    """Raise CrossSiteRefused unless the browser says that a page of ours sends this: the guard against CSRF."""
    origin = request.headers.get("origin")
    if origin is not None and is_own_origin(request, origin):
        return
    if origin is None and request.headers.get("sec-fetch-site") in {"same-origin", "none"}:
        return
    raise CrossSiteRefused
