"""The editor's timeline is the server's: what the browser works out at once ends where the video does."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from embedded_only import setting  # noqa: F401 a fixture
from furnished import EXAMPLES, make_course, send_file
from served import Served
from visitors import Account, sign_up

WEB = Path(__file__).parents[2] / "web"
MANY = [{"text": f"Passo {number}: olhe bem para esta luz e espere que ela pare de piscar"} for number in range(30)]
TEXT = """---
title: Pausas
lang: pt-BR
speed: 1.1
transition: crossfade 0.4
---
# Pausas

(pause: 0.7)
Bem-vindo! Quer começar?

(pause-after: 1.25)
Vamos.

---
(transition: push 0.9)
# Luzes

- Verde
- Vermelha

(show: 1)
A verde: tudo certo;

(show: 2)
(speed: 1.5)
A vermelha, nem tanto...

---
# Muitos passos

- Um
- Dois

Comece pelo primeiro passo. Olhe bem para cada luz. Espere que ela pare de piscar. Vá até ao fim da lista.

---
(kind: closing)
# Fim

Obrigado.

(pause: 2)
"""


@pytest.fixture(scope="module")
def owner(server: Served) -> Account:
    return sign_up(server)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The editor's own reckoning, for Node."""
    bundle = tmp_path_factory.mktemp("program") / "lay_out.mjs"
    entry = Path(__file__).with_name("lay_out.ts")
    command = ["npx", "rolldown", str(entry), "--file", str(bundle), "--platform", "node", "--format", "esm"]
    subprocess.run(command, cwd=WEB, check=True, capture_output=True, timeout=120)
    return bundle


@pytest.fixture(scope="module")
def with_pauses(owner: Account, tmp_path_factory: pytest.TempPathFactory) -> str:
    document = tmp_path_factory.mktemp("course") / "pausas.md"
    document.write_text(TEXT, "utf-8")
    course = make_course(owner, document)[0]
    music = send_file(owner, f"/api/v1/projects/{course}/media", EXAMPLES / "trilha.mp3")["name"]
    version = owner.ask("GET", f"/api/v1/projects/{course}")["version"]
    change = {"music": {"file": music, "level_db": -19}}
    owner.ask("PATCH", f"/api/v1/projects/{course}", change, **{"If-Match": f'"{version}"'})
    # One that is too full for a page, as only somebody who edits makes it.
    scene = owner.ask("GET", f"/api/v1/projects/{course}/scenes")["items"][2]
    full = {"slide": scene["slide"] | {"items": MANY}}
    owner.ask("PATCH", f"/api/v1/scenes/{scene['id']}", full, **{"If-Match": f'"{scene["version"]}"'})
    return course


def reckoned(owner: Account, program: Path, course: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The server's timeline, and the editor's without it and with it."""
    asked = {
        "project": owner.ask("GET", f"/api/v1/projects/{course}"),
        "scenes": owner.ask("GET", f"/api/v1/projects/{course}/scenes?limit=200")["items"],
        "timeline": owner.ask("GET", f"/api/v1/projects/{course}/timeline"),
    }
    ran = subprocess.run(
        ["node", str(program)], input=json.dumps(asked), capture_output=True, text=True, check=True, timeout=60
    )
    return asked["timeline"], json.loads(ran.stdout)


def same(timeline: dict[str, Any], layout: dict[str, Any]) -> None:
    assert layout["totalMs"] == timeline["duration_ms"]
    for theirs, mine in zip(timeline["scenes"], layout["scenes"], strict=True):
        assert (mine["startMs"], mine["durationMs"]) == (theirs["start_ms"], theirs["duration_ms"]), theirs["key"]
        shown = [(step["atMs"], step["page"], step["step"]) for step in mine["steps"]]
        assert shown == [(step["at_ms"], step["page"], step["step"]) for step in theirs["steps"]], theirs["key"]
        for number, line in enumerate(mine["lines"]):
            parts = [part for part in theirs["lines"] if part["line"] == number]
            end = parts[-1]["start_ms"] + parts[-1]["duration_ms"]
            assert (line["startMs"], line["startMs"] + line["durationMs"]) == (parts[0]["start_ms"], end)
            assert line["isSpoken"] == all(part["is_spoken"] for part in parts)
            assert line["pauseAfterMs"] == parts[-1]["pause_after_ms"]


def test_the_example_course_has_the_server_s_times(owner: Account, program: Path) -> None:
    timeline, layouts = reckoned(owner, program, make_course(owner)[0])
    same(timeline, layouts["told"])
    # Before the server was asked lengths are guesses, and no wild ones.
    assert layouts["guessed"]["totalMs"] == pytest.approx(timeline["duration_ms"], rel=0.15)


def test_pauses_steps_transitions_pages_and_music_have_the_server_s_times(
    owner: Account, program: Path, with_pauses: str
) -> None:
    timeline, layouts = reckoned(owner, program, with_pauses)
    assert timeline["music"] is not None
    assert any(scene["transitions"] for scene in timeline["scenes"])
    assert max(step["page"] for step in timeline["scenes"][2]["steps"]) > 1
    same(timeline, layouts["told"])


def test_a_line_that_was_spoken_has_its_own_length(owner: Account, program: Path, with_pauses: str) -> None:
    before, _ = reckoned(owner, program, with_pauses)
    scene = owner.ask("GET", f"/api/v1/projects/{with_pauses}/scenes?limit=200")["items"][0]
    owner.ask("POST", "/api/v1/previews/speech", {"project_id": with_pauses, "line": scene["lines"][0]})
    after, layouts = reckoned(owner, program, with_pauses)
    assert not before["scenes"][0]["lines"][0]["is_spoken"]
    assert after["scenes"][0]["lines"][0]["is_spoken"]
    same(after, layouts["told"])
