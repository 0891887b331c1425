"""Handlers of the library's jobs."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from sqlalchemy.orm import Session

from tecnocursos.audit import service as audit
from tecnocursos.files import service as files
from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.files import temporary_folder
from tecnocursos.infra.jobs.failures import told
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.storage import Storage
from tecnocursos.kit.errors import Cancelled, ProductError, Unavailable
from tecnocursos.library import queries
from tecnocursos.library.errors import AssetNotFound
from tecnocursos.library.messages import ProcessAsset
from tecnocursos.library.models import Asset
from tecnocursos.library.processing import Prepared, prepare_picture, prepare_recording
from tecnocursos.realtime import service as realtime


def process_asset(work: Work, message: ProcessAsset, storage: Storage, ffmpeg: FFmpeg) -> dict[str, Any] | None:
    """Make an asset ready, or say why it never will be; one that was deleted meanwhile is left alone."""
    try:
        with work.transaction() as session:
            asset = queries.get_asset(session, work.actor, message.asset_id)
            source = files.get_file(session, work.actor, asset.file_id)
        if asset.state == "ready":
            return None
        path = files.local_path(storage, source)
        with temporary_folder() as folder:
            if asset.kind == "image":
                prepared = prepare_picture(path, asset.media_type, folder, work.check)
            else:
                prepared = prepare_recording(path, asset.media_type, folder, ffmpeg, work.check)
            files.put_ahead(storage, work.actor.tenant_id, prepared.clean)
            with work.last_transaction() as session:
                _make_ready(session, work, message, prepared, storage)
    except AssetNotFound:
        return None
    except Cancelled as error:
        _fail(work, message, error.code)
        raise
    except ProductError as error:
        if isinstance(error, Unavailable) and not work.attempt.is_last:
            raise
        _fail(work, message, error.code)
    except Exception as error:
        if work.attempt.is_last:
            _fail(work, message, told(error)["code"])
        raise
    return None


def _make_ready(session: Session, work: Work, message: ProcessAsset, prepared: Prepared, storage: Storage) -> None:
    asset, form = queries.get_asset(session, work.actor, message.asset_id), prepared.form
    clean = files.keep(session, work.actor, storage, prepared.clean, asset.media_type)
    asset.file_id, asset.size_bytes = clean.id, clean.size_bytes
    if prepared.thumbnail is not None:
        drawn = files.keep(session, work.actor, storage, prepared.thumbnail, prepared.thumbnail_type)
        asset.thumbnail_file_id = drawn.id
    if prepared.peaks is not None:
        asset.peaks_file_id = files.keep(session, work.actor, storage, prepared.peaks, "application/json").id
    asset.width, asset.height, asset.orientation = form.width, form.height, prepared.orientation
    asset.duration_ms = form.duration_ms or None
    asset.video_codec, asset.audio_codec, asset.rotation = form.video_codec, form.audio_codec, form.rotation
    asset.state, asset.error_code = "ready", None
    _tell(session, work, asset)


def _fail(work: Work, message: ProcessAsset, code: str) -> None:
    with suppress(AssetNotFound), work.transaction() as session:
        asset = queries.get_asset(session, work.actor, message.asset_id)
        asset.state, asset.error_code = "failed", code
        _tell(session, work, asset)


def _tell(session: Session, work: Work, asset: Asset) -> None:
    audit.record(session, work.actor, f"asset.{asset.state}", "asset", asset.id, {"state": ("processing", asset.state)})
    if asset.created_by is not None:
        told = {"asset_id": str(asset.id), "state": asset.state, "error_code": asset.error_code}
        realtime.notify(session, asset.tenant_id, asset.created_by, f"asset.{asset.state}", told)
