"""Outlets by targets."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.chart.base import INK, country_name, new_axes, signed, styled, titled


@styled
def plot_matrix(stance: pd.DataFrame, *, ax: Axes | None = None) -> Axes:
    """Draw the mean score of each outlet toward each target over all voices, with 95 % interval and n in the cell."""
    ax = ax or new_axes()
    means = stance[stance.voice == "all"]
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
            f"{value}\n{bounds}\nn = {cell.sentences}" + ("*" if cell.unit == "sentence" else ""),
            ha="center",
            va="center",
            fontsize=6.5,
            color="white" if abs(cell.mean) > 0.6 else INK,
        )
    ax.set_xticks(range(len(targets)), [country_name(country) for country in targets])
    ax.set_yticks(range(len(outlets)), outlets)
    ax.tick_params(length=0)
    ax.spines[:].set_visible(False)
    ax.set_xlabel(
        "Mean score, 95 % interval, sentences"
        + ("; * of one article, its sentences taken as independent" if (means.unit == "sentence").any() else "")
    )
    top, bottom = means.loc[means["mean"].idxmax()], means.loc[means["mean"].idxmin()]
    return titled(
        ax,
        f"Friendliest: {top.outlet} on {country_name(top.country)}; "
        f"least: {bottom.outlet} on {country_name(bottom.country)}",
    )
