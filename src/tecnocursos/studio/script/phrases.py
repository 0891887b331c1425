"""The few words that the writer adds around the source's own, and the words it must know to choose them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Phrases:
    """The writer's words in one language. Word sets are folded: no accents, lower case."""

    continued: str
    """After the title of a scene that goes on with the one before."""
    conjunction: str
    """Before the last of several."""
    alternative: str
    yes: str
    no: str
    step: str
    ordinals: tuple[str, ...]
    item: str
    """Number of an item beyond the ordinals."""
    list_end: str
    columns: str
    columns_of_labelled: str
    """Of a table whose numbered caption was said."""
    labelled: str
    """What a picture or table with a number shows."""
    caption_names: dict[str, str]
    """What numbered captions begin with, and how a sentence begins with it."""
    picture: str
    named_picture: str
    """Where the description says itself what kind of picture it is."""
    bare_picture: str
    """Where nothing is known of it."""
    code: str
    """Where its language has no name that can be said."""
    plain_text: str
    """Of a block of code that names no language: it may be anything."""
    code_in: str
    commands: str
    code_continued: str
    plain_text_continued: str
    person_quote: str
    source_quote: str
    recap_title: str
    recap: str
    recap_of_many: str
    closing_titles: frozenset[str]
    """Words that titles of final slides start with."""
    procedure_words: frozenset[str]
    actions: frozenset[str]
    """Verbs that instructions start with."""
    infinitive_endings: tuple[str, ...]
    small_words: frozenset[str]
    """Words that are never names: at the start of a fragment they may lose their capital."""
    stop_words: frozenset[str]
    """Words that say nothing about what a sentence is about."""
    picture_words: frozenset[str]
    showing: frozenset[str]
    """Verbs of sentences that tell what a picture shows."""
    callouts: frozenset[str]
    """Labels before a note or warning."""
    title_particles: frozenset[str]
    """Short words that are no acronyms when a heading stands in capitals."""


def word_set(text: str) -> frozenset[str]:
    return frozenset(text.split())
