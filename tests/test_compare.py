from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from analysis.compare import adjust, compare_all, compare_outlets, compare_targets, power_note, total_comparisons
from analysis.permute import Units, difference, difference_interval, permutation_p
from analysis.sum_scores import sum_scores


def scores(*rows) -> pd.DataFrame:
    """Scores from rows of article, sentence, country and score."""
    table = pd.DataFrame(rows, columns=["article_id", "sentence_id", "country", "score"])
    nothing = {"negative": np.nan, "neutral": np.nan, "positive": np.nan}
    table = table.assign(mentions=1, tone=0.0, voice="author", speaker="", holder="author", **nothing)
    table = table.assign(label=np.sign(table.score).astype(int))
    order = ["article_id", "sentence_id", "country", "mentions", "tone", "negative", "neutral", "positive"]
    return table[[*order, "score", "label", "voice", "speaker", "holder"]]


def units(sums_a, sizes_a, sums_b, sizes_b) -> Units:
    """Units of which none has scores on both sides."""
    nothing = [np.zeros(len(sums_b)), np.zeros(len(sums_a))]
    a = [np.concatenate([np.asarray(x, float), nothing[0]]) for x in (sums_a, sizes_a)]
    b = [np.concatenate([nothing[1], np.asarray(x, float)]) for x in (sums_b, sizes_b)]
    return Units(*a, *b)


def clustered(random, n, *, size=6, between=0.25, within=0.3, mean=0.0) -> tuple[np.ndarray, np.ndarray]:
    """Sums and sizes of articles whose sentences have something in common."""
    sizes = random.poisson(size - 1, n) + 1
    articles = random.normal(mean, between, n)
    return articles * sizes + random.normal(0, within, n) * np.sqrt(sizes), sizes


A, B = (0.1, 0.2, 0.6, 0.4, 0.7), (-0.3, 0.1, 0.0, -0.6, -0.2)


@pytest.fixture
def two_outlets(articles):
    table = articles(*"x" * 10, outlet=["Left"] * 5 + ["Right"] * 5)
    return table, scores(*((f"a{i}", 0, "USA", value) for i, value in enumerate(A + B)))


def test_outlets_by_hand(two_outlets):
    (row,) = compare_outlets(*two_outlets).to_dict("records")
    assert (row["outlet_a"], row["outlet_b"], row["country_a"], row["country_b"]) == ("Left", "Right", "USA", "USA")
    assert (row["units_a"], row["units_b"], row["sentences_a"], row["unit"]) == (5, 5, 5, "article")
    welch = stats.ttest_ind(A, B, equal_var=False)
    low, high = welch.confidence_interval()
    assert (row["difference"], row["low"], row["high"]) == pytest.approx((0.6, low, high))
    assert row["effect"] == pytest.approx(0.6 / np.sqrt((np.var(A, ddof=1) + np.var(B, ddof=1)) / 2))
    error = 0.6 / welch.statistic
    assert row["smallest"] == pytest.approx(error * (stats.t.ppf(0.975, welch.df) + stats.t.ppf(0.8, welch.df)))
    # Every one of the 252 ways to deal ten articles out to two outlets.
    every = [set(chosen) for chosen in combinations(range(10), 5)]
    values = np.array(A + B)
    dealt = [stats.ttest_ind([*values[list(c)]], [values[i] for i in range(10) if i not in c]).statistic for c in every]
    extreme = np.mean(np.abs(dealt) >= abs(stats.ttest_ind(A, B).statistic) - 1e-9)
    assert row["p"] == row["q"] == pytest.approx(extreme)


def test_targets_are_compared_within_an_article(articles):
    rows = [(f"a{i}", 0, country, value) for c, country in ((A, "USA"), (B, "RUS")) for i, value in enumerate(c)]
    (row,) = compare_targets(articles(*"xxxxx"), scores(*rows)).to_dict("records")
    assert (row["country_a"], row["country_b"]) == ("RUS", "USA")
    paired = stats.ttest_rel(B, A)
    assert (row["low"], row["high"]) == pytest.approx(tuple(paired.confidence_interval()), abs=0.02)
    # All five differences have one sign: two of the 32 ways to change places are as extreme.
    assert row["p"] == pytest.approx(2 / 32)


def test_swapping_negates(two_outlets):
    table, found = two_outlets
    swapped = table.assign(outlet=table.outlet.map({"Left": "Right", "Right": "Left"}))
    (one,), (other,) = (compare_outlets(t, found).to_dict("records") for t in (table, swapped))
    for column, negated in {"difference": "difference", "low": "high", "high": "low", "effect": "effect"}.items():
        assert one[column] == pytest.approx(-other[negated])
    assert (one["p"], one["smallest"]) == pytest.approx((other["p"], other["smallest"]))


def test_one_article_takes_sentences_as_units(articles):
    table = articles("x", "x", outlet=["Left", "Right"])
    found = scores(*(("a0", i, "USA", v) for i, v in enumerate(A)), *(("a1", i, "USA", v) for i, v in enumerate(B)))
    (row,) = compare_outlets(table, found).to_dict("records")
    assert (row["unit"], row["units_a"], row["units_b"]) == ("sentence", 5, 5)
    assert "5 and 5 sentences" in power_note(pd.Series(row))


