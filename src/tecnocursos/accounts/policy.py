"""What each role may do."""

from __future__ import annotations

from collections.abc import Mapping

from tecnocursos.kit.actor import Permission, Role

_VIEWER = frozenset({Permission.READ_CONTENT, Permission.READ_MEMBERS})
_REVIEWER = _VIEWER | {Permission.COMMENT}
_EDITOR = _REVIEWER | {Permission.EDIT_CONTENT, Permission.RENDER, Permission.PUBLISH}
_ADMIN = frozenset(Permission)

ROLE_PERMISSIONS: Mapping[Role, frozenset[Permission]] = {
    "viewer": _VIEWER,
    "reviewer": _REVIEWER,
    "editor": _EDITOR,
    "admin": _ADMIN,
    "owner": _ADMIN,
}
"""An owner may do what an admin may, and besides that end the tenant and name other owners."""
