"""The parts of the server. Only this file and `workbench` choose adapters."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import httpx2

from tecnocursos.accounts.parts import AccountParts, build_parts
from tecnocursos.accounts.tokens import AccessTokens
from tecnocursos.answers.adapters.embeddings import OpenAIEmbedder
from tecnocursos.answers.adapters.openai import OpenAIAnswerModel
from tecnocursos.answers.parts import AnswerParts
from tecnocursos.audit.checkpoints import Checkpoints
from tecnocursos.audit.tampering import record_tampering
from tecnocursos.bootstrap.erps import ErpAdapters
from tecnocursos.bootstrap.simulation import example_reader, local_whatsapp, with_simulator
from tecnocursos.bootstrap.workbench import build_workbench
from tecnocursos.config import Settings
from tecnocursos.files.links import DownloadLinks
from tecnocursos.infra.bus import build_bus
from tecnocursos.infra.data_keys import open_keyring
from tecnocursos.infra.database import Database
from tecnocursos.infra.keyring import Keyring
from tecnocursos.infra.limits import Limits
from tecnocursos.infra.mail import Mailer, build_mailer
from tecnocursos.infra.storage import Storage
from tecnocursos.infra.telemetry import Metrics, configure_logging
from tecnocursos.studio.previews import Previews
from tecnocursos.studio.tools import Tools
from tecnocursos.subscriptions import SUBSCRIPTIONS
from tecnocursos.support.adapters.openai import OpenAIAgentModel
from tecnocursos.support.parts import LocalWhatsApp, SupportParts


@dataclass(frozen=True, slots=True)
class Platform:
    """All parts of the server, as built from `settings`."""

    settings: Settings
    tools: Tools
    database: Database
    storage: Storage
    keyring: Keyring
    checkpoints: Checkpoints
    accounts: AccountParts
    mailer: Mailer
    download_links: DownloadLinks
    previews: Previews
    metrics: Metrics
    limits: Limits
    answers: AnswerParts
    support: SupportParts

    @property
    def incoming(self) -> Path:
        """Where this machine gathers the bytes of uploads before they are stored."""
        return self.settings.folders.data / "incoming"

    @property
    def access_tokens(self) -> AccessTokens:
        return self.accounts.access_tokens


@contextmanager
def build(settings: Settings) -> Iterator[Platform]:
    """Build the platform; connections and helper processes end with the block."""
    configure_logging()
    settings = with_embedded_defaults(settings)
    settings.folders.data.mkdir(parents=True, exist_ok=True, mode=0o700)
    with build_workbench(settings) as workbench, httpx2.Client() as client, ExitStack() as stack:
        metrics = Metrics()
        storage = Storage(settings.storage.url, workbench.tools.cache)
        bus = build_bus(settings.redis)
        database = Database(settings.database, SUBSCRIPTIONS, bus)
        try:
            keyring = open_keyring(database, settings.keys.file or settings.folders.data / "keys.json")
            database.session_info |= {"keyring": keyring, "on_tampering": partial(record_tampering, database)}
            answers = _answer_parts(settings)
            limits = Limits(settings.redis.url, settings.server.processes, metrics)
            simulator = stack.enter_context(local_whatsapp(settings, keyring))
            yield Platform(
                settings=settings,
                tools=workbench.tools,
                database=database,
                storage=storage,
                keyring=keyring,
                checkpoints=Checkpoints(settings.audit.checkpoints or settings.folders.data / "checkpoints", keyring),
                accounts=build_parts(settings.accounts, keyring),
                mailer=build_mailer(settings.mail, settings.folders.data / "mail"),
                download_links=DownloadLinks(keyring.derive("download links")),
                previews=Previews(workbench.tools, storage),
                metrics=metrics,
                limits=limits,
                answers=answers,
                support=_support_parts(settings, client, limits, answers, simulator),
            )
        finally:
            database.close()
            bus.close()


def with_embedded_defaults(settings: Settings) -> Settings:
    """The settings with what was left empty set to the embedded parts in the data folder."""
    data = settings.folders.data
    database_url = settings.database.url or f"sqlite:///{data / 'tecnocursos.db'}"
    storage_url = settings.storage.url or (data / "files").absolute().as_uri()
    return with_simulator(settings).model_copy(
        update={
            "database": settings.database.model_copy(update={"url": database_url}),
            "storage": settings.storage.model_copy(update={"url": storage_url}),
        }
    )


def _support_parts(
    settings: Settings, client: httpx2.Client, limits: Limits, answers: AnswerParts, simulator: LocalWhatsApp | None
) -> SupportParts:
    wanted = settings.agent_model
    return SupportParts(
        client,
        settings.whatsapp,
        limits,
        answers,
        ErpAdapters(settings).connect,
        model=OpenAIAgentModel(wanted) if wanted.base_url else None,
        simulator=simulator,
        read_example=example_reader(settings),
    )


def _answer_parts(settings: Settings) -> AnswerParts:
    wanted = settings.answer_model
    return AnswerParts(
        model=OpenAIAnswerModel(wanted) if wanted.base_url else None,
        embedder=OpenAIEmbedder(settings.embeddings) if settings.embeddings.base_url else None,
    )
