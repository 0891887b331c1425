"""Celery on RabbitMQ, as a way to wake workers: six queues, one task, and in its message nothing but a job's id.

The row of the job is the truth. A message that is lost, late or delivered twice costs time, never a job: claiming the
row decides. The queues are therefore classic ones, which know priorities; replicating them would protect nothing.
"""

from __future__ import annotations

import logging
import signal
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Final
from uuid import UUID

from celery import Celery
from celery.worker import state
from kombu.entity import Exchange, Queue
from kombu.exceptions import KombuError

from tecnocursos.config import BrokerSettings
from tecnocursos.infra.jobs.messages import QUEUES, QueueName
from tecnocursos.infra.jobs.offers import Offer
from tecnocursos.worker.running import Runner

_TASK: Final = "run"
_HIGHEST_PRIORITY: Final = 9
_ORDINARY_PRIORITY: Final = 4
_CONFIRM_SECONDS: Final = 10


class Broker:
    """Where jobs are offered to workers."""

    def __init__(self, settings: BrokerSettings, *, offer_seconds: float) -> None:
        self._celery = _create_celery(settings)
        self._settings = settings
        self._offer_seconds = offer_seconds
        self._connection = self._celery.connection_for_write()
        self.errors = (KombuError, *self._connection.connection_errors, *self._connection.channel_errors)

    def offer(self, offers: Iterable[Offer]) -> None:
        """Send; returns when the broker has confirmed all. A message that nobody took in time is dropped by it.

        Raises one of `errors`; then some may have been sent.
        """
        with self._celery.amqp.Producer(self._connection, auto_declare=False) as producer:
            for offer in offers:
                self._celery.send_task(
                    _TASK,
                    args=(str(offer.job_id),),
                    producer=producer,
                    queue=self._settings.queue_name(offer.queue),
                    priority=min(max(_ORDINARY_PRIORITY - offer.rank, 0), _HIGHEST_PRIORITY),
                    expiration=self._offer_seconds,
                    retry=False,
                    ignore_result=True,
                )

    def reset(self) -> None:
        """Forget the connection after a failure; the next use makes another."""
        self.close()
        self._connection = self._celery.connection_for_write()

    def close(self) -> None:
        self._connection.release()


def consume(
    settings: BrokerSettings,
    queues: Sequence[QueueName],
    runner: Runner,
    leaving: threading.Event,
    *,
    on_leaving: Callable[[], None],
) -> None:
    """Run the jobs that the broker offers, one at a time, until SIGTERM; none when `leaving` is set already."""
    celery = _create_celery(settings)

    # Acknowledged when the job has ended: whoever dies before lets another have the message at once.
    @celery.task(name=_TASK, acks_late=True, reject_on_worker_lost=True, ignore_result=True)  # type: ignore[untyped-decorator]
    def run(job_id: str) -> None:
        runner.run(UUID(job_id))

    def leave(*_: object) -> None:
        on_leaving()
        # Celery's own mark for a warm shutdown: no more jobs, the running one may end.
        state.should_stop = 0

    # The library's own lines are about itself; what becomes of jobs is said by the runner.
    logging.getLogger("celery").setLevel(logging.WARNING)
    worker = celery.WorkController(
        # A thread, so that the connection is kept alive while a job runs; the process is the slot.
        pool_cls="threads",
        concurrency=1,
        queues=[settings.queue_name(queue) for queue in queues],
        without_gossip=True,
        without_mingle=True,
        without_heartbeat=True,
    )
    signal.signal(signal.SIGTERM, leave)
    if not leaving.is_set():
        worker.start()


def _create_celery(settings: BrokerSettings) -> Celery:
    celery = Celery("tecnocursos", broker=settings.url, set_as_current=False)
    exchange = Exchange(settings.queue_prefix, "direct", durable=True)  # type: ignore[no-untyped-call]
    celery.conf.update(
        task_queues=[
            Queue(  # type: ignore[no-untyped-call]
                settings.queue_name(queue),
                exchange,
                routing_key=queue,
                durable=True,
                queue_arguments={"x-max-priority": _HIGHEST_PRIORITY},
            )
            for queue in QUEUES
        ],
        task_create_missing_queues=False,
        task_ignore_result=True,
        worker_prefetch_multiplier=1,
        worker_enable_remote_control=False,
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_connection_timeout=4,
        broker_heartbeat=15,
        broker_transport_options={"confirm_publish": True, "confirm_timeout": _CONFIRM_SECONDS},
    )
    return celery
