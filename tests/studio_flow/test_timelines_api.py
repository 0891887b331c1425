"""The timeline of a project, before it is rendered and after."""

from __future__ import annotations

import json
import re
from typing import Any
from uuid import UUID

from media_samples import sound
from people import Person
from projects import COURSE, make_project, scene_ids
from statements import statements
from tecnocursos.bootstrap.platform import Platform
from tecnocursos.rendering.slides import BulletsSlide, Item
from tecnocursos.rendering.timeline import Transition
from tecnocursos.studio.course import Line, Scene
from tecnocursos.worker.running import Runner

LONG = "Uma frase bem comprida que enche a página inteira, palavra por palavra. " * 3
CROWDED = Scene(
    id="cheia",
    slide=BulletsSlide(title="Cheia", items=tuple(Item(text=f"{number}. {LONG}") for number in range(12))),
    lines=(Line(text="Tudo isto, e muito mais, é dito numa frase só.", step=12), Line(text="Fim.", pause_after_ms=700)),
    chapter="Muito",
)


def timeline_of(person: Person, project: UUID) -> dict[str, Any]:
    answer = person.get(f"/api/v1/projects/{project}/timeline")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_after_a_render_the_timeline_is_the_videos(platform: Platform, owner: Person, runner: Runner) -> None:
    first, second = COURSE.scenes
    scenes = (
        first.model_copy(update={"chapter": "Começo"}),
        CROWDED,
        second.model_copy(update={"transition": Transition(kind="push", frames=15)}),
    )
    course = COURSE.model_copy(update={"scenes": scenes, "transition": Transition(kind="crossfade", frames=12)})
    project = make_project(platform, owner, course)
    before = timeline_of(owner, project)
    assert before["is_spoken"] is False
    assert [line["is_spoken"] for scene in before["scenes"] for line in scene["lines"]] != []
    render = owner.post(f"/api/v1/projects/{project}/renders", json={}).json()
    while runner.run_next(["media"]):
        pass
    done = owner.get(f"/api/v1/renders/{render['id']}").json()
    files = {file["kind"]: owner.client.get(file["url"]).text for file in done["files"] if file["kind"] != "video"}

    timeline = timeline_of(owner, project)
    assert (timeline["is_spoken"], timeline["duration_ms"]) == (True, done["duration_ms"])
    assert sum(scene["duration_ms"] for scene in timeline["scenes"]) == done["duration_ms"]
    rows = [owner.get(f"/api/v1/scenes/{identity}").json() for identity in scene_ids(platform, owner, project)]
    assert [(one["id"], one["key"], one["version"]) for one in timeline["scenes"]] == [
        (row["id"], row["key"], row["version"]) for row in rows
    ]
    lines = [(scene, line) for scene in timeline["scenes"] for line in scene["lines"]]
    assert [
        [scene["start_ms"] + line["start_ms"], scene["start_ms"] + line["start_ms"] + line["duration_ms"]]
        for scene, line in lines
    ] == [times for scene in json.loads(files["course"])["measured"]["line_times_ms"] for times in scene["lines"]]
    cues = re.findall(r"(\d\d:\d\d:\d\d\.\d{3}) --> (\d\d:\d\d:\d\d\.\d{3})", files["vtt"])
    assert [
        (clock(scene["start_ms"] + caption["start_ms"]), clock(scene["start_ms"] + caption["end_ms"]))
        for scene in timeline["scenes"]
        for caption in scene["captions"]
    ] == cues
    chapters = re.findall(r"(\S+) --> (\S+)\n(.+)", files["chapters"])
    assert [(clock(one["start_ms"]), clock(one["end_ms"]), one["title"]) for one in timeline["chapters"]] == chapters

    crowded = timeline["scenes"][1]
    pages = {step["page"] for step in crowded["steps"]}
    assert len(pages) > 1
    for page in pages:
        assert owner.get(f"/api/v1/scenes/{crowded['id']}/preview.png?page={page}&width=64").status_code == 200
    # The first line is said over several pages, the second on the last.
    numbers = [line["line"] for line in crowded["lines"]]
    assert numbers == sorted(numbers)
    assert set(numbers) == {0, 1}
    assert crowded["lines"][-1]["pause_after_ms"] == 700
    kinds = [[one["kind"] for one in scene["transitions"]] for scene in timeline["scenes"]]
    assert kinds == [["crossfade"], ["crossfade"] * len(pages), []]
    last = timeline["scenes"][2]
    assert [step["step"] for step in last["steps"]] == [1, 2]
    assert last["steps"][1]["at_ms"] == last["lines"][1]["start_ms"]


def clock(ms: int) -> str:
    return f"{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def test_many_scenes_take_no_more_queries_than_one_and_none_are_an_empty_timeline(
    platform: Platform, owner: Person
) -> None:
    first = COURSE.scenes[0]
    few = make_project(platform, owner, COURSE.model_copy(update={"scenes": (first,)}))
    many = tuple(first.model_copy(update={"id": f"cena-{number}"}) for number in range(200))
    project = make_project(platform, owner, COURSE.model_copy(update={"scenes": many}))
    for wanted in (few, project):
        timeline_of(owner, wanted)
    with statements(platform) as of_few:
        timeline_of(owner, few)
    with statements(platform) as of_many:
        scenes = timeline_of(owner, project)["scenes"]
    assert len(scenes) == 200
    assert len(of_many) <= len(of_few)
    ends = [scene["start_ms"] + scene["duration_ms"] for scene in scenes]
    assert [scene["start_ms"] for scene in scenes] == [0, *ends[:-1]]

    (only,) = scene_ids(platform, owner, few)
    assert owner.delete(f"/api/v1/scenes/{only}", headers={"If-Match": "*"}).status_code == 204
    empty = timeline_of(owner, few)
    assert (empty["scenes"], empty["duration_ms"]) == ([], 0)


def test_music_is_placed_with_its_length_and_silence_is_told(platform: Platform, owner: Person) -> None:
    project = make_project(platform, owner)
    path = f"/api/v1/projects/{project}"
    music, broken = (
        owner.post(f"{path}/media", files={"file": ("m.wav", content, "audio/wav")}).json()["name"]
        for content in (sound(3.0), sound(0.5))
    )
    for file, duration, repeats in ((music, 3000, 2500), (broken, None, None)):
        change = {"music": {"file": file, "level_db": -22}}
        assert owner.patch(path, json=change, headers={"If-Match": "*"}).status_code == 200
        placed = timeline_of(owner, project)["music"]
        assert (placed["file"], placed["level_db"]) == (file, -22)
        assert (placed["duration_ms"], placed["repeats_after_ms"]) == (duration, repeats)


def test_a_timeline_is_kept_apart(platform: Platform, owner: Person, stranger: Person) -> None:
    project = make_project(platform, owner)
    assert stranger.get(f"/api/v1/projects/{project}/timeline").status_code == 404
