#!/usr/bin/env python3
"""From a deck to a course video over HTTP, with nothing but Python's standard library.

    tecnocursos serve &
    python examples/course_over_http.py http://127.0.0.1:8000 --email ana@example.com --password 'uma senha comprida'

It founds the organisation (or signs in), uploads the deck in pieces that can be resumed, makes a project of it, changes
one word, renders, downloads with a pause in the middle, changes one scene, and renders again: only that scene is made
anew. Run again, it makes another project; what the server made the first time, it does not make again.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

DECK = Path(__file__).parent / "internet-em-casa.pptx"
PIECE_BYTES = 256 * 1024
PATIENCE_SECONDS = 900


class Server:
    """Sends requests with the access token of whoever signed in."""

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._token = ""

    def sign_in(self, email: str, password: str) -> str:
        """Found the organisation where nobody is there yet, else sign in; gives what was done."""
        known = {"email": email, "password": password, "deliver": "tokens"}
        if self.ask("GET", "/api/v1/setup")["is_needed"]:
            founder = {**known, "name": "Ana Souza", "tenant_name": "Fibra Boa"}
            self._token = self.ask("POST", "/api/v1/setup", founder)["access_token"]
            return "founded the organisation"
        self._token = self.ask("POST", "/api/v1/auth/sign-in", known)["access_token"]
        return "signed in"

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """Send JSON, get JSON."""
        content = None if body is None else json.dumps(body).encode()
        with self.send(method, path, content, **{"Content-Type": "application/json"}, **headers) as answer:
            return json.loads(answer.read() or b"null")

    def send(self, method: str, path: str, content: bytes | None = None, **headers: str) -> Any:
        request = urllib.request.Request(self._url + path, content, headers, method=method)
        if self._token:
            request.add_header("Authorization", f"Bearer {self._token}")
        try:
            return urllib.request.urlopen(request, timeout=60)
        except urllib.error.HTTPError as error:
            raise SystemExit(f"{method} {path}: {error.code} {error.read().decode()}") from error

    def wait(self, path: str, is_done: Callable[[Any], bool]) -> Any:
        """Ask again and again, until the answer is as wanted."""
        patience = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < patience:
            found = self.ask("GET", path)
            if is_done(found):
                return found
            time.sleep(0.5)
        raise SystemExit(f"{path}: still not done after {PATIENCE_SECONDS} s: {found}")


def upload(server: Server, path: Path) -> str:
    """Send a file by tus, a piece at a time; what arrived is asked of the server, as after a lost connection."""
    content = path.read_bytes()
    name = base64.b64encode(path.name.encode()).decode()
    tus = {"Tus-Resumable": "1.0.0"}
    announced = {"Upload-Length": str(len(content)), "Upload-Metadata": f"filename {name}"}
    with server.send("POST", "/api/v1/uploads", **tus, **announced) as answer:
        place = urllib.parse.urlsplit(answer.headers["Location"]).path
    offset = 0
    while offset < len(content):
        piece = content[offset : offset + PIECE_BYTES]
        sent = {"Upload-Offset": str(offset), "Content-Type": "application/offset+octet-stream"}
        server.send("PATCH", place, piece, **tus, **sent).close()
        with server.send("HEAD", place, **tus) as answer:
            offset = int(answer.headers["Upload-Offset"])
    return place.rpartition("/")[2]


def read_document(server: Server, upload_id: str) -> str:
    """Make a document of the upload and wait until it is read; gives the id of its version."""
    form = urllib.parse.urlencode({"upload_id": upload_id}).encode()
    with server.send("POST", "/api/v1/documents", form) as answer:
        document = json.loads(answer.read())
    ended = {"ready", "failed"}
    read = server.wait(f"/api/v1/documents/{document['id']}", lambda found: found["latest"]["state"] in ended)
    if read["latest"]["state"] == "failed":
        raise SystemExit(f"the document could not be read: {read['latest']['error']}")
    version: str = read["latest"]["id"]
    return version


def make_project(server: Server, version: str, size: str) -> dict[str, Any]:
    """A project from the document; waits until its scenes are drafted."""
    made = server.ask("POST", "/api/v1/projects", {"document_version_id": version, "size": size})
    project: dict[str, Any] = server.wait(
        f"/api/v1/projects/{made['id']}", lambda found: found["drafting"] in {"ready", "failed"}
    )
    if project["drafting"] == "failed":
        raise SystemExit(f"the scenes could not be made: {project['error']}")
    return project


def change_line(server: Server, scene_id: str, change: Callable[[str], str]) -> str:
    """Change the first line of a scene; gives the scene's key. If-Match keeps two editors from overwriting another."""
    scene = server.ask("GET", f"/api/v1/scenes/{scene_id}")
    lines = scene["lines"]
    lines[0] = {**lines[0], "text": change(lines[0]["text"]), "origin": "author"}
    changed = server.ask(
        "PATCH", f"/api/v1/scenes/{scene_id}", {"lines": lines}, **{"If-Match": f'"{scene["version"]}"'}
    )
    key: str = changed["key"]
    return key


