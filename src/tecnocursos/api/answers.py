"""Questions and their answers from the tenant's documents, and the synonyms by which they are understood."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field, StringConstraints
from sqlalchemy.orm import Session

from tecnocursos.answers import service, synonyms
from tecnocursos.answers.models import Synonym
from tecnocursos.answers.values import Answer
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit, page_of
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import Language
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Versioned
from tecnocursos.studio.document_sources import documents_of_project

router = APIRouter(prefix="/api/v1", tags=["answers"], route_class=EdgeRoute)

QuestionText = Annotated[
    str, StringConstraints(min_length=1, max_length=2000, pattern=r"\S"), Field(examples=["Como pago com PIX?"])
]
Phrase = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[^\x00-\x1f]+$")]
Phrases = Annotated[list[Phrase], Field(min_length=2, max_length=50, examples=[["carnê", "boleto"]])]


class CourseQuestion(Request):
    question: QuestionText
    language: Language | None = Field(default=None, description="Of a refusal; null: that of the question")


class NewQuestion(CourseQuestion):
    document_ids: Annotated[list[UUID], Field(max_length=200)] | None = Field(
        default=None, description="Only these documents; null: all of the tenant's"
    )


class SynonymDetails(Versioned):
    id: UUID
    phrases: list[str]
    version: int
    created_at: datetime
    updated_at: datetime


class NewSynonym(Request):
    phrases: Phrases


class SynonymChange(Request):
    phrases: Phrases


@router.post("/answers")
def ask(session: Session, actor: Actor, platform: Platform, asked: NewQuestion) -> Answer:
    """What the documents say to a question, with the passages, or a refusal where they do not say it."""
    return _answered(session, actor, platform, asked, asked.document_ids)


@router.post("/projects/{project_id}/answers")
def ask_course(session: Session, actor: Actor, platform: Platform, project_id: UUID, asked: CourseQuestion) -> Answer:
    """The same, from the documents that the course was made from alone."""
    return _answered(session, actor, platform, asked, documents_of_project(session, actor, project_id))


@router.post("/synonyms", status_code=201)
@made_at("/api/v1/synonyms/{id}")
def create_synonym(session: Session, actor: Actor, wanted: NewSynonym) -> SynonymDetails:
    """Words and phrases that mean the same in questions and documents."""
    return SynonymDetails.model_validate(synonyms.create_synonym(session, actor, wanted.phrases))


@router.get("/synonyms")
def list_synonyms(
    session: Session, actor: Actor, cursor: Cursor = None, limit: Limit = DEFAULT_PAGE_SIZE
) -> Page[SynonymDetails]:
    """The tenant's groups of synonyms, the newest first."""
    return page_of(SynonymDetails, synonyms.list_synonyms(session, actor, cursor=cursor, limit=limit))


@router.get("/synonyms/{synonym_id}")
def get_synonym(session: Session, actor: Actor, synonym_id: UUID) -> SynonymDetails:
    """One group of synonyms."""
    return SynonymDetails.model_validate(synonyms.get_synonym(session, actor, synonym_id))


@router.patch("/synonyms/{synonym_id}")
def change_synonym(
    session: Session, actor: Actor, synonym_id: UUID, change: SynonymChange, if_match: IfMatch = None
) -> SynonymDetails:
    """Replace the phrases of a group."""
    row = _synonym_to_change(session, actor, synonym_id, if_match)
    synonyms.change_synonym(session, actor, row, change.phrases)
    return SynonymDetails.model_validate(row)


@router.delete("/synonyms/{synonym_id}", status_code=204)
def delete_synonym(session: Session, actor: Actor, synonym_id: UUID, if_match: IfMatch = None) -> None:
    """Delete a group; its phrases no longer stand for one another."""
    synonyms.delete_synonym(session, actor, _synonym_to_change(session, actor, synonym_id, if_match))


def _synonym_to_change(session: Session, actor: Actor, synonym_id: UUID, if_match: str | None) -> Synonym:
    actor.require(Permission.EDIT_CONTENT)
    row = synonyms.get_synonym(session, actor, synonym_id)
    require_version(if_match, row.version)
    return row


def _answered(
    session: Session, actor: Actor, platform: Platform, asked: CourseQuestion, document_ids: Collection[UUID] | None
) -> Answer:
    # Models take their time, and need no connection.
    session.close()
    vector = platform.answers.vector_of(asked.question)
    found = service.look_up(
        session, actor, asked.question, language=asked.language, document_ids=document_ids, vector=vector
    )
    session.close()
    return service.say(found, platform.answers)
