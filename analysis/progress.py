"""How far a long stage is: a bar in the terminal or the notebook, from two seconds on, and gone when the stage ends."""

import sys
from collections.abc import Callable, Iterable, Iterator, Sized
from contextlib import ExitStack, contextmanager
from threading import Lock
from time import monotonic
from typing import TypeVar

from rich.console import Console
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table

Item = TypeVar("Item")
Draw = Callable[[int, str], None]
"""Shows how many items are done, and how fast, in words."""

PATIENCE = 2.0  # seconds without a bar
EVERY = 0.1  # seconds between two drawings
ONE = Lock()  # held by the bar that is shown: a loop inside another's shows none of its own


def track(items: Iterable[Item], told: str) -> Iterator[Item]:
    """Yield the items; once that takes two seconds, show a bar with `told`, the rate and the time left.

    Of items without a length nobody knows how many are left: they are counted. The bar is a widget in a notebook, or
    stands on the standard error where this is a terminal; else there is none. It goes when the loop ends, however it
    ends: loop over what this returns and do not keep it.
    """
    start = monotonic()
    due, draw = start + PATIENCE, None
    with ExitStack() as shown:
        for done, item in enumerate(items):
            # The clock, once an item, is all that a short stage pays.
            if (now := monotonic()) >= due:
                total = len(items) if isinstance(items, Sized) else None
                draw = draw or shown.enter_context(_bar(told, total))
                draw(done, pace(done, total, now - start))
                due = now + EVERY
            yield item


def pace(done: int, total: int | None, seconds: float) -> str:
    """How many of how many, the rate, and at this rate the time left, as hours, minutes and seconds."""
    rate = done / seconds
    told = f"{done:,}{f' of {total:,}' if total else ''}, {f'{rate:,.0f}' if rate >= 10 else f'{rate:.2g}'}/s"
    if not done or not total:
        return told
    minutes, second = divmod(round((total - done) / rate), 60)
    hours, minute = divmod(minutes, 60)
    return f"{told}, {f'{hours}:{minute:02}' if hours else minute}:{second:02} left"


@contextmanager
def _bar(told: str, total: int | None) -> Iterator[Draw]:
    if not ONE.acquire(blocking=False):
        yield _nowhere
        return
    try:
        console = Console(stderr=True)
        if console.is_jupyter:
            place = _in_notebook(told, total)
        elif sys.stderr.isatty():
            place = _in_terminal(told, total, console)
        else:
            yield _nowhere
            return
        with place as draw:
            yield draw
    finally:
        ONE.release()


def _nowhere(done: int, text: str) -> None:
    pass


@contextmanager
def _in_terminal(told: str, total: int | None, console: Console) -> Iterator[Draw]:
    # The standard output is left alone: it may be a file or a pipe.
    with Live(console=console, transient=True, auto_refresh=False, redirect_stdout=False) as live:

        def draw(done: int, text: str) -> None:
            line = Table.grid(padding=(0, 1))
            line.add_row(told, ProgressBar(total, done, width=20), text)
            live.update(line, refresh=True)

        yield draw


@contextmanager
def _in_notebook(told: str, total: int | None) -> Iterator[Draw]:
    # rich's own bar for notebooks takes up what the cell prints and leaves an empty output behind.
    from IPython.display import display
    from ipywidgets import HBox, IntProgress, Label

    bar, words = IntProgress(max=total or 0), Label()
    row = HBox([Label(told), bar, words])

    def draw(done: int, text: str) -> None:
        bar.value, words.value = done, text

    # Without the text that stands for a widget where there are none, it would stay in the notebook's file.
    view = {kind: data for kind, data in row._repr_mimebundle_().items() if kind != "text/plain"}
    shown = display(view, raw=True, display_id=True)
    try:
        yield draw
    finally:
        shown.update({}, raw=True)
        for widget in (row, *row.children):
            widget.close()
