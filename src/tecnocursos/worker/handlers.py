"""The table of contents of the workers: every job and the one function that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from tecnocursos.accounts import jobs as account_jobs
from tecnocursos.accounts import messages as accounts
from tecnocursos.answers.embedding import embed_passages, find_unembedded
from tecnocursos.answers.messages import EmbedPassages, FindUnembedded
from tecnocursos.audit import jobs as audit
from tecnocursos.audit.keys import record_key_destroyed
from tecnocursos.audit.messages import PublishCheckpoints
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.bootstrap.schema import METADATA
from tecnocursos.documents import jobs as documents
from tecnocursos.documents.indexing import find_unindexed, index_kept_version
from tecnocursos.documents.messages import FindUnindexed, IndexVersion, ReadVersion
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
from tecnocursos.privacy.exports import forget_exports
from tecnocursos.privacy.members import erase_member, export_member
from tecnocursos.privacy.messages import EraseMember, ExportMember, ForgetExports
from tecnocursos.realtime.jobs import prune_rooms
from tecnocursos.realtime.messages import PruneRooms
from tecnocursos.studio import jobs as studio
from tecnocursos.studio.changes import jobs as changes
from tecnocursos.studio.messages import DraftProject, DrawVersion, ProposeChanges, RedesignProject
from tecnocursos.studio.redesigning import redesign_project
from tecnocursos.studio.renders import jobs as renders
from tecnocursos.studio.renders.messages import RenderProject
from tecnocursos.support.agent.turns import answer_turn
from tecnocursos.support.assignment import give_waiting
from tecnocursos.support.channels import sync_templates
from tecnocursos.support.erasing import erase_customer
from tecnocursos.support.media import fetch_media
from tecnocursos.support.messages import (
    AnswerTurn,
    DrainEvents,
    EraseCustomer,
    ExportCustomer,
    ExportReport,
    FetchMedia,
    ForgetOld,
    ForgetOldService,
    FurnishExample,
    GiveWaiting,
    MarkRead,
    RecheckQuestions,
    SendMessages,
    SendNotice,
    StartSimulator,
    SyncTemplates,
    TidySupport,
)
from tecnocursos.support.notices.sending import send_notice
from tecnocursos.support.personal_data import export_customer
from tecnocursos.support.questions import recheck_questions
from tecnocursos.support.read_marks import mark_read
from tecnocursos.support.receiving import drain_events
from tecnocursos.support.reports.exporting import export_report
from tecnocursos.support.retention import forget_old, forget_old_service
from tecnocursos.support.sending import send_messages
from tecnocursos.support.simulation import furnish_example, register_number
from tecnocursos.support.tidying import tidy_support

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
        IndexVersion: lambda work, message: index_kept_version(work, message, storage),
        FindUnindexed: find_unindexed,
        FindUnembedded: lambda work, message: find_unembedded(work, message, platform.answers.embedder),
        EmbedPassages: lambda work, message: embed_passages(work, message, platform.answers.embedder),
        DraftProject: lambda work, message: studio.draft_project(
            work, message, storage, platform.tools.of_tenant(work.actor.tenant_id), platform.incoming
        ),
        RedesignProject: lambda work, message: redesign_project(
            work, message, storage, platform.tools.of_tenant(work.actor.tenant_id), platform.incoming
        ),
        DrainEvents: drain_events,
        TidySupport: tidy_support,
        RecheckQuestions: recheck_questions,
        GiveWaiting: give_waiting,
        ExportReport: lambda work, message: export_report(work, message, storage, platform.incoming),
        ForgetOldService: forget_old_service,
        ForgetOld: forget_old,
        ExportMember: lambda work, message: export_member(work, message, storage, platform.incoming),
        EraseMember: erase_member,
        ForgetExports: forget_exports,
        ExportCustomer: lambda work, message: export_customer(
            work, message, platform.support, storage, platform.incoming
        ),
        EraseCustomer: lambda work, message: erase_customer(work, message, platform.database),
        AnswerTurn: lambda work, message: answer_turn(work, message, platform.support, storage, platform.incoming),
        SendMessages: lambda work, message: send_messages(work, message, platform.support, storage),
        MarkRead: lambda work, message: mark_read(work, message, platform.support),
        SendNotice: send_notice,
        FetchMedia: lambda work, message: fetch_media(work, message, platform.support, storage, platform.incoming),
        SyncTemplates: lambda work, message: sync_templates(work, message, platform.support),
        StartSimulator: lambda work, message: register_number(work, message, platform.support),
        FurnishExample: lambda work, message: furnish_example(work, message, platform.support, storage),
        ProcessAsset: lambda work, message: library.process_asset(work, message, storage, platform.tools.ffmpeg),
    }
