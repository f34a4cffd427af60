"""What each country does, and has done to it."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.chart.base import INK, MOST, country_colour, country_name, left_out, new_axes, styled, titled
from analysis.rank import largest

OF_EACH = 5  # countries of each of several outlets
REACH = 1.7  # length of the axis, of which the longest line is 1
TEXT = 2 / 3  # of the axis, where the shares stand


def busiest(summary: pd.DataFrame, most: int = MOST) -> list[str]:
    """The `most` countries with the most acts, done and suffered, in all outlets together."""
    totals = summary[summary.verb == "all"]
    return largest(totals.country, most, totals.agent + totals.patient)


@styled
def plot_actions(summary: pd.DataFrame, *, countries: list[str] | None = None, ax: Axes | None = None) -> Axes:
    """Draw for each country how often it acts, a full dot, and is acted on, a ring; beside them its share of power.

    The rows are those of `countries`, else of the `busiest`.

    Raises ValueError where the table holds several outlets.
    """
    if summary.outlet.nunique() > 1:
        raise ValueError("a chart of actions shows one outlet; keep the rows of one")
    ax = ax or new_axes()
    totals = summary[summary.verb == "all"]
    order = countries or busiest(summary)
    places = {country: place for place, country in enumerate(order)}
    shown = totals[totals.country.isin(places)].sort_values("country", key=lambda column: column.map(places))
    most = max(shown[["agent", "patient"]].to_numpy().max(), 1) if len(shown) else 1
    # Panels one below the other share their scale: that of the one with most acts.
    widest = max(most, ax.get_xlim()[1] / REACH)
    beside: dict[str, Any] = {"va": "center", "fontsize": 6, "transform": ax.get_yaxis_transform()}
    for row in shown.itertuples():
        colour = country_colour(row.country)
        place = places[row.country]
        ax.plot([row.agent, row.patient], [place] * 2, color="#BBBBBB", lw=2, zorder=0)
        ax.plot(row.agent, place, "o", ms=5, color=colour)
        # Larger than the dot, so that both are seen where the two counts are one.
        ax.plot(row.patient, place, "o", ms=8, mfc="none", mec=colour, mew=1.2)
        text = f"{row.share_power:.0%}" + _interval(row.power_low, row.power_high)
        ax.text(TEXT, place, f"{text}, n = {row.agent + row.patient:,}", **beside)
    ax.set_yticks(range(len(order)), [country_name(country) for country in order])
    ax.set_ylim(len(order) - 0.4, -1)
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(-0.04 * widest, widest * REACH)
    ax.set_xticks([tick for tick in MaxNLocator(5, integer=True).tick_values(0, widest) if tick <= widest])
    ax.text(TEXT, -0.75, "Above the other side", color=INK, **beside)
    note = "" if countries else left_out(len(shown), len(totals), "countries", "acts")
    ax.set_xlabel(f"Acts: ● as agent, ○ as patient; right: share\nthat sets it above the other side [95 %]{note}")
    total = int(totals[["agent", "patient"]].to_numpy().sum())
    lead = shown.loc[shown.agent.idxmax()] if len(shown) else None
    title = f"{country_name(lead.country)} acts {lead.agent:,} times, " if lead is not None else ""
    end = f"is acted on {lead.patient:,} times" if lead is not None else "No acts of countries"
    return titled(ax, title + end) if total else titled(ax, end)


def _interval(low: float, high: float) -> str:
    return f" [{low:.0%}, {high:.0%}]" if np.isfinite(low) else ""
