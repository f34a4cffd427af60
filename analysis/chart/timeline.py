"""Stance over time."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, DateFormatter

from analysis.chart.base import (
    DIGITS,
    INK,
    country_colour,
    country_mark,
    country_name,
    keep_largest,
    new_axes,
    short,
    styled,
    titled,
)

MOST_TARGETS = 4
GAP = 0.3  # of scores, between the names at the ends of two lines; twice that where each has a second line
NUMBERED = 6  # periods; of more the numbers at the marks would stand in each other


@styled
def plot_timeline(timeline: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the mean score by period, a line per target with 95 % intervals and the n of each mark, of one outlet.

    Raises ValueError where the table holds several outlets.
    """
    if timeline.outlet.nunique() > 1:
        raise ValueError("a chart over time shows one outlet; keep the rows of one")
    ax = ax or new_axes()
    shown, note = keep_largest(timeline.round({"mean": DIGITS, "low": DIGITS, "high": DIGITS}), "country", MOST_TARGETS)
    numbered = shown.period.nunique() <= NUMBERED
    lines = dict(list(shown.groupby("country", sort=False)))
    for number, (country, found) in enumerate(lines.items()):
        colour = country_colour(country)
        known = found[np.isfinite(found.low)]
        ax.vlines(known.period, known.low, known.high, color=colour, lw=1)
        ax.plot(found.period, found["mean"], country_mark(country)[0] + "-", ms=4, lw=1, color=colour)
        for mark in found.itertuples() if numbered else ():
            ax.annotate(
                f"{mark.sentences:,}",
                (mark.period, mark.mean),
                (3, -8 if number % 2 else 3),
                textcoords="offset points",
                fontsize=6,
                color=colour,
            )
    ends = _apart(np.array([found["mean"].iloc[-1] for found in lines.values()]), GAP if numbered else 2 * GAP)
    for country, end in zip(lines, ends, strict=True):
        ax.annotate(
            f"{country_mark(country)[1]} {country_name(country)}"
            + ("" if numbered else _between(lines[country].sentences)),
            (1, end),
            (2, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            va="center",
            color=country_colour(country),
            weight="bold",
            annotation_clip=False,
        )
    ax.axhline(0, color=INK, lw=0.6, ls=(0, (2, 2)), zorder=0)
    ax.set_ylim(-1.1, 1.1)
    ax.xaxis.set_major_locator(AutoDateLocator(minticks=2, maxticks=5))
    ax.xaxis.set_major_formatter(DateFormatter("%d %b\n%Y"))
    ax.margins(x=0.08)
    ax.set_ylabel("Mean score")
    ax.set_xlabel(f"95 % interval where n allows one;\nn or the number at a mark: its sentences{note}")
    return titled(ax, f"{short(timeline.outlet.iloc[0])} over time" if len(timeline) else "No dates")


def _between(sentences: pd.Series) -> str:
    """On a line of its own how many sentences the marks stand for."""
    fewest, most = sentences.min(), sentences.max()
    return f"\nn = {fewest:,}" + (f" to {most:,}" if most > fewest else "")


def _apart(values: np.ndarray, gap: float) -> np.ndarray:
    """The values moved as little as keeps each two of them a gap apart, in their order."""
    order = np.argsort(values, kind="stable")
    placed = values[order]
    for number in range(1, len(placed)):
        placed[number] = max(placed[number], placed[number - 1] + gap)
    moved = np.empty_like(placed)
    moved[order] = placed - (placed - values[order]).mean() if len(placed) else placed
    return moved
