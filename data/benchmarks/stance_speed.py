"""Pairs per second of the stance model, beside VADER and a RoBERTa-base of random weights, in one run."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd
from onnxruntime import InferenceSession

from analysis.stance import StanceModel
from analysis.tone import vader

ROUNDS = 5
ROBERTA = {"layers": 12, "heads": 12, "size": 768, "words": 50_265}  # Liu et al. 2019, base
Feed = dict[str, np.ndarray]


def measure_speed(texts: list[str], spans: list[tuple[int, int]]) -> pd.DataFrame:
    """Measure pairs per second: a row per system with the median, the slowest and the fastest of all rounds, and n.

    VADER and the model are timed from text to table; both networks are timed alone too, on the same batches of tokens.
    """
    model = StanceModel.load()
    feeds = batches_of(model, texts, spans)
    own, other = model._session(None), random_network(**ROBERTA)
    times = take_turns(
        {
            "VADER": lambda: vader(texts, spans),
            "stance model": lambda: model.score(texts, spans),
            "stance model, network alone": lambda: [own.run(None, feed) for feed in feeds],
            "RoBERTa-base of random weights, network alone": lambda: [other.run(None, feed) for feed in feeds],
        }
    )
    speeds = {(name, "pairs per second"): len(texts) / seconds for name, seconds in times.items()}
    *_, mine, roberta = times.values()
    speeds["stance model, network alone", "times as fast as RoBERTa-base"] = roberta / mine
    rows = [(*names, np.median(each), each.min(), each.max(), len(texts)) for names, each in speeds.items()]
    return pd.DataFrame(rows, columns=["system", "measure", "value", "low", "high", "n"])


def take_turns(systems: dict[str, Callable[[], object]]) -> dict[str, np.ndarray]:
    """Seconds of each system in each round. They take turns, so that what else the processor does is shared."""
    times = np.zeros((ROUNDS + 1, len(systems)))
    for turn in times:
        for number, run in enumerate(systems.values()):
            begin = time.perf_counter()
            run()
            turn[number] = time.perf_counter() - begin
    return dict(zip(systems, times[1:].T, strict=True))  # the first round warms up


class Recorder:
    """A session that keeps what it is given."""

    def __init__(self, session: InferenceSession) -> None:
        self.session = session
        self.feeds: list[Feed] = []

    def run(self, names: list[str] | None, feed: Feed) -> list[Any]:
        self.feeds.append(feed)
        return self.session.run(names, feed)


def batches_of(model: StanceModel, texts: list[str], spans: list[tuple[int, int]]) -> list[Feed]:
    """The batches that the model makes of these pairs."""
    recorder = Recorder(model._session(None))
    with patch.object(model, "_session", return_value=recorder):
        model.score(texts, spans)
    return recorder.feeds


def random_network(layers: int, heads: int, size: int, words: int) -> InferenceSession:
    """A network of this shape, float32, with random weights; needs the extra `train`."""
    import onnx
    from export import build

    rng = np.random.default_rng(0)

    def layer(name: str, rows: int, columns: int) -> dict[str, np.ndarray]:
        weight = rng.standard_normal((rows, columns), np.float32) * np.float32(0.02)
        return {f"{name}.weight": weight, f"{name}.bias": np.zeros(rows, np.float32)}

    def norm(name: str) -> dict[str, np.ndarray]:
        return {f"{name}.weight": np.ones(size, np.float32), f"{name}.bias": np.zeros(size, np.float32)}

    weights = layer("words", words, size) | layer("places", 514, size) | norm("norm")
    weights |= layer("polarity", 3, 2 * size) | layer("holder", 2, 2 * size)
    for block in (f"blocks.{number}" for number in range(layers)):
        for name in ("query", "key", "value", "mix"):
            weights |= layer(f"{block}.{name}", size, size)
        weights |= layer(f"{block}.widen", 4 * size, size) | layer(f"{block}.narrow", size, 4 * size)
        weights |= norm(f"{block}.norm") | norm(f"{block}.last")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "network.onnx"
        onnx.save(build(weights, layers, heads, small=False, whole=True), path)
        return InferenceSession(str(path), providers=["CPUExecutionProvider"])
