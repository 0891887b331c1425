"""Settings, read once by the entry points from the environment (`TECNOCURSOS_…`) and passed on as values."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import BaseModel, Field
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from tecnocursos.config.groups import (
    AccountSettings,
    AuditSettings,
    BrokerSettings,
    DatabaseSettings,
    JobSettings,
    KeySettings,
    LimitSettings,
    MailSettings,
    RealtimeSettings,
    RedisSettings,
    ServerSettings,
    StorageSettings,
    UploadSettings,
    WhatsAppSettings,
)
from tecnocursos.config.making import DocumentLimits, Folders
from tecnocursos.config.models import (
    AgentModelSettings,
    AnswerModelSettings,
    ChatModelSettings,
    EmbeddingSettings,
    ScriptModelSettings,
)

__all__ = [
    "PLAIN_NAMES",
    "AccountSettings",
    "AgentModelSettings",
    "AnswerModelSettings",
    "AuditSettings",
    "BrokerSettings",
    "ChatModelSettings",
    "DatabaseSettings",
    "DocumentLimits",
    "EmbeddingSettings",
    "Folders",
    "JobSettings",
    "KeySettings",
    "LimitSettings",
    "MailSettings",
    "RealtimeSettings",
    "RedisSettings",
    "ScriptModelSettings",
    "ServerSettings",
    "Settings",
    "StorageSettings",
    "UploadSettings",
    "WhatsAppSettings",
    "unknown_variables",
    "variable_of",
    "variables",
]

_PREFIX: Final = "TECNOCURSOS_"
# Kubernetes tells every container where a service is; one that is called `tecnocursos` has names with our prefix.
_OF_KUBERNETES: Final = re.compile(r"TECNOCURSOS_(SERVICE_HOST|SERVICE_PORT|PORT)(_|$)")
_NOT_SETTINGS: Final = (
    "TECNOCURSOS_UI_LANGUAGE",
    "TECNOCURSOS_SETUP_PASSWORD",
    "TECNOCURSOS_PARENT_PIPE",
    "TECNOCURSOS_SIMULATOR_KEY",
)
"""What has the prefix and is read elsewhere: by the command line, and by processes that a parent started."""

# The names by which deployments usually hand these over, besides TECNOCURSOS_DATABASE__URL and so on.
PLAIN_NAMES: Final = {
    "DATABASE_URL": ("database", "url"),
    "REDIS_URL": ("redis", "url"),
    "BROKER_URL": ("broker", "url"),
    "STORAGE_URL": ("storage", "url"),
}


class Settings(BaseSettings):
    """All settings: `TECNOCURSOS_FOLDERS__CACHE=/data/cache`, `TECNOCURSOS_SCRIPT_MODEL__BASE_URL=…`

    `DATABASE_URL`, `REDIS_URL`, `BROKER_URL` and `STORAGE_URL` are read by these plain names too.
    """

    model_config = SettingsConfigDict(
        env_prefix="TECNOCURSOS_",
        env_nested_delimiter="__",
        extra="forbid",
        use_attribute_docstrings=True,
        # Lists are written with commas; see `values`.
        enable_decoding=False,
    )

    folders: Folders = Folders()
    database: DatabaseSettings = DatabaseSettings()
    redis: RedisSettings = RedisSettings()
    broker: BrokerSettings = BrokerSettings()
    storage: StorageSettings = StorageSettings()
    uploads: UploadSettings = UploadSettings()
    server: ServerSettings = ServerSettings()
    limits: LimitSettings = LimitSettings()
    jobs: JobSettings = JobSettings()
    accounts: AccountSettings = AccountSettings()
    mail: MailSettings = MailSettings()
    keys: KeySettings = KeySettings()
    audit: AuditSettings = AuditSettings()
    realtime: RealtimeSettings = RealtimeSettings()
    whatsapp: WhatsAppSettings = WhatsAppSettings()
    documents: DocumentLimits = DocumentLimits()
    script_model: ScriptModelSettings = ScriptModelSettings()
    answer_model: AnswerModelSettings = AnswerModelSettings()
    embeddings: EmbeddingSettings = EmbeddingSettings()
    agent_model: AgentModelSettings = AgentModelSettings()
    ffmpeg_binary: Path | None = None
    """FFmpeg; None: the one that comes with the product, or the one on the PATH."""
    office_binary: Path | None = None
    """LibreOffice; None: the one on the PATH, if there is one."""
    workers: Annotated[int, Field(ge=1)] | None = None
    """Pictures and lines of speech that one video has made at once; None: as many as there are cores."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _PlainNames(settings_cls), dotenv_settings, file_secret_settings


class _PlainNames(PydanticBaseSettingsSource):
    """Settings by their plain names; those with the product's prefix win."""

    def get_field_value(self, field: Any, field_name: str) -> tuple[Any, str, bool]:  # noqa: ARG002
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        return {
            group: {field: os.environ[name]} for name, (group, field) in PLAIN_NAMES.items() if os.environ.get(name)
        }


def variable_of(place: tuple[str, ...]) -> str:
    """The variable that sets this: the plain name where that is the one in the environment."""
    name = _PREFIX + "__".join(place).upper()
    plain = next((plain for plain, known in PLAIN_NAMES.items() if known == place), name)
    return plain if os.environ.get(plain) and not os.environ.get(name) else name


def variables(model: type[BaseModel] = Settings, above: tuple[str, ...] = ()) -> list[str]:
    """The names of all settings, with the product's prefix."""
    names = []
    for name, field in model.model_fields.items():
        kind = field.annotation
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            names += variables(kind, (*above, name))
        else:
            names.append(_PREFIX + "__".join((*above, name)).upper())
    return names


def unknown_variables() -> dict[str, str | None]:
    """Variables with the product's prefix that set nothing, each with the name that was perhaps meant."""
    known = [*variables(), *_NOT_SETTINGS]
    strange = [
        name
        for name in os.environ
        if name.upper().startswith(_PREFIX) and name.upper() not in known and not _OF_KUBERNETES.match(name)
    ]
    return {name: next(iter(difflib.get_close_matches(name.upper(), known, n=1)), None) for name in sorted(strange)}
