"""`/docs` and `/redoc`: the API to read and try, from files of this machine and without a script in the page itself."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from tecnocursos.api.openapi import describe

# The package only carries the two readers' files; nothing of its code is used.
_ASSETS: Final = Path(str(files("fastapi_offline") / "static"))
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; worker-src blob:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)
_PAGE: Final = """<!doctype html>
<html lang="pt-BR">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>TecnoCursos AI: API</title>
<link rel="icon" href="/docs/assets/favicon.png">
{head}
</head>
<body>
{body}
</body>
</html>
"""
_SWAGGER: Final = _PAGE.format(
    head='<link rel="stylesheet" href="/docs/assets/swagger-ui.css">',
    body=(
        '<div id="swagger-ui"></div>\n<script src="/docs/assets/swagger-ui-bundle.js"></script>\n'
        '<script src="/docs/start.js"></script>'
    ),
)
_START: Final = """SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  persistAuthorization: false,
  presets: [SwaggerUIBundle.presets.apis],
});
"""
_REDOC: Final = _PAGE.format(
    head="<style>body { margin: 0 }</style>",
    body=(
        '<redoc spec-url="/openapi.json" disable-google-fonts="true" hide-logo="true"></redoc>\n'
        '<script src="/redoc/redoc.js"></script>'
    ),
)


def add_pages(app: FastAPI) -> None:
    app.router.routes.extend(
        [
            Route("/openapi.json", _document, include_in_schema=False),
            Route("/docs", _swagger, include_in_schema=False),
            Route("/docs/start.js", _start, include_in_schema=False),
            Route("/redoc", _redoc, include_in_schema=False),
            Route("/redoc/redoc.js", _redoc_script, include_in_schema=False),
            Mount("/docs/assets", StaticFiles(directory=_ASSETS)),
        ]
    )


async def _document(request: Request) -> Response:
    app: FastAPI = request.app
    if app.openapi_schema is None:
        app.openapi_schema = describe(app)
    return JSONResponse(app.openapi_schema)


async def _swagger(_request: Request) -> Response:
    return HTMLResponse(_SWAGGER, headers={"Content-Security-Policy": _POLICY})


async def _redoc(_request: Request) -> Response:
    return HTMLResponse(_REDOC, headers={"Content-Security-Policy": _POLICY})


def _redoc_script(_request: Request) -> Response:
    return Response(_redoc_alone(), media_type="text/javascript")


@lru_cache
def _redoc_alone() -> bytes:
    """Redoc without the picture of its makers, which it would ask of their server."""
    script = (_ASSETS / "redoc.standalone.js").read_bytes()
    return re.sub(rb'"https://cdn\.redoc\.ly/[^"]*"', b'"data:,"', script)


async def _start(_request: Request) -> Response:
    return Response(_START, media_type="text/javascript")
