"""How often countries are mentioned, and which together."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.chart.base import INK, MOST, SHADES, country_name, left_out, new_axes, plural, styled, titled
from analysis.tables import KINDS

TOGETHER = 10  # countries by countries: numbers of four digits that stand beside each other


@styled
def plot_mentions(counts: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw how often each country is mentioned, stacked by kind of mention."""
    ax = ax or new_axes()
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
        ax.annotate(f"{total:,.0f}", (total, place), (3, 0), textcoords="offset points", va="center")
    ax.set_yticks(places, [country_name(country) for country in shown.index])
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, left.max() * 1.1)
    ax.set_xlabel("Mentions")
    ax.legend(loc="lower right", handlelength=1.2)
    lead = [country_name(country) for country in order[:2]]
    share = table.loc[order[:2]].to_numpy().sum() / table.to_numpy().sum()
    title = (
        f"{' and '.join(lead)}: {share:.0%} of {table.to_numpy().sum():,} mentions of {plural(len(order), 'country')}"
    )
    return titled(ax, title)


@styled
def plot_comentions(comentions: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw in how many sentences each two countries stand together; the diagonal counts each country's sentences."""
    ax = ax or new_axes()
    table = comentions.pivot_table(index="country", columns="other", values="sentences", fill_value=0)
    order = pd.Series(np.diag(table), table.index).sort_values(ascending=False, kind="stable").index[:TOGETHER]
    shown = table.loc[order, order].to_numpy().astype(int)
    ax.imshow(shown, cmap="Greys", vmin=0, vmax=max(shown.max() * 1.25, 1))
    for row, column in np.ndindex(*shown.shape):
        dark = shown[row, column] > 0.6 * shown.max()
        weight = "bold" if row == column else "normal"
        ax.text(
            column,
            row,
            _brief(shown[row, column]),
            ha="center",
            va="center",
            color="white" if dark else INK,
            weight=weight,
            fontsize=7 if len(order) <= MOST // 2 else 6,
        )
    names = [country_name(country) for country in order]
    ax.set_xticks(range(len(names)), names, rotation=35, ha="right", rotation_mode="anchor")
    ax.set_yticks(range(len(names)), names)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    thousands = ",\nk: thousands" if shown.max(initial=0) >= 1000 else ""
    note = left_out(len(order), len(table), "countries", "sentences")
    ax.set_xlabel(f"Sentences that mention both (diagonal: the country at all){thousands}{note}")
    pairs = [(shown[i, j], names[i], names[j]) for i in range(len(names)) for j in range(i + 1, len(names))]
    most = max(pairs, default=(0, "", ""), key=lambda pair: pair[0])
    title = (
        f"{most[1]} and {most[2]} share {plural(most[0], 'sentence')}"
        if most[0]
        else "No two countries share a sentence"
    )
    return titled(ax, title)


def _brief(count: int) -> str:
    """A count in no more than four digits."""
    if count < 1000:
        return str(count)
    return f"{count / 1000:.1f}k" if count < 9950 else f"{count / 1000:.0f}k"
