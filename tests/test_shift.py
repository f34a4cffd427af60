import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.shift import choose_sides, shift_tone, tone_difference
from analysis.tone import valences

# Of VADER's lexicon: good 1.9, war −2.9, peace 2.5, attack −2.1; the others are not in it.
WORDS = ("good", "war", "peace", "attack", "table", "not", "river")


def sentences_of(*texts: str, **columns) -> pd.DataFrame:
    table = pd.DataFrame({"article_id": "a0", "sentence_id": range(len(texts)), "part": "body", "start": 0})
    table = table.assign(end=[len(text) for text in texts], sentence=pd.Series(list(texts), dtype=str))
    return table.assign(**columns)


def test_contributions_by_hand():
    # Tone of a is (1.9 + 1.9 − 2.9) / 3 = 0.3, that of b −2.9; the reference is −1.3.
    found = shift_tone(sentences_of("Good, GOOD war."), sentences_of("A war by the river")).set_index("word")
    assert found.contribution.to_dict() == pytest.approx({"good": 2 / 3 * 3.2, "war": -2 / 3 * -1.6})
    assert found.loc["good", ["count_a", "count_b", "valence"]].to_list() == [2, 0, 1.9]
    assert found.contribution.sum() == pytest.approx(0.3 + 2.9)


texts = st.lists(st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join), min_size=1, max_size=5)


@given(texts, texts)
@settings(max_examples=15, deadline=None)
def test_contributions_add_up_and_swapping_negates(one, other):
    a, b = (sentences_of(*t, article_id=[f"{i}" for i in range(len(t))]) for t in (one, other))
    tones = [[valences()[w] for t in texts for w in t.split() if w in valences()] for texts in (one, other)]
    found, swapped = shift_tone(a, b), shift_tone(b, a)
    if not all(tones):
        assert found.empty
        assert np.isnan(tone_difference(a, b).difference)
        return
    expected = np.mean(tones[0]) - np.mean(tones[1])
    assert found.contribution.sum() == pytest.approx(expected)
    assert tone_difference(a, b).difference == pytest.approx(expected)
    assert swapped.set_index("word").contribution.to_dict() == pytest.approx(
        (-found.set_index("word").contribution).to_dict()
    )


def test_names_of_countries_are_no_words_of_tone():
    a, b = sentences_of("The United States at war"), sentences_of("peace", article_id="a1")
    mention = pd.DataFrame(
        [("a0", 0, "USA", "United States", "name", 4, 17)],
        columns=["article_id", "sentence_id", "country", "form", "kind", "start", "end"],
    )
    assert set(shift_tone(a, b).word) == {"united", "war", "peace"}
    assert set(shift_tone(a, b, mentions=mention).word) == {"war", "peace"}
    within = mention.assign(form="States", start=11)
    both = shift_tone(a, b, mentions=pd.concat([within, mention, mention, within]))
    assert dict(zip(both.word, both.count_a + both.count_b, strict=True)) == {"war": 1, "peace": 1}


def test_there_is_no_interval_with_one_article_a_side():
    found = shift_tone(sentences_of("good war", "war"), sentences_of("peace", article_id="a1"))
    assert found.low.isna().all()
    assert np.isnan(tone_difference(sentences_of("good"), sentences_of("war")).low)


def test_interval_takes_articles_as_independent():
    # Ten articles a side, each with one word five times: as sure as ten words, not as fifty.
    word = ["good", "war"] * 5
    a = sentences_of(*[" ".join([w] * 5) for w in word], article_id=[f"a{i}" for i in range(10)])
    b = sentences_of(*["peace"] * 10, article_id=[f"b{i}" for i in range(10)])
    found = tone_difference(a, b)
    assert found.difference == pytest.approx(-0.5 - 2.5)
    # Standard error of the mean of ten values ±2.4 around −0.5.
    assert found.high - found.low == pytest.approx(2 * 1.96 * np.std([1.9, -2.9] * 5, ddof=1) / np.sqrt(10))


def named(*rows) -> pd.DataFrame:
    """Mentions of countries, from rows of article, sentence and country."""
    table = pd.DataFrame(rows, columns=["article_id", "sentence_id", "country"])
    return table.assign(form="it", kind="name", start=0, end=2)


def test_one_outlet_sets_its_first_two_targets_against_each_other(articles):
    sentences = sentences_of("it and it", "it", "it")
    mentions = named(("a0", 0, "USA"), ("a0", 0, "RUS"), ("a0", 1, "USA"), ("a0", 1, "USA"), ("a0", 2, "IRQ"))
    sides = choose_sides(articles("x"), sentences, mentions, ("USA", "RUS", "IRQ"))
    assert (sides.a, sides.b) == ("USA", "RUS")
    assert (sides.of_a.sentence_id.to_list(), sides.of_b.sentence_id.to_list()) == ([0, 1], [0])
    assert choose_sides(articles("x"), sentences, mentions, ("USA",)) is None


def test_several_outlets_set_the_two_with_most_articles_against_each_other(articles):
    corpus = articles(*"xxxxx", outlet=["Few", "Right", "Left", "Right", "Left"])
    sentences = sentences_of(*["it"] * 5, article_id=[f"a{i}" for i in range(5)], sentence_id=0)
    mentions = named(*((f"a{i}", 0, "USA") for i in (0, 1, 2, 4)), ("a3", 0, "IRQ"))
    sides = choose_sides(corpus, sentences, mentions, ("USA",))
    assert (sides.a, sides.b) == ("Left", "Right")
    assert (sides.of_a.article_id.to_list(), sides.of_b.article_id.to_list()) == (["a2", "a4"], ["a1"])
