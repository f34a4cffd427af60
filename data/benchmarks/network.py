"""Measure how much of a run's time the stance model's network takes, and how near it comes to the processor's rate.

    python data/benchmarks/network.py DATA

writes `network.csv`, of articles put together from the sentences of DATA (see `stages.py`) on one thread. Needs the
extra `train`.
"""

import time
from argparse import ArgumentParser
from functools import partial
from pathlib import Path
from unittest.mock import patch

import numpy as np
import pandas as pd
from onnxruntime import InferenceSession, SessionOptions
from stages import PART, ROUNDS, as_table, mix, read_pool, run_stages

from analysis.stance import StanceModel, stance

LAYERS, SIZE = 6, 384  # of the network, see data/models/README.md
ROWS = 1024  # of the int8 product: as many as a batch has tokens
Feed = dict[str, np.ndarray]


class Timed:
    """A session that tells how long it has computed, and how many operations its products of matrices have taken."""

    def __init__(self, session: InferenceSession) -> None:
        self.session, self.seconds, self.operations = session, 0.0, 0.0

    def run(self, names: list[str], feed: Feed) -> list[np.ndarray]:
        begin = time.process_time()
        found = self.session.run(names, feed)
        self.seconds += time.process_time() - begin
        self.operations += operations(*feed["ids"].shape)
        return found


def operations(rows: int, tokens: int) -> float:
    """Operations (a product and a sum are two) of the network's matrix products on so many rows of so many tokens."""
    layer = 12 * SIZE**2 + 2 * tokens * SIZE  # query, key, value, mix, widen, narrow; weights and what they weigh
    last = 2 * SIZE**2  # keys and values, of all that the two places look at
    places = 10 * SIZE**2 + 2 * tokens * SIZE
    return 2.0 * rows * (tokens * ((LAYERS - 1) * layer + last) + 2 * (places + tokens * SIZE))


def measure_network(texts: list[str]) -> pd.DataFrame:
    """Measure: a row per measure with the median of all rounds, the least and the greatest."""
    parts = [as_table(texts[first : first + PART]) for first in range(0, len(texts), PART)]
    model, product, found = StanceModel.load(), int8_product(), []
    for _ in range(ROUNDS + 1):
        timed, whole = Timed(model._session(1)), 0.0
        with patch.object(model, "_session", return_value=timed):
            for part in parts:
                times = run_stages(part, partial(stance, threads=1))
                whole += sum(times.values()) - times["sentences"] - times["plain VADER"]
        rates = timed.operations / timed.seconds / 1e9, product()
        found.append((timed.seconds / whole, *rates, rates[0] / rates[1]))
    table = pd.DataFrame(found[1:])  # the first round warms up
    names = [
        "share of all stages' time in the network",
        "network, billion operations a second",
        "int8 product, billion operations a second",
        "network's share of the int8 rate",
    ]
    return pd.DataFrame({"measure": names, "value": table.median(), "low": table.min(), "high": table.max()})


def int8_product():
    """A call that gives the rate, in billion operations a second, of onnxruntime's int8 product on one thread."""
    from onnx import TensorProto, helper  # of the extra train

    shape = (4 * SIZE, SIZE)  # as the network's widest
    weights = np.random.default_rng(0).integers(-127, 128, shape, np.int8)
    constant = helper.make_tensor("b", TensorProto.INT8, shape, weights.tobytes(), raw=True)
    graph = helper.make_graph(
        [helper.make_node("MatMulInteger", ["a", "b"], ["c"])],
        "product",
        [helper.make_tensor_value_info("a", TensorProto.UINT8, [ROWS, shape[0]])],
        [helper.make_tensor_value_info("c", TensorProto.INT32, [ROWS, shape[1]])],
        [constant],
    )
    options = SessionOptions()
    options.intra_op_num_threads = 1
    network = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=10)
    session = InferenceSession(network.SerializeToString(), options, providers=["CPUExecutionProvider"])
    feed = {"a": np.random.default_rng(1).integers(0, 256, (ROWS, shape[0]), np.uint8)}

    def rate() -> float:
        times = 20
        begin = time.process_time()
        for _ in range(times):
            session.run(None, feed)
        return 2e-9 * times * ROWS * shape[0] * shape[1] / (time.process_time() - begin)

    return rate


def main() -> None:
    """Measure on articles in which no sentence comes twice."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    measured = measure_network(mix(read_pool(parser.parse_args().data), copied=False))
    measured.round(3).to_csv(Path(__file__).with_suffix(".csv"), index=False, lineterminator="\n")


if __name__ == "__main__":
    main()
