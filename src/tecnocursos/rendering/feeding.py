"""One FFmpeg, fed and read at the same time: neither side waits for the other for ever.

Every FFmpeg of this room reads from a pipe that this process holds, so that it ends when this process is killed.
"""

from __future__ import annotations

import contextlib
import fcntl
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from io import BufferedReader
from pathlib import Path
from typing import Any, TypeVar

from tecnocursos.infra.ffmpeg import FFmpeg, FFmpegFailed, failure

Received = TypeVar("Received")

# Raw pictures pass in few, large steps. Linux allows this much to anyone.
_PIPE_BYTES = 1 << 20
_CHECK_SECONDS = 0.1


def run_fed(
    ffmpeg: FFmpeg,
    arguments: Sequence[str | Path],
    feed: Iterable[bytes | memoryview],
    receive: Callable[[BufferedReader], Received],
    *,
    task: str,
    check: Callable[[], None],
    pass_fds: Sequence[int] = (),
) -> Received:
    """Write `feed` to FFmpeg's standard input while `receive`, in a thread, reads its standard output.

    `check` is called often and may raise (Cancelled): FFmpeg is ended then. Raises FFmpegFailed, and what `receive`
    raises.
    """
    process = ffmpeg.start(arguments, stdin=-1, stdout=-1, pass_fds=pass_fds)
    stdin, stdout, stderr = process.stdin, process.stdout, process.stderr
    if stdin is None or stderr is None or not isinstance(stdout, BufferedReader):
        raise FFmpegFailed(task=task, reason="no pipes")
    for pipe in (stdin, stdout):
        with contextlib.suppress(OSError):  # the user's allowance of pipe memory may be spent
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _PIPE_BYTES)

    def receive_or_end() -> Received:
        try:
            return receive(stdout)
        except BaseException:
            process.kill()  # else the feeder would wait for a process that nobody reads
            raise

    with process, ThreadPoolExecutor(2) as threads:
        received = threads.submit(receive_or_end)
        said = threads.submit(stderr.read)
        ends: set[Future[Any]] = {received, said}
        try:
            with contextlib.suppress(BrokenPipeError):  # it ended early; its exit says why
                for piece in feed:
                    check()
                    stdin.write(piece)
                stdin.close()
            while wait(ends, timeout=_CHECK_SECONDS).not_done:
                check()
            status = process.wait()
        except BaseException:
            process.kill()
            raise
        finally:
            with contextlib.suppress(BrokenPipeError):
                stdin.close()
    result = received.result()
    if status != 0:
        raise failure(task, said.result())
    return result
