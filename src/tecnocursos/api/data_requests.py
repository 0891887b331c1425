"""Requests of customers about their personal data, with their clocks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Versioned
from tecnocursos.support import data_requests, inbox
from tecnocursos.support.privacy_models import DataRequest, RequestOutcome
from tecnocursos.support.workflows.machine import DataRight

router = APIRouter(prefix="/api/v1/support/data-requests", tags=["support"], route_class=EdgeRoute)


class DataRequestDetails(Versioned):
    id: UUID
    customer_id: UUID | None = Field(description="Null once they were erased")
    customer_name: str | None
    conversation_id: UUID | None
    protocol_number: str = Field(examples=["202611260000173"])
    right: DataRight
    is_identified: bool = Field(description="They had proved who they are in the provider's system when they asked")
    due_at: datetime
    closed_at: datetime | None
    closed_by: UUID | None
    outcome: RequestOutcome | None
    reason: str | None
    created_at: datetime


class RequestEnd(Request):
    outcome: RequestOutcome
    reason: Annotated[str, Field(max_length=500, examples=["Cópia entregue pelo WhatsApp."])] | None = None


@router.get("")
def list_data_requests(
    session: Session,
    actor: Actor,
    is_open: bool | None = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[DataRequestDetails]:
    """Requests about personal data; what is due first comes first."""
    actor.require(Permission.SERVE_CUSTOMERS)
    found = data_requests.list_requests(session, actor, is_open=is_open, cursor=cursor, limit=limit)
    return Page(items=requests_details(session, actor, found.rows), next_cursor=found.next_cursor)


@router.get("/{request_id}")
def get_data_request(session: Session, actor: Actor, request_id: UUID) -> DataRequestDetails:
    """One request about personal data."""
    actor.require(Permission.SERVE_CUSTOMERS)
    return request_details(session, actor, data_requests.get_request(session, actor, request_id))


@router.post("/{request_id}/close")
def close_data_request(session: Session, actor: Actor, request_id: UUID, body: RequestEnd) -> DataRequestDetails:
    """Say what came of a request; its protocol is resolved with it."""
    closed = data_requests.close_request(session, actor, request_id, body.outcome, body.reason)
    return request_details(session, actor, closed)


def request_details(session: Session, actor: Actor, row: DataRequest) -> DataRequestDetails:
    return requests_details(session, actor, [row])[0]


def requests_details(session: Session, actor: Actor, rows: Sequence[DataRequest]) -> list[DataRequestDetails]:
    numbers = data_requests.protocol_numbers(session, actor, rows)
    names = inbox.names_of(session, actor, [row.customer_id for row in rows if row.customer_id is not None])
    told = DataRequestDetails.model_fields.keys() - {"customer_name", "protocol_number"}
    return [
        DataRequestDetails(
            **{name: getattr(row, name) for name in told},
            customer_name=None if row.customer_id is None else names.get(row.customer_id),
            protocol_number=numbers[row.protocol_id],
        )
        for row in rows
    ]
