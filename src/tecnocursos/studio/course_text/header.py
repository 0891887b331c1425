"""The header of a course text: what holds for the whole course, as YAML between two lines of `---`."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import ValidationError

from tecnocursos.kit.language import Language
from tecnocursos.rendering.timeline import SIZES, TEMPLATES, Brand, Music, Transition
from tecnocursos.studio.course import Course
from tecnocursos.studio.course_text.yaml_values import Entry, Place, is_mapping, read_mapping, write_entry
from tecnocursos.studio.errors import TextMisplaced

HEADER_KEYS = frozenset("title lang size template brand voice speed transition music lexicon script".split())
ORIGINS = {"notes": "notes", "text": "text", "llm": "llm", "author": "author"}

# Frames of a transition are those of 30 a second.
_RATE = 30
_DEFAULT_FRAMES = Transition().frames
_LANGUAGES: dict[str, str] = {"pt-br": "pt-BR", "pt": "pt-BR", "en-us": "en-US", "en": "en-US"}
_HEADER = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_OPENED = re.compile(r"---[ \t]*\n[\w-]+[ \t]*:(?:\s|\Z)")
_FIRST_KEY = re.compile(r"\s*(?:#.*\n\s*)*(?P<key>[\w-]+)[ \t]*:(?:\s|\Z)")


@dataclass(frozen=True, slots=True)
class Header:
    """What the header says; a course field that it does not name is not in `fields`."""

    fields: dict[str, Any] = field(default_factory=dict)
    script: str = "author"
    """The origin of lines that name their sources."""
    body: str = ""
    body_line: int = 1
    """The line at which the body starts, from 1."""


def split_header(text: str) -> tuple[str, str, int]:
    """The header's YAML (empty without one), the body, and the line at which the body starts."""
    header = _HEADER.match(text)
    if header is None or (header["yaml"].strip() and not _FIRST_KEY.match(header["yaml"])):
        return "", text, 1
    return header["yaml"], text[header.end() :], text.count("\n", 0, header.end()) + 1


def read_header(text: str, file: str) -> Header:
    """Read the header of a whole course text. Raises CourseTextInvalid."""
    yaml_text, body, body_line = split_header(text)
    if _OPENED.match(text) and _is_endless(yaml_text):
        raise TextMisplaced(
            file=file,
            line=1,
            reason="the header that starts here has no end. Put a line of --- below its last key.",
            reason_pt="o cabeçalho que começa aqui não termina. Ponha uma linha com --- abaixo da última chave.",
        )
    entries = read_mapping(yaml_text, Place(file, 2), HEADER_KEYS)
    script = entries.pop("script", None)
    fields: dict[str, Any] = {}
    for key, entry in entries.items():
        fields["language" if key == "lang" else key] = _value(key, entry)
    return Header(fields, script.one_of(ORIGINS) if script else "author", body, body_line)


def _is_endless(yaml_text: str) -> bool:
    """Whether the header's closing line is missing, so that it reaches to the line between two scenes, or nowhere."""
    keys, blank_line, _ = yaml_text.partition("\n\n")
    return not yaml_text or (bool(blank_line) and is_mapping(keys) and not is_mapping(yaml_text))


def write_header(course: Course, script: str) -> str:
    """The header of `course`, its fences included; what is as by default is left out."""
    content: dict[str, object] = {"title": course.title, "lang": course.language, "size": course.size}
    content["template"] = course.template
    brand = course.brand.model_dump(exclude_defaults=True)
    optional = {
        "brand": {key.replace("_", "-"): list(value) if key == "font_files" else value for key, value in brand.items()},
        "voice": course.voice,
        "speed": course.speed if course.speed != 1.0 else None,
        "transition": write_transition(course.transition) if course.transition != Transition() else None,
        "music": course.music and {"file": course.music.file, "level": course.music.level_db},
        "lexicon": course.lexicon,
        "script": script if script != "author" else None,
    }
    content |= {key: value for key, value in optional.items() if value not in (None, {})}
    return "\n".join(["---", *(write_entry(key, value) for key, value in content.items()), "---"])


def read_transition(entry: Entry) -> Transition:
    """`none`, `crossfade`, `push 0.4`: a kind and its seconds."""
    kind, _, seconds = entry.text().strip().partition(" ")
    kinds = {name: name for name in get_args(Transition.model_fields["kind"].annotation)}
    named = Entry(entry.key, kind, entry.place).one_of(kinds)
    frames = _DEFAULT_FRAMES
    if seconds.strip():
        frames = round(Entry(entry.key, seconds.strip().removesuffix("s"), entry.place).number(0, 3) * _RATE)
    return Transition.model_validate({"kind": named, "frames": frames})


def write_transition(transition: Transition) -> str:
    if transition.frames == _DEFAULT_FRAMES:
        return transition.kind
    return f"{transition.kind} {round(transition.frames / _RATE, 3):g}"


def _value(key: str, entry: Entry) -> object:
    match key:
        case "lang":
            return entry.one_of(_LANGUAGES)
        case "size":
            return entry.one_of({name: name for name in SIZES})
        case "template":
            return entry.one_of({name: name for name in TEMPLATES})
        case "speed":
            return entry.number(0.5, 2)
        case "transition":
            return read_transition(entry)
        case "music":
            return _music(entry)
        case "brand":
            return _brand(entry)
        case "lexicon":
            return {word: spoken.text() for word, spoken in entry.entries().items()}
        case _:
            return entry.text()


def _music(entry: Entry) -> Music:
    if isinstance(entry.content, str):
        return Music(file=entry.content)
    entries = entry.entries({"file", "level"})
    if "file" not in entries:
        raise entry.invalid("«file: …»", "«file: …»")
    music = Music(file=entries["file"].text())
    if "level" in entries:
        music = music.model_copy(update={"level_db": entries["level"].number(-60, 0)})
    return music


def _brand(entry: Entry) -> Brand:
    names = {name.replace("_", "-"): name for name in Brand.model_fields}
    entries = entry.entries(names)
    try:
        return Brand.model_validate({names[key]: inner.content for key, inner in entries.items()})
    except ValidationError as error:
        place = error.errors(include_url=False)[0]["loc"]
        wrong = entries[str(place[0]).replace("_", "-")]
        raise wrong.invalid("a colour is written «#0a5c63»", "uma cor se escreve «#0a5c63»") from error


def header_language(header: Header) -> Language | None:
    language: Language | None = header.fields.get("language")
    return language
