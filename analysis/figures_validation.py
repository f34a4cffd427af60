"""The figures of what was measured, finished like those of an analysis."""

import pandas as pd

from analysis.chart.validation import CORPORA, called, plot_speed, plot_taggers, scored, timed
from analysis.figures import Figure, finish

CORPORA_USED = "Source: GeoWebNews (Gritta et al. 2019) and every second article of LGL (Lieberman et al. 2010)."
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
