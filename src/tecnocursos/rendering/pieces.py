"""The pieces that a video is joined from, each under a key of everything that its bytes depend on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.infra.file_digests import file_digest
from tecnocursos.kit.digest import digest
from tecnocursos.rendering.errors import PictureMissing
from tecnocursos.rendering.slides import PictureSlide, PictureTextSlide, Slide
from tecnocursos.rendering.sound.mix import scene_samples, sound_key
from tecnocursos.rendering.sound.music import MusicBed, open_music
from tecnocursos.rendering.timeline import TemplateName, Timeline, TimelineScene
from tecnocursos.rendering.video.encoder import Pixels, VideoFormat
from tecnocursos.rendering.video.sequences import CodedSequence, parse_sequence
from tecnocursos.rendering.video.spans import MotionSpan, State, StillSpan, spans
from tecnocursos.rendering.video.transitions import filters_fingerprint

_STILLS, _MOTIONS, _SOUNDS = "still", "motion", "sound"


class Drawing(Protocol):
    """What draws slides; `Stage` does. Called from several threads."""

    @property
    def fingerprint(self) -> str: ...

    def in_look(self, template: TemplateName) -> Drawing: ...

    def draw_states(self, slide: Slide, steps: Sequence[int]) -> list[Pixels]: ...


def in_look_of(scene: TimelineScene, drawing: Drawing) -> Drawing:
    return drawing if scene.template is None else drawing.in_look(scene.template)


@dataclass(frozen=True, slots=True)
class ScenePlace:
    """A scene by its place in the timeline, and where it starts in samples."""

    place: int
    start: int


class Pieces:
    """Finds and keeps the pieces of one timeline."""

    def __init__(
        self,
        timeline: Timeline,
        drawing: Drawing,
        *,
        locate: Callable[[str], Path],
        cache: FileCache,
        ffmpeg: FFmpeg,
    ) -> None:
        self.timeline = timeline
        self.drawing = drawing
        self.locate = locate
        self.ffmpeg = ffmpeg
        self.video = VideoFormat(timeline.width, timeline.height, timeline.rate)
        self.track = spans(timeline)
        self.music = self._open_music(cache) if timeline.music else None
        self._cache = cache
        self._encoder = self.video.fingerprint(ffmpeg)
        self._file_digest = lru_cache(maxsize=None)(file_digest)
        self._slide_keys = [self._slide_key(scene) for scene in timeline.scenes]
        self._sound_keys = self._find_sound_keys()

    def missing_states(self) -> dict[int, list[int]]:
        """Steps to be drawn and encoded, by place of the scene; the same picture is named once."""
        seen: set[str] = set()
        missing: dict[int, list[int]] = {}
        for span in self.track:
            if isinstance(span, StillSpan) and (key := self._state_key(span.state)) not in seen:
                seen.add(key)
                if self._cache.find(_STILLS, key, ".264") is None:
                    missing.setdefault(span.state.scene, []).append(span.state.step)
        # The end of a scene may stand for no frame of its own, and still be where its transition starts.
        for motion in self.missing_motions():
            key = self._state_key(motion.before)
            if key not in seen and self._cache.find(_STILLS, key, ".264") is None:
                seen.add(key)
                missing.setdefault(motion.before.scene, []).append(motion.before.step)
        return missing

    def missing_motions(self) -> list[MotionSpan]:
        """Transitions to be encoded; of equal ones, one."""
        motions = {self._motion_key(span): span for span in self.track if isinstance(span, MotionSpan)}
        return [span for key, span in motions.items() if self._cache.find(_MOTIONS, key, ".264") is None]

    def missing_sounds(self) -> list[ScenePlace]:
        missing = {}
        start = 0
        for place, (scene, key) in enumerate(zip(self.timeline.scenes, self._sound_keys, strict=True)):
            if self._cache.find(_SOUNDS, key, ".aac") is None:
                missing[key] = ScenePlace(place, start)
            start += scene_samples(scene, self.timeline.rate)
        return list(missing.values())

    def keep_state(self, state: State, sequence: CodedSequence) -> None:
        self._keep(_STILLS, self._state_key(state), ".264", sequence.to_bytes())

    def keep_motion(self, span: MotionSpan, sequence: CodedSequence) -> None:
        self._keep(_MOTIONS, self._motion_key(span), ".264", sequence.to_bytes())

    def keep_sound(self, place: int, frames: bytes) -> None:
        self._keep(_SOUNDS, self._sound_keys[place], ".aac", frames)

    def sequence(self, span: StillSpan | MotionSpan) -> CodedSequence:
        if isinstance(span, StillSpan):
            return self.still(span.state)
        return parse_sequence(self._cache.read(_MOTIONS, self._motion_key(span), ".264"))

    def still(self, state: State) -> CodedSequence:
        return parse_sequence(self._cache.read(_STILLS, self._state_key(state), ".264"))

    def sound(self, place: int) -> bytes:
        return self._cache.read(_SOUNDS, self._sound_keys[place], ".aac")

    def _keep(self, room: str, key: str, suffix: str, content: bytes) -> None:
        self._cache.put(room, key, suffix, lambda path: path.write_bytes(content))

    def _open_music(self, cache: FileCache) -> MusicBed | None:
        if self.timeline.music is None:
            return None
        length = sum(scene_samples(scene, self.timeline.rate) for scene in self.timeline.scenes)
        return open_music(self.timeline.music, length, locate=self.locate, cache=cache, ffmpeg=self.ffmpeg)

    def drawing_of(self, scene: TimelineScene) -> Drawing:
        """What draws `scene`: it may have a look of its own."""
        return in_look_of(scene, self.drawing)

    def _slide_key(self, scene: TimelineScene) -> str:
        slide = scene.slide
        pictures = []
        if isinstance(slide, PictureSlide | PictureTextSlide):
            try:
                pictures.append(self._file_digest(self.locate(slide.picture.file)))
            except FileNotFoundError as missing:
                raise PictureMissing(picture=slide.picture.file) from missing
        return digest(slide.model_dump(mode="json"), pictures, self.drawing_of(scene).fingerprint, self._encoder)

    def _state_key(self, state: State) -> str:
        return digest(self._slide_keys[state.scene], state.step)

    def _motion_key(self, span: MotionSpan) -> str:
        ends = (self._state_key(span.before), self._state_key(span.after))
        return digest(ends, span.kind, span.frames, filters_fingerprint(span.kind, span.frames))

    def _find_sound_keys(self) -> list[str]:
        keys, start = [], 0
        for scene in self.timeline.scenes:
            key = sound_key(scene, self.timeline.rate, start, self.music, locate=self.locate, ffmpeg=self.ffmpeg)
            keys.append(key)
            start += scene_samples(scene, self.timeline.rate)
        return keys
