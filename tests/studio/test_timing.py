"""When lines sound and parts appear: nothing before its time, nothing cut off, everything on the grid."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tecnocursos.narration.speech import Speech, WordTime
from tecnocursos.rendering.slides import BulletsSlide, Item, SectionSlide
from tecnocursos.rendering.timeline import Cue, Transition, frame_grid
from tecnocursos.studio.course import Course, Line, Scene
from tecnocursos.studio.timing import lay_out


def _speech(duration_ms: int, text: str = "") -> Speech:
    words = (WordTime(char_start=0, char_end=len(text), start_ms=0, end_ms=duration_ms),) if text else ()
    return Speech(file=Path("x.wav"), name=f"{duration_ms:064x}.wav", duration_ms=duration_ms, words=words)


def _course(*scenes: Scene, **changes: object) -> Course:
    return Course(title="T", language="en-US", scenes=scenes).model_copy(update=changes)


BULLETS = BulletsSlide(title="T", items=tuple(Item(text=text) for text in "abc"))


def test_parts_appear_when_they_are_spoken() -> None:
    lines = (Line(text="Intro."), Line(text="A.", step=1), Line(text="B and C.", step=3))
    scene = Scene(id="s", slide=BULLETS, lines=lines)
    timeline, times = lay_out(_course(scene), [[_speech(1000), _speech(500), _speech(800)]])
    assert timeline.scenes[0].cues == (Cue(at_ms=times[0][1].start_ms, step=1), Cue(at_ms=times[0][2].start_ms, step=3))


def test_what_no_line_names_is_shown_all_the_same() -> None:
    silent_about_it = Scene(id="s1", slide=BULLETS, lines=(Line(text="Look."),))
    forgotten = Scene(id="s2", slide=BULLETS, lines=(Line(text="A.", step=1), Line(text="The rest.")))
    timeline, times = lay_out(_course(silent_about_it, forgotten), [[_speech(900)], [_speech(900), _speech(700)]])
    assert timeline.scenes[0].cues == (Cue(at_ms=0, step=3),)
    start = timeline.scene_starts_ms()[1]
    assert timeline.scenes[1].cues[-1] == Cue(at_ms=times[1][1].start_ms - start, step=3)


def test_pauses_of_the_author_are_kept() -> None:
    lines = (Line(text="One.", pause_after_ms=2000), Line(text="Two.", pause_before_ms=500))
    scene = Scene(id="s", slide=SectionSlide(title="T"), lines=lines)
    _, times = lay_out(_course(scene), [[_speech(400), _speech(400)]])
    assert times[0][1].start_ms - times[0][0].end_ms == 2500


def test_captions_show_the_caption_and_not_the_speech() -> None:
    lines = (
        Line(text="Call zero eight hundred.", caption="Call 0800."),
        Line(text="Not captioned.", caption=""),
        Line(text="Said.", say="Sed."),
    )
    scene = Scene(id="s", slide=SectionSlide(title="T"), lines=lines)
    timeline, _ = lay_out(_course(scene), [[_speech(2000), _speech(2000), _speech(2000, "Said.")]])
    assert [caption.text for caption in timeline.captions] == ["Call 0800.", "Said."]


_LENGTHS = st.lists(st.lists(st.integers(1, 20_000), min_size=1, max_size=4), min_size=1, max_size=5)


@given(lengths=_LENGTHS, frames=st.integers(0, 60))
def test_every_scene_holds_its_speech_and_its_transition(lengths: list[list[int]], frames: int) -> None:
    scenes = [
        Scene(id=f"s{number}", slide=SectionSlide(title="T"), lines=tuple(Line(text="A sentence.") for _ in spoken))
        for number, spoken in enumerate(lengths)
    ]
    course = _course(*scenes, transition=Transition(frames=frames))
    timeline, times = lay_out(course, [[_speech(length) for length in spoken] for spoken in lengths])
    starts = (*timeline.scene_starts_ms(), timeline.duration_ms)
    for scene, spoken, (start, end) in zip(timeline.scenes, times, pairwise(starts), strict=True):
        assert scene.frame_count % frame_grid(timeline.rate) == 0
        assert start <= spoken[0].start_ms
        # The picture changes only after the last word has been heard.
        assert spoken[-1].end_ms <= end - scene.transition.frames * 1000 // timeline.rate
        assert all(before.end_ms <= after.start_ms for before, after in pairwise(spoken))
    assert timeline.scenes[-1].transition.frames == 0
