from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tecnocursos.rendering.slides import BulletsSlide, Item
from tecnocursos.rendering.timeline import Cue, SpeechClip, Timeline, TimelineScene, Transition
from tecnocursos.rendering.video.spans import MotionSpan, State, StillSpan, spans

SPEECH = (SpeechClip(at_ms=0, duration_ms=100, file="a.wav"),)
SLIDE = BulletsSlide(title="x", items=tuple(Item(text=str(step)) for step in range(5)))


def scene(frames: int, cues: list[tuple[int, int]], kind: str = "crossfade", over: int = 12) -> TimelineScene:
    return TimelineScene(
        id="s",
        slide=SLIDE,
        frame_count=frames,
        cues=tuple(Cue(at_ms=at, step=step) for at, step in cues),
        speech=SPEECH,
        transition=Transition.model_validate({"kind": kind, "frames": over}),
    )


def timeline(*scenes: TimelineScene) -> Timeline:
    return Timeline(title="t", language="en-US", width=256, height=256, scenes=scenes)


def test_a_cue_changes_the_picture_at_the_nearest_frame() -> None:
    track = spans(timeline(scene(96, [(1000, 1), (1017, 2), (2000, 3)])))
    assert track == [
        StillSpan(State(0, 0), 30),
        StillSpan(State(0, 1), 1),
        StillSpan(State(0, 2), 29),
        StillSpan(State(0, 3), 36),
    ]


def test_states_that_no_frame_shows_are_left_out() -> None:
    track = spans(timeline(scene(32, [(0, 1), (10, 2), (500, 3), (9000, 4)])))
    assert track == [StillSpan(State(0, 2), 15), StillSpan(State(0, 3), 17)]


def test_a_transition_takes_the_last_frames_of_the_scene_that_goes() -> None:
    track = spans(timeline(scene(32, [(500, 1)]), scene(32, [])))
    assert track == [
        StillSpan(State(0, 0), 15),
        StillSpan(State(0, 1), 5),
        MotionSpan(State(0, 1), State(1, 0), "crossfade", 12),
        StillSpan(State(1, 0), 32),
    ]


times = st.lists(st.integers(0, 4000), max_size=5).map(sorted)


@settings(derandomize=True, max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 8), times, st.sampled_from(["none", "crossfade", "push"]), st.integers(0, 90)),
        min_size=1,
        max_size=6,
    )
)
def test_scenes_start_with_their_still_and_keep_their_length(
    parts: list[tuple[int, list[int], str, int]],
) -> None:
    scenes = [
        scene(16 * length, [(at, place + 1) for place, at in enumerate(at_times)], kind, over)
        for length, at_times, kind, over in parts
    ]
    frames = [0] * len(scenes)
    previous = -1
    for span in spans(timeline(*scenes)):
        assert span.frames > 0
        if isinstance(span, StillSpan):
            frames[span.state.scene] += span.frames
            previous = span.state.scene
        else:
            assert (span.before.scene, span.after.scene) == (previous, previous + 1)
            frames[span.before.scene] += span.frames
    assert frames == [each.frame_count for each in scenes]
