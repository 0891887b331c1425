"""The app for the browser: its built files, and its one page at every address that is nothing of the API.

The app draws the address itself, so `/projects/…` opened afresh is the same page as `/`. `make web` builds the files
into the folder beside this module; the package that is installed holds them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Receive, Scope, Send

BUILT: Final = Path(__file__).parent / "web"
# Below these nothing is a page: what is unknown there is answered as by an API.
_NO_PAGES: Final = ("/api/", "/ws/", "/health/", "/metrics/", "/docs/", "/redoc/", "/static/")
# Styles: the widgets write sizes and colours into elements. Pictures and sound that were just chosen are `blob:`.
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'"
)
_UNBUILT: Final = """<!doctype html>
<html lang="pt-BR">
<meta charset="utf-8">
<title>TecnoCursos AI</title>
<p>O aplicativo ainda não foi construído nesta cópia do código: rode <code>make web</code> (Node.js 20.19) e reinicie.
A API responde: <a href="/docs">/docs</a>.
<p lang="en">The app is not built in this copy of the code yet: run <code>make web</code> (Node.js 20.19) and restart.
The API answers: <a href="/docs">/docs</a>.
"""


def add_web_app(app: FastAPI, built: Path = BUILT) -> None:
    """Serve what `built` holds. Comes after every other route."""
    router = app.router
    router.routes.append(Mount("/static", _HashedFiles(directory=built / "static", check_dir=False), name="static"))
    router.default = _Pages(router.default, built)


class _HashedFiles(StaticFiles):
    """Files whose names change with their content: never asked for twice."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code in {200, 206, 304}:
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response


class _Pages:
    """What answers where no route does."""

    def __init__(self, unknown: ASGIApp, built: Path) -> None:
        self._unknown = unknown
        self._page = built / "index.html"
        self._files = {f"/{file.name}": file for file in built.glob("*.*") if file.is_file() and file != self._page}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        answer: ASGIApp = self._unknown
        if scope["type"] == "http" and scope["method"] == "GET":
            path = scope["path"]
            if file := self._files.get(path):
                answer = FileResponse(file, headers={"Cache-Control": "no-cache"})
            elif path == "/" or (_is_asked_by_browser(scope) and not f"{path}/".startswith(_NO_PAGES)):
                answer = self._open_page()
        await answer(scope, receive, send)

    def _open_page(self) -> Response:
        headers = {"Content-Security-Policy": _POLICY, "Cache-Control": "no-cache", "Vary": "Accept"}
        if not self._page.exists():
            return HTMLResponse(_UNBUILT, status_code=503, headers=headers)
        return FileResponse(self._page, media_type="text/html", headers=headers)


def _is_asked_by_browser(scope: Scope) -> bool:
    """Whoever opens an address in a browser takes HTML; a program that mistook an address is told so."""
    return "text/html" in Headers(scope=scope).get("accept", "")
