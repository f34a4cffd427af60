"""The figures of one analysis: which chart shows which table, finished for print, and in words what it shows."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from io import BytesIO

import matplotlib.pyplot as plt
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from analysis import chart
from analysis.chart import country_name, interval, signed
from analysis.pipeline import Analysis

WIDTH = 3.35  # inches, one column of a paper
# No date and no version of a program: same input, same bytes.
METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}

Drawn = tuple[Axes, pd.DataFrame, str, float]
"""Axes, the table behind them, in words what they show, and how many inches high they want to be."""


@dataclass(frozen=True)
class Figure:
    """A finished figure: its canvas, the table behind it, its title, and in words what it shows."""

    name: str
    canvas: Canvas
    table: pd.DataFrame
    title: str
    alt: str

    def render(self, file_format: str) -> bytes:
        """The figure as the bytes of a file: svg, png (300 dpi) or pdf."""
        file = BytesIO()
        with plt.style.context(chart.STYLE):
            self.canvas.savefig(file, format=file_format, metadata=METADATA[file_format])
        if file_format != "svg":
            return file.getvalue()
        told = f' role="img">\n <title>{escape(self.title)}</title>\n <desc>{escape(self.alt)}</desc>\n <metadata>'
        return file.getvalue().replace(b">\n <metadata>", told.encode(), 1)

    @property
    def told(self) -> str:
        """Title and description in one, for whoever does not see the figure."""
        return f"{self.title}{'' if self.title.endswith('?') else '.'} {self.alt}"

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"image/svg+xml": self.render("svg").decode(), "text/plain": self.told}


def draw(analysis: Analysis, name: str) -> Figure | None:
    """Draw one of `FIGURES`.

    Returns None where there is nothing to draw: no country found, or no target mentioned.
    """
    drawn = FIGURES[name](analysis)
    return finish(name, drawn, analysis.source) if drawn else None


def finish(name: str, drawn: Drawn, source: str) -> Figure:
    """Make what was drawn one column wide, with its title above and its source below."""
    ax, table, alt, height = drawn
    title = " ".join(ax.get_title(loc="left").split())
    ax.set_title("", loc="left")
    canvas = ax.get_figure(root=True)
    assert canvas is not None
    with plt.style.context(chart.STYLE):
        canvas.set_size_inches(WIDTH, height)
        canvas.suptitle(textwrap.fill(title, 48), x=0.01, ha="left", fontsize=8, weight="bold")
        canvas.supxlabel(textwrap.fill(source, 80), x=0.01, ha="left", fontsize=6, color="#444444")
    return Figure(name, canvas, table, title, alt)


def draw_all(analysis: Analysis) -> list[Figure]:
    """Draw every figure for which there is something to draw."""
    return [figure for name in FIGURES if (figure := draw(analysis, name))]


def _mentions(analysis: Analysis) -> Drawn | None:
    counts = analysis.counts
    if counts.empty:
        return None
    totals = counts.groupby("country").mentions.sum().sort_values(ascending=False, kind="stable")
    said = ", ".join(f"{country_name(country)} {total}" for country, total in totals.items())
    rows = min(len(totals), chart.MOST)
    return (
        chart.plot_mentions(counts),
        counts,
        f"Bars of mentions by country, stacked by kind: {said}.",
        1.1 + 0.26 * rows,
    )


def _strip(analysis: Analysis) -> Drawn | None:
    if analysis.scores.empty:
        return None
    article = analysis.scores.article_id.value_counts(sort=True).index[0]
    scores = analysis.scores[analysis.scores.article_id == article].reset_index(drop=True)
    ax = chart.plot_strip(scores, measure=analysis.measure)
    if len(analysis.articles) > 1:
        named = analysis.articles.set_index("article_id").title[article] or article
        ax.set_title(f"“{textwrap.shorten(named, 60)}”: {ax.get_title(loc='left')}", loc="left")
    said = "; ".join(
        f"{country_name(country)}: " + ", ".join(f"{row.sentence_id} {signed(row.score)}" for row in found.itertuples())
        for country, found in scores.groupby("country")
    )
    height = 1.1 + 0.8 * scores.country.nunique()
    return ax, scores, f"Bars by sentence of the article {article}, a row per target: {said}.", height


def _stance(analysis: Analysis) -> Drawn | None:
    if analysis.scores.empty:
        return None
    outlets = analysis.articles[["article_id", "outlet"]]
    scores = analysis.scores.merge(outlets, on="article_id", validate="many_to_one")
    ax = chart.plot_stance(analysis.stance, scores, measure=analysis.measure)
    means = analysis.stance[analysis.stance.voice == "all"]
    said = "; ".join(
        f"{row.outlet}, {country_name(row.country)}: mean {signed(row.mean)}, {interval(row.low, row.high)}, "
        f"n = {row.sentences}"
        for row in means.itertuples()
    )
    return ax, analysis.stance, f"Dots of scores with their mean and 95 % interval. {said}.", 1.0 + 0.7 * len(means)


def _comentions(analysis: Analysis) -> Drawn | None:
    pairs = analysis.comentions
    if pairs.empty:
        return None
    most = pairs[pairs.country < pairs.other].nlargest(5, "sentences")
    said = ", ".join(
        f"{country_name(row.country)} and {country_name(row.other)} {row.sentences}" for row in most.itertuples()
    )
    rows = min(pairs.country.nunique(), chart.MOST)
    alt = f"Grid of countries with the number of sentences that mention both; the most: {said or 'none'}."
    return chart.plot_comentions(pairs), pairs, alt, 1.4 + 0.3 * rows


def _terms(analysis: Analysis) -> Drawn | None:
    if analysis.terms.empty:
        return None
    a, b = analysis.targets[:2]
    ax = chart.plot_terms(analysis.terms, a, b)
    sides = zip((a, b), chart.leaning_terms(analysis.terms), strict=True)
    said = "; ".join(f"{country_name(country)}: {', '.join(side.term)}" for country, side in sides)
    alt = f"Log-odds ratios with 95 % intervals. Terms that lean most to {said}."
    return ax, analysis.terms, alt, 1.1 + 0.15 * min(len(analysis.terms), 2 * chart.EACH)


FIGURES: dict[str, Callable[[Analysis], Drawn | None]] = {
    "mentions": _mentions,
    "strip": _strip,
    "stance": _stance,
    "comentions": _comentions,
    "terms": _terms,
}
