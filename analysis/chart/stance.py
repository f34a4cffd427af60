"""Scores by sentence, and their means."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import StepPatch
from matplotlib.ticker import MaxNLocator

from analysis.chart.base import (
    BLANK,
    DIGITS,
    INK,
    MOST,
    country_colour,
    country_name,
    interval,
    keep_largest,
    listed,
    new_axes,
    short,
    signed,
    styled,
    titled,
)

MOST_TARGETS = 6  # in the strip of one article
HIGHEST = 0.54  # a stack of dots, where rows are 1 apart
WIDTH = 24  # letters of a line beside a row
STEP = 0.06  # scores no farther apart than this are stacked
BAR = 0.05  # width of a bar: an odd number of hundredths, so that each holds equally many values of two digits
MANY = 200  # scores toward a target; so many dots would be a blot, and a large file


@styled
def plot_strip(scores: pd.DataFrame, *, measure: str = "Score", ax: Axes | None = None) -> Axes:
    """Draw one article sentence by sentence: a bar up or down for each that mentions a target, a row per target."""
    if scores.article_id.nunique() > 1:
        raise ValueError("a strip shows one article; keep the scores of one article_id")
    ax = ax or new_axes()
    scores, note = keep_largest(scores.assign(score=scores.score.round(DIGITS)), "country", MOST_TARGETS)
    targets = list(dict.fromkeys(scores.country))
    for row, country in enumerate(targets):
        found = scores[scores.country == country]
        middle = -2.4 * row
        ax.axhline(middle, color=INK, lw=0.6)
        ax.bar(found.sentence_id, found.score, bottom=middle, width=0.7, color=country_colour(country))
        ax.plot(found.sentence_id, [middle] * len(found), "o", ms=2.2, color=INK, clip_on=False)
        ax.text(
            1,
            middle + 1.02,
            f"{country_name(country)}, n = {len(found):,}",
            ha="right",
            va="bottom",
            transform=ax.get_yaxis_transform(),
            color=country_colour(country),
            weight="bold",
        )
    ticks = [
        (-2.4 * row + value, f"{value:+d}".replace("-", "−") if value else "0")
        for row in range(len(targets))
        for value in (1, 0, -1)
    ]
    ax.set_yticks(*zip(*ticks, strict=True))
    ax.set_ylabel(textwrap.fill(measure, 34))
    ax.set_xlabel(f"Sentence of the article, from 0{note}")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    said = [_signs(country, scores[scores.country == country].label) for country in targets[:3]]
    return titled(ax, "; ".join(said))


@styled
def plot_stance(stance: pd.DataFrame, scores: pd.DataFrame, *, measure: str = "Score", ax: Axes | None = None) -> Axes:
    """Draw the distribution of scores toward each target, with the mean over all voices and its 95 % interval.

    Of many outlets and targets those with the most sentences are drawn.
    """
    ax = ax or new_axes()
    every = stance[stance.voice == "all"]
    means = every.nlargest(MOST, "sentences").sort_index().reset_index(drop=True)
    means = means.round({"mean": DIGITS, "low": DIGITS, "high": DIGITS})
    several = means.outlet.nunique() > 1
    if several and "outlet" not in scores:
        raise ValueError("scores of several outlets need a column outlet")
    grouped = dict(list(scores.groupby(["outlet", "country"] if several else ["country"]).score))
    found = [grouped[(mean.outlet, mean.country) if several else (mean.country,)] for mean in means.itertuples()]
    draw = _draw_bars if max(map(len, found), default=0) > MANY else _draw_dots  # the same in every row
    colours = [country_colour(country) for country in means.country]
    for row, mean in means.iterrows():
        draw(ax, row + 0.12, found[row].round(DIGITS).to_numpy(), colours[row])
        said = f"{signed(mean['mean'])}, {interval(mean.low, mean.high)}"
        ax.text(mean["mean"], row - 0.24, said, ha="center", va="top", fontsize=6.5, bbox=BLANK)
    middles = means.index - 0.14
    ax.hlines(middles, means.low, means.high, color=INK, lw=1.4)
    ax.scatter(means["mean"], middles, s=20, c=colours, marker="D", edgecolors=INK, linewidths=0.6, zorder=2.5)
    labels = [
        f"{country_name(m.country)}\n"
        + textwrap.fill((f"{short(m.outlet)}, " if several else "") + f"n = {m.sentences:,}", WIDTH)
        for m in means.itertuples()
    ]
    ax.set_yticks(range(len(means)), labels)
    ax.set_ylim(-0.5, len(means) - 0.35)
    ax.set_xlim(-1, 1)
    ax.set_xticks((-1, -0.5, 0, 0.5, 1), ("−1", "−0.5", "0", "+0.5", "+1"))
    ax.axvline(0, color=INK, lw=0.6, ls=(0, (2, 2)), zorder=0)
    ax.tick_params(axis="y", length=0)
    left_out = f"\n{len(means)} of {len(every)} means are shown, those of the most sentences"
    ax.set_xlabel(textwrap.fill(measure, 40) + (left_out if len(every) > len(means) else ""))
    return titled(ax, _stance_finding(means))


def _signs(country: str, label: pd.Series) -> str:
    return f"{country_name(country)}: {(label > 0).sum()} positive, {(label < 0).sum()} negative of {len(label)}"


def _stance_finding(means: pd.DataFrame) -> str:
    if means.outlet.nunique() > 1 or len(means) > 3:
        return f"Scores of the sentences on {listed([country_name(c) for c in dict.fromkeys(means.country)])}"
    return "Mean over sentences: " + listed(
        [f"{country_name(row.country)} {signed(row.mean)}" for row in means.itertuples()]
    )


def _draw_dots(ax: Axes, base: float, values: np.ndarray, colour: str) -> None:
    """Draw scores as dots that do not hide each other."""
    values = np.sort(values)
    _, first, counts = np.unique(np.round(values / STEP), return_index=True, return_counts=True)
    heights = min(0.09, HIGHEST / counts.max()) * (np.arange(len(values)) - np.repeat(first, counts))
    ax.plot(values, base + heights, "o", ms=3, mfc="none", mec=colour, mew=0.8, clip_on=False)


def _draw_bars(ax: Axes, base: float, values: np.ndarray, colour: str) -> None:
    """Draw scores as bars as high as there are many, all of them one outline: quickly drawn, and a small file."""
    counts = np.bincount(np.round((values + 1) / BAR).astype(int))
    middles = BAR * np.arange(len(counts)) - 1
    edges = np.column_stack([middles - 0.4 * BAR, middles + 0.4 * BAR]).ravel()
    heights = np.column_stack([HIGHEST * counts / counts.max(), np.zeros(len(counts))]).ravel()[:-1]
    bars = StepPatch(base + heights, edges, baseline=base, fill=True, color=colour, alpha=0.6, linewidth=0)
    ax.add_artist(bars)  # what `stairs` does, less the limits, which take it twenty times as long
