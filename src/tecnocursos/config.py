"""Settings, read once by the entry points from the environment (`TECNOCURSOS_…`) and passed on as values."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated, Any, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict


class SettingsGroup(BaseModel):
    """What belongs together; the sentence under a field is its description in the reference."""

    model_config = ConfigDict(use_attribute_docstrings=True, validate_default=True)


Folder = Annotated[Path, AfterValidator(Path.expanduser)]
Seconds = Annotated[float, Field(gt=0)]
MONITORING_TOKEN_LENGTH = 24


def _unguessable(token: SecretStr) -> SecretStr:
    # Wrong tokens are only slowed down, not counted against the token: it must stand a guess at any pace.
    if token and len(token.get_secret_value()) < MONITORING_TOKEN_LENGTH:
        message = "It should be empty, or a random token of {length} characters at least"
        raise PydanticCustomError("token_too_short", message, {"length": MONITORING_TOKEN_LENGTH})
    return token


def _addressed(*forms: str) -> AfterValidator:
    """Checks the address of a server: empty, or like one of these. It may hold a password, so no error repeats it."""
    needs_host = {form.partition(":")[0]: "///" not in form for form in forms}

    def check(url: str) -> str:
        try:
            parts = urlsplit(url)
            is_right = not url or (
                (scheme := parts.scheme.partition("+")[0]) in needs_host
                and (bool(parts.hostname) or not needs_host[scheme])
                and (parts.port is None or parts.port > 0)
            )
        except ValueError:
            is_right = False
        if not is_right:
            raise PydanticCustomError("address", "It should be like {forms}", {"forms": " or ".join(forms)})
        return url

    return AfterValidator(check)


def _listed(value: Any) -> Any:
    """`a, b` as people write it, or a JSON array."""
    if not isinstance(value, str):
        return value
    if value.lstrip().startswith("["):
        try:
            return json.loads(value)
        except ValueError:
            raise PydanticCustomError("list", "It should be like a, b or a JSON array") from None
    return tuple(part.strip() for part in value.split(",") if part.strip())


DatabaseUrl = Annotated[str, _addressed("sqlite:///path", "postgresql://role@host/name")]
TextList = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]

# The names by which deployments usually hand these over, besides TECNOCURSOS_DATABASE__URL and so on.
PLAIN_NAMES = {
    "DATABASE_URL": ("database", "url"),
    "REDIS_URL": ("redis", "url"),
    "BROKER_URL": ("broker", "url"),
    "STORAGE_URL": ("storage", "url"),
}


class Folders(SettingsGroup):
    """Where the product keeps what it can make again (cache) and what it was given (voices, data of the server)."""

    cache: Folder = Path("~/.cache/tecnocursos")
    data: Folder = Path("~/.local/share/tecnocursos/server")
    """Embedded parts only: the SQLite database, stored files, outgoing mail, keys."""
    voices: Folder = Path("~/.local/share/tecnocursos/voices")
    cache_limit_bytes: Annotated[int, Field(gt=0)] = 4 * 1024**3


class DocumentLimits(SettingsGroup):
    """What one document may cost while it is read."""

    file_bytes: int = 250 * 1024**2
    unpacked_bytes: int = 1024**3
    picture_pixels: int = 80_000_000
    pages: int = 2_000
    blocks: int = 50_000
    seconds: float = 120
    memory_bytes: int = 2 * 1024**3


class ScriptModelSettings(SettingsGroup):
    """An OpenAI-compatible model that may write scripts. Without a base URL there is none."""

    base_url: str | None = None
    api_key: SecretStr | None = None
    model: str = "gpt-4.1-mini"
    timeout_seconds: float = 60
    attempts: int = 3


class DatabaseSettings(SettingsGroup):
    """`sqlite:///path` or `postgresql://role@host/name`. Empty: SQLite in the data folder."""

    url: DatabaseUrl = ""
    owner_url: DatabaseUrl = ""
    """PostgreSQL: the role that owns the tables, for `tecnocursos migrate`. Empty: the same as `url`."""
    # More threads only wait for the interpreter's lock: 16 read half as fast as 6 on two cores.
    pool_size: Annotated[int, Field(ge=1)] = 6
    """Requests that one process works on at once, each with a connection; rooms, uploads and jobs have four more."""
    pool_timeout_seconds: Seconds = 2
    lock_timeout_seconds: Seconds = 5
    statement_timeout_seconds: Seconds = 15
    idle_timeout_seconds: Seconds = 60


class RedisSettings(SettingsGroup):
    """Shared limits and wake-ups of rooms, `redis://host`. Empty: kept in each process."""

    url: Annotated[str, _addressed("redis://host", "rediss://host", "unix:///path")] = ""
    timeout_seconds: Seconds = 0.25


class BrokerSettings(SettingsGroup):
    """RabbitMQ, `amqp://user:password@host/vhost`. Empty: `serve` and `worker` run jobs straight from the database."""

    url: Annotated[str, _addressed("amqp://user:password@host/vhost", "amqps://host")] = ""
    queue_prefix: str = "tecnocursos"
    """Names of queues begin with it; installations that share a virtual host have different ones."""

    def queue_name(self, queue: str) -> str:
        return f"{self.queue_prefix}.{queue}"


class StorageSettings(SettingsGroup):
    """`s3://bucket/prefix`, with the usual AWS_… variables, or `file:///path`. Empty: a folder in the data folder."""

    url: Annotated[str, _addressed("s3://bucket/prefix", "file:///path")] = ""


class UploadSettings(SettingsGroup):
    """What sending files may cost. What a tenant may keep, its plan says."""

    largest_bytes: Annotated[int, Field(gt=0)] = 20 * 1024**3
    """Of one file, whatever the plan."""
    part_bytes: Annotated[int, Field(ge=1024)] = 16 * 1024**2
    """After so many bytes an upload is safe, also from the end of this process."""
    expiry_hours: Annotated[float, Field(gt=0)] = 24
    """Without a byte for so long, an upload is given up; what nothing refers to is kept as long too."""
    idle_seconds: Seconds = 8
    slowest_bytes_per_second: Annotated[int, Field(ge=0)] = 1024
    """On average over a request that lasts longer than `idle_seconds`."""


class ServerSettings(SettingsGroup):
    """The HTTP face."""

    host: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65_535)] = 8000
    processes: Annotated[int, Field(ge=1)] = 1
    public_url: Annotated[str, _addressed("https://host", "http://host:8000")] = ""
    """How people reach it; in links of mails, and the one Origin that browsers may use besides `cors_origins`. Empty:
    links name `host` and `port`, and browsers may come by `localhost` or an IP address."""
    cors_origins: TextList = ()
    """Pages of other origins that may use the API in a browser: `https://a.example, https://b.example`."""
    trusted_proxies: TextList = ()
    """Addresses or networks whose X-Forwarded-For is believed: `10.0.0.5, 10.1.0.0/16`."""
    body_limit_bytes: Annotated[int, Field(gt=0)] = 2 * 1024**2
    """Of a JSON body; files are sent as uploads, with limits of their own."""
    request_timeout_seconds: Seconds = 30
    monitoring_token: Annotated[SecretStr, AfterValidator(_unguessable)] = SecretStr("")
    """A random bearer token of 24 characters at least, which opens `/metrics` and `/health`. Empty: only members with
    `operations:read` see them."""
    notice_seconds: Annotated[float, Field(ge=0)] = 0
    """At the end readiness fails for so long before the sockets close; behind a load balancer, longer than it asks."""
    drain_seconds: Seconds = 20
    """What running requests and jobs may take at the end."""

    @property
    def address(self) -> str:
        """Where links lead, without a slash at the end."""
        if self.public_url:
            return self.public_url.rstrip("/")
        host = "127.0.0.1" if self.host in {"", "0.0.0.0", "::"} else self.host  # noqa: S104  anything is listened on
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


class LimitSettings(SettingsGroup):
    """How much of the server one caller may use; the table itself is `api/limit_policies.py`."""

    scale: Annotated[float, Field(gt=0)] = 1
    """All limits of rate times this, e.g. for a load test. Wrong passwords are counted apart from it."""
    target_seconds: Seconds = 1
    """When one answer in twenty takes longer, what can wait is refused until they do not."""


class AccountSettings(SettingsGroup):
    """Who may come, and how long a sign-in lasts."""

    sign_up: Literal["open", "closed"] = "open"
    """Closed: new people come by invitation only."""
    idle_days: Annotated[float, Field(gt=0)] = 14
    """A sign-in that was not used for so long has ended."""
    longest_days: Annotated[float, Field(gt=0)] = 90
    """No sign-in lasts longer."""
    password_memory_kib: Annotated[int, Field(ge=19 * 1024)] = 64 * 1024
    """What Argon2id takes for one password; stored ones are made anew with these parameters at the next sign-in."""
    password_passes: Annotated[int, Field(ge=2)] = 3
    """How often Argon2id goes through that memory; the two by default take about 0.13 s of a core."""
    password_slots: Annotated[int, Field(ge=1)] = 2
    """Passwords that one process checks at once."""
    password_queue: Annotated[int, Field(ge=0)] = 8
    """Requests that may wait for a slot; more are told to come back."""


class MailSettings(SettingsGroup):
    """`smtp://user:password@host:587?tls=starttls|implicit|none`. Empty: files in the data folder, for development."""

    url: SecretStr = SecretStr("")
    sender: str = "TecnoCursos AI <nao-responda@localhost>"
    timeout_seconds: Seconds = 15


class JobSettings(SettingsGroup):
    """How jobs are run."""

    slots: Annotated[int, Field(ge=1)] = 2
    """Jobs that `serve` or a `worker` runs at once, each in a process of its own."""
    memory_bytes: Annotated[int, Field(ge=256 * 1024**2)] = 4 * 1024**3
    """What the process of one job, and each program that it starts, may take. A job that needs more fails, alone."""
    lease_seconds: Seconds = 30
    """A worker that was not heard from for so long is taken for dead, and its jobs are offered again."""
    poll_seconds: Seconds = 0.2
    """How often waiting jobs are looked for."""
    offer_seconds: Seconds = 30
    """A job that the broker was given and no worker took for so long is offered again."""
    keep_days: Annotated[int, Field(ge=1)] = 30
    """How long finished jobs can be looked at."""


class KeySettings(SettingsGroup):
    """The key file. Empty: `keys.json` in the data folder. Back it up apart from the database."""

    file: Folder | None = None


class AuditSettings(SettingsGroup):
    """Where signed checkpoints of the audit are published: a folder that the database's administrator cannot write."""

    checkpoints: Folder | None = None
    """Empty: `checkpoints` in the data folder."""


