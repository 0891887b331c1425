"""How long somebody who waits for an answer lets slides be laid out; a job has all the time that it needs."""

from __future__ import annotations

import time
from collections.abc import Callable

from tecnocursos.kit.errors import LimitReached


class SlidesTookTooLong(LimitReached):
    code = "slides_took_too_long"
    en = (
        "Laying out the slides took longer than {limit} s. Slides that are done are kept, so that asking again goes "
        "on from there; a slide that is too full by itself becomes quicker as two scenes."
    )
    pt = (
        "Montar os slides levou mais de {limit} s. Os que ficaram prontos estão guardados, e pedir de novo continua "
        "dali; um slide cheio demais fica mais rápido como duas cenas."
    )


def time_limit(seconds: float) -> Callable[[], None]:
    """What is called again and again while slides are laid out. It raises SlidesTookTooLong once the time is over."""
    end = time.monotonic() + seconds

    def check() -> None:
        if time.monotonic() >= end:
            raise SlidesTookTooLong(limit=f"{seconds:g}")

    return check
