"""Differences of stance between outlets and between targets, and which of them are more than chance."""

from itertools import combinations

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.typing import DataFrame
from scipy.stats import false_discovery_control

from analysis.permute import Units, difference, difference_interval, permutation_p
from analysis.tables import SENTENCE, Articles, Comparisons, Scores

SEED = 20151001  # of the permutations: same tables, same p-values


@pa.check_types
def compare_outlets(articles: DataFrame[Articles], scores: DataFrame[Scores]) -> DataFrame[Comparisons]:
    """Compare each two outlets in their mean score toward each target.

    Articles are independent, their sentences are not; where a side has but one article, sentences are taken, and `unit`
    says so. See `permute.permutation_p` for the test and `permute.difference_interval` for interval and power. The
    effect is the difference by the pooled standard deviation of the sentences' scores (d of Hedges 2007, "Effect sizes
    in cluster-randomized designs"). q is adjusted over all rows (Benjamini & Hochberg 1995).

    Raises ValueError for scores of an article that is not in the table of articles.
    """
    known = _known(articles, scores)
    pairs = [
        (dict(zip(("outlet_a", "outlet_b"), pair, strict=True)) | {"country_a": country, "country_b": country}, *sides)
        for country, found in known.groupby("country")
        for pair, sides in _pairs(found, "outlet")
    ]
    return _compare(pairs)


@pa.check_types
def compare_targets(articles: DataFrame[Articles], scores: DataFrame[Scores]) -> DataFrame[Comparisons]:
    """Compare each two targets in their mean score in each outlet; otherwise as `compare_outlets`.

    An article, or a sentence, that mentions both counts for both, and the two are then compared within it.
    """
    known = _known(articles, scores)
    pairs = [
        (dict(zip(("country_a", "country_b"), pair, strict=True)) | {"outlet_a": outlet, "outlet_b": outlet}, *sides)
        for outlet, found in known.groupby("outlet")
        for pair, sides in _pairs(found, "country")
    ]
    return _compare(pairs)


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


def _known(articles: pd.DataFrame, scores: pd.DataFrame) -> pd.DataFrame:
    known = scores.merge(articles[["article_id", "outlet"]], on="article_id", validate="many_to_one")
    if len(known) != len(scores):
        raise ValueError("scores of an article that is not in the table of articles")
    return known


def _pairs(found: pd.DataFrame, column: str) -> list[tuple[tuple[str, str], tuple[pd.DataFrame, pd.DataFrame]]]:
    sides = dict(list(found.groupby(column)))
    return [(pair, (sides[pair[0]], sides[pair[1]])) for pair in combinations(sides, 2)]


def _compare(pairs: list[tuple[dict[str, str], pd.DataFrame, pd.DataFrame]]) -> DataFrame[Comparisons]:
    columns = list(Comparisons.to_schema().columns)
    rows = [names | _row(a, b) for names, a, b in pairs]
    return DataFrame[Comparisons](_adjusted(pd.DataFrame(rows, columns=columns)) if rows else Comparisons.empty())


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