class RealtimeSettings(SettingsGroup):
    """Sockets: how long the silent, the expired and the dead are waited for."""

    check_seconds: Seconds = 3
    """How often it is asked whether those who are connected may still be."""
    expired_seconds: Seconds = 30
    """A connection whose token ran out is closed after so long, unless it sends a new one."""
    idle_seconds: Seconds = 75
    """A connection that says nothing for so long, not even pong, is closed."""
    presence_seconds: Seconds = 30
    """Those whose server process died are seen as gone after so long."""


class Settings(BaseSettings):
    """All settings: `TECNOCURSOS_FOLDERS__CACHE=/data/cache`, `TECNOCURSOS_SCRIPT_MODEL__BASE_URL=…`

    `DATABASE_URL`, `REDIS_URL`, `BROKER_URL` and `STORAGE_URL` are read by these plain names too.
    """

    model_config = SettingsConfigDict(
        env_prefix="TECNOCURSOS_", env_nested_delimiter="__", extra="forbid", use_attribute_docstrings=True
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
    documents: DocumentLimits = DocumentLimits()
    script_model: ScriptModelSettings = ScriptModelSettings()
    ffmpeg_binary: Path | None = None
    office_binary: Path | None = None
    """LibreOffice; None: the one on the PATH, if there is one."""
    workers: Annotated[int, Field(ge=1)] | None = None

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


OTHER_NAMES: Final = frozenset({"UI_LANGUAGE", "SETUP_PASSWORD", "PARENT_PIPE"})
"""Variables with the product's prefix that are no settings."""


def known_names() -> set[str]:
    """Every variable with the product's prefix that means something."""
    names = set(OTHER_NAMES)
    for name, field in Settings.model_fields.items():
        names.add(name.upper())
        if isinstance(field.annotation, type) and issubclass(field.annotation, SettingsGroup):
            names |= {f"{name}__{inner}".upper() for inner in field.annotation.model_fields}
    return {f"TECNOCURSOS_{name}" for name in names}
