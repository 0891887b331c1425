"""Assets: added, described, found, deleted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import PurePath
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from tecnocursos.audit import service as audit
from tecnocursos.files.media_types import SUFFIXES
from tecnocursos.files.models import StoredFile
from tecnocursos.files.names import harmless_name
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.library import queries
from tecnocursos.library.errors import AssetInUse, AssetNameMisleading, AssetNotFound, AssetTypeUnsupported
from tecnocursos.library.messages import ProcessAsset
from tecnocursos.library.models import Asset, AssetTag, AssetText, Kind
from tecnocursos.library.words import indexed_words

_KINDS: dict[str, Kind] = {"image": "image", "video": "video", "audio": "sound"}


@dataclass(frozen=True, slots=True)
class Description:
    """What people say about an asset."""

    name: str
    description: str = ""
    alt_text: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Deletion:
    """What a deletion did, or why it did nothing. Projects are named by their ids, for each asset."""

    is_done: bool
    deleted: list[UUID]
    published: dict[UUID, list[UUID]] = field(default_factory=dict)
    """Published projects that use it: the reason to refuse, unless forced. They keep copies of their own."""
    drafts: dict[UUID, list[UUID]] = field(default_factory=dict)


def add_asset(session: Session, actor: Actor, file: StoredFile, said: Description) -> Asset:
    """A new asset from a kept file, to be processed by a job. Raises AssetTypeUnsupported, AssetNameMisleading."""
    actor.require(Permission.EDIT_CONTENT)
    if file.media_type not in SUFFIXES:
        raise AssetTypeUnsupported
    name = harmless_name(said.name)
    suffix = PurePath(name).suffix.lower()
    if suffix not in SUFFIXES[file.media_type]:
        raise AssetNameMisleading(suffix=suffix or "-", media_type=file.media_type)
    asset = Asset(
        tenant_id=actor.tenant_id,
        kind=_KINDS[file.media_type.partition("/")[0]],
        file_id=file.id,
        source_sha256=file.sha256,
        duplicate_of=queries.find_same(session, actor, file.sha256),
        media_type=file.media_type,
        size_bytes=file.size_bytes,
        created_by=actor.user_id,
        name=name,
        description=said.description,
        alt_text=said.alt_text,
        tags=_clean_tags(said.tags),
    )
    session.add(asset)
    session.flush()
    _write_words(session, asset)
    enqueue(session, ProcessAsset(asset_id=asset.id), actor=actor, subject_id=asset.id)
    audit.record(session, actor, "asset.added", "asset", asset.id, {"bytes": (None, asset.size_bytes)})
    return asset


def get_asset(session: Session, actor: Actor, asset_id: UUID) -> Asset:
    """Raises AssetNotFound."""
    actor.require(Permission.READ_CONTENT)
    return queries.get_asset(session, actor, asset_id)


def describe_asset(
    session: Session,
    actor: Actor,
    asset: Asset,
    *,
    name: str | None = None,
    description: str | None = None,
    alt_text: str | None = None,
    tags: Sequence[str] | None = None,
) -> Asset:
    """Change what is given; None leaves a field as it is."""
    actor.require(Permission.EDIT_CONTENT)
    if name is not None:
        asset.name = harmless_name(name)
    if description is not None:
        asset.description = description
    if alt_text is not None:
        asset.alt_text = alt_text
    if tags is not None:
        asset.tags = _clean_tags(tags)
    session.flush()
    _write_words(session, asset)
    audit.record(session, actor, "asset.described", "asset", asset.id, {"version": (None, asset.version)})
    return asset


def delete_assets(session: Session, actor: Actor, asset_ids: Sequence[UUID], *, is_forced: bool = False) -> Deletion:
    """Delete all of them, or none when a published project uses one and nobody insists. Raises AssetNotFound."""
    actor.require(Permission.EDIT_CONTENT)
    assets = queries.list_named(session, actor, asset_ids)
    if len(assets) != len(set(asset_ids)):
        raise AssetNotFound
    published: dict[UUID, list[UUID]] = defaultdict(list)
    drafts: dict[UUID, list[UUID]] = defaultdict(list)
    for usage in queries.list_usages(session, actor, asset_ids):
        projects = (published if usage.is_published else drafts)[usage.asset_id]
        if usage.project_id not in projects:
            projects.append(usage.project_id)
    if published and not is_forced:
        return Deletion(False, [], dict(published), dict(drafts))
    ids = [asset.id for asset in assets]
    session.execute(delete(Asset).where(Asset.id.in_(ids), Asset.tenant_id == actor.tenant_id))
    for asset_id in ids:
        audit.record(
            session, actor, "asset.deleted", "asset", asset_id, {"published_projects": (len(published[asset_id]), 0)}
        )
    return Deletion(True, ids, {key: it for key, it in published.items() if it}, dict(drafts))


def delete_asset(session: Session, actor: Actor, asset_id: UUID, *, is_forced: bool = False) -> None:
    """Raises AssetInUse, AssetNotFound."""
    result = delete_assets(session, actor, [asset_id], is_forced=is_forced)
    if not result.is_done:
        raise AssetInUse(count=len(result.published[asset_id]))


def _clean_tags(tags: Sequence[str]) -> list[str]:
    """In small letters, each once, in the order given."""
    return list(dict.fromkeys(tag for said in tags if (tag := " ".join(said.casefold().split()))))


def _write_words(session: Session, asset: Asset) -> None:
    owned = (AssetText.asset_id == asset.id, AssetText.tenant_id == asset.tenant_id)
    session.execute(delete(AssetText).where(*owned))
    session.execute(delete(AssetTag).where(AssetTag.asset_id == asset.id, AssetTag.tenant_id == asset.tenant_id))
    session.add(
        AssetText(
            tenant_id=asset.tenant_id,
            asset_id=asset.id,
            name_words=indexed_words(asset.name),
            tag_words=indexed_words(" ".join(asset.tags)),
            other_words=indexed_words(f"{asset.description} {asset.alt_text}"),
        )
    )
    session.add_all(AssetTag(tenant_id=asset.tenant_id, asset_id=asset.id, tag=tag) for tag in asset.tags)
    session.flush()
