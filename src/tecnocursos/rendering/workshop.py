"""Makes the pieces of a video that are not there yet, with all cores busy.

Each thread draws slides and feeds an encoder of its own; sounds fill the gaps; transitions follow when the stills that
they lead between are there.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait

from tecnocursos.kit.errors import Cancelled
from tecnocursos.kit.progress import Progress, Stage
from tecnocursos.rendering.cost import drawing_cost, motion_cost, sound_cost
from tecnocursos.rendering.errors import PictureOfWrongSize, PiecesMissing
from tecnocursos.rendering.pieces import Pieces, ScenePlace
from tecnocursos.rendering.sound.mix import encode_scene
from tecnocursos.rendering.video.encoder import Pixels, encode_stills
from tecnocursos.rendering.video.sequences import CodedSequence
from tecnocursos.rendering.video.spans import MotionSpan, State
from tecnocursos.rendering.video.transitions import encode_transitions

# Pictures of so many steps are in memory at once, 6 MB each in full HD.
_STEPS_AT_ONCE = 8
_CHECK_SECONDS = 0.1


class Workshop:
    """One run over what is missing of `pieces`."""

    def __init__(self, pieces: Pieces, progress: Progress, workers: int) -> None:
        self._pieces = pieces
        self._progress = progress
        self._workers = workers
        self._stopped = threading.Event()
        states, self._motions, self._sounds = (
            pieces.missing_states(),
            pieces.missing_motions(),
            pieces.missing_sounds(),
        )
        self._scenes = deque(states.items())

    def plan(self) -> dict[Stage, float]:
        """What is to be made, in seconds of work, by stage."""
        video, timeline = self._pieces.video, self._pieces.timeline
        return {
            "pictures": sum(drawing_cost(video, len(steps)) for _, steps in self._scenes),
            "sound": sum(sound_cost(timeline, scene.place) for scene in self._sounds),
            "video": sum(motion_cost(video, motion.frames) for motion in self._motions),
        }

    def run(self) -> None:
        """Make everything. Raises the first failure, or Cancelled, when all threads and programs have ended."""
        with ThreadPoolExecutor(self._workers) as threads:
            try:
                pictures = [threads.submit(self._draw) for _ in range(min(self._workers, len(self._scenes)))]
                sounds = [threads.submit(self._encode_sound, scene) for scene in self._sounds]
                self._wait(pictures)
                motions = [threads.submit(self._encode_motions, batch) for batch in self._batches()]
                self._wait([*sounds, *motions])
            except BaseException:
                self._stopped.set()
                threads.shutdown(cancel_futures=True)
                raise

    def _wait(self, futures: Iterable[Future[None]]) -> None:
        left = set(futures)
        while left:
            done, left = wait(left, timeout=_CHECK_SECONDS, return_when=FIRST_EXCEPTION)
            for future in done:
                future.result()
            self._progress.check()

    def _check(self) -> None:
        self._progress.check()
        if self._stopped.is_set():
            raise Cancelled

    def _draw(self) -> None:
        """Draw scene after scene, until none is left, into one encoder."""
        encoding: deque[State] = deque()

        def store(sequence: CodedSequence) -> None:
            self._pieces.keep_state(encoding.popleft(), sequence)

        pieces = self._pieces
        encode_stills(pieces.ffmpeg, pieces.video, self._pictures(encoding), store, self._check)
        if encoding:
            raise PiecesMissing(made=0, wanted=len(encoding), task="encoding pictures")

    def _pictures(self, encoding: deque[State]) -> Iterator[Pixels]:
        video = self._pieces.video
        while self._scenes:
            try:
                place, steps = self._scenes.popleft()
            except IndexError:  # another thread was faster
                return
            scene = self._pieces.timeline.scenes[place]
            drawing = self._pieces.drawing_of(scene)
            for first in range(0, len(steps), _STEPS_AT_ONCE):
                self._check()
                some = steps[first : first + _STEPS_AT_ONCE]
                for step, picture in zip(some, drawing.draw_states(scene.slide, some), strict=True):
                    if picture.shape != (video.height, video.width, 3):
                        raise PictureOfWrongSize(
                            scene=scene.id, drawn=picture.shape[:2], wanted=(video.height, video.width)
                        )
                    encoding.append(State(place, step))
                    yield picture
            self._progress.advance("pictures", drawing_cost(video, len(steps)))

    def _batches(self) -> list[list[MotionSpan]]:
        """Transitions of one kind and length pass through one encoder, and every thread gets its share."""
        alike: dict[tuple[str, int], list[MotionSpan]] = {}
        for motion in self._motions:
            alike.setdefault((motion.kind, motion.frames), []).append(motion)
        return [
            batch for same in alike.values() for part in range(self._workers) if (batch := same[part :: self._workers])
        ]

    def _encode_motions(self, batch: list[MotionSpan]) -> None:
        pieces = self._pieces
        left = deque(batch)

        def store(sequence: CodedSequence) -> None:
            motion = left.popleft()
            if len(sequence.pictures) != motion.frames:
                raise PiecesMissing(made=len(sequence.pictures), wanted=motion.frames, task="encoding transitions")
            pieces.keep_motion(motion, sequence)
            self._progress.advance("video", motion_cost(pieces.video, motion.frames))

        pairs = [(pieces.still(motion.before), pieces.still(motion.after)) for motion in batch]
        kind, frames = batch[0].kind, batch[0].frames
        encode_transitions(pieces.ffmpeg, pieces.video, kind, frames, pairs, store, self._check)
        if left:
            raise PiecesMissing(made=len(batch) - len(left), wanted=len(batch), task="encoding transitions")

    def _encode_sound(self, scene: ScenePlace) -> None:
        pieces = self._pieces
        timeline = pieces.timeline
        self._check()
        frames = encode_scene(
            timeline.scenes[scene.place],
            timeline.rate,
            scene.start,
            pieces.music,
            locate=pieces.locate,
            ffmpeg=pieces.ffmpeg,
            check=self._check,
        )
        pieces.keep_sound(scene.place, frames)
        self._progress.advance("sound", sound_cost(timeline, scene.place))
