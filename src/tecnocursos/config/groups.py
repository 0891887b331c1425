"""Settings in groups: what the product stands on, how it is reached, and who may do how much."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, SecretStr

from tecnocursos.config.values import (
    BrokerUrl,
    DatabaseUrl,
    Folder,
    MailUrl,
    MonitoringToken,
    Networks,
    Origin,
    Origins,
    RedisUrl,
    Seconds,
    SettingsGroup,
    StorageUrl,
    web_address,
)


class DatabaseSettings(SettingsGroup):
    """SQLite on one machine, PostgreSQL on many."""

    url: DatabaseUrl = ""
    """`sqlite:///path` or `postgresql://role:password@host/name`. Empty: SQLite in the data folder."""
    owner_url: DatabaseUrl = ""
    """PostgreSQL: the role that owns the tables, for `tecnocursos migrate`. Empty: the same as `url`."""
    # More threads only wait for the interpreter's lock: 16 read half as fast as 6 on two cores.
    pool_size: Annotated[int, Field(ge=1)] = 6
    """Requests that one process works on at once, each with a connection; rooms, uploads and jobs have four more."""
    pool_timeout_seconds: Seconds = 2
    """How long a request waits for a connection before it is told to come back."""
    lock_timeout_seconds: Seconds = 5
    """How long a statement waits for what another transaction holds."""
    statement_timeout_seconds: Seconds = 15
    """PostgreSQL: what one statement may take."""
    idle_timeout_seconds: Seconds = 60
    """PostgreSQL: a transaction in which nothing happens for so long is ended."""


class RedisSettings(SettingsGroup):
    """Limits and wake-ups of rooms that several processes share."""

    url: RedisUrl = ""
    """`redis://host:6379/0`. Empty: kept in each process."""
    timeout_seconds: Seconds = 0.25
    """What one wake-up may take before it is left out; whoever waits for it looks by itself a little later."""


class BrokerSettings(SettingsGroup):
    """RabbitMQ, which hands jobs to workers."""

    url: BrokerUrl = ""
    """`amqp://user:password@host/vhost`. Empty: `serve` and `worker` run jobs straight from the database."""
    queue_prefix: str = "tecnocursos"
    """Names of queues begin with it; installations that share a virtual host have different ones."""

    def queue_name(self, queue: str) -> str:
        return f"{self.queue_prefix}.{queue}"


class StorageSettings(SettingsGroup):
    """Where files are kept."""

    url: StorageUrl = ""
    """`s3://bucket/prefix`, with the usual AWS_… variables, or `file:///path`. Empty: a folder in the data folder."""


class UploadSettings(SettingsGroup):
    """What sending files may cost. What a tenant may keep, its plan says."""

    largest_bytes: Annotated[int, Field(gt=0)] = 20 * 1024**3
    """Of one file, whatever the plan."""
    part_bytes: Annotated[int, Field(ge=1024)] = 16 * 1024**2
    """After so many bytes an upload is safe, also from the end of this process."""
    expiry_hours: Annotated[float, Field(gt=0)] = 24
    """Without a byte for so long, an upload is given up; what nothing refers to is kept as long too."""
    idle_seconds: Seconds = 8
    """A request of which no byte comes for so long is ended; the upload goes on with the next one."""
    slowest_bytes_per_second: Annotated[int, Field(ge=0)] = 1024
    """On average over a request that lasts longer than `idle_seconds`."""


class ServerSettings(SettingsGroup):
    """The HTTP face."""

    host: str = "127.0.0.1"
    """Address to listen on; `0.0.0.0` and `::` are all of this machine."""
    port: Annotated[int, Field(ge=0, le=65_535)] = 8000
    """Port to listen on; 0: any free one."""
    processes: Annotated[int, Field(ge=1)] = 1
    """Processes that answer HTTP."""
    public_url: Origin = ""
    """How people reach it, e.g. `https://cursos.example.com`; in links of mails, and the one Origin that browsers may
    use besides `cors_origins`. Empty: links name `host` and `port`, and browsers may come by `localhost` or an IP
    address."""
    cors_origins: Origins = ()
    """Origins of other pages whose scripts may use the API, e.g. `https://a.example.com, https://b.example.com`."""
    trusted_proxies: Networks = ()
    """Addresses or networks whose X-Forwarded-For is believed, e.g. `10.0.0.7, 192.168.0.0/16`."""
    body_limit_bytes: Annotated[int, Field(gt=0)] = 2 * 1024**2
    """Of a JSON body; files are sent as uploads, with limits of their own."""
    request_timeout_seconds: Seconds = 30
    """Until the whole body of a request must be here; uploads go by `idle_seconds` of theirs."""
    layout_timeout_seconds: Seconds = 20
    """How long slides may be laid out for somebody who waits for the answer; a job has all the time that it needs."""
    monitoring_token: MonitoringToken = SecretStr("")
    """A random bearer token of 24 characters at least, which opens `/metrics` and `/health`. Empty: only members with
    `operations:read` see them."""
    notice_seconds: Annotated[float, Field(ge=0)] = 0
    """At the end readiness fails for so long before the sockets close; behind a load balancer, longer than it asks."""
    drain_seconds: Seconds = 20
    """What running requests and jobs may take at the end."""

    @property
    def address(self) -> str:
        """Where links lead, without a slash at the end."""
        return self.public_url or web_address(self.host, self.port)


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
    """Outgoing mail."""

    url: MailUrl = SecretStr("")
    """`smtp://user:password@host:587?tls=starttls|implicit|none`. Empty: files in the data folder, for development."""
    sender: str = "TecnoCursos AI <nao-responda@localhost>"
    """Name and address that letters come from."""
    timeout_seconds: Seconds = 15
    """How long a mail server is waited for."""


class JobSettings(SettingsGroup):
    """How jobs are run."""

    slots: Annotated[int, Field(ge=1)] = 2
    """Jobs that `serve` or a `worker` runs at once, each in a process of its own; `serve` has one more for what is no
    video.
    """
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
    """The keys that everything encrypted depends on."""

    file: Folder | None = None
    """The key file. Empty: `keys.json` in the data folder. Back it up apart from the database."""


class AuditSettings(SettingsGroup):
    """The record of who did what."""

    checkpoints: Folder | None = None
    """Where its signed checkpoints are published: a folder that the database's administrator cannot write. Empty:
    `checkpoints` in the data folder."""


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


class WhatsAppSettings(SettingsGroup):
    """How WhatsApp is reached."""

    graph_url: str = "https://graph.facebook.com/v26.0"
    """The Graph API with its version."""
    simulator: bool | None = None
    """Whether `tecnocursos serve` runs the local WhatsApp server, with which members try customer service out. Empty:
    where the database is SQLite and links lead to this machine only."""
    simulator_url: str = "http://127.0.0.1:8088/v26.0"
    """The local WhatsApp server, for numbers of the simulator; on this machine only."""
    example_erp: Folder | None = None
    """The file of an example of a provider's system, beside a folder `artigos` of what it tells its customers. Empty:
    where the local WhatsApp server runs, the one that comes with the product; elsewhere there is none to try."""
    erp_may_be_local: bool = False
    """Providers' systems may stand at private addresses and without TLS. Only where every tenant may be trusted with
    what this server reaches."""
    messages_per_second: Annotated[int, Field(ge=1)] = 80
    """That Meta lets one number send and receive; 1,000 after its upgrade, 20 beside the WhatsApp Business app."""
