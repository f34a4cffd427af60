"""Charts of word shift, frames, outlets by targets and stance over time: what is drawn is what the table says."""

import numpy as np
import pandas as pd
import pytest
from test_chart import labels, title

from analysis import chart
from analysis.shift import Difference

SHIFT = pd.DataFrame({"word": ["good", "war"], "count_a": [2, 1], "count_b": [0, 3], "valence": [1.9, -2.9]}).assign(
    contribution=[0.5, -0.2], low=[0.1, np.nan], high=[0.9, np.nan]
)


def test_shift():
    ax = chart.plot_shift(SHIFT, Difference(0.3, -0.1, 0.7, 3, 3), "Left", "Right")
    assert [bar.get_width() for bars in ax.containers for bar in bars] == [0.5, -0.2]
    assert labels(ax.get_yticklabels()) == ["good (2:0)", "war (1:3)"]
    assert list(ax.lines[0].get_xdata()) == [0.1, 0.9]
    assert "+0.30, 95 % [−0.10, +0.70]" in title(ax)
    assert "3 words of tone in Left, 3 in Right;\nthe 0 not shown: +0.00" in ax.get_xlabel()


def frames(**columns) -> pd.DataFrame:
    table = pd.DataFrame({"country": ["USA", "RUS"] * 2, "frame": ["conflict"] * 2 + ["morality"] * 2})
    table = table.assign(outlet="Left", family="generic", share=[0.5, 0.25, 0.1, 0.8], sentences=[10, 20] * 2)
    return table.assign(low=[0.2, np.nan, 0.0, 0.6], high=[0.8, np.nan, 0.2, 1.0], unit="article").assign(**columns)


def test_frames():
    ax = chart.plot_frames(frames())
    assert labels(ax.get_yticklabels()) == ["morality", "conflict"]
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    assert [dot.get_xdata()[0] for dot in dots] == [0.1, 0.8, 0.5, 0.25]
    bounds = [tuple(line.get_xdata()) for line in ax.lines if line.get_linewidth() == 1 and line.get_zorder() > 0]
    assert {(0.0, 0.2), (0.6, 1.0), (0.2, 0.8)} <= set(bounds)
    assert labels(ax.texts) == ["United States, n = 10", "Russia, n = 20"]
    with pytest.raises(ValueError, match="one outlet"):
        chart.plot_frames(frames(outlet=["A", "B"] * 2))


def test_matrix():
    stance = pd.DataFrame({"outlet": ["Left", "Right"], "country": ["USA", "USA"], "voice": "all"})
    stance = stance.assign(sentences=[10, 4], mean=[0.5, -0.7], low=[0.2, np.nan], high=[0.8, np.nan])
    ax = chart.plot_matrix(stance.assign(unit=["article", "sentence"]))
    assert labels(ax.texts) == ["+0.50\n[+0.20, +0.80]\nn = 10", "−0.70\nno interval\nn = 4*"]
    assert ax.images[0].get_array().ravel().tolist() == [0.5, -0.7]
    assert labels(ax.get_yticklabels()) == ["Left", "Right"]
    assert title(ax) == "Friendliest: Left on United States; least: Right on United States"


def test_timeline():
    table = pd.DataFrame({"outlet": "Left", "country": "USA", "period": pd.to_datetime(["2015-10-05", "2015-10-12"])})
    table = table.assign(articles=5, sentences=[10, 4], mean=[0.5, -0.7], low=[0.2, np.nan], high=[0.8, np.nan])
    ax = chart.plot_timeline(table)
    assert list(ax.lines[0].get_ydata()) == [0.5, -0.7]
    ((low, high),) = [segment[:, 1] for segment in ax.collections[0].get_segments()]
    assert (low, high) == (0.2, 0.8)
    assert labels(ax.texts) == ["10", "4", "United States"]
    with pytest.raises(ValueError, match="one outlet"):
        chart.plot_timeline(table.assign(outlet=["A", "B"]))


def test_terms_of_two_outlets_have_two_colours(seed):
    ax = chart.plot_terms(seed.terms, "Left", "Right")
    marks = [line.get_markeredgecolor() for line in ax.lines if line.get_marker() in ("s", "o")]
    assert len(set(marks)) == 2
