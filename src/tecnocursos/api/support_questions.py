"""Questions that the documents did not answer: what customers ask most, and what is made of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter
from fastapi.responses import StreamingResponse
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import Language
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response
from tecnocursos.support import questions
from tecnocursos.support.desk_models import QuestionState, Unanswered
from tecnocursos.support.desk_settings import settings_of
from tecnocursos.support.reports.csv_files import Cell, csv_lines
from tecnocursos.support.written_answers import write_answer

router = APIRouter(prefix="/api/v1/support/questions", tags=["support"], route_class=EdgeRoute)

_HEADS: dict[Language, tuple[str, ...]] = {
    "pt-BR": ("Pergunta", "Vezes", "Última vez", "Situação"),
    "en-US": ("Question", "Times", "Last asked", "State"),
}
_STATES: dict[Language, dict[QuestionState, str]] = {
    "pt-BR": {"open": "em aberto", "to_write": "a escrever"},
    "en-US": {"open": "open", "to_write": "to be written"},
}


class QuestionDetails(Response):
    id: UUID
    question: str = Field(description="As it was first asked, without numbers", examples=["vocês vendem roteador"])
    count: int = Field(description="How often it was asked, in like words")
    last_at: datetime
    state: QuestionState = Field(
        description="`to_write`: a gap of the documents; `answered`: the documents say it by now"
    )
    written_at: datetime | None = Field(description="When somebody last wrote an answer to it")
    conversation_id: UUID | None = Field(description="In which it was asked first")


class StateWish(Request):
    state: questions.Wish


class WrittenAnswer(Request):
    title: Annotated[
        str,
        Field(min_length=3, max_length=200, pattern=r"^[^\x00-\x1f]+$", examples=["Vocês vendem roteador?"]),
    ]
    text: Annotated[
        str,
        Field(
            min_length=3,
            max_length=4000,
            json_schema_extra={"pattern": r"^[^\x00]*\S[^\x00]*$"},
            examples=["Não vendemos roteador. O aparelho é emprestado, sem custo, enquanto durar o contrato."],
        ),
    ]


class AddedAnswer(Response):
    document_id: UUID
    number: int = Field(description="Of the document's version that has it")
    job_id: UUID = Field(description="Reads the version, from which the bot then answers")


@router.get("")
def list_questions(
    session: Session,
    actor: Actor,
    state: QuestionState = "open",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[QuestionDetails]:
    """What was asked in vain, the most asked first."""
    found = questions.list_questions(session, actor, state, cursor=cursor, limit=limit)
    return Page(items=[_details(session, row) for row in found.rows], next_cursor=found.next_cursor)


@router.get(
    "/export",
    response_class=StreamingResponse,
    responses={200: {"content": {"text/csv": {}}, "description": "The questions"}},
)
def export_questions(session: Session, actor: Actor, language: Language = "pt-BR") -> StreamingResponse:
    """Those that are open or to be written, as a file for a spreadsheet. That it was taken is recorded."""
    actor.require(Permission.MANAGE_SUPPORT)
    zone = ZoneInfo(settings_of(session, actor).time_zone)
    lines = list(csv_lines(_rows(session, actor, language), language, zone))
    name = {"pt-BR": "perguntas-sem-resposta", "en-US": "unanswered-questions"}[language]
    headers = {"Content-Disposition": f'attachment; filename="{name}.csv"', "Cache-Control": "private, no-store"}
    return StreamingResponse(iter(lines), media_type="text/csv", headers=headers)


@router.get("/{question_id}")
def get_question(session: Session, actor: Actor, question_id: UUID) -> QuestionDetails:
    """One question."""
    return _details(session, questions.get_question(session, actor, question_id))


@router.put("/{question_id}/state")
def set_question_state(session: Session, actor: Actor, question_id: UUID, wish: StateWish) -> QuestionDetails:
    """Put it aside, note it as a gap to be written, or take it up again."""
    return _details(session, questions.set_state(session, actor, question_id, wish.state))


@router.post("/{question_id}/answer", status_code=201)
@made_at("/api/v1/documents/{document_id}/versions/{number}")
def answer_question(
    session: Session, actor: Actor, platform: Platform, question_id: UUID, written: WrittenAnswer
) -> AddedAnswer:
    """Write the answer into the document of answered questions, from which the bot then answers."""
    actor.require(Permission.MANAGE_SUPPORT)
    kept = write_answer(session, actor, platform.storage, platform.incoming, question_id, written.title, written.text)
    return AddedAnswer(document_id=kept.document.id, number=kept.version.number, job_id=kept.job_id)


def _details(session: Session, row: Unanswered) -> QuestionDetails:
    named = {name: getattr(row, name) for name in QuestionDetails.model_fields if name != "question"}
    return QuestionDetails(**named, question=questions.text_of(session, row))


def _rows(session: Session, actor: Actor, language: Language) -> Iterator[tuple[Cell, ...]]:
    yield _HEADS[language]
    for row, text in questions.stream_questions(session, actor):
        yield text, row.count, row.last_at, _STATES[language][row.state]
