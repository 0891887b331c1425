"""Every workflow, by its name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tecnocursos.support.workflows.cancellation import Cancellation
from tecnocursos.support.workflows.diagnosis import Diagnosis
from tecnocursos.support.workflows.identify import Identify
from tecnocursos.support.workflows.machine import Workflow
from tecnocursos.support.workflows.outage import Outages
from tecnocursos.support.workflows.plan_change import PlanChange
from tecnocursos.support.workflows.privacy import Privacy
from tecnocursos.support.workflows.second_copy import SecondCopy
from tecnocursos.support.workflows.smaller import History, Languages, MainMenu, Person
from tecnocursos.support.workflows.unlock import Unlock
from tecnocursos.support.workflows.visit import Visits

_ALL: Final[tuple[Workflow, ...]] = (
    MainMenu(),
    Identify(),
    SecondCopy(),
    Unlock(),
    Outages(),
    Diagnosis(),
    Visits(),
    PlanChange(),
    Cancellation(),
    Privacy(),
    History(),
    Person(),
    Languages(),
)
WITHOUT_SYSTEM: Final = frozenset({"menu", "person", "language", "privacy"})
"""Those that ask nothing of the provider's system; instead of any other a person goes on where there is none."""
WORKFLOWS: Final[Mapping[str, Workflow]] = {workflow.name: workflow for workflow in _ALL}
