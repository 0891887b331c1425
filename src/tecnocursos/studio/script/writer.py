"""The deterministic writer: the beats of a scene become lines in natural Portuguese or English, without a model.

All that a beat says is said; nothing is added but the few connecting words of `Phrases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tecnocursos.kit.language import Language
from tecnocursos.kit.text import collapse, fold, split_sentences, words
from tecnocursos.studio.course import Line
from tecnocursos.studio.script.drafts import Beat, SceneDraft
from tecnocursos.studio.script.languages import phrases_for
from tecnocursos.studio.script.phrases import Phrases
from tecnocursos.studio.script.speakable import is_speakable, spoken_form

_JOINED_WORDS = 40
"""A parent and its children longer than this become sentences of their own."""
_LONG_CHILD_WORDS = 7
_SHELLS = frozenset("bash console powershell sh shell shell-session zsh".split())
_LANGUAGE_NAMES = {
    "c": "C", "cpp": "C++", "csharp": "C#", "css": "CSS", "go": "Go", "html": "HTML", "ini": "INI", "java": "Java",
    "javascript": "JavaScript", "js": "JavaScript", "json": "JSON", "kotlin": "Kotlin", "php": "PHP", "py": "Python",
    "python": "Python", "r": "R", "ruby": "Ruby", "rust": "Rust", "sql": "SQL", "swift": "Swift", "toml": "TOML",
    "ts": "TypeScript", "typescript": "TypeScript", "xml": "XML", "yaml": "YAML", "yml": "YAML",
}  # fmt: skip
_PERSON = re.compile(r"(?:[A-ZÀ-Ý][\w.'’-]*)(?: (?:d[aeo]s?|von|van|de|e|[A-ZÀ-Ý][\w.'’-]*))* [A-ZÀ-Ý][\w'’-]*")
_WORKS = frozenset(
    "lei leis art artigo decreto resolucao norma manual codigo law act guide handbook chapter section".split()
)
_EMPTY_CELLS = frozenset(["", "-", "–", "—", "--", "..."])


def write_lines(draft: SceneDraft, language: Language) -> tuple[Line, ...]:
    """The lines of a scene: at least one, in order, the last at the slide's last step."""
    phrases = phrases_for(language)
    lines = [line for line in _write(draft.beats, phrases) if is_speakable(line.say or line.text)]
    if not lines:
        lines = [_line(phrases.bare_picture, draft.beats, phrases)]
    last_step = draft.slide.step_count
    return (*lines[:-1], lines[-1].model_copy(update={"step": last_step}))


def _write(beats: Sequence[Beat], phrases: Phrases) -> Iterator[Line]:
    index = 0
    while index < len(beats):
        beat = beats[index]
        following = beats[index + 1] if index + 1 < len(beats) else None
        if beat.kind == "item":
            family = _family(beats, index)
            yield from _write_items(family, _closes_list(beats, index, len(family)), phrases)
            index += len(family)
            continue
        match beat.kind:
            case "title" | "heading":
                introduces = following is not None and following.kind == "item" and following.number is None
                yield _line(_ended(beat.text, ":" if introduces else "."), [beat], phrases)
            case "table" | "row":
                yield from _write_table(beat, phrases)
            case "code":
                yield _line(_code_sentence(beat, phrases), [beat], phrases)
            case "picture":
                yield from _write_picture(beat, phrases)
            case "quote":
                yield from _write_quote(beat, phrases)
            case _:
                for sentence in split_sentences(beat.text):
                    yield _line(_ended(sentence), [beat], phrases)
        index += 1


def _family(beats: Sequence[Beat], start: int) -> Sequence[Beat]:
    """An item and the items nested under it."""
    end = start + 1
    while end < len(beats) and beats[end].kind == "item" and beats[end].level > beats[start].level:
        end += 1
    return beats[start:end]


