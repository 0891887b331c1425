"""Long lines cut into pieces that every engine can speak at once."""

from __future__ import annotations

from tecnocursos.kit.text import split_sentences


def split_long(text: str, longest: int) -> list[tuple[int, str]]:
    """Pieces of at most `longest` characters, with their starts: cut at sentence ends, else rests, else blanks."""
    if len(text) <= longest:
        return [(0, text)]
    pieces: list[tuple[int, str]] = []
    position = 0
    for sentence in split_sentences(text):
        start = text.find(sentence, position)
        if start < 0:
            # White space differs inside; the next piece begins where this one should.
            start = position
            sentence = text[position : position + len(sentence)]
        position = start + len(sentence)
        for offset, part in _split_sentence(sentence, longest):
            last_start = pieces[-1][0] if pieces else 0
            end = start + offset + len(part)
            if pieces and end - last_start <= longest:
                pieces[-1] = (last_start, text[last_start:end])
            else:
                pieces.append((start + offset, part))
    return pieces


def _split_sentence(sentence: str, longest: int) -> list[tuple[int, str]]:
    parts = []
    start = 0
    while len(sentence) - start > longest:
        window = sentence[start : start + longest]
        cut = max(window.rfind(mark) + 1 for mark in (", ", "; ", ": ")) or window.rfind(" ") + 1 or longest
        parts.append((start, window[:cut]))
        start += cut
    parts.append((start, sentence[start:]))
    return parts
