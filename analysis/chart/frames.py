"""Frames by target."""

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from analysis.chart.base import (
    INK,
    country_colour,
    country_mark,
    country_name,
    keep_largest,
    listed,
    new_axes,
    styled,
    titled,
)

MOST_TARGETS, MOST_FRAMES = 4, 7


def by_share(frames: pd.DataFrame) -> list[str]:
    """The frames of the table, the one with the largest share first."""
    return list(frames.groupby("frame").share.max().sort_values(ascending=False, kind="stable").index)


@styled
def plot_frames(frames: pd.DataFrame, *, order: list[str] | None = None, ax: Axes | None = None) -> Axes:
    """Draw the share of sentences with each frame, a mark per target with its 95 % interval: one outlet, one family.

    The first `MOST_FRAMES` are drawn, in the `order` given, else by their largest share.

    Raises ValueError where the table holds several outlets or families of frames.
    """
    if frames.outlet.nunique() > 1 or frames.family.nunique() > 1:
        raise ValueError("a chart of frames shows one outlet and one family of frames; keep the rows of one")
    ax = ax or new_axes()
    shown, note = keep_largest(frames, "country", MOST_TARGETS)
    targets = list(dict.fromkeys(shown.country))
    every = order or by_share(shown)
    order = every[:MOST_FRAMES]
    if len(every) > len(order):
        note += f"\n{len(order)} of {len(every)} frames are shown, those with the largest share"
    offsets = dict(zip(targets, np.linspace(-0.18, 0.18, len(targets)) if len(targets) > 1 else [0.0], strict=True))
    for row, frame in enumerate(order):
        found = shown[shown.frame == frame]
        ax.plot([found.share.min(), found.share.max()], [row, row], color="#BBBBBB", lw=1, zorder=0)
        for dot in found.itertuples():
            place, colour = row + offsets[dot.country], country_colour(dot.country)
            if np.isfinite(dot.low):
                ax.plot([dot.low, dot.high], [place, place], color=colour, lw=1)
            ax.plot(dot.share, place, country_mark(dot.country)[0], ms=4, color=colour, clip_on=False)
    sizes = shown.drop_duplicates("country").set_index("country").sentences
    for number, country in enumerate(targets):
        ax.annotate(
            f"{country_mark(country)[1]} {country_name(country)}, n = {sizes[country]:,}",
            (1, 0),
            (-2, 2 + 9 * (len(targets) - 1 - number)),
            xycoords="axes fraction",
            textcoords="offset points",
            ha="right",
            color=country_colour(country),
            weight="bold",
        )
    ax.set_yticks(range(len(order)), order)
    ax.invert_yaxis()
    ax.tick_params(axis="y", length=0)
    ax.set_xlim(0, 1)
    ax.axvline(0, color=INK, lw=0.6)
    ax.set_xlabel("Share of the sentences on the country,\nwith 95 % interval where n allows one" + note)
    kind = "Policy frames" if set(shown.family) == {"policy"} else "Frames"
    return titled(ax, f"{kind} of the sentences on {listed([country_name(c) for c in targets])}")
