"""Scene sound: samples where they belong, levels, and joins that are not heard."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pytest
from rendering_factories import Media, babble

from tecnocursos.infra.ffmpeg import FFmpeg
from tecnocursos.infra.file_cache import FileCache
from tecnocursos.kit.loudness import loudness, true_peak
from tecnocursos.rendering.errors import SoundUnreadable
from tecnocursos.rendering.slides import TitleSlide
from tecnocursos.rendering.sound.aac import split_adts
from tecnocursos.rendering.sound.both_speakers import MONO_TOOLS, play_from_both
from tecnocursos.rendering.sound.clips import read_clip, resample
from tecnocursos.rendering.sound.levels import levelled
from tecnocursos.rendering.sound.mix import encode_scene, mix_speech, scene_samples
from tecnocursos.rendering.sound.music import open_music
from tecnocursos.rendering.timeline import Music, SpeechClip, TimelineScene, frames_for

RATE = 30


def scene(media: Media, *clips: tuple[int, np.ndarray], seconds: float) -> TimelineScene:
    return TimelineScene(
        id="s",
        slide=TitleSlide(title="x"),
        frame_count=frames_for(round(seconds * 1000), RATE),
        speech=tuple(
            SpeechClip(at_ms=at, duration_ms=round(len(sound) / 22.05), file=media.add(sound)) for at, sound in clips
        ),
    )


def decode(frames: bytes) -> np.ndarray:
    raw = FFmpeg().run(("-f", "aac", "-i", "pipe:0", "-f", "f32le", "-"), task="x", data=frames)
    return np.frombuffer(raw, "<f4").reshape(-1, 2)


@pytest.mark.parametrize("rate", [8000, 16000, 22050, 24000, 44100, 48000, 96000])
def test_any_rate_becomes_48_khz_without_delay_or_loss(rate: int) -> None:
    times = np.arange(rate) / rate
    tones = sum(np.sin(2 * np.pi * hertz * times) for hertz in (100, 997, 3000)) / 3
    exact = sum(np.sin(2 * np.pi * hertz * np.arange(48_000) / 48_000) for hertz in (100, 997, 3000)) / 3
    heard = resample(tones.astype(np.float32), rate)
    assert len(heard) == 48_000
    assert np.abs(heard - exact)[1000:-1000].max() < 1e-3


@pytest.mark.parametrize("level", [0.004, 0.02, 0.1, 0.3])
def test_a_scene_comes_to_the_level_of_the_programme(level: float) -> None:
    spoken = resample(babble(6, seed=3, level=level).astype(np.float32), 22_050)
    speech = levelled(spoken, loudness(spoken, 48_000))
    both = np.stack((speech, speech), axis=1)
    # No more than 12 dB are added to what is hardly there.
    expected = -16 if level > 0.02 else min(-16, loudness(both, 48_000))
    assert loudness(both, 48_000) == pytest.approx(expected, abs=0.7)
    assert true_peak(speech) < 10 ** (-2 / 20)


def test_loud_clicks_are_turned_down_smoothly() -> None:
    speech = babble(6, seed=3, level=0.05, rate=48_000).astype(np.float32)
    speech[100_000::40_000] = 0.99
    heard = levelled(speech, loudness(speech, 48_000))
    assert true_peak(heard) < 10 ** (-2 / 20)
    heard_enough = np.abs(speech) > 1e-4
    gains = np.divide(heard, speech, where=heard_enough, out=np.zeros_like(heard))
    steps = np.abs(np.diff(gains))[heard_enough[1:] & heard_enough[:-1]]
    assert 0 < steps.max() < 0.01 * gains.max()


def test_clips_stand_at_their_millisecond(tmp_path: Path) -> None:
    media = Media(tmp_path)
    burst = np.zeros(4410)
    burst[:441] = np.sin(np.arange(441) * 0.3) * 0.5
    one = scene(media, (250, burst), (1750, burst), seconds=3)
    mixed = mix_speech(one, RATE, locate=media.locate, ffmpeg=FFmpeg())
    decoded = decode(encode_scene(one, RATE, 0, None, locate=media.locate, ffmpeg=FFmpeg(), check=lambda: None))
    assert len(mixed) == len(decoded) == scene_samples(one, RATE)
    for sound in (mixed, decoded[:, 0], decoded[:, 1]):
        loud = np.flatnonzero(np.abs(sound) > 0.1 * np.abs(sound).max()) / 48
        assert loud[0] == pytest.approx(250, abs=3)
        assert loud[loud > 1000][0] == pytest.approx(1750, abs=3)


def test_joined_scenes_sound_like_what_was_mixed(tmp_path: Path) -> None:
    media = Media(tmp_path)
    # The second speaks from its first sample to its last: the hardest joins.
    scenes = [
        scene(media, (300, babble(1.5, 1)), seconds=2.1),
        scene(media, (0, babble(2.13, 2)), seconds=2.13),
        scene(media, (200, babble(1.2, 3)), seconds=1.6),
    ]
    ffmpeg = FFmpeg()
    wanted = np.concatenate([mix_speech(one, RATE, locate=media.locate, ffmpeg=ffmpeg) for one in scenes])
    pieces = [
        encode_scene(one, RATE, 0, None, locate=media.locate, ffmpeg=ffmpeg, check=lambda: None) for one in scenes
    ]
    assert [len(split_adts(piece)) * 1024 for piece in pieces] == [scene_samples(one, RATE) for one in scenes]
    heard = decode(b"".join(pieces))
    assert len(heard) == len(wanted)
    assert (heard[:, 0] == heard[:, 1]).mean() > 0.99 or np.abs(heard[:, 0] - heard[:, 1]).max() < 0.05
    error = heard.mean(axis=1) - wanted
    # A scene's first frame fades in.
    starts = np.cumsum([0, *(scene_samples(one, RATE) for one in scenes)])[:-1]
    whole = np.array([place for place in range(len(error)) if not any(0 <= place - start < 1024 for start in starts)])
    assert np.sqrt(np.mean(error[whole] ** 2)) < 0.05 * np.sqrt(np.mean(wanted**2))
    for join in starts[1:]:
        around = slice(join - 1024, join + 1024)
        steps = np.abs(np.diff(heard[around, 0])).max()
        assert steps <= np.abs(np.diff(wanted)).max(), "no click"


def test_mono_frames_play_the_same_from_both_loudspeakers() -> None:
    """Steady and sudden sounds, loud and silent ones: frames of long and of short blocks, full and empty."""
    clicks = np.zeros(48_000)
    clicks[::6000] = 0.9
    sound = np.concatenate((babble(1, 1, rate=48_000), np.zeros(9000), clicks, babble(1, 2, 0.001, rate=48_000)))
    pcm = np.rint(np.clip(sound, -1, 1) * 32767).astype("<i2").tobytes()
    form = ("-f", "s16le", "-ar", "48000", "-ac", "1", "-i", "pipe:0", "-c:a", "aac", *MONO_TOOLS, "-f", "adts", "-")
    mono = split_adts(FFmpeg().run(form, task="x", data=pcm))[1:]
    # Bits 2 and 3 of a channel stream's window, behind 7 bits of element and 8 of gain.
    blocks = {int.from_bytes(frame[7:11]) >> 14 & 3 for frame in mono}
    assert {0, 2} <= blocks
    raw = FFmpeg().run(("-f", "aac", "-i", "pipe:0", "-f", "f32le", "-"), task="x", data=b"".join(mono))
    both = decode(b"".join(play_from_both(frame) for frame in mono))
    assert (both == np.frombuffer(raw, "<f4")[:, None]).all()
    assert np.abs(both).max() > 0.5


def test_music_goes_on_over_the_joins(tmp_path: Path) -> None:
    media = Media(tmp_path / "media")
    times = np.arange(5 * 44_100) / 44_100
    chord = sum(np.sin(2 * np.pi * hertz * times) for hertz in (220, 277, 330)) * 0.2
    piece = media.add(chord, rate=44_100)
    scenes = [scene(media, (300, babble(1.0, seed, 0.1)), seconds=2.1) for seed in (1, 2, 3, 4)]
    length = sum(scene_samples(one, RATE) for one in scenes)
    ffmpeg = FFmpeg()
    bed = open_music(
        Music(file=piece, level_db=-18), length, locate=media.locate, cache=FileCache(tmp_path / "c"), ffmpeg=ffmpeg
    )
    wanted, coded, start = [], b"", 0
    for one in scenes:
        speech = mix_speech(one, RATE, locate=media.locate, ffmpeg=ffmpeg)
        wanted.append(speech[:, None] + bed.between(start, start + len(speech)))
        coded += encode_scene(one, RATE, start, bed, locate=media.locate, ffmpeg=ffmpeg, check=lambda: None)
        start += len(speech)
    whole = np.concatenate(wanted)
    heard = decode(coded)
    assert len(heard) == len(whole) == length
    error = heard - whole
    for join in np.cumsum([len(part) for part in wanted])[:-1]:
        level = np.sqrt(np.mean(whole[join - 512 : join + 512] ** 2))
        assert level > 0.001, "music is heard there"
        assert np.sqrt(np.mean(error[join - 512 : join + 512] ** 2)) < 0.12 * level
    assert np.abs(heard[:480]).max() < 0.01, "it fades in"
    assert np.abs(heard[-480:]).max() < 0.01, "it fades out"
    loop = bed.between(5 * 48_000 - 30_000, 5 * 48_000 + 30_000)
    assert np.abs(np.diff(loop, axis=0)).max() < 1.5 * np.abs(np.diff(bed.between(100_000, 150_000), axis=0)).max()


def test_music_lies_under_speech(tmp_path: Path) -> None:
    media = Media(tmp_path / "media")
    piece = media.add(babble(8, 9, 0.3))
    bed = open_music(
        Music(file=piece, level_db=-19),
        60 * 48_000,
        locate=media.locate,
        cache=FileCache(tmp_path / "c"),
        ffmpeg=FFmpeg(),
    )
    assert loudness(bed.between(20 * 48_000, 40 * 48_000), 48_000) == pytest.approx(-35, abs=1)


def test_what_is_no_wav_of_ours_is_read_too(tmp_path: Path) -> None:
    tone = ("-f", "lavfi", "-i", "sine=440:duration=1:sample_rate=44100", "-ac", "2")
    for name, form in (
        ("a.mp3", ()),
        ("b.wav", ("-c:a", "pcm_s24le")),
        ("c.flac", ()),
        ("d.wav", ("-c:a", "pcm_f32le")),
    ):
        FFmpeg().run((*tone, *form, tmp_path / name), task="x")
        heard = read_clip(tmp_path / name, FFmpeg()).samples
        assert len(heard) == pytest.approx(48_000, abs=3000)
        assert np.sqrt(np.mean(heard**2)) == pytest.approx(0.125 / np.sqrt(2), rel=0.1)


@pytest.mark.parametrize("content", [None, b"", b"RIFF", b"not a sound at all" * 100])
def test_an_unreadable_sound_is_named(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "aula.wav"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SoundUnreadable, match=r"aula\.wav"):
        read_clip(path, FFmpeg())


def test_a_scene_of_silence_is_an_error(tmp_path: Path) -> None:
    media = Media(tmp_path)
    silent = scene(media, (100, np.zeros(22_050)), seconds=2)
    with pytest.raises(SoundUnreadable, match="silent"):
        mix_speech(silent, RATE, locate=media.locate, ffmpeg=FFmpeg())


def test_ebur128_agrees_about_the_encoded_scene(tmp_path: Path) -> None:
    media = Media(tmp_path)
    one = scene(media, (300, babble(8, 5, 0.06)), seconds=9)
    coded = encode_scene(one, RATE, 0, None, locate=media.locate, ffmpeg=FFmpeg(), check=lambda: None)
    command = [str(FFmpeg().binary), "-hide_banner", "-nostats", "-f", "aac", "-i", "pipe:0"]
    filters = ["-af", "ebur128=peak=true:framelog=quiet", "-f", "null", "-"]
    said = subprocess.run([*command, *filters], input=coded, capture_output=True, check=True).stderr.decode()
    assert float(said.rpartition("I:")[2].split()[0]) == pytest.approx(-16, abs=0.5)
    assert float(said.rpartition("Peak:")[2].split()[0]) <= -1
