"""Stance and bias analysis of news: which countries, how treated, in whose voice, in which words."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from analysis.errors import InputError

if TYPE_CHECKING:
    from analysis.explore import explore
    from analysis.pipeline import Analysis, analyse
    from analysis.read import read_articles

__all__ = ["Analysis", "InputError", "analyse", "explore", "read_articles"]

_HOME = {
    "Analysis": "analysis.pipeline",
    "analyse": "analysis.pipeline",
    "explore": "analysis.explore",
    "read_articles": "analysis.read",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for: the libraries behind them take seconds to load."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
