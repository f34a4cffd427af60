import numpy as np
import pandas as pd
import pytest

from analysis.framing import contrast_terms, log_odds_ratio


@pytest.fixture
def contrast(sentences):
    """Contrast A and B in texts where the words USA, RUS and IRQ are the mentions."""

    def make(*texts: str, a: str = "USA", b: str = "RUS", **options) -> pd.DataFrame:
        rows = [
            ("a0", i, word.strip("."), word.strip("."), "name", text.index(word), text.index(word) + 3)
            for i, text in enumerate(texts)
            for word in text.split()
            if word.strip(".") in ("USA", "RUS", "IRQ")
        ]
        columns = ["article_id", "sentence_id", "country", "form", "kind", "start", "end"]
        return contrast_terms(sentences(*texts), pd.DataFrame(rows, columns=columns), a, b, **options)

    return make


def counted(table: pd.DataFrame) -> dict[str, tuple[int, int]]:
    return {term: (a, b) for term, a, b in zip(table.term, table.count_a, table.count_b, strict=True)}


def test_log_odds_by_hand():
    # Pooled, each term is half of all, so the prior is 50 words for each of the two.
    log_odds, error = log_odds_ratio(np.array([3, 1]), np.array([1, 3]))
    assert log_odds == pytest.approx([2 * np.log(53 / 51), 2 * np.log(51 / 53)])
    assert error == pytest.approx([np.sqrt(1 / 53 + 1 / 51)] * 2)


def test_words_belong_to_the_mention_of_their_sentence(contrast):
    assert counted(contrast("USA attacks", "RUS helps", "IRQ watches", min_count=1)) == {
        "attacks": (1, 0),
        "helps": (0, 1),
    }


def test_words_between_two_mentions_belong_to_the_nearer(contrast):
    found = contrast("USA attacks villages while soldiers assist RUS", min_count=1)
    assert {term for term, (a, _) in counted(found).items() if a} == {"attacks", "villages", "attacks villages"}
    assert {term for term, (_, b) in counted(found).items() if b} == {"soldiers", "assist", "soldiers assist"}


def test_no_pair_of_words_reaches_across_a_mention(contrast):
    assert set(contrast("great USA attacks", "RUS helps", min_count=1).term) == {"great", "attacks", "helps"}


def test_terms_below_the_minimum_count_are_left_out(contrast):
    assert set(contrast("USA attacks", "USA attacks", "RUS helps").term) == {"attacks"}


def test_swapping_the_countries_negates(contrast):
    texts = ("USA attacks villages", "USA attacks", "RUS helps villages", "RUS helps")
    one = contrast(*texts).set_index("term")
    other = contrast(*texts, a="RUS", b="USA").set_index("term").loc[one.index]
    for column, negated in {"log_odds": "log_odds", "z": "z", "low": "high", "high": "low"}.items():
        np.testing.assert_allclose(one[column], -other[negated])
    np.testing.assert_allclose(one.q, other.q)


def test_a_term_that_is_all_on_one_side_of_a_large_text_stands_apart(contrast):
    found = contrast(*["USA attacks villages"] * 60, *["RUS helps villages"] * 60)
    assert found.set_index("term").q["attacks"] < 0.05
    assert found.set_index("term").q["villages"] > 0.5


@pytest.mark.parametrize(
    "texts",
    [("nothing",), ("USA", "RUS"), ("USA the", "RUS of"), ("USA attacks", "RUS"), ("USA attacks", "RUS attacks")],
)
def test_nothing_to_contrast_is_an_empty_table(contrast, texts):
    assert contrast(*texts).empty


def test_a_contrast_needs_two_countries(contrast):
    with pytest.raises(ValueError, match="two countries"):
        contrast("USA", b="USA")


def test_few_terms_stand_apart_where_there_is_no_difference():
    random, shares = np.random.default_rng(7), 1 / np.arange(1, 301)
    z = []
    for _ in range(100):
        a, b = random.multinomial(30_000, shares / shares.sum(), size=2)
        log_odds, error = log_odds_ratio(a, b)
        z.extend(log_odds / error)
    assert 0.03 <= np.mean(np.abs(z) > 1.96) <= 0.05
