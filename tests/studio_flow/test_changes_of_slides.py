"""A project that shows its slides as they were designed, and a new version of its deck."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from reportlab.pdfgen.canvas import Canvas

from people import Person
from tecnocursos.worker.running import Runner

SLIDES = ("Ligue o cabo azul no roteador.", "A senha vem na etiqueta.", "A luz verde diz que a fibra funciona.")


def deck(colours: tuple[str, ...]) -> bytes:
    """A PDF of slides, each on a ground of its own colour."""
    file = BytesIO()
    canvas = Canvas(file, pagesize=(960, 540))
    for number, (text, colour) in enumerate(zip(SLIDES, colours, strict=True), start=1):
        canvas.setFillColor(colour)
        canvas.rect(0, 0, 960, 540, stroke=0, fill=1)
        canvas.setFillColor("black")
        canvas.setFont("Helvetica-Bold", 44)
        canvas.drawString(60, 440, f"Passo {number}")
        canvas.setFont("Helvetica", 24)
        canvas.drawString(60, 300, text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def finish(runner: Runner) -> None:
    while runner.run_next(["quick", "media"]):
        pass


def send(owner: Person, runner: Runner, content: bytes, path: str = "/api/v1/documents") -> Any:
    answer = owner.post(path, files={"file": ("deck.pdf", content)})
    assert answer.status_code == 201, answer.text
    finish(runner)
    return answer.json()


def make(owner: Person, runner: Runner, version_id: str, slides: str = "original") -> str:
    made = owner.post("/api/v1/projects", json={"document_version_id": version_id, "slides": slides})
    assert made.status_code == 201, made.text
    finish(runner)
    details = owner.get(f"/api/v1/projects/{made.json()['id']}").json()
    assert (details["drafting"], details["slides"]) == ("ready", slides), details["error"]
    return str(details["id"])


def pictures(owner: Person, project: str) -> dict[str, str | None]:
    """What each scene shows, by its key."""
    shown = {}
    for scene in owner.get("/api/v1/scenes", params={"project_id": project}).json()["items"]:
        slide = owner.get(f"/api/v1/scenes/{scene['id']}").json()["slide"]
        shown[scene["key"]] = slide["picture"]["file"] if slide["kind"] == "picture" else None
    return shown


@pytest.fixture
def first(owner: Person, runner: Runner) -> Any:
    return send(owner, runner, deck(("white", "white", "white")))


def test_only_the_slide_that_looks_otherwise_is_proposed(owner: Person, runner: Runner, first: Any) -> None:
    project = make(owner, runner, first["version"]["id"])
    before = pictures(owner, project)
    assert all(before[key] for key in before if key != "recap")

    send(owner, runner, deck(("white", "lightblue", "white")), f"/api/v1/documents/{first['id']}/versions")
    changes = owner.get(f"/api/v1/projects/{project}/changes").json()
    (proposal,) = changes["proposals"]
    assert (proposal["kind"], proposal["is_edited"], proposal["conflicts"]) == ("update", False, [])
    applied = owner.post(
        f"/api/v1/projects/{project}/changes/apply",
        json={"version_id": changes["to_version_id"], "default": "accept"},
        headers={"If-Match": f'"{changes["version"]}"'},
    )
    assert applied.status_code == 200, applied.text
    after = pictures(owner, project)
    assert {key for key in before if after[key] != before[key]} == {proposal["key"]}
    scenes = owner.get("/api/v1/scenes", params={"project_id": project}).json()["items"]
    drawn = owner.get(f"/api/v1/scenes/{scenes[1]['id']}/preview.png")
    assert drawn.status_code == 200, drawn.text


def test_a_project_of_an_older_version_knows_the_newer_one(owner: Person, runner: Runner, first: Any) -> None:
    send(owner, runner, deck(("white", "white", "yellow")), f"/api/v1/documents/{first['id']}/versions")
    project = make(owner, runner, first["version"]["id"])
    changes = owner.get(f"/api/v1/projects/{project}/changes").json()
    assert [proposal["kind"] for proposal in changes["proposals"]] == ["update"]
