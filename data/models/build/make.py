"""Make the stance model: from labelled data and two published encoders to the files in data/models.

    python data/models/build/make.py --data DIR [--work DIR]

Each step leaves a file in the work folder and is skipped where that file is; a training goes on from its last epoch.
"""

import argparse
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from calibrate import calibrate
from distil import distil
from export import export
from learn import judge, label_loss, learn
from networks import Student, Teacher, encoder_folders, read
from pairs import read_pairs
from pool import unlabelled

MODELS = Path(__file__).parents[1]
SEEDS = MODELS.parents[1] / "seeds"
UNLABELLED = 60_000  # pairs for the teacher to judge, at most


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--work", type=Path, default=Path("data/output/model"))
    given = parser.parse_args()
    given.work.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    pairs = read_pairs(given.data)
    mpnet, minilm = encoder_folders(given.work)
    teacher = teach(pairs, given.work / "teacher", mpnet)
    judged = judge_pool(teacher, pairs, given.data, given.work, mpnet)
    student = distil(pairs, judged, given.work, minilm)
    weights = {name: value.numpy() for name, value in student.state_dict().items()}
    export(weights, Student.layers, Student.heads, MODELS / "stance.onnx")
    (MODELS / "tokenizer.json").write_bytes((minilm / "tokenizer.json").read_bytes())
    calibrate(MODELS, pairs)


def teach(pairs: pd.DataFrame, folder: Path, encoder: Path) -> Teacher:
    """The teacher: three epochs on every label of the training part."""
    torch.manual_seed(11)
    model, train = Teacher(encoder), pairs[pairs.use == "train"].reset_index(drop=True)
    targets = [torch.tensor(train[name].to_numpy("f4")) for name in ("label", "holder", "weight")]
    every = np.arange(len(train))
    learn(
        model,
        read(encoder, Teacher, train),
        [every] * 3,
        lambda batch, found: label_loss(found, *(column[batch] for column in targets)),
        (3e-5, 2e-4),
        folder,
    )
    return model


def judge_pool(teacher: Teacher, pairs: pd.DataFrame, data: Path, work: Path, encoder: Path) -> pd.DataFrame:
    """Unlabelled pairs with the teacher's probabilities; its pooled states are in ``pooled.npy`` beside them."""
    path = work / "judged.parquet"
    if not path.exists():
        skip = [file.read_text(encoding="utf8") for file in sorted(SEEDS.glob("*.txt"))]
        table = unlabelled(data, pairs, skip, UNLABELLED)
        polarity, holder, pooled = judge(teacher, read(encoder, Teacher, table))
        table[["negative", "neutral", "positive"]], table["other"] = polarity, holder[:, 1]
        np.save(work / "pooled.npy", pooled)
        table.to_parquet(path)
    return pd.read_parquet(path)


if __name__ == "__main__":
    main()
