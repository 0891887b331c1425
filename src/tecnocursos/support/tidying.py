"""What comes due, of all tenants: customers whom no turn answered, promises that were not kept, what waited until
people came, messages whose outcome nobody told, statuses of messages that nobody sent, failures of days past, exports
whose days are over.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from tecnocursos.infra.jobs.work import Work
from tecnocursos.kit.clock import utc_now
from tecnocursos.support.agent.forgotten import hand_over_forgotten
from tecnocursos.support.assignment import ask_everywhere
from tecnocursos.support.conversations import tell
from tecnocursos.support.identification import forget_failures
from tecnocursos.support.messages import TidySupport
from tecnocursos.support.reports.exporting import forget_expired
from tecnocursos.support.sending import give_up_unknown
from tecnocursos.support.service_levels import note_late
from tecnocursos.support.statuses import forget_parked

_PARKED_FOR: Final = timedelta(days=7)


def tidy_support(work: Work, _message: TidySupport) -> None:
    with work.transaction() as session:
        hand_over_forgotten(session, utc_now())
        give_up_unknown(session, utc_now())
        forget_parked(session, utc_now() - _PARKED_FOR)
        forget_failures(session, utc_now())
        forget_expired(session)
    with work.transaction() as session:
        for conversation in note_late(session, utc_now()):
            tell(session, conversation, "late")
    with work.transaction() as session:
        ask_everywhere(session, utc_now())
