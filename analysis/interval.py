"""Intervals of figures whose observations come in clusters: sentences or words in articles."""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import t

FEWEST = 5  # units; below this an interval would say more about the method than about the text


def mean_interval(
    sums: NDArray[np.float64], sizes: NDArray[np.int64], bounds: tuple[float, float] = (-1.0, 1.0)
) -> tuple[float, float]:
    """95 % interval of a mean over clustered observations: Student's t with the cluster-robust standard error.

    `sums` and `sizes`, one entry a cluster, are the sum and the number of its observations, and all that is needed.
    The standard error is that of a ratio of two means, linearised (Cochran 1977, ch. 2.11), with one degree of freedom
    lost to the mean. The interval is cut to `bounds`. Returns NaN twice with fewer than five clusters or no spread.
    """
    n, total = len(sums), sizes.sum()
    mean = sums.sum() / total
    spread = np.sum((sums - mean * sizes) ** 2)
    if n < FEWEST or np.isclose(spread, 0):
        return np.nan, np.nan
    error = np.sqrt(spread * n / (n - 1)) / total
    low, high = np.clip(mean + t.ppf([0.025, 0.975], n - 1) * error, *bounds)
    return float(low), float(high)


def with_units(table: pd.DataFrame, groups: list[str]) -> pd.DataFrame:
    """The table with `unit` and `cluster`: articles, or sentences in the groups that have but one article."""
    single = table.groupby(groups).article_id.transform("nunique") == 1
    cluster = table.article_id.where(~single, table.sentence_id.astype(str))
    return table.assign(unit=np.where(single, "sentence", "article"), cluster=cluster)


def cluster_products(one: tuple[Any, ...], other: tuple[Any, ...]) -> NDArray[Any]:
    """Σ over articles of what each adds to one figure times what it adds to another: the meat of the sandwich.

    Each side is counts y, articles × terms and sparse; words n, one an article; and a weight, one a term. An article
    adds weight (y − nY/N), Y and N being the sums of y and n (Binder 1983), times √(m / (m − 1)) for m articles.
    """
    (y, n, weight), (y_, n_, weight_) = one, other
    p, p_ = (np.asarray(counts.sum(axis=0)).ravel() / np.sum(words) for counts, words in ((y, n), (y_, n_)))
    both = np.asarray(y.multiply(y_).sum(axis=0)).ravel()
    product = both - p_ * (y.T @ n_) - p * (y_.T @ n) + p * p_ * (n @ n_)
    of_few = [np.sqrt(m / max(m - 1, 1)) for m in (int(np.count_nonzero(n)), int(np.count_nonzero(n_)))]
    return of_few[0] * of_few[1] * weight * weight_ * product


def difference_error(one: tuple[Any, ...], other: tuple[Any, ...]) -> NDArray[Any]:
    """Cluster-robust standard error of a difference, a term each; sides as in `cluster_products`."""
    variance = cluster_products(one, one) + cluster_products(other, other) - 2 * cluster_products(one, other)
    return np.sqrt(np.maximum(variance, 0))
