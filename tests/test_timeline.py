import numpy as np
import pandas as pd
import pytest
from test_compare import scores

from analysis.interval import mean_interval
from analysis.timeline import fitting_period, stance_over_time

DAYS = pd.to_datetime(["2015-10-04", "2015-10-05", "2015-10-11", "2015-11-01", None])


@pytest.fixture
def dated(articles):
    table = articles(*"xxxxx", date=DAYS)
    return table, scores(*((f"a{i}", 0, "USA", value) for i, value in enumerate((0.1, 0.2, 0.4, 0.8, 1.0))))


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("day", {"2015-10-04": 0.1, "2015-10-05": 0.2, "2015-10-11": 0.4, "2015-11-01": 0.8}),
        # 4 October 2015 was a Sunday: the last day of the week from 28 September.
        ("week", {"2015-09-28": 0.1, "2015-10-05": 0.3, "2015-10-26": 0.8}),
        ("month", {"2015-10-01": 0.7 / 3, "2015-11-01": 0.8}),
        ("year", {"2015-01-01": 0.375}),
    ],
)
def test_periods(dated, by, expected):
    found = stance_over_time(*dated, by=by)
    assert dict(zip(found.period.dt.strftime("%Y-%m-%d"), found["mean"], strict=True)) == pytest.approx(expected)
    assert found.articles.sum() == 4  # the one without a date is left out


def test_interval_takes_articles_as_units(articles):
    values = (0.1, 0.2, 0.4, 0.8, 0.3)
    table = articles(*"xxxxx", date=pd.Timestamp("2015-10-06"))
    found = scores(*((f"a{i}", s, "USA", v) for i, v in enumerate(values) for s in range(3)))
    (row,) = stance_over_time(table, found, by="week").to_dict("records")
    low, high = mean_interval(3 * np.array(values), np.full(5, 3))
    assert (row["low"], row["high"], row["unit"], row["articles"], row["sentences"]) == (low, high, "article", 5, 15)


def test_one_article_of_a_period_takes_sentences_as_units(articles):
    found = scores(*(("a0", i, "USA", v) for i, v in enumerate((0.1, 0.2, 0.3, 0.4, 0.5))))
    (row,) = stance_over_time(articles("x", date=DAYS[:1]), found).to_dict("records")
    assert row["unit"] == "sentence"
    assert np.isfinite(row["low"])


def test_without_dates_the_table_is_empty(articles):
    assert stance_over_time(articles("x"), scores(("a0", 0, "USA", 0.5))).empty


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        ("2015-01-20", "day"),  # the twentieth of twenty days
        ("2015-01-21", "week"),
        ("2015-05-17", "week"),  # the Sunday of the twentieth week: 1 January 2015 was a Thursday
        ("2015-05-18", "month"),
        ("2016-08-31", "month"),
        ("2016-09-01", "year"),
        ("2099-01-01", "year"),
    ],
)
def test_the_period_is_the_shortest_that_a_chart_can_hold(last, expected):
    assert fitting_period(pd.Series(pd.to_datetime(["2015-01-01", None, last]))) == expected


def test_a_period_without_any_date():
    assert fitting_period(pd.Series([pd.NaT], dtype="datetime64[ns]")) == "day"


def test_refusals(dated):
    table, found = dated
    with pytest.raises(ValueError, match="day, week, month, year"):
        stance_over_time(table, found, by="decade")
    with pytest.raises(ValueError, match="not in the table of articles"):
        stance_over_time(table[:1], found)
