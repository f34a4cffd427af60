"""Stance by voice: what the author says of each target, and what others are made to say."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.chart.base import (
    INK,
    PALETTE,
    country_name,
    keep_largest,
    legend_below,
    new_axes,
    styled,
    titled,
)
from analysis.tables import VOICES

MOST_TARGETS = 4
LABELS = {"negative": -1, "neutral": 0, "positive": 1}
COLOURS = dict(zip(LABELS, (PALETTE[1], "#E6E6E6", PALETTE[0]), strict=True))
TEXT = dict(zip(LABELS, (INK, INK, "white"), strict=True))


def voice_labels(scores: pd.DataFrame) -> pd.DataFrame:
    """Count the sentences on each target in each voice, and how many of them are negative, neutral and positive."""
    marks = pd.DataFrame({name: scores.label == label for name, label in LABELS.items()}).assign(sentences=1)
    table = marks.groupby([scores.country, scores.voice]).sum().reset_index()
    table = table.sort_values("voice", key=lambda voice: voice.map(VOICES.index), kind="stable")
    return table.sort_values("country", kind="stable", ignore_index=True)[["country", "voice", "sentences", *LABELS]]


@styled
def plot_voices(voices: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the share of negative, neutral and positive sentences in each voice, with their numbers; a block per target.

    `voices` is what `voice_labels` gives.
    """
    ax = ax or new_axes()
    shown, note = keep_largest(voices, "country", MOST_TARGETS)
    targets = pd.factorize(shown.country)[0]
    places = np.arange(len(shown)) + 1.1 * targets  # room for the name of the target
    left = np.zeros(len(shown))
    for name in LABELS:
        share = (shown[name] / shown.sentences).to_numpy()
        hatch = "////" if name == "negative" else None
        bars = ax.barh(places, share, left=left, color=COLOURS[name], edgecolor=INK, lw=0.4, hatch=hatch, label=name)
        for text in ax.bar_label(bars, [str(n) if n else "" for n in shown[name]], label_type="center", fontsize=6.5):
            text.set_color(TEXT[name])
            if hatch and text.get_text():
                text.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 0.8})
        left += share
    for place, n in zip(places, shown.sentences, strict=True):
        ax.annotate(f"n = {n}", (1, place), (3, 0), textcoords="offset points", va="center", annotation_clip=False)
    for country, rows in shown.assign(place=places).groupby("country", sort=False):
        ax.text(0, rows.place.min() - 0.55, country_name(country), weight="bold", va="bottom")
    ax.set_yticks(places, shown.voice)
    ax.set_ylim(places[-1] + 0.5, -1.2)
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, 1)
    legend_below(ax, f"Share of the sentences in each voice{note}")
    said = [_finding(country, rows) for country, rows in list(shown.groupby("country", sort=False))[:2]]
    return titled(ax, f"Negative: {'; '.join(said)}")


def _finding(country: str, rows: pd.DataFrame) -> str:
    own = rows.voice == "author"
    parts = [
        f"{found.negative.sum()} of {found.sentences.sum()} by {whose}"
        for found, whose in ((rows[own], "the author"), (rows[~own], "others"))
        if len(found)
    ]
    return f"{country_name(country)} {', '.join(parts)}"
