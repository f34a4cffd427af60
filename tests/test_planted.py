"""The corpus with a planted difference: it holds what its tables say, and the statistics find it in the labels."""

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from test_compare import scores

from analysis import read_articles
from analysis.compare import adjust, compare_outlets, compare_targets
from analysis.mention import find_mentions
from analysis.segment import segment_articles

FOLDER = ROOT / "data" / "gold" / "outlets"
LABELS = pd.read_csv(FOLDER / "labels.csv")
PLANTED = pd.read_csv(FOLDER / "planted.csv")
SIDES = ["outlet_a", "country_a", "outlet_b", "country_b"]


@pytest.fixture(scope="module")
def corpus() -> pd.DataFrame:
    return read_articles(FOLDER / "articles")


def test_every_outlet_has_six_short_articles(corpus):
    assert corpus.groupby("outlet").size().to_list() == [6, 6, 6, 6]
    assert corpus.text.str.split().str.len().between(80, 150).all()
    assert corpus.date.notna().all()


def test_every_label_is_of_a_sentence_that_mentions_its_country_alone(corpus):
    sentences = segment_articles(corpus)
    named = find_mentions(sentences).merge(sentences, on=["article_id", "sentence_id"], validate="many_to_one")
    found = named[["article_id", "sentence", "country"]].drop_duplicates()
    keys = ["article_id", "sentence", "country"]
    assert set(map(tuple, LABELS[keys].to_numpy())) == set(map(tuple, found.to_numpy()))
    assert LABELS.sentence.is_unique


def test_planted_differences_are_those_of_the_labels(corpus):
    means = (
        LABELS.merge(corpus[["article_id", "outlet"]], on="article_id", validate="many_to_one")
        .groupby(["outlet", "country"])
        .label.mean()
    )
    expected = [means[row.outlet_a, row.country_a] - means[row.outlet_b, row.country_b] for row in PLANTED.itertuples()]
    assert PLANTED.difference.to_list() == pytest.approx(expected, abs=0.005)
    assert (PLANTED.null == np.where(np.abs(expected) < 0.15, "yes", "no")).all()
    assert PLANTED.null.value_counts().to_dict() == {"no": 20, "yes": 10}


def test_what_was_planted_is_found_in_the_labels_and_nothing_else(corpus):
    labelled = scores(
        *LABELS.assign(number=range(len(LABELS)))[["article_id", "number", "country", "label"]].to_numpy()
    )
    labelled = labelled.assign(score=labelled.score.astype(float))
    found = adjust(compare_outlets(corpus, labelled), compare_targets(corpus, labelled))
    both = found.merge(PLANTED, on=SIDES, suffixes=("", "_planted"), validate="one_to_one")
    assert len(both) == len(PLANTED) == len(found)
    assert both.difference.to_list() == pytest.approx(both.difference_planted.to_list(), abs=0.005)
    assert not (both.q < 0.05)[both.null == "yes"].any()
    assert (both.q < 0.05)[(both.null == "no") & (both.difference.abs() >= 0.6)].all()
