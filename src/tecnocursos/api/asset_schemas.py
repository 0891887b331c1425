"""What the routes of assets take and give."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import PurePath
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StrictBool, model_validator
from sqlalchemy.orm import Session

from tecnocursos.bootstrap.platform import Platform
from tecnocursos.files.media_types import SUFFIXES
from tecnocursos.kit.actor import Actor
from tecnocursos.kit.field_errors import field_error
from tecnocursos.kit.schema import Request, Response, Versioned
from tecnocursos.library import queries
from tecnocursos.library.models import Asset, AssetState, Kind, Orientation

Tags = Annotated[list[Annotated[str, Field(min_length=1, max_length=50)]], Field(max_length=30, examples=[["fibra"]])]
Name = Annotated[str, Field(min_length=1, max_length=200, examples=["Poste com fibra.jpg"])]
DescriptionText = Annotated[str, Field(max_length=2000, examples=["Técnico lança o cabo no poste"])]
AltText = Annotated[str, Field(max_length=1000, examples=["Um técnico de capacete em uma escada"])]


class AssetAddition(Request):
    upload_id: UUID
    name: Name | None = Field(default=None, description="Otherwise the upload's name")
    description: DescriptionText = ""
    alt_text: AltText = ""
    tags: Tags = Field(default_factory=list)


class AssetChange(Request):
    model_config = ConfigDict(json_schema_extra={"minProperties": 1})

    name: Name = ""
    description: DescriptionText = ""
    alt_text: AltText = ""
    tags: Tags = Field(default_factory=list)

    @model_validator(mode="after")
    def _says_something(self) -> AssetChange:
        if not self.model_fields_set:
            raise field_error("nothing_to_change", "Say what to change", "Diga o que mudar")
        return self


class AssetDetails(Versioned):
    id: UUID
    kind: Kind
    state: AssetState
    error_code: str | None = Field(description="Why it failed", examples=["asset_damaged"])
    name: str
    description: str
    alt_text: str
    tags: list[str]
    media_type: str = Field(examples=["image/jpeg"])
    size_bytes: int
    width: int | None = Field(description="As it is shown, after turning")
    height: int | None
    orientation: Orientation | None
    duration_ms: int | None
    video_codec: str | None
    audio_codec: str | None
    rotation: int
    duplicate_of: UUID | None = Field(description="The asset that was made from the same content before")
    created_by: UUID | None
    created_at: datetime
    updated_at: datetime
    rating_average: float
    rating_count: int
    usage_count: int
    is_favourite: bool
    thumbnail_url: str | None = Field(description="Signed; runs out after one to two hours")
    peaks_url: str | None = Field(description="Signed; JSON with `peaks_per_second` and `peaks` of 0 to 100")


class FacetCounts(Response):
    kinds: dict[str, int] = Field(examples=[{"image": 12, "sound": 3}])
    states: dict[str, int]
    orientations: dict[str, int]
    tags: dict[str, int] = Field(description="The most frequent ones first")


class FoundAssets(Response):
    items: list[AssetDetails]
    next_cursor: str | None
    facets: FacetCounts


class AssetDownload(Response):
    url: str = Field(examples=["/api/v1/files/019…?token=…"])


class BatchDeletion(Request):
    asset_ids: list[UUID] = Field(min_length=1, max_length=200)
    force: StrictBool = False


class BatchDeletionResult(Response):
    is_done: bool
    deleted: list[UUID]
    published: dict[UUID, list[UUID]] = Field(description="Asset -> published projects that use it")
    drafts: dict[UUID, list[UUID]] = Field(description="Asset -> drafts that use it")


class UsageReport(Request):
    project_id: UUID
    scene_id: UUID | None = None


def details(session: Session, actor: Actor, platform: Platform, asset: Asset) -> AssetDetails:
    return details_of_all(session, actor, platform, [asset])[0]


def details_of_all(session: Session, actor: Actor, platform: Platform, assets: Sequence[Asset]) -> list[AssetDetails]:
    favourites = queries.favourites_among(session, actor, [asset.id for asset in assets])
    return [_details(platform, asset, asset.id in favourites) for asset in assets]


def download_name(asset: Asset) -> str:
    """The asset's name with the ending of its type, whatever it was renamed to."""
    suffixes = SUFFIXES[asset.media_type]
    return asset.name if PurePath(asset.name).suffix.lower() in suffixes else f"{asset.name}{suffixes[0]}"


def _details(platform: Platform, asset: Asset, is_favourite: bool) -> AssetDetails:
    links = {
        f"{name}_url": file_id
        and platform.download_links.link_to(asset.tenant_id, file_id, f"{name}-{asset.id}", is_inline=True)
        for name, file_id in (("thumbnail", asset.thumbnail_file_id), ("peaks", asset.peaks_file_id))
    }
    columns = {key: getattr(asset, key) for key in AssetDetails.model_fields if hasattr(Asset, key)}
    return AssetDetails.model_validate({**columns, **links, "is_favourite": is_favourite})
