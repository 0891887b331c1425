"""Who reacts to what: each event and the jobs that follow from it. The only place where rooms meet sideways."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tecnocursos.documents.messages import DocumentIndexed, DocumentRenewed
from tecnocursos.infra.jobs.messages import Event, Job
from tecnocursos.studio.messages import DrawVersion, ProposeChanges
from tecnocursos.support.messages import RecheckQuestions

SUBSCRIPTIONS: Mapping[type[Event], tuple[Callable[[Any], Job], ...]] = {
    DocumentIndexed: (lambda event: RecheckQuestions(version_id=event.version_id),),
    DocumentRenewed: (
        lambda event: ProposeChanges(version_id=event.version_id),
        lambda event: DrawVersion(version_id=event.version_id),
    ),
}
