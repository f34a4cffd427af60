"""The benchmark of stance: its measures are the known ones, its intervals are of sentences, its table is whole."""

import sys

import numpy as np
import pandas as pd
import pytest
from conftest import ROOT
from sklearn.metrics import accuracy_score, f1_score

from analysis.stance import StanceModel
from analysis.tone import vader

sys.path.append(str(ROOT / "data" / "benchmarks"))

from measures import measure
from stance import always_neutral, measure_systems, read_gold
from stance_speed import batches_of, take_turns


@pytest.fixture
def random_pairs():
    rng = np.random.default_rng(1)
    texts = [f"sentence {number}" for number in rng.integers(0, 150, 400)]
    return texts, rng.integers(-1, 2, 400), rng.integers(-1, 2, 400), rng.dirichlet([1, 1, 1], 400)


def values(table: pd.DataFrame) -> dict[str, float]:
    return dict(zip(table.measure, table.value, strict=True))


def test_f1_and_accuracy_are_those_of_scikit_learn(random_pairs):
    _, truth, label, _ = random_pairs
    found = values(measure(*random_pairs))
    negative, _, positive = f1_score(truth, label, average=None)
    assert found["macro F1"] == pytest.approx(f1_score(truth, label, average="macro"))
    assert (found["F1 of negative"], found["F1 of positive"]) == pytest.approx((negative, positive))
    assert found["accuracy"] == pytest.approx(accuracy_score(truth, label))


def test_calibration_and_mixed_by_hand():
    """Two targets of one sentence differ and one is missed; of two neutral pairs, one is taken for positive."""
    texts, truth, label = ["a", "a", "b", "c"], [1, -1, 0, 0], [1, 0, 0, 1]
    chance = [[0.0, 0.15, 0.85], [0.0, 0.85, 0.15], [0.0, 1.0, 0.0], [0.0, 0.4, 0.6]]
    found = measure(texts, truth, label, chance).set_index("measure")
    # Bin 0.8: confidences 0.85 twice, half of them right; bin 0.9: 1 and right; bin 0.6: 0.6 and wrong.
    assert found.value["ECE"] == pytest.approx((2 * 0.35 + 0 + 0.6) / 4)
    squares = [0.15**2 * 2, 1 + 0.85**2 + 0.15**2, 0, 0.6**2 * 2]
    assert found.value["Brier"] == pytest.approx(sum(squares) / 4)
    assert (found.value["mixed"], found.n["mixed"], found.n["accuracy"]) == (0, 1, 4)


def test_without_probabilities_nothing_is_said_of_them(random_pairs):
    assert {"ECE", "Brier"}.isdisjoint(values(measure(*random_pairs[:3])))
    assert {"ECE", "Brier"} < set(values(measure(*random_pairs)))


def test_intervals_hold_the_value_and_come_out_the_same_again(random_pairs):
    found = measure(*random_pairs).query("measure != 'ECE'")  # resamples are less calibrated than the whole
    assert ((found.low < found.value) & (found.value < found.high)).all()
    pd.testing.assert_frame_equal(measure(*random_pairs), measure(*random_pairs))


def test_an_interval_is_of_sentences_and_not_of_pairs():
    """A hundred pairs of ten sentences, each wholly right or wrong, are ten draws: sd 0.5 / sqrt(10)."""
    texts = [f"{number // 10}" for number in range(100)]
    truth = np.ones(100)
    (row,) = measure(texts, truth, np.repeat([1, 0] * 5, 10)).query("measure == 'accuracy'").itertuples()
    assert row.high - row.low == pytest.approx(2 * 1.96 * 0.5 / np.sqrt(10), abs=0.1)


def test_a_row_per_system_set_and_measure():
    pairs = pd.DataFrame({"text": ["good x", "bad x", "x"], "start": [5, 4, 0], "end": [6, 5, 1], "label": [1, -1, 0]})
    table = measure_systems({"one": pairs, "two": pairs[:2]}, {"always neutral": always_neutral, "VADER": vader})
    assert not table.duplicated(["system", "set", "measure"]).any()
    accuracy = table[table.measure == "accuracy"].set_index(["set", "system"]).value
    assert accuracy.to_dict() == pytest.approx(
        {("one", "always neutral"): 1 / 3, ("one", "VADER"): 1, ("two", "always neutral"): 0, ("two", "VADER"): 1}
    )


def test_gold_spans_are_the_targets():
    gold = read_gold()
    source = pd.read_csv(ROOT / "data" / "gold" / "stance.csv", keep_default_na=False)
    assert [row.text[row.start : row.end] for row in gold.itertuples()] == source.target.to_list()


def test_published_figures_are_shares():
    table = pd.read_csv(ROOT / "data" / "benchmarks" / "published.csv")
    assert not table.duplicated(["system", "set", "measure"]).any()
    assert table.value.between(0, 1).all()


def test_networks_are_timed_on_the_batches_of_the_model():
    texts, spans = ["Chile won.", "Peru lost the long game.", "Chile won."], [(0, 5), (0, 4), (0, 5)]
    feeds = batches_of(StanceModel.load(), texts, spans)
    assert sum(len(feed["ids"]) for feed in feeds) == 2  # equal pairs are computed once
    assert all(feed["mask"].shape == feed["ids"].shape for feed in feeds)


def test_systems_take_turns():
    order = []
    times = take_turns({"a": lambda: order.append("a"), "b": lambda: order.append("b")})
    assert order == ["a", "b"] * 6
    assert [len(times[name]) for name in "ab"] == [5, 5]
