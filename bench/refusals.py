"""Fits the weights by which questions are answered or refused; prints them beside those of `answers.confidence`.

Looks at `development` and `practice` of tests/answers/questions.yaml alone. What it says of precision and recall is of
questions that the weights were not fitted to: each is left out once. `python bench/refusals.py`.
"""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from platforms import settings_for
from provedor import furnish, questions
from tecnocursos.accounts.models import Tenant
from tecnocursos.answers import service
from tecnocursos.answers.confidence import features
from tecnocursos.infra.database import SYSTEM, Database
from tecnocursos.kit.actor import system_actor

Numbers = npt.NDArray[np.float64]
_SMALL_WEIGHTS = 0.3
_STEPS = 40


def main() -> None:
    names, told, is_answerable = _told()
    weights = _fitted(told, is_answerable)
    print("bias", *names)
    print(np.round(weights, 1))
    sure = np.array([_left_out(told, is_answerable, index) for index in range(len(is_answerable))])
    for threshold in (0.4, 0.5, 0.6):
        refused, unanswerable = sure < threshold, is_answerable == 0
        right = float((refused & unanswerable).sum())
        print(f"{threshold}: precision {right / refused.sum():.2f}, recall {right / unanswerable.sum():.2f}")


def _told() -> tuple[list[str], Numbers, Numbers]:
    """The features' names, their values for each question that has passages, and which of those are answerable."""
    rows: list[list[float]] = []
    is_answerable: list[float] = []
    names: list[str] = []
    with TemporaryDirectory() as temporary, settings_for("embedded", Path(temporary)) as settings:
        database = Database(settings.database)
        with database.transaction(SYSTEM) as session:
            tenant = Tenant(name="Fibra Boa")
            session.add(tenant)
            session.flush()
            actor = system_actor(tenant.id)
        with database.transaction(actor.tenant_id) as session:
            furnish(session, actor, Path(temporary) / "articles")
        with database.transaction(actor.tenant_id) as session:
            for asked in (*questions("development"), *questions("practice")):
                finding = service.look_up(session, actor, asked.question).finding
                if finding.passages:
                    found = features(finding)
                    names = list(found)
                    rows.append(list(found.values()))
                    is_answerable.append(float(asked.article is not None))
        database.close()
    return names, np.array(rows), np.array(is_answerable)


def _fitted(told: Numbers, is_answerable: Numbers) -> Numbers:
    """Bias and weights of a logistic model, by Newton's method."""
    inputs = np.column_stack([np.ones(len(told)), told])
    weights = np.zeros(inputs.shape[1])
    smallness = np.diag([1e-6, *[_SMALL_WEIGHTS] * told.shape[1]])
    for _ in range(_STEPS):
        sure = 1 / (1 + np.exp(-inputs @ weights))
        curvature = inputs.T @ (inputs * (sure * (1 - sure))[:, None]) + smallness
        weights -= np.linalg.solve(curvature, inputs.T @ (sure - is_answerable) + smallness @ weights)
    return weights


def _left_out(told: Numbers, is_answerable: Numbers, index: int) -> float:
    others = np.arange(len(is_answerable)) != index
    weights = _fitted(told[others], is_answerable[others])
    return float(1 / (1 + np.exp(-weights[0] - told[index] @ weights[1:])))


if __name__ == "__main__":
    main()
