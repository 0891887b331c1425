"""What privacy asks the workers for."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from tecnocursos.infra.jobs.messages import Job, QueueName


class ExportMember(Job):
    """Make the copy of what is kept about a member."""

    name: ClassVar[str] = "privacy.export_member"
    queue: ClassVar[QueueName] = "reports"

    export_id: UUID

    @property
    def works_on(self) -> UUID:
        return self.export_id


class EraseMember(Job):
    """End a member's place in the organisation and, where it was their last one, take away who they were."""

    name: ClassVar[str] = "privacy.erase_member"
    queue: ClassVar[QueueName] = "reports"

    user_id: UUID

    @property
    def works_on(self) -> UUID:
        return self.user_id


class ForgetExports(Job):
    """Remove copies of personal data whose days are over; of all tenants."""

    name: ClassVar[str] = "privacy.forget_exports"
    queue: ClassVar[QueueName] = "reports"
