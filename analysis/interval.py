"""How sure a mean is."""

import numpy as np
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
