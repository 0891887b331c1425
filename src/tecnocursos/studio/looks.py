"""Templates, the product's five and the tenant's own: what a project or a scene becomes when one is applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import TypeAdapter
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.rendering.slides import Slide
from tecnocursos.rendering.timeline import TEMPLATES, TemplateName
from tecnocursos.studio import queries
from tecnocursos.studio.checking import check_slide
from tecnocursos.studio.models import Project, SceneRow, TemplateRow
from tecnocursos.studio.resource_errors import TemplateBuiltIn

SLIDE: TypeAdapter[Slide] = TypeAdapter(Slide)
NEWEST_FIRST = SortOrder("-created_at", (TemplateRow.created_at, TemplateRow.id), is_descending=True)


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """One of the product's own templates."""

    id: UUID
    look: TemplateName
    name: str
    description: str


def _built_in(look: TemplateName, description: str) -> BuiltIn:
    return BuiltIn(uuid5(NAMESPACE_URL, f"urn:tecnocursos:template:{look}"), look, look.capitalize(), description)


BUILT_IN: Mapping[UUID, BuiltIn] = {
    template.id: template
    for template in (
        _built_in("modern", "Claro e atual, para qualquer assunto"),
        _built_in("corporate", "Sóbrio, para treinamentos de empresas"),
        _built_in("tech", "Escuro, para tecnologia e código"),
        _built_in("education", "Colorido, para aulas"),
        _built_in("minimal", "Só o essencial, muito espaço"),
    )
}


@dataclass(frozen=True, slots=True)
class Usage:
    projects: int
    scenes: int


def get_template(session: Session, actor: Actor, template_id: UUID) -> BuiltIn | TemplateRow:
    actor.require(Permission.READ_CONTENT)
    return BUILT_IN.get(template_id) or queries.get_template(session, actor, template_id)


def get_own_template(session: Session, actor: Actor, template_id: UUID) -> TemplateRow:
    """Raises TemplateBuiltIn, TemplateNotFound."""
    actor.require(Permission.EDIT_CONTENT)
    if template_id in BUILT_IN:
        raise TemplateBuiltIn
    return queries.get_template(session, actor, template_id)


def list_templates(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Slice[TemplateRow]:
    """The tenant's own."""
    actor.require(Permission.READ_CONTENT)
    return fetch_page(session, queries.own(actor, TemplateRow), NEWEST_FIRST, cursor=cursor, limit=limit)


def create_template(session: Session, actor: Actor, fields: Mapping[str, Any]) -> TemplateRow:
    actor.require(Permission.EDIT_CONTENT)
    row = TemplateRow(tenant_id=actor.tenant_id)
    _set(session, actor, row, fields)
    session.add(row)
    session.flush()
    record(session, actor, "template.created", "template", row.id)
    return row


def change_template(session: Session, actor: Actor, row: TemplateRow, fields: Mapping[str, Any]) -> None:
    """Projects and scenes that it was applied to stay as they are."""
    actor.require(Permission.EDIT_CONTENT)
    _set(session, actor, row, fields)
    session.flush()
    record(session, actor, "template.changed", "template", row.id)


def duplicate_template(session: Session, actor: Actor, template_id: UUID) -> TemplateRow:
    """A template of the tenant's own that says the same."""
    actor.require(Permission.EDIT_CONTENT)
    found = get_template(session, actor, template_id)
    names = ("look", "description") if isinstance(found, BuiltIn) else (
        "look", "description", "kind", "brand_id", "transition", "size", "slides"
    )  # fmt: skip
    fields = {name: getattr(found, name) for name in names}
    return create_template(session, actor, {**fields, "name": f"{found.name[:190]} (2)"})


def delete_template(session: Session, actor: Actor, row: TemplateRow) -> None:
    """Projects and scenes that it was applied to stay as they are."""
    actor.require(Permission.EDIT_CONTENT)
    record(session, actor, "template.deleted", "template", row.id)
    session.delete(row)
    session.flush()


def _set(session: Session, actor: Actor, row: TemplateRow, fields: Mapping[str, Any]) -> None:
    if fields.get("brand_id") is not None:
        queries.get_brand(session, actor, fields["brand_id"])
    for number, slide in enumerate(fields.get("slides") or ()):
        check_slide(SLIDE.validate_python(slide), (), f"slides.{number}")
    for name, value in fields.items():
        setattr(row, name, value)


def slides_of(session: Session, actor: Actor, template_id: UUID | None) -> Sequence[Slide]:
    """The slides that a new project of this template begins with."""
    if template_id is None or template_id in BUILT_IN:
        return ()
    row = queries.get_template(session, actor, template_id)
    return [SLIDE.validate_python(slide) for slide in row.slides]


def project_settings(session: Session, actor: Actor, template_id: UUID) -> dict[str, Any]:
    """The fields of a project that a template sets."""
    if template_id in BUILT_IN:
        return {"template_id": None, "look": BUILT_IN[template_id].look}
    row = queries.get_template(session, actor, template_id)
    told = {"brand_id": row.brand_id, "transition": row.transition, "size": row.size}
    return {"template_id": row.id, "look": row.look} | {name: value for name, value in told.items() if value}


def count_usage(session: Session, actor: Actor, template_ids: Sequence[UUID]) -> dict[UUID, Usage]:
    """How many projects and scenes each template of the tenant's own was applied to last."""
    projects = _counts(session, actor, Project, template_ids)
    scenes = _counts(session, actor, SceneRow, template_ids)
    return {identity: Usage(projects.get(identity, 0), scenes.get(identity, 0)) for identity in template_ids}


def count_built_in_usage(session: Session, actor: Actor) -> dict[TemplateName, Usage]:
    """How many projects and scenes have each look without a template of the tenant's own."""

    def by_look(kind: type[Project | SceneRow]) -> dict[TemplateName | None, int]:
        wanted = select(kind.look, func.count()).where(kind.tenant_id == actor.tenant_id, kind.template_id.is_(None))
        return dict(session.execute(wanted.group_by(kind.look)).all())

    projects, scenes = by_look(Project), by_look(SceneRow)
    return {look: Usage(projects.get(look, 0), scenes.get(look, 0)) for look in TEMPLATES}


def _counts(
    session: Session, actor: Actor, kind: type[Project | SceneRow], template_ids: Sequence[UUID]
) -> dict[UUID | None, int]:
    wanted = (
        select(kind.template_id, func.count())
        .where(kind.tenant_id == actor.tenant_id, kind.template_id.in_(template_ids))
        .group_by(kind.template_id)
    )
    return dict(session.execute(wanted).all())
