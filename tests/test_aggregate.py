import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.aggregate import (
    count_mentions,
    cross_mentions,
    cross_scores,
    pair_mentions,
    sum_pairs,
    summarise_stance,
    total_pairs,
)
from analysis.interval import mean_interval


def mentions(*rows) -> pd.DataFrame:
    columns = ["article_id", "sentence_id", "country", "kind"]
    return pd.DataFrame(rows, columns=columns).assign(form="x", start=0, end=1)[
        [*columns[:3], "form", "kind", "start", "end"]
    ]


def scores(*rows, **columns) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["article_id", "sentence_id", "score"])
    nothing = {"negative": np.nan, "neutral": np.nan, "positive": np.nan}
    table = table.assign(country="USA", mentions=1, tone=0.0, voice="author", speaker="", holder="author", **nothing)
    table = table.assign(label=np.sign(table.score).astype(int)).assign(**columns)
    order = ["article_id", "sentence_id", "country", "mentions", "tone", "negative", "neutral", "positive"]
    return table[[*order, "score", "label", "voice", "speaker", "holder"]]


MENTIONED = mentions(
    ("a0", 0, "USA", "name"), ("a0", 0, "USA", "name"), ("a0", 1, "USA", "name"), ("a1", 0, "RUS", "capital")
)


def test_counts(articles):
    found = count_mentions(articles("x", "x"), MENTIONED)
    assert found.to_dict("split")["data"] == [
        ["Paper", "RUS", "capital", 1, 1, 1, 0.25],
        ["Paper", "USA", "name", 3, 2, 1, 0.75],
    ]


def test_counts_need_their_article(articles):
    with pytest.raises(ValueError, match="not in the table of articles"):
        count_mentions(articles("x"), MENTIONED)


def test_matrix(sentences):
    found = cross_mentions(sentences("x", "x", "x"), MENTIONED[:3])
    assert found.to_dict("list") == {"article_id": ["a0"] * 3, "sentence_id": [0, 1, 2], "USA": [2, 1, 0]}


def test_comentions():
    found = pair_mentions(mentions(("a", 0, "USA", "name"), ("a", 0, "RUS", "name"), ("a", 1, "USA", "name")))
    assert found.to_dict("split")["data"] == [
        ["RUS", "RUS", 1, 1.0],
        ["RUS", "USA", 1, 1.0],
        ["USA", "RUS", 1, 0.5],
        ["USA", "USA", 2, 1.0],
    ]


def test_countries_of_two_parts_never_stand_together():
    parts = [sum_pairs(mentions(("a", 0, "USA", "name"))), sum_pairs(mentions(("b", 0, "RUS", "name")))]
    assert total_pairs(pd.concat(parts)).to_dict("split")["data"] == [
        ["RUS", "RUS", 1, 1.0],
        ["RUS", "USA", 0, 0.0],
        ["USA", "RUS", 0, 0.0],
        ["USA", "USA", 1, 1.0],
    ]


def test_stance_of_one_article_takes_sentences_as_units(articles):
    values = [0.1, 0.2, 0.3, 0.4, -0.5]
    found = summarise_stance(articles("x"), scores(*(("a0", i, v) for i, v in enumerate(values))))
    (row,) = found[found.voice == "all"].to_dict("records")
    low, high = stats.t.interval(0.95, 4, np.mean(values), stats.sem(values))
    assert (row["unit"], row["sentences"], row["mean"]) == ("sentence", 5, pytest.approx(0.1))
    assert (row["low"], row["high"]) == (pytest.approx(low), pytest.approx(high))
    assert (row["share_negative"], row["share_positive"]) == (0.2, 0.8)


def test_stance_of_many_articles_takes_articles_as_units(articles):
    one_each = scores(*((f"a{i}", 0, value) for i, value in enumerate((0.1, 0.2, 0.3, 0.4, -0.5))))
    # The same sentence ten times over in each article says no more than one of them.
    tenfold = pd.concat([one_each.assign(sentence_id=i) for i in range(10)])
    bounds = [
        summarise_stance(articles(*"xxxxx"), table)[["unit", "low", "high"]].iloc[0] for table in (one_each, tenfold)
    ]
    assert bounds[0].unit == "article"
    assert bounds[1].to_list() == ["article", pytest.approx(bounds[0].low), pytest.approx(bounds[0].high)]


@pytest.mark.parametrize("values", [[0.1, 0.2, 0.3, 0.4], [0.2] * 9], ids=["too few", "all alike"])
def test_no_interval_where_nothing_can_be_said(values):
    assert np.isnan(mean_interval(np.array(values), np.ones(len(values), int))).all()


def test_interval_covers_the_mean_of_clustered_sentences():
    random, covered, runs = np.random.default_rng(7), 0, 2000
    for _ in range(runs):
        sizes = random.poisson(5, 15) + 1
        articles = random.normal(0.1, 0.2, 15)
        sums = np.array([random.normal(a, 0.3, n).sum() for a, n in zip(articles, sizes, strict=True)])
        low, high = mean_interval(sums, sizes)
        covered += low <= 0.1 <= high
    assert 0.93 <= covered / runs <= 0.97


def test_voices_are_summed_up_alone_and_together(articles):
    found = summarise_stance(articles("x"), scores(("a0", 0, 1.0), ("a0", 1, -1.0), voice=["author", "quote"]))
    assert dict(zip(found.voice, found["mean"], strict=True)) == {"all": 0.0, "author": 1.0, "quote": -1.0}


def test_every_target_has_a_column_of_scores(sentences):
    found = cross_scores(sentences("x", "y"), scores(("a0", 1, 0.5)), ["USA", "RUS"])
    assert found.drop(columns="RUS").to_dict("split")["data"] == [["a0", 1, "body", "y", 0.0, 0.5]]
    assert found.RUS.isna().all()
