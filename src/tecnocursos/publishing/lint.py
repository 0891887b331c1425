"""Checks captions, however they were made, against what people can read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from tecnocursos.kit.timecode import clock_time
from tecnocursos.kit.value import Value
from tecnocursos.publishing.captions import AIM_CPS, GAP_FRAMES, LONGEST_MS, MOST_CPS, SHORTEST_MS
from tecnocursos.publishing.line_breaking import LINE_CHARACTERS
from tecnocursos.rendering.timeline import Caption

LINES = 2

Rule = Literal["reading_speed", "line_count", "line_length", "too_short", "too_long", "gap", "overlap", "empty"]

_ENGLISH: dict[Rule, str] = {
    "reading_speed": "has {measured:.1f} characters a second; {limit:.0f} can be read",
    "line_count": "has {measured:.0f} lines; at most {limit:.0f} fit",
    "line_length": "has a line of {measured:.0f} characters; at most {limit:.0f} fit",
    "too_short": "is shown for {measured:.2f} s; at least {limit:.2f} s are needed",
    "too_long": "is shown for {measured:.1f} s; at most {limit:.0f} s are usual",
    "gap": "leaves a gap of {measured:.0f} frame before it; {limit:.0f} or none look steady",
    "overlap": "starts {measured:.2f} s before the one before it ends",
    "empty": "is empty",
}
_PORTUGUESE: dict[Rule, str] = {
    "reading_speed": "tem {measured:.1f} caracteres por segundo; dá para ler {limit:.0f}",
    "line_count": "tem {measured:.0f} linhas; cabem no máximo {limit:.0f}",
    "line_length": "tem uma linha de {measured:.0f} caracteres; cabem no máximo {limit:.0f}",
    "too_short": "fica {measured:.2f} s na tela; são precisos pelo menos {limit:.2f} s",
    "too_long": "fica {measured:.1f} s na tela; o usual é no máximo {limit:.0f} s",
    "gap": "deixa um intervalo de {measured:.0f} quadro antes dela; o estável é {limit:.0f} ou nenhum",
    "overlap": "começa {measured:.2f} s antes de a anterior terminar",
    "empty": "está vazia",
}


class Finding(Value):
    """Something a reader would stumble over. `number` counts captions from 1; seconds, characters or frames by rule."""

    severity: Literal["error", "warning"]
    rule: Rule
    number: int
    start_ms: int
    measured: float = 0.0
    limit: float = 0.0

    def message(self, language: str = "en") -> str:
        is_portuguese = language.startswith("pt")
        sentence = (_PORTUGUESE if is_portuguese else _ENGLISH)[self.rule]
        said = sentence.format(measured=self.measured, limit=self.limit)
        name = "A legenda" if is_portuguese else "Caption"
        return f"{name} {self.number} ({clock_time(self.start_ms)}) {said}."


def lint_captions(captions: Sequence[Caption], rate: int = 30) -> list[Finding]:
    """Everything that breaks a bar, in order of the captions. `rate`: the video's frames per second."""
    findings: list[Finding] = []
    until_ms: int | None = None
    for number, caption in enumerate(captions, start=1):
        reporter = _Reporter(findings, number, caption.start_ms)
        _check_text(caption, reporter)
        _check_duration(caption, reporter, rate)
        if until_ms is not None:
            _check_gap(caption.start_ms - until_ms, reporter, rate)
        until_ms = caption.end_ms
    return findings


class _Reporter:
    def __init__(self, findings: list[Finding], number: int, start_ms: int) -> None:
        self._findings, self._number, self._start_ms = findings, number, start_ms

    def report(
        self, severity: Literal["error", "warning"], rule: Rule, measured: float = 0.0, limit: float = 0.0
    ) -> None:
        self._findings.append(
            Finding(
                severity=severity,
                rule=rule,
                number=self._number,
                start_ms=self._start_ms,
                measured=measured,
                limit=limit,
            )
        )


def _check_text(caption: Caption, reporter: _Reporter) -> None:
    lines = caption.text.split("\n")
    if not caption.text.strip():
        reporter.report("error", "empty")
    if len(lines) > LINES:
        reporter.report("error", "line_count", len(lines), LINES)
    longest = max(map(len, lines))
    if longest > LINE_CHARACTERS:
        reporter.report("error", "line_length", longest, LINE_CHARACTERS)


def _check_duration(caption: Caption, reporter: _Reporter, rate: int) -> None:
    duration_ms = caption.end_ms - caption.start_ms
    # Times were rounded from frames to milliseconds: a caption is not blamed for that.
    frames = max(duration_ms * rate / 1000, 1)
    speed = len(caption.text) * rate / frames
    tolerance = 1 + 1 / max(duration_ms, 1)
    if speed > MOST_CPS * tolerance:
        reporter.report("error", "reading_speed", speed, MOST_CPS)
    elif speed > AIM_CPS * tolerance:
        reporter.report("warning", "reading_speed", speed, AIM_CPS)
    if duration_ms < SHORTEST_MS:
        reporter.report("error", "too_short", duration_ms / 1000, SHORTEST_MS / 1000)
    if duration_ms > LONGEST_MS:
        reporter.report("error", "too_long", duration_ms / 1000, LONGEST_MS / 1000)


def _check_gap(gap_ms: int, reporter: _Reporter, rate: int) -> None:
    frames = round(gap_ms * rate / 1000)
    if gap_ms < 0:
        reporter.report("error", "overlap", -gap_ms / 1000)
    elif 0 < frames < GAP_FRAMES:
        reporter.report("warning", "gap", frames, GAP_FRAMES)
