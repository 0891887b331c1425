"""What is measured on a finished file, with FFmpeg and from the outside."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

SAMPLE_RATE = 48_000


@dataclass(frozen=True)
class Loudness:
    integrated_lufs: float
    true_peak_dbtp: float


def loudness(ffmpeg: Path, video: Path, start_seconds: float = 0, seconds: float | None = None) -> Loudness:
    """EBU R128 of the sound, by FFmpeg's own meter; of a part where one is named."""
    command = [str(ffmpeg), "-hide_banner", "-nostdin", "-ss", f"{start_seconds:.3f}"]
    command += ["-t", f"{seconds:.3f}"] if seconds else []
    command += ["-i", str(video), "-vn", "-af", "ebur128=peak=true", "-f", "null", "-"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    summary = said[said.rindex("Summary:") :]
    integrated = re.search(r"I:\s+(-?[\d.]+) LUFS", summary)
    peak = re.search(r"Peak:\s+(-?[\d.]+|-inf) dBFS", summary)
    assert integrated is not None
    assert peak is not None
    return Loudness(float(integrated[1]), float(peak[1]))


def decode_warnings(ffmpeg: Path, video: Path) -> str:
    """What FFmpeg has to say while it decodes the whole file; empty is good."""
    command = [str(ffmpeg), "-hide_banner", "-nostdin", "-v", "warning", "-i", str(video), "-f", "null", "-"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr.strip()


def sound(ffmpeg: Path, file: Path, start_seconds: float, seconds: float) -> NDArray[np.float32]:
    """Mono samples at 48 kHz of a part of a file."""
    command = [str(ffmpeg), "-v", "error", "-nostdin", "-ss", f"{start_seconds:.6f}", "-t", f"{seconds:.6f}"]
    command += ["-i", str(file), "-ac", "1", "-ar", str(SAMPLE_RATE), "-f", "f32le", "-"]
    return np.frombuffer(subprocess.run(command, capture_output=True, check=True).stdout, dtype=np.float32)


def lag_ms(heard: NDArray[np.float32], meant: NDArray[np.float32], expected_at: int) -> float:
    """How much later than sample `expected_at` of `heard` the `meant` sound is found, by correlation."""
    size = 1 << (len(heard) + len(meant) - 1).bit_length()
    product = np.fft.rfft(heard, size) * np.conj(np.fft.rfft(meant, size))
    correlation = np.fft.irfft(product, size)[: len(heard)]
    return (int(np.argmax(correlation)) - expected_at) * 1000 / SAMPLE_RATE


@dataclass(frozen=True)
class Run:
    """One whole process: wall-clock seconds, peak memory of its largest process in bytes, and its last JSON line."""

    seconds: float
    peak_bytes: int
    result: dict[str, object]


_WRAPPER = """
import json, resource, subprocess, sys, time
started = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, check=False)
seconds = time.perf_counter() - started
lines = done.stdout.decode().splitlines()
if done.returncode:
    sys.exit(lines[-1] if lines else "failed")
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
print(json.dumps({"seconds": seconds, "peak_bytes": peak, "result": json.loads(lines[-1])}))
"""


def run_product(arguments: Sequence[str], environment: dict[str, str]) -> Run:
    """Run `tecnocursos …` in a process of its own and measure it."""
    command = [sys.executable, "-c", _WRAPPER, str(Path(sys.executable).with_name("tecnocursos")), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    return Run(**json.loads(done.stdout))
