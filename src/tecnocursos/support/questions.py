"""Questions that the documents did not answer: counted, looked through by members, and gone once they are answered."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from tecnocursos.answers import service as answers
from tecnocursos.audit.service import record
from tecnocursos.infra.encryption import read_sealed, seal_into
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.infra.upserts import insert_into
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.ids import new_id
from tecnocursos.kit.text import fold, words
from tecnocursos.support.desk_models import QuestionState, Unanswered
from tecnocursos.support.errors import QuestionNotFound
from tecnocursos.support.messages import RecheckQuestions
from tecnocursos.support.models import Conversation

Wish = Literal["open", "to_write", "dismissed"]
"""What a member may make of a question; that it is answered shows by itself."""
_MOST_ASKED: Final = SortOrder("most_asked", (Unanswered.count, Unanswered.id), is_descending=True)
_LOOKED_AT: Final = 300
"""Questions at once; the others are seldom asked."""


def count_question(session: Session, conversation: Conversation, question: str, now: datetime) -> None:
    """Count like questions together, so that the most asked can become a document. Numbers are left out."""
    told = [word for word in words(question) if not any(letter.isdigit() for letter in word)]
    stems = sorted({fold(word) for word in told})
    row = Unanswered(
        id=new_id(),
        tenant_id=conversation.tenant_id,
        lookup=hashlib.sha256(" ".join(stems).encode()).hexdigest(),
        conversation_id=conversation.id,
        last_at=now,
    )
    seal_into(session, row, Unanswered.question, " ".join(told)[:500])
    values = {
        "id": row.id,
        "created_at": now,
        "tenant_id": row.tenant_id,
        "lookup": row.lookup,
        "question": row.question,
        "conversation_id": row.conversation_id,
        "count": 1,
        "last_at": now,
        "state": "open",
    }
    known = insert_into(session, Unanswered).values(values)
    session.execute(
        known.on_conflict_do_update(
            index_elements=[Unanswered.tenant_id, Unanswered.lookup],
            set_={
                "count": Unanswered.count + 1,
                "last_at": now,
                # What was answered once is not any more: a document has gone.
                "state": func.replace(Unanswered.state, "answered", "open"),
            },
        )
    )


def list_questions(
    session: Session, actor: Actor, state: QuestionState, *, cursor: str | None, limit: int
) -> Slice[Unanswered]:
    """The most asked first."""
    actor.require(Permission.MANAGE_SUPPORT)
    return fetch_page(session, _own(actor).where(Unanswered.state == state), _MOST_ASKED, cursor=cursor, limit=limit)


def get_question(session: Session, actor: Actor, question_id: UUID, *, is_locked: bool = False) -> Unanswered:
    """Raises QuestionNotFound."""
    actor.require(Permission.MANAGE_SUPPORT)
    wanted = _own(actor).where(Unanswered.id == question_id)
    found = session.scalar(wanted.with_for_update() if is_locked else wanted)
    if found is None:
        raise QuestionNotFound
    return found


def text_of(session: Session, question: Unanswered) -> str:
    return read_sealed(session, question, Unanswered.question) or ""


def set_state(session: Session, actor: Actor, question_id: UUID, wish: Wish) -> Unanswered:
    """Raises QuestionNotFound."""
    question = get_question(session, actor, question_id, is_locked=True)
    if question.state != wish:
        record(session, actor, "question.state_set", "question", question.id, {"state": (question.state, wish)})
        question.state = wish
        session.flush()
    return question


def stream_questions(session: Session, actor: Actor) -> Iterator[tuple[Unanswered, str]]:
    """All that are open or to be written, with their text, the most asked first; that they were taken is recorded."""
    actor.require(Permission.MANAGE_SUPPORT)
    record(session, actor, "questions.exported", "question", None)
    wanted = _own(actor).where(Unanswered.state.in_(("open", "to_write")))
    for question in session.scalars(wanted.order_by(Unanswered.count.desc(), Unanswered.id.desc())):
        yield question, text_of(session, question)


def recheck_questions(work: Work, message: RecheckQuestions) -> None:  # noqa: ARG001
    """Those that the documents answer by now leave the list."""
    with work.transaction() as session:
        asked = [(row.id, text_of(session, row)) for row in _unsettled(session, work.actor)]
    answered: list[UUID] = []
    for question_id, text in asked:
        work.check()
        with work.transaction() as session:
            if answers.answer(session, work.actor, text).kind == "answer":
                answered.append(question_id)
    with work.last_transaction({"answered": len(answered)}) as session:
        session.execute(
            update(Unanswered)
            .where(
                Unanswered.tenant_id == work.actor.tenant_id,
                Unanswered.id.in_(answered),
                Unanswered.state.in_(("open", "to_write")),
            )
            .values(state="answered")
        )


def _unsettled(session: Session, actor: Actor) -> Sequence[Unanswered]:
    return session.scalars(
        _own(actor)
        .where(Unanswered.state.in_(("open", "to_write")))
        .order_by(Unanswered.count.desc(), Unanswered.id.desc())
        .limit(_LOOKED_AT)
    ).all()


def _own(actor: Actor) -> Select[Unanswered]:
    """Of the tenant; what was erased with its conversation counts on, but can be read no more."""
    return select(Unanswered).where(Unanswered.tenant_id == actor.tenant_id, Unanswered.question.is_not(None))
