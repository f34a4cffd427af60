"""What was planted in the made-up corpus is found again in resamples of it, and what was not is not."""

import sys

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT

from analysis import analyse
from analysis.chart import plot_planted
from analysis.compare import compare_all
from analysis.notebook import read_measured
from analysis.permute import Units, difference, permutation_p
from analysis.planted import SIDES, read_planted, score_as_meant

sys.path.append(str(ROOT / "data" / "benchmarks"))

from outlets import DRAWS, LEVEL, SEED, TARGETS, by_article, recover, units_of

PLANTED = read_planted()
FAR = PLANTED.differences.planted.abs() >= 0.6


@pytest.fixture(scope="module")
def study():
    return analyse(PLANTED.articles, targets=TARGETS)


@pytest.fixture(scope="module")
def meant(study) -> pd.DataFrame:
    return score_as_meant(study.scores, study.sentences, PLANTED.labels)


@pytest.fixture(scope="module")
def recovered(meant) -> pd.DataFrame:
    return recover(PLANTED.articles, meant, PLANTED.differences, draws=40)


def test_labels_take_the_place_of_scores(study, meant):
    before = study.scores.copy()
    again = score_as_meant(study.scores, study.sentences, PLANTED.labels)
    pd.testing.assert_frame_equal(study.scores, before)
    pd.testing.assert_frame_equal(again, meant)
    assert meant.label.value_counts().to_dict() == PLANTED.labels.label.value_counts().to_dict()
    assert (meant.score == meant.positive - meant.negative).all()
    said = study.sentences.merge(meant, on=["article_id", "sentence_id"], validate="one_to_many")
    shouted = said[said.sentence == "A Russian diplomat shouted at a nurse who asked him to wait."]
    assert shouted.label.to_list() == [-1]


def test_a_score_without_a_label_is_an_error(study):
    with pytest.raises(ValueError, match="1 scores without a label"):
        score_as_meant(study.scores, study.sentences, PLANTED.labels[1:])


@pytest.mark.filterwarnings("ignore:.*encountered")
def test_a_corpus_drawn_once_each_is_tested_as_the_suite_tests_it(meant):
    """The units of a draw of every article once give the difference and p that the public functions give."""
    sums, sizes = by_article(PLANTED.articles, meant)
    whole = {
        outlet: sums.index.get_indexer(found.article_id)[None] for outlet, found in PLANTED.articles.groupby("outlet")
    }
    public = compare_all(PLANTED.articles, meant)
    for row in public.itertuples():
        units = Units(*(part[0] for part in units_of(row, sums, sizes, whole)))
        assert difference(units).value == pytest.approx(row.difference)
        assert permutation_p(units, np.random.default_rng(SEED)) == pytest.approx(row.p)


def test_by_the_labels_every_sign_is_right_and_no_null_is_flagged(recovered):
    assert (recovered.right_sign[~recovered.null] >= 0.95).all()
    assert (recovered.flagged[recovered.null] <= LEVEL).all()
    assert recovered.right_sign.isna().equals(recovered.null)


def test_articles_dealt_out_by_chance_differ_as_often_as_the_test_allows(recovered):
    between = recovered.outlet_a != recovered.outlet_b
    assert recovered.by_chance.notna().equals(between)
    assert 0 < recovered.by_chance.mean() <= LEVEL


def test_the_shipped_model_leans_the_right_way_where_the_difference_is_large(study):
    both = PLANTED.differences.merge(study.comparisons, on=SIDES, how="left", validate="one_to_one")
    assert (np.sign(both.difference) == np.sign(both.planted))[FAR].all()
    assert not (both.q[both.null] <= LEVEL).any()


def test_the_table_is_whole():
    table = read_measured("outlets")
    assert table.groupby("scores").size().to_dict() == {"labels": 30, "stance model": 30}
    assert (table.draws == DRAWS).all()
    assert table.flagged.between(0, 1).all()
    assert table.right_sign.isna().equals(table.null)
    labels = table[table.scores == "labels"]
    assert (labels.right_sign[~labels.null] >= 0.95).all()
    assert (labels.flagged[labels.null] <= LEVEL).all()
    assert (table.groupby("scores").by_chance.mean() <= 0.06).all()  # 0.05 but for the draws


def test_the_chart_draws_what_the_table_says():
    table = pd.DataFrame(
        {"planted": [1.0, -1.0, 0.0], "null": [False, False, True], "difference": [0.5, -0.5, 0.1]}
    ).assign(low=[0.2, np.nan, -0.1], high=[0.8, np.nan, 0.3], q=[0.01, 0.2, 0.9])
    ax = plot_planted(table)
    assert " ".join(ax.get_title(loc="left").split()) == (
        "2 of 2 differences have the right sign; 50% of their size is found"
    )
    full, empty = ax.lines[2:4]
    assert (list(full.get_xdata()), list(full.get_ydata())) == ([1.0], [0.5])
    assert (list(empty.get_xdata()), list(empty.get_ydata())) == ([-1.0], [-0.5])
    assert [text.get_text() for text in ax.texts][:2] == ["● difference planted, n = 2", "■ none planted, n = 1"]


def test_the_reading_is_of_every_target_and_its_words_are_there(seed):
    reading = read_measured("reading")
    both = seed.scores.merge(reading, on=["article_id", "sentence_id", "country"], validate="one_to_one")
    assert len(both) == len(seed.scores) == len(reading)
    text = both.merge(seed.sentences, on=["article_id", "sentence_id"], validate="many_to_one")
    assert all(words in sentence for words, sentence in zip(text.words, text.sentence, strict=True))
