"""Renders as those who ask for them see them: asked, made, downloaded, made again."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

import pytest
from fastapi.testclient import TestClient

from people import Person, join
from projects import COURSE, change_course, make_project, scene_ids, with_line
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.jobs.outbox import enqueue
from tecnocursos.rendering.slides import TitleSlide
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.renders.messages import RenderProject
from tecnocursos.worker.running import Runner

SIMPLE = COURSE.model_copy(update={"scenes": COURSE.scenes[:1]})


def ask(person: Person, project: UUID, **order: Any) -> dict[str, Any]:
    answer = person.post(f"/api/v1/projects/{project}/renders", json=order)
    assert answer.status_code == 202, answer.text
    render: dict[str, Any] = answer.json()
    return render


def finish(runner: Runner) -> None:
    while runner.run_next(["media"]):
        pass


def get(person: Person, render: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = person.get(f"/api/v1/renders/{render['id']}").json()
    return found


def files_of(render: dict[str, Any]) -> dict[str, Any]:
    return {file["kind"]: file for file in render["files"]}


def test_a_project_becomes_a_video_with_all_that_lies_beside_it(
    platform: Platform, owner: Person, runner: Runner
) -> None:
    project = make_project(platform, owner)
    assert owner.get(f"/api/v1/projects/{project}/video").json()["code"] == "video_missing"
    render = ask(owner, project)
    assert (render["state"], render["files"]) == ("queued", [])
    finish(runner)
    done = get(owner, render)
    assert (done["state"], done["fraction"], done["error"]) == ("succeeded", 1.0, None)
    files = files_of(done)
    assert list(files) == ["video", "srt", "vtt", "chapters", "transcript", "poster", "report", "course"]
    assert files["video"]["name"] == "cabos-em-casa.mp4"
    assert 3_000 < done["duration_ms"] < 30_000

    video = owner.client.get(files["video"]["url"])
    assert video.headers["content-type"] == "video/mp4"
    assert video.content[4:8] == b"ftyp"
    assert len(video.content) == files["video"]["size_bytes"]
    rest = owner.client.get(files["video"]["url"], headers={"Range": f"bytes={len(video.content) - 9}-"})
    assert (rest.status_code, rest.content) == (206, video.content[-9:])
    assert "Primeiro, a fibra." in owner.client.get(files["srt"]["url"]).text
    course = json.loads(owner.client.get(files["course"]["url"]).content)
    assert [scene["id"] for scene in course["scenes"]] == ["abertura", "passos"]
    assert owner.get(f"/api/v1/projects/{project}/video").json()["id"] == done["id"]
    (told,) = owner.get("/api/v1/notifications").json()["items"]
    assert (told["kind"], told["payload"]["render_id"]) == ("render.finished", render["id"])


def test_a_changed_scene_is_made_anew_and_no_other_and_the_same_gives_the_same_bytes(
    platform: Platform, owner: Person, runner: Runner
) -> None:
    course = with_line(COURSE, 0, 0, "Olá, vamos aos cabos de hoje.")
    project = make_project(platform, owner, course)
    first = ask(owner, project)
    finish(runner)
    again = ask(owner, project)
    assert again["id"] != first["id"]
    assert again["revision_id"] == first["revision_id"]
    finish(runner)
    first, again = get(owner, first), get(owner, again)
    assert {kind: file["sha256"] for kind, file in files_of(again).items()} == {
        kind: file["sha256"] for kind, file in files_of(first).items()
    }
    assert (again["made"]["spoken"], again["made"]["drawn"], again["made"]["mixed"]) == ([], [], [])

    change_course(platform, owner, project, with_line(course, 1, 1, "Depois, ligue na tomada azul."))
    estimate = owner.get(f"/api/v1/projects/{project}/renders/estimate").json()
    assert (estimate["to_speak"], estimate["to_draw"], estimate["to_sound"]) == (["passos"], [], ["passos"])
    changed = ask(owner, project)
    finish(runner)
    changed = get(owner, changed)
    assert (changed["made"]["spoken"], changed["made"]["drawn"], changed["made"]["mixed"]) == (
        ["passos"],
        [],
        ["passos"],
    )
    assert files_of(changed)["video"]["sha256"] != files_of(first)["video"]["sha256"]
    assert files_of(changed)["poster"]["sha256"] == files_of(first)["poster"]["sha256"]
    used = {one["resource"]: one["used"] for one in owner.get("/api/v1/usage").json()["resources"]}
    # What had been made already is not paid for again.
    assert used["rendered_seconds"] < (first["duration_ms"] + changed["duration_ms"]) / 1000
    listed = owner.get(f"/api/v1/projects/{project}/renders", params={"state": "succeeded"}).json()["items"]
    assert [render["id"] for render in listed] == [changed["id"], again["id"], first["id"]]


def test_asked_twice_at_once_it_is_made_once(platform: Platform, owner: Person, runner: Runner) -> None:
    project = make_project(platform, owner, SIMPLE)
    first, second = ask(owner, project), ask(owner, project)
    assert first["id"] == second["id"]
    other = ask(owner, project, size="square", formats=["video"])
    assert other["id"] != first["id"]
    refused = owner.post(f"/api/v1/projects/{project}/renders", json={"size": "vertical"})
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_at_once")
    finish(runner)
    assert list(files_of(get(owner, other))) == ["video"]


def test_what_was_asked_for_again_is_not_retried_besides(platform: Platform, owner: Person) -> None:
    project = make_project(platform, owner, SIMPLE)
    first = ask(owner, project)
    owner.post(f"/api/v1/renders/{first['id']}/cancel")
    second = ask(owner, project)
    assert second["id"] != first["id"]
    refused = owner.post(f"/api/v1/renders/{first['id']}/retry")
    assert (refused.status_code, refused.json()["code"]) == (409, "render_asked_again")
    owner.post(f"/api/v1/renders/{second['id']}/cancel")
    assert owner.post(f"/api/v1/renders/{first['id']}/retry").json()["state"] == "queued"
    owner.post(f"/api/v1/renders/{first['id']}/cancel")


def test_a_scene_alone_becomes_a_video(platform: Platform, owner: Person, runner: Runner) -> None:
    project = make_project(platform, owner)
    scene = scene_ids(platform, owner, project)[1]
    render = ask(owner, project, scene_id=str(scene), formats=["video"])
    assert render["scene_key"] == "passos"
    finish(runner)
    assert get(owner, render)["state"] == "succeeded"
    # It does not stand for the project.
    assert owner.get(f"/api/v1/projects/{project}/video").status_code == 404
    assert owner.post(f"/api/v1/renders/{render['id']}/publish").json()["code"] == "render_partial"
    elsewhere = scene_ids(platform, owner, make_project(platform, owner))[0]
    refused = owner.post(f"/api/v1/projects/{project}/renders", json={"scene_id": str(elsewhere)})
    assert refused.json()["code"] == "scene_not_found"


def test_what_cannot_be_made_says_why_and_where(platform: Platform, owner: Person, runner: Runner) -> None:
    silent = Course(
        title="Mudo",
        language="pt-BR",
        size="720p",
        scenes=(
            COURSE.scenes[0],
            Scene(id="muda", slide=TitleSlide(title="Nada"), lines=(Line(text="…"),)),
        ),
    )
    project = make_project(platform, owner, silent)
    render = ask(owner, project)
    finish(runner)
    failed = get(owner, render)
    assert failed["state"] == "failed"
    assert failed["error"]["code"] == "narration_silent"
    assert failed["error"]["scene"] == "muda"
    assert failed["error"]["en"] != failed["error"]["pt"]
    (told,) = owner.get("/api/v1/notifications").json()["items"]
    assert told["kind"] == "render.failed"
    assert owner.get("/api/v1/renders", params={"state": "failed"}).json()["items"][0]["id"] == render["id"]
    assert owner.post(f"/api/v1/renders/{render['id']}/retry").json()["state"] == "queued"
    finish(runner)
    assert get(owner, render)["state"] == "failed"


def test_a_waiting_render_is_cancelled_retried_published_and_deleted(
    platform: Platform, owner: Person, runner: Runner
) -> None:
    project = make_project(platform, owner, SIMPLE)
    render = ask(owner, project)
    path = f"/api/v1/renders/{render['id']}"
    assert owner.delete(path).json()["code"] == "render_running"
    assert owner.post(f"{path}/publish").json()["code"] == "render_unfinished"
    assert owner.post(f"{path}/cancel").json()["state"] == "cancelled"
    finish(runner)
    assert get(owner, render)["files"] == []
    assert owner.post(f"{path}/retry").json()["state"] == "queued"
    finish(runner)
    assert owner.post(f"{path}/cancel").json()["code"] == "job_ended"
    assert owner.post(f"{path}/publish").json()["published_at"]
    second = ask(owner, project)
    finish(runner)
    owner.post(f"/api/v1/renders/{second['id']}/publish")
    assert get(owner, render)["published_at"] is None
    assert owner.delete(f"/api/v1/renders/{second['id']}").json()["code"] == "render_published"
    owner.post(f"/api/v1/renders/{second['id']}/withdraw")
    assert owner.delete(f"/api/v1/renders/{second['id']}").status_code == 204
    assert owner.delete(path).status_code == 204
    assert owner.get(path).json()["code"] == "render_not_found"


def test_done_twice_it_leaves_one_set_of_files(platform: Platform, owner: Person, runner: Runner) -> None:
    """As when a worker dies after the work and before it could say so."""
    render = ask(owner, make_project(platform, owner, SIMPLE))
    finish(runner)
    before = get(owner, render)
    with platform.database.transaction(owner.tenant_id) as session:
        job = enqueue(session, RenderProject(render_id=UUID(render["id"])), actor=owner.actor)
    finish(runner)
    assert owner.get(f"/api/v1/jobs/{job}").json()["state"] == "succeeded"
    after = get(owner, render)
    assert [file["sha256"] for file in after["files"]] == [file["sha256"] for file in before["files"]]
    assert len(owner.get("/api/v1/notifications").json()["items"]) == 1


@pytest.mark.parametrize(
    "order", [{"size": "8k"}, {"formats": ["exe"]}, {"scene_id": "x"}, {"surprise": True}, {"formats": "video"}]
)
def test_orders_that_make_no_sense_are_refused(platform: Platform, owner: Person, order: dict[str, Any]) -> None:
    project = make_project(platform, owner, SIMPLE)
    assert owner.post(f"/api/v1/projects/{project}/renders", json=order).status_code == 422


def test_roles_and_tenants(platform: Platform, client: TestClient, owner: Person, runner: Runner) -> None:
    project = make_project(platform, owner, SIMPLE)
    render = ask(owner, project)
    finish(runner)
    path = f"/api/v1/renders/{render['id']}"
    viewer = join(platform, client, "viewer", owner.tenant_id)
    assert viewer.get(path).status_code == 200
    assert viewer.post(f"/api/v1/projects/{project}/renders", json={}).status_code == 403
    for verb in ("cancel", "retry", "publish", "withdraw"):
        assert viewer.post(f"{path}/{verb}").status_code == 403
    assert viewer.delete(path).status_code == 403
    stranger = join(platform, client)
    assert stranger.get(path).status_code == 404
    assert stranger.delete(path).status_code == 404
    for verb in ("cancel", "retry", "publish", "withdraw"):
        assert stranger.post(f"{path}/{verb}").status_code == 404
    for tail in ("renders", "renders/estimate", "video"):
        assert stranger.get(f"/api/v1/projects/{project}/{tail}").status_code == 404
    assert stranger.post(f"/api/v1/projects/{project}/renders", json={}).status_code == 404
    assert stranger.get("/api/v1/renders").json()["items"] == []


def test_what_others_rendered_is_not_to_be_seen_in_what_a_render_would_cost(
    platform: Platform, owner: Person, stranger: Person, runner: Runner
) -> None:
    others = make_project(platform, owner)
    mine = make_project(platform, stranger)

    def estimate() -> Any:
        return stranger.get(f"/api/v1/projects/{mine}/renders/estimate").json()

    before = estimate()
    owner.post(f"/api/v1/projects/{others}/renders", json={})
    finish(runner)
    assert estimate() == before
    assert before["to_speak"] == ["abertura", "passos"]

    stranger.post(f"/api/v1/projects/{mine}/renders", json={})
    finish(runner)
    assert estimate()["to_speak"] == estimate()["to_draw"] == estimate()["to_sound"] == []
