"""Stance by voice: what the author says of each target, and what others are made to say."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.chart.base import (
    BLANK,
    INK,
    PALETTE,
    country_name,
    keep_largest,
    label_bars,
    legend_below,
    new_axes,
    styled,
    titled,
)

MOST_TARGETS = 4
LABELS = ("negative", "neutral", "positive")
HEIGHT = 0.54  # of a bar, where rows are 1 apart
BESIDE = 0.38  # from the middle of a bar to its intervals
COLOURS = dict(zip(LABELS, (PALETTE[1], "#E6E6E6", PALETTE[0]), strict=True))
TEXT = dict(zip(LABELS, (INK, INK, "white"), strict=True))


@styled
def plot_voices(voices: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the share of negative, neutral and positive sentences in each voice, with their numbers; a block per target.

    The 95 % interval of the negative share stands above the bar, that of the positive share, which ends at 1, below it.
    `voices` is what `aggregate.total_labels` gives.
    """
    ax = ax or new_axes()
    shown, note = keep_largest(voices, "country", MOST_TARGETS)
    targets = pd.factorize(shown.country)[0]
    places = np.arange(len(shown)) + 1.2 * targets  # room for the name of the target
    left = np.zeros(len(shown))
    for name in LABELS:
        share = (shown[name] / shown.sentences).to_numpy()
        hatch = "////" if name == "negative" else None
        bars = ax.barh(
            places, share, HEIGHT, left=left, color=COLOURS[name], edgecolor=INK, lw=0.4, hatch=hatch, label=name
        )
        for text in label_bars(ax, bars, shown[name]):
            text.set_color(TEXT[name])
            if hatch and text.get_text():
                text.set_bbox(BLANK)
        left += share
    negative, positive = (shown[label] / shown.sentences for label in ("negative", "positive"))
    _whiskers(ax, places - BESIDE, negative, shown.negative_low, shown.negative_high)
    _whiskers(ax, places + BESIDE, 1 - positive, 1 - shown.positive_high, 1 - shown.positive_low)
    for place, n in zip(places, shown.sentences, strict=True):
        ax.annotate(f"n = {n:,}", (1, place), (3, 0), textcoords="offset points", va="center", annotation_clip=False)
    for country, rows in shown.assign(place=places).groupby("country", sort=False):
        ax.text(0, rows.place.min() - 0.6, country_name(country), weight="bold", va="bottom")
    ax.set_yticks(places, shown.voice)
    ax.set_ylim(places[-1] + 0.5, -1.3)
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, 1)
    told = (
        "\n95 % intervals, where n allows: negative above, positive below" if shown.negative_low.notna().any() else ""
    )
    legend_below(ax, f"Share of the sentences in each voice{told}{note}")
    said = [_finding(country, rows) for country, rows in list(shown.groupby("country", sort=False))[:2]]
    return titled(ax, f"Negative: {'; '.join(said)}")


def _whiskers(ax: Axes, places: np.ndarray, ends: pd.Series, low: pd.Series, high: pd.Series) -> None:
    """The interval of where each share ends, with a mark there; nothing where there is none."""
    for place, end, start, stop in zip(places, ends, low, high, strict=True):
        if np.isfinite(start):
            ax.plot([start, stop], [place, place], color=INK, lw=1, clip_on=False)
            ax.plot(end, place, "|", color=INK, ms=4, mew=1, clip_on=False)


def _finding(country: str, rows: pd.DataFrame) -> str:
    own = rows.voice == "author"
    parts = [
        f"{found.negative.sum():,} of {found.sentences.sum():,} by {whose}"
        for found, whose in ((rows[own], "the author"), (rows[~own], "others"))
        if len(found)
    ]
    return f"{country_name(country)} {', '.join(parts)}"
