"""Where the parts of a run are made: in this process, in several, or on a Dask cluster."""

import logging
import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from typing import Any, TypeVar

from analysis.errors import InputError

Given = TypeVar("Given")
Made = TypeVar("Made")
Crew = tuple[Executor, int]
"""An executor, and how many workers it has."""
LOST = "a worker was lost: killed, or out of memory; run it again, what is finished is kept"
AHEAD = 4  # lots waiting for each worker: enough to keep it busy, few enough to stay small


def cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def workers(jobs: int, scheduler: str | None = None) -> Iterator[Crew]:
    """An executor with so many worker processes, or that of a Dask cluster, and how many workers it has.

    The cluster is that at an address, or with "" one of `jobs` workers on this machine. With one job and no cluster all
    is done in this process.

    Raises InputError where there is no Dask, or no cluster at the address, and where workers are lost at work.
    """
    try:
        if scheduler is not None:
            with _dask(scheduler, jobs) as found:
                yield found
        elif jobs == 1:
            with Here() as here:
                yield here, 1
        else:
            # Forked processes would share threads and locks of the libraries, and hang.
            fresh = multiprocessing.get_context("spawn")
            with ProcessPoolExecutor(jobs, mp_context=fresh, initializer=_begin) as pool:
                yield pool, jobs
    except (BrokenExecutor, CancelledError) as error:
        raise InputError(LOST) from error


def in_order(executor: Executor, number: int, call: Callable[[Given], Made], lots: Iterable[Given]) -> Iterator[Made]:
    """What `call` makes of each lot, in their order; no more lots are taken than `number` workers soon need.

    Raises what the call raises.
    """
    waiting: deque[Future[Made]] = deque()
    try:
        for lot in lots:
            waiting.append(executor.submit(call, lot))
            while waiting and (waiting[0].done() or len(waiting) >= AHEAD * number):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        for future in waiting:
            future.cancel()


class Here(Executor):
    """No worker but this process, which does each task when it is given."""

    def submit(self, call: Callable[..., Made], /, *given: Any, **named: Any) -> "Future[Made]":
        future: Future[Made] = Future()
        try:
            future.set_result(call(*given, **named))
        except Exception as error:
            future.set_exception(error)
        return future


class Cluster(Executor):
    """The workers of a Dask cluster; with its scheduler gone it takes no task, for which Dask would wait for ever."""

    def __init__(self, client: Any) -> None:
        self.client, self.executor = client, client.get_executor()

    def submit(self, call: Callable[..., Made], /, *given: Any, **named: Any) -> "Future[Made]":
        if self.client.status != "running":
            raise CancelledError
        future: Future[Made] = self.executor.submit(call, *given, **named)
        return future


def _begin() -> None:
    """Prepare a worker: an interrupt is its parent's business, and without a parent there is nothing left to do."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    assert parent is not None

    def end() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=end, daemon=True).start()


@contextmanager
def _dask(scheduler: str, jobs: int) -> Iterator[Crew]:
    try:
        from distributed import Client, KilledWorker, LocalCluster
    except ImportError as error:
        raise InputError("Dask is missing; install it with: pip install 'stance-analysis[dask]'") from error
    if not scheduler:
        here = LocalCluster(n_workers=jobs, threads_per_worker=1, dashboard_address=None)
        with here, _dask(here.scheduler_address, jobs) as found:
            yield found
        return
    try:
        client = Client(scheduler, timeout="30s")
    except OSError as error:  # TimeoutError is one
        raise InputError(f"{scheduler}: no Dask scheduler answers there") from error
    for name in ("distributed", "asyncio"):  # what they say of a lost connection, `workers` says in one line
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        with client:
            yield Cluster(client), max(1, len(client.scheduler_info()["workers"]))
    except KilledWorker as error:
        raise InputError(LOST) from error
