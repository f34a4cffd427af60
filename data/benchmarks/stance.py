"""Measure sentiment toward a target on labelled sentences, and speed, beside baselines and published figures.

    python data/benchmarks/stance.py DATA [--first N]

DATA is what the stance model is made from (``data/models/build/pairs.py`` says how it is read and split). The table
goes to ``stance.csv`` beside this file: a row per system, set and measure, with 95 % intervals. Rows marked published
are from ``published.csv``: figures of others, on test parts that are not in DATA. The held fifths are held back from
a model that is trained without them; a model that is trained on everything has seen them. With N only so many
pairs of each set are measured, for a trial, and nothing is written.
"""

import os
import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

HERE = Path(__file__).parent
sys.path.append(str(HERE.parent / "models" / "build"))

from measures import measure  # noqa: E402
from pairs import read_pairs  # noqa: E402
from stance_speed import measure_speed  # noqa: E402

from analysis.score import Scorer  # noqa: E402
from analysis.stance import stance  # noqa: E402
from analysis.tone import vader  # noqa: E402

COLUMNS = ["origin", "system", "set", "measure", "value", "low", "high", "n"]
CHANCES = ["negative", "neutral", "positive"]
GOLD = HERE.parent / "gold" / "stance.csv"
SPEED = 192  # pairs to measure speed with: six batches of the usual size
RW = "NewsMTSC rw, development"


def always_neutral(texts: Sequence[str], spans: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """Answer 0 to everything: what a system has to beat."""
    return pd.DataFrame({"label": 0, "score": 0.0, **dict.fromkeys(CHANCES, np.nan)}, index=range(len(texts)))


SYSTEMS: dict[str, Scorer] = {"always neutral": always_neutral, "VADER": vader, "stance model": stance}


def read_sets(data: Path) -> dict[str, pd.DataFrame]:
    """The sets by name, with the columns text, start, end and label (-1, 0, 1)."""
    pairs = read_pairs(data)
    pairs = pairs.assign(label=pairs.label - 1)
    held = pairs[pairs.use == "held"]
    return {
        RW: pairs[pairs.source == "rw"],
        "NewsMTSC mt, development": pairs[pairs.source == "mt"],
        "countries in real news, held fifth": held[held.source == "news"],
        "written sentences, held fifth": held[held.source == "written"],
        "gold": read_gold(),
    }


def read_gold() -> pd.DataFrame:
    gold = pd.read_csv(GOLD, keep_default_na=False).rename(columns={"sentence": "text"})
    start = [text.index(target) for text, target in zip(gold.text, gold.target, strict=True)]
    return gold.assign(start=start, end=start + gold.target.str.len())[["text", "start", "end", "label"]]


def measure_systems(sets: dict[str, pd.DataFrame], systems: dict[str, Scorer]) -> pd.DataFrame:
    """Every measure of every system on every set."""
    parts = []
    for name, pairs in sets.items():
        texts = pairs.text.tolist()
        for system, scorer in systems.items():
            found = scorer(texts, list(zip(pairs.start, pairs.end, strict=True)))
            chance = None if found[CHANCES].isna().any(axis=None) else found[CHANCES].to_numpy()
            rows = measure(texts, pairs.label.to_numpy(), found.label.to_numpy(), chance)
            parts.append(rows.assign(system=system, set=name))
    return pd.concat(parts, ignore_index=True)


def main() -> None:
    """Print the table and write it."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--first", type=int, help="only so many pairs of each set; nothing is written")
    given = parser.parse_args()
    sets = {name: pairs.head(given.first or len(pairs)) for name, pairs in read_sets(given.data).items()}
    some = sets[RW].head(SPEED)
    spans = list(zip(some.start, some.end, strict=True))
    speed = measure_speed(some.text.tolist(), spans).assign(set=f"{RW}, on {os.cpu_count()} cores")
    ours = pd.concat([measure_systems(sets, SYSTEMS), speed]).assign(origin="measured")
    published = pd.read_csv(HERE / "published.csv").assign(origin="published")
    table = pd.concat([published, ours], ignore_index=True).reindex(columns=COLUMNS).astype({"n": "Int64"}).round(4)
    if not given.first:
        table.to_csv(HERE / "stance.csv", index=False)
    sys.stdout.write(table.to_string(index=False, na_rep="") + "\n")


if __name__ == "__main__":
    main()
