"""The writer's phrases by language."""

from __future__ import annotations

from tecnocursos.kit.language import Language
from tecnocursos.studio.script.phrases import Phrases
from tecnocursos.studio.script.sentences_en import ENGLISH
from tecnocursos.studio.script.sentences_pt import PORTUGUESE

_PHRASES: dict[Language, Phrases] = {"pt-BR": PORTUGUESE, "en-US": ENGLISH}


def phrases_for(language: Language) -> Phrases:
    return _PHRASES[language]