def test_one_article_against_several_says_nothing_of_the_spread_between_articles(articles):
    table = articles(*"x" * 7, outlet=["Left"] * 6 + ["Right"])
    many = [(f"a{i}", s, "USA", 0.1 * i + 0.02 * s) for i in range(6) for s in range(3)]
    found = scores(*many, *(("a6", s, "USA", -0.8 + 0.1 * s) for s in range(6)))
    (row,) = compare_outlets(table, found).to_dict("records")
    assert (row["unit"], row["units_a"], row["units_b"], row["sentences_b"]) == ("article", 6, 1, 6)
    assert row["difference"] == pytest.approx(0.27 + 0.55)
    assert np.isfinite(row["effect"])
    assert np.isnan([row["low"], row["high"], row["smallest"], row["p"], row["q"]]).all()


def test_sentences_are_fetched_of_single_articles_alone(articles):
    table = articles("x", "x", "x", outlet=["Left", "Right", "Right"])
    found = scores(*((f"a{i}", s, "USA", 0.1 * s) for i in range(3) for s in range(3)), ("a1", 3, "RUS", 0.1))
    found = pd.concat([found, scores(("a0", 1, "RUS", 0.3), ("a0", 4, "RUS", -0.2))])
    asked = []

    def fetch(article_ids):
        asked.append(article_ids)
        return found[found.article_id.isin(article_ids)]

    rows = total_comparisons(sum_scores(table, found), fetch)
    assert sorted(asked) == [["a0"], ["a0", "a1"]]
    assert dict(zip(rows.outlet_a + rows.country_a + rows.outlet_b + rows.country_b, rows.unit, strict=True)) == {
        "LeftRUSRightRUS": "sentence",
        "LeftUSARightUSA": "article",
        "LeftRUSLeftUSA": "sentence",
        "RightRUSRightUSA": "article",
    }
    # Sentences 0, 1 and 2 are on the one, 1 and 4 on the other.
    within = rows[(rows.outlet_a == rows.outlet_b) & (rows.outlet_a == "Left")].iloc[0]
    assert (within.units_a, within.units_b, within.difference) == (2, 3, pytest.approx(0.05 - 0.1))


def test_too_few_or_alike_have_no_interval_and_say_so(articles):
    table = articles("x", "x", "x", outlet=["Left", "Left", "Right"])
    found = scores(("a0", 0, "USA", 0.5), ("a1", 0, "USA", 0.1), ("a2", 0, "USA", 0.1))
    (row,) = compare_outlets(table, found).to_dict("records")
    assert np.isnan([row["low"], row["high"], row["smallest"], row["p"], row["q"]]).all()
    assert "too few" in power_note(pd.Series(row))


def test_nothing_to_compare_is_an_empty_table(articles):
    assert compare_outlets(articles("x"), scores(("a0", 0, "USA", 0.5))).empty
    assert compare_targets(articles("x"), scores(("a0", 0, "USA", 0.5))).empty


def test_scores_need_their_article(two_outlets):
    table, found = two_outlets
    with pytest.raises(ValueError, match="not in the table of articles"):
        compare_outlets(table[:3], found)


def test_q_is_adjusted_over_all_tables_together(two_outlets):
    one = compare_outlets(*two_outlets)
    other = one.assign(p=0.9, q=0.9, outlet_a="Other")
    assert adjust(one, other).q.to_list() == pytest.approx(stats.false_discovery_control([one.p[0], 0.9]))


def test_all_comparisons_are_adjusted_together(two_outlets):
    table, found = two_outlets
    both = pd.concat([found, found.assign(country="RUS", score=-found.score, label=-found.label)], ignore_index=True)
    rows = compare_all(table, both)
    sides = rows[["outlet_a", "country_a", "outlet_b", "country_b"]].to_numpy().tolist()
    assert sides == [
        ["Left", "RUS", "Right", "RUS"],
        ["Left", "USA", "Right", "USA"],
        ["Left", "RUS", "Left", "USA"],
        ["Right", "RUS", "Right", "USA"],
    ]
    assert rows.q.to_list() == pytest.approx(stats.false_discovery_control(rows.p))


def test_of_many_outlets_those_with_the_most_sentences_are_compared(articles):
    outlets = [f"o{number:02}" for number in range(14)]
    table = articles(*"x" * 14, outlet=outlets)
    found = scores(*((f"a{i}", s, "USA", 0.1 * s) for i in range(14) for s in range(3 if i == 13 else 2)))
    rows = compare_all(table, found)
    assert len(rows) == 45  # pairs of ten
    assert sorted({*rows.outlet_a, *rows.outlet_b}) == [*outlets[:9], "o13"]


def test_p_values_are_uniform_where_there_is_no_difference():
    random, p = np.random.default_rng(7), []
    for _ in range(300):
        p.append(permutation_p(units(*clustered(random, 5), *clustered(random, 6)), random))
    assert stats.kstest(p, "uniform").pvalue > 0.05
    assert np.mean(np.array(p) <= 0.05) <= 0.07


