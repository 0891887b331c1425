"""A project that shows its slides as they were designed, and a version whose slides could not be drawn so."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete
from test_changes_of_slides import choose, deck, finish, make, send

from people import Person
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.database import SYSTEM
from tecnocursos.infra.jobs.models import JobRow
from tecnocursos.worker.running import Runner


@pytest.fixture
def hurried(platform: Platform) -> Runner:
    """A worker that gives drawing no time; reading has as much as always."""
    limits = platform.tools.document_limits.model_copy(update={"seconds": 0.001})
    return Runner(replace(platform, tools=replace(platform.tools, document_limits=limits)), "hurried")


@pytest.fixture
def project(owner: Person, runner: Runner, hurried: Runner) -> str:
    """It is behind a second version, which could not be drawn."""
    document = send(owner, runner, deck(("white", "white", "white")))
    made = make(owner, runner, document["version"]["id"])
    send(owner, hurried, deck(("white", "lightblue", "white")), f"/api/v1/documents/{document['id']}/versions")
    return made


def changes(owner: Person, project: str) -> Any:
    return owner.get(f"/api/v1/projects/{project}/changes", headers={"Accept-Language": "en"})


def test_the_answer_says_which_job_failed_and_why(owner: Person, project: str) -> None:
    answer = changes(owner, project)
    told = answer.json()
    assert (answer.status_code, told["code"]) == (409, "slides_drawing_failed")
    assert told["job_error"] == "document_took_too_long"
    assert told["job_id"] in told["detail"]
    job = owner.get(f"/api/v1/jobs/{told['job_id']}").json()
    assert (job["name"], job["state"], job["error"]["code"]) == ("studio.draw_version", "failed", told["job_error"])
    decided = owner.post(
        f"/api/v1/projects/{project}/changes/apply",
        json={"version_id": job["subject_id"], "default": "accept"},
        headers={"If-Match": "*"},
    )
    assert decided.json()["code"] == "slides_drawing_failed"


def test_the_job_that_is_tried_again_makes_it_work(owner: Person, runner: Runner, project: str) -> None:
    job_id = changes(owner, project).json()["job_id"]
    assert owner.post(f"/api/v1/jobs/{job_id}/retry").status_code == 200
    assert changes(owner, project).json()["code"] == "slides_being_drawn"
    finish(runner)
    assert [proposal["kind"] for proposal in changes(owner, project).json()["proposals"]] == ["update"]
    kinds = [notice["kind"] for notice in owner.get("/api/v1/notifications").json()["items"]]
    assert kinds.count("project.document_renewed") == 1


def test_redrawn_slides_need_no_drawing(owner: Person, runner: Runner, project: str) -> None:
    choose(owner, runner, project, "redrawn")
    assert changes(owner, project).status_code == 200


def test_original_slides_that_are_chosen_again_are_drawn(owner: Person, runner: Runner, project: str) -> None:
    choose(owner, runner, project, "original")
    assert [proposal["kind"] for proposal in changes(owner, project).json()["proposals"]] == ["update"]


def test_a_cancelled_drawing_is_not_waited_for(owner: Person, project: str) -> None:
    job_id = changes(owner, project).json()["job_id"]
    owner.post(f"/api/v1/jobs/{job_id}/retry")
    assert owner.post(f"/api/v1/jobs/{job_id}/cancel").json()["state"] == "cancelled"
    told = changes(owner, project).json()
    assert (told["code"], told["job_error"]) == ("slides_drawing_failed", "cancelled")


def test_without_a_job_the_answer_says_what_brings_one(
    platform: Platform, owner: Person, runner: Runner, project: str
) -> None:
    with platform.database.transaction(SYSTEM) as session:
        session.execute(delete(JobRow).where(JobRow.tenant_id == owner.tenant_id))
    assert changes(owner, project).json()["code"] == "slides_undrawn"
    choose(owner, runner, project, "original")
    assert changes(owner, project).status_code == 200


def test_a_version_that_is_no_deck_says_so(owner: Person, runner: Runner) -> None:
    document = send(owner, runner, deck(("white", "white", "white")))
    made = make(owner, runner, document["version"]["id"])
    text = {"file": ("manual.md", b"# Manual\n\nLigue o cabo azul no roteador.")}
    assert owner.post(f"/api/v1/documents/{document['id']}/versions", files=text).status_code == 201
    finish(runner)
    told = changes(owner, made).json()
    assert (told["code"], told["job_error"]) == ("slides_drawing_failed", "slides_not_original")
