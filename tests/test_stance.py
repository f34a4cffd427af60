"""The stance model: what it answers, that nothing but the pair matters, and that its evidence is faithful."""

import pickle
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from analysis.encode import MARKS, batches, cut
from analysis.stance import WORD, StanceModel, without

CASES = pd.read_csv(Path(__file__).parent / "cases" / "stance.csv", keep_default_na=False)
CHANCES = ["negative", "neutral", "positive"]
TOLERANCE = 1e-4
FLOOR = 0.9


@pytest.fixture(scope="module")
def model():
    return StanceModel.load()


@pytest.fixture(scope="module")
def pairs():
    starts = [text.index(target) for text, target in zip(CASES["text"], CASES["target"], strict=True)]
    spans = [(start, start + len(target)) for start, target in zip(starts, CASES["target"], strict=True)]
    return list(CASES["text"]), spans


@pytest.fixture(scope="module")
def scored(model, pairs):
    return model.score(*pairs)


def test_model_is_loaded_once():
    assert StanceModel.load() is StanceModel.load()


def test_table_has_the_declared_columns(scored):
    assert list(scored.columns) == ["label", "score", *CHANCES, "other"]
    assert scored["label"].dtype == np.int8
    assert (scored.drop(columns="label").dtypes == np.float64).all()
    assert np.allclose(scored[CHANCES].sum(axis=1), 1)
    assert np.allclose(scored["score"], scored["positive"] - scored["negative"])


def test_scores_agree_with_the_stored_figures(scored):
    """Figures of tests/cases/stance.csv, rounded to three decimals when the model was built."""
    assert np.abs(scored["score"] - CASES["score"].astype(float)).max() < 6e-4


def test_most_cases_are_right(scored):
    assert (scored["label"] == CASES["label"].astype(int)).mean() >= FLOOR


def test_two_targets_of_one_sentence_differ(model):
    text = "The mayor thanked Canada for the blankets and scolded France for the empty speeches."
    found = model.score([text, text], [(18, 24), (54, 60)])
    assert list(found["label"]) == [1, -1]


@pytest.mark.parametrize("batch_size", [1, 2, 7, 64])
def test_batch_size_does_not_matter(model, pairs, scored, batch_size):
    assert np.allclose(model.score(*pairs, batch_size=batch_size)[CHANCES], scored[CHANCES], atol=TOLERANCE)


def test_threads_do_not_matter(model, pairs, scored):
    for threads in (1, 2):
        assert np.allclose(model.score(*pairs, threads=threads)[CHANCES], scored[CHANCES], atol=TOLERANCE)


def test_order_and_mates_do_not_matter(model, pairs, scored):
    texts, spans = pairs
    order = np.random.default_rng(1).permutation(len(texts))
    long = "word " * 2000 + "Chile"
    found = model.score([texts[i] for i in order] + [long], [spans[i] for i in order] + [(10_000, 10_005)])
    assert np.allclose(found[CHANCES].iloc[:-1], scored[CHANCES].iloc[order], atol=TOLERANCE)


def test_equal_pairs_are_equal(model, pairs, scored):
    texts, spans = pairs
    twice = model.score(texts[:3] * 2, spans[:3] * 2)
    pd.testing.assert_frame_equal(twice.iloc[:3].reset_index(drop=True), twice.iloc[3:].reset_index(drop=True))


def test_arguments_stay_as_they_were(model):
    texts, spans = ["Chile won."], [(0, 5)]
    model.score(texts, spans)
    assert (texts, spans) == (["Chile won."], [(0, 5)])


def test_no_pairs_give_an_empty_typed_table(model):
    empty = model.score([], [])
    assert list(empty.columns) == ["label", "score", *CHANCES, "other"]
    assert empty["label"].dtype == np.int8
    assert len(empty) == 0


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("Chile", (0, 5)),
        ("Chile won", (0, 5)),
        ("they thanked Chile", (13, 18)),
        ("Chile" * 3000, (0, 15_000)),
        ("🇨🇱 智利 Chile é", (0, 2)),
        ("\x00", (0, 1)),
        ("[SEP] [CLS] [unused0]", (0, 5)),
        ("智" * 5000, (2500, 2501)),
    ],
)
def test_odd_texts_are_scored(model, text, span):
    found = model.score([text], [span])
    assert np.isclose(found[CHANCES].sum(axis=1).iloc[0], 1)
    assert found["score"].between(-1, 1).all()


def test_long_text_keeps_what_stands_beside_the_target(model):
    sentence = "The mayor thanked Canada for the blankets."
    filler = "grey " * 5000
    alone = model.score([filler[:250] + sentence + " " + filler[:250]], [(268, 274)])
    deep = model.score([filler + sentence + " " + filler], [(len(filler) + 18, len(filler) + 24)])
    assert np.allclose(alone[CHANCES], deep[CHANCES], atol=TOLERANCE)
    assert deep["label"].iloc[0] == 1


def test_window_keeps_whole_words_and_the_target(monkeypatch):
    text = "alpha beta gamma TARGET delta epsilon zeta"
    assert cut(text, 17, 23) == (text[:17], "TARGET", text[23:])
    monkeypatch.setattr("analysis.encode.WINDOW", 8)
    assert cut(text, 17, 23) == (" gamma ", "TARGET", " delta")


