"""Making what a render is: the video and what lies beside it, in a temporary folder, under names that last."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tecnocursos.kit.progress import Progress
from tecnocursos.studio.delivery import Delivery, deliver
from tecnocursos.studio.drafting import Draft
from tecnocursos.studio.flow_models import FileKind
from tecnocursos.studio.production import Production, produce_video
from tecnocursos.studio.renders.estimating import Estimate, estimate_render
from tecnocursos.studio.tools import Tools

SUFFIXES: Mapping[FileKind, str] = {
    "video": ".mp4",
    "srt": ".srt",
    "vtt": ".vtt",
    "chapters": ".chapters.vtt",
    "transcript": ".transcript.md",
    "poster": ".png",
    "report": ".report.md",
    "course": ".course.json",
}
MEDIA_TYPES: Mapping[FileKind, str] = {
    "video": "video/mp4",
    "srt": "application/x-subrip",
    "vtt": "text/vtt",
    "chapters": "text/vtt",
    "transcript": "text/markdown",
    "poster": "image/png",
    "report": "text/markdown",
    "course": "application/json",
}
_NOT_IN_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Made:
    """What a run made, and what of it was not there before."""

    files: Mapping[FileKind, Path]
    duration_ms: int
    new_ms: int
    """How long the scenes last that were spoken or drawn anew."""
    summary: dict[str, Any]


def make_files(draft: Draft, formats: Sequence[FileKind], folder: Path, tools: Tools, progress: Progress) -> Made:
    """Produce `draft` into `folder`. The same draft gives the same bytes."""
    estimate = estimate_render(draft, tools)
    output = folder / f"{file_stem(draft.course.title)}.mp4"
    production = produce_video(draft, output, tools, progress)
    delivery = deliver(draft, production, output)
    files = {kind: output.with_name(output.stem + SUFFIXES[kind]) for kind in SUFFIXES if kind in formats}
    anew = {*estimate.to_speak, *estimate.to_draw}
    return Made(
        files=files,
        duration_ms=production.video.duration_ms,
        new_ms=sum(length for name, length in _lengths_ms(production) if name.partition(".")[0] in anew),
        summary=_summary(estimate, delivery, production),
    )


def file_stem(title: str) -> str:
    """A file name of plain letters: `Internet em casa: o básico` becomes `internet-em-casa-o-basico`."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_NAME.sub("-", plain).strip("-")[:_LONGEST_NAME].rstrip("-") or "video"


def _lengths_ms(production: Production) -> list[tuple[str, int]]:
    timeline = production.timeline
    return [(scene.id, timeline.frames_to_ms(scene.frame_count)) for scene in timeline.scenes]


def _summary(estimate: Estimate, delivery: Delivery, production: Production) -> dict[str, Any]:
    report, timeline = delivery.report, production.timeline
    starts = zip(timeline.scenes, timeline.scene_starts_ms(), strict=True)
    return {
        "scene_count": estimate.scene_count,
        "spoken": list(estimate.to_speak),
        "drawn": list(estimate.to_draw),
        "mixed": list(estimate.to_sound),
        "coverage_percent": report.coverage_percent,
        "findings": report.finding_count,
        "caption_findings": len(report.captions),
        "remarks": list(report.remarks),
        "scene_starts_ms": {scene.id: start_ms for scene, start_ms in starts},
    }
