"""Words that set two countries apart."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from analysis.chart.base import INK, PALETTE, country_colour, country_name, new_axes, plural, styled, titled
from analysis.lexicon import country_names, group_names

EACH = 8  # terms of each side


def leaning_terms(terms: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The terms that lean most to a, and those that lean most to b."""
    return terms[terms.z > 0].head(EACH), terms[terms.z < 0].tail(EACH)


@styled
def plot_terms(terms: pd.DataFrame, a: str, b: str, *, ax: Axes | None = None) -> Axes:
    """Draw the terms that lean most to `a` and most to `b`, with 95 % intervals; full marks have q below 0.05.

    `a` and `b` are countries, or the outlets that were contrasted.
    """
    ax = ax or new_axes()
    colours = [
        country_colour(side) if side in country_names() | group_names() else other
        for side, other in ((a, PALETTE[2]), (b, PALETTE[3]))
    ]
    shown = pd.concat(leaning_terms(terms), ignore_index=True)
    for row, term in shown.iterrows():
        colour = colours[0 if term.z > 0 else 1]
        ax.plot([term.low, term.high], [row, row], color=colour, lw=1)
        ax.plot(
            term.log_odds, row, "s" if term.z > 0 else "o", ms=4, mec=colour, mfc=colour if term.q < 0.05 else "white"
        )
    ax.set_yticks(range(len(shown)), [f"{t.term} ({t.count_a:,}:{t.count_b:,})" for t in shown.itertuples()])
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    ax.axvline(0, color=INK, lw=0.6, ls=(0, (2, 2)), zorder=0)
    name_a, name_b = country_name(a), country_name(b)
    ax.set_xlabel("Log-odds ratio with 95 % interval")
    above: dict[str, Any] = {"transform": ax.transAxes, "va": "bottom", "weight": "bold"}
    countries = a in country_names() | group_names()
    ax.text(
        -0.02, 1.01, f"term ({a}:{b})" if countries else "term (→:←)", ha="right", transform=ax.transAxes, va="bottom"
    )
    ax.text(0, 1.01, f"← {name_b}", ha="left", color=colours[1], **above)
    # Names of outlets may be long: one line each.
    ax.text(1, 1.01, f"{name_a} →" if countries else f"{name_a} →\n", ha="right", color=colours[0], **above)
    apart = int((terms.q < 0.05).sum())
    found = f"{plural(apart, 'term')} of {len(terms):,}" if apart else f"None of {plural(len(terms), 'term')}"
    verb = "set" if apart > 1 else "sets"
    return titled(ax, f"{found} {verb} {name_a} and {name_b} apart beyond chance (q < 0.05)")
