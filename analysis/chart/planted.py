"""Planted differences beside those that were found."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.chart.base import DIGITS, INK, PALETTE, new_axes, styled, titled


@styled
def plot_planted(comparisons: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each difference found over the one planted, with its 95 % interval; full marks have q of at most 0.05.

    `comparisons` have the columns of `Comparisons`, and `planted` and `null`. On the dashed line a difference is found
    in full; where the slope of the marks is less, it is found smaller than it was planted.
    """
    ax = ax or new_axes()
    table = comparisons.round({"difference": DIGITS, "low": DIGITS, "high": DIGITS})
    reach = 1.1 * max(table.planted.abs().max(), table.difference.abs().max())
    ax.plot([-reach, reach], [-reach, reach], color=INK, lw=0.6, ls=(0, (2, 2)), zorder=0)
    ax.axhline(0, color=INK, lw=0.6, zorder=0)
    for null, colour, marker in ((False, PALETTE[0], "o"), (True, PALETTE[1], "s")):
        found = table[table.null == null]
        known = found[np.isfinite(found.low)]
        ax.vlines(known.planted, known.low, known.high, color=colour, lw=0.6, alpha=0.6)
        for sure, face in ((True, colour), (False, "white")):
            marks = found[(found.q <= 0.05) == sure]
            ax.plot(marks.planted, marks.difference, marker, ms=4, color=colour, mfc=face, ls="none")
    legend = (("difference planted", PALETTE[0]), ("none planted", PALETTE[1]))
    for line, (said, colour) in enumerate(legend):
        said = f"{'●■'[line]} {said}, n = {(table.null == bool(line)).sum()}"
        ax.text(0.02, 0.98 - 0.08 * line, said, transform=ax.transAxes, va="top", color=colour, weight="bold")
    ax.text(reach, reach, "found in full", ha="right", va="bottom", fontsize=6)
    ax.set_xlabel("Difference planted; full marks have q of at most 0.05")
    ax.set_ylabel("Difference found, 95 % interval")
    planted = table[~table.null]
    right = int((np.sign(planted.planted) == np.sign(planted.difference)).sum())
    slope = (planted.planted * planted.difference).sum() / (planted.planted**2).sum()
    return titled(ax, f"{right} of {len(planted)} differences have the right sign; {slope:.0%} of their size is found")
