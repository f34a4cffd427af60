"""Who gets to speak, and how they are introduced."""

from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.chart.base import (
    INK,
    MOST,
    country_colour,
    country_name,
    interval,
    keep_largest,
    legend_below,
    listed,
    new_axes,
    plural,
    short,
    signed,
    styled,
    titled,
)
from analysis.tables import IMPLIES

UNNAMED = "no name given"
HATCHES = {"doubting": "////"}  # so that it is another than endorsing in grey
MOST_TARGETS = 2  # beside a source: as many lines as a row is high
INTRODUCED = dict(zip(IMPLIES, ("#D9D9D9", "#D55E00", "#0072B2"), strict=True))


@styled
def plot_sources(sources: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the sources by what they are quoted with, and beside each the mean score toward each target and its n."""
    ax = ax or new_axes()
    speakers = sources.drop_duplicates(["outlet", "speaker"])
    order = speakers.sort_values(["words", "sentences"], ascending=False, kind="stable")
    shown = order.head(MOST).reset_index(drop=True)
    ax.barh(shown.index, shown.words, color="#D9D9D9", edgecolor=INK, lw=0.4)
    for place, speaker in shown.iterrows():
        said = sources[(sources.outlet == speaker.outlet) & (sources.speaker == speaker.speaker) & (sources.scored > 0)]
        said = said.nlargest(MOST_TARGETS, "scored")
        for line, row in enumerate(said.itertuples()):
            bounds = f", {interval(row.low, row.high)}" if np.isfinite(row.low) else ""
            text = f"{country_name(row.country)} {signed(row.mean)}{bounds}, n = {row.scored}"
            ax.annotate(
                text,
                (speaker.words, place),
                (3, 4 * (len(said) - 1) - 8 * line),
                textcoords="offset points",
                va="center",
                fontsize=6,
                color=country_colour(row.country),
            )
    several = shown.outlet.nunique() > 1
    names = [short(speaker) or UNNAMED for speaker in shown.speaker]
    places = [f"\n{short(outlet)}" if several else "" for outlet in shown.outlet]
    ax.set_yticks(shown.index, [name + place for name, place in zip(names, places, strict=True)])
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, max(shown.words.max(), 1) * 2.4 if len(shown) else 1)
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    ax.set_xlabel("Words quoted; beside them\nthe mean score, its 95 % interval\nif n allows one, and sentences")
    total = speakers.words.sum()
    lead = listed(names[:2])
    part = f"{lead}: {shown.words[:2].sum() / total:.0%} of {total} words quoted" if total else "No words quoted"
    return titled(ax, f"{part}, of {plural(len(speakers), 'source')}")


@styled
def plot_introductions(sources: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw for each outlet how the verbs introduce its sources: neutral, doubting or endorsing, with the counts."""
    ax = ax or new_axes()
    shown, note = keep_largest(sources, "outlet", MOST)
    speakers = shown.drop_duplicates(["outlet", "speaker"])
    table = speakers.groupby("outlet")[list(IMPLIES)].sum()
    totals = table.sum(axis="columns")
    shares = table.div(totals.where(totals > 0, 1), axis="index")
    left = np.zeros(len(table))
    for implied in IMPLIES:
        look: dict[str, Any] = {
            "color": INTRODUCED[implied],
            "edgecolor": INK,
            "lw": 0.4,
            "hatch": HATCHES.get(implied),
        }
        bars = ax.barh(table.index, shares[implied], left=left, label=implied, **look)
        blank = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
        for text in ax.bar_label(
            bars, [str(n) if n else "" for n in table[implied]], label_type="center", fontsize=6.5
        ):
            text.set_bbox(blank if text.get_text() and implied != "neutral" else None)
        left += shares[implied].to_numpy()
    ax.set_yticks(range(len(table)), [f"{short(outlet)}\nn = {total}" for outlet, total in totals.items()])
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, 1)
    legend_below(ax, f"Part of the passages that a verb introduces{note}")
    doubted = table.doubting.sum()
    return titled(ax, f"{doubted} of {plural(int(totals.sum()), 'passage')} introduced by a verb of doubt")
