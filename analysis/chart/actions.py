"""What each country does, and has done to it."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.chart.base import INK, MOST, country_colour, country_name, new_axes, styled, titled


@styled
def plot_actions(summary: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw for each country how often it acts, a full dot, and is acted on, a ring; beside them its share of power.

    Raises ValueError where the table holds several outlets.
    """
    if summary.outlet.nunique() > 1:
        raise ValueError("a chart of actions shows one outlet; keep the rows of one")
    ax = ax or new_axes()
    totals = summary[summary.verb == "all"]
    order = (totals.agent + totals.patient).sort_values(ascending=False, kind="stable").index
    shown = totals.loc[order[:MOST]].reset_index(drop=True)
    widest = max(shown[["agent", "patient"]].to_numpy().max(), 1) if len(shown) else 1
    for row in shown.itertuples():
        colour = country_colour(row.country)
        ax.plot([row.agent, row.patient], [row.Index] * 2, color="#BBBBBB", lw=2, zorder=0)
        ax.plot(row.agent, row.Index, "o", ms=5, color=colour)
        # Larger than the dot, so that both are seen where the two counts are one.
        ax.plot(row.patient, row.Index, "o", ms=8, mfc="none", mec=colour, mew=1.2)
        text = f"{row.share_power:.0%}" + _interval(row.power_low, row.power_high)
        ax.text(widest * 1.12, row.Index, f"{text}, n = {row.agent + row.patient}", va="center", fontsize=6)
    ax.set_yticks(range(len(shown)), [country_name(country) for country in shown.country])
    ax.set_ylim(len(shown) - 0.4, -1)
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(-0.04 * widest, widest * 1.7)
    ax.set_xticks([tick for tick in ax.get_xticks() if 0 <= tick <= widest and tick == round(tick)])
    ax.text(widest * 1.12, -0.75, "Above the other side", va="center", fontsize=6, color=INK)
    ax.set_xlabel(
        "Acts: ● as agent, ○ as patient; right: share that sets the\ncountry above the other side, 95 % where n allows"
    )
    total = int(totals[["agent", "patient"]].to_numpy().sum())
    lead = shown.loc[shown.agent.idxmax()] if len(shown) else None
    title = f"{country_name(lead.country)} acts {lead.agent} times, " if lead is not None else ""
    end = f"is acted on {lead.patient} times" if lead is not None else "No acts of countries"
    return titled(ax, title + end) if total else titled(ax, end)


def _interval(low: float, high: float) -> str:
    return f" [{low:.0%}, {high:.0%}]" if np.isfinite(low) else ""
