"""FFmpeg as a separate program: every piece of sound and moving picture passes through here."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

import imageio_ffmpeg

from tecnocursos.infra.files import StorageFull
from tecnocursos.kit.errors import Unavailable

# Nothing is asked, nothing is printed but errors, and the same input gives the same bytes.
_QUIET = ("-hide_banner", "-nostdin", "-nostats", "-loglevel", "error", "-y")


class FFmpegFailed(Unavailable):
    code = "ffmpeg_failed"
    en = "FFmpeg failed while {task}: {reason}"
    pt = "O FFmpeg falhou ({task}): {reason}"


class FFmpeg:
    """One FFmpeg binary: the one of the package, or the operator's."""

    def __init__(self, binary: Path | None = None) -> None:
        self.binary = binary or Path(imageio_ffmpeg.get_ffmpeg_exe())

    @property
    def version(self) -> str:
        """The build's first line; part of every cache key whose bytes FFmpeg makes."""
        return _version(self.binary)

    def command(self, *arguments: str | Path) -> list[str]:
        return [str(self.binary), *_QUIET, *(str(argument) for argument in arguments)]

    def run(self, arguments: Sequence[str | Path], *, task: str, data: bytes | None = None) -> bytes:
        """Run to the end, `data` on its standard input; give its standard output. Raises FFmpegFailed, StorageFull."""
        done = subprocess.run(self.command(*arguments), capture_output=True, check=False, input=data or b"")
        if done.returncode != 0:
            raise failure(task, done.stderr)
        return done.stdout

    def start(
        self, arguments: Sequence[str | Path], *, stdin: int | None, stdout: int | None, pass_fds: Sequence[int] = ()
    ) -> subprocess.Popen[bytes]:
        """Start with pipes; whoever starts it reads its standard error and reaps it.

        `pass_fds` are open files that FFmpeg may read as `pipe:<number>`.
        """
        return subprocess.Popen(
            self.command(*arguments),
            stdin=stdin or subprocess.DEVNULL,
            stdout=stdout or subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=pass_fds,
        )


def failure(task: str, stderr: bytes) -> FFmpegFailed | StorageFull:
    """Why FFmpeg failed, by the last thing that it said."""
    if os.strerror(errno.ENOSPC).encode() in stderr:
        return StorageFull()
    lines = stderr.decode(errors="replace").strip().splitlines()
    return FFmpegFailed(task=task, reason=lines[-1] if lines else "no message")


@lru_cache
def _version(binary: Path) -> str:
    output = subprocess.run([str(binary), "-version"], capture_output=True, check=True, stdin=subprocess.DEVNULL).stdout
    return output.decode(errors="replace").splitlines()[0]
