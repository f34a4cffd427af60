"""One chart per summary table: a table and an Axes in, the Axes out; nothing is shown or saved here."""

from analysis.chart.actions import OF_EACH, busiest, plot_actions
from analysis.chart.base import (
    MOST,
    PALETTE,
    SHADES,
    STYLE,
    country_colour,
    country_name,
    interval,
    left_out,
    short,
    signed,
)
from analysis.chart.compare import compared, likeliest, lines_of_labels, plot_comparisons, plot_matrix
from analysis.chart.frames import MOST_FRAMES, by_share, plot_frames
from analysis.chart.mentions import plot_comentions, plot_mentions
from analysis.chart.panels import PANELS, plot_by_outlet
from analysis.chart.planted import plot_planted
from analysis.chart.shift import SHOWN, plot_shift
from analysis.chart.sources import most_quoted, plot_introductions, plot_sources, scored_toward
from analysis.chart.stance import MANY, plot_stance, plot_strip
from analysis.chart.terms import EACH, leaning_terms, plot_terms
from analysis.chart.timeline import plot_timeline
from analysis.chart.voices import LABELS, plot_voices

__all__ = [
    "EACH",
    "LABELS",
    "MANY",
    "MOST",
    "MOST_FRAMES",
    "OF_EACH",
    "PALETTE",
    "PANELS",
    "SHADES",
    "SHOWN",
    "STYLE",
    "busiest",
    "by_share",
    "compared",
    "country_colour",
    "country_name",
    "interval",
    "leaning_terms",
    "left_out",
    "likeliest",
    "lines_of_labels",
    "most_quoted",
    "plot_actions",
    "plot_by_outlet",
    "plot_comentions",
    "plot_comparisons",
    "plot_frames",
    "plot_introductions",
    "plot_matrix",
    "plot_mentions",
    "plot_planted",
    "plot_shift",
    "plot_sources",
    "plot_stance",
    "plot_strip",
    "plot_terms",
    "plot_timeline",
    "plot_voices",
    "scored_toward",
    "short",
    "signed",
]
