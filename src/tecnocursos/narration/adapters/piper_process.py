"""The Piper process (GPL code lives here alone): speaks requests from its standard input with voices from files.

Request: {"model", "text", "length_scale"}. Answer: {"rate", "words": [first sample of each spoken word] or null} and
the sound as 32-bit floats. Run as `python -m tecnocursos.narration.adapters.piper_process`.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import logging
import os
import signal
import sys
from collections import OrderedDict
from typing import Any

import numpy as np
import piper

from tecnocursos.narration.adapters.framing import complain, next_request, say_ready, take_pipes, write_frame

_VOICES_KEPT = 2
# Piper's voices draw random numbers for timbre and rhythm; without them the same text is always the same sound.
_NOISE = 0.0
_SENTENCE_GAP_SECONDS = 0.3
_NOT_IN_WORDS = frozenset({"^", "$", "_"})


class _Voices:
    """The voices used last, loaded."""

    def __init__(self) -> None:
        self._loaded: OrderedDict[str, Any] = OrderedDict()

    def get(self, model: str) -> Any:
        if model not in self._loaded:
            # Word timings need the onnx package, which opens the voice to tell how long each sound lasts.
            aligned = importlib.util.find_spec("onnx") is not None
            self._loaded[model] = piper.PiperVoice.load(model, include_alignments=aligned)
            if len(self._loaded) > _VOICES_KEPT:
                self._loaded.popitem(last=False)
        self._loaded.move_to_end(model)
        return self._loaded[model]


def _speak(voices: _Voices, request: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    voice = voices.get(request["model"])
    scale = request["length_scale"] * voice.config.length_scale
    settings = piper.SynthesisConfig(length_scale=scale, noise_scale=_NOISE, noise_w_scale=_NOISE)
    rate = voice.config.sample_rate
    sounds: list[Any] = []
    words: list[int] | None = []
    length = 0
    for chunk in voice.synthesize(request["text"], settings, include_alignments=True):
        if sounds:
            sounds.append(np.zeros(round(rate * _SENTENCE_GAP_SECONDS), np.float32))
            length += len(sounds[-1])
        sound = np.asarray(chunk.audio_float_array, np.float32).reshape(-1)
        starts = _word_starts(chunk.phoneme_alignments)
        words = None if words is None or starts is None else [*words, *(length + start for start in starts)]
        sounds.append(sound)
        length += len(sound)
    return {"rate": rate, "words": words}, b"".join(sound.tobytes() for sound in sounds)


def _word_starts(alignments: list[Any] | None) -> list[int] | None:
    """The first sample of each word: the first sound after a blank that is a letter or stress mark."""
    if not alignments:
        return None
    starts: list[int] = []
    position, is_outside = 0, True
    for alignment in alignments:
        phoneme = alignment.phoneme
        if phoneme == " ":
            is_outside = True
        elif is_outside and phoneme not in _NOT_IN_WORDS and (phoneme.isalpha() or phoneme in "ˈˌ"):
            starts.append(position)
            is_outside = False
        position += int(alignment.num_samples)
    return starts


def main() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.disable(logging.WARNING)
    requests, answers = take_pipes()
    voices = _Voices()
    try:
        say_ready(answers, version=importlib.metadata.version("piper-tts"))
        while (request := next_request(requests)) is not None:
            try:
                header, sound = _speak(voices, request)
            except Exception as error:  # noqa: BLE001 (whatever the voice file makes of it, the product is told)
                complain(answers, error)
            else:
                write_frame(answers, header, sound)
    except BrokenPipeError:
        # Nobody listens any more.
        os._exit(0)
    return 0


if __name__ == "__main__":
    sys.exit(main())
