"""Brands of a tenant: colours, a logo, fonts; every change is tried on a stage before it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from uuid import UUID

from PIL import Image
from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from tecnocursos.audit.service import record
from tecnocursos.files import service as files
from tecnocursos.files.models import StoredFile
from tecnocursos.infra.file_digests import file_digest
from tecnocursos.infra.paging import Slice, SortOrder, fetch_page
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.language import Language
from tecnocursos.rendering.timeline import Brand, TemplateName
from tecnocursos.studio import queries
from tecnocursos.studio.courses import brand_value
from tecnocursos.studio.models import BrandFile, BrandRow, Project, TemplateRow
from tecnocursos.studio.previews import Look, Previews
from tecnocursos.studio.resource_errors import BrandFileInvalid, BrandFileUnknown, InUse
from tecnocursos.studio.samples import sample_slides

NEWEST_FIRST = SortOrder("-created_at", (BrandRow.created_at, BrandRow.id), is_descending=True)
MOST_FONTS = 8
_LARGEST_MB = 5
_LARGEST_PIXELS = 40_000_000
_LOGO_SUFFIXES = {"PNG": ".png", "JPEG": ".jpg"}
_FONT_STARTS = {b"\x00\x01\x00\x00": ".ttf", b"true": ".ttf", b"OTTO": ".otf"}


def get_brand(session: Session, actor: Actor, brand_id: UUID) -> BrandRow:
    actor.require(Permission.READ_CONTENT)
    return queries.get_brand(session, actor, brand_id)


def list_brands(session: Session, actor: Actor, *, cursor: str | None, limit: int) -> Slice[BrandRow]:
    actor.require(Permission.READ_CONTENT)
    return fetch_page(session, queries.own(actor, BrandRow), NEWEST_FIRST, cursor=cursor, limit=limit)


def create_brand(session: Session, actor: Actor, fields: Mapping[str, Any], previews: Previews) -> BrandRow:
    """Raises FontMissing."""
    actor.require(Permission.EDIT_CONTENT)
    row = BrandRow(tenant_id=actor.tenant_id, font_files=[], **fields)
    session.add(row)
    _try(session, actor, row, previews, "brand.created")
    return row


def change_brand(session: Session, actor: Actor, row: BrandRow, fields: Mapping[str, Any], previews: Previews) -> None:
    """What uses the brand shows the change from its next picture on. Raises FontMissing."""
    actor.require(Permission.EDIT_CONTENT)
    for name, value in fields.items():
        setattr(row, name, value)
    _try(session, actor, row, previews, "brand.changed")


def set_logo(
    session: Session, actor: Actor, row: BrandRow, path: Path | None, storage: Storage, previews: Previews
) -> None:
    """The PNG or JPEG at `path`, or none. Raises BrandFileInvalid."""
    actor.require(Permission.EDIT_CONTENT)
    _forget(session, actor, row, row.logo)
    row.logo = None if path is None else _keep(session, actor, row, path, _logo_suffix(path), storage)
    _try(session, actor, row, previews, "brand.changed")


def add_font(session: Session, actor: Actor, row: BrandRow, path: Path, storage: Storage, previews: Previews) -> str:
    """Raises BrandFileInvalid, FontDamaged."""
    actor.require(Permission.EDIT_CONTENT)
    suffix = _font_suffix(path)
    if suffix is None or len(row.font_files) >= MOST_FONTS:
        raise BrandFileInvalid(limit=_LARGEST_MB)
    name = _keep(session, actor, row, path, suffix, storage)
    row.font_files = list(dict.fromkeys([*row.font_files, name]))
    _try(session, actor, row, previews, "brand.changed")
    return name


def remove_font(session: Session, actor: Actor, row: BrandRow, name: str, previews: Previews) -> None:
    """Raises BrandFileUnknown, and FontMissing where the brand still names a family that was in it."""
    actor.require(Permission.EDIT_CONTENT)
    if name not in row.font_files:
        raise BrandFileUnknown
    row.font_files = [other for other in row.font_files if other != name]
    _forget(session, actor, row, name)
    _try(session, actor, row, previews, "brand.changed")


def delete_brand(session: Session, actor: Actor, row: BrandRow, *, force: bool) -> None:
    """Raises InUse unless no project has it or `force`; those that have it then have none."""
    actor.require(Permission.EDIT_CONTENT)
    if (count := count_projects(session, actor, row.id)) and not force:
        raise InUse(projects=count)
    _let_go(session, actor, Project, row.id)
    _let_go(session, actor, TemplateRow, row.id)
    record(session, actor, "brand.deleted", "brand", row.id)
    session.delete(row)
    session.flush()


def count_projects(session: Session, actor: Actor, brand_id: UUID) -> int:
    wanted = select(func.count()).where(Project.tenant_id == actor.tenant_id, Project.brand_id == brand_id)
    return session.scalar(wanted) or 0


def look_of_brand(
    session: Session, actor: Actor, row: BrandRow | None, template: TemplateName, language: Language
) -> Look:
    """A template with a brand laid over it, or without any."""
    brand = brand_value(row) if row else Brand()
    kept = queries.brand_files(session, actor, row.id) if row else {}
    return Look(actor.tenant_id, template, brand, "1080p", language, kept)


def lowest_contrast(look: Look, previews: Previews) -> float:
    """Of all text on the sample slides, against what is behind it; 4.5 is what WCAG 2 asks of running text."""
    stage = previews.stage(look)
    samples = sample_slides(look.language)
    return round(min(stage.contrast(samples[kind]) for kind in ("title", "bullets", "table", "closing")), 2)


def _try(session: Session, actor: Actor, row: BrandRow, previews: Previews, what: str) -> None:
    """Write the brand, set a stage with it, and record what was done. Raises FontMissing, FontDamaged."""
    session.flush()
    previews.stage(look_of_brand(session, actor, row, "modern", "pt-BR"))
    record(session, actor, what, "brand", row.id)


def _keep(session: Session, actor: Actor, row: BrandRow, path: Path, suffix: str, storage: Storage) -> str:
    if path.stat().st_size > _LARGEST_MB * 1024**2:
        raise BrandFileInvalid(limit=_LARGEST_MB)
    media_type = {".png": "image/png", ".jpg": "image/jpeg"}.get(suffix, "application/octet-stream")
    stored: StoredFile = files.keep(session, actor, storage, path, media_type)
    name = f"{file_digest(path)[:16]}{suffix}"
    if name not in queries.brand_files(session, actor, row.id):
        session.add(BrandFile(tenant_id=actor.tenant_id, brand_id=row.id, name=name, stored_file_id=stored.id))
    return name


def _forget(session: Session, actor: Actor, row: BrandRow, name: str | None) -> None:
    session.execute(
        delete(BrandFile).where(
            BrandFile.tenant_id == actor.tenant_id, BrandFile.brand_id == row.id, BrandFile.name == name
        )
    )


def _let_go(session: Session, actor: Actor, kind: type[Project | TemplateRow], brand_id: UUID) -> None:
    """Each such row is another version of itself without its brand."""
    session.execute(
        update(kind)
        .where(kind.tenant_id == actor.tenant_id, kind.brand_id == brand_id)
        .values(brand_id=None, version=kind.version + 1)
    )


def is_font(path: Path) -> bool:
    """Whether it begins like a TrueType or OpenType file."""
    return _font_suffix(path) is not None


def _font_suffix(path: Path) -> str | None:
    with path.open("rb") as file:
        return _FONT_STARTS.get(file.read(4))


def _logo_suffix(path: Path) -> str:
    try:
        with Image.open(path, formats=list(_LOGO_SUFFIXES)) as image:
            if image.width * image.height > _LARGEST_PIXELS:
                raise BrandFileInvalid(limit=_LARGEST_MB)
            image.load()
            return _LOGO_SUFFIXES[str(image.format)]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise BrandFileInvalid(limit=_LARGEST_MB) from error
