"""One chart per summary table: a table and an Axes in, the Axes out; nothing is shown or saved here."""

import textwrap
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, ParamSpec
from zlib import crc32

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from analysis.lexicon import country_names
from analysis.tables import KINDS

STYLE = str(Path(__file__).parent / "suite.mplstyle")
# Okabe & Ito (2008), distinguishable with any colour vision. More countries than colours: every chart names them too.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A5195", "#5C5C5C")
COLOURS = dict(zip(("USA", "RUS", "IRQ", "SYR", "IRN", "CHN", "UKR", "GBR"), PALETTE, strict=True))
SHADES = dict(zip(KINDS, ("#1B3A57", "#4A7BA6", "#9DBFDB", "#D9E6F1", "#FFFFFF"), strict=True))
INK = "#222222"
EACH = 8  # terms of each side
MOST = 12  # rows that are legible in one column; a title says how many there are in all

P = ParamSpec("P")


def _styled(plot: Callable[P, Axes]) -> Callable[P, Axes]:
    @wraps(plot)
    def styled(*args: P.args, **kwargs: P.kwargs) -> Axes:
        with plt.style.context(STYLE):
            return plot(*args, **kwargs)

    return styled


def country_name(country: str) -> str:
    """English short name of an alpha-3 code, after CLDR."""
    return country_names().get(country, country)


def country_colour(country: str) -> str:
    """The colour of a country, the same in every chart; nobody shares those of the US and Russia."""
    return COLOURS.get(country) or PALETTE[2 + crc32(country.encode()) % (len(PALETTE) - 2)]


def signed(value: float) -> str:
    """A score as it is printed everywhere: two decimals, a sign, a true minus."""
    return f"{value:+.2f}".replace("-", "−")


def interval(low: float, high: float) -> str:
    """A 95 % interval as it is printed everywhere."""
    return f"95 % [{signed(low)}, {signed(high)}]" if np.isfinite(low) else "no interval"


def leaning_terms(terms: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The terms that lean most to a, and those that lean most to b."""
    return terms[terms.z > 0].head(EACH), terms[terms.z < 0].tail(EACH)


@_styled
def plot_mentions(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how often each country is mentioned, stacked by kind of mention."""
    ax = ax or _axes()
    table = counts.pivot_table(index="country", columns="kind", values="mentions", aggfunc="sum", fill_value=0)
    table = table.reindex(columns=[kind for kind in KINDS if kind in table])
    order = table.sum(axis="columns").sort_values(ascending=False, kind="stable").index
    shown, left = table.loc[order[:MOST]], np.zeros(min(MOST, len(order)))
    places = np.arange(len(shown))
    for kind in shown:
        hatch = "////" if kind == "government" else None
        ax.barh(places, shown[kind], left=left, color=SHADES[kind], edgecolor=INK, lw=0.4, label=kind, hatch=hatch)
        left += shown[kind].to_numpy()
    for place, total in zip(places, left, strict=True):
        ax.annotate(f"{total:.0f}", (total, place), (3, 0), textcoords="offset points", va="center")
    ax.set_yticks(places, [country_name(country) for country in shown.index])
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, left.max() * 1.1)
    ax.set_xlabel("Mentions")
    ax.legend(loc="lower right", handlelength=1.2)
    lead = [country_name(country) for country in order[:2]]
    share = table.loc[order[:2]].to_numpy().sum() / table.to_numpy().sum()
    title = (
        f"{' and '.join(lead)}: {share:.0%} of {table.to_numpy().sum()} mentions of {_plural(len(order), 'country')}"
    )
    return _title(ax, title)


@_styled
def plot_strip(scores: pd.DataFrame, *, measure: str = "Score", ax: Axes | None = None) -> Axes:
    """Draw one article sentence by sentence: a bar up or down for each that mentions a target, a row per target."""
    if scores.article_id.nunique() > 1:
        raise ValueError("a strip shows one article; keep the scores of one article_id")
    ax = ax or _axes()
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
            f"{country_name(country)}, n = {len(found)}",
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
    ax.set_xlabel("Sentence of the article, from 0")
    ax.xaxis.set_major_locator(MaxNLocator(integer=True))
    return _title(ax, f"Where in the article are {_and([country_name(c) for c in targets])}, and in what tone?")


@_styled
def plot_stance(stance: pd.DataFrame, scores: pd.DataFrame, *, measure: str = "Score", ax: Axes | None = None) -> Axes:
    """Draw the distribution of scores toward each target, with the mean over all voices and its 95 % interval."""
    ax = ax or _axes()
    means = stance[stance.voice == "all"].reset_index(drop=True)
    several = means.outlet.nunique() > 1
    if several and "outlet" not in scores:
        raise ValueError("scores of several outlets need a column outlet")
    for row, mean in means.iterrows():
        found = scores[scores.country == mean.country]
        found = found[found.outlet == mean.outlet] if several else found
        values = found.score.sort_values().to_numpy()
        colour = country_colour(mean.country)
        ax.plot(values, row + 0.12 + _stack(values), "o", ms=3, mfc="none", mec=colour, mew=0.8, clip_on=False)
        if np.isfinite(mean.low):
            ax.plot([mean.low, mean.high], [row - 0.14] * 2, color=INK, lw=1.4, solid_capstyle="butt")
        ax.plot(mean["mean"], row - 0.14, "D", ms=4.5, color=colour, mec=INK, mew=0.6)
        blank = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}
        said = f"{signed(mean['mean'])}, {interval(mean.low, mean.high)}"
        ax.text(mean["mean"], row - 0.24, said, ha="center", va="top", fontsize=6.5, bbox=blank)
    labels = [
        f"{country_name(m.country)}\n" + (f"{m.outlet}, " if several else "") + f"n = {m.sentences}"
        for m in means.itertuples()
    ]
    ax.set_yticks(range(len(means)), labels)
    ax.set_ylim(-0.5, len(means) - 0.35)
    ax.set_xlim(-1, 1)
    ax.set_xticks((-1, -0.5, 0, 0.5, 1), ("−1", "−0.5", "0", "+0.5", "+1"))
    ax.axvline(0, color=INK, lw=0.6, ls=(0, (2, 2)), zorder=0)
    ax.tick_params(axis="y", length=0)
    ax.set_xlabel(textwrap.fill(measure, 60))
    return _title(ax, _stance_finding(means))


