"""Words that make one set of sentences sound friendlier than another."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.chart.base import INK, PALETTE, interval, new_axes, short, signed, styled, titled
from analysis.shift import Difference

SHOWN = 14  # words; those with the largest contributions


@styled
def plot_shift(shift: pd.DataFrame, difference: Difference, a: str, b: str, *, ax: Axes | None = None) -> Axes:
    """Draw the words that contribute most to tone of `a` − tone of `b`, with their 95 % intervals.

    Bars to the right make `a` the friendlier; full bars are friendly words, empty ones are unfriendly.
    """
    ax = ax or new_axes()
    a, b = short(a), short(b)
    shown = shift.head(SHOWN)
    for row, word in enumerate(shown.itertuples()):
        colour = PALETTE[0] if word.contribution > 0 else PALETTE[1]
        face = colour if word.valence > 0 else "white"
        ax.barh(row, word.contribution, height=0.7, color=face, edgecolor=colour, lw=1)
        if pd.notna(word.low):
            ax.plot([word.low, word.high], [row, row], color=INK, lw=0.8)
    ax.set_yticks(range(len(shown)), [f"{w.word} ({w.count_a:,}:{w.count_b:,})" for w in shown.itertuples()])
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    ax.axvline(0, color=INK, lw=0.6)
    ax.xaxis.set_major_locator(MaxNLocator(6))  # however wide: the layout is made for the ticks that are drawn
    rest = shift.contribution.iloc[SHOWN:].sum()
    counted = f"words of tone: {difference.words_a:,} in {a},\n{difference.words_b:,} in {b};"
    ax.set_xlabel(
        f"Contribution to the difference;\nfull: friendly words, empty: unfriendly ones.\n{counted}\n"
        f"the {max(len(shift) - SHOWN, 0):,} not shown: {signed(rest)}"
    )
    said = f"{signed(difference.difference)}, {interval(difference.low, difference.high)}"
    return titled(ax, f"Mean valence of {a} less that of {b}: {said}")
