"""The table of limits: which requests belong together, how many of them who may send, and what can wait under load."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from typing import Final, Literal

from tecnocursos.infra.limits import Policy
from tecnocursos.infra.shedding import Importance

Group = Literal["free", "sensitive", "read", "write", "heavy"]

_SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})
_FREE_PREFIXES: Final = ("/health", "/metrics", "/docs", "/redoc", "/openapi.json")
# Where passwords, codes and links could be guessed. Per account, accounts.doorkeeping counts besides.
_SENSITIVE_PREFIXES: Final = (
    "/api/v1/auth/",
    "/api/v1/sign-up",
    "/api/v1/setup",
    "/api/v1/invitations/accept",
    "/api/v1/invitations/read",
    "/api/v1/account/confirm",
    "/api/v1/account/password",
    "/api/v1/account/second-factor",
)
_HEAVY_ENDINGS: Final = ("/renders", "/export", "/preview", "/search", "/proposals", "/compare", "/upload")

BY_ADDRESS: Final[Mapping[Group, Policy]] = {
    "sensitive": Policy("sensitive-address", "sliding_window", 60, 60, is_strict=True),
    "read": Policy("address", "sliding_window", 1200, 60),
    "write": Policy("address", "sliding_window", 1200, 60),
    "heavy": Policy("address", "sliding_window", 1200, 60),
}
"""Those who are not known yet, by the network that they come from."""

SITE_FACTOR: Final = 8
"""How many networks' worth the /48 of an IPv6 address may use, which one site often has as a whole."""

BY_MEMBER: Final[Mapping[Group, Policy]] = {
    "sensitive": Policy("sensitive-member", "fixed_window", 60, 60, is_strict=True),
    "read": Policy("read", "token_bucket", 1800, 60),
    "write": Policy("write", "sliding_window", 600, 60),
    "heavy": Policy("heavy", "fixed_window", 300, 60),
}
"""Members and API keys, each on their own, on the plan `free`."""

BY_TENANT: Final[Mapping[Group, Policy]] = {
    "heavy": Policy("tenant-heavy", "token_bucket", 1200, 60),
}
"""Everybody in one tenant together, so that one tenant cannot take the house."""

PLAN_FACTORS: Final[Mapping[str, int]] = {"free": 1, "pro": 4, "enterprise": 20}


@functools.lru_cache(maxsize=2000)
def group_of(method: str, route: str) -> Group:
    """The group of a route, by its method and template."""
    if route.startswith(_FREE_PREFIXES):
        return "free"
    if method not in _SAFE and route.startswith(_SENSITIVE_PREFIXES):
        return "sensitive"
    if route.endswith(_HEAVY_ENDINGS):
        return "heavy"
    return "read" if method in _SAFE else "write"


@functools.lru_cache(maxsize=2000)
def importance_of(method: str, route: str) -> Importance:
    """Signing in and reading one thing go on as long as anything does; what is heavy waits first."""
    group = group_of(method, route)
    if group == "heavy":
        return "bulk"
    return "critical" if group in {"free", "sensitive"} or (group == "read" and route.endswith("}")) else "normal"


@functools.lru_cache(maxsize=200)
def scaled(policy: Policy, factor: float) -> Policy:
    return replace(policy, count=max(1, round(policy.count * factor)))
