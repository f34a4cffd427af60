"""Make the stance model: from labelled data and two published encoders to the files in data/models.

    python data/models/build/make.py --data DIR [--work DIR]

Each step leaves a file in the work folder and is skipped where that file is; a training goes on from its last epoch.
"""

import argparse
import random
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from calibrate import calibrate
from export import export
from learn import judge, learn
from networks import Student, Teacher, encoder_folders
from pairs import read_pairs
from pool import exchanged, unlabelled
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from analysis.encode import Reader, Row

MODELS = Path(__file__).parents[1]
SEEDS = MODELS.parents[1] / "seeds"
SMOOTHING = 0.05
UNLABELLED = 34_000  # pairs for the teacher to judge
EPOCHS = 3
Found = tuple[Tensor, Tensor, Tensor]


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
    student = distil(pairs, judged, given.work / "student", minilm)
    weights = {name: value.numpy() for name, value in student.state_dict().items()}
    export(weights, Student.layers, Student.heads, MODELS / "stance.onnx")
    (MODELS / "tokenizer.json").write_bytes((minilm / "tokenizer.json").read_bytes())
    calibrate(MODELS, pairs)


def read(folder: Path, kind: type[nn.Module], table: pd.DataFrame) -> list[Row]:
    """The pairs as the network's tokens."""
    edges = {"first": "<s>", "last": "</s>"} if kind is Teacher else {}
    reader = Reader(Tokenizer.from_file(str(folder / "tokenizer.json")), **edges)
    return reader(list(table[["text", "start", "end"]].itertuples(index=False, name=None)))


def teach(pairs: pd.DataFrame, folder: Path, encoder: Path) -> Teacher:
    """The teacher: two epochs on every label of the training part."""
    torch.manual_seed(11)
    model, train = Teacher(encoder), pairs[pairs.use == "train"].reset_index(drop=True)
    targets = [torch.tensor(train[name].to_numpy("f4")) for name in ("label", "holder", "weight")]
    every = np.arange(len(train))
    learn(
        model,
        read(encoder, Teacher, train),
        [every, every],
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


def distil(pairs: pd.DataFrame, judged: pd.DataFrame, folder: Path, encoder: Path) -> Student:
    """The student: from the labels, and from what the teacher says of the unlabelled pairs.

    In every epoch half of the labelled pairs about countries have all their countries exchanged, the label kept: the
    answer must not depend on which country it is.
    """
    torch.manual_seed(11)
    dice = random.Random(7)
    labelled = pairs[pairs.use == "train"].reset_index(drop=True)
    about = labelled.source != "newsmtsc"
    copies = []
    for _ in range(2):
        made = [exchanged(row.text, row.start, row.end, dice) for row in labelled[about].itertuples()]
        kept = labelled[about][[pair is not None for pair in made]]
        new = pd.DataFrame([pair for pair in made if pair], columns=["text", "start", "end"], index=kept.index)
        copies.append(kept.assign(**new, original=kept.index))
    table = pd.concat([labelled.assign(original=-1), *copies, judged], ignore_index=True)
    chance = torch.tensor(table[["negative", "neutral", "positive"]].to_numpy("f4"))
    other = torch.tensor(table["other"].to_numpy("f4"))
    targets = [torch.tensor(table[name].to_numpy("f4")) for name in ("label", "holder", "weight")]
    first = len(table) - len(judged)
    pooled = np.load(folder.parent / "pooled.npy", mmap_mode="r")
    bridge = nn.Linear(Student.width, pooled.shape[1])

    def loss(batch: list[int], found: Found) -> Tensor:
        rows = torch.tensor(batch)
        known = rows < first
        value = torch.zeros(())
        if known.any():
            mine = tuple(part[known] for part in found)
            share = known.float().mean()
            value = value + share * label_loss(mine, *(column[rows[known]] for column in targets))
        if not known.all():
            there = rows[~known]
            theirs = torch.tensor(pooled[(there - first).numpy()]).float()
            mine = tuple(part[~known].float() for part in found)
            value = value + (1 - known.float().mean()) * teacher_loss(mine, bridge, chance[there], other[there], theirs)
        return value

    epochs = []
    original = table.original.to_numpy("f8")
    for epoch in range(EPOCHS):
        source = np.flatnonzero(original == -1)
        # A pair whose exchanged copy is drawn stays away itself.
        copied = np.flatnonzero(original >= 0)
        half = copied[epoch % 2 :: 2]
        drawn = {int(original[number]): number for number in np.random.default_rng(epoch).permutation(half)}
        own = [drawn.get(number, number) for number in source]
        epochs.append(np.array([*own, *range(first, len(table))] if epoch < EPOCHS - 1 else [*own, *own]))
    model = Student.start(encoder)
    learn(model, read(encoder, Student, table), epochs, loss, (1.5e-4, 1e-3), folder, list(bridge.parameters()))
    return model


def label_loss(found: Found, label: Tensor, holder: Tensor, weight: Tensor) -> Tensor:
    """Cross-entropy of the labels, and of the holders where they are labelled, which weighs half as much."""
    polarity = functional.cross_entropy(found[0].float(), label.long(), reduction="none", label_smoothing=SMOOTHING)
    value = (weight * polarity).mean()
    known = ~holder.isnan()
    if known.any():
        of_holder = functional.cross_entropy(found[1].float()[known], holder[known].long(), reduction="sum")
        value = value + 0.5 * of_holder / len(holder)
    return value


def teacher_loss(found: Found, bridge: nn.Module, chance: Tensor, other: Tensor, pooled: Tensor) -> Tensor:
    """Divergence from the teacher's probabilities (Hinton et al. 2015), and from its pooled states by their angle."""
    polarity = functional.kl_div(found[0].log_softmax(-1), chance, reduction="batchmean")
    matters = 1 - chance[:, 1]  # whose attitude it is means nothing where there is none
    of_holder = functional.cross_entropy(found[1], torch.stack([1 - other, other], 1), reduction="none")
    angle = 1 - functional.cosine_similarity(bridge(found[2]), pooled).mean()
    return polarity + 0.5 * (matters * of_holder).mean() + angle


if __name__ == "__main__":
    main()
