"""Who gets to speak, and how they are introduced."""

import textwrap
from typing import Any

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from analysis.chart.base import (
    BLANK,
    INK,
    MOST,
    country_colour,
    country_name,
    interval,
    keep_largest,
    label_bars,
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

BESIDE = 20  # letters of a target beside a bar
NAME = 20  # letters of a source or its outlet: there must be room for what stands beside the bar
COLUMN, LETTER, SMALL = 235, 4.2, 3.6  # points: how wide the chart is, and a letter of a name and beside a bar
HATCHES = {"doubting": "////"}  # so that it is another than endorsing in grey
MOST_TARGETS = 2  # beside a source: as many lines as a row is high
INTRODUCED = dict(zip(IMPLIES, ("#D9D9D9", "#D55E00", "#0072B2"), strict=True))


def most_quoted(sources: pd.DataFrame) -> pd.DataFrame:
    """A row for each source with a name, the one with the most words quoted first."""
    named = sources[sources.speaker != ""].drop_duplicates(["outlet", "speaker"])
    return named.sort_values(["words", "sentences"], ascending=False, kind="stable").reset_index(drop=True)


def scored_toward(sources: pd.DataFrame, source: Any) -> list[tuple[str, str]]:
    """Lines on the mean score of a source toward each target, each with its colour; an interval has its own line."""
    said = sources[(sources.outlet == source.outlet) & (sources.speaker == source.speaker) & (sources.scored > 0)]
    lines = []
    for row in said.nlargest(MOST_TARGETS, "scored").itertuples():
        colour = country_colour(row.country)
        lines.append((f"{short(country_name(row.country), BESIDE)} {signed(row.mean)}, n = {row.scored:,}", colour))
        if np.isfinite(row.low):
            lines.append((interval(row.low, row.high), colour))
    return lines


@styled
def plot_sources(sources: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the named sources by what they are quoted with, and beside each the mean score toward each target, its n."""
    ax = ax or new_axes()
    order = most_quoted(sources)
    shown = order.head(MOST)
    ax.barh(shown.index, shown.words, color="#D9D9D9", edgecolor=INK, lw=0.4)
    widest = 0
    for source in shown.itertuples():
        said = scored_toward(sources, source)
        widest = max([widest, *(len(text) for text, _ in said)])
        for line, (text, colour) in enumerate(said):
            ax.annotate(
                text,
                (source.words, source.Index),
                (3, 4 * (len(said) - 1) - 8 * line),
                textcoords="offset points",
                va="center",
                fontsize=6,
                color=colour,
            ).set_in_layout(False)  # the axis is long enough for it
    several = shown.outlet.nunique() > 1
    names = [short(speaker, NAME) for speaker in shown.speaker]
    places = [short(outlet, NAME) if several else "" for outlet in shown.outlet]
    ax.set_yticks(shown.index, [f"{name}\n{place}".rstrip() for name, place in zip(names, places, strict=True)])
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    room = COLUMN - LETTER * max(map(len, names + places), default=0)
    longest_bar = max(room - SMALL * widest, 12)
    ax.set_xlim(0, max(shown.words.max(), 1) * max(2.4, room / longest_bar) if len(shown) else 1)
    ax.xaxis.set_major_locator(MaxNLocator(5, integer=True))
    unnamed = sources[sources.speaker == ""].drop_duplicates("outlet").words.sum()
    ax.set_xlabel(
        "Words quoted; beside them\nthe mean score, its 95 % interval\nif n allows one, and sentences"
        + (f"\nnot shown: {plural(unnamed, 'word')} of sources without a name" if unnamed else "")
    )
    total = order.words.sum()
    lead = listed([f"{name} in {place}" if several else name for name, place in zip(names, places, strict=True)][:2])
    part = f"{lead}: {shown.words[:2].sum() / total:.0%} of {total:,} words quoted" if total else "No words quoted"
    return titled(ax, f"{part}, of {plural(len(order), 'named source' if unnamed else 'source')}")


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
        for text in label_bars(ax, bars, table[implied]):
            text.set_bbox(BLANK if text.get_text() and implied != "neutral" else None)
        left += shares[implied].to_numpy()
    ax.set_yticks(
        range(len(table)), [f"{textwrap.fill(short(outlet), NAME)}\nn = {total:,}" for outlet, total in totals.items()]
    )
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, 1)
    legend_below(ax, f"Part of the passages that a verb introduces{note}")
    doubted = table.doubting.sum()
    return titled(ax, f"{doubted:,} of {plural(int(totals.sum()), 'passage')} introduced by a verb of doubt")
