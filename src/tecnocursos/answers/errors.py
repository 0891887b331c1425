"""What can go wrong with answers."""

from __future__ import annotations

from tecnocursos.kit.errors import LimitReached, NotFound, Unavailable


class SynonymNotFound(NotFound):
    code = "synonym_not_found"
    en = "There is no such group of synonyms."
    pt = "Este grupo de sinônimos não existe."


class TooManySynonyms(LimitReached):
    code = "too_many_synonyms"
    en = "There may be {limit} groups of synonyms at most. Delete some first."
    pt = "Pode haver no máximo {limit} grupos de sinônimos. Apague alguns antes."


class EmbeddingFailed(Unavailable):
    code = "embedding_failed"
    en = "The service that embeds texts {reason}."
    pt = "O serviço que transforma textos em vetores {reason}."
