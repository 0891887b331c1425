"""The front door of narration: lists voices and speaks lines, in parallel and each only once."""

from __future__ import annotations

import concurrent.futures
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tecnocursos.infra.file_cache import FileCache
from tecnocursos.kit.digest import digest
from tecnocursos.kit.language import Language
from tecnocursos.narration import respelling, voice_chain
from tecnocursos.narration.durations import estimate_ms
from tecnocursos.narration.errors import NarrationSilent, VoiceUnknown
from tecnocursos.narration.long_lines import split_long
from tecnocursos.narration.normalisation import normaliser
from tecnocursos.narration.normalisation.normaliser import Normalised, Span, normalise
from tecnocursos.narration.ports import Engine, RawSpeech, SpokenWord
from tecnocursos.narration.rests import Rest, take_rests
from tecnocursos.narration.speech import LineRequest, Speech, Voice
from tecnocursos.narration.speech_file import encode, read_words
from tecnocursos.narration.word_times import time_words

_ROOM = "speech"
_WORKERS = 2
_EXCERPT = 60
# Between the pieces of a line that is too long to be spoken at once.
_JOINT_SECONDS = 0.35
_KEPT_COST = 0.001
_LINE_COST = 0.002


class Narrator:
    """Speaks with the given engines, the preferred first. Thread-safe; close it to end their processes."""

    def __init__(self, engines: Sequence[Engine], cache: FileCache) -> None:
        self._engines = {engine.name: engine for engine in engines}
        self._cache = cache

    def keeping_in(self, cache: FileCache) -> Narrator:
        """The same engines, what they speak kept elsewhere. This narrator ends them, not the one that is given."""
        return Narrator(tuple(self._engines.values()), cache)

    def list_voices(self) -> list[Voice]:
        """All installed voices, those of the preferred engine first."""
        return [voice for engine in self._engines.values() for voice in engine.list_voices()]

    def default_voice(self, language: Language) -> str:
        """The id of the best installed voice of the language. Raises VoiceUnknown when there is none."""
        voices = self.list_voices()
        for voice in voices:
            if voice.language == language and voice.is_installed:
                return voice.id
        raise VoiceUnknown(voice=language, voices=_names(voices))

    def check_voice(self, voice: str) -> None:
        """Raises VoiceUnknown, which names those there are."""
        voices = self.list_voices()
        if voice not in {known.id for known in voices}:
            raise VoiceUnknown(voice=voice, voices=_names(voices))

    def costs_of(self, requests: Sequence[LineRequest], lexicon: Mapping[str, str]) -> list[float]:
        """Seconds of one core that speaking each line will take, roughly; near nothing for those in the cache."""
        costs = []
        for request, line in zip(requests, self._prepare_all(requests, lexicon), strict=True):
            seconds = estimate_ms(line.spoken, request.language, request.speed) / 1000
            is_kept = self._cache.find(_ROOM, line.key, ".wav") is not None
            costs.append(_KEPT_COST if is_kept else _LINE_COST + seconds * line.engine.cost)
        return costs

    def find_spoken(self, requests: Sequence[LineRequest], lexicon: Mapping[str, str]) -> list[Speech | None]:
        """The speech of each line that is in the cache; None for those that would have to be spoken."""
        kept = (self._cache.find(_ROOM, line.key, ".wav") for line in self._prepare_all(requests, lexicon))
        return [None if path is None else _read(path) for path in kept]

    def speak_lines(
        self,
        requests: Sequence[LineRequest],
        lexicon: Mapping[str, str],
        on_spoken: Callable[[int], None] = lambda _: None,
        check_cancelled: Callable[[], None] = lambda: None,
    ) -> list[Speech]:
        """Speak the lines; gives their speech in the same order.

        `on_spoken` is told the index of each line as it is done, from the calling thread; `check_cancelled` raises to
        stop. The same line is spoken once. Raises NarrationSilent, VoiceUnknown and what engines raise.
        """
        lines = self._prepare_all(requests, lexicon)
        places: dict[str, list[int]] = {}
        for index, line in enumerate(lines):
            places.setdefault(line.key, []).append(index)
        speeches: dict[str, Speech] = {}
        with concurrent.futures.ThreadPoolExecutor(_WORKERS, "narration") as pool:
            waiting = {
                pool.submit(self._speak, lines[indices[0]], indices[0], check_cancelled): key
                for key, indices in places.items()
            }
            try:
                for done in concurrent.futures.as_completed(waiting):
                    check_cancelled()
                    key = waiting[done]
                    speeches[key] = done.result()
                    for index in places[key]:
                        on_spoken(index)
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
        return [speeches[line.key] for line in lines]

    def close(self) -> None:
        """End the engines' processes."""
        for engine in self._engines.values():
            engine.close()

    def _engine(self, voice: str) -> tuple[Engine, str]:
        name, _, rest = voice.partition(":")
        engine = self._engines.get(name)
        if engine is None or not rest:
            raise VoiceUnknown(voice=voice, voices=_names(self.list_voices()))
        return engine, rest

    def _prepare_all(self, requests: Sequence[LineRequest], lexicon: Mapping[str, str]) -> list[_Line]:
        entries = tuple(lexicon.items())
        return [self._prepare(request, entries) for request in requests]

    def _prepare(self, request: LineRequest, lexicon: tuple[tuple[str, str], ...]) -> _Line:
        engine, voice = self._engine(request.voice)
        plain, marked = (request.text, ()) if request.say is None else take_rests(request.say)
        said = _normalised(plain, request.language, lexicon)
        # A recording rests where whoever speaks in it does.
        rests = () if request.voice.startswith("recording:") else _placed(marked, said.spans)
        depends: dict[str, object] = {
            "text": request.text,
            "spoken": said.spoken,
            "voice": [engine.name, engine.fingerprint(voice)],
            "speed": request.speed,
            "versions": [voice_chain.VERSION, normaliser.VERSION],
        }
        spans = said.spans
        if request.say is not None:
            spans = respelling.align(request.text, plain, said.spans)
            depends["say"] = [respelling.VERSION, rests]
        return _Line(request, engine, voice, said.spoken, spans, rests, digest(depends))

    def _speak(self, line: _Line, index: int, check_cancelled: Callable[[], None]) -> Speech:
        check_cancelled()
        path = self._cache.find(_ROOM, line.key, ".wav")
        if path is None:
            data = self._synthesise(line, index)
            path = self._cache.put(_ROOM, line.key, ".wav", lambda temporary: temporary.write_bytes(data))
        return _read(path)

    def _synthesise(self, line: _Line, index: int) -> bytes:
        spoken = any(character.isalnum() for character in line.spoken)
        raw = _speak_all(line) if spoken else None
        finished = voice_chain.finish(raw.samples, raw.sample_rate, line.engine.tone(line.voice)) if raw else None
        if raw is None or finished is None:
            text = line.request.text if line.request.say is None else line.request.say
            excerpt = text if len(text) <= _EXCERPT else text[: _EXCERPT - 1] + "…"
            raise NarrationSilent(line=index + 1, voice=line.request.voice, text=excerpt)
        duration_ms = len(finished.samples) * 1000 // raw.sample_rate
        timed = [
            SpokenWord(word.char_start, word.char_end, max(0, round(word.start_ms - finished.cut_ms)))
            for word in raw.words
        ]
        words = time_words(line.request.text, line.spans, line.spoken, timed, duration_ms)
        return encode(finished.samples, raw.sample_rate, words)


