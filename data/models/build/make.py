"""Make the stance model: from labelled data and two published encoders to the files in data/models.

    python data/models/build/make.py --data DIR [--work DIR]

Each step leaves a file in the work folder and is skipped where that file is; a training goes on from its last epoch.
"""

import argparse
from copy import deepcopy
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from calibrate import calibrate
from distil import distil, label_losses
from export import export
from learn import judge, learn
from networks import Student, Teacher, encoder_folders, read
from pairs import read_pairs
from pool import unlabelled

from analysis.encode import kind_of

MODELS = Path(__file__).parents[1]
SEEDS = MODELS.parents[1] / "seeds"
UNLABELLED = 36_000  # pairs whose target is no country, for its teacher to judge; of countries all are judged
SOME = 3_000  # pairs about persons for the teacher of countries


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("data/output/model"))
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    pairs = read_pairs(given.data)
    mpnet, minilm = encoder_folders(given.work)
    teachers = teach(pairs, given.work, mpnet)
    judged = judge_pool(teachers, pairs, given.data, given.work, mpnet)
    student = distil(pairs, judged, given.work, minilm)
    weights = {name: value.numpy() for name, value in student.state_dict().items()}
    export(weights, Student.layers, Student.heads, MODELS / "stance.onnx")
    (MODELS / "tokenizer.json").write_bytes((minilm / "tokenizer.json").read_bytes())
    calibrate(MODELS, pairs)


def teach(pairs: pd.DataFrame, work: Path, encoder: Path) -> dict[str, Teacher]:
    """The teachers, one for countries and one for other targets.

    Both learn two epochs of every label, and one more of their own kind; that for countries sees some others then too.
    """
    torch.manual_seed(11)
    train = pairs[pairs.use == "train"].reset_index(drop=True)
    rows, of_labels, model = read(encoder, Teacher, train), label_losses(train), Teacher(encoder)
    learn(model, rows, [np.arange(len(train))] * 2, of_labels, (3e-5, 2e-4), work / "teacher")
    persons, about = np.flatnonzero(train.source == "newsmtsc"), np.flatnonzero(train.source != "newsmtsc")
    some = np.random.default_rng(3).choice(persons, SOME, replace=False)
    teachers = {"country": deepcopy(model), "other": model}
    for kind, own in (("country", np.concatenate([about, some])), ("other", persons)):
        learn(teachers[kind], rows, [own], of_labels, (2e-5, 1e-4), work / f"teacher-{kind}")
    return teachers


def judge_pool(
    teachers: dict[str, Teacher], pairs: pd.DataFrame, data: Path, work: Path, encoder: Path
) -> pd.DataFrame:
    """Unlabelled pairs with their teacher's probabilities; its pooled states are in ``pooled.npy`` beside them."""
    path = work / "judged.parquet"
    if not path.exists():
        skip = [file.read_text(encoding="utf8") for file in sorted(SEEDS.glob("*.txt"))]
        table = unlabelled(data, pairs, skip, UNLABELLED)
        kinds = np.array(
            [kind_of(*pair) for pair in table[["text", "start", "end"]].itertuples(index=False, name=None)]
        )
        pooled = np.zeros((len(table), Teacher.width), "f2")
        for kind, teacher in teachers.items():
            own = np.flatnonzero(kinds == kind)
            polarity, holder, pooled[own] = judge(teacher, read(encoder, Teacher, table.iloc[own]))
            table.loc[own, ["negative", "neutral", "positive"]], table.loc[own, "other"] = polarity, holder[:, 1]
        np.save(work / "pooled.npy", pooled)
        table.to_parquet(path)
    return pd.read_parquet(path)


if __name__ == "__main__":
    main()
