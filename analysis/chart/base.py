"""What the charts share: style, colours, and how a country, a score and an interval are written."""

import textwrap
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import ParamSpec
from zlib import crc32

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
from matplotlib import rc_params_from_file
from matplotlib.axes import Axes
from matplotlib.container import BarContainer
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import ScaledTranslation

from analysis.lexicon import country_names, group_names
from analysis.rank import largest
from analysis.tables import KINDS

# Read once: a chart is drawn in it three times.
STYLE = {
    str(name): value
    for name, value in rc_params_from_file(
        Path(__file__).parents[1] / "suite.mplstyle", use_default_template=False
    ).items()
}
# Okabe & Ito (2008) and two more, at least 16 ΔE apart with any colour vision. More countries than colours: every chart
# names them too.
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#4B1D52", "#5C5C5C")
# For readers in grey, as they are drawn and as they are written.
MARKS = (("o", "●"), ("s", "■"), ("D", "◆"), ("^", "▲"), ("v", "▼"), ("*", "★"), ("<", "◀"), (">", "▶"))
NAMED = ("USA", "RUS", "IRQ", "SYR", "IRN", "CHN", "UKR", "GBR")
LOOKS = dict(zip(NAMED, zip(PALETTE, MARKS, strict=True), strict=True))
SHADES = dict(zip(KINDS, ("#1B3A57", "#4A7BA6", "#9DBFDB", "#D9E6F1", "#FFFFFF"), strict=True))
INK = "#222222"
BLANK = {"facecolor": "white", "edgecolor": "none", "pad": 0.8}  # behind words that stand on something drawn
MOST = 12  # rows that are legible in one column; a title says how many there are in all
DIGITS = 2  # drawn as they are printed: further ones may differ between processors
LONGEST = 28  # letters of a name in a chart
NOUNS = {"outlet": "outlet", "country": "target"}

P = ParamSpec("P")


def styled(plot: Callable[P, Axes]) -> Callable[P, Axes]:
    """Draw in the style of the suite, whatever the style around it."""

    @wraps(plot)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> Axes:
        with plt.style.context(STYLE):
            return plot(*args, **kwargs)

    return wrapped


def country_name(country: str) -> str:
    """English short name of an alpha-3 code, after CLDR, or of a group; the name itself of any other target."""
    return country_names().get(country) or group_names().get(country, country)


def country_colour(country: str) -> str:
    """The colour of a country or other target, the same in every chart; nobody shares those of the US and Russia."""
    return _look(country)[0]


def country_mark(country: str) -> tuple[str, str]:
    """The mark of a country or other target, as drawn and as written; what holds for its colour holds for it."""
    return _look(country)[1]


def _look(country: str) -> tuple[str, tuple[str, str]]:
    number, others = crc32(country.encode()), len(PALETTE) - 2
    # Two that come to the same colour need not come to the same mark.
    return LOOKS.get(country) or (PALETTE[2 + number % others], MARKS[2 + number // others % others])


def signed(value: float) -> str:
    """A score as it is printed everywhere: two decimals, a sign, a true minus; nought is +0.00."""
    return f"{value:+z.2f}".replace("-", "−")


def interval(low: float, high: float) -> str:
    """A 95 % interval as it is printed everywhere."""
    return f"95 % [{signed(low)}, {signed(high)}]" if np.isfinite(low) else "no interval"


def new_axes() -> Axes:
    """Axes of a figure of their own."""
    # Not through pyplot's list of open figures: nobody has to close what a notebook has drawn.
    return Figure().add_subplot()


def titled(ax: Axes, title: str) -> Axes:
    """The axes with their title, which says what is to be seen."""
    ax.set_title(textwrap.fill(title, 40))
    return ax


def listed(names: list[str]) -> str:
    """Names as a sentence lists them: a, b and c."""
    return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


def plural(n: int, noun: str) -> str:
    """A number and its noun."""
    form = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{n:,} {noun if n == 1 else form}"


def short(name: str, longest: int = LONGEST) -> str:
    """A name from an article as a chart can hold it: on one line, without what steers a display, cut where it is long.

    A control character would also make the SVG no XML.
    """
    plain = " ".join("".join(letter if letter.isprintable() else " " for letter in name).split())
    return plain if len(plain) <= longest else plain[: longest - 1].rstrip() + "…"


def keep_largest(table: pd.DataFrame, column: str, most: int, by: str = "sentences") -> tuple[pd.DataFrame, str]:
    """The rows of the `most` outlets or targets with the most sentences, and a line on how many were left out."""
    kept = largest(table[column], most, table.get(by))
    return table[table[column].isin(kept)], left_out(len(kept), table[column].nunique(), f"{NOUNS[column]}s", by)


def left_out(shown: int, every: int, nouns: str, by: str) -> str:
    """A line that says so where not all are shown."""
    return f"\n{shown} of {every:,} {nouns} are shown, those with the most {by}" if every > shown else ""


def label_bars(ax: Axes, bars: BarContainer, counts: Iterable[int]) -> list[Text]:
    """Write the counts, but for 0, in the middle of bars: what `Axes.bar_label` does, in a figure that can be sent."""
    middles = [bar.get_bbox().get_points().mean(axis=0) for bar in bars]
    words = [f"{count:,}" if count else "" for count in counts]
    pairs = zip(middles, words, strict=True)
    return [ax.text(x, y, word, fontsize=6.5, ha="center", va="center") for (x, y), word in pairs]


def legend_below(ax: Axes, label: str) -> None:
    """Label the x axis and put the legend below that, however high the axes are."""
    ax.set_xlabel(label)
    figure = ax.get_figure(root=True)
    assert figure is not None
    below = ax.transAxes + ScaledTranslation(0, -(18 + 8 * len(label.splitlines())) / 72, figure.dpi_scale_trans)
    ax.legend(loc="upper center", bbox_to_anchor=(0.5, 0), bbox_transform=below, ncols=3, handlelength=1.2)
