"""One chart per summary table: a table and an Axes in, the Axes out; nothing is shown or saved here."""

from analysis.chart.actions import plot_actions
from analysis.chart.base import MOST, PALETTE, SHADES, STYLE, country_colour, country_name, interval, signed
from analysis.chart.compare import plot_matrix
from analysis.chart.frames import plot_frames
from analysis.chart.mentions import plot_comentions, plot_mentions
from analysis.chart.shift import plot_shift
from analysis.chart.sources import plot_introductions, plot_sources
from analysis.chart.stance import plot_stance, plot_strip
from analysis.chart.terms import EACH, leaning_terms, plot_terms
from analysis.chart.timeline import plot_timeline

__all__ = [
    "EACH",
    "MOST",
    "PALETTE",
    "SHADES",
    "STYLE",
    "country_colour",
    "country_name",
    "interval",
    "leaning_terms",
    "plot_actions",
    "plot_comentions",
    "plot_frames",
    "plot_introductions",
    "plot_matrix",
    "plot_mentions",
    "plot_shift",
    "plot_sources",
    "plot_stance",
    "plot_strip",
    "plot_terms",
    "plot_timeline",
    "signed",
]
