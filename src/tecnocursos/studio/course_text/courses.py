"""A course as text: Markdown that a person can read and edit. Read and written without loss.

The grammar is told in docs/guides/course-as-text.md.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from markdown_it.tree import SyntaxTreeNode

from tecnocursos.kit.language import detect_language
from tecnocursos.kit.text import fold, words
from tecnocursos.rendering.slides import PictureSlot, with_places
from tecnocursos.rendering.timeline import TEMPLATES, TemplateName
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.course_text.element_places import read_places
from tecnocursos.studio.course_text.header import (
    HEADER_KEYS,
    ORIGINS,
    header_language,
    read_header,
    read_transition,
    split_header,
    write_header,
    write_transition,
)
from tecnocursos.studio.course_text.markup import parse, parse_inline, plain_text
from tecnocursos.studio.course_text.slide_writing import slide_directions, slide_markdown
from tecnocursos.studio.course_text.slides import KINDS, Shown, read_items, read_picture, read_quote, read_table
from tecnocursos.studio.course_text.speech import (
    LINE_KEYS,
    Spoken,
    lines_markdown,
    pause_ms,
    read_ids,
    take_directions,
    write_ids,
)
from tecnocursos.studio.course_text.yaml_values import Entry, Place, is_mapping, write_entry
from tecnocursos.studio.errors import TextMisplaced, TextPictureUnusable, TextSceneSilent, TextValueInvalid

_SCENE_KEYS = frozenset("id kind chapter transition template section shows script kicker number caption places".split())
_KEYS = _SCENE_KEYS | LINE_KEYS
_SHORT_TEXTS = ("kicker", "caption", "number")
_PICTURE_STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DIRECTION_LINE = re.compile(r"\((?:" + "|".join(sorted(_KEYS)) + r"):\s.*\)\s*$")
_HEADER_LINE = re.compile(r"(?:" + "|".join(sorted(HEADER_KEYS - {"title", "lang"})) + r")\s*:", re.MULTILINE)


@dataclass(slots=True)
class _Draft:
    """A scene while it is read."""

    shown: Shown
    entries: dict[str, Entry] = field(default_factory=dict)
    spoken: list[Spoken] = field(default_factory=list)
    pending: dict[str, Entry] = field(default_factory=dict)
    """Directions that wait for the paragraph they hold for."""
    spoken_last: SyntaxTreeNode | None = None
    """The paragraph spoken last: a block quote right below it is its caption."""
    is_empty: bool = True


def is_course_text(text: str) -> bool:
    """Whether a Markdown file is a course as text, not a plain document.

    It is one when its header sets something only courses have, when a line of `---` separates scenes, or when a
    paragraph starts with a direction. So is a text whose header cannot be read: its mistake is then named, where a
    plain document would have it spoken.
    """
    yaml_text, body, _ = split_header(text.removeprefix("\ufeff").replace("\r\n", "\n"))
    if _HEADER_LINE.search(yaml_text) or (yaml_text.strip() and not is_mapping(yaml_text)):
        return True
    fence = ""
    for line in body.split("\n"):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
        elif not fence and (line.rstrip() == "---" or _DIRECTION_LINE.match(line)):
            return True
    return False


def read_course_text(text: str, *, file: str, folder: Path | None = None) -> Course:
    """Read a course as text. `file` names it in errors; with `folder` its pictures are looked for there.

    Paths of media in the course are those of the text, relative to its folder. Raises CourseTextInvalid.
    """
    header = read_header(text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"), file)
    drafts = _collect(header.body, file, header.body_line)
    if not drafts:
        raise TextSceneSilent(file=file, line=header.body_line)
    title = header.fields.pop("title", None)
    title = title or next((draft.shown.title for draft in drafts if draft.shown.title), None) or Path(file).stem
    if folder is not None:
        _check_pictures(drafts, folder)
    scenes: list[Scene] = []
    taken: set[str] = {draft.entries["id"].text() for draft in drafts if "id" in draft.entries}
    if len(taken) < sum("id" in draft.entries for draft in drafts):
        raise _id_twice(drafts)
    for draft in drafts:
        scenes.append(_scene(draft, title, header.script, taken, is_first=not scenes))
    spoken = " ".join(line.text for scene in scenes for line in scene.lines)
    language = header_language(header) or detect_language(spoken)
    return Course.model_validate({**header.fields, "title": title, "language": language, "scenes": tuple(scenes)})


def write_course_text(course: Course) -> str:
    """Write a course as text, so that reading it gives the same course."""
    origins = Counter(line.origin for scene in course.scenes for line in scene.lines if line.sources)
    script = origins.most_common(1)[0][0] if origins else "author"
    scenes = (_scene_markdown(scene, script, is_first=number == 0) for number, scene in enumerate(course.scenes))
    return write_header(course, script) + "\n\n" + "\n\n---\n\n".join(scenes) + "\n"


def _scene_markdown(scene: Scene, script: str, *, is_first: bool) -> str:
    directions: dict[str, object] = {
        "id": scene.id,
        "section": scene.section_id and write_ids([scene.section_id]),
        "shows": write_ids(scene.shows),
        "chapter": scene.chapter,
        "transition": scene.transition and write_transition(scene.transition),
        "template": scene.template,
        **slide_directions(scene.slide, is_first=is_first),
    }
    head = "\n".join(f"({write_entry(key, value)})" for key, value in directions.items() if value)
    return "\n\n".join([head, *slide_markdown(scene.slide), *lines_markdown(scene.lines, script)])


def _collect(body: str, file: str, body_line: int) -> list[_Draft]:
    drafts = [_Draft(Shown(Place(file, body_line)))]
    above: SyntaxTreeNode | None = None
    for node in parse(body).children:
        line = body_line + (node.map[0] if node.map else 0)
        draft = drafts[-1]
        if node.type == "hr":
            drafts.append(_Draft(Shown(Place(file, line + 1))))
        elif not (node.type == "html_block" and node.content.lstrip().startswith("<!--")):
            if draft.is_empty:
                draft.shown.place = Place(file, line)
                draft.is_empty = False
            _add(draft, node, above, Place(file, line))
        above = node
    return [draft for draft in drafts if not draft.is_empty]


def _add(draft: _Draft, node: SyntaxTreeNode, above: SyntaxTreeNode | None, place: Place) -> None:
    """Take one Markdown block into the scene: shown, spoken, or a direction."""
    shown = draft.shown
    match node.type:
        case "heading":
            shown.add_heading(plain_text(node), int(node.tag[1:]), place)
        case "bullet_list" | "ordered_list":
            shown.add_items(list(read_items(node)))
        case "table":
            _set_once(shown, "table", read_table(node), place)
        case "fence":
            _set_once(shown, "code", (node.content.removesuffix("\n"), node.info.split(" ")[0].strip()), place)
        case "blockquote" if above is not None and above is draft.spoken_last:
            draft.spoken[-1].caption = read_quote_text(node)
        case "blockquote":
            _set_once(shown, "quote", read_quote(node), place)
        case "paragraph":
            _add_paragraph(draft, node, place)
        case _:
            draft.spoken.append(Spoken(node.content.strip(), place))


def read_quote_text(node: SyntaxTreeNode) -> str:
    """The text of a block quote; empty for a lone `>`."""
    return "\n".join(plain_text(part) for part in node.children if part.type == "paragraph")


def _add_paragraph(draft: _Draft, node: SyntaxTreeNode, place: Place) -> None:
    entries, source, place = take_directions(node.children[0].content, place, _KEYS)
    for key, entry in entries.items():
        target = draft.entries if key in _SCENE_KEYS else draft.pending
        if key in target:
            raise entry.invalid("only one in a scene", "só um por cena")
        target[key] = entry
    if "kind" in entries:
        draft.shown.kind = entries["kind"].one_of(KINDS)
    if source.strip() and not _take_picture(draft.shown, source, place):
        draft.spoken.append(Spoken(source, place, draft.pending))
        draft.spoken_last = node
        draft.pending = {}


def _take_picture(shown: Shown, source: str, place: Place) -> bool:
    """Whether the paragraph is a picture, which the scene then shows."""
    inline = parse_inline(source)
    children = inline.children[0].children
    pictures = [child for child in children if child.type == "image"]
    if not pictures:
        return False
    if len(pictures) > 1 or any(plain_text(child).strip() for child in children if child.type != "image"):
        raise TextMisplaced(
            file=place.file,
            line=place.line,
            reason="a picture stands in a paragraph of its own, one in a scene.",
            reason_pt="uma imagem fica num parágrafo só dela, uma por cena.",
        )
    _set_once(shown, "picture", read_picture(pictures[0]), place)
    return True


def _set_once(shown: Shown, part: str, value: object, place: Place) -> None:
    if getattr(shown, part) is not None:
        raise TextMisplaced(
            file=place.file,
            line=place.line,
            reason="the scene shows one of these already. Put a line of --- above it to start another scene.",
            reason_pt="a cena já mostra um destes. Ponha uma linha com --- acima para começar outra cena.",
        )
    setattr(shown, part, value)


def _scene(draft: _Draft, course_title: str, script: str, taken: set[str], *, is_first: bool) -> Scene:
    entries, shown = draft.entries, draft.shown
    for name in _SHORT_TEXTS:
        if name in entries:
            setattr(shown, name, entries[name].text())
    slide = shown.build(is_first=is_first, course_title=course_title)
    if "places" in entries:
        slide = with_places(slide, read_places(entries["places"]))
    script = entries["script"].one_of(ORIGINS) if "script" in entries else script
    lines = [line for spoken in draft.spoken for line in spoken.lines(script)]
    if not lines:
        raise TextSceneSilent(file=shown.place.file, line=shown.place.line)
    lines = _with_last_pause(lines, draft)
    for spoken in draft.spoken:
        show = spoken.directions.get("show")
        if show and show.number(0, 1000) > slide.step_count:
            raise show.invalid(f"0 – {slide.step_count}", f"0 – {slide.step_count}")
    return Scene(
        id=entries["id"].text() if "id" in entries else new_scene_id(shown.title, taken),
        slide=slide,
        lines=tuple(lines),
        section_id=next(iter(read_ids(entries["section"].text())), None) if "section" in entries else None,
        shows=read_ids(entries["shows"].text()) if "shows" in entries else (),
        chapter=entries["chapter"].text() if "chapter" in entries else None,
        transition=read_transition(entries["transition"]) if "transition" in entries else None,
        template=_template(entries.get("template")),
    )


def _template(entry: Entry | None) -> TemplateName | None:
    if entry is None:
        return None
    wanted = entry.one_of({name: name for name in TEMPLATES})
    return next(name for name in TEMPLATES if name == wanted)


def _with_last_pause(lines: list[Line], draft: _Draft) -> list[Line]:
    """A pause after the last paragraph is silence at the scene's end; no other direction may stand there."""
    pause = draft.pending.pop("pause", None)
    for entry in draft.pending.values():
        raise TextMisplaced(
            file=entry.place.file,
            line=entry.place.line,
            reason=f"«{entry.key}» holds for the paragraph below it, and none follows in this scene.",
            reason_pt=f"«{entry.key}» vale para o parágrafo abaixo, e não há nenhum nesta cena.",
        )
    if pause is not None:
        lines[-1] = lines[-1].model_copy(update={"pause_after_ms": pause_ms(pause)})
    return lines


