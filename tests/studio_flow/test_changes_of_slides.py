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


def spoken(owner: Person, project: str) -> list[str]:
    scenes = owner.get("/api/v1/scenes", params={"project_id": project}).json()["items"]
    return [line["text"] for scene in scenes for line in owner.get(f"/api/v1/scenes/{scene['id']}").json()["lines"]]


def choose(owner: Person, runner: Runner, project: str, slides: str) -> None:
    asked = owner.put(f"/api/v1/projects/{project}/slides", json={"slides": slides}, headers={"If-Match": "*"})
    assert asked.status_code == 202, asked.text
    finish(runner)
    job = owner.get(f"/api/v1/jobs/{asked.json()['job_id']}").json()
    assert job["state"] == "succeeded", job
    assert owner.get(f"/api/v1/projects/{project}").json()["slides"] == slides


def test_a_project_changes_its_mind_about_its_slides(owner: Person, runner: Runner, first: Any) -> None:
    project = make(owner, runner, first["version"]["id"], "redrawn")
    drafted, said = pictures(owner, project), spoken(owner, project)
    assert not any(drafted.values())
    scene = owner.get("/api/v1/scenes", params={"project_id": project}).json()["items"][1]
    change = {"lines": [{"text": "Isto eu digo de outro jeito."}]}
    owner.patch(f"/api/v1/scenes/{scene['id']}", json=change, headers={"If-Match": "*"})
    edited = spoken(owner, project)
    assert edited != said

    choose(owner, runner, project, "original")
    shown = pictures(owner, project)
    assert sum(file is not None for file in shown.values()) == len(SLIDES)
    assert spoken(owner, project) == edited

    choose(owner, runner, project, "redrawn")
    assert not any(pictures(owner, project).values())
    assert spoken(owner, project) == edited
    reasons = [row["reason"] for row in owner.get(f"/api/v1/projects/{project}/revisions").json()["items"]]
    assert reasons == ["redesign", "redesign"]


def test_a_project_without_a_document_has_no_slides_to_show(owner: Person) -> None:
    project = owner.post("/api/v1/projects", json={"title": "Vazio"}).json()["id"]
    place, any_version = f"/api/v1/projects/{project}/slides", {"If-Match": "*"}
    answer = owner.put(place, json={"slides": "original"}, headers=any_version)
    assert answer.json()["code"] == "project_has_no_document"
