"""The card of an analysis: its figures, its warnings, and that it is safe and the same every time."""

import pandas as pd
import pytest

from analysis import analyse
from analysis.chart import signed
from analysis.tone import vader


def test_the_seed_at_a_glance(seed):
    shown = seed._repr_html_()
    assert "<strong>1</strong> article, <strong>1</strong> outlet, <strong>22</strong> sentences" in shown
    assert "<strong>81</strong> mentions" in shown
    for row in seed.stance[seed.stance.voice == "all"].itertuples():
        assert f"<td>{signed(row.mean)}</td><td>{signed(row.low)} to {signed(row.high)} over sentences</td>" in shown
        assert f"<td>{row.sentences}</td>" in shown
    assert seed._repr_html_() == shown


def warned(study) -> str:
    return study._repr_html_().partition("Beware")[2]


@pytest.mark.parametrize(
    ("columns", "scorer", "warning"),
    [
        ({}, {}, "No interval for 1 of 1 means: fewer than 5 units"),
        ({}, {}, "One outlet only"),
        ({}, {}, "2 of 2 articles without a date"),
        ({"language": ["en", "und"]}, {}, "1 of 2 articles not recognised as English"),
        ({}, {"scorer": vader}, "VADER is the scorer"),
        ({"outlet": ["One", "Two"]}, {}, "its sentences count as independent"),
    ],
)
def test_what_to_beware_of(articles, columns, scorer, warning):
    assert warning in warned(analyse(articles("Russia won.", "Russia left.", **columns), **scorer))


def test_what_is_in_order_is_not_warned_of(articles):
    dates = pd.to_datetime(["2020-01-01"] * 2).astype("datetime64[ns]")
    shown = warned(analyse(articles("Russia won.", "Russia left.", outlet=["One", "Two"], date=dates)))
    for absent in ("One outlet", "without a date", "English", "VADER"):
        assert absent not in shown


def test_a_target_that_is_not_mentioned(articles):
    assert "Not mentioned: United States, Russia." in analyse(articles("Peru won."))._repr_html_()


def test_no_outlet_is_taken_for_html(articles):
    shown = analyse(articles("Russia won.", outlet="<script>\u202e</script>"))._repr_html_()
    assert "<script" not in shown
    assert "\u202e" not in shown


def test_an_analysis_says_in_a_line_what_it_is(seed):
    assert repr(seed) == "Analysis of USA, RUS. Source: Alwaght; 1 article, 22 sentences."
