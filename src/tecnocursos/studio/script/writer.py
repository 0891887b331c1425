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
from tecnocursos.studio.script.wording import bare, ended, lowered, lowered_alike, may_lower, raised

_JOINED_WORDS = 40
"""A parent and its children longer than this become sentences of their own."""
_LONG_CHILD_WORDS = 7
_SHELLS = frozenset("bash console powershell sh shell shell-session zsh".split())
_PLAIN = frozenset(["", "plain", "plaintext", "text", "txt"])
_LANGUAGE_NAMES = {
    "c": "C", "cpp": "C++", "csharp": "C#", "css": "CSS", "go": "Go", "html": "HTML", "ini": "INI", "java": "Java",
    "javascript": "JavaScript", "js": "JavaScript", "json": "JSON", "kotlin": "Kotlin", "php": "PHP", "py": "Python",
    "python": "Python", "r": "R", "ruby": "Ruby", "rust": "Rust", "sql": "SQL", "swift": "Swift", "toml": "TOML",
    "ts": "TypeScript", "typescript": "TypeScript", "xml": "XML", "yaml": "YAML", "yml": "YAML",
}  # fmt: skip
_FRAGMENT = re.compile(r"[^:→⇒=>]*[^:→⇒=>.!?…]")
"""No sentence by its punctuation, no term with its explanation."""
_STOPS = (".", "!", "?", "…")
_NUMBERED_FIGURE = re.compile(r"[^\W\d_]+ \d")
_LINE_WORDS = 18
_KEY_WORDS = 5
_NAME_WORDS = 4
_PICTURE_PAUSE_MS = 1_500
"""To look at a picture of which nothing is told."""
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
                introduces = (
                    following is not None
                    and following.kind == "item"
                    and following.number is None
                    and not following.text.endswith(_STOPS)
                )
                yield _line(ended(beat.text, ":" if introduces else "."), [beat], phrases)
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
                    yield _line(ended(sentence), [beat], phrases)
        index += 1


def _family(beats: Sequence[Beat], start: int) -> Sequence[Beat]:
    """An item and the items nested under it."""
    end = start + 1
    while end < len(beats) and beats[end].kind == "item" and beats[end].level > beats[start].level:
        end += 1
    return beats[start:end]


def _families(beats: Sequence[Beat]) -> Iterator[Sequence[Beat]]:
    index = 0
    while index < len(beats):
        family = _family(beats, index)
        yield family
        index += len(family)


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
        and not parent.text.endswith(_STOPS)
        and not any(child.number is not None or len(split_sentences(child.text)) > 1 for child in children)
        and sum(len(words(beat.text)) for beat in family) <= _JOINED_WORDS
    )
    if joins:
        text = f"{bare(parent.text)}: {_nested(children, phrases)}"
        yield _line(ended(_with_lead(lead, text, phrases)), family, phrases)
        return
    sentences = split_sentences(parent.text)
    for position, sentence in enumerate(sentences):
        text = _with_lead(lead, sentence, phrases) if lead and position == 0 else raised(sentence, phrases)
        yield _line(ended(text, ":" if children and position == len(sentences) - 1 else "."), [parent], phrases)
    for nested in _families(children):
        yield from _write_items(nested, False, phrases)


def _lead(beat: Beat, closes_list: bool, phrases: Phrases) -> str:
    if beat.number is not None:
        if beat.level:
            return ""
        if beat.is_procedure:
            return phrases.step.format(number=beat.number)
        if 1 <= beat.number <= len(phrases.ordinals):
            return f"{phrases.ordinals[beat.number - 1]}: "
        return phrases.item.format(number=beat.number)
    if not closes_list or not _FRAGMENT.fullmatch(beat.text.strip()) or len(words(beat.text)) < 3:
        return ""
    return phrases.list_end if may_lower(beat.text, phrases) else ""


def _with_lead(lead: str, text: str, phrases: Phrases) -> str:
    return lead + (lowered(text, phrases) if lead == phrases.list_end else text)


def _nested(children: Sequence[Beat], phrases: Phrases) -> str:
    """Children in one sentence: `reinicie, aguarde 30 segundos e ligue de novo`."""
    families = list(_families(children))
    texts = lowered_alike([bare(family[0].text) for family in families], phrases)
    parts = [
        f"{text} ({_nested(family[1:], phrases)})" if len(family) > 1 else text
        for text, family in zip(texts, families, strict=True)
    ]
    return _joined(parts, phrases)


def _joined(parts: Sequence[str], phrases: Phrases) -> str:
    if len(parts) == 1:
        return parts[0]
    heavy = any(
        set(",;:?!") & set(part) or len(words(part)) > _LONG_CHILD_WORDS or f" {phrases.conjunction} " in part
        for part in parts
    )
    if heavy:
        return "; ".join(parts)
    return f"{', '.join(parts[:-1])} {phrases.conjunction} {parts[-1]}"


def joined_topics(topics: Sequence[str], phrases: Phrases) -> str:
    """Titles in one sentence, each cut of its closing punctuation."""
    return _joined([bare(topic) for topic in topics], phrases)


def _write_table(beat: Beat, phrases: Phrases) -> Iterator[Line]:
    if beat.kind == "row":
        for sentence in _row_sentences(beat, phrases):
            yield _line(ended(sentence), [beat], phrases)
        return
    first = (
        phrases.labelled.format(label=beat.label, description=lowered(beat.text, phrases)) if beat.label else beat.text
    )
    for sentence in split_sentences(first):
        yield _line(ended(sentence), [beat], phrases)
    columns = [label for label in _labels(beat.header, phrases) if is_speakable(label)]
    captioned = {fold(word) for word in words(beat.text)}
    if len(columns) == 1 and {fold(word) for word in words(columns[0])} <= captioned:
        return
    if columns:
        pattern = phrases.columns_of_labelled if beat.label else phrases.columns
        yield _line(pattern.format(columns=_joined(columns, phrases)), [beat], phrases)


