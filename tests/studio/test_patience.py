"""Who waits for slides to be laid out waits for a limited time, and what was done meanwhile is not lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tecnocursos.infra.file_cache import FileCache
from tecnocursos.rendering.slides import BulletsSlide, Item
from tecnocursos.rendering.stage.stage import Stage
from tecnocursos.rendering.timeline import Brand
from tecnocursos.studio.patience import SlidesTookTooLong, time_limit
from tecnocursos.studio.production import fit_slide


def test_a_slide_that_takes_too_long_is_given_up_unless_it_is_known(tmp_path: Path) -> None:
    stage = Stage(
        template="modern", brand=Brand(), width=640, height=360, language="pt-BR", locate=lambda name: tmp_path / name
    )
    cache = FileCache(tmp_path / "cache")
    slide = BulletsSlide(title="Passos", items=tuple(Item(text="muitas palavras " * 12) for _ in range(12)))
    with pytest.raises(SlidesTookTooLong) as refused:
        fit_slide(slide, stage, cache, check=time_limit(0))
    assert refused.value.code == "slides_took_too_long"
    pages = fit_slide(slide, stage, cache, check=time_limit(60))
    assert len(pages) > 1
    assert fit_slide(slide, stage, cache, check=time_limit(0)) == pages
