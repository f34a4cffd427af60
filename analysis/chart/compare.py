"""Outlets by targets, and the differences between them."""

import textwrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.chart.base import (
    DIGITS,
    INK,
    MOST,
    country_colour,
    country_name,
    keep_largest,
    new_axes,
    plural,
    short,
    signed,
    styled,
    titled,
)

MOST_TARGETS = 3  # columns of which the intervals can be read
LABEL = 34  # letters of a line beside a difference


@styled
def plot_matrix(stance: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the mean score of each outlet toward each target over all voices, with 95 % interval and n in the cell."""
    ax = ax or new_axes()
    means, fewer_outlets = keep_largest(stance[stance.voice == "all"], "outlet", MOST)
    means, fewer_targets = keep_largest(means, "country", MOST_TARGETS)
    means = means.round({"mean": DIGITS, "low": DIGITS, "high": DIGITS})
    outlets, targets = sorted(means.outlet.unique()), sorted(means.country.unique())
    # Blue for favour and orange for disfavour, with any colour vision; white where there is nothing.
    shown = means.pivot_table(index="outlet", columns="country", values="mean").reindex(outlets, columns=targets)
    ax.imshow(shown.to_numpy(), cmap="PuOr", vmin=-1, vmax=1, aspect="auto")
    for cell in means.itertuples():
        value = f"{signed(cell.mean)}"
        bounds = f"[{signed(cell.low)}, {signed(cell.high)}]" if np.isfinite(cell.low) else "no interval"
        ax.text(
            targets.index(cell.country),
            outlets.index(cell.outlet),
            f"{value}\n{bounds}\nn = {cell.sentences:,}" + ("*" if cell.unit == "sentence" else ""),
            ha="center",
            va="center",
            fontsize=6.5,
            color="white" if abs(cell.mean) > 0.6 else INK,
        )
    ax.set_xticks(range(len(targets)), [country_name(country) for country in targets])
    ax.set_yticks(range(len(outlets)), [textwrap.fill(short(outlet), 16) for outlet in outlets])
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_xlabel(
        "Mean score, 95 % interval, sentences"
        + ("; * of one article,\nits sentences taken as independent" if (means.unit == "sentence").any() else "")
        + fewer_outlets
        + fewer_targets
    )
    top, bottom = means.loc[means["mean"].idxmax()], means.loc[means["mean"].idxmin()]
    return titled(
        ax,
        f"Friendliest: {short(top.outlet)} on {country_name(top.country)}; "
        f"least: {short(bottom.outlet)} on {country_name(bottom.country)}",
    )


def likeliest(comparisons: pd.DataFrame) -> pd.DataFrame:
    """The comparisons that a chart can hold: those that are least like chance, the least first."""
    return comparisons.sort_values("p", kind="stable").head(MOST).reset_index(drop=True)


def compared(row: pd.Series) -> tuple[str, str]:
    """What is compared in one row of `Comparisons`, and where."""
    if row.outlet_a == row.outlet_b:
        return f"{country_name(row.country_a)} − {country_name(row.country_b)}", f"in {short(row.outlet_a)}"
    return f"{short(row.outlet_a)} − {short(row.outlet_b)}", f"on {country_name(row.country_a)}"


def labels(comparisons: pd.DataFrame) -> list[str]:
    """What stands beside each difference, in two lines, or three where the names are long."""
    told = []
    for _, row in likeliest(comparisons).iterrows():
        what, where = compared(row)
        what = what if len(what) <= LABEL else what.replace(" − ", " −\n")
        told.append(f"{what}\n{where}, {row.units_a:,}:{row.units_b:,} {row.unit}s")
    return told


def lines_of_labels(comparisons: pd.DataFrame) -> int:
    """How many lines high the labels are in all."""
    return sum(len(label.splitlines()) for label in labels(comparisons))


@styled
def plot_comparisons(comparisons: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw differences of mean scores with their 95 % intervals, the least like chance first.

    Full marks have q below 0.05. Those of outlets have the colour of their target.
    """
    ax = ax or new_axes()
    shown = likeliest(comparisons).round({"difference": DIGITS, "low": DIGITS, "high": DIGITS})
    for place, row in shown.iterrows():
        colour = country_colour(row.country_a) if row.country_a == row.country_b else INK
        if np.isfinite(row.low):
            ax.plot([row.low, row.high], [place, place], color=colour, lw=1)
        ax.plot(row.difference, place, "o", ms=4, mec=colour, mfc=colour if row.q < 0.05 else "white")
        ax.annotate(
            signed(row.difference), (row.difference, place), (0, 4), textcoords="offset points", ha="center", fontsize=6
        )
    ax.set_yticks(range(len(shown)), labels(comparisons), fontsize=6)
    ax.set_ylim(len(shown) - 0.5, -0.7)
    ax.tick_params(axis="y", length=0)
    ax.axvline(0, color=INK, lw=0.6, ls=(0, (2, 2)), zorder=0)
    ax.margins(x=0.1)
    fewer = f";\n{len(shown)} of {len(comparisons):,} shown, by p"
    ax.set_xlabel(
        "Difference of mean scores,\n95 % interval; full: q < 0.05" + (fewer if len(comparisons) > len(shown) else "")
    )
    apart, tested = int((comparisons.q < 0.05).sum()), int(comparisons.p.notna().sum())
    if not tested:
        return titled(ax, f"Too few articles to test {plural(len(comparisons), 'difference')}")
    return titled(ax, f"{apart or 'None'} of {plural(tested, 'difference')} beyond chance (q < 0.05)")