def test_drawn_arrangements_agree_with_all_of_them(monkeypatch):
    random = np.random.default_rng(7)
    found = units(*clustered(random, 7, mean=0.3), *clustered(random, 7))
    exact = permutation_p(found, random)
    monkeypatch.setattr("analysis.permute.DRAWS", 2_000)
    assert permutation_p(found, random) == pytest.approx(exact, abs=0.03)


@pytest.mark.parametrize("shared", [False, True])
def test_no_more_arrangements_than_fit_are_held_at_a_time(monkeypatch, shared):
    random = np.random.default_rng(7)
    found = units(*clustered(random, 12, mean=0.2), *clustered(random, 11))
    if shared:
        found = Units(*(part[:12] for part in found[:2]), *(part[11:] for part in found[2:]))
    whole = permutation_p(found, np.random.default_rng(1))
    monkeypatch.setattr("analysis.permute.CELLS", 1_000)
    assert permutation_p(found, np.random.default_rng(1)) == whole


def test_a_small_side_is_drawn_as_all_are_dealt_out(monkeypatch):
    random = np.random.default_rng(7)
    few, rest = clustered(random, 8, mean=0.1), clustered(random, 60)
    dealt = permutation_p(units(*few, *rest), random)
    monkeypatch.setattr("analysis.permute.MANY", 30)
    assert 0.02 < dealt < 0.5
    # Three standard errors of a difference of two draws at one half.
    assert permutation_p(units(*few, *rest), random) == pytest.approx(dealt, abs=0.02)
    assert permutation_p(units(*rest, *few), random) == pytest.approx(dealt, abs=0.02)


@pytest.mark.parametrize("shared", [False, True])
def test_many_units_take_the_limit_of_the_permutations(monkeypatch, shared):
    """Two draws of 9,999 differ by up to 0.02 by chance; so little do permutations of 150 units and their limit."""
    random, p = np.random.default_rng(7), []
    for mean in (0.0, 0.02, 0.04, 0.06, 0.08):
        # Skewed, and one side varies more than the other.
        a, b = (random.choice([-0.8, 0.0, 0.5], 150, p=p) for p in ((0.12, 0.85, 0.03), (0.3, 0.4, 0.3)))
        sizes = random.integers(1, 6, (2, 150)).astype(float)
        sides = ((a + mean) * sizes[0], sizes[0], b * sizes[1], sizes[1])
        found = Units(*sides) if shared else units(*sides)
        monkeypatch.setattr("analysis.permute.MANY", 151)
        drawn = permutation_p(found, random)
        monkeypatch.setattr("analysis.permute.MANY", 150)
        p.append((drawn, permutation_p(found, random)))
    drawn, limit = np.transpose(p)
    assert np.ptp(limit) > 0.3
    assert drawn == pytest.approx(limit, abs=0.02)


def test_few_false_discoveries_where_there_are_none():
    random, runs, false = np.random.default_rng(7), 60, 0
    for _ in range(runs):
        p = [permutation_p(units(*clustered(random, 5), *clustered(random, 5)), random) for _ in range(6)]
        false += (stats.false_discovery_control(p) < 0.05).any()
    # Five per cent of sixty are three; seven or more would be chance less than one time in thirty.
    assert false <= 6


def test_intervals_cover_where_those_of_sentences_fall_short():
    random, runs, covered, naive = np.random.default_rng(7), 600, 0, 0
    for _ in range(runs):
        sizes = [random.poisson(5, n) + 1 for n in (12, 10)]
        values = [
            [random.normal(random.normal(mean, 0.25), 0.3, size) for size in side]
            for mean, side in zip((0.2, -0.1), sizes, strict=True)
        ]
        sums = [[v.sum() for v in side] for side in values]
        low, high, _ = difference_interval(units(sums[0], sizes[0], sums[1], sizes[1]))
        covered += low <= 0.3 <= high
        a, b = (np.concatenate(side) for side in values)
        low, high, _ = difference_interval(units(a, np.ones(len(a)), b, np.ones(len(b))))
        naive += low <= 0.3 <= high
    assert 0.93 <= covered / runs <= 0.97
    assert naive / runs < 0.85


def test_the_smallest_difference_is_seen_four_times_in_five():
    random, seen, runs = np.random.default_rng(7), 0, 400
    planned = difference_interval(units(*clustered(np.random.default_rng(1), 2000), *clustered(random, 2000)))[2]
    # The error falls with the root of the number of articles.
    apart = planned * np.sqrt(2000 / 40)
    for _ in range(runs):
        low, _, _ = difference_interval(units(*clustered(random, 40, mean=apart), *clustered(random, 40)))
        seen += low > 0
    assert 0.74 <= seen / runs <= 0.86


def test_a_unit_on_both_sides_is_compared_with_itself():
    both = Units(*(np.array(x, float) for x in ((1, 2, 3), (1, 1, 1), (0, 1, 2), (1, 1, 1))))
    assert difference(both).error == pytest.approx(0)
