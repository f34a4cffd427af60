"""Charts of word shift, frames, outlets by targets and stance over time: what is drawn is what the table says."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from test_chart import labels, title
from test_compare import scores

from analysis import analyse, chart
from analysis.aggregate import total_labels
from analysis.figures import draw
from analysis.shift import Difference
from analysis.sum_scores import sum_scores

SHIFT = pd.DataFrame({"word": ["good", "war"], "count_a": [2, 1], "count_b": [0, 3], "valence": [1.9, -2.9]}).assign(
    contribution=[0.5, -0.2], low=[0.1, np.nan], high=[0.9, np.nan]
)


def test_shift():
    ax = chart.plot_shift(SHIFT, Difference(0.3, -0.1, 0.7, 3, 3), "Left", "Right")
    assert [bar.get_width() for bars in ax.containers for bar in bars] == [0.5, -0.2]
    assert labels(ax.get_yticklabels()) == ["good (2:0)", "war (1:3)"]
    assert list(ax.lines[0].get_xdata()) == [0.1, 0.9]
    assert "+0.30, 95 % [−0.10, +0.70]" in title(ax)
    assert "words of tone: 3 in Left,\n3 in Right;\nthe 0 not shown: +0.00" in ax.get_xlabel()


def frames(**columns) -> pd.DataFrame:
    table = pd.DataFrame({"country": ["USA", "RUS"] * 2, "frame": ["conflict"] * 2 + ["morality"] * 2})
    table = table.assign(outlet="Left", family="generic", share=[0.5, 0.25, 0.1, 0.8], sentences=[10, 20] * 2)
    return table.assign(low=[0.2, np.nan, 0.0, 0.6], high=[0.8, np.nan, 0.2, 1.0], unit="article").assign(**columns)


def test_frames():
    ax = chart.plot_frames(frames())
    assert labels(ax.get_yticklabels()) == ["morality", "conflict"]
    dots = [line for line in ax.lines if line.get_marker() in ("o", "s")]
    assert [dot.get_xdata()[0] for dot in dots] == [0.1, 0.8, 0.5, 0.25]
    bounds = [tuple(line.get_xdata()) for line in ax.lines if line.get_linewidth() == 1 and line.get_zorder() > 0]
    assert {(0.0, 0.2), (0.6, 1.0), (0.2, 0.8)} <= set(bounds)
    assert labels(ax.texts) == ["● United States, n = 10", "■ Russia, n = 20"]
    names = [f"f{number}" for number in range(9)]
    many = pd.concat([frames(frame=name, share=1 - 0.1 * number) for number, name in enumerate(names)])
    ax = chart.plot_frames(many)
    assert labels(ax.get_yticklabels()) == names[: chart.MOST_FRAMES]
    assert "7 of 9 frames are shown" in ax.get_xlabel()
    for several in ({"outlet": ["A", "B"] * 2}, {"family": ["generic", "policy"] * 2}):
        with pytest.raises(ValueError, match="one outlet and one family"):
            chart.plot_frames(frames(**several))


def test_policy_frames_have_a_figure_of_those_that_are_found(articles):
    figure = draw(analyse(articles("The court ruled against Russia."), targets=["RUS"]), "policies")
    assert set(figure.table.family) == {"policy"}
    assert list(figure.table.frame) == ["legality"]
    assert "policy frame" in figure.alt
    assert "Russia: legality 1 of 1" in figure.alt
    assert draw(analyse(articles("Russia met France."), targets=["RUS"]), "policies") is None


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
    assert labels(ax.texts) == ["10", "4", "● United States"]
    with pytest.raises(ValueError, match="one outlet"):
        chart.plot_timeline(table.assign(outlet=["A", "B"]))


COMPARED = pd.DataFrame(
    {
        "outlet_a": ["Left", "Left", "Left"],
        "country_a": ["USA", "USA", "RUS"],
        "outlet_b": ["Right", "Right", "Left"],
        "country_b": ["USA", "USA", "USA"],
        "difference": [0.1, 0.5, -0.3],
        "low": [np.nan, 0.3, -0.6],
        "high": [np.nan, 0.7, 0.0],
        "p": [np.nan, 0.01, 0.2],
        "q": [np.nan, 0.02, 0.2],
    }
).assign(units_a=6, units_b=5, unit="article")


def test_a_country_keeps_its_mark_whoever_stands_beside_it():
    both = pd.DataFrame({"outlet": "Left", "country": ["USA", "RUS"], "period": pd.Timestamp("2015-10-05")})
    both = both.assign(articles=5, sentences=[10, 4], mean=[0.5, -0.7], low=np.nan, high=np.nan)
    for rows in (both, both[both.country == "RUS"]):
        ax = chart.plot_timeline(rows)
        (russia,) = [line for line in ax.lines if list(line.get_ydata()) == [-0.7]]
        assert russia.get_marker() == "s"
        assert "■ Russia" in labels(ax.texts)


def test_comparisons():
    ax = chart.plot_comparisons(COMPARED)
    assert labels(ax.get_yticklabels()) == [
        "Left − Right\non United States, 6:5 articles",
        "Russia − United States\nin Left, 6:5 articles",
        "Left − Right\non United States, 6:5 articles",
    ]
    marks = [line for line in ax.lines if line.get_marker() == "o"]
    assert [mark.get_xdata()[0] for mark in marks] == [0.5, -0.3, 0.1]
    assert [mark.get_markerfacecolor() == "white" for mark in marks] == [False, True, True]
    assert [tuple(line.get_xdata()) for line in ax.lines if line.get_linestyle() == "-" and len(line.get_xdata()) == 2][
        :2
    ] == [(0.3, 0.7), (-0.6, 0.0)]
    assert title(ax) == "1 of 2 differences beyond chance (q < 0.05)"
    assert (
        title(chart.plot_comparisons(COMPARED.assign(p=np.nan, q=np.nan))) == "Too few articles to test 3 differences"
    )


def test_voices(articles):
    rows = [("RUS", "author", 1), ("RUS", "attributed", 1), *(("USA", "author", label) for label in (-1, 0, 1))]
    found = scores(*((f"a{i}", 0, country, float(label)) for i, (country, _, label) in enumerate(rows)))
    found = found.assign(voice=[voice for _, voice, _ in rows])
    quoted = scores(*((f"a{i}", 1, "USA", value) for i, value in enumerate([-1.0] * 6 + [0.0, 0.0, 1.0, 1.0])))
    table = total_labels(sum_scores(articles(*"x" * 10), pd.concat([found, quoted.assign(voice="quote")])))
    counts = ["country", "voice", "sentences", "negative", "neutral", "positive"]
    assert table[counts].to_numpy().tolist() == [
        ["RUS", "author", 1, 0, 0, 1],
        ["RUS", "attributed", 1, 0, 0, 1],
        ["USA", "author", 3, 1, 1, 1],
        ["USA", "quote", 10, 6, 2, 2],
    ]
    assert table.negative_low.notna().to_list() == [False, False, False, True]
    low, high = stats.t.interval(0.95, 9, 0.6, stats.sem([1] * 6 + [0] * 4))
    _, most = stats.t.interval(0.95, 9, 0.2, stats.sem([1] * 2 + [0] * 8))
    bounds = table[["negative_low", "negative_high", "positive_low", "positive_high"]].iloc[3]
    assert bounds.to_list() == pytest.approx([low, high, 0, most])
    ax = chart.plot_voices(table)
    assert labels(ax.get_yticklabels()) == ["author", "attributed", "author", "quote"]
    drawn = {bars.get_label(): [bar.get_width() for bar in bars] for bars in ax.containers}
    assert drawn["negative"] == pytest.approx([0, 0, 1 / 3, 0.6])
    assert drawn["positive"] == pytest.approx([1, 1, 1 / 3, 0.2])
    assert [text for text in labels(ax.texts) if text.startswith("n = ")] == ["n = 1", "n = 1", "n = 3", "n = 10"]
    assert "United States 1 of 3 by the author, 6 of 10 by others" in title(ax)
    negative, positive = ([*line.get_xdata()] for line in ax.lines if len(line.get_xdata()) == 2)
    assert negative == pytest.approx([low, high])
    assert positive == pytest.approx([1 - most, 1])
    assert [line.get_xdata()[0] for line in ax.lines if line.get_marker() == "|"] == pytest.approx([0.6, 0.8])


def test_shares_of_one_article_take_sentences_as_units(articles):
    found = scores(*(("a0", i, "USA", value) for i, value in enumerate((-1.0, -1.0, -1.0, 0.0, 1.0))))
    (row,) = total_labels(sum_scores(articles("x"), found)).to_dict("records")
    bounds = stats.t.interval(0.95, 4, 0.2, stats.sem([0, 0, 0, 0, 1]))
    assert (row["neutral_low"], row["neutral_high"]) == pytest.approx((0, bounds[1]))


def test_many_outlets_and_targets_are_cut_and_counted():
    outlets = [f"o{number:02}" for number in range(40)]
    stance = pd.DataFrame([(o, c, n) for n, o in enumerate(outlets, 1) for c in ("USA", "RUS", "IRQ", "IRN")])
    stance = stance.set_axis(["outlet", "country", "sentences"], axis="columns")
    stance = stance.assign(voice="all", mean=0.1, low=np.nan, high=np.nan, unit="article")
    ax = chart.plot_matrix(stance)
    assert labels(ax.get_yticklabels()) == outlets[-12:]
    assert "12 of 40 outlets are shown" in ax.get_xlabel()
    assert "3 of 4 targets are shown" in ax.get_xlabel()
    assert "12 of 160 means are shown" in chart.plot_stance(stance, stance.assign(score=0.1)).get_xlabel()
    many = pd.concat([frames(outlet=outlet) for outlet in outlets])
    ax = chart.plot_by_outlet(many, chart.plot_frames, "Frames")
    panels = ax.get_figure().axes
    assert len(panels) == chart.PANELS
    assert [panel.get_title(loc="right") for panel in panels] == outlets[: chart.PANELS]
    assert "6 of 40 outlets are shown" in panels[-1].get_xlabel()
    assert chart.plot_by_outlet(frames(), chart.plot_frames, "Frames").get_title(loc="left").startswith("Frames of the")


def test_names_are_cut_and_cannot_steer_a_display():
    assert chart.short("Hakim al-Zamili") == "Hakim al-Zamili"
    assert chart.short("a\x00b\u202ec\n d") == "a b c d"
    assert chart.short("x" * 100) == "x" * 27 + "…"


def test_terms_of_two_outlets_have_two_colours(seed):
    ax = chart.plot_terms(seed.terms, "Left", "Right")
    marks = [line.get_markeredgecolor() for line in ax.lines if line.get_marker() in ("s", "o")]
    assert len(set(marks)) == 2
