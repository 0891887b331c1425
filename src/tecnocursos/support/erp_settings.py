"""Connecting a tenant to its provider's system, and looking whether that answers."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.errors import ProductError
from tecnocursos.support.desk_settings import change_settings, erp_of, settings_of
from tecnocursos.support.erp_connections import ErpConnection
from tecnocursos.support.errors import ErpNotConnected, ErpRefused, ErpSettingsWrong, ErpUnavailable
from tecnocursos.support.parts import SupportParts
from tecnocursos.support.ports import Erp

_NOBODY: Final = "00000000000"
"""No CPF that anybody has: asking for it shows whether the system answers, and nothing of anybody's."""


def find_connection(session: Session, actor: Actor) -> ErpConnection | None:
    actor.require(Permission.MANAGE_SUPPORT)
    return erp_of(session, settings_of(session, actor))


def connect(session: Session, actor: Actor, parts: SupportParts, connection: ErpConnection) -> None:
    """Replace how the system is reached, secrets too: none is ever sent to an address that it was not given for.

    Raises ErpSettingsWrong; whether it answers is for `find_trouble`.
    """
    actor.require(Permission.MANAGE_SUPPORT)
    _connected(parts, connection)
    settings = change_settings(session, actor, {}, connection)
    record(session, actor, "support_erp.connected", "support_settings", settings.id)


def disconnect(session: Session, actor: Actor) -> None:
    """Raises ErpNotConnected."""
    actor.require(Permission.MANAGE_SUPPORT)
    settings = settings_of(session, actor)
    if settings.erp is None:
        raise ErpNotConnected
    settings.erp = None
    session.flush()
    record(session, actor, "support_erp.disconnected", "support_settings", settings.id)


def find_trouble(session: Session, actor: Actor, parts: SupportParts) -> ProductError | None:
    """Ask the system for somebody who does not exist. None: it answered. Raises ErpNotConnected."""
    connection = find_connection(session, actor)
    if connection is None:
        raise ErpNotConnected
    try:
        _connected(parts, connection).find_customers(_NOBODY)
    except (ErpUnavailable, ErpRefused, ErpSettingsWrong) as trouble:
        return trouble
    return None


def _connected(parts: SupportParts, connection: ErpConnection) -> Erp:
    erp = parts.connect_erp(connection)
    if erp is None:
        raise ErpSettingsWrong(field="kind", reason="there is no example here", reason_pt="não há exemplo aqui")
    return erp
