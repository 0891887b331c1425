"""Media assets: sent, found, described, deleted. Opinions about them are in `asset_opinions`."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from sqlalchemy.orm import Session

from tecnocursos.api.asset_schemas import (
    AssetAddition,
    AssetChange,
    AssetDetails,
    AssetDownload,
    BatchDeletion,
    BatchDeletionResult,
    FacetCounts,
    FoundAssets,
    UsageReport,
    details,
    details_of_all,
    download_name,
)
from tecnocursos.api.edge import EdgeRoute
from tecnocursos.api.paging import DEFAULT_PAGE_SIZE, Cursor, Limit
from tecnocursos.api.preconditions import IfMatch, require_version
from tecnocursos.api.rendering import made_at
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.files import uploads
from tecnocursos.kit.actor import Actor, Permission
from tecnocursos.kit.pagination import Page
from tecnocursos.kit.schema import Moment
from tecnocursos.library import search, service, usage
from tecnocursos.library.errors import AssetNotReady
from tecnocursos.library.models import AssetState, Kind, Orientation
from tecnocursos.library.search import AssetQuery, Sort
from tecnocursos.library.service import Description

router = APIRouter(prefix="/api/v1/assets", tags=["assets"], route_class=EdgeRoute)

Force = Annotated[
    bool,
    Query(
        description="Also when a published project uses it; the project keeps its copy, without a link to the library"
    ),
]
Bytes = Annotated[int | None, Query(ge=0, le=2**62)]
Milliseconds = Annotated[int | None, Query(ge=0, le=2**40)]


@router.post("", status_code=201)
@made_at("/api/v1/assets/{id}")
def add_asset(session: Session, actor: Actor, platform: Platform, body: AssetAddition) -> AssetDetails:
    """Make an asset from a finished upload. A job reads it; `state` says how that went.

    `duplicate_of` names the asset that was made from the same content before; the bytes are kept once.
    """
    sent = uploads.take_upload(session, actor, body.upload_id)
    said = Description(body.name or sent.name, body.description, body.alt_text, tuple(body.tags))
    asset = service.add_asset(session, actor, sent.file, said)
    return details(session, actor, platform, asset)


@router.get("")
def list_assets(
    session: Session,
    actor: Actor,
    platform: Platform,
    kind: Kind | None = None,
    state: AssetState | None = None,
    sort: Annotated[Sort, Query()] = "newest",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> Page[AssetDetails]:
    """The tenant's assets."""
    actor.require(Permission.READ_CONTENT)
    found = search.find_assets(session, actor, AssetQuery(kind=kind, state=state), sort, cursor=cursor, limit=limit)
    return Page(items=details_of_all(session, actor, platform, found.rows), next_cursor=found.next_cursor)


@router.get("/search")
def search_assets(
    session: Session,
    actor: Actor,
    platform: Platform,
    q: Annotated[
        str | None, Query(max_length=200, description="Words of name, tags, description; beginnings will do")
    ] = None,
    kind: Kind | None = None,
    state: AssetState | None = None,
    orientation: Orientation | None = None,
    tag: Annotated[
        tuple[Annotated[str, Field(max_length=50)], ...], Query(max_length=20, description="All of them")
    ] = (),
    owner_id: UUID | None = None,
    is_favourite: Annotated[bool | None, Query(description="Of whoever asks")] = None,
    smallest_bytes: Bytes = None,
    largest_bytes: Bytes = None,
    shortest_ms: Milliseconds = None,
    longest_ms: Milliseconds = None,
    created_from: Moment | None = None,
    created_to: Annotated[Moment | None, Query(description="Not this moment itself")] = None,
    sort: Annotated[Sort, Query()] = "relevance",
    cursor: Cursor = None,
    limit: Limit = DEFAULT_PAGE_SIZE,
) -> FoundAssets:
    """Assets by words and filters, with the numbers of those found by kind, state, orientation and tag.

    Accents, capitals and plurals do not matter. Without words, `relevance` means the newest first.
    """
    actor.require(Permission.READ_CONTENT)
    query = AssetQuery(
        words=q,
        kind=kind,
        state=state,
        orientation=orientation,
        tags=tag,
        owner_id=owner_id,
        is_favourite=is_favourite,
        smallest_bytes=smallest_bytes,
        largest_bytes=largest_bytes,
        shortest_ms=shortest_ms,
        longest_ms=longest_ms,
        created_from=created_from,
        created_to=created_to,
    )
    found = search.find_assets(session, actor, query, sort, cursor=cursor, limit=limit)
    return FoundAssets(
        items=details_of_all(session, actor, platform, found.rows),
        next_cursor=found.next_cursor,
        facets=FacetCounts.model_validate(search.count_facets(session, actor, query)),
    )


@router.post("/batch-delete")
def batch_delete_assets(session: Session, actor: Actor, body: BatchDeletion) -> BatchDeletionResult:
    """Delete all of them or, while a published project uses one, none: then `published` says which and where.

    With `force` they are deleted all the same: the projects that use them keep their copies and render as before, but
    nobody finds the assets in the library any more. Drafts that use them are named, and are no reason to refuse.
    """
    result = service.delete_assets(session, actor, body.asset_ids, is_forced=body.force)
    return BatchDeletionResult.model_validate(result)


@router.get("/{asset_id}")
def get_asset(session: Session, actor: Actor, platform: Platform, asset_id: UUID) -> AssetDetails:
    """One asset, with links to what stands for it in lists."""
    return details(session, actor, platform, service.get_asset(session, actor, asset_id))


@router.patch("/{asset_id}")
def change_asset(
    session: Session, actor: Actor, platform: Platform, asset_id: UUID, body: AssetChange, if_match: IfMatch = None
) -> AssetDetails:
    """Change what is said about an asset; what is not sent stays."""
    actor.require(Permission.EDIT_CONTENT)
    asset = service.get_asset(session, actor, asset_id)
    require_version(if_match, asset.version)
    changes = {field: getattr(body, field) for field in body.model_fields_set}
    return details(session, actor, platform, service.describe_asset(session, actor, asset, **changes))


@router.delete("/{asset_id}", status_code=204, response_model=None)
def delete_asset(
    session: Session, actor: Actor, asset_id: UUID, force: Force = False, if_match: IfMatch = None
) -> None:
    """Delete an asset; refused while a published project uses it, unless forced."""
    actor.require(Permission.EDIT_CONTENT)
    require_version(if_match, service.get_asset(session, actor, asset_id).version)
    service.delete_asset(session, actor, asset_id, is_forced=force)


@router.get("/{asset_id}/download")
def download_asset(session: Session, actor: Actor, platform: Platform, asset_id: UUID) -> AssetDownload:
    """A link to the file that anybody may use for one to two hours."""
    asset = service.get_asset(session, actor, asset_id)
    if asset.state != "ready":
        raise AssetNotReady(state=asset.state)
    url = platform.download_links.link_to(asset.tenant_id, asset.file_id, download_name(asset))
    return AssetDownload(url=url)


@router.post("/{asset_id}/track-usage", status_code=204, response_model=None)
def track_asset_usage(session: Session, actor: Actor, asset_id: UUID, body: UsageReport) -> None:
    """Say that a scene uses the asset. The studio's own scenes say so by themselves."""
    usage.track_usage(session, actor, asset_id, body.project_id, body.scene_id)
