"""Probabilities that mean what they say: temperature and bias, fitted on data that was not trained on."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from analysis.stance import StanceModel, softmax

ABSTAIN = 0.6  # a label less likely than this should be read as undecided
SETS = [("rw", "dev"), ("mt", "dev"), ("news", "tune"), ("written", "tune")]  # each weighs the same


def calibrate(folder: Path, pairs: pd.DataFrame) -> None:
    """Write ``stance.json`` beside the network: its calibration, and the hashes of the files it belongs to.

    Polarity: temperature and a bias for each class (Guo et al. 2017, "On Calibration of Modern Neural Networks",
    vector scaling with one scale); holder: temperature. Both by maximum likelihood.
    """
    plain = {"version": "2", "temperature": 1.0, "bias": [0.0] * 3, "holder_temperature": 1.0, "abstain": ABSTAIN}
    hashes = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("stance.onnx", "tokenizer.json")
    }
    write(folder, plain | {"sha256": hashes})
    used = pd.concat([pairs[(pairs.source == source) & (pairs.use == use)] for source, use in SETS])
    spans = list(zip(used.start, used.end, strict=True))
    polarity, holder = StanceModel(folder).logits(used.text.tolist(), spans, 32, None)
    label, of_set = used.label.to_numpy(int), used.source.to_numpy()
    weight = 1 / pd.Series(of_set).map(pd.Series(of_set).value_counts()).to_numpy()
    temperature, *bias = fit(polarity, label, weight)
    known = used.holder.notna().to_numpy()
    warmth = fit(holder[known], used.holder.to_numpy()[known].astype(int), np.ones(known.sum()), biased=False)[0]
    found = {"temperature": temperature, "bias": bias, "holder_temperature": warmth}
    write(folder, plain | {name: np.round(value, 4).tolist() for name, value in found.items()} | {"sha256": hashes})


def fit(logits: np.ndarray, label: np.ndarray, weight: np.ndarray, biased: bool = True) -> np.ndarray:
    """Temperature, then a bias per class with mean nought, of the greatest likelihood."""
    classes = logits.shape[1]

    def cost(values: np.ndarray) -> float:
        bias = values[1:] - values[1:].mean() if biased else 0.0
        chance = softmax(logits / np.exp(values[0]) + bias)
        return -(weight * np.log(chance[np.arange(len(label)), label] + 1e-12)).sum() / weight.sum()

    found = minimize(cost, np.zeros(1 + classes * biased), method="Nelder-Mead", options={"maxiter": 4000}).x
    return np.concatenate([[np.exp(found[0])], found[1:] - (found[1:].mean() if biased else 0.0)])


def write(folder: Path, settings: dict) -> None:
    (folder / "stance.json").write_text(json.dumps(settings, indent=1) + "\n", encoding="utf8")