# A file's name is of all that its content depends on. Timelines are asked for again and again while lines are edited.
@lru_cache(maxsize=2048)
def _read(path: Path) -> Speech:
    duration_ms, words = read_words(path)
    return Speech(file=path, name=path.name, duration_ms=duration_ms, words=words)


@dataclass(frozen=True, slots=True)
class _Line:
    """A request made ready: what to say, with what, and under which key the result is kept."""

    request: LineRequest
    engine: Engine
    voice: str
    spoken: str
    spans: tuple[Span, ...]
    rests: tuple[tuple[int, int], ...]
    """Where in what is spoken there is silence first, and for how many ms."""
    key: str


@lru_cache(maxsize=8192)
def _normalised(text: str, language: Language, lexicon: tuple[tuple[str, str], ...]) -> Normalised:
    """Lines are asked for their cost and then spoken, and most stay as they are from one run to the next."""
    return normalise(text, language, dict(lexicon))


def _placed(rests: Sequence[Rest], spans: Sequence[Span]) -> tuple[tuple[int, int], ...]:
    """Rests by their place in what is spoken; none before its first word or after its last."""
    placed: dict[int, int] = {}
    for rest in rests:
        start = next((span.spoken_start for span in spans if span.display_start >= rest.at), 0)
        if start > 0:
            placed[start] = placed.get(start, 0) + rest.ms
    return tuple(sorted(placed.items()))


def _pieces(line: _Line) -> list[tuple[int, str, float]]:
    """What is spoken at once: where it begins, its words, and the seconds of silence before it."""
    pieces: list[tuple[int, str, float]] = []
    starts = [0, *(start for start, _ in line.rests), len(line.spoken)]
    seconds = [0.0, *(ms / 1000 for _, ms in line.rests)]
    for (start, end), rest in zip(pairwise(starts), seconds, strict=True):
        for number, (offset, piece) in enumerate(split_long(line.spoken[start:end], line.engine.longest_text)):
            pieces.append((start + offset, piece, rest if number == 0 else _JOINT_SECONDS))
    return pieces


def _speak_all(line: _Line) -> RawSpeech:
    """Speak a line; one with rests, or a long one, in pieces with silence between them."""
    pieces = _pieces(line)
    if len(pieces) == 1:
        return line.engine.speak(line.spoken, line.voice, line.request.speed)
    sounds: list[NDArray[np.float32]] = []
    words: list[SpokenWord] = []
    length, rate, silence = 0, 0, 0.0
    for start, piece, rest in pieces:
        silence += rest
        if not any(character.isalnum() for character in piece):
            continue
        raw = line.engine.speak(piece, line.voice, line.request.speed)
        rate = raw.sample_rate
        bounds = voice_chain.audible(raw.samples, rate)
        if bounds is None:
            continue
        if sounds:
            sounds.append(np.zeros(round(silence * rate), np.float32))
            length += len(sounds[-1])
        silence = 0.0
        moved_ms = (length - bounds[0]) * 1000 / rate
        # An engine that times no words leaves the beginnings of the pieces to go by.
        timed = raw.words or (SpokenWord(0, len(piece), round(bounds[0] * 1000 / rate)),)
        words += [
            SpokenWord(start + word.char_start, start + word.char_end, max(0, round(word.start_ms + moved_ms)))
            for word in timed
        ]
        sounds.append(raw.samples[bounds[0] : bounds[1]])
        length += len(sounds[-1])
    return RawSpeech(np.concatenate([*sounds, np.zeros(0, np.float32)]), rate, tuple(words))


def _names(voices: Iterable[Voice]) -> str:
    return ", ".join(voice.id for voice in voices) or "none"
