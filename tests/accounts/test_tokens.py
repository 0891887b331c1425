"""Forged, stale and misplaced tokens."""

from __future__ import annotations

import base64
import hmac
import json
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from fastapi.testclient import TestClient

from people import Person
from tecnocursos.accounts.errors import TicketInvalid
from tecnocursos.accounts.tickets import Tickets
from tecnocursos.accounts.tokens import AccessClaims, AccessTokens
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.errors import NotAuthenticated


def good_claims(owner: Person, **changes: Any) -> dict[str, Any]:
    now = datetime.now(UTC)
    claims = {
        "typ": "access",
        "aud": "tecnocursos-api",
        "tid": str(owner.tenant_id),
        "sid": str(owner.actor.session_id),
        "iat": now,
        "nbf": now,
        "exp": now + timedelta(minutes=5),
    }
    return {name: value for name, value in (claims | changes).items() if value is not None}


def _part(content: dict[str, Any]) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).rstrip(b"=").decode()


def _by_hand(algorithm: str, claims: dict[str, Any], key: bytes) -> str:
    """What the library would refuse to make."""
    signed = f"{_part({'alg': algorithm})}.{_part(claims)}"
    mac = hmac.digest(key, signed.encode(), f"sha{algorithm.removeprefix('HS')}")
    return f"{signed}.{base64.urlsafe_b64encode(mac).rstrip(b'=').decode()}"


def forged(platform: Platform, owner: Person) -> dict[str, str]:
    key = platform.keyring.derive("access tokens")
    now = datetime.now(UTC)
    private = rsa.generate_private_key(65537, 2048)
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )

    def signed(headers: dict[str, Any] | None = None, **changes: Any) -> str:
        return jwt.encode(good_claims(owner, **changes), key, algorithm="HS256", headers=headers)

    plain = {**good_claims(owner), "iat": 0, "nbf": 0, "exp": 2**31}
    head, body, signature = signed().split(".")
    return {
        "alg none": f"{_part({'alg': 'none', 'typ': 'JWT'})}.{_part(plain)}.",
        "alg nOnE, with a signature": f"{_part({'alg': 'nOnE'})}.{_part(plain)}.{signature}",
        "RS256": jwt.encode(good_claims(owner), private, algorithm="RS256"),
        "HS256 with a public key": _by_hand("HS256", plain, public),
        "HS512 with our key": _by_hand("HS512", plain, key),
        "another key": jwt.encode(good_claims(owner), b"k" * 32, algorithm="HS256"),
        "empty key by kid": jwt.encode(
            good_claims(owner), b"\0" * 32, algorithm="HS256", headers={"kid": "../../../dev/null"}
        ),
        "key by jku": jwt.encode(
            good_claims(owner), b"k" * 32, algorithm="HS256", headers={"jku": "http://127.0.0.1/keys"}
        ),
        "wrong audience": signed(aud="somebody-else"),
        "no audience": signed(aud=None),
        "a refresh token's type": signed(typ="refresh"),
        "a challenge's type": signed(typ="challenge"),
        "no type": signed(typ=None),
        "expired": signed(exp=now - timedelta(seconds=1)),
        "never expires": signed(exp=None),
        "not yet": signed(nbf=now + timedelta(minutes=5)),
        "another sign-in": signed(sid=str(uuid4())),
        "another tenant": signed(tid=str(uuid4())),
        "a tenant that is no id": signed(tid="system"),
        "a list for an id": signed(sid=[str(owner.actor.session_id)]),
        "changed body": f"{head}.{_part(plain)}.{signature}",
        "changed signature": f"{head}.{body}.{signature[:-2]}AA",
        "no signature": f"{head}.{body}.",
        "two parts": f"{head}.{body}",
        "garbage": "garbage",
        "not even text": "\x80\x81",
        "a ticket": platform.accounts.tickets.issue("challenge", uuid4()),
        "key without secret": "tc_" + uuid4().hex,
        "key with a wrong secret": f"tc_{uuid4().hex}_{'A' * 43}",
        "key with a path": "tc_../../etc/passwd_x",
        "long": "a" * 6000,
    }


def test_forged_tokens_are_refused(platform: Platform, client: TestClient, owner: Person) -> None:
    assert owner.get("/api/v1/account").status_code == 200
    for kind, token in forged(platform, owner).items():
        header = b"Bearer " + token.encode("latin-1")
        answer = client.get("/api/v1/account", headers={b"Authorization": header})
        assert answer.status_code == 401, kind
        assert answer.json()["code"] == "not_authenticated", kind
        if token.isascii():
            by_cookie = client.get("/api/v1/account", headers={"Cookie": f"tc_access={token}"})
            assert by_cookie.status_code == 401, kind


@pytest.mark.parametrize("header", ["Basic YTpi", "Bearer", "bearer  ", "Token x", ""])
def test_other_kinds_of_authorization_are_nobody(client: TestClient, header: str) -> None:
    assert client.get("/api/v1/account", headers={"Authorization": header}).status_code == 401


def test_an_access_token_lasts_thirty_minutes() -> None:
    key, start = b"k" * 32, datetime.now(UTC)
    claims = AccessClaims(uuid4(), uuid4())
    young = AccessTokens(key, lambda: start - timedelta(minutes=29)).issue(claims)
    old = AccessTokens(key, lambda: start - timedelta(minutes=31)).issue(claims)
    read = AccessTokens(key).read(young)
    assert (read.tenant_id, read.sign_in_id) == (claims.tenant_id, claims.sign_in_id)
    with pytest.raises(NotAuthenticated):
        AccessTokens(key).read(old)


def test_a_ticket_is_good_for_its_purpose_only() -> None:
    tickets, row_id = Tickets(b"k" * 32), uuid4()
    ticket = tickets.issue("password_reset", row_id)
    assert tickets.read("password_reset", ticket) == row_id
    for purpose, changed in (
        ("sign_up", ticket),
        ("password_reset", ticket[:-4]),
        ("password_reset", ticket[:-1] + ("A" if ticket[-1] != "A" else "B")),
        ("password_reset", "A" + ticket[1:] if ticket[0] != "A" else "B" + ticket[1:]),
        ("password_reset", ""),
        ("password_reset", Tickets(b"j" * 32).issue("password_reset", row_id)),
    ):
        with pytest.raises(TicketInvalid):
            tickets.read(purpose, changed)
