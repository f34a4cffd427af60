"""Probabilities that mean what they say: temperature and bias, fitted on data that was not trained on."""

import hashlib
import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize

from analysis.stance import StanceModel, softmax

ABSTAIN = 0.6  # a label less likely than this should be read as undecided
# What each kind of target is calibrated on; each set weighs the same.
SETS = {"other": [("rw", "dev"), ("mt", "dev")], "country": [("news", "tune"), ("written", "tune")]}


def calibrate(folder: Path, pairs: pd.DataFrame) -> None:
    """Write ``stance.json`` beside the network: its calibration, and the hashes of the files it belongs to.

    Polarity: for countries and for other targets a temperature and a bias for each class (Guo et al. 2017, "On
    Calibration of Modern Neural Networks", vector scaling with one scale); holder: temperature. All by maximum
    likelihood.
    """
    hashes = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in ("stance.onnx", "tokenizer.json")
    }
    nothing = {"temperature": 1.0, "bias": [0.0] * 3}
    settings = {"version": "3", **dict.fromkeys(SETS, nothing), "holder_temperature": 1.0, "abstain": ABSTAIN}
    settings |= {"sha256": hashes}
    write(folder, settings)
    model, holders, sides = StanceModel(folder), [], []
    for kind, sets in SETS.items():
        used = pd.concat([pairs[(pairs.source == source) & (pairs.use == use)] for source, use in sets])
        spans = list(zip(used.start, used.end, strict=True))
        polarity, holder = model.logits(used.text.tolist(), spans, 32, None)
        weight = 1 / used.source.map(used.source.value_counts()).to_numpy()
        temperature, *bias = fit(polarity, used.label.to_numpy(int), weight)
        settings[kind] = {"temperature": round(temperature, 4), "bias": np.round(bias, 4).tolist()}
        known = used.holder.notna().to_numpy()
        holders.append(holder[known])
        sides.append(used.holder.to_numpy()[known].astype(int))
    side = np.concatenate(sides)
    warmth = fit(np.concatenate(holders), side, np.ones(len(side)), biased=False)[0]
    write(folder, settings | {"holder_temperature": round(warmth, 4)})


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
