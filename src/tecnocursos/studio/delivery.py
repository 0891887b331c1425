"""What lies beside a finished video: captions, chapters, transcript, poster, report, and the course itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tecnocursos.infra.files import write_whole
from tecnocursos.publishing.caption_files import to_srt, to_vtt
from tecnocursos.publishing.chapters import chapters_of, chapters_vtt
from tecnocursos.publishing.lint import lint_captions
from tecnocursos.publishing.transcript import (
    Shown,
    ShownCode,
    ShownPicture,
    ShownTable,
    ShownText,
    TranscriptScene,
    transcript_markdown,
)
from tecnocursos.rendering.service import Video, write_poster
from tecnocursos.rendering.slides import CodeSlide, PictureSlide, PictureTextSlide, QuoteSlide, Slide, TableSlide
from tecnocursos.studio.course import Course, Line
from tecnocursos.studio.course_file import write_course_file
from tecnocursos.studio.course_text.courses import write_course_text
from tecnocursos.studio.coverage import report_coverage
from tecnocursos.studio.drafting import DOCUMENT_FILE, MEDIA_FOLDER, Draft
from tecnocursos.studio.errors import DeliveryCollides
from tecnocursos.studio.faithfulness.check import check_faithfulness
from tecnocursos.studio.media import media_names, rename_media
from tecnocursos.studio.production import Production
from tecnocursos.studio.report import Report, report_markdown

_SUFFIXES = (".srt", ".vtt", ".chapters.vtt", ".transcript.md", ".report.md", ".png", ".course.json")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What was written, and what the user should know about it."""

    video: Video
    files: tuple[Path, ...]
    report: Report


def check_delivery(draft: Draft, output: Path) -> None:
    """Raise DeliveryCollides when a file beside `output` would replace one that the course is made of."""
    for suffix in (".mp4", *_SUFFIXES):
        path = _beside(output, suffix)
        if draft.shelf.holds(path):
            raise DeliveryCollides(file=path.name)


def deliver(draft: Draft, production: Production, output: Path) -> Delivery:
    """Write everything that belongs beside `output`; each file is whole or absent."""
    timeline, course = production.timeline, production.course
    captions = timeline.captions
    report = Report(
        faithfulness=check_faithfulness(draft.course, draft.outline) if draft.outline else None,
        coverage=report_coverage(draft.course, draft.outline) if draft.outline else None,
        caption_count=len(captions),
        captions=tuple(lint_captions(captions, timeline.rate)),
        remarks=draft.remarks,
    )
    texts = {
        ".srt": to_srt(captions),
        ".vtt": to_vtt(captions),
        ".chapters.vtt": chapters_vtt(chapters_of(timeline)),
        ".transcript.md": transcript_markdown(
            course.title, _transcript(production), course.language, timeline.duration_ms
        ),
        ".report.md": report_markdown(report, draft.course),
    }
    files = []
    for suffix, text in texts.items():
        path = _beside(output, suffix)
        write_whole(path, text)
        files.append(path)
    poster = _beside(output, ".png")
    write_poster(timeline, poster, drawing=production.stage)
    files += [poster, _write_course(draft, production, output)]
    return Delivery(production.video, tuple(files), report)


def write_outline(draft: Draft, output: Path) -> None:
    """Write the draft's course as text to `output`, its media in a folder beside it."""
    write_whole(output, write_course_text(_with_media_beside(draft, output)))


def _beside(output: Path, suffix: str) -> Path:
    return output.with_name(output.stem + suffix)


def _write_course(draft: Draft, production: Production, output: Path) -> Path:
    path = _beside(output, ".course.json")
    times = [
        {
            "scene": scene.id,
            "lines": [[time.start_ms, time.end_ms] for time in line_times],
        }
        for scene, line_times in zip(production.course.scenes, production.line_times, strict=True)
    ]
    measured = {"duration_ms": production.video.duration_ms, "line_times_ms": times}
    write_course_file(path, _with_media_beside(draft, output), measured)
    return path


def _with_media_beside(draft: Draft, output: Path) -> Course:
    """The draft's course, its media copied to `<stem>.media/` and named relative to the folder of `output`.

    The outline of the document goes there too, so that the course can be checked against it after any edit.
    """
    folder = _beside(output, MEDIA_FOLDER)
    draft.shelf.copy_to(folder, media_names(draft.course))
    if draft.outline is not None:
        write_whole(folder / DOCUMENT_FILE, draft.outline.model_dump_json(indent=1) + "\n")
    return rename_media(draft.course, lambda name: f"{folder.name}/{name}")


def _transcript(production: Production) -> list[TranscriptScene]:
    starts = production.timeline.scene_starts_ms()
    return [
        TranscriptScene(
            title=scene.slide.title,
            start_ms=start,
            chapter=scene.chapter,
            paragraphs=(_paragraph(scene.lines),),
            shown=_shown(scene.slide),
        )
        for scene, start in zip(production.course.scenes, starts, strict=True)
    ]


def _paragraph(lines: Sequence[Line]) -> str:
    texts = (line.text if line.caption is None else line.caption for line in lines)
    return " ".join(text for text in texts if text)


def _shown(slide: Slide) -> tuple[Shown, ...]:
    """What stands on the screen in a form that words on the sound track do not replace."""
    if isinstance(slide, PictureSlide | PictureTextSlide):
        return (ShownPicture(alt=slide.picture.alt, caption=slide.picture.caption),)
    if isinstance(slide, TableSlide):
        return (ShownTable(header=slide.header, rows=slide.rows, caption=slide.caption),)
    if isinstance(slide, CodeSlide):
        return (ShownCode(text=slide.code, language=slide.language),)
    if isinstance(slide, QuoteSlide):
        return (ShownText(text=slide.text),)
    return ()