def new_scene_id(title: str | None, taken: set[str]) -> str:
    """An id from the scene's title, so that it stays when scenes are moved."""
    stem = "-".join(fold(word) for word in words(title or "")[:6]) or "scene"
    number, scene_id = 1, stem
    while scene_id in taken:
        number += 1
        scene_id = f"{stem}-{number}"
    taken.add(scene_id)
    return scene_id


def _id_twice(drafts: Sequence[_Draft]) -> TextValueInvalid:
    entries = [draft.entries["id"] for draft in drafts if "id" in draft.entries]
    counts = Counter(entry.text() for entry in entries)
    twice = [entry for entry in entries if counts[entry.text()] > 1][1]
    return twice.invalid("an id that no other scene has", "um id que nenhuma outra cena tem")


def _check_pictures(drafts: Sequence[_Draft], folder: Path) -> None:
    for draft in drafts:
        picture = draft.shown.picture
        if isinstance(picture, PictureSlot):
            _check_picture(picture.file, folder, draft.shown.place)


def _check_picture(name: str, folder: Path, place: Place) -> None:
    path = (folder / name).resolve()
    reasons: tuple[str, str] | None = None
    if not path.is_relative_to(folder.resolve()):
        reasons = ("lies outside the text's folder; put it beside the text", "está fora da pasta do texto")
    elif not path.is_file():
        reasons = ("does not exist", "não existe")
    else:
        with path.open("rb") as file:
            if not file.read(8).startswith(_PICTURE_STARTS):
                reasons = ("is neither PNG nor JPEG", "não é PNG nem JPEG")
    if reasons:
        raise TextPictureUnusable(
            file=place.file, line=place.line, picture=name, reason=reasons[0], reason_pt=reasons[1]
        )