@_styled
def plot_comentions(comentions: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw in how many sentences each two countries stand together; the diagonal counts each country's sentences."""
    ax = ax or _axes()
    table = comentions.pivot_table(index="country", columns="other", values="sentences", fill_value=0)
    order = pd.Series(np.diag(table), table.index).sort_values(ascending=False, kind="stable").index[:MOST]
    shown = table.loc[order, order].to_numpy().astype(int)
    ax.imshow(shown, cmap="Greys", vmin=0, vmax=max(shown.max() * 1.25, 1))
    for row, column in np.ndindex(*shown.shape):
        dark = shown[row, column] > 0.6 * shown.max()
        weight = "bold" if row == column else "normal"
        ax.text(
            column, row, shown[row, column], ha="center", va="center", color="white" if dark else INK, weight=weight
        )
    names = [country_name(country) for country in order]
    ax.set_xticks(range(len(names)), names, rotation=35, ha="right", rotation_mode="anchor")
    ax.set_yticks(range(len(names)), names)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_xlabel("Sentences that mention both (diagonal: the country at all)")
    pairs = [(shown[i, j], names[i], names[j]) for i in range(len(names)) for j in range(i + 1, len(names))]
    most = max(pairs, default=(0, "", ""), key=lambda pair: pair[0])
    title = (
        f"{most[1]} and {most[2]} share {_plural(most[0], 'sentence')}"
        if most[0]
        else "No two countries share a sentence"
    )
    return _title(ax, title)


@_styled
def plot_terms(terms: pd.DataFrame, a: str, b: str, *, ax: Axes | None = None) -> Axes:
    """Draw the terms that lean most to `a` and most to `b`, with 95 % intervals; full marks have q below 0.05."""
    ax = ax or _axes()
    shown = pd.concat(leaning_terms(terms), ignore_index=True)
    for row, term in shown.iterrows():
        colour = country_colour(a if term.z > 0 else b)
        ax.plot([term.low, term.high], [row, row], color=colour, lw=1)
        ax.plot(
            term.log_odds, row, "s" if term.z > 0 else "o", ms=4, mec=colour, mfc=colour if term.q < 0.05 else "white"
        )
    ax.set_yticks(range(len(shown)), [f"{t.term} ({t.count_a}:{t.count_b})" for t in shown.itertuples()])
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    ax.axvline(0, color=INK, lw=0.6, ls=(0, (2, 2)), zorder=0)
    name_a, name_b = country_name(a), country_name(b)
    ax.set_xlabel("Log-odds ratio with 95 % interval")
    above: dict[str, Any] = {"transform": ax.transAxes, "va": "bottom", "weight": "bold"}
    ax.text(-0.02, 1.01, f"term ({a}:{b})", ha="right", transform=ax.transAxes, va="bottom")
    ax.text(0, 1.01, f"← {name_b}", ha="left", color=country_colour(b), **above)
    ax.text(1, 1.01, f"{name_a} →", ha="right", color=country_colour(a), **above)
    apart = int((terms.q < 0.05).sum())
    found = f"{_plural(apart, 'term')} of {len(terms)}" if apart else f"None of {_plural(len(terms), 'term')}"
    verb = "set" if apart > 1 else "sets"
    return _title(ax, f"{found} {verb} {name_a} and {name_b} apart beyond chance (q < 0.05)")


def _axes() -> Axes:
    # Not through pyplot's list of open figures: nobody has to close what a notebook has drawn.
    return Figure().add_subplot()


def _title(ax: Axes, title: str) -> Axes:
    ax.set_title(textwrap.fill(title, 40))
    return ax


def _stance_finding(means: pd.DataFrame) -> str:
    if means.outlet.nunique() > 1 or len(means) > 3:
        return f"Scores of the sentences on {_and([country_name(c) for c in dict.fromkeys(means.country)])}"
    return "Mean over sentences: " + _and(
        [f"{country_name(row.country)} {signed(row.mean)}" for row in means.itertuples()]
    )


def _stack(values: np.ndarray) -> np.ndarray:
    """Heights that keep equal values from hiding each other; values in rising order."""
    bins = np.round(values / 0.06)
    return np.array([0.09 * np.count_nonzero(bins[:i] == bin_) for i, bin_ in enumerate(bins)])


def _and(names: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def _plural(n: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{n} {noun if n == 1 else plural}"
