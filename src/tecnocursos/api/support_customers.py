"""Customers of customer service: who they are, what they agreed to and asked for; a copy of their data, erasure."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field, StrictBool
from sqlalchemy.orm import Session

from tecnocursos.api.conversation_schemas import ProtocolDetails
from tecnocursos.api.data_requests import DataRequestDetails, request_details, requests_details
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.api.personal_data import Erasure, ExportDetails, export_details
from tecnocursos.api.rendering import made_at
from tecnocursos.infra.encryption import read_sealed
from tecnocursos.infra.jobs.queries import find_unfinished
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import Language
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Request, Response
from tecnocursos.privacy import exports
from tecnocursos.support import consents, customer_pages, customers, data_requests, inbox, privacy, queries
from tecnocursos.support.messages import EraseCustomer
from tecnocursos.support.models import AddressKind, ConversationState, Customer
from tecnocursos.support.privacy_models import Consent, ConsentPurpose, ConsentSource
from tecnocursos.support.workflows.machine import DataRight

router = APIRouter(prefix="/api/v1/support/customers", tags=["support"], route_class=EdgeRoute)

Evidence = Annotated[str, Field(min_length=1, max_length=500, examples=["Por telefone, em 26/11, às 10h"])]


class AddressDetails(Response):
    kind: AddressKind
    masked: str = Field(description="Enough to recognise it", examples=["+55 11 •••• 4321"])


class CustomerSummary(Response):
    id: UUID
    name: str | None = Field(examples=["Rosa Lima"])
    addresses: list[AddressDetails]
    language: Language
    is_identified: bool = Field(description="They have proved who they are in the provider's system")
    conversations: int
    last_message_at: datetime | None
    created_at: datetime


class ConsentDetails(Response):
    id: UUID
    purpose: ConsentPurpose
    is_given: bool
    source: ConsentSource
    text_version: str = Field(description="Of the wording that they agreed to")
    evidence: str | None = Field(description="WhatsApp's id of the message that said so, or what a member wrote down")
    recorded_by: UUID | None
    created_at: datetime


class CustomerConversation(Response):
    id: UUID
    state: ConversationState
    subject: str | None
    rating: int | None
    is_erased: bool
    created_at: datetime
    resolved_at: datetime | None
    last_message_at: datetime


class CustomerDetails(CustomerSummary):
    erp_id: str | None
    region: str | None
    noticed_at: datetime | None = Field(description="When they were told what is done with their data")
    accepts_offers: bool
    erasure_job_id: UUID | None = Field(description="Of the erasure that is under way")
    conversation_list: list[CustomerConversation] = Field(description="The newest hundred")
    protocols: list[ProtocolDetails] = Field(description="The newest fifty")
    consents: list[ConsentDetails]
    requests: list[DataRequestDetails]
    export: ExportDetails | None = Field(description="The newest copy of their data that you asked for")


class NewConsent(Request):
    """What a customer said elsewhere than in the chat."""

    is_given: StrictBool
    evidence: Evidence


class NewDataRequest(Request):
    right: DataRight


@router.get("")
def list_customers(
    session: Session,
    actor: Actor,
    search: Annotated[str | None, Query(max_length=200)] = None,
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[CustomerSummary]:
    """Customers, the newest first. `search`: words of the name, or a whole phone."""
    actor.require(Permission.SERVE_CUSTOMERS)
    found = customer_pages.list_customers(session, actor, search=search, cursor=cursor, limit=limit)
    return Page(items=_summaries(session, actor, list(found.rows)), next_cursor=found.next_cursor)


@router.get("/{customer_id}")
def get_customer(session: Session, actor: Actor, customer_id: UUID) -> CustomerDetails:
    """One customer with all that there is about them; what was said is in the conversations."""
    actor.require(Permission.SERVE_CUSTOMERS)
    customer = queries.get_customer(session, actor, customer_id, is_known=True)
    (summary,) = _summaries(session, actor, [customer])
    known = customers.identified(session, customer)
    copy = exports.find_newest(session, actor, "customer", customer.id)
    agreed = consents.consents_of(session, actor, customer.id)
    return CustomerDetails(
        **summary.model_dump(),
        erp_id=None if known is None else known.erp_id,
        region=None if known is None else known.region,
        noticed_at=customer.noticed_at,
        accepts_offers=bool(agreed) and agreed[0].is_given,
        erasure_job_id=find_unfinished(session, actor, EraseCustomer.name, customer.id),
        conversation_list=[
            CustomerConversation.model_validate(
                {name: getattr(one, name) for name in CustomerConversation.model_fields if name != "is_erased"}
                | {"is_erased": one.key is None}
            )
            for one in customer_pages.conversations_of(session, actor, customer.id)
        ],
        protocols=[ProtocolDetails.model_validate(one) for one in inbox.protocols_of(session, actor, customer.id)],
        consents=[_consent(session, one) for one in agreed],
        requests=requests_details(session, actor, customer_pages.requests_of(session, actor, customer.id)),
        export=None if copy is None else export_details(session, actor, copy),
    )


@router.post("/{customer_id}/consents", status_code=201)
@made_at("/api/v1/support/customers/{customer_id}")
def record_consent(session: Session, actor: Actor, customer_id: UUID, body: NewConsent) -> ConsentDetails:
    """Write down that a customer agreed to offers, or took that back, elsewhere than in the chat."""
    made = consents.record_by_member(session, actor, customer_id, is_given=body.is_given, evidence=body.evidence)
    return _consent(session, made)


@router.post("/{customer_id}/requests", status_code=201)
@made_at("/api/v1/support/data-requests/{id}")
def open_data_request(session: Session, actor: Actor, customer_id: UUID, body: NewDataRequest) -> DataRequestDetails:
    """Register what a customer asked for about their data. It gets a protocol, and fifteen days."""
    opened = data_requests.open_by_member(session, actor, customer_id, body.right)
    return request_details(session, actor, opened)


@router.post("/{customer_id}/export", status_code=202)
@made_at("/api/v1/exports/{id}")
def export_customer(session: Session, actor: Actor, customer_id: UUID) -> ExportDetails:
    """Have a copy made of all that is kept about a customer, for yourself and for seven days."""
    return export_details(session, actor, privacy.ask_for_export(session, actor, customer_id))


@router.delete("/{customer_id}/data", status_code=202)
@made_at("/api/v1/jobs/{job_id}")
def erase_customer(session: Session, actor: Actor, customer_id: UUID) -> Erasure:
    """Erase a customer for good: words, files, addresses and name. Protocols stay, and lead to nobody."""
    return Erasure(job_id=privacy.ask_to_erase(session, actor, customer_id))


def _summaries(session: Session, actor: Actor, found: list[Customer]) -> list[CustomerSummary]:
    ids = [one.id for one in found]
    addresses = customer_pages.addresses_by_customer(session, actor, ids)
    contacts = customer_pages.last_contacts(session, actor, ids)
    return [
        CustomerSummary(
            id=one.id,
            name=read_sealed(session, one, Customer.name),
            addresses=[
                AddressDetails(kind=address.kind, masked=customer_pages.masked(session, address))
                for address in addresses.get(one.id, [])
            ],
            language=one.language,
            is_identified=one.erp is not None,
            conversations=contacts[one.id][0] if one.id in contacts else 0,
            last_message_at=contacts[one.id][1] if one.id in contacts else None,
            created_at=one.created_at,
        )
        for one in found
    ]


def _consent(session: Session, one: Consent) -> ConsentDetails:
    kept = {name: getattr(one, name) for name in ConsentDetails.model_fields if name != "evidence"}
    return ConsentDetails(**kept, evidence=read_sealed(session, one, Consent.evidence))
