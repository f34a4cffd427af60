"""Intervals of figures whose observations come in clusters: sentences or words in articles."""

from typing import Any, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
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
    low, high = spread_interval(n, total, mean, np.sum((sums - mean * sizes) ** 2), bounds)
    return float(low), float(high)


def spread_interval(
    n: ArrayLike, total: ArrayLike, mean: ArrayLike, spread: ArrayLike, bounds: tuple[float, float] = (-1.0, 1.0)
) -> NDArray[np.float64]:
    """Low and high of `mean_interval`, of one group or of many at once.

    Of each group: the number `n` of its clusters, the `total` of their sizes, the `mean`, and the `spread`, Σ (sum −
    mean × size)² over the clusters.
    """
    n, total, mean, spread = (np.asarray(value, float) for value in (n, total, mean, spread))
    told = (n >= FEWEST) & ~np.isclose(spread, 0)
    freedom = np.where(told, n - 1, 1.0)
    error = np.sqrt(np.where(told, spread, 0.0) * n / freedom) / total
    reach = t.ppf(np.reshape([0.025, 0.975], (2, *[1] * error.ndim)), freedom) * error
    return np.where(told, np.clip(mean + reach, *bounds), np.nan)


def mean_intervals(
    group: NDArray[np.int64],
    sums: ArrayLike,
    sizes: ArrayLike,
    squares: ArrayLike,
    alone: ArrayLike,
    bounds: tuple[float, float] = (-1.0, 1.0),
) -> tuple[NDArray[np.float64], ...]:
    """Mean, low and high as of `mean_interval`, of every group 0, 1, … of clusters.

    `group` numbers the group of each cluster; `squares` are the sums of the observations squared. In a group that is
    `alone`, which is one cluster, its observations are independent: they are clusters of size one, for which
    Σ (s − m)² = Σ s² − n m².
    """
    sums, sizes = np.asarray(sums, float), np.asarray(sizes, float)
    total = np.bincount(group, sizes)
    mean = np.bincount(group, sums) / total
    within = np.bincount(group, squares) - total * mean**2
    between = np.bincount(group, (sums - mean[group] * sizes) ** 2)
    n, spread = np.where(alone, total, np.bincount(group)), np.where(alone, within, between)
    return mean, *spread_interval(n, total, mean, spread, bounds)


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


class Moments(NamedTuple):
    """What the intervals of many means need of their clusters, an entry a mean: integers, which add up exactly."""

    units: NDArray[np.int64]
    """Number of clusters."""
    size: NDArray[np.int64]
    """Σ over clusters of the number of observations."""
    sum: NDArray[np.int64]
    """Σ of their sums."""
    size_size: NDArray[np.int64]
    """Σ of the numbers squared; of the numbers times the sums; of the sums squared."""
    sum_size: NDArray[np.int64]
    sum_sum: NDArray[np.int64]


def moment_interval(of: Moments, bounds: tuple[float, float] = (-1.0, 1.0)) -> NDArray[np.float64]:
    """Low and high of `mean_interval`, of many groups at once, from the moments of each."""
    ends = np.full((2, len(of.units)), np.nan)
    enough = of.units >= FEWEST
    # Products of four counts may need more than 64 bits, so they are Python's integers, and exact.
    n, size, sum_, size_size, sum_size, sum_sum = (column[enough].astype(object) for column in of)
    spread = (size**2 * sum_sum - 2 * size * sum_ * sum_size + sum_**2 * size_size) / size**2
    ends[:, enough] = spread_interval(n, size, sum_ / size, spread, bounds)
    return ends
