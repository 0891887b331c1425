"""A scene with a look of its own: drawn as that look draws, and only its own pieces are made anew."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from rendering_factories import Media, course

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.kit.progress import Progress
from tecnocursos.rendering.pieces import Pieces
from tecnocursos.rendering.service import render
from tecnocursos.rendering.slides import BulletsSlide, Item
from tecnocursos.rendering.stage.stage import Stage
from tecnocursos.rendering.timeline import Brand, TemplateName, Timeline

SLIDE = BulletsSlide(title="Passos", items=(Item(text="Um"), Item(text="Dois")))


def stage(template: TemplateName, width: int, height: int) -> Stage:
    return Stage(
        template=template, brand=Brand(primary="#0a5c63"), width=width, height=height, language="pt-BR", locate=Path
    )


def test_another_look_of_a_stage_is_a_stage_of_that_look() -> None:
    modern, tech = stage("modern", 640, 360), stage("tech", 640, 360)
    assert modern.in_look("modern") is modern
    assert modern.in_look("tech") is modern.in_look("tech")
    assert modern.in_look("tech").fingerprint == tech.fingerprint != modern.fingerprint
    assert np.array_equal(modern.in_look("tech").draw(SLIDE), tech.draw(SLIDE))
    assert not np.array_equal(modern.draw(SLIDE), tech.draw(SLIDE))
    assert np.array_equal(modern.in_look("tech").in_look("modern").draw(SLIDE), modern.draw(SLIDE))


def test_only_the_scene_with_another_look_is_made_anew(tmp_path: Path) -> None:
    media, cache, ffmpeg = Media(tmp_path / "media"), FileCache(tmp_path / "cache"), FFmpeg()
    plain = course(media, scenes=3, steps=2, seconds=2.0)
    drawing = stage("modern", plain.width, plain.height)
    render(
        plain, tmp_path / "a.mp4", locate=media.locate, cache=cache, ffmpeg=ffmpeg, progress=Progress(), workers=2,
        drawing=drawing,
    )  # fmt: skip

    def missing(timeline: Timeline) -> set[int]:
        pieces = Pieces(timeline, drawing, locate=media.locate, cache=cache, ffmpeg=ffmpeg)
        return set(pieces.missing_states())

    assert missing(plain) == set()
    scenes = list(plain.scenes)
    scenes[1] = scenes[1].model_copy(update={"template": "tech"})
    assert missing(plain.model_copy(update={"scenes": tuple(scenes)})) == {1}
    scenes[1] = scenes[1].model_copy(update={"template": "modern"})
    assert missing(plain.model_copy(update={"scenes": tuple(scenes)})) == set()
