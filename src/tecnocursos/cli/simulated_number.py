"""A tenant's number at the local WhatsApp server that `tecnocursos serve` runs, for a chat in the terminal.

Loaded only by `tecnocursos whatsapp simulate`.
"""

from __future__ import annotations

import time
from typing import Final

from sqlalchemy import select

from tecnocursos.accounts import queries
from tecnocursos.accounts.disabling import PersonUnknown
from tecnocursos.accounts.models import User
from tecnocursos.bootstrap.platform import build
from tecnocursos.bootstrap.simulation import control_key
from tecnocursos.cli.errors import EmailNeeded, SimulatorNotReady
from tecnocursos.config import Settings
from tecnocursos.infra.database import SYSTEM
from tecnocursos.kit.actor import system_actor
from tecnocursos.simulator.control import Control
from tecnocursos.support import simulation

_SECONDS: Final = 60


def connect(settings: Settings, email: str | None) -> tuple[Control, str]:
    """The server's control and the id of the number, once customers can write to it.

    Of whom to act for, `email` says; where there is one person only, nobody needs to say it.
    Raises PersonUnknown, EmailNeeded, NoMembership, SimulatorAbsent, WhatsAppUnreachable, SimulatorNotReady.
    """
    with build(settings) as platform:
        simulation.require_simulator(platform.support).control.knows("")  # is it there at all?
        with platform.database.transaction(SYSTEM) as session:
            users = session.scalars(select(User).limit(2)).all() if email is None else []
            user = queries.find_user(session, email.strip().lower()) if email is not None else next(iter(users), None)
            if len(users) > 1:
                raise EmailNeeded
            if user is None:
                raise PersonUnknown
            actor = system_actor(queries.choose_membership(session, user.id, None).tenant_id, user.id)
        with platform.database.transaction(actor.tenant_id) as session:
            number = simulation.start(session, actor, platform.support).phone_number_id
        control = Control(platform.settings.whatsapp.simulator_url, control_key(platform.keyring))
    deadline = time.monotonic() + _SECONDS
    while not control.knows(number):
        if time.monotonic() > deadline:
            raise SimulatorNotReady
        time.sleep(0.2)
    return control, number
