"""The application: one function from the platform to ASGI."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI

from tecnocursos import __version__
from tecnocursos.api.admission import Admission
from tecnocursos.api.errors import add_error_handlers
from tecnocursos.api.middleware import Passage
from tecnocursos.api.routes import include_routes, list_routes, methods_of
from tecnocursos.bootstrap.platform import Platform


def create_app(platform: Platform) -> FastAPI:
    settings = platform.settings
    admission = Admission(settings.database.pool_size, settings.database.pool_timeout_seconds)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        yield
        admission.close()

    app = FastAPI(
        title="TecnoCursos AI",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.platform = platform
    app.state.is_draining = False
    app.state.admission = admission
    app.state.fingerprint_key = platform.keyring.derive("idempotency fingerprints")
    app.state.methods_of = methods_of
    add_error_handlers(app)
    include_routes(app)
    own_heads = tuple(route.path_regex for method, _, route in list_routes() if method == "HEAD")
    app.add_middleware(Passage, server=settings.server, metrics=platform.metrics, own_heads=own_heads)
    return app
