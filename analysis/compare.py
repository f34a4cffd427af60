"""Differences of stance between outlets and between targets, and which of them are more than chance."""

from collections.abc import Callable
from itertools import combinations

import numpy as np
import pandas as pd
from pandera.typing import DataFrame
from scipy.stats import false_discovery_control

from analysis.door import check_types
from analysis.permute import Units, difference, difference_interval, permutation_p
from analysis.progress import track
from analysis.rank import largest
from analysis.sum_scores import in_order, sum_scores, sum_voices
from analysis.sums import ScoreSums
from analysis.tables import SENTENCE, Articles, Comparisons, Scores

SEED = 20151001  # of the permutations: same tables, same p-values
MOST_COMPARED = 10  # outlets, and targets, of one analysis
ALIKE = 1e-6  # standard deviation of scores below which there is none but that of rounding
SentenceScores = Callable[[list[str]], pd.DataFrame]
"""Scores, as in `Scores`, of the articles with these identifiers."""


@check_types
def compare_outlets(articles: DataFrame[Articles], scores: DataFrame[Scores]) -> DataFrame[Comparisons]:
    """Compare each two outlets in their mean score toward each target.

    Articles are independent, their sentences are not. Where both sides are of one article each, sentences are taken,
    and `unit` says so; where only one is, there is neither interval nor p, since one article does not tell how far
    articles lie apart. See `permute.permutation_p` for the test and `permute.difference_interval` for interval and
    power. The effect is the difference by the pooled standard deviation of the sentences' scores (d of Hedges 2007,
    "Effect sizes in cluster-randomized designs"). q is adjusted over all rows (Benjamini & Hochberg 1995).

    Raises ValueError for scores of an article that is not in the table of articles.
    """
    return _between(articles, scores, side="outlet", within="country")


@check_types
def compare_targets(articles: DataFrame[Articles], scores: DataFrame[Scores]) -> DataFrame[Comparisons]:
    """Compare each two targets in their mean score in each outlet; otherwise as `compare_outlets`.

    An article, or a sentence, that mentions both counts for both, and the two are then compared within it.
    """
    return _between(articles, scores, side="country", within="outlet")


@check_types
def compare_all(articles: DataFrame[Articles], scores: DataFrame[Scores]) -> DataFrame[Comparisons]:
    """Compare outlets, and targets, with q adjusted over all of it.

    The number of pairs grows with the square of both: of more than `MOST_COMPARED` outlets those with the most
    sentences are compared, and so are the targets.
    """
    return total_comparisons(sum_scores(articles, scores), _scores_of(scores))


@check_types
def total_comparisons(sums: DataFrame[ScoreSums], sentence_scores: SentenceScores) -> DataFrame[Comparisons]:
    """`compare_all` from the sums of all parts of a corpus.

    `sentence_scores` gives all scores of some articles, by their identifiers. It is asked for two articles at most at
    a time, and only where sentences are the units.
    """
    known = sum_voices(in_order(sums))
    for column in ("outlet", "country"):
        known = known[known[column].isin(largest(known[column], MOST_COMPARED, known.sentences))]
    sides = (("outlet", "country"), ("country", "outlet"))
    return adjust(*(_compare(known, sentence_scores, side=side, within=within) for side, within in sides))


@check_types
def adjust(*comparisons: DataFrame[Comparisons]) -> DataFrame[Comparisons]:
    """Put several tables of comparisons together, with q adjusted over all of them."""
    return DataFrame[Comparisons](_adjusted(pd.concat(comparisons, ignore_index=True)))


def power_note(row: pd.Series) -> str:
    """What one comparison could have seen, in words; `row` is one of `Comparisons`."""
    units = f"{row.units_a} and {row.units_b} {row.unit}s"
    if np.isnan(row.smallest):
        return f"{units} are too few, or too much alike, to say how large a difference would be seen"
    return f"with {units} a difference below {row.smallest:.2f} would be missed more than one time in five"


