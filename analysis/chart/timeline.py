"""Stance over time."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import AutoDateLocator, ConciseDateFormatter

from analysis.chart.base import INK, country_colour, country_name, new_axes, styled, titled


@styled
def plot_timeline(timeline: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the mean score by period, a line per target with 95 % intervals and the n of each mark, of one outlet.

    Raises ValueError where the table holds several outlets.
    """
    if timeline.outlet.nunique() > 1:
        raise ValueError("a chart over time shows one outlet; keep the rows of one")
    ax = ax or new_axes()
    for country, found in timeline.groupby("country", sort=False):
        colour = country_colour(country)
        known = found[np.isfinite(found.low)]
        ax.vlines(known.period, known.low, known.high, color=colour, lw=1)
        ax.plot(found.period, found["mean"], "o-", ms=4, lw=1, color=colour)
        for mark in found.itertuples():
            ax.annotate(
                f"{mark.sentences}",
                (mark.period, mark.mean),
                (3, 3),
                textcoords="offset points",
                fontsize=6,
                color=colour,
            )
        last = found.iloc[-1]
        ax.annotate(
            country_name(country),
            (last.period, last["mean"]),
            (8, -3),
            textcoords="offset points",
            color=colour,
            weight="bold",
            annotation_clip=False,
        )
    ax.axhline(0, color=INK, lw=0.6, ls=(0, (2, 2)), zorder=0)
    ax.set_ylim(-1.1, 1.1)
    locator = AutoDateLocator(minticks=2, maxticks=6)
    ax.xaxis.set_major_locator(locator)
    ax.xaxis.set_major_formatter(ConciseDateFormatter(locator))
    ax.margins(x=0.15)
    ax.set_ylabel("Mean score")
    ax.set_xlabel("95 % interval where n allows one;\nthe number at a mark is its sentences")
    return titled(ax, f"{timeline.outlet.iloc[0]} over time" if len(timeline) else "No dates")
