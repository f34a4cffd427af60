"""A difference of two clustered means, its standard error, and how often chance alone makes one as large."""

from collections.abc import Iterator
from itertools import combinations, product
from math import comb
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.stats import t

from analysis.interval import FEWEST

DRAWS = 9_999  # permutations; where there are no more in all, every one is taken
MANY = 1_000  # units on each side from which on the limit of the permutations stands for them
CELLS = 2_000_000  # units × arrangements held at a time, which take up to some 50 MB
NOISE = 1e-12  # part of the squares below which a variance is nothing but rounding
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
    return _difference(_moments(_centred(units)).sum(axis=-2))


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
    arrangements, else from that many drawn, the given one among them (Phipson & Smyth 2010). With `MANY` units or more
    on each side p is that of Student's t with the degrees of freedom of `difference`, to which the test converges
    (Chung & Romano 2013): by then the two differ by less than two sets of draws do. Missing with fewer than two units
    on a side.
    """
    in_a, in_b = units.size_a > 0, units.size_b > 0
    fewest = min(in_a.sum(), in_b.sum())
    if fewest < 2:
        return np.nan
    centred = _centred(units)
    observed = _difference(_moments(centred).sum(axis=0))
    if fewest >= MANY:
        return float(2 * t.sf(np.abs(_ratio(observed)), observed.freedom))
    shared = bool((in_a & in_b).any())
    if not shared:  # every unit on a, from where it is moved to b or not
        centred = Units(centred.sum_a + centred.sum_b, units.size_a + units.size_b, *np.zeros((2, len(in_a))))
    kept, changed = _moments(centred), _moments(Units(*centred[2:], *centred[:2]))
    arrangements, exact = _arrangements(in_a, shared, random)
    # All moments of an arrangement are sums over its units, so that one product gives those of many arrangements.
    found = [_ratio(_difference(part @ (kept - changed) + changed.sum(axis=0))) for part in arrangements]
    # A hair's breadth, so that arrangements that are alike but for rounding count as alike.
    extreme = np.abs(np.concatenate(found)) >= np.abs(_ratio(observed)) * (1 - 1e-9)
    return float(extreme.mean()) if exact else float((extreme.sum() + 1) / (len(extreme) + 1))


def _centred(units: Units) -> Units:
    """The scores less the mean of all: no difference changes, and squares hold no large part that must cancel out."""
    size = (units.size_a + units.size_b).sum(axis=-1, keepdims=True)
    mean = (units.sum_a + units.sum_b).sum(axis=-1, keepdims=True) / size
    return units._replace(sum_a=units.sum_a - mean * units.size_a, sum_b=units.sum_b - mean * units.size_b)


def _moments(units: Units) -> Floats:
    """What each unit adds to the sums that make a difference, along a new last axis."""
    a, n_a, b, n_b = units
    sides = [moment for s, n in ((a, n_a), (b, n_b)) for moment in (n > 0, n, s, n * n, n * s, s * s)]
    return np.stack([*sides, a * b, a * n_b, n_a * b, n_a * n_b, (n_a > 0) | (n_b > 0)], axis=-1).astype(float)


def _difference(moments: Floats) -> Difference:
    """The difference from the sums of the moments of its units, a row each."""
    summed = np.moveaxis(moments, -1, 0)
    a_b, a_n, n_b, n_n, every = summed[12:]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean_a, weight_a, variance_a, squares_a = _side(*summed[:6])
        mean_b, weight_b, variance_b, squares_b = _side(*summed[6:12])
        together = (a_b - mean_b * a_n - mean_a * n_b + mean_a * mean_b * n_n) * weight_a * weight_b
        variance = variance_a + variance_b - 2 * together
        lost = variance_a**2 / np.maximum(summed[0] - 1, 1) + variance_b**2 / np.maximum(summed[6] - 1, 1)
        welch = (variance_a + variance_b) ** 2 / lost
    error = np.sqrt(np.where(variance > NOISE * (squares_a + squares_b), variance, 0.0))
    return Difference(mean_a - mean_b, error, np.fmin(welch, every - 1))


def _side(m: Floats, size: Floats, total: Floats, n_n: Floats, n_s: Floats, s_s: Floats) -> tuple[Floats, ...]:
    """Mean, weight of a unit's deviation in it, variance, and the squares that the latter is a difference of."""
    mean, weight = total / size, np.sqrt(m / np.maximum(m - 1, 1)) / size
    return mean, weight, (s_s - 2 * mean * n_s + mean**2 * n_n) * weight**2, (s_s + mean**2 * n_n) * weight**2


def _ratio(found: Difference) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = found.value / found.error
    # No difference and no spread is no difference; arrangements that leave a side without scores say nothing.
    return np.where(np.isclose(found.value, 0), 0.0, np.nan_to_num(ratio, nan=0.0))


def _arrangements(
    in_a: NDArray[np.bool_], shared: bool, random: np.random.Generator
) -> tuple[Iterator[NDArray[np.bool_] | csr_array], bool]:
    """Rows that say for each unit whether it goes to a (or keeps its sides), and whether these are all there are."""
    n, k = len(in_a), int(in_a.sum())
    if shared and 2**n <= DRAWS:
        return iter([np.array(list(product((False, True), repeat=n)))]), True
    if not shared and comb(n, k) <= DRAWS:
        chosen = np.array(list(combinations(range(n), k)))
        arranged = np.zeros((len(chosen), n), bool)
        np.put_along_axis(arranged, chosen, True, axis=1)
        return iter([arranged]), True
    return _drawn(in_a, shared, random), False


def _drawn(
    in_a: NDArray[np.bool_], shared: bool, random: np.random.Generator
) -> Iterator[NDArray[np.bool_] | csr_array]:
    n, k = len(in_a), int(in_a.sum())
    rows = max(1, CELLS // n)
    for first in range(0, DRAWS, rows):
        count = min(rows, DRAWS - first)
        if shared:
            yield random.random((count, n)) < 0.5
        elif n < 2 * MANY:
            yield random.permuted(np.tile(in_a, (count, 1)), axis=1)
        else:  # One side is small: to draw it is quick, and which of the two it is does not change |ratio|.
            few = min(k, n - k)
            chosen = [random.choice(n, few, replace=False, shuffle=False) for _ in range(count)]
            places = np.arange(0, few * count + 1, few)
            yield csr_array((np.ones(few * count), np.concatenate(chosen), places), shape=(count, n))
