import matplotlib.image
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from analysis import chart
from analysis.chart.base import new_axes
from analysis.figures import FIGURES, draw, draw_all


def labels(axis_labels) -> list[str]:
    return [label.get_text() for label in axis_labels]


def title(ax) -> str:
    return " ".join(ax.get_title(loc="left").split())


def test_mentions(seed):
    ax = chart.plot_mentions(seed.counts)
    assert labels(ax.get_yticklabels()) == ["Iraq", "Russia", "United States", "Syria", "Iran"]
    drawn = {bars.get_label(): [bar.get_width() for bar in bars] for bars in ax.containers}
    assert drawn == {
        "name": [18, 13, 2, 8, 3],
        "demonym": [4, 8, 1, 1, 0],
        "abbreviation": [0, 0, 10, 0, 0],
        "capital": [3, 5, 0, 0, 0],
        "government": [2, 0, 2, 1, 0],
    }
    assert labels(ax.texts) == ["27", "26", "15", "10", "3"]
    assert title(ax) == "Iraq and Russia: 65% of 81 mentions of 5 countries"


def test_strip(seed):
    ax = chart.plot_strip(seed.scores)
    for bars, country in zip(ax.containers, ["RUS", "USA"], strict=True):
        expected = seed.scores[seed.scores.country == country]
        assert [bar.get_x() + bar.get_width() / 2 for bar in bars] == pytest.approx(expected.sentence_id.to_list())
        assert [bar.get_height() for bar in bars] == pytest.approx(expected.score.round(2).to_list())
        assert {to_hex(bar.get_facecolor()) for bar in bars} == {chart.country_colour(country).lower()}
    assert labels(ax.texts) == ["Russia, n = 18", "United States, n = 11"]
    counted = [
        (seed.scores[seed.scores.country == country].label == sign).sum()
        for country in ("RUS", "USA")
        for sign in (1, -1)
    ]
    said = "Russia: {} positive, {} negative of 18; United States: {} positive, {} negative of 11"
    assert title(ax) == said.format(*counted)


def test_a_strip_is_of_one_article(seed):
    with pytest.raises(ValueError, match="one article"):
        chart.plot_strip(seed.scores.assign(article_id=[str(i) for i in range(len(seed.scores))]))


def test_stance(seed):
    ax = chart.plot_stance(seed.stance, seed.scores)
    assert labels(ax.get_yticklabels()) == ["Russia\nn = 18", "United States\nn = 11"]
    dots = [line for line in ax.lines if line.get_marker() == "o"]
    intervals, means = ax.collections
    for row, country in enumerate(["RUS", "USA"]):
        expected = seed.stance[(seed.stance.voice == "all") & (seed.stance.country == country)].iloc[0]
        assert sorted(dots[row].get_xdata()) == sorted(seed.scores.score[seed.scores.country == country].round(2))
        assert list(intervals.get_segments()[row][:, 0]) == [round(expected.low, 2), round(expected.high, 2)]
        assert means.get_offsets()[row][0] == round(expected["mean"], 2)
        assert to_hex(means.get_facecolor()[row]) == chart.country_colour(country).lower()


def test_stance_says_where_there_is_no_interval(seed):
    stance = seed.stance.assign(low=np.nan, high=np.nan)
    ax = chart.plot_stance(stance, seed.scores)
    assert all("no interval" in text for text in labels(ax.texts))


def test_stance_of_each_outlet_has_its_own_dots(seed):
    scores = seed.scores.assign(outlet=["A", "B"] * 14 + ["A"])
    sizes = scores.groupby(["outlet", "country"]).size()
    stance = pd.DataFrame(sizes.index.to_list(), columns=["outlet", "country"])
    stance = stance.assign(voice="all", sentences=sizes.to_list(), mean=0.0, low=np.nan, high=np.nan)
    ax = chart.plot_stance(stance, scores)
    assert [len(line.get_xdata()) for line in ax.lines if line.get_marker() == "o"] == sizes.to_list()
    with pytest.raises(ValueError, match="column outlet"):
        chart.plot_stance(stance, seed.scores)


