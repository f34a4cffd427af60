"""Measures of predicted sentiment, with bootstrap intervals.

Every measure is worked out of sums over sentences, so a resample of sentences is a weight for each sentence and all
resamples are one product of matrices.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

Array = npt.NDArray[np.float64]
DRAWS = 1000
SEED = 11
BINS = 10  # of equal width, for the calibration error


def measure(texts: list[str], truth: Array, label: Array, chance: Array | None = None) -> pd.DataFrame:
    """Measure predictions: a row per measure with value, low and high (95 %) and n.

    `truth` and `label` are -1, 0 or 1 for each pair, `chance` (pairs, 3) the probabilities of these classes; without
    it there is neither calibration error nor Brier score. Sentences are resampled, with all their targets (percentile
    bootstrap, Efron & Tibshirani 1993). n is the number of pairs; for "mixed", of sentences whose targets differ.
    """
    sums = _sums(texts, truth, label, chance)
    draws = np.random.default_rng(SEED).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), DRAWS)
    whole, drawn = _figures(sums.sum(0, keepdims=True)), _figures(draws @ sums)
    rows = []
    for name, (value,) in whole.items():
        if (name in ("ECE", "Brier") and chance is None) or np.isnan(value):
            continue
        low, high = np.nanquantile(drawn[name], (0.025, 0.975))
        rows.append((name, value, low, high, int(sums[:, -2].sum() if name == "mixed" else len(texts))))
    return pd.DataFrame(rows, columns=["measure", "value", "low", "high", "n"])


def _sums(texts: list[str], truth: Array, label: Array, chance: Array | None) -> Array:
    """A row per sentence: counts of truth by label (9), confidence less rightness by bin (10), squared error, 1 where
    its targets differ, and 1 where they do and all are right."""
    sentence, _ = pd.factorize(np.array(texts, dtype=object))
    truth, label = np.asarray(truth, int) + 1, np.asarray(label, int) + 1
    chance = np.eye(3)[label] if chance is None else np.asarray(chance, float)
    sums = np.zeros((sentence.max() + 1, 9 + BINS + 3))
    np.add.at(sums, (sentence, 3 * truth + label), 1)
    confidence, right = chance.max(1), chance.argmax(1) == truth
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    np.add.at(sums, (sentence, 9 + bins), confidence - right)
    np.add.at(sums, (sentence, 9 + BINS), ((chance - np.eye(3)[truth]) ** 2).sum(1))
    pairs = pd.DataFrame({"sentence": sentence, "truth": truth, "right": truth == label}).groupby("sentence")
    differ = (pairs["truth"].nunique() > 1).to_numpy()
    sums[:, -2], sums[:, -1] = differ, differ & pairs["right"].all().to_numpy()
    return sums


def _figures(sums: Array) -> dict[str, Array]:
    """The measures of each row of sums."""
    table = sums[:, :9].reshape(-1, 3, 3)
    number, hits = table.sum((1, 2)), table.diagonal(axis1=1, axis2=2)
    found = table.sum(1) + table.sum(2)
    f1 = np.divide(2 * hits, found, out=np.zeros_like(hits), where=found > 0)
    mixed = np.divide(sums[:, -1], sums[:, -2], out=np.full(len(sums), np.nan), where=sums[:, -2] > 0)
    return {
        "macro F1": f1.mean(1),
        "F1 of negative": f1[:, 0],
        "F1 of positive": f1[:, 2],
        "accuracy": hits.sum(1) / number,
        "ECE": np.abs(sums[:, 9 : 9 + BINS]).sum(1) / number,
        "Brier": sums[:, 9 + BINS] / number,
        "mixed": mixed,
    }
