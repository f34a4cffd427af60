"""The figures of what was measured, finished like those of an analysis."""

import pandas as pd

from analysis.chart.scale import plot_scale, ways
from analysis.chart.validation import CORPORA, called, plot_readers, plot_speed, plot_taggers, readers, scored, timed
from analysis.finish import Figure, finish

CORPORA_USED = "Source: GeoWebNews (Gritta et al. 2019) and every second article of LGL (Lieberman et al. 2010)."
SETS_USED = "Source: NewsMTSC (Hamborg & Donnay 2021) and labels of the project's own."
CORPUS_USED = "Source: articles put together from the sentences of public corpora."
TEXT_USED = "Source: articles made of sentences of public corpora, no two alike."


def draw_taggers(measured: pd.DataFrame) -> Figure:
    """Draw how well countries are found, beside other taggers."""
    table = scored(measured)
    said = "; ".join(
        f"{called(row.tool)} on {CORPORA[row.corpus]} {row.f1:.2f}, "
        f"95 % [{row.low:.2f}, {row.high:.2f}], n = {row.gold:.0f}"
        for row in table.itertuples()
    )
    drawn = plot_taggers(measured), table, f"Marks of F1 by tagger and corpus: {said}.", 1.2 + 0.35 * len(table)
    return finish("taggers", drawn, CORPORA_USED)


def draw_speed(measured: pd.DataFrame) -> Figure:
    """Draw how fast countries are found, beside other taggers."""
    table = timed(measured)
    said = ", ".join(f"{called(row.tool)} {row.mb_per_s:.1f}" for row in table.itertuples())
    drawn = plot_speed(measured), table, f"Bars of MB a second by tagger: {said}.", 1.1 + 0.26 * len(table)
    return finish("speed", drawn, TEXT_USED)


def draw_readers(measured: pd.DataFrame) -> Figure:
    """Draw how well stance is read, beside baselines."""
    table = readers(measured)
    said = "; ".join(
        f"{row.system} on {row.set} {row.value:.2f}, 95 % [{row.low:.2f}, {row.high:.2f}]" for row in table.itertuples()
    )
    height = 1.2 + 0.17 * len(table) + 0.12 * table.set.nunique()
    return finish(
        "readers", (plot_readers(measured), table, f"Marks of macro F1 by set and system: {said}.", height), SETS_USED
    )


def draw_scale(measured: pd.DataFrame) -> Figure:
    """Draw how many articles a second a run studies, at every size of the corpus."""
    table = ways(measured)
    said = "; ".join(
        f"{row.way}, {row.articles:,} articles {row.articles_per_second:.0f}" for row in table.itertuples()
    )
    drawn = plot_scale(measured), table, f"Marks of articles a second: {said}.", 1.6 + 0.26 * table.way.nunique()
    return finish("scale", drawn, CORPUS_USED)
