"""A process that does one job and ends: `python -m tecnocursos.worker.once JOB`

For commands that are run where no worker is.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from uuid import UUID

from tecnocursos.bootstrap.platform import build
from tecnocursos.config import Settings
from tecnocursos.infra.processes import end_with_parent
from tecnocursos.worker.running import Runner


def main(job_id: str) -> None:
    end_with_parent()
    with build(Settings()) as platform:
        runner = Runner(platform, f"{socket.gethostname()[:60]}-once-{os.getpid()}")
        signal.signal(signal.SIGTERM, lambda *_: runner.interrupt())
        runner.run(UUID(job_id))


if __name__ == "__main__":
    main(*sys.argv[1:])
