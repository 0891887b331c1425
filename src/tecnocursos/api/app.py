"""The application: one function from the platform to ASGI."""

from __future__ import annotations

from fastapi import FastAPI

from tecnocursos import __version__
from tecnocursos.api.errors import Problem, add_error_handlers
from tecnocursos.api.middleware import Trace
from tecnocursos.api.routes import include_routes
from tecnocursos.bootstrap.platform import Platform


def create_app(platform: Platform) -> FastAPI:
    app = FastAPI(
        title="TecnoCursos AI",
        version=__version__,
        docs_url=None,
        redoc_url=None,
        responses={"default": {"model": Problem, "description": "A problem (RFC 9457)"}},
    )
    app.state.platform = platform
    app.state.is_draining = False
    add_error_handlers(app)
    include_routes(app)
    app.add_middleware(Trace)
    return app
