"""The table of contents of the workers: every job and the one function that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from tecnocursos.accounts import jobs as account_jobs
from tecnocursos.accounts import messages as accounts
from tecnocursos.audit import jobs as audit
from tecnocursos.audit.keys import record_key_destroyed
from tecnocursos.audit.messages import PublishCheckpoints
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.bootstrap.schema import METADATA
from tecnocursos.documents import jobs as documents
from tecnocursos.documents.messages import ReadVersion
from tecnocursos.files import jobs as files
from tecnocursos.files.messages import FinishUpload, RemoveLostBytes, RemoveParts, SweepFiles
from tecnocursos.infra.cache_trimming import TrimCache, trim_cache
from tecnocursos.infra.encryption import encrypted_columns
from tecnocursos.infra.idempotency import ForgetAnswers, forget_answers
from tecnocursos.infra.jobs.messages import Job
from tecnocursos.infra.jobs.pruning import PruneJobs, prune_jobs
from tecnocursos.infra.jobs.work import Work
from tecnocursos.infra.key_rotation import RotateDataKeys, rotate_data_keys
from tecnocursos.library import jobs as library
from tecnocursos.library.messages import ProcessAsset
from tecnocursos.realtime.jobs import prune_rooms
from tecnocursos.realtime.messages import PruneRooms
from tecnocursos.studio import jobs as studio
from tecnocursos.studio.changes import jobs as changes
from tecnocursos.studio.messages import DraftProject, DrawVersion, ProposeChanges, RedesignProject
from tecnocursos.studio.redesigning import redesign_project
from tecnocursos.studio.renders import jobs as renders
from tecnocursos.studio.renders.messages import RenderProject

Handler = Callable[[Work, Any], dict[str, Any] | None]
"""Given the attempt and its message; what it returns is the job's result."""


def handlers(platform: Platform) -> Mapping[type[Job], Handler]:
    storage, uploads = platform.storage, platform.settings.uploads
    public_url = platform.settings.server.address
    keep_jobs = timedelta(days=platform.settings.jobs.keep_days)
    return {
        PublishCheckpoints: lambda work, message: audit.publish_checkpoints(work, message, platform.checkpoints),
        ForgetAnswers: forget_answers,
        TrimCache: lambda work, message: trim_cache(work, message, platform.tools.cache),
        RotateDataKeys: lambda work, message: rotate_data_keys(
            work, message, encrypted_columns(METADATA), record_key_destroyed
        ),
        accounts.SendMail: lambda work, message: account_jobs.send_mail(
            work, message, platform.accounts, platform.mailer, public_url
        ),
        accounts.ForgetExpired: account_jobs.forget_expired,
        PruneRooms: prune_rooms,
        PruneJobs: lambda work, message: prune_jobs(work, message, keep_jobs),
        ProposeChanges: lambda work, message: changes.propose_changes(
            work, message, platform.tools.of_tenant(work.actor.tenant_id), storage
        ),
        DrawVersion: lambda work, message: changes.draw_version(
            work, message, platform.tools.of_tenant(work.actor.tenant_id), storage, platform.incoming
        ),
        RenderProject: lambda work, message: renders.render_project(
            work, message, platform.tools.of_tenant(work.actor.tenant_id), storage, platform.incoming
        ),
        FinishUpload: lambda work, message: files.finish_upload(
            work, message, platform.database, storage, platform.incoming
        ),
        RemoveLostBytes: lambda work, message: files.remove_lost(
            work, message, platform.database, storage, uploads.expiry_hours
        ),
        RemoveParts: lambda work, message: files.remove_parts(work, message, storage),
        SweepFiles: lambda work, message: files.sweep_files(
            work, message, platform.database, storage, platform.incoming, uploads.expiry_hours
        ),
        ReadVersion: lambda work, message: documents.read_version(
            work, message, storage, platform.settings.documents, platform.incoming
        ),
        DraftProject: lambda work, message: studio.draft_project(
            work, message, storage, platform.tools.of_tenant(work.actor.tenant_id), platform.incoming
        ),
        RedesignProject: lambda work, message: redesign_project(
            work, message, storage, platform.tools.of_tenant(work.actor.tenant_id), platform.incoming
        ),
        ProcessAsset: lambda work, message: library.process_asset(work, message, storage, platform.tools.ffmpeg),
    }
