"""How well questions are answered from the 40 articles of examples/provedor, beside textbook BM25.

Writes docs/performance-answers.md. `make bench-answers`.
"""

from __future__ import annotations

import time
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy.orm import Session

from platforms import settings_for
from provedor import Figures, count_passages, furnish, measure, measure_plain, questions
from tecnocursos.accounts.models import Tenant
from tecnocursos.answers import service
from tecnocursos.infra.database import SYSTEM, Database
from tecnocursos.kit.actor import Actor, system_actor

PAGE = Path(__file__).parent.parent / "docs" / "performance-answers.md"
MARK = "xexeu"
PARTS = ("development", "practice", "held_out")
_INTRODUCTION = """# How well questions are answered

`make bench-answers` writes this page: 40 articles of a fictional provider (`examples/provedor`) and 150 questions as
customers write them (`tests/answers/questions.yaml`), 30 of which no article answers, written before anything was
tuned. Synonyms and small talk were tuned on `development`; `held_out` was only measured. 170 more, `practice`, 76 of
them without an answer, were written later to be harder: told as stories, or as near an article as may be without being
answered by it. The weights of the refusal are fitted to them and `development` (`bench/refusals.py`). Both databases
give the same order (`tests/answers/test_quality.py`, which also keeps these figures from falling).

*Plain BM25*: lower-cased words of heading and text, k1 1.2, b 0.75; it refuses only what shares no
word with any passage.
*Says it*: answerable questions whose answer holds the fact that was asked for. *Grounded*: answers all of whose
sentences stand in the passage that they cite. *Leaked*: what is of another
tenant that has the same articles.
"""


def main() -> None:
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        with settings_for("embedded", folder) as settings:
            database = Database(settings.database)
            try:
                page = _measured(database, folder)
            finally:
                database.close()
    PAGE.write_text(page)
    print(page)


def _measured(database: Database, folder: Path) -> str:
    actors = []
    with database.transaction(SYSTEM) as session:
        for name in ("Fibra Boa", "Outra"):
            tenant = Tenant(name=name)
            session.add(tenant)
            session.flush()
            actors.append(system_actor(tenant.id))
    mine, theirs = actors
    for actor, change in ((mine, str), (theirs, lambda text: text.replace(". ", f" {MARK}. "))):
        with database.transaction(actor.tenant_id) as session:
            furnish(session, actor, folder / "articles", change)
    lines = [
        "| | hit@1 | hit@3 | MRR | nDCG@10 | says it | refusal precision | refusal recall | grounded | leaked |",
        "|---|---|---|---|---|---|---|---|---|---|",
    ]
    with database.transaction(mine.tenant_id) as session:
        passages = count_passages(session, mine)
        for part in PARTS:
            leaked = _leaked(session, mine, part)
            lines.append(_row(f"answers, {part}", measure(session, mine, questions(part)), str(leaked)))
            lines.append(_row(f"plain BM25, {part}", measure_plain(session, mine, questions(part)), ""))
        begun, asked = time.perf_counter(), questions("held_out")
        for one in asked:
            service.answer(session, mine, one.question)
        milliseconds = (time.perf_counter() - begun) / len(asked) * 1000
    table = "\n".join(lines)
    return f"{_INTRODUCTION}\n{table}\n\n{passages} passages; an answer takes {milliseconds:.0f} ms on SQLite.\n"


def _row(name: str, figures: Figures, leaked: str) -> str:
    cells = (
        *(f"{value:.3f}" for value in (figures.hit(1), figures.hit(3), figures.mrr, figures.ndcg)),
        f"{figures.right} of {len(figures.places)}",
        f"{figures.refusal_precision:.2f}",
        f"{figures.refusal_recall:.2f}",
        f"{figures.grounded} of {figures.answers}",
        leaked,
    )
    return f"| {name} | {' | '.join(cells)} |"


def _leaked(session: Session, actor: Actor, part: str) -> int:
    """Of passages and answers, how many hold the other tenant's mark."""
    leaked = 0
    for one in questions(part):
        found = service.find_passages(session, actor, one.question, limit=10)
        leaked += sum(passage.row.tenant_id != actor.tenant_id or MARK in passage.row.text for passage in found)
        leaked += MARK in service.answer(session, actor, one.question).text
    return leaked


if __name__ == "__main__":
    main()