def _scores_of(scores: pd.DataFrame) -> SentenceScores:
    return lambda article_ids: scores[scores.article_id.isin(article_ids)]


def _between(articles: pd.DataFrame, scores: pd.DataFrame, *, side: str, within: str) -> DataFrame[Comparisons]:
    sums = sum_voices(sum_scores(articles, scores))
    return DataFrame[Comparisons](_adjusted(_compare(sums, _scores_of(scores), side=side, within=within)))


def _compare(sums: pd.DataFrame, sentence_scores: SentenceScores, *, side: str, within: str) -> DataFrame[Comparisons]:
    """Compare each two values of the column `side` among the sums that are alike in the column `within`."""
    known = sums.assign(unit=sums.groupby("article_id").ngroup())
    pairs = [
        (shared, *pair) for shared, found in known.groupby(within) for pair in combinations(found.groupby(side), 2)
    ]
    rows = [
        {f"{side}_a": a, f"{side}_b": b, f"{within}_a": shared, f"{within}_b": shared}
        | _row(of_a, of_b, sentence_scores)
        for shared, (a, of_a), (b, of_b) in track(pairs, f"Comparing by {side}")
    ]
    if not rows:
        return DataFrame[Comparisons](Comparisons.empty())
    return DataFrame[Comparisons](pd.DataFrame(rows)[list(Comparisons.to_schema().columns)])


def _row(a: pd.DataFrame, b: pd.DataFrame, sentence_scores: SentenceScores) -> dict[str, object]:
    single = len(a) == len(b) == 1
    units = _units(*(_by_sentence(a, b, sentence_scores) if single else (a, b)))
    low, high, smallest = difference_interval(units)
    freedom = int(a.sentences.sum() + b.sentences.sum()) - 2
    within = sum(side.squares.sum() - side.score.sum() ** 2 / side.sentences.sum() for side in (a, b))
    spread = np.sqrt(max(within, 0.0) / freedom) if freedom else 0.0
    value = float(difference(units).value)
    return {
        "units_a": int((units.size_a > 0).sum()),
        "units_b": int((units.size_b > 0).sum()),
        "sentences_a": int(a.sentences.sum()),
        "sentences_b": int(b.sentences.sum()),
        "difference": value,
        "low": low,
        "high": high,
        "effect": value / spread if spread > ALIKE else np.nan,
        "smallest": smallest,
        "p": permutation_p(units, np.random.default_rng(SEED)),
        "q": np.nan,
        "unit": "sentence" if single else "article",
    }


def _by_sentence(a: pd.DataFrame, b: pd.DataFrame, sentence_scores: SentenceScores) -> list[pd.DataFrame]:
    """The two sides, an article each, with a row per sentence."""
    scores = sentence_scores(sorted({*a.article_id, *b.article_id}))
    found = scores.groupby([*SENTENCE, "country"], as_index=False).agg(
        score=("score", "sum"), sentences=("score", "size")
    )
    found["unit"] = found.groupby(SENTENCE).ngroup()
    keys = ["article_id", "country"]
    return [found.merge(side[keys], on=keys, validate="many_to_one") for side in (a, b)]


def _units(a: pd.DataFrame, b: pd.DataFrame) -> Units:
    sides = [side[["unit", "score", "sentences"]] for side in (a, b)]
    both = sides[0].merge(sides[1], on="unit", how="outer", suffixes=("_a", "_b"), validate="one_to_one").fillna(0.0)
    return Units(*(both[name].to_numpy(float) for name in ("score_a", "sentences_a", "score_b", "sentences_b")))


def _adjusted(table: pd.DataFrame) -> pd.DataFrame:
    tested = table.p.notna()
    q = pd.Series(np.nan, table.index)
    if tested.any():
        q[tested] = false_discovery_control(table.p[tested])
    return table.assign(q=q)
