"""What was measured is drawn as it was measured."""

import pandas as pd
import pytest

from analysis import InputError
from analysis.chart.validation import plot_readers, plot_speed, plot_taggers
from analysis.figures_validation import draw_speed, draw_taggers
from analysis.notebook import read_measured

COLUMNS = ["tool", "corpus", "part", "gold", "f1", "low", "high", "mb_per_s"]


@pytest.fixture
def measured() -> pd.DataFrame:
    rows = [
        ("analysis", "lgl_even", "all", 10, 0.9, 0.85, 0.95, None),
        ("analysis", "lgl_even", "held out", 5, 0.8, 0.7, 0.9, None),
        ("analysis", "geowebnews", "all", 20, 0.95, 0.9, 1.0, None),
        ("other", "lgl_even", "all", 10, 0.4, 0.3, 0.5, None),
        ("other", "geowebnews", "all", 20, 0.6, 0.5, 0.7, None),
        ("analysis", "1 MB", "table", None, None, None, None, 5.0),
        ("analysis", "10 MB", "table", None, None, None, None, 30.0),
        ("analysis", "10 MB", "stream", None, None, None, None, 3.0),
        ("other", "10 MB", "texts", None, None, None, None, 20.0),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def _labels(axis_labels) -> list[str]:
    return [label.get_text() for label in axis_labels]


def test_taggers(measured):
    ax = plot_taggers(measured)
    assert _labels(ax.get_yticklabels()) == [
        "ours\nGeoWebNews, n = 20",
        "other\nGeoWebNews, n = 20",
        "ours\nLGL, n = 10",
        "other\nLGL, n = 10",
    ]
    marks = [line for line in ax.lines if line.get_marker() == "D"]
    assert [line.get_xdata()[0] for line in marks] == [0.95, 0.6, 0.9, 0.4]
    intervals = [list(line.get_xdata()) for line in ax.lines if line.get_marker() == "None"]
    assert intervals == [[0.9, 1.0], [0.5, 0.7], [0.85, 0.95], [0.3, 0.5]]
    assert ax.get_xlim()[0] <= 0.3
    assert _labels(ax.texts) == ["0.95", "0.60", "0.90", "0.40"]


def test_speed_is_compared_on_the_same_text(measured):
    ax = plot_speed(measured)
    assert _labels(ax.get_yticklabels()) == ["ours", "other"]
    assert [bar.get_width() for bar in ax.patches] == [30, 20]
    assert " ".join(ax.get_title(loc="left").split()) == "Ours reads 1.5 times as fast as other"


def test_readers():
    rows = [
        ("measured", "stance model", "news", "macro F1", 0.8, 0.7, 0.9, 40),
        ("measured", "VADER", "news", "macro F1", 0.4, 0.3, 0.5, 40),
        ("measured", "VADER", "gold", "macro F1", 0.5, 0.4, 0.6, 20),
        ("measured", "stance model", "gold", "macro F1", 0.4, 0.3, 0.5, 20),
        ("measured", "stance model", "gold", "accuracy", 0.9, 0.8, 1.0, 20),
        ("published", "VADER", "test", "macro F1", 0.3, None, None, None),
    ]
    table = pd.DataFrame(rows, columns=["origin", "system", "set", "measure", "value", "low", "high", "n"])
    ax = plot_readers(table)
    assert _labels(ax.get_yticklabels()) == ["stance model", "VADER", "VADER", "stance model"]
    assert [list(line.get_xdata()) for line in ax.lines if line.get_marker() == "D"] == [[0.8], [0.4]]
    assert next(list(line.get_xdata()) for line in ax.lines if line.get_marker() == "None") == [0.7, 0.9]
    assert {"news, n = 40", "gold, n = 20"} < set(_labels(ax.texts))
    said = " ".join(ax.get_title(loc="left").split())
    assert said == "The stance model is ahead of both baselines on 1 of 2 sets"


def test_figures_say_what_they_show(measured):
    assert "ours on LGL 0.90, 95 % [0.85, 0.95], n = 10" in draw_taggers(measured).alt
    assert draw_speed(measured).alt == "Bars of MB a second by tagger: ours 30.0, other 20.0."


def test_what_was_measured_has_intervals():
    mentions = read_measured("mentions").dropna(subset="f1")
    assert ((mentions.low <= mentions.f1) & (mentions.f1 <= mentions.high)).all()
    stance = read_measured("stance").query("origin == 'measured'")
    assert ((stance.low <= stance.value) & (stance.value <= stance.high)).all()


def test_mentions_are_as_good_and_as_fast_as_is_said():
    measured = read_measured("mentions")
    ours = measured[(measured.tool == "analysis") & (measured.part == "all")].set_index("corpus").f1
    assert ours["geowebnews"] >= 0.98
    assert ours["lgl_even"] >= 0.96
    same = measured[measured.corpus == "10 MB"].set_index(["tool", "part"]).mb_per_s
    assert same["analysis", "table"] > same["geotext", "texts"]


def test_away_from_a_checkout_one_line_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setattr("analysis.notebook.data_path", lambda name: tmp_path / name)
    with pytest.raises(InputError, match=r"^data/benchmarks/stance\.csv: not in an installed package; run it in a che"):
        read_measured("stance")
