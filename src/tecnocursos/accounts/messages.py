"""What accounts asks the workers for."""

from __future__ import annotations

from typing import ClassVar, Literal
from uuid import UUID

from tecnocursos.infra.jobs.messages import Job

MailKind = Literal[
    "sign_up",
    "password_reset",
    "email_change",
    "email_change_asked",
    "email_changed",
    "invitation",
    "password_changed",
    "second_factor_on",
    "second_factor_off",
    "sign_in_stolen",
]


class SendMail(Job):
    """One mail. Address, words and link are made from the subject when it is sent: the queue holds no secret."""

    name: ClassVar[str] = "accounts.send_mail"

    kind: MailKind
    subject_id: UUID
    """Of links: the link; of invitations: the invitation; else the person it goes to."""


class ForgetExpired(Job):
    """Remove what has expired and is of no more use."""

    name: ClassVar[str] = "accounts.forget_expired"
    queue: ClassVar = "reports"
