"""Slides in their original design: each slide of a deck is one scene, and its picture fills the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from tecnocursos.documents.outline import Outline, Remark, Section
from tecnocursos.kit.text import collapse
from tecnocursos.rendering.slides import PictureSlide, PictureSlot
from tecnocursos.studio.course import Course, Scene
from tecnocursos.studio.errors import SlidesNotOriginal
from tecnocursos.studio.source_texts import block_text


def slide_pages(outline: Outline) -> tuple[int, ...]:
    """The numbers of the slides that have something to say. Raises SlidesNotOriginal when `outline` is no deck's.

    A PDF counts as a deck when every section of it has a page to itself.
    """
    pages = [section.place.page for section in outline.sections]
    numbers = tuple(page for page in pages if page is not None)
    stays_on_page = all(
        block.place.page == section.place.page for section in outline.sections for block in section.blocks
    )
    if outline.source.kind not in {"pptx", "pdf"} or len(set(numbers)) < len(pages) or not stays_on_page:
        raise SlidesNotOriginal(file=outline.source.name)
    return numbers


def show_originals(course: Course, outline: Outline, pictures: Mapping[int, str]) -> Course:
    """The course with one scene for each slide, which says all that was said in the slide's scenes.

    `pictures` names the files by the numbers of `slide_pages`. A scene that has no slide in the deck, such as the
    recap, stays as it is, except that an opening is spoken over the first slide.
    """
    sections = {section.id: section for section in outline.sections}
    scenes: list[Scene] = []
    for owner, group in groupby(course.scenes, key=lambda scene: _owner(scene, course, outline)):
        section = sections.get(owner or "")
        page = section.place.page if section else None
        if section is None or page is None:
            scenes += group
        else:
            scenes.append(_slide_scene(section, tuple(group), pictures[page]))
    return course.model_copy(update={"scenes": tuple(scenes)})


def silent_slides_remark(course: Course, outline: Outline) -> Remark | None:
    """What to tell about slides that are in the deck and not in `course`, as `show_originals` gave it."""
    silent = (outline.source.pages or 0) - len({scene.section_id for scene in course.scenes} - {None})
    if silent <= 0:
        return None
    return Remark(
        en=f"Left out: slides that hold nothing to say, {silent} in all.",
        pt=f"Ficaram de fora: slides sem nada para falar, {silent} no total.",
    )


def _owner(scene: Scene, course: Course, outline: Outline) -> str | None:
    """The section whose slide stands behind the scene; the opening that no section has stands before the first."""
    if scene.section_id is None and scene is course.scenes[0] and outline.sections:
        return outline.sections[0].id
    return scene.section_id


def _slide_scene(section: Section, scenes: Sequence[Scene], file: str) -> Scene:
    return Scene(
        id=section.id,
        slide=PictureSlide(
            title=collapse(section.title or "") or scenes[0].slide.title,
            picture=PictureSlot(file=file, alt=_words_on(section)),
            is_full_page=True,
        ),
        lines=tuple(line.model_copy(update={"step": None}) for scene in scenes for line in scene.lines),
        section_id=section.id,
        shows=tuple(block.id for block in section.blocks),
        chapter=next((scene.chapter for scene in scenes if scene.chapter), None),
        transition=scenes[-1].transition,
    )


def _words_on(section: Section) -> str:
    """All words of a slide in a line, for those who cannot see its picture."""
    texts = [section.title or "", section.subtitle or "", *map(block_text, section.blocks)]
    parts = [collapse(text) for text in texts if text.strip()]
    return " ".join(part if part.endswith((".", "!", "?", ":", ";", "…")) else f"{part}." for part in parts)
