"""The application: one function from the platform to ASGI."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware

from tecnocursos import __version__
from tecnocursos.api.admission import Admission
from tecnocursos.api.compression import Compression
from tecnocursos.api.errors import add_error_handlers
from tecnocursos.api.gatekeeping import Gatekeeper
from tecnocursos.api.middleware import Passage
from tecnocursos.api.pages import add_pages
from tecnocursos.api.routes import include_routes, list_routes, methods_of
from tecnocursos.api.web_app import add_web_app
from tecnocursos.bootstrap.health import PATIENCE_SECONDS, all_checks, hard_checks
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.bootstrap.rooms import build_hub
from tecnocursos.infra.probing import Prober

_WRITING_THREADS = 24
# Of pages of other origins, where the settings let them in: what they may send, and what they may read.
_TUS_HEADERS = ("Tus-Resumable", "Upload-Length", "Upload-Metadata", "Upload-Offset", "Upload-Checksum")
_SENT_HEADERS = (
    *(
        "Accept-Language",
        "Authorization",
        "Content-Type",
        "Idempotency-Key",
        "If-Match",
        "If-None-Match",
        "traceparent",
    ),
    *_TUS_HEADERS,
)
_READ_HEADERS = (
    *("Content-Language", "ETag", "Idempotency-Replayed", "Location", "RateLimit", "RateLimit-Policy", "Retry-After"),
    *("X-Request-ID", "Upload-Expires"),
    *_TUS_HEADERS,
)


def create_app(platform: Platform) -> FastAPI:
    settings = platform.settings
    admission = Admission(settings.database.pool_size, settings.database.pool_timeout_seconds)

    readiness = Prober(hard_checks(platform), kept_seconds=1, patience_seconds=PATIENCE_SECONDS)
    health = Prober(all_checks(platform), kept_seconds=5, patience_seconds=PATIENCE_SECONDS)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        # Bytes that arrive are written there; by default there are so few that a slow storage would hold them all.
        asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(_WRITING_THREADS, "arriving"))
        yield
        for part in (admission, readiness, health):
            part.close()

    app = FastAPI(
        title="TecnoCursos AI",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.platform = platform
    app.state.hub = build_hub(platform)
    app.state.is_draining = False
    app.state.admission = admission
    app.state.readiness, app.state.health = readiness, health
    app.state.gatekeeper = Gatekeeper(settings.limits, platform.limits, platform.metrics)
    app.state.fingerprint_key = platform.keyring.derive("idempotency fingerprints")
    app.state.methods_of = methods_of
    add_error_handlers(app)
    include_routes(app)
    add_pages(app)
    add_web_app(app)
    _add_layers(app, platform)
    return app


def _add_layers(app: FastAPI, platform: Platform) -> None:
    """From the innermost to the outermost."""
    server = platform.settings.server
    routes = list_routes()
    secret_paths = tuple(route.path_regex for _, _, route in routes if getattr(route.endpoint, "answers_secret", False))
    own_heads = tuple(route.path_regex for method, _, route in routes if method == "HEAD")
    app.add_middleware(Compression, secret_paths=secret_paths)
    app.add_middleware(
        Passage, server=server, metrics=platform.metrics, observe=app.state.gatekeeper.observe, own_heads=own_heads
    )
    if server.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=server.cors_origins,
            allow_credentials=True,
            allow_methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
            allow_headers=_SENT_HEADERS,
            expose_headers=_READ_HEADERS,
            max_age=3600,
        )
