"""Summaries of scores follow from the sums of parts of a corpus, however it is cut."""

import numpy as np
import pandas as pd
import pytest
from test_compare import scores

from analysis.aggregate import summarise_stance, total_labels, total_stance
from analysis.compare import compare_all, total_comparisons
from analysis.interval import mean_interval
from analysis.sum_scores import sum_scores
from analysis.timeline import stance_over_time, total_timeline


@pytest.fixture
def corpus(articles) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Articles whose identifiers do not sort as they stand, of an outlet of many, one of two, and two of one each."""
    random = np.random.default_rng(7)
    outlets = ["Many"] * 5 + ["Two", "One", "Many", "Two", "Other"] + ["Many"] * 4
    days = pd.Series(pd.Timestamp("2015-10-01") + pd.to_timedelta(random.integers(0, 20, 14), "D"))
    days[[2, 11]] = pd.NaT
    rows = [
        (f"a{i}", sentence, country, random.uniform(-1, 1))
        for i in range(14)
        for country in ("USA", "RUS")
        for sentence in random.permutation(12)[: 8 if outlets[i] in ("One", "Other") else random.integers(1, 6)]
    ]
    found = scores(*rows)
    voices = random.choice(["author", "quote", "attributed"], len(rows))
    return articles(*"x" * 14, outlet=outlets, date=days), found.assign(voice=voices)


def test_sums_by_hand(articles):
    table = articles("x", "x", outlet=["Left", "Right"])
    found = scores(("a1", 0, "USA", 0.5), ("a1", 1, "USA", -0.25), ("a0", 0, "USA", 1.0), ("a1", 2, "USA", 0.5))
    found = found.assign(voice=["author", "author", "author", "quote"])
    before = found.copy()
    assert sum_scores(table, found).drop(columns="date").to_numpy().tolist() == [
        ["a0", "Left", "USA", "author", 1, 1.0, 1.0, 0, 1],
        ["a1", "Right", "USA", "author", 2, 0.25, 0.3125, 1, 1],
        ["a1", "Right", "USA", "quote", 1, 0.5, 0.25, 0, 1],
    ]
    pd.testing.assert_frame_equal(found, before)


def test_sums_need_their_article(corpus):
    with pytest.raises(ValueError, match="not in the table of articles"):
        sum_scores(corpus[0][:3], corpus[1])


@pytest.mark.parametrize("size", [2, 5, 13])
def test_no_total_depends_on_how_the_corpus_was_cut(corpus, size, monkeypatch):
    monkeypatch.setattr("analysis.permute.DRAWS", 99)
    table, found = corpus

    def fetch(article_ids):
        return found[found.article_id.isin(article_ids)]

    parts = [table[first : first + size] for first in range(0, len(table), size)]
    sums = pd.concat([sum_scores(part, found[found.article_id.isin(part.article_id)]) for part in parts])
    pd.testing.assert_frame_equal(total_stance(sums), summarise_stance(table, found), check_exact=True)
    pd.testing.assert_frame_equal(total_labels(sums), total_labels(sum_scores(table, found)), check_exact=True)
    for by in ("day", "week"):
        pd.testing.assert_frame_equal(
            total_timeline(sums, by=by), stance_over_time(table, found, by=by), check_exact=True
        )
    pd.testing.assert_frame_equal(total_comparisons(sums, fetch), compare_all(table, found), check_exact=True)


def test_a_part_without_scores_adds_nothing(corpus):
    table, found = corpus
    nothing = sum_scores(table, found[:0])
    assert (len(nothing), len(total_stance(nothing)), len(total_timeline(nothing))) == (0, 0, 0)
    assert total_comparisons(nothing, lambda _: found).empty
    sums = pd.concat([nothing, sum_scores(table, found), nothing])
    pd.testing.assert_frame_equal(total_stance(sums), summarise_stance(table, found), check_exact=True)


def test_means_and_intervals_are_those_of_the_scores(corpus):
    table, found = corpus
    known = found.merge(table[["article_id", "outlet"]], on="article_id", validate="many_to_one")
    rows = summarise_stance(table, found)
    assert set(rows.unit) == {"article", "sentence"}
    assert rows.low.notna().groupby(rows.unit).any().all()
    for row in rows.itertuples():
        these = known[(known.outlet == row.outlet) & (known.country == row.country)]
        these = these[these.voice.isin([row.voice]) | (row.voice == "all")]
        assert row.unit == ("sentence" if row.outlet in ("One", "Other") else "article")
        units = these.groupby(f"{row.unit}_id").score.agg(["sum", "size"])
        low, high = mean_interval(units["sum"].to_numpy(), units["size"].to_numpy())
        expected = (these.score.mean(), low, high, (these.label == -1).mean(), (these.label == 1).mean())
        said = (row.mean, row.low, row.high, row.share_negative, row.share_positive)
        assert said == pytest.approx(expected, abs=1e-12, nan_ok=True)


@pytest.mark.parametrize("outlets", [["Left"], ["Left"] * 9], ids=["sentences", "articles"])
def test_scores_that_are_alike_but_for_rounding_have_no_interval(articles, outlets):
    found = scores(*((f"a{i}", s, "USA", 0.3) for i in range(len(outlets)) for s in range(7)))
    assert summarise_stance(articles(*"x" * len(outlets), outlet=outlets), found).low.isna().all()
