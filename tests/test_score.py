import numpy as np
import pandas as pd
import pytest

from analysis.score import score_mentions
from analysis.tone import vader


def mentions(*rows) -> pd.DataFrame:
    columns = ["article_id", "sentence_id", "country", "form", "kind", "start", "end"]
    return pd.DataFrame(
        [("a0", i, country, "x", "name", start, start + 1) for i, country, start in rows], columns=columns
    )


def length_scorer(texts, spans):
    """A scorer that can be checked by hand: the share of the text before the span."""
    score = [start / len(text) for text, (start, _) in zip(texts, spans, strict=True)]
    return pd.DataFrame({"label": 1, "score": score, "negative": 0.0, "neutral": 0.0, "positive": score})


@pytest.mark.parametrize(
    ("text", "compound", "label"), [("good", 0.4404, 1), ("bad", -0.5423, -1), ("a table", 0.0, 0)]
)
def test_vader(text, compound, label):
    (row,) = vader([text], [(0, 1)]).to_dict("records")
    assert (row["score"], row["label"]) == (pytest.approx(compound, abs=1e-4), label)
    assert np.isnan(row["negative"])


def test_vader_is_blind_to_the_target():
    text = "Russia praised Iraq and condemned America."
    found = vader([text] * 2, [(0, 6), (34, 41)])
    assert found.score.nunique() == 1


def test_a_row_per_sentence_and_country(sentences):
    table = sentences("good x", "bad x x")
    found = score_mentions(table, mentions((0, "USA", 5), (1, "USA", 6), (1, "USA", 4), (1, "RUS", 4)), length_scorer)
    assert found[["sentence_id", "country", "mentions", "score"]].to_dict("split")["data"] == [
        [0, "USA", 1, 5 / 6],
        [1, "RUS", 1, 4 / 7],
        [1, "USA", 2, pytest.approx(5 / 7)],  # the mean of 6/7 and 4/7
    ]
    assert found.tone.round(4).to_list() == [0.4404, -0.5423, -0.5423]


def test_the_label_of_several_mentions_is_the_likeliest_of_their_mean(sentences):
    chances = {0: (0.6, 0.4, 0.0), 2: (0.0, 0.3, 0.7), 4: (0.0, 0.9, 0.1)}  # means 0.2, 0.533, 0.267

    def scorer(texts, spans):
        table = pd.DataFrame([chances[start] for start, _ in spans], columns=["negative", "neutral", "positive"])
        label = table.to_numpy().argmax(axis=1) - 1
        return table.assign(label=label.astype("int8"), score=table.positive - table.negative)

    named = mentions((0, "USA", 0), (0, "USA", 2), (0, "USA", 4), (0, "RUS", 0))
    found = score_mentions(sentences("x x x"), named, scorer)
    assert found.label.to_list() == [-1, 0]
    assert found.score.round(3).to_list() == [-0.6, 0.067]


def test_the_holder_is_another_where_the_scorer_or_the_voice_says_so(sentences):
    def scorer(texts, spans):
        return length_scorer(texts, spans).assign(other=[{0: 0.9, 2: 0.2, 4: 0.4}[start] for start, _ in spans])

    named = mentions((0, "USA", 0), (1, "USA", 0), (1, "USA", 2), (1, "RUS", 4))
    table = sentences("x x x", "x x x")
    assert score_mentions(table, named, scorer).holder.to_list() == ["other", "author", "other"]  # RUS, then 0.55
    assert score_mentions(table, named, length_scorer).holder.to_list() == ["author"] * 3


def test_targets(sentences):
    found = score_mentions(sentences("x"), mentions((0, "USA", 0), (0, "RUS", 0)), targets=["RUS"])
    assert found.country.to_list() == ["RUS"]


def test_inputs_stay_as_they_are(sentences):
    table, named = sentences("good x"), mentions((0, "USA", 5))
    before = table.copy(), named.copy()
    score_mentions(table, named)
    pd.testing.assert_frame_equal(table, before[0])
    pd.testing.assert_frame_equal(named, before[1])


def test_nothing_mentioned_is_an_empty_table_with_its_types(sentences):
    found = score_mentions(sentences("x"), mentions())
    assert found.empty
    assert found.score.dtype == float


def test_mentions_need_their_sentence(sentences):
    with pytest.raises(ValueError, match="not in the table of sentences"):
        score_mentions(sentences("x"), mentions((7, "USA", 0)))
