import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from analysis.framing import cluster_error, contrast_terms, log_odds_ratio


@pytest.fixture
def contrast(sentences):
    """Contrast A and B in texts where the words USA, RUS and IRQ are the mentions."""

    def make(*texts: str, a: str = "USA", b: str = "RUS", by: str = "", **options) -> pd.DataFrame:
        ids = [f"a{article}" for article in by or "0" * len(texts)]
        rows = [
            (ids[i], i, word.strip("."), word.strip("."), "name", text.index(word), text.index(word) + 3)
            for i, text in enumerate(texts)
            for word in text.split()
            if word.strip(".") in ("USA", "RUS", "IRQ")
        ]
        columns = ["article_id", "sentence_id", "country", "form", "kind", "start", "end"]
        return contrast_terms(sentences(*texts, article_id=ids), pd.DataFrame(rows, columns=columns), a, b, **options)

    return make


@pytest.fixture(scope="module")
def contrast_of():
    """The same for texts that hypothesis makes, with each sentence an article of its own and nothing left out."""

    def make(*texts: str) -> pd.DataFrame:
        ids = [f"a{i}" for i in range(len(texts))]
        sentences = pd.DataFrame({"article_id": ids, "sentence_id": 0, "part": "body", "start": 0, "end": 1})
        found = [
            (f"a{i}", 0, c, c, "name", t.index(c), t.index(c) + 3) for i, t in enumerate(texts) for c in SIDES if c in t
        ]
        columns = ["article_id", "sentence_id", "country", "form", "kind", "start", "end"]
        sentences = sentences.assign(sentence=pd.Series(list(texts), dtype=str))
        return contrast_terms(sentences, pd.DataFrame(found, columns=columns), "USA", "RUS", min_count=1)

    return make


SIDES = ("USA", "RUS")


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


@pytest.fixture
def outlets(articles):
    """Two articles, each of an outlet of its own."""
    return articles("x", "x", outlet=["Left", "Right"])


def test_two_outlets_are_contrasted_in_what_they_write_about_one_country(contrast, outlets):
    texts = ("USA attacks villages", "IRQ waits", "USA helps RUS farmers")
    found = contrast(*texts, by="001", a="Left", b="Right", about="USA", articles=outlets, min_count=1)
    expected = {"attacks": (1, 0), "villages": (1, 0), "attacks villages": (1, 0), "helps": (0, 1), "farmers": (0, 1)}
    assert counted(found) == expected


def test_a_contrast_of_outlets_needs_the_articles(contrast, outlets):
    with pytest.raises(ValueError, match="needs the table of articles"):
        contrast("USA attacks", a="Left", b="Right", about="USA")
    with pytest.raises(ValueError, match="not in the table of articles"):
        contrast("USA attacks", by="7", a="Left", b="Right", about="USA", articles=outlets)


def test_a_word_of_one_article_is_less_sure_than_one_of_all(contrast):
    # "attacks" sixty times in one article, "shells" five times in each of twelve.
    texts = ["USA attacks"] * 60 + ["USA shells"] * 60 + ["USA waits"] * 240 + ["RUS helps"] * 60
    found = contrast(*texts, by="0" * 60 + "0123456789ab" * 30).set_index("term")
    assert found.count_a["attacks"] == found.count_a["shells"] == 60
    assert found.z["attacks"] < 0.7 * found.z["shells"]


counts = st.lists(st.tuples(*[st.integers(0, 9)] * 6), min_size=2, max_size=6).filter(
    lambda rows: np.array(rows)[:, :3].any() and np.array(rows)[:, 3:].any() and (np.sum(rows, axis=0) > 0).sum() > 1
)


@given(counts)
@settings(max_examples=30, deadline=None)
def test_cluster_error_is_the_sum_of_squares_over_articles(rows):
    a, b = np.array(rows)[:, :3], np.array(rows)[:, 3:]
    kept = (a + b).any(axis=0)
    a, b = a[:, kept], b[:, kept]
    if a.shape[1] < 2:
        return
    prior = 100 * (a + b).sum(axis=0) / (a + b).sum()
    added = 0
    for sign, y in ((1, a), (-1, b)):
        total, m = y.sum(axis=0), np.count_nonzero(y.any(axis=1))
        k, every = total + prior, y.sum() + prior.sum()
        residual = y - y.sum(axis=1, keepdims=True) * total / y.sum()
        added = added + sign * residual * (1 / k + 1 / (every - k)) * np.sqrt(m / max(m - 1, 1))
    expected = np.sqrt((added**2).sum(axis=0))
    np.testing.assert_allclose(cluster_error(csr_array(a), csr_array(b)), expected, atol=1e-6)
    np.testing.assert_allclose(cluster_error(csr_array(b), csr_array(a)), expected, atol=1e-6)


words = st.lists(st.sampled_from(["USA attacks", "USA helps well", "RUS helps", "RUS attacks well", "USA met RUS"]))


@given(words, words)
@settings(max_examples=15, deadline=None)
def test_counts_of_two_halves_add_up_to_those_of_the_whole(contrast_of, one, other):
    halves = [contrast_of(*half) for half in (one, other)]
    whole = contrast_of(*one, *other)
    sides = {"USA", "RUS"}
    # A half in which one side has no words at all gives an empty table, and so has no counts to add.
    if all(
        len(half) and sides <= set(" ".join(texts).split()) for half, texts in zip(halves, (one, other), strict=True)
    ):
        summed = pd.concat(halves).groupby("term")[["count_a", "count_b"]].sum().sort_index()
        kept = whole.set_index("term").sort_index()
        pd.testing.assert_frame_equal(kept[["count_a", "count_b"]], summed)
        log_odds, _ = log_odds_ratio(summed.count_a.to_numpy(), summed.count_b.to_numpy())
        np.testing.assert_allclose(kept.log_odds, log_odds)


def test_terms_of_articles_with_habits_of_their_own_rarely_stand_apart():
    # Every article has its own share of each term, drawn alike on both sides: there is no difference to find.
    random, shares = np.random.default_rng(7), 1 / np.arange(1, 41)
    robust, naive = [], []
    for _ in range(40):
        a, b = (
            np.array([random.multinomial(300, random.dirichlet(60 * shares / shares.sum())) for _ in range(30)])
            for _ in "ab"
        )
        nothing = np.zeros_like(a)
        log_odds, error = log_odds_ratio(a.sum(axis=0), b.sum(axis=0))
        clustered = cluster_error(csr_array(np.vstack([a, nothing])), csr_array(np.vstack([nothing, b])))
        robust.extend(log_odds / np.maximum(error, clustered))
        naive.extend(log_odds / error)
    assert 0.03 <= np.mean(np.abs(robust) > 1.96) <= 0.07
    assert np.mean(np.abs(naive) > 1.96) > 0.2
