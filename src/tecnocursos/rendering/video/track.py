"""The picture track, group by group: a key picture and those that depend on it. Its length costs no memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tecnocursos.rendering.errors import StreamsDiffer
from tecnocursos.rendering.video.headers import StreamHeaders
from tecnocursos.rendering.video.sequences import CodedSequence
from tecnocursos.rendering.video.skip import START_CODE, skip_picture
from tecnocursos.rendering.video.spans import MotionSpan, StillSpan

# A player that seeks decodes at most this much before it can show the place.
_KEY_FRAME_SECONDS = 2

Span = StillSpan | MotionSpan


@dataclass(frozen=True, slots=True)
class PictureGroup:
    """Pictures as MP4 holds them, each behind its length, and the bytes of each; the first is a key picture."""

    samples: bytes
    sizes: tuple[int, ...]


class PictureTrack:
    """The whole track of `spans`; `sequence_of` finds the coded pictures of one."""

    def __init__(self, spans: Sequence[Span], rate: int, sequence_of: Callable[[Span], CodedSequence]) -> None:
        self._spans = spans
        self._interval = _KEY_FRAME_SECONDS * rate
        self._sequence_of = sequence_of

    @property
    def parameter_sets(self) -> tuple[bytes, bytes]:
        """SPS and PPS, the same of all groups."""
        sequence_set, picture_set = self._sequence_of(self._spans[0]).parameter_sets.split(START_CODE)[1:]
        return sequence_set, picture_set

    @property
    def group_lengths(self) -> list[int]:
        """Pictures in each group."""
        return [length for span in self._spans for length in self._lengths(span)]

    def groups(self) -> Iterator[PictureGroup]:
        """The track, group after group. Raises StreamsDiffer when sequences do not fit together."""
        parameter_sets = b""
        follows_key = False
        idr_number = 0
        for span in self._spans:
            sequence = self._sequence_of(span)
            parameter_sets = parameter_sets or sequence.parameter_sets
            if sequence.parameter_sets != parameter_sets:
                raise StreamsDiffer
            for length in self._lengths(span):
                # Key pictures right after one another must differ in their number (ITU-T H.264, 7.4.3).
                idr_number = 1 - idr_number if follows_key else 0
                yield _group(sequence, span, length, idr_number)
                follows_key = length == 1

    def _lengths(self, span: Span) -> list[int]:
        if isinstance(span, MotionSpan):
            return [span.frames]
        whole, rest = divmod(span.frames, self._interval)
        return [self._interval] * whole + [rest] * bool(rest)


def _group(sequence: CodedSequence, span: Span, length: int, idr_number: int) -> PictureGroup:
    key = _sample(sequence.key_picture(idr_number))
    if isinstance(span, MotionSpan):
        following = [_sample(picture.removeprefix(START_CODE)) for picture in sequence.pictures[1:]]
        return PictureGroup(key + b"".join(following), (len(key), *map(len, following)))
    skips = _skips(sequence.headers, length - 1)
    return PictureGroup(key + skips.samples, (len(key), *skips.sizes))


@lru_cache(maxsize=256)
def _skips(headers: StreamHeaders, count: int) -> PictureGroup:
    """The `count` pictures after a key picture that only repeat it."""
    samples = [_sample(skip_picture(headers, place).removeprefix(START_CODE)) for place in range(1, count + 1)]
    return PictureGroup(b"".join(samples), tuple(map(len, samples)))


def _sample(nal: bytes) -> bytes:
    return len(nal).to_bytes(4) + nal