def _closes_list(beats: Sequence[Beat], start: int, size: int) -> bool:
    """Whether the family ends a list, begun in this scene, of three or more without numbers."""
    if not beats[start + size - 1].ends_list:
        return False
    before, level, index = 0, beats[start].level, start - 1
    while index >= 0 and beats[index].kind == "item" and beats[index].level >= level and not beats[index].ends_list:
        before += beats[index].level == level
        index -= 1
    return before >= 2 and beats[start].number is None


def _write_items(family: Sequence[Beat], closes_list: bool, phrases: Phrases) -> Iterator[Line]:
    parent, children = family[0], family[1:]
    lead = _lead(parent, closes_list, phrases)
    joins = (
        children
        and len(split_sentences(parent.text)) == 1
        and not parent.text.rstrip().endswith((".", "!", "?", "…"))
        and not any(child.number is not None or len(split_sentences(child.text)) > 1 for child in children)
        and sum(len(words(beat.text)) for beat in family) <= _JOINED_WORDS
    )
    if joins:
        text = f"{_bare(parent.text)}: {_nested(children, phrases)}"
        yield _line(_ended(_with_lead(lead, text, phrases)), family, phrases)
        return
    sentences = split_sentences(parent.text)
    for position, sentence in enumerate(sentences):
        text = _with_lead(lead, sentence, phrases) if position == 0 else sentence
        yield _line(_ended(text, ":" if children and position == len(sentences) - 1 else "."), [parent], phrases)
    index = 0
    while index < len(children):
        nested = _family(children, index)
        yield from _write_items(nested, False, phrases)
        index += len(nested)


def _lead(beat: Beat, closes_list: bool, phrases: Phrases) -> str:
    if beat.number is not None:
        if beat.is_procedure:
            return phrases.step.format(number=beat.number)
        if 1 <= beat.number <= len(phrases.ordinals):
            return f"{phrases.ordinals[beat.number - 1]}: "
        return phrases.item.format(number=beat.number)
    is_fragment = not beat.text.rstrip().endswith((".", "!", "?", "…")) and ":" not in beat.text
    return phrases.list_end if closes_list and is_fragment and _may_lower(beat.text, phrases) else ""


def _with_lead(lead: str, text: str, phrases: Phrases) -> str:
    return lead + _lowered(text, phrases) if lead else text


def _nested(children: Sequence[Beat], phrases: Phrases) -> str:
    """Children in one sentence: `reinicie, aguarde 30 segundos e ligue de novo`."""
    parts = []
    index = 0
    while index < len(children):
        nested = _family(children, index)
        text = _lowered(_bare(nested[0].text), phrases)
        if len(nested) > 1:
            text = f"{text} ({_nested(nested[1:], phrases)})"
        parts.append(text)
        index += len(nested)
    return _joined(parts, phrases)


def _joined(parts: Sequence[str], phrases: Phrases) -> str:
    heavy = any("," in part or ":" in part or len(words(part)) > _LONG_CHILD_WORDS for part in parts)
    if len(parts) == 1:
        return parts[0]
    if heavy:
        return "; ".join(parts)
    return f"{', '.join(parts[:-1])} {phrases.conjunction} {parts[-1]}"


def joined_topics(topics: Sequence[str], phrases: Phrases) -> str:
    """Titles in one sentence, each cut of its closing punctuation."""
    return _joined([_bare(topic) for topic in topics], phrases)


def _write_table(beat: Beat, phrases: Phrases) -> Iterator[Line]:
    if beat.kind == "row":
        text = _row_sentence(beat, phrases)
        if text:
            yield _line(_ended(text), [beat], phrases)
        return
    for sentence in split_sentences(beat.text):
        yield _line(_ended(sentence), [beat], phrases)
    columns = [_lowered(_bare(cell), phrases) for cell in beat.header if is_speakable(cell)]
    if columns:
        yield _line(phrases.columns.format(columns=_joined(columns, phrases)), [beat], phrases)


