"""Who sends this request: by a bearer token or key (programs) or a cookie (browsers)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fastapi import Request
from sqlalchemy.orm import Session

from tecnocursos.accounts import service as accounts
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import enter_scope
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.errors import NotAllowed, NotAuthenticated

ACCESS_COOKIE: Final = "tc_access"


class CrossSiteRefused(NotAllowed):
    code = "cross_site_refused"
    en = "A browser may send this only from the product's own pages."
    pt = "O navegador só pode enviar isto a partir das páginas do próprio produto."


@dataclass(frozen=True, slots=True)
class Credentials:
    token: str
    is_cookie: bool = False


def authenticate(session: Session, credentials: Credentials | None, platform: Platform) -> Actor:
    """Enter the scope of whoever sends the request, and say who it is. Raises NotAuthenticated."""
    if credentials is None:
        raise NotAuthenticated
    claims = platform.access_tokens.read(credentials.token)
    enter_scope(session, claims.tenant_id)
    return accounts.actor_of_sign_in(session, claims.tenant_id, claims.sign_in_id)


def require_same_site(request: Request) -> None:
    """Raise CrossSiteRefused unless the browser says that a page of ours sends this: the guard against CSRF."""
    server = request.app.state.platform.settings.server
    origin = request.headers.get("origin")
    allowed = {server.public_url.rstrip("/"), *server.cors_origins}
    if origin is not None and origin in allowed:
        return
    if origin is None and request.headers.get("sec-fetch-site") in {"same-origin", "none"}:
        return
    raise CrossSiteRefused
