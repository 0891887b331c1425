"""Labels of conversations."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.rendering import made_at
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.schema import Request, Versioned
from tecnocursos.support import labels
from tecnocursos.support.desk_models import Label

router = APIRouter(prefix="/api/v1/support/labels", tags=["support"], route_class=EdgeRoute)

Name = Annotated[str, Field(min_length=1, max_length=50, examples=["Urgente"])]
Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$", examples=["#c2410c"])]


class LabelDetails(Versioned):
    id: UUID
    name: str
    colour: str


class NewLabel(Request):
    name: Name
    colour: Colour = "#5b6b7a"


class LabelChange(Request):
    """What is not named, or null, stays."""

    name: Name | None = None
    colour: Colour | None = None


@router.get("")
def list_labels(session: Session, actor: Actor) -> list[LabelDetails]:
    """All labels of the tenant, by name."""
    return [LabelDetails.model_validate(row) for row in labels.list_labels(session, actor)]


@router.post("", status_code=201)
@made_at("/api/v1/support/labels/{id}")
def create_label(session: Session, actor: Actor, wanted: NewLabel) -> LabelDetails:
    """A new label."""
    return LabelDetails.model_validate(labels.create_label(session, actor, wanted.name, wanted.colour))


@router.get("/{label_id}")
def get_label(session: Session, actor: Actor, label_id: UUID) -> LabelDetails:
    """One label, with its colour."""
    return LabelDetails.model_validate(labels.get_label(session, actor, label_id))


@router.patch("/{label_id}")
def change_label(
    session: Session, actor: Actor, label_id: UUID, change: LabelChange, if_match: IfMatch = None
) -> LabelDetails:
    """Rename or recolour it, wherever it stands."""
    label = _to_change(session, actor, label_id, if_match)
    labels.change_label(session, actor, label, name=change.name, colour=change.colour)
    return LabelDetails.model_validate(label)


@router.delete("/{label_id}", status_code=204)
def delete_label(session: Session, actor: Actor, label_id: UUID, if_match: IfMatch = None) -> None:
    """Delete it; conversations lose it."""
    labels.delete_label(session, actor, _to_change(session, actor, label_id, if_match))


def _to_change(session: Session, actor: Actor, label_id: UUID, if_match: str | None) -> Label:
    actor.require(Permission.MANAGE_SUPPORT)
    label = labels.get_label(session, actor, label_id)
    require_version(if_match, label.version)
    return label