def _row_sentence(beat: Beat, phrases: Phrases) -> str:
    """`Fibra 300: velocidade, 300 mega; preço, R$ 99,90`; of two columns, `Fibra 300: R$ 99,90`."""
    cells = [collapse(cell) for cell in beat.cells]
    filled = [index for index, cell in enumerate(cells) if cell not in _EMPTY_CELLS]
    if not filled:
        return ""
    subject = _bare(cells[0]) if filled[0] == 0 else ""
    labelled = len(cells) > 2 and bool(beat.header)
    parts = []
    for index in filled[1:] if subject else filled:
        label = _lowered(_bare(beat.header[index]), phrases) if labelled or (beat.header and not subject) else ""
        cell = _bare(cells[index])
        parts.append(f"{label}, {cell}" if is_speakable(label) else cell)
    told = "; ".join(parts)
    if not subject:
        return told[:1].upper() + told[1:]
    return f"{subject}: {told}" if told else subject


def _code_sentence(beat: Beat, phrases: Phrases) -> str:
    if beat.is_continued:
        return phrases.code_continued
    language = beat.language.lower()
    if language in _SHELLS:
        return phrases.commands
    name = _LANGUAGE_NAMES.get(language)
    return phrases.code_in.format(language=name) if name else phrases.code


def _write_picture(beat: Beat, phrases: Phrases) -> Iterator[Line]:
    if not beat.text:
        yield _line(phrases.bare_picture, [beat], phrases)
        return
    first, *others = split_sentences(beat.text)
    opening = fold(words(first)[0]) if words(first) else ""
    names_itself = opening in phrases.picture_words
    pattern = phrases.named_picture if names_itself else phrases.picture
    yield _line(_ended(pattern.format(description=_lowered(first, phrases))), [beat], phrases)
    for sentence in others:
        yield _line(_ended(sentence), [beat], phrases)


def _write_quote(beat: Beat, phrases: Phrases) -> Iterator[Line]:
    name = _bare(beat.attribution.lstrip("—–- "))
    is_person = bool(_PERSON.fullmatch(name)) and not {fold(word) for word in words(name)} & _WORKS
    sentences = split_sentences(beat.text)
    for position, sentence in enumerate(sentences):
        lead = f"{phrases.person_quote.format(name=name)} " if is_person and position == 0 else ""
        yield _line(lead + _ended(sentence), [beat], phrases)
    if is_speakable(name) and not (is_person and sentences):
        yield _line(_ended(phrases.source_quote.format(name=name)), [beat], phrases)


def _line(text: str, beats: Sequence[Beat], phrases: Phrases) -> Line:
    sources = tuple(dict.fromkeys(source for beat in beats for source in beat.sources))
    shown = collapse(text)
    step = max((beat.step for beat in beats), default=0)
    return Line(text=shown, say=spoken_form(shown, phrases), sources=sources, step=step, origin="text")


def _bare(text: str) -> str:
    """Without the punctuation that would stand in the way of what follows; an ellipsis stays."""
    bare = collapse(text).rstrip(" ;,:")
    return bare if bare.endswith("..") else bare.rstrip(".") or bare


def _ended(text: str, mark: str = ".") -> str:
    """With punctuation at its end."""
    ended = collapse(text).rstrip(" ;,") or text
    last = ended.rstrip("\"'”’»)]")[-1:]
    return ended if last and last in ".!?…:" else ended + mark


def _may_lower(text: str, phrases: Phrases) -> bool:
    """Whether the first word is none that is written with a capital anywhere."""
    first = re.match(r"[^\W\d_][\w'’-]*", text)
    return first is not None and (
        first[0].islower() or (not first[0][1:].isupper() and fold(first[0]) in phrases.small_words)
    )


def _lowered(text: str, phrases: Phrases) -> str:
    return text[:1].lower() + text[1:] if _may_lower(text, phrases) else text
