"""Labels such as `Atenção.` or `Note:` that stand before what they mark."""

from __future__ import annotations

from collections.abc import Sequence

from tecnocursos.documents.outline import Block, Paragraph
from tecnocursos.kit.text import collapse, fold, split_sentences, words
from tecnocursos.studio.script.phrases import Phrases
from tecnocursos.studio.script.wording import lowered

_MARKS = " .:!–—-"


def is_callout(text: str, phrases: Phrases) -> bool:
    """Whether the text begins with a label."""
    sentences = split_sentences(text)
    return bool(sentences) and (_is_label(sentences[0], phrases) or _is_label(sentences[0].partition(":")[0], phrases))


def join_label(sentences: Sequence[str], phrases: Phrases) -> list[str]:
    """`Atenção.` `Não use a fonte.` → `Atenção: não use a fonte.`"""
    if len(sentences) < 2 or not _is_label(sentences[0], phrases):
        return list(sentences)
    return [f"{sentences[0].strip(_MARKS)}: {lowered(sentences[1], phrases)}", *sentences[2:]]


def join_lone_labels(blocks: Sequence[Block], phrases: Phrases) -> tuple[list[Block], dict[str, str]]:
    """Put labels that are paragraphs of their own before the next; and where each went, by id."""
    joined: list[Block] = []
    moved: dict[str, str] = {}
    for block in blocks:
        before = joined[-1] if joined else None
        if isinstance(block, Paragraph) and isinstance(before, Paragraph) and _is_label(before.text, phrases):
            text = f"{collapse(before.text).rstrip(_MARKS)}. {collapse(block.text)}"
            joined[-1] = block.model_copy(update={"text": text})
            moved[before.id] = block.id
        else:
            joined.append(block)
    return joined, moved


def _is_label(sentence: str, phrases: Phrases) -> bool:
    found = words(sentence)
    return len(found) == 1 and fold(found[0]) in phrases.callouts and sentence.strip(_MARKS) == found[0]
