"""The chart of how fast a run is, whatever the size of the corpus."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator

from analysis.chart.base import INK, PALETTE, legend_below, new_axes, styled, titled

SCORERS = {"stance": "stance model", "vader": "VADER"}

TICKS = (1, 3, 10, 30, 100, 300, 1000, 3000)


def ways(measured: pd.DataFrame) -> pd.DataFrame:
    """The rows with what they are called, those of one way together, the fastest way first."""
    jobs = measured.jobs.map(lambda jobs: f"{jobs} process{'es' * (jobs > 1)}")
    named = measured.assign(
        way=measured.scorer.map(SCORERS) + ", " + measured.engine.replace("dask", "Dask") + ", " + jobs
    )
    fastest = named.groupby("way").articles_per_second.transform("max")
    return named.assign(fastest=fastest).sort_values(["fastest", "articles"], ascending=[False, True], kind="stable")


@styled
def plot_scale(measured: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the articles a second of each way of running, a mark for each size of the corpus, larger for more."""
    ax = ax or new_axes()
    table = ways(measured)
    places = {way: place for place, way in enumerate(table.way.unique())}
    sizes = sorted(table.articles.unique())
    for number, size in enumerate(sizes):
        rows = table[table.articles == size]
        ax.plot(
            rows.articles_per_second,
            rows.way.map(places),
            "o",
            ms=3 + 2 * number,
            mfc="none",
            mec=PALETTE[0] if size == sizes[-1] else INK,
            mew=1.4 if size == sizes[-1] else 0.7,
            label=f"{size:,}",
        )
    ax.set_xscale("log")
    low, high = table.articles_per_second.min() / 1.5, table.articles_per_second.max() * 1.5
    ax.set_xticks([tick for tick in TICKS if low <= tick <= high], minor=False)
    ax.xaxis.set_major_formatter("{x:,.0f}")
    ax.xaxis.set_minor_locator(NullLocator())
    ax.set_xlim(low, high)
    ax.set_yticks(list(places.values()), list(places))
    ax.set_ylim(len(places) - 0.5, -0.6)
    ax.tick_params(axis="y", length=0)
    legend_below(ax, "Articles a second, by articles in the corpus")
    best = table.groupby("scorer").articles_per_second.max()
    return titled(ax, f"{best['vader']:,.0f} articles a second without the stance model, {best['stance']:,.0f} with it")