def render(server: Server, project_id: str) -> dict[str, Any]:
    """Ask for a video and wait for it; the key keeps a request that is sent twice from being done twice."""
    order = f"/api/v1/projects/{project_id}/renders"
    asked = server.ask(
        "POST", order, {}, **{"Idempotency-Key": hashlib.sha256(str(time.time_ns()).encode()).hexdigest()}
    )
    done: dict[str, Any] = server.wait(
        f"/api/v1/renders/{asked['id']}", lambda found: found["state"] not in {"queued", "running"}
    )
    if done["state"] != "succeeded":
        raise SystemExit(f"the render ended {done['state']}: {done['error']}")
    return done


def download(server: Server, file: dict[str, Any], target: Path) -> None:
    """Fetch half of the file, as if the connection broke then, and go on where it ended."""
    half = file["size_bytes"] // 2
    with server.send("GET", file["url"], Range=f"bytes=0-{half - 1}") as answer:
        target.write_bytes(answer.read())
    with (
        server.send("GET", file["url"], Range=f"bytes={target.stat().st_size}-") as answer,
        target.open("ab") as video,
    ):
        video.write(answer.read())
    if hashlib.sha256(target.read_bytes()).hexdigest() != file["sha256"]:
        raise SystemExit(f"{target} is not what the server has")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", help="where `tecnocursos serve` says it is")
    parser.add_argument("--email", required=True)
    parser.add_argument("--password", required=True)
    parser.add_argument("--document", type=Path, default=DECK)
    parser.add_argument("--size", default="720p", choices=("1080p", "720p", "vertical", "square"))
    parser.add_argument("--output", type=Path, default=Path("curso.mp4"))
    asked = parser.parse_args()

    server = Server(asked.url)
    print(server.sign_in(asked.email, asked.password))

    upload_id = upload(server, asked.document)
    print(f"uploaded {asked.document.name}, {asked.document.stat().st_size / 1e6:.1f} MB")
    project = make_project(server, read_document(server, upload_id), asked.size)
    print(f"made the project «{project['title']}» of {project['scene_count']} scenes")

    path = f"/api/v1/scenes?project_id={project['id']}&sort=position&limit=200"
    scenes = server.ask("GET", path)["items"]
    key = change_line(server, scenes[1]["id"], lambda text: text.replace(" ", " agora ", 1))
    print(f"changed one word of the scene {key}")

    estimate = server.ask("GET", f"/api/v1/projects/{project['id']}/renders/estimate")
    print(f"to be spoken: {len(estimate['to_speak'])} scenes; to be drawn: {len(estimate['to_draw'])}")
    started = time.monotonic()
    first = render(server, project["id"])
    print(f"rendered {first['duration_ms'] / 1000:.0f} s of video in {time.monotonic() - started:.1f} s")
    video = next(file for file in first["files"] if file["kind"] == "video")
    download(server, video, asked.output)
    print(f"downloaded {asked.output}, {video['size_bytes'] / 1e6:.1f} MB, in two parts")

    key = change_line(server, scenes[-1]["id"], lambda text: f"Para terminar: {text}")
    print(f"changed the scene {key}")
    started = time.monotonic()
    second = render(server, project["id"])
    made = {*second["made"]["spoken"], *second["made"]["drawn"]}
    print(f"rendered again in {time.monotonic() - started:.1f} s; made anew: {', '.join(sorted(made)) or 'nothing'}")
    if not made <= {key}:
        raise SystemExit(f"more was made anew than the scene that changed: {sorted(made)}")
    video = next(file for file in second["files"] if file["kind"] == "video")
    download(server, video, asked.output)
    print(f"downloaded {asked.output}")


if __name__ == "__main__":
    main()
