"""Logs and metrics. Neither holds secrets or personal data, whatever is handed over by mistake."""

from __future__ import annotations

import logging
import os
import re
import sys
import traceback
from collections.abc import Mapping, MutableMapping
from typing import Any, Final

import structlog
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from tecnocursos.kit.errors import ProductError

REDACTED: Final = "[redacted]"
SHARED_METRICS_FOLDER: Final = "PROMETHEUS_MULTIPROC_DIR"
"""Where the processes of one server keep their metrics together; set before they start."""

_SECRET_NAMES = re.compile(
    r"passw|secret|token|authori[sz]ation|cookie|api_?key|credential|e_?mail|phone|(^|_)(otp|totp|pin|body|query)($|_)",
    re.IGNORECASE,
)
_SECRET_TEXTS = re.compile(
    r"eyJ[\w-]{5,}\.[\w-]{5,}(?:\.[\w-]*)?"  # JSON Web Tokens
    r"|\b(?:bearer|basic)\s+[\w.~+/=-]{8,}"
    r"|\btck?_[\w-]{16,}"  # API keys of this product
    r"|[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"  # addresses of people
    r"|(?<=://)[^\s/@]+(?=@)"  # user and password in a URL
    r"|(?<=\?)[^\s\"'?]*=[^\s\"'?]*"  # query strings
    r"|(?<=Key \()[^\n]*(?=\) already exists)|(?<=Failing row contains )[^\n]*",  # PostgreSQL's details
    re.IGNORECASE,
)
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029]")
_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5, 10, 30)


def configure_logging(*, as_json: bool | None = None) -> None:
    """Send all logs to standard error: JSON where programs read them, plain lines in a terminal (None: find out)."""
    if as_json is None:
        as_json = not sys.stderr.isatty()
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.ExceptionRenderer(_plain_traceback),
        redact,
    ]
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), exception_formatter=structlog.dev.plain_traceback
        )
    )
    structlog.configure(
        processors=[structlog.contextvars.merge_contextvars, *shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=_StandardError,
    )
    handler = _OfLibraries()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer]
        )
    )
    root = logging.getLogger()
    for old in [old for old in root.handlers if isinstance(old, _OfLibraries)]:
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logging.getLogger(name).handlers.clear()
        logging.getLogger(name).propagate = name != "uvicorn.access"


def redact(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take out what looks like a secret or a person, and make every value one harmless line; the last processor."""
    for name, value in line.items():
        line[name] = _clean(name, value)
    return line


def _clean(name: str, value: Any) -> Any:
    if _SECRET_NAMES.search(name):
        return value if value is None or isinstance(value, bool) else REDACTED
    if isinstance(value, str):
        text = _SECRET_TEXTS.sub(REDACTED, value)
        # Tracebacks are ours to break into lines.
        return text if name == "exception" else _CONTROL.sub(lambda found: repr(found[0])[1:-1], text)
    if isinstance(value, Mapping):
        return {str(key): _clean(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_clean("", inner) for inner in value]
    if value is None or isinstance(value, int | float):
        return value
    return _clean(name, str(value))


def _plain_traceback(exc_info: Any) -> str:
    """Without locals, which may hold anything; of errors of ours the code: their sentences may name a person's file."""
    error: BaseException | None = exc_info[1]
    text = "".join(traceback.format_exception(error))
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if isinstance(error, ProductError):
            text = text.replace(str(error), error.code)
        error = error.__cause__ or error.__context__
    return text


class _StandardError:
    """Where lines go, looked up anew for each: whoever runs the program may redirect it."""

    def __init__(self, *_names: object) -> None:
        pass

    def msg(self, line: str) -> None:
        # One call a line, so that the lines of several threads do not mix.
        sys.stderr.write(line + "\n")

    debug = info = warning = error = critical = exception = msg


class _OfLibraries(logging.Handler):
    """What libraries log by Python's own logging, in the same form."""

    def emit(self, record: logging.LogRecord) -> None:
        _StandardError().msg(self.format(record))


class Metrics:
    """What one process counts. With `PROMETHEUS_MULTIPROC_DIR` the page shows the sum over all processes."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Histogram(
            "http_request_seconds",
            "Time to answer requests",
            ("method", "route", "status"),
            buckets=_SECONDS,
            registry=self.registry,
        )
        self.limits_degraded = Counter(
            "ratelimit_degraded", "Limits that were checked in this process alone", registry=self.registry
        )
        self.limits_refused = Counter(
            "ratelimit_refused", "Requests that a limit refused", ("policy",), registry=self.registry
        )
        self.sign_ins_refused = Counter(
            "sign_ins_refused",
            "Sign-ins, second factors and refreshes that were refused, by the code of the error",
            ("reason",),
            registry=self.registry,
        )
        self.requests_shed = Counter("requests_shed", "Requests put off under load", registry=self.registry)
        self.requests_waiting = Gauge(
            "requests_waiting",
            "Requests that wait for a thread",
            registry=self.registry,
            multiprocess_mode="livesum",
        )
        self.sockets = Gauge("websockets_open", "Open WebSockets", registry=self.registry, multiprocess_mode="livesum")
        self.jobs_waiting = Gauge(
            "jobs_waiting", "Jobs that are due", ("queue",), registry=self.registry, multiprocess_mode="mostrecent"
        )
        self.jobs_oldest_seconds = Gauge(
            "jobs_oldest_seconds",
            "Age of the job that is due longest",
            ("queue",),
            registry=self.registry,
            multiprocess_mode="mostrecent",
        )
        self.connections_used = Gauge(
            "database_connections_used",
            "Connections that are in use",
            registry=self.registry,
            multiprocess_mode="livesum",
        )

    def observe_request(self, method: str, route: str, status: int, seconds: float) -> None:
        self._requests.labels(method, route, str(status)).observe(seconds)

    def page(self) -> bytes:
        """All metrics in Prometheus's text format."""
        if not os.environ.get(SHARED_METRICS_FOLDER):
            return generate_latest(self.registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)
