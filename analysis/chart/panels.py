"""One chart of several outlets: a panel for each."""

from collections.abc import Callable

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.chart.base import keep_largest, short, styled

PANELS = 6  # outlets that a page is high enough for


@styled
def plot_by_outlet(
    table: pd.DataFrame, plot: Callable[..., Axes], title: str, *, by: str = "sentences", note: str = ""
) -> Axes:
    """Draw `plot` for each outlet of the table, one below the other, those with the most of `by`, and a note below.

    Returns the first axes, with the title of all; of one outlet, what `plot` returns.
    """
    shown, fewer = keep_largest(table, "outlet", PANELS, by)
    outlets = dict(list(shown.groupby("outlet")))
    if len(outlets) == 1:
        return plot(shown)
    panels = Figure().subplots(len(outlets), 1, sharex=True)
    for ax, (outlet, rows) in zip(panels, outlets.items(), strict=True):
        plot(rows, ax=ax)
        ax.set_title("", loc="left")
        ax.set_title(short(outlet), loc="right", fontsize=7, pad=3)
        if ax is not panels[-1]:
            ax.set_xlabel("")
    panels[-1].set_xlabel(panels[-1].get_xlabel() + note + fewer)
    panels[0].set_title(title, loc="left")
    first: Axes = panels[0]
    return first
