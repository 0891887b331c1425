"""Limits at the edge: checked on the request's thread before its transaction begins.

Whoever showed a credential that was good a moment ago is counted as that member or key, without a query. Everybody else
is counted by the network they come from.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import Final

from fastapi import Request
from sqlalchemy.orm import Session
from starlette.requests import HTTPConnection

from tecnocursos.accounts.tenancy import plan_name
from tecnocursos.api.addresses import UNKNOWN, network_of, site_of
from tecnocursos.api.authentication import Credentials
from tecnocursos.api.limit_policies import (
    BY_ADDRESS,
    BY_MEMBER,
    BY_TENANT,
    PLAN_FACTORS,
    SITE_FACTOR,
    Group,
    group_of,
    importance_of,
    scaled,
)
from tecnocursos.config import LimitSettings
from tecnocursos.infra.limits import Limits, Policy, Verdict
from tecnocursos.infra.shedding import Shedder
from tecnocursos.infra.telemetry import Metrics
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.errors import LimitReached, Unavailable

_KNOWN_SECONDS: Final = 60
_MOST_KNOWN: Final = 20_000
_TYPES: Final = "https://iana.org/assignments/http-problem-types#"


class QuotaExceeded(LimitReached):
    code = "quota_exceeded"
    en = "Too many requests. Try again in {seconds} seconds."
    pt = "Requisições demais. Tente de novo em {seconds} segundos."
    problem_type = f"{_TYPES}quota-exceeded"

    def __init__(self, verdict: Verdict) -> None:
        super().__init__(seconds=verdict.retry_seconds)
        self.violated_policies = [verdict.policy.name]


class AbnormalUsage(QuotaExceeded):
    """Of those who are not known, or try what could be guessed."""

    code = "abnormal_usage"
    problem_type = f"{_TYPES}abnormal-usage-detected"


class ReducedCapacity(Unavailable):
    code = "reduced_capacity"
    en = "The server is under heavy load, and this can wait. Try again in a moment."
    pt = "O servidor está sobrecarregado e isto pode esperar. Tente de novo em instantes."
    problem_type = f"{_TYPES}temporary-reduced-capacity"


@dataclass(frozen=True, slots=True)
class Standing:
    """Whom a credential belonged to when it was last checked."""

    tenant: str
    person: str
    factor: int
    known_until: float


class Gatekeeper:
    """Lets requests in, or says when to come again."""

    def __init__(self, settings: LimitSettings, limits: Limits, metrics: Metrics) -> None:
        self._settings = settings
        self._limits = limits
        self._metrics = metrics
        self._shedder = Shedder(settings.target_seconds)
        self._known: OrderedDict[bytes, Standing] = OrderedDict()

    def require_capacity(self, request: Request) -> None:
        """Raise ReducedCapacity when this can wait and the server is slow."""
        route = request.scope["route"].path
        if not self._shedder.admits(importance_of(request.method, route)):
            self._metrics.requests_shed.inc()
            raise ReducedCapacity

    def observe(self, seconds: float) -> None:
        self._shedder.observe(seconds)

    def admit(self, request: HTTPConnection, credentials: Credentials | None, *, group: Group | None = None) -> None:
        """Count a request or a socket's handshake, in its route's group or another, and note what is left.

        Raises QuotaExceeded, AbnormalUsage.
        """
        group = group or group_of(request.scope.get("method", "GET"), request.scope["route"].path)
        if group == "free":
            return
        standing = self._standing(credentials)
        scale = self._settings.scale
        if standing is None:
            verdicts = self._take_all(BY_ADDRESS[group], scale, request)
        else:
            scale *= standing.factor
            verdicts = [self._take(BY_MEMBER[group], scale, standing.person)]
            if group in BY_TENANT and verdicts[0].is_allowed:
                verdicts.append(self._take(BY_TENANT[group], scale, standing.tenant))
        request.scope["limit_headers"] = limit_headers(verdicts)
        for verdict in verdicts:
            if not verdict.is_allowed:
                self._metrics.limits_refused.labels(verdict.policy.name).inc()
                is_odd = standing is None or verdict.policy.is_strict
                raise AbnormalUsage(verdict) if is_odd else QuotaExceeded(verdict)

    def recognise(self, session: Session, credentials: Credentials | None, actor: Actor) -> None:
        """Remember for a minute whose credential this is."""
        if credentials is None or self._standing(credentials) is not None:
            return
        person = actor.key_id or actor.user_id
        factor = PLAN_FACTORS.get(plan_name(session, actor.tenant_id), 1)
        standing = Standing(
            str(actor.tenant_id), f"{actor.tenant_id}/{person}", factor, time.monotonic() + _KNOWN_SECONDS
        )
        self._known[_mark(credentials)] = standing
        if len(self._known) > _MOST_KNOWN:
            self._known.popitem(last=False)

    def _standing(self, credentials: Credentials | None) -> Standing | None:
        standing = self._known.get(_mark(credentials)) if credentials else None
        return standing if standing is not None and standing.known_until > time.monotonic() else None

    def _take_all(self, policy: Policy, scale: float, request: HTTPConnection) -> list[Verdict]:
        """By the network of the address, and by the larger one that a site may have, which holds many of the former."""
        address = request.client.host if request.client else UNKNOWN
        verdicts = [self._take(policy, scale, network_of(address))]
        if verdicts[0].is_allowed and (site := site_of(address)):
            wider = replace(policy, name=f"{policy.name}-site")
            verdicts.append(self._take(wider, scale * SITE_FACTOR, site))
        return verdicts

    def _take(self, policy: Policy, factor: float, key: str) -> Verdict:
        return self._limits.take(scaled(policy, factor), key)


def limit_headers(verdicts: list[Verdict]) -> list[tuple[bytes, bytes]]:
    """`RateLimit-Policy` and `RateLimit` (IETF draft 10), structured fields."""
    policies = ", ".join(
        f'"{verdict.policy.name}";q={verdict.policy.count};w={verdict.policy.window_seconds}' for verdict in verdicts
    )
    rest = ", ".join(f'"{verdict.policy.name}";r={verdict.remaining};t={verdict.reset_seconds}' for verdict in verdicts)
    return [(b"ratelimit-policy", policies.encode()), (b"ratelimit", rest.encode())]


def _mark(credentials: Credentials) -> bytes:
    return hashlib.blake2b(credentials.token.encode(), digest_size=16).digest()
