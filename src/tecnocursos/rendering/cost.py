"""What the steps of a render cost, in seconds of one ordinary core: so that progress is even."""

from __future__ import annotations

from tecnocursos.rendering.timeline import Timeline
from tecnocursos.rendering.video.encoder import VideoFormat

_FULL_HD = 1920 * 1080
_DRAW_SCENE = 0.06
_STILL = 0.02
_MOTION_FRAME = 0.01
_SOUND_SECOND = 0.0085
_JOINED_FRAME = 0.00003
_FINISHING = 0.1


def drawing_cost(video: VideoFormat, states: int) -> float:
    """Of one scene: drawn, and `states` pictures encoded."""
    return (_DRAW_SCENE + _STILL * states) * _share(video)


def motion_cost(video: VideoFormat, frames: int) -> float:
    return _MOTION_FRAME * frames * _share(video)


def sound_cost(timeline: Timeline, place: int) -> float:
    return _SOUND_SECOND * timeline.scenes[place].frame_count / timeline.rate


def joining_cost(frames: int) -> float:
    return _JOINED_FRAME * frames + _FINISHING


def _share(video: VideoFormat) -> float:
    return video.width * video.height / _FULL_HD
