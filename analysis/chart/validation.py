"""Charts of what was measured: how well countries are found, how fast, and how well stance is read."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.chart.base import INK, PALETTE, listed, new_axes, styled, titled

OURS = "analysis"
MODEL = "stance model"
CORPORA = {"geowebnews": "GeoWebNews", "lgl_even": "LGL"}


def called(tool: str) -> str:
    """The name of a tagger in a chart."""
    return "ours" if tool == OURS else tool


def scored(measured: pd.DataFrame) -> pd.DataFrame:
    """The rows about whole corpora, in the order of the corpora, ours first."""
    return measured[measured.corpus.isin(CORPORA) & (measured.part == "all")].sort_values("corpus", kind="stable")


def timed(measured: pd.DataFrame) -> pd.DataFrame:
    """The rows about speed on the text that all taggers were given, the fastest first."""
    peers = measured[measured.part == "texts"]
    same = measured.corpus.isin(peers.corpus) & measured.part.isin(["table", "texts"])
    return measured[same].sort_values("mb_per_s", ascending=False, kind="stable")


@styled
def plot_taggers(measured: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each tagger's F1 on each corpus, with its 95 % interval."""
    ax = ax or new_axes()
    table = scored(measured)
    places = np.arange(len(table)) + 0.6 * (table.corpus != table.corpus.iloc[0])  # a gap between the corpora
    for place, colour, row in zip(places, _colours(table), table.itertuples(), strict=True):
        ax.plot([row.low, row.high], [place, place], color=INK, lw=1.4, solid_capstyle="butt")
        ax.plot(row.f1, place, "D", ms=5, color=colour, mec=INK, mew=0.6)
        ax.annotate(f"{row.f1:.2f}", (row.f1, place), (0, 6), textcoords="offset points", ha="center")
    ax.set_yticks(
        places, [f"{called(row.tool)}\n{CORPORA[row.corpus]}, n = {row.gold:.0f}" for row in table.itertuples()]
    )
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(min(0.5, table.low.min()), 1)
    ax.set_ylim(len(table) + 0.1, -0.6)
    ax.set_xlabel("F1 of names, demonyms and abbreviations,\nwith 95 % interval")
    ours = table[table.tool == OURS]
    found = listed([f"{row.f1:.2f} on {CORPORA[row.corpus]}" for row in ours.itertuples()])
    return titled(ax, f"Countries are found with an F1 of {found}")


@styled
def plot_speed(measured: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how many MB of the same text each tagger reads in a second."""
    ax = ax or new_axes()
    table = timed(measured)
    places = np.arange(len(table))
    ax.barh(places, table.mb_per_s, color=_colours(table), edgecolor=INK, lw=0.4)
    for place, speed in zip(places, table.mb_per_s, strict=True):
        ax.annotate(f"{speed:.0f}", (speed, place), (3, 0), textcoords="offset points", va="center")
    ax.set_yticks(places, table.tool.map(called))
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, table.mb_per_s.max() * 1.1)
    ax.set_xlabel(f"MB a second on one core,\nthe best of three runs on {table.corpus.iloc[0]}")
    speeds = table.set_index("tool").mb_per_s
    others = speeds.drop(OURS)
    return titled(ax, f"Ours reads {speeds[OURS] / others.max():.1f} times as fast as {others.idxmax()}")


def readers(measured: pd.DataFrame) -> pd.DataFrame:
    """The rows on macro F1 of what was measured here, set by set, the best first."""
    table = measured[(measured.measure == "macro F1") & (measured.origin == "measured")]
    order = table.set.drop_duplicates().reset_index(drop=True)
    place = table.set.map(pd.Series(order.index, order))
    return table.assign(place=place).sort_values(["place", "value"], ascending=[True, False]).drop(columns="place")


@styled
def plot_readers(measured: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw each system's macro F1 on each set of labelled sentences, with its 95 % interval."""
    ax = ax or new_axes()
    table = readers(measured)
    places = np.arange(len(table)) + 0.6 * pd.factorize(table.set)[0]  # a gap between the sets
    for place, row in zip(places, table.itertuples(), strict=True):
        ours = row.system == MODEL
        ax.plot([row.low, row.high], [place, place], color=INK, lw=1.4, solid_capstyle="butt")
        ax.plot(row.value, place, "D" if ours else "o", ms=5, color=PALETTE[0] if ours else "#C8C8C8", mec=INK, mew=0.6)
        ax.annotate(f"{row.value:.2f}", (row.high, place), (4, 0), textcoords="offset points", va="center")
    ax.set_yticks(places, table.system)
    for name, rows in table.assign(place=places).groupby("set", sort=False):
        ax.text(0, rows.place.min() - 0.62, f"{name}, n = {rows.n.iloc[0]:.0f}", weight="bold", va="center")
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, 1)
    ax.set_ylim(places[-1] + 0.6, -1.1)
    ax.set_xlabel("Macro F1 of negative, neutral and positive,\nwith 95 % interval")
    model = table[table.system == MODEL]
    best = table[table.system != MODEL].groupby("set").value.max()
    ahead = (model.value.to_numpy() > best[model.set].to_numpy()).sum()
    return titled(ax, f"The stance model is ahead of both baselines on {ahead} of {len(model)} sets")


def _colours(table: pd.DataFrame) -> list[str]:
    return [PALETTE[0] if tool == OURS else "#C8C8C8" for tool in table.tool]
