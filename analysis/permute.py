"""A difference of two clustered means, its standard error, and how often chance alone makes one as large."""

from itertools import combinations, product
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.stats import t

from analysis.interval import FEWEST

DRAWS = 9_999  # permutations; where there are no more in all, every one is taken
Floats = NDArray[np.float64]


class Units(NamedTuple):
    """For each unit, most often an article, the sum and the number of its scores on side a and on side b."""

    sum_a: Floats
    size_a: Floats
    sum_b: Floats
    size_b: Floats


class Difference(NamedTuple):
    """Mean of a − mean of b, its standard error, and the degrees of freedom of that."""

    value: Floats
    error: Floats
    freedom: Floats


def difference(units: Units) -> Difference:
    """Difference of two means over clustered scores, along the last axis; a unit may have scores on both sides.

    The error is that of `mean_interval` for a difference: what a unit adds to either mean, linearised, is taken
    together. Degrees of freedom after Welch and Satterthwaite, but never more than the units less one.
    """
    mean_a, added_a, m_a = _side(units.sum_a, units.size_a)
    mean_b, added_b, m_b = _side(units.sum_b, units.size_b)
    variance_a, variance_b = (added_a**2).sum(axis=-1), (added_b**2).sum(axis=-1)
    variance = ((added_a - added_b) ** 2).sum(axis=-1)
    lost = variance_a**2 / np.maximum(m_a - 1, 1) + variance_b**2 / np.maximum(m_b - 1, 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        welch = (variance_a + variance_b) ** 2 / lost
    every = ((units.size_a > 0) | (units.size_b > 0)).sum(axis=-1) - 1
    return Difference(mean_a - mean_b, np.sqrt(variance), np.fmin(welch, every))


def _side(sums: Floats, sizes: Floats) -> tuple[Floats, Floats, Floats]:
    total, m = sizes.sum(axis=-1, keepdims=True), (sizes > 0).sum(axis=-1, keepdims=True)
    mean = sums.sum(axis=-1, keepdims=True) / total
    added = (sums - mean * sizes) / total * np.sqrt(m / np.maximum(m - 1, 1))
    return mean[..., 0], added, m[..., 0]


def difference_interval(units: Units) -> tuple[float, float, float]:
    """95 % interval of the difference, and the smallest difference that would be seen four times in five.

    The latter is (t at 0.975 + t at 0.8) × standard error, for one test at 5 % with a power of 80 %. All missing with
    fewer than five units on a side, or no spread.
    """
    found = difference(units)
    fewest = min((units.size_a > 0).sum(), (units.size_b > 0).sum())
    if fewest < FEWEST or np.isclose(found.error, 0):
        return np.nan, np.nan, np.nan
    reach = t.ppf([0.025, 0.975, 0.8], found.freedom) * found.error
    return float(found.value + reach[0]), float(found.value + reach[1]), float(reach[1] + reach[2])


def permutation_p(units: Units, random: np.random.Generator) -> float:
    """Two-sided p-value of the difference: how often it is as large where the sides are dealt out by chance.

    Units of one side only are dealt out anew, as many to a side as there were; where units have scores on both sides,
    these change places, or do not, in each unit. The difference is divided by its standard error, which keeps the test
    right where one side varies more than the other (Chung & Romano 2013). Exact where there are at most `DRAWS`
    arrangements, else from that many drawn, the given one among them (Phipson & Smyth 2010). Missing with fewer than
    two units on a side.
    """
    in_a, in_b = units.size_a > 0, units.size_b > 0
    if min(in_a.sum(), in_b.sum()) < 2:
        return np.nan
    shared = bool((in_a & in_b).any())
    arranged, exact = _arrangements(in_a, shared, random)
    observed, values = abs(_ratio(units)), []
    for part in np.array_split(arranged, max(1, arranged.size // 1_000_000)):
        if shared:
            values.append(
                _ratio(Units(*(np.where(part, x, y) for x, y in zip(units, (*units[2:], *units[:2]), strict=True))))
            )
        else:
            sums, sizes = units.sum_a + units.sum_b, units.size_a + units.size_b
            values.append(_ratio(Units(sums * part, sizes * part, sums * ~part, sizes * ~part)))
    # A hair's breadth, so that arrangements that are alike but for rounding count as alike.
    extreme = int((np.abs(np.concatenate(values)) >= observed * (1 - 1e-9)).sum())
    return extreme / len(arranged) if exact else (extreme + 1) / (len(arranged) + 1)


def _ratio(units: Units) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        found = difference(units)
        ratio = found.value / found.error
    # No difference and no spread is no difference; arrangements that leave a side without scores say nothing.
    return np.where(np.isclose(found.value, 0), 0.0, np.nan_to_num(ratio, nan=0.0))


def _arrangements(in_a: NDArray[np.bool_], shared: bool, random: np.random.Generator) -> tuple[NDArray[np.bool_], bool]:
    """Rows that say for each unit whether it goes to a (or keeps its sides), and whether these are all there are."""
    n, k = len(in_a), int(in_a.sum())
    if shared and 2**n <= DRAWS:
        return np.array(list(product((False, True), repeat=n))), True
    if shared:
        return random.random((DRAWS, n)) < 0.5, False
    if comb(n, k) <= DRAWS:
        chosen = np.array(list(combinations(range(n), k)))
        arranged = np.zeros((len(chosen), n), bool)
        np.put_along_axis(arranged, chosen, True, axis=1)
        return arranged, True
    return random.permuted(np.tile(in_a, (DRAWS, 1)), axis=1), False
