"""What a render would have to make, told before it is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tecnocursos.bootstrap.workbench import build_workbench
from tecnocursos.config import Folders, Settings
from tecnocursos.kit.progress import Progress
from tecnocursos.rendering.slides import BulletsSlide, Item, TitleSlide
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.drafting import Draft
from tecnocursos.studio.media import MediaShelf
from tecnocursos.studio.production import produce_video
from tecnocursos.studio.renders.estimating import estimate_render
from tecnocursos.studio.tools import Tools

COURSE = Course(
    title="Cabos",
    language="pt-BR",
    size="720p",
    scenes=(
        Scene(id="a", slide=TitleSlide(title="Cabos"), lines=(Line(text="Vamos ligar os cabos."),)),
        Scene(
            id="b",
            slide=BulletsSlide(title="Passos", items=(Item(text="Fibra"), Item(text="Energia"))),
            lines=(Line(text="Primeiro, a fibra.", step=1), Line(text="Depois, a energia.", step=2)),
        ),
    ),
)


@pytest.fixture(scope="module")
def tools(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tools]:
    folder = tmp_path_factory.mktemp("estimates")
    with build_workbench(Settings(folders=Folders(cache=folder / "cache", voices=folder / "voices"))) as workbench:
        yield workbench.tools


def test_what_was_made_costs_nothing_and_a_change_only_its_scene(tools: Tools, tmp_path: Path) -> None:
    before = estimate_render(_draft(COURSE), tools)
    assert before.to_speak == before.to_draw == before.to_sound == ("a", "b")
    assert before.seconds > 0.1

    video = produce_video(_draft(COURSE), tmp_path / "video.mp4", tools, Progress()).video
    after = estimate_render(_draft(COURSE), tools)
    assert after.to_speak == after.to_draw == after.to_sound == ()
    assert after.duration_ms == video.duration_ms
    assert abs(before.duration_ms - video.duration_ms) < 0.3 * video.duration_ms
    assert after.seconds < before.seconds

    first, second = COURSE.scenes
    line = second.lines[1].model_copy(update={"text": "Depois, a tomada."})
    changed = COURSE.model_copy(
        update={"scenes": (first, second.model_copy(update={"lines": (second.lines[0], line)}))}
    )
    estimate = estimate_render(_draft(changed), tools)
    assert (estimate.to_speak, estimate.to_draw, estimate.to_sound) == (("b",), (), ("b",))

    slide = first.slide.model_copy(update={"title": "Os cabos"})
    redrawn = COURSE.model_copy(update={"scenes": (first.model_copy(update={"slide": slide}), second)})
    estimate = estimate_render(_draft(redrawn), tools)
    assert (estimate.to_speak, estimate.to_draw, estimate.to_sound) == ((), ("a",), ())


def _draft(course: Course) -> Draft:
    return Draft(course, MediaShelf(), None)
