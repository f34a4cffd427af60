import os
import signal
from concurrent.futures import Future

import pytest

from analysis import InputError
from analysis.engine import AHEAD, Here, in_order, workers


def double(number: int) -> int:
    return 2 * number


def die(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def refuse(number: int) -> int:
    raise InputError(f"{number}: no good")


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_order(jobs):
    with workers(jobs) as (executor, number):
        assert list(in_order(executor, number, double, range(20))) == list(range(0, 40, 2))


def test_no_more_is_taken_than_workers_soon_need():
    taken = []

    class Slow(Future):
        def done(self) -> bool:
            return False

    class Later(Here):
        def submit(self, call, /, *given):
            taken.append(given)
            future = Slow()
            future.set_result(None)
            return future

    with Later() as later:
        next(in_order(later, 2, double, iter(range(1000))))
    assert len(taken) == 2 * AHEAD


def test_a_lost_worker_ends_in_one_line():
    with pytest.raises(InputError, match=r"^a worker was lost: .*run it again"), workers(2) as (executor, number):
        list(in_order(executor, number, die, range(9)))


@pytest.mark.parametrize("jobs", [1, 2])
def test_bad_input_comes_as_it_was_said(jobs):
    with pytest.raises(InputError, match=r"^0: no good$"), workers(jobs) as (executor, number):
        list(in_order(executor, number, refuse, range(9)))


def test_a_scheduler_that_is_not_there():
    with pytest.raises(InputError, match="no Dask scheduler answers there"), workers(1, "tcp://127.0.0.1:9"):
        pass
