"""What `doctor` finds out about the parts of the server that are not its database."""

from __future__ import annotations

import os
import shutil
import uuid
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from amqp.exceptions import AMQPError
from kombu.connection import Connection
from redis import Redis

from tecnocursos.cli.findings import Finding
from tecnocursos.cli.language import say
from tecnocursos.config import Settings
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.infra.jobs.messages import QUEUES
from tecnocursos.infra.mail import SmtpMailer
from tecnocursos.infra.storage import Storage

_FREE_BYTES_NEEDED: Final = 2 * 1024**3
_TIMEOUT_SECONDS: Final = 5


def redis(settings: Settings) -> Finding:
    url = settings.redis.url
    if not url:
        is_alone = not settings.database.url.startswith("postgresql") and settings.server.processes == 1
        told = say("not set: limits and rooms are kept in each process", "não definido: limites e salas por processo")
        return Finding("redis", "ok" if is_alone else "better", told if is_alone else f"{told} (REDIS_URL)")
    with closing(Redis.from_url(url, socket_timeout=_TIMEOUT_SECONDS)) as client:
        version = client.info("server")["redis_version"]
    return Finding("redis", "ok", f"Redis {version}")


def broker(settings: Settings) -> Finding:
    url = settings.broker.url
    if not url:
        return Finding("broker", "ok", say("none: jobs come from the database", "nenhum: trabalhos vêm do banco"))
    missing, idle = [], []
    with Connection(url, connect_timeout=_TIMEOUT_SECONDS) as connection:  # type: ignore[no-untyped-call]
        connection.ensure_connection(max_retries=1, timeout=_TIMEOUT_SECONDS)
        for queue in QUEUES:
            # A question about a queue that is not there ends its channel.
            with closing(connection.channel()) as channel:
                try:
                    found = channel.queue_declare(settings.broker.queue_name(queue), passive=True)
                except AMQPError:
                    missing.append(queue)
                else:
                    idle += [queue] if found.consumer_count == 0 else []
    if missing or idle:
        told = say("no worker takes from {}: `tecnocursos worker`", "nenhum processo atende {}: `tecnocursos worker`")
        return Finding("broker", "better", told.format(", ".join(missing + idle)))
    return Finding("broker", "ok", say("six queues, all attended", "seis filas, todas atendidas"))


def storage(settings: Settings) -> Finding:
    url = settings.storage.url
    if url.startswith("file:") and not (folder := Path(unquote(urlsplit(url).path))).exists():
        return _future_folder("storage", folder)
    kept = Storage(url, FileCache(settings.folders.cache, settings.folders.cache_limit_bytes))
    key, content = f"doctor/{uuid.uuid4().hex}", b"TecnoCursos"
    kept.put_bytes(key, content)
    try:
        is_same = kept.read(key) == content
    finally:
        kept.delete(key)
    if not is_same:
        told = say("what was written is not what is read", "o que foi gravado não é o que se lê")
        return Finding("storage", "broken", told)
    return Finding("storage", "ok", urlsplit(url)._replace(query="").geturl())


def mail(settings: Settings) -> Finding:
    url = settings.mail.url.get_secret_value()
    if not url:
        folder = settings.folders.data / "mail"
        told = say(
            "not set: written to {} (TECNOCURSOS_MAIL__URL)", "não definido: gravado em {} (TECNOCURSOS_MAIL__URL)"
        )
        return Finding("mail", "better", told.format(folder))
    mailer = SmtpMailer(url, settings.mail.sender, _TIMEOUT_SECONDS)
    with mailer.connect() as server:
        server.noop()
    return Finding("mail", "ok", f"{mailer.host}:{mailer.port}")


def address(settings: Settings) -> Finding:
    url = settings.server.address
    if settings.mail.url.get_secret_value() and urlsplit(url).hostname in {"127.0.0.1", "::1", "localhost"}:
        told = say(
            "{}: links in mails lead nowhere but on this machine (TECNOCURSOS_SERVER__PUBLIC_URL)",
            "{}: os links dos e-mails só funcionam nesta máquina (TECNOCURSOS_SERVER__PUBLIC_URL)",
        )
        return Finding("address", "better", told.format(url))
    return Finding("address", "ok", url)


def disk(settings: Settings) -> Finding:
    folder = settings.folders.data
    if not folder.exists():
        return _future_folder("disk", folder)
    return _free("disk", folder, folder)


def _future_folder(part: str, folder: Path) -> Finding:
    """A folder that the first `serve` makes."""
    above = next(place for place in folder.absolute().parents if place.exists())
    if not above.is_dir() or not os.access(above, os.W_OK | os.X_OK):
        told = say("{} cannot be made in {}", "{} não pode ser criada em {}").format(folder, above)
        return Finding(part, "broken", told)
    return _free(part, folder, above)


def _free(part: str, folder: Path, measured: Path) -> Finding:
    free = shutil.disk_usage(measured).free
    told = f"{folder}, " + say("{:.0f} GiB free", "{:.0f} GiB livres").format(free / 1024**3)
    return Finding(part, "ok" if free >= _FREE_BYTES_NEEDED else "broken", told)