def test_comentions(seed):
    ax = chart.plot_comentions(seed.comentions)
    assert (
        labels(ax.get_xticklabels())
        == labels(ax.get_yticklabels())
        == ["Russia", "Iraq", "United States", "Syria", "Iran"]
    )
    assert labels(ax.texts)[:5] == ["18", "15", "9", "7", "2"]
    assert title(ax) == "Russia and Iraq share 15 sentences"


def test_terms(seed):
    ax = chart.plot_terms(seed.terms, "USA", "RUS")
    shown = [*seed.terms.head(8).itertuples(), *seed.terms.tail(8).itertuples()]
    assert labels(ax.get_yticklabels()) == [f"{t.term} ({t.count_a}:{t.count_b})" for t in shown]
    marks = [line for line in ax.lines if line.get_marker() in ("s", "o")]
    assert [line.get_xdata()[0] for line in marks] == [t.log_odds for t in shown]
    assert [line.get_marker() for line in marks] == ["s"] * 8 + ["o"] * 8
    assert all(line.get_markerfacecolor() == "white" for line in marks)  # none with q below 0.05


def test_a_chart_draws_on_the_axes_it_is_given(seed):
    ax = new_axes()
    assert chart.plot_mentions(seed.counts, ax=ax) is ax


def test_figures_are_one_column_wide_with_title_source_and_description(seed):
    figures = draw_all(seed)
    # One article without a date: nothing over time, and no outlets to hold side by side.
    assert [figure.name for figure in figures] == [name for name in FIGURES if name not in ("outlets", "timeline")]
    for figure in figures:
        assert figure.canvas.get_size_inches()[0] == pytest.approx(85 / 25.4, abs=0.01)
        svg = figure.render("svg").decode()
        assert f"<title>{figure.title}".split("(")[0] in svg
        assert "<desc>" in svg
        assert "Source: Alwaght; 1 article, 22 sentences." in svg


@pytest.mark.parametrize("file_format", ["svg", "png", "pdf"])
def test_same_figure_same_bytes(seed, file_format):
    assert draw(seed, "terms").render(file_format) == draw(seed, "terms").render(file_format)


def test_png_has_300_dots_an_inch(seed, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(draw(seed, "stance").render("png"))
    assert matplotlib.image.imread(path).shape[1] == 1005


def test_words_of_an_article_are_no_formula_and_no_markup(seed):
    hostile = seed.terms.assign(term=seed.terms.term.where(seed.terms.index > 0, "$x_1$ <b>&"))
    svg = draw(type(seed)(**{**vars(seed), "terms": hostile}), "terms").render("svg").decode()
    assert "$x_1$ &lt;b&gt;&amp;" in svg


def test_scores_of_many_sentences_are_bars_as_high_as_there_are_scores(seed):
    stance = seed.stance[(seed.stance.country == "RUS") & (seed.stance.voice == "all")]
    many = pd.DataFrame({"country": "RUS", "score": [0.6] * 400 + [-0.6] * 200})
    (outline,) = chart.plot_stance(stance, many).patches
    tops, edges, base = outline.get_data()
    bars = {
        round((edges[place] + edges[place + 1]) / 2, 2): tops[place] - base for place in np.flatnonzero(tops > base)
    }
    assert list(bars) == [-0.6, 0.6]
    assert bars[0.6] == pytest.approx(2 * bars[-0.6])


def test_rows_are_all_dots_or_all_bars(seed):
    stance = seed.stance[seed.stance.voice == "all"]
    scores = pd.DataFrame({"country": ["RUS"] * (chart.MANY + 1) + ["USA"] * 3, "score": 0.5})
    ax = chart.plot_stance(stance, scores)
    assert len(ax.patches) == 2
    assert not [line for line in ax.lines if line.get_marker() == "o"]
