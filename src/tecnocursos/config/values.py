"""What single settings may be. Every error says what was expected in both languages, and never what was found."""

from __future__ import annotations

import ipaddress
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr
from pydantic_core import PydanticCustomError

MONITORING_TOKEN_LENGTH = 24


class SettingsGroup(BaseModel):
    """What belongs together; the sentence under a field is its description in the reference."""

    model_config = ConfigDict(use_attribute_docstrings=True, validate_default=True)


def refusal(en: str, pt: str) -> PydanticCustomError:
    """What is wrong with a value, as the end of a sentence."""
    return PydanticCustomError("setting", "{en}", {"en": en, "pt": pt})


def web_address(host: str, port: int) -> str:
    """Where a server that listens there is found from its own machine."""
    # All addresses of a machine are no address to go to.
    host = {"": "127.0.0.1", "0.0.0.0": "127.0.0.1", "::": "127.0.0.1"}.get(host, host)  # noqa: S104
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _split(value: Any) -> Any:
    """`a, b` or `["a", "b"]`."""
    if not isinstance(value, str):
        return value
    if not value.lstrip().startswith("["):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    try:
        return json.loads(value)
    except ValueError:
        raise refusal(
            "expected values with commas between them, or a list in JSON",
            "esperam-se valores separados por vírgulas, ou uma lista em JSON",
        ) from None


def _unguessable(token: SecretStr) -> SecretStr:
    # Wrong tokens are only slowed down, not counted against the token: it must stand a guess at any pace.
    if token and len(token.get_secret_value()) < MONITORING_TOKEN_LENGTH:
        raise refusal(
            f"it should be empty, or a random token of {MONITORING_TOKEN_LENGTH} characters at least",
            f"deve ficar vazia, ou ter um token aleatório de pelo menos {MONITORING_TOKEN_LENGTH} caracteres",
        )
    return token


def _origin(text: str) -> str:
    """Empty, or `https://host:port` as browsers send it: without a path, and so without a slash at its end."""
    if not text:
        return text
    parts = _parts(text)
    is_origin = parts is not None and parts.scheme in {"http", "https"} and parts.hostname and not parts.username
    if parts is None or not is_origin or parts.path not in {"", "/"} or parts.query or parts.fragment:
        raise refusal(
            "expected an address like https://cursos.example.com, without a path",
            "espera-se um endereço como https://cursos.example.com, sem caminho",
        )
    return f"{parts.scheme}://{parts.netloc.lower()}"


def _network(text: str) -> str:
    try:
        ipaddress.ip_network(text, strict=False)
    except ValueError:
        raise refusal(
            "expected addresses or networks like 10.0.0.7, 10.0.0.0/8, with commas between them",
            "esperam-se endereços ou redes como 10.0.0.7, 10.0.0.0/8, separados por vírgulas",
        ) from None
    return text


def _url(pattern: str, shape: str) -> Callable[[str], str]:
    """Empty, or a URL that begins as `pattern` says; people are told its `shape`."""

    def check(url: str) -> str:
        if url and (_parts(url) is None or not re.match(pattern, url)):
            raise refusal(f"expected {shape}", f"espera-se {shape}")
        return url

    return check


def _database(url: str) -> str:
    scheme = url.partition(":")[0].partition("+")[0]
    if url and (scheme not in {"sqlite", "postgresql"} or "://" not in url):
        raise refusal(
            "only SQLite (sqlite:///path) and PostgreSQL (postgresql://role:password@host/name) are supported",
            "só há SQLite (sqlite:///caminho) e PostgreSQL (postgresql://papel:senha@servidor/nome)",
        )
    return url


def _redis(url: str) -> str:
    _url("rediss?://[^/]|unix:///.", "redis://host:6379/0")(url)
    if url:
        # Commands that need no Redis are to start without waiting for its client.
        from redis import ConnectionPool, RedisError

        # The query goes to the client as it is: a connection that is not opened says whether it may.
        try:
            ConnectionPool.from_url(url).make_connection()
        except (TypeError, ValueError, RedisError):
            raise refusal(
                "its path or query has something that Redis connections do not take; expected redis://host:6379/0",
                "o caminho ou a consulta tem algo que conexões com o Redis não aceitam; espera-se redis://host:6379/0",
            ) from None
    return url


def _mail(url: SecretStr) -> SecretStr:
    shape = "smtp://user:password@host:587?tls=starttls|implicit|none"
    _url(r"smtp://[^/?#]+(\?tls=(starttls|implicit|none))?$", shape)(url.get_secret_value())
    return url


def _parts(url: str) -> SplitResult | None:
    """None for what is no URL."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # a wrong one is told only when it is asked for
    except ValueError:
        return None
    return parts


Folder = Annotated[Path, AfterValidator(Path.expanduser)]
Seconds = Annotated[float, Field(gt=0)]
Origin = Annotated[str, AfterValidator(_origin)]
Origins = Annotated[tuple[Origin, ...], BeforeValidator(_split)]
Networks = Annotated[tuple[Annotated[str, AfterValidator(_network)], ...], BeforeValidator(_split)]
MonitoringToken = Annotated[SecretStr, AfterValidator(_unguessable)]
DatabaseUrl = Annotated[str, AfterValidator(_database)]
RedisUrl = Annotated[str, AfterValidator(_redis)]
BrokerUrl = Annotated[str, AfterValidator(_url("amqps?://[^/]", "amqp://user:password@host:5672/vhost"))]
StorageUrl = Annotated[str, AfterValidator(_url("file:///.|s3://[^/]", "file:///folder, s3://bucket/prefix"))]
MailUrl = Annotated[SecretStr, AfterValidator(_mail)]