@pytest.mark.parametrize(
    ("texts", "spans", "message"),
    [
        (["Chile", "Peru"], [(0, 5), (2, 2)], "row 1: span (2, 2) is empty, blank or outside its 4 characters"),
        (["Chile"], [(0, 6)], "row 0: span (0, 6) is empty, blank or outside its 5 characters"),
        (["Chile"], [(-1, 3)], "row 0: span (-1, 3) is empty, blank or outside"),
        (["Chile"], [(4, 2)], "row 0: span (4, 2) is empty, blank or outside"),
        (["a  b"], [(1, 3)], "row 0: span (1, 3) is empty, blank"),
        ([None], [(0, 1)], "row 0: the text is None, not a string"),
        (["Chile"], [5], "row 0: the span is 5, not a pair of offsets"),
        (["Chile"], [], "1 texts but 0 spans"),
    ],
)
def test_bad_rows_are_named(model, texts, spans, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        model.score(texts, spans)


def test_batch_size_must_be_positive(model):
    with pytest.raises(ValueError, match="batch_size is 0"):
        model.score(["Chile"], [(0, 5)], batch_size=0)


def test_batches_are_sorted_and_bounded():
    made = batches([5, 300, 1, 40, 300], 2)
    assert made == [[2, 0], [3, 1], [4]]
    assert all(len(batch) * 400 <= 4096 for batch in batches([400] * 50, 64))


def test_model_travels_to_other_processes(model, pairs, scored):
    again = pickle.loads(pickle.dumps(model))
    assert np.allclose(again.score(*pairs)[CHANCES], scored[CHANCES], atol=TOLERANCE)


def test_holder_tells_the_author_from_a_source(model):
    texts = [
        "The shameful retreat of Chile disgraced it for ever.",
        "Critics accuse Chile of cowardice, three officials said.",
    ]
    author, other = model.score(texts, [(24, 29), (15, 20)]).other
    assert 0 <= author < 0.5 < other <= 1


def test_explanation_lists_the_words_around_the_target(model):
    text = "Peru's help was late, but Chile sent food."
    found = model.explain(text, (26, 31))
    assert list(found.columns) == ["word", "start", "end", "contribution"]
    assert list(found["word"]) == ["Peru's", "help", "was", "late", "but", "sent", "food"]
    assert all(text[start:end] == word for word, start, end in found[["word", "start", "end"]].itertuples(index=False))


def test_explanation_of_a_target_alone_is_empty(model):
    assert model.explain("Chile", (0, 5)).empty


def test_explanation_keeps_to_the_words_that_are_read(model):
    text = "grey " * 200 + "end Chile won. " + "grey " * 200
    found = model.explain(text, (1004, 1009))
    assert {"end", "won"} < set(found["word"])
    assert found["start"].min() >= 804
    assert found["end"].max() <= 1209
    assert all(text[start:end] == word for word, start, end in found[["word", "start", "end"]].itertuples(index=False))


def test_deleting_words_moves_the_target_along():
    assert without("The kind and brave Chile won", [(4, 8), (9, 12)], (19, 24)) == ("The brave Chile won", (10, 15))
    assert without("Chile won twice", [(10, 15)], (0, 5)) == ("Chile won ", (0, 5))


def test_explanations_are_faithful(model, pairs, scored):
    """Deleting the three words that speak most for the answer moves the score more than deleting three at random."""
    rng = np.random.default_rng(1)
    top, chance = [], []
    for text, span, score in zip(*pairs, scored["score"], strict=True):
        if abs(score) < 0.3:
            continue
        found = model.explain(text, span)
        words = found[["start", "end"]].to_numpy()
        best = words[np.argsort(-np.sign(score) * found["contribution"].to_numpy(), kind="stable")[:3]]
        draws = [words[rng.choice(len(words), 3, replace=False)] for _ in range(10)]
        shorter = [without(text, [tuple(map(int, one)) for one in drawn], span) for drawn in [best, *draws]]
        moved = (score - model.score(*map(list, zip(*shorter, strict=True)))["score"].to_numpy()) * np.sign(score)
        top.append(moved[0])
        chance.append(moved[1:].mean())
    assert len(top) >= 20
    assert np.mean(top) > 2 * max(np.mean(chance), 0)
    assert np.mean(np.array(top) > np.array(chance)) > 0.9


def test_words_are_found_with_their_inner_marks():
    assert [hit[0] for hit in WORD.finditer("Shi'ite US-led U.S. forces won't")] == [
        "Shi'ite",
        "US-led",
        "U.S",
        "forces",
        "won't",
    ]


@pytest.mark.parametrize(("target", "kind"), [("Chile", "country"), ("the U.S.", "country"), ("Mr. Rossi", "other")])
def test_marks_tell_countries_from_other_targets(model, target, kind):
    [(ids, first, last)] = model._read([(f"They praised {target}.", 13, 13 + len(target))])
    assert [model._read.tokenizer.id_to_token(ids[place]) for place in (first, last)] == list(MARKS[kind])


def test_many_are_explained_together_as_one_by_one(model):
    texts, spans = ["Iraqis praised Chile.", "Chile", "They hate Chile, the thief."], [(15, 20), (0, 5), (10, 15)]
    together = model.explain_all(texts, spans)
    for text, span, found in zip(texts, spans, together, strict=True):
        alone = model.explain(text, span)
        pd.testing.assert_frame_equal(found, alone, rtol=0, atol=2 * TOLERANCE)
    assert model.explain_all([], []) == []
