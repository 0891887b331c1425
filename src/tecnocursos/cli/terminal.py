"""What a running command shows: a progress bar for people, or one JSON object a line for programs."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, ProgressColumn, Task, TextColumn
from rich.text import Text

from tecnocursos.cli.errors import FileUnusable
from tecnocursos.cli.language import reason_of, say, terminal_language
from tecnocursos.kit import progress as kit_progress
from tecnocursos.kit.errors import Cancelled, ProductError
from tecnocursos.kit.progress import Report, Stage
from tecnocursos.kit.timecode import clock_time

_STAGES: dict[Stage, tuple[str, str]] = {
    "read": ("Reading", "Lendo"),
    "script": ("Writing the script", "Escrevendo o roteiro"),
    "speech": ("Speaking", "Narrando"),
    "pictures": ("Drawing", "Desenhando"),
    "sound": ("Mixing the sound", "Preparando o som"),
    "video": ("Making the video", "Montando o vídeo"),
    "encryption": ("Encrypting anew", "Cifrando de novo"),
}


class _TimeLeft(ProgressColumn):
    def render(self, task: Task) -> Text:
        left = task.fields.get("seconds_left")
        return Text("" if left is None else say("{} left", "faltam {}").format(clock_time(round(left * 1000))), "cyan")


class Output:
    """Where a command reports to; `as_json` for programs."""

    def __init__(self, *, as_json: bool) -> None:
        self.as_json = as_json
        self._console = Console(stderr=True, highlight=False)
        self._last: tuple[str, int] | None = None
        self._told: set[Stage] = set()
        self._signal: int = signal.SIGINT
        self._lock = threading.Lock()

    @contextmanager
    def progress(self) -> Iterator[kit_progress.Progress]:
        """A Progress that is shown while the block runs; Ctrl-C and SIGTERM cancel it."""
        with self._signals() as stop:
            if self.as_json or not self._console.is_terminal:
                listener = self._tell_json if self.as_json else self._tell_plainly
                yield kit_progress.Progress(listener, stop.is_set)
                return
            columns = (
                TextColumn("{task.description:<20}"),
                BarColumn(bar_width=40),
                TextColumn("{task.percentage:>3.0f} %"),
                _TimeLeft(),
            )
            with Progress(*columns, console=self._console, transient=True) as bar:
                task = bar.add_task("", total=1.0)

                def listener(report: Report) -> None:
                    bar.update(
                        task,
                        completed=report.fraction,
                        description=say(*_STAGES[report.stage]),
                        seconds_left=report.seconds_left,
                    )

                yield kit_progress.Progress(listener, stop.is_set)

    def line(self, text: str = "", style: str | None = None) -> None:
        """A line for people; programs do not get it."""
        if not self.as_json:
            self._console.print(text, style=style, soft_wrap=True, markup=False)

    def event(self, name: str, **fields: object) -> None:
        """An event for programs; people do not see it."""
        if self.as_json:
            with self._lock:
                sys.stdout.write(json.dumps({"event": name, **fields}, ensure_ascii=False) + "\n")
                sys.stdout.flush()

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Report what the block raises as a sentence, and exit: 1, or as a signal does when the user stopped it."""
        try:
            yield
        except ProductError as error:
            raise self._fail(error) from error
        except OSError as error:
            # A full disk, a folder that may not be written, a name too long: the system's own words say it best.
            file = str(error.filename or "…")
            raise self._fail(FileUnusable(file=file, reason=reason_of(error))) from error

    def _fail(self, error: ProductError) -> typer.Exit:
        if self.as_json:
            self.event("error", code=error.code, message=error.message(terminal_language()))
        else:
            style = "yellow" if isinstance(error, Cancelled) else "bold red"
            self.line(error.message(terminal_language()), style=style)
        # Shells tell a program that a signal ended by 128 and the signal's number.
        return typer.Exit(128 + self._signal if isinstance(error, Cancelled) else 1)

    def _tell_json(self, report: Report) -> None:
        percent = round(report.fraction * 100, 1)
        left = None if report.seconds_left is None else round(report.seconds_left, 1)
        if self._last != (report.stage, int(percent)):
            self._last = (report.stage, int(percent))
            self.event("progress", stage=report.stage, percent=percent, seconds_left=left)

    def _tell_plainly(self, report: Report) -> None:
        if report.stage not in self._told:
            self._told.add(report.stage)
            self.line(f"{report.fraction:4.0%}  {say(*_STAGES[report.stage])}")

    @contextmanager
    def _signals(self) -> Iterator[threading.Event]:
        """Turn the first Ctrl-C or SIGTERM into a cancellation; a second one is not waited for."""
        stop = threading.Event()

        def on_signal(number: int, _frame: FrameType | None) -> None:
            if stop.is_set():
                signal.signal(number, signal.SIG_DFL)
                signal.raise_signal(number)
            self._signal = number
            stop.set()

        previous = {number: signal.signal(number, on_signal) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield stop
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)
