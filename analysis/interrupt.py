"""Interrupts that are not lost: Python drops the exception of one that comes within a destructor or a callback."""

import signal
from threading import Event
from types import FrameType

_came = Event()


def heed_interrupts() -> None:
    """From here on raise KeyboardInterrupt at an interrupt, and remember it."""
    signal.signal(signal.SIGINT, _raise)


def raise_dropped() -> None:
    """Raise KeyboardInterrupt where an interrupt has come that nobody was told of."""
    if _came.is_set():
        raise KeyboardInterrupt


def _raise(number: int, frame: FrameType | None) -> None:
    _came.set()
    raise KeyboardInterrupt