def _row_sentences(beat: Beat, phrases: Phrases) -> list[str]:
    """`Fibra 300: velocidade, 300 mega; preço, R$ 99,90`; of two columns, `Fibra 300: R$ 99,90`.

    Where cells hold more than a few words, each is a sentence: `Luz apagada.` `Causa: A fonte está desligada.`
    """
    cells = [collapse(cell) for cell in beat.cells]
    filled = [index for index, cell in enumerate(cells) if cell not in _EMPTY_CELLS]
    if not filled:
        return []
    subject = bare(cells[0]) if filled[0] == 0 else ""
    if subject and beat.is_wordy and len(filled) == len(cells) == 3:
        return _short_row([subject, *cells[1:]], phrases)
    labels = _labels(beat.header, phrases) if len(cells) > 2 or not subject else []
    if labels and subject[:1].isdigit() and len(words(beat.header[0])) == 1:
        subject = f"{bare(beat.header[0])} {subject}"
    if labels and beat.is_wordy:
        named = [(bare(beat.header[index]), cells[index]) for index in (filled[1:] if subject else filled)]
        sentences = [f"{label}: {cell}" if is_speakable(label) else cell for label, cell in named]
        sentences = [ended(sentence) for sentence in ([subject, *sentences] if subject else sentences)]
        together = " ".join(sentences)
        return [together] if len(words(together)) <= _LINE_WORDS else sentences
    parts = []
    for index in filled[1:] if subject else filled:
        label = labels[index] if labels else ""
        cell = bare(cells[index])
        parts.append(f"{label}, {cell}" if is_speakable(label) else cell)
    told = "; ".join(parts)
    if not subject:
        return [told[:1].upper() + told[1:]]
    return [f"{subject}: {told}" if told else subject]


def _short_row(cells: Sequence[str], phrases: Phrases) -> list[str]:
    """`1, LIGA: recebe a fonte.`; where the first cell is no mere key, `Luz apagada: fonte desligada.` `Troque-a.`"""
    subject, second, third = cells
    is_key = len(words(subject)) == 1 or any(character.isdigit() for character in subject)
    is_name = len(words(second)) <= _NAME_WORDS and not re.search(r"[,;:.!?](?:\s|$)", second)
    if is_key and is_name and len(words(subject)) <= _KEY_WORDS and not re.search(r"[,;:!?]", subject):
        key = f"{subject}, {lowered(second, phrases)}"
        return [f"{key}. {third}" if ": " in third else f"{key}: {lowered(third, phrases)}"]
    first = ended(f"{subject}: {lowered(second, phrases)}")
    together = f"{first} {ended(third)}"
    return [together] if len(words(together)) <= _LINE_WORDS else [first, third]


def _labels(header: Sequence[str], phrases: Phrases) -> list[str]:
    return lowered_alike([bare(cell) for cell in header], phrases)


def _code_sentence(beat: Beat, phrases: Phrases) -> str:
    language = beat.language.lower()
    is_plain = language in _PLAIN
    if beat.is_continued:
        return phrases.plain_text_continued if is_plain else phrases.code_continued
    if language in _SHELLS:
        return phrases.commands
    name = _LANGUAGE_NAMES.get(language)
    if name:
        return phrases.code_in.format(language=name)
    return phrases.plain_text if is_plain else phrases.code


def _write_picture(beat: Beat, phrases: Phrases) -> Iterator[Line]:
    if not beat.text:
        yield _line(phrases.bare_picture, [beat], phrases).model_copy(update={"pause_after_ms": _PICTURE_PAUSE_MS})
        return
    first, *others = split_sentences(beat.text)
    yield _line(ended(_picture_sentence(first, beat.label, phrases)), [beat], phrases)
    for sentence in others:
        yield _line(ended(sentence), [beat], phrases)


def _picture_sentence(description: str, label: str, phrases: Phrases) -> str:
    if label:
        return phrases.labelled.format(label=label, description=lowered(description, phrases))
    opening = fold(words(description)[0]) if words(description) else ""
    if opening not in phrases.picture_words:
        return phrases.picture.format(description=lowered(description, phrases))
    if _NUMBERED_FIGURE.match(description):
        return description
    return phrases.named_picture.format(description=description[:1].lower() + description[1:])


def _write_quote(beat: Beat, phrases: Phrases) -> Iterator[Line]:
    name = bare(beat.attribution.lstrip("—–- "))
    is_person = bool(_PERSON.fullmatch(name)) and not {fold(word) for word in words(name)} & _WORKS
    sentences = split_sentences(_marked(beat.text))
    for position, sentence in enumerate(sentences):
        lead = f"{phrases.person_quote.format(name=name)} " if is_person and position == 0 else ""
        yield _line(lead + sentence, [beat], phrases)
    if is_speakable(name) and not (is_person and sentences):
        yield _line(ended(phrases.source_quote.format(name=name)), [beat], phrases)


def _marked(quotation: str) -> str:
    """In quotation marks, unless it brings its own."""
    text = ended(quotation)
    return text if text[:1] in "\"'“”‘’«„" else f"“{text}”"


def _line(text: str, beats: Sequence[Beat], phrases: Phrases) -> Line:
    sources = tuple(dict.fromkeys(source for beat in beats for source in beat.sources))
    shown = collapse(text)
    step = max((beat.step for beat in beats), default=0)
    return Line(text=shown, say=spoken_form(shown, phrases), sources=sources, step=step, origin="text")
