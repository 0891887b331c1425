"""A tree of processes as `tecnocursos worker` and `scheduler` make it: python -m fault_tree NAME SLOTS SCHEDULERS"""

from __future__ import annotations

import sys

from tecnocursos.config import Settings
from tecnocursos.infra.jobs.messages import QUEUES
from tecnocursos.infra.processes import Program, Supervisor


def main(name: str, slots: str, schedulers: str) -> None:
    children = [Program("slots", "fault_slot", [name, slots, *QUEUES])]
    children += [
        Program(f"scheduler-{n}", "tecnocursos.worker.scheduler", [f"{name}-scheduler-{n}"])
        for n in range(int(schedulers))
    ]
    Supervisor(children, drain_seconds=Settings().server.drain_seconds).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
