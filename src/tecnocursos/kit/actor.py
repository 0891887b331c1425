"""Who acts: a member, a program with a key, or the system itself. Every service function is given one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, get_args
from uuid import UUID

from tecnocursos.kit.errors import NotAllowed

Role = Literal["owner", "admin", "editor", "agent", "reviewer", "viewer"]
ROLES: tuple[Role, ...] = get_args(Role)


class Permission(StrEnum):
    """What may be allowed. Roles and the scopes of API keys are sets of these."""

    READ_CONTENT = "content:read"
    COMMENT = "content:comment"
    EDIT_CONTENT = "content:edit"
    RENDER = "content:render"
    PUBLISH = "content:publish"
    READ_MEMBERS = "members:read"
    MANAGE_MEMBERS = "members:manage"
    MANAGE_TENANT = "tenant:manage"
    READ_AUDIT = "audit:read"
    BROADCAST = "realtime:broadcast"
    READ_OPERATIONS = "operations:read"
    SERVE_CUSTOMERS = "support:serve"
    MANAGE_SUPPORT = "support:manage"


class PermissionMissing(NotAllowed):
    code = "permission_missing"
    en = "This needs the permission {permission}."
    pt = "Isto precisa da permissão {permission}."


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever acts, always inside one tenant."""

    kind: Literal["member", "api_key", "system"]
    tenant_id: UUID
    permissions: frozenset[Permission]
    user_id: UUID | None = None
    """The person; for an API key the person who made it; None for the system."""
    role: Role | None = None
    session_id: UUID | None = None
    """The sign-in that the request belongs to, where there is one."""
    key_id: UUID | None = None

    def require(self, permission: Permission) -> None:
        """Raise PermissionMissing unless the actor has `permission`."""
        if permission not in self.permissions:
            raise PermissionMissing(permission=permission.value)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


def system_actor(tenant_id: UUID, user_id: UUID | None = None) -> Actor:
    """The system acting inside a tenant, e.g. a job; `user_id` is the person it acts for."""
    return Actor(kind="system", tenant_id=tenant_id, permissions=frozenset(Permission), user_id=user_id)
