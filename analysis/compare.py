"""Differences of stance between outlets and between targets, and which of them are more than chance."""

from itertools import combinations

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame
from scipy.stats import false_discovery_control

from analysis.outlets import with_outlets
from analysis.permute import Units, difference, difference_interval, permutation_p
from analysis.progress import track
from analysis.rank import largest
from analysis.tables import SENTENCE, Articles, Comparisons, Scores

SEED = 20151001  # of the permutations: same tables, same p-values
MOST_COMPARED = 10  # outlets, and targets, of one analysis


@pa.check_types
def compare_outlets(articles: DataFrame[Articles], scores: DataFrame[Scores]) -> DataFrame[Comparisons]:
    """Compare each two outlets in their mean score toward each target.

    Articles are independent, their sentences are not; where a side has but one article, sentences are taken, and `unit`
    says so. See `permute.permutation_p` for the test and `permute.difference_interval` for interval and power. The
    effect is the difference by the pooled standard deviation of the sentences' scores (d of Hedges 2007, "Effect sizes
    in cluster-randomized designs"). q is adjusted over all rows (Benjamini & Hochberg 1995).

    Raises ValueError for scores of an article that is not in the table of articles.
    """
    return _compare(articles, scores, side="outlet", within="country")


@pa.check_types
def compare_targets(articles: DataFrame[Articles], scores: DataFrame[Scores]) -> DataFrame[Comparisons]:
    """Compare each two targets in their mean score in each outlet; otherwise as `compare_outlets`.

    An article, or a sentence, that mentions both counts for both, and the two are then compared within it.
    """
    return _compare(articles, scores, side="country", within="outlet")


@pa.check_types
def compare_all(articles: DataFrame[Articles], scores: DataFrame[Scores]) -> DataFrame[Comparisons]:
    """Compare outlets, and targets, with q adjusted over all of it.

    The number of pairs grows with the square of both: of more than `MOST_COMPARED` outlets those with the most
    sentences are compared, and so are the targets.
    """
    known = with_outlets(scores, articles, "scores")
    for column in ("outlet", "country"):
        known = known[known[column].isin(largest(known[column], MOST_COMPARED))]
    kept = known[list(scores.columns)]
    return adjust(compare_outlets(articles, kept), compare_targets(articles, kept))


@pa.check_types
def adjust(*comparisons: DataFrame[Comparisons]) -> DataFrame[Comparisons]:
    """Put several tables of comparisons together, with q adjusted over all of them."""
    return DataFrame[Comparisons](_adjusted(pd.concat(comparisons, ignore_index=True)))


def power_note(row: pd.Series) -> str:
    """What one comparison could have seen, in words; `row` is one of `Comparisons`."""
    units = f"{row.units_a} and {row.units_b} {row.unit}s"
    if np.isnan(row.smallest):
        return f"{units} are too few, or too much alike, to say how large a difference would be seen"
    return f"with {units} a difference below {row.smallest:.2f} would be missed more than one time in five"


def _compare(articles: pd.DataFrame, scores: pd.DataFrame, *, side: str, within: str) -> DataFrame[Comparisons]:
    """Compare each two values of the column `side` among the scores that are alike in the column `within`."""
    known = with_outlets(scores, articles, "scores")
    pairs = [
        (shared, *pair) for shared, found in known.groupby(within) for pair in combinations(found.groupby(side), 2)
    ]
    rows = [
        {f"{side}_a": a, f"{side}_b": b, f"{within}_a": shared, f"{within}_b": shared} | _row(of_a, of_b)
        for shared, (a, of_a), (b, of_b) in track(pairs, f"Comparing by {side}")
    ]
    if not rows:
        return DataFrame[Comparisons](Comparisons.empty())
    return DataFrame[Comparisons](_adjusted(pd.DataFrame(rows)[list(Comparisons.to_schema().columns)]))


def _row(a: pd.DataFrame, b: pd.DataFrame) -> dict[str, object]:
    single = min(a.article_id.nunique(), b.article_id.nunique()) == 1
    units = _units(a, b, SENTENCE if single else ["article_id"])
    low, high, smallest = difference_interval(units)
    freedom = len(a) + len(b) - 2
    within = ((a.score - a.score.mean()) ** 2).sum() + ((b.score - b.score.mean()) ** 2).sum()
    spread = np.sqrt(within / freedom) if freedom else 0.0
    value = float(difference(units).value)
    return {
        "units_a": int((units.size_a > 0).sum()),
        "units_b": int((units.size_b > 0).sum()),
        "sentences_a": len(a),
        "sentences_b": len(b),
        "difference": value,
        "low": low,
        "high": high,
        "effect": value / spread if spread > 1e-9 else np.nan,
        "smallest": smallest,
        "p": permutation_p(units, np.random.default_rng(SEED)),
        "q": np.nan,
        "unit": "sentence" if single else "article",
    }


def _units(a: pd.DataFrame, b: pd.DataFrame, key: list[str]) -> Units:
    sides = [side.groupby(key).score.agg(["sum", "size"]) for side in (a, b)]
    both = sides[0].merge(sides[1], on=key, how="outer", suffixes=("_a", "_b"), validate="one_to_one").fillna(0.0)
    return Units(*(both[name].to_numpy(float) for name in ("sum_a", "size_a", "sum_b", "size_b")))


def _adjusted(table: pd.DataFrame) -> pd.DataFrame:
    tested = table.p.notna()
    q = pd.Series(np.nan, table.index)
    if tested.any():
        q[tested] = false_discovery_control(table.p[tested])
    return table.assign(q=q)
