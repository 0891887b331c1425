"""A slot as the product runs it, that knows the jobs of these tests besides the product's own."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from fault_jobs import HANDLERS

from tecnocursos.bootstrap.platform import Platform
from tecnocursos.infra.jobs.messages import Job
from tecnocursos.worker import running, slot
from tecnocursos.worker.handlers import Handler, handlers


def _more_handlers(platform: Platform) -> Mapping[type[Job], Handler]:
    return {**handlers(platform), **HANDLERS}


if __name__ == "__main__":
    running.handlers = _more_handlers
    slot.main(*sys.argv[1:])
